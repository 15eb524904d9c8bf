"""answers.yaml → Answers: strict, every problem at once, each at its line and column."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load.files import decode, read_bytes
from selfcheck.load.quote import quote
from selfcheck.load.values import Misfit, convert, suggestion
from selfcheck.load.yaml_reader import Document, parse
from selfcheck.model.answers import Answer, Answers, AnswerValue, Evidence, NotApplicable, Row
from selfcheck.model.content import Content, Question
from selfcheck.text import Text

FORMAT = "answers/1"
FILE_LIMIT = 16 * 1024 * 1024
_FULL_FORM = ("value", "not_applicable", "evidence", "note", "owner", "reviewed_on")
_EVIDENCE = ("file", "valid_until", "sha256")
_OF_ROW = re.compile(r"^([a-z_]+)\[([^\]]+)\]\.(.+)$")  # systems[crm].grade


def load(path: Path, content: Content) -> Answers:
    """Raises SelfcheckError with every problem of the file."""
    file = str(path)
    return read(decode(read_bytes(path, limit=FILE_LIMIT), file), file, content)


def read(text: str, file: str, content: Content) -> Answers:
    return _Reader(parse(text, file), content).answers()


class _Reader:
    """Walks one document; collects problems instead of stopping at the first."""

    def __init__(self, document: Document, content: Content) -> None:
        self.document, self.content = document, content
        self.problems: list[Problem] = []

    def answers(self) -> Answers:
        root: dict[str, Any] = self.document.value
        inventories = tuple(self.content.inventories)
        self.known_keys(root, ("selfcheck", "organisation", *inventories, "answers"))
        self.format(root)
        facts: dict[str, Answer] = {}
        name = self.organisation(root, facts)
        rows = {key: self.inventory(root, key) for key in inventories if key in root}
        self.facts(root, facts, rows)
        if self.problems:
            raise SelfcheckError(self.problems)
        return Answers(
            organisation=name,
            facts=facts,
            inventories={
                key: tuple(Row(row.id, row.name, answers, row.location) for row, answers in entries.values())
                for key, entries in rows.items()
            },
            location=Location(self.document.file, 1, 1),
            sections={key: self.document.where(root, key) for key in root},
        )

    def format(self, root: dict[str, Any]) -> None:
        here = (
            self.document.where_value(root, "selfcheck") if "selfcheck" in root else Location(self.document.file, 1, 1)
        )
        if root.get("selfcheck") != FORMAT:
            what = Text("没有写明格式版本", "the format version is missing")
            if "selfcheck" in root:
                what = Text(f"不认识的格式版本 {quote(str(root['selfcheck']))}", "unknown format version")
            self.problem(here, what, Text(f"应写 selfcheck: {FORMAT}", f"write selfcheck: {FORMAT}"))

    def organisation(self, root: dict[str, Any], facts: dict[str, Answer]) -> str:
        section = self.section(root, "organisation")
        if section is None:
            return ""
        known = {key.removeprefix("org."): key for key in self.content.questions if key.startswith("org.")}
        self.known_keys(section, ("name", *known))
        name = section.get("name")
        if not isinstance(name, str) or not name.strip():
            here = (
                self.document.where(section, "name") if "name" in section else self.document.where(root, "organisation")
            )
            self.problem(
                here, Text("没有单位名称", "the organisation has no name"), Text("应写 name: 单位全称", "write name: …")
            )
        for short, key in known.items():
            if short in section:
                self.answer(section, short, key, facts)
        return name if isinstance(name, str) else ""

    def inventory(self, root: dict[str, Any], inventory: str) -> "dict[str, tuple[Row, dict[str, Answer]]]":
        rows = root[inventory]
        found: dict[str, tuple[Row, dict[str, Answer]]] = {}
        if not isinstance(rows, list):
            here = self.document.where(root, inventory)
            self.problem(
                here,
                Text(f"{inventory} 应为列表", f"{inventory} must be a list"),
                Text(f"每项一行；没有的写 {inventory}: []", f"one entry per row; with none write {inventory}: []"),
            )
            return found
        for index, row in enumerate(rows):
            here = self.document.where(rows, index)
            if not isinstance(row, dict):
                self.problem(
                    here,
                    Text("每一行应为映射", "each row must be a mapping"),
                    Text("如 {id: crm}", "such as {id: crm}"),
                )
                continue
            self.row(inventory, row, here, found)
        return found

    def row(
        self, inventory: str, row: dict[str, Any], here: Location, found: "dict[str, tuple[Row, dict[str, Answer]]]"
    ) -> None:
        columns = {q.field: key for key, q in self.content.questions.items() if q.inventory == inventory}
        self.known_keys(row, ("id", "name", *columns))
        name = row.get("id")
        if not isinstance(name, str) or not name.strip() or "]" in name:
            where = self.document.where_value(row, "id") if "id" in row else here
            self.problem(
                where,
                Text("这一行没有可用的编号 id", "the row has no usable id"),
                Text(
                    "应为不重复的短文字，如 crm（像数字的加引号）",
                    "a short unique text such as crm (quote what looks like a number)",
                ),
            )
            return
        if name in found:
            first = found[name][0].location.line
            self.problem(
                self.document.where_value(row, "id"),
                Text(f"编号 {quote(name)} 已在第 {first} 行用过", f"id {quote(name)} is already used at line {first}"),
                Text("同一台账内编号不重复", "ids are unique within an inventory"),
            )
            return
        title = row.get("name", name)
        if not isinstance(title, str):
            self.problem(self.document.where_value(row, "name"), Text("名称应为文字", "the name must be text"))
            title = name
        answers: dict[str, Answer] = {}
        for field, key in columns.items():
            if field in row:
                self.answer(row, field, key, answers, under=field)
        found[name] = (Row(name, title, {}, here), answers)

    def facts(
        self,
        root: dict[str, Any],
        facts: dict[str, Answer],
        rows: "Mapping[str, dict[str, tuple[Row, dict[str, Answer]]]]",
    ) -> None:
        section = self.section(root, "answers")
        if section is None:
            return
        for key in section:
            if match := _OF_ROW.match(key):
                self.fact_of_row(section, key, (match[1], match[2], match[3]), rows)
            elif key.startswith("org."):
                self.problem(
                    self.document.where(section, key),
                    Text(f"{key} 应写在 organisation 下", f"{key} belongs under organisation"),
                    Text(f"organisation: {{{key[4:]}: …}}", f"organisation: {{{key[4:]}: …}}"),
                )
            elif key not in self.content.questions or "[]" in key:
                self.unknown_fact(section, key)
            else:
                self.answer(section, key, key, facts)

    def fact_of_row(
        self,
        section: dict[str, Any],
        key: str,
        parts: tuple[str, str, str],
        rows: "Mapping[str, dict[str, tuple[Row, dict[str, Answer]]]]",
    ) -> None:
        """`systems[crm].grade: …`: a column answered beside its evidence instead of in the inventory."""
        inventory, name, field = parts
        here = self.document.where(section, key)
        if f"{inventory}[].{field}" not in self.content.questions:
            self.unknown_fact(section, key)
        elif name not in rows.get(inventory, {}):
            known = list(rows.get(inventory, {}))
            self.problem(
                here,
                Text(f"{inventory} 台账里没有 {quote(name)}", f"no {quote(name)} in the inventory {inventory}"),
                suggestion(name, known) or _listed(known),
            )
        elif field in rows[inventory][name][1]:
            first = rows[inventory][name][1][field].location
            self.problem(
                here,
                Text("这一项已在台账里填过", "this is answered in the inventory already"),
                Text(f"见第 {first.line} 行，只留一处", f"see line {first.line}; keep one of the two"),
            )
        else:
            self.answer(section, key, f"{inventory}[].{field}", rows[inventory][name][1], under=field)

    def unknown_fact(self, section: dict[str, Any], key: str) -> None:
        hint = suggestion(key, list(self.content.questions))
        known = Text("用 selfcheck list questions 查看全部问题", "see selfcheck list questions")
        self.problem(
            self.document.where(section, key),
            Text(f"没有这个问题：{quote(key)}", f"no such question: {quote(key)}"),
            hint or known,
        )

    def answer(
        self, container: dict[str, Any], written: str, key: str, into: dict[str, Answer], under: str | None = None
    ) -> None:
        """One answer, bare or in full form, put into `into` under its key (a row's under its column)."""
        question = self.content.questions[key]
        raw = container[written]
        here = self.document.where(container, written)
        try:
            if isinstance(raw, dict):
                into[under or key] = self.full_form(question, raw, here)
            else:
                into[under or key] = Answer(key, convert(question, raw), here)
        except Misfit as misfit:
            self.misfit(self.document.where_value(container, written), key, misfit)

    def full_form(self, question: Question, raw: dict[str, Any], here: Location) -> Answer:
        self.known_keys(raw, _FULL_FORM)
        return Answer(
            key=question.key,
            value=self.value(question, raw),
            location=here,
            evidence=self.evidence(raw),
            note=self.plain_text(raw, "note"),
            owner=self.plain_text(raw, "owner"),
            reviewed_on=self.day(raw, "reviewed_on"),
        )

    def value(self, question: Question, raw: dict[str, Any]) -> AnswerValue:
        if ("value" in raw) == ("not_applicable" in raw):
            raise Misfit(
                Text("value 和 not_applicable 应写且只写一个", "give either value or not_applicable"),
                Text("如 {value: 0.8} 或 {not_applicable: 理由}", "such as {value: 0.8} or {not_applicable: reason}"),
            )
        if "value" in raw:
            return convert(question, raw["value"])
        reason = raw["not_applicable"]
        if not isinstance(reason, str) or not reason.strip():
            raise Misfit(
                Text("不适用须说明理由", "not applicable needs a reason"),
                Text("写成 {not_applicable: 理由}", "write {not_applicable: reason}"),
            )
        return NotApplicable(reason)

    def evidence(self, raw: dict[str, Any]) -> tuple[Evidence, ...]:
        entries = raw.get("evidence", [])
        if not isinstance(entries, list):
            self.problem(
                self.document.where(raw, "evidence"),
                Text("evidence 应为列表", "evidence must be a list"),
                Text("如 [{file: evidence/plan.pdf}]", "such as [{file: evidence/plan.pdf}]"),
            )
            return ()
        found = []
        for index, entry in enumerate(entries):
            here = self.document.where(entries, index)
            if isinstance(entry, str) and entry.strip():
                found.append(Evidence(entry, None, None, here))
                continue
            if not isinstance(entry, dict) or not isinstance(entry.get("file"), str) or not entry["file"].strip():
                self.problem(
                    here,
                    Text("佐证材料没有写文件", "the evidence names no file"),
                    Text(
                        "如 {file: evidence/plan.pdf, valid_until: 2027-01-31}",
                        "such as {file: evidence/plan.pdf, valid_until: 2027-01-31}",
                    ),
                )
                continue
            self.known_keys(entry, _EVIDENCE)
            found.append(Evidence(entry["file"], self.day(entry, "valid_until"), self.sha256(entry), here))
        return tuple(found)

    def sha256(self, raw: dict[str, Any]) -> str | None:
        value = raw.get("sha256")
        if value is None or (isinstance(value, str) and re.fullmatch(r"[0-9a-fA-F]{64}", value)):
            return value.lower() if value else None
        self.problem(
            self.document.where_value(raw, "sha256"),
            Text("sha256 写法不对", "malformed sha256"),
            Text("应为 64 位十六进制（加引号）", "64 hexadecimal digits, quoted"),
        )
        return None

    def day(self, raw: dict[str, Any], key: str) -> date | None:
        if key not in raw:
            return None
        value = raw[key]
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = None
        if not isinstance(value, date):
            self.problem(
                self.document.where_value(raw, key),
                Text(f"{key} 不是日期", f"{key} is not a date"),
                Text("如 2026-10-01", "such as 2026-10-01"),
            )
            return None
        return value

    def plain_text(self, raw: dict[str, Any], key: str) -> str | None:
        value = raw.get(key)
        if value is None or isinstance(value, str):
            return value
        self.problem(self.document.where_value(raw, key), Text(f"{key} 应为文字", f"{key} must be text"))
        return None

    def section(self, root: dict[str, Any], key: str) -> dict[str, Any] | None:
        value = root.get(key)
        if isinstance(value, dict):
            return value
        here = self.document.where(root, key) if key in root else Location(self.document.file, 1, 1)
        missing = (
            Text(f"缺少 {key}", f"{key} is missing")
            if key not in root
            else Text(f"{key} 应为映射", f"{key} must be a mapping")
        )
        self.problem(
            here,
            missing,
            Text(
                f"写成 {key}: {{…}}，没有内容写 {key}: {{}}",
                f"write {key}: {{…}}, or {key}: {{}} when there is nothing",
            ),
        )
        return None

    def known_keys(self, mapping: dict[str, Any], known: tuple[str, ...]) -> None:
        for key in mapping:
            if key not in known:
                hint = suggestion(key, list(known)) or _listed(list(known))
                self.problem(
                    self.document.where(mapping, key),
                    Text(f"不认识的键 {quote(key)}", f"unknown key {quote(key)}"),
                    hint,
                )

    def misfit(self, here: Location, key: str, misfit: Misfit) -> None:
        self.problem(here, Text(f"{key}：{misfit.what.zh}", f"{key}: {misfit.what.en}"), misfit.allowed)

    def problem(self, here: Location, what: Text, allowed: Text | None = None) -> None:
        self.problems.append(Problem(here, what, allowed))


def _listed(known: list[str]) -> Text:
    shown = known[:12]
    more = "…" if len(known) > len(shown) else ""
    if not known:
        return Text("台账是空的或没有填", "the inventory is empty or absent")
    return Text(f"可写：{'、'.join(shown)}{more}", f"allowed: {', '.join(shown)}{more}")
