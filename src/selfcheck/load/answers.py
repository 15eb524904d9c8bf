"""answers.yaml → Answers: strict, every problem at once, each at its line and column."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from selfcheck.errors import Location, SelfcheckError
from selfcheck.load.answer_forms import answer
from selfcheck.load.answer_keys import SECTIONS, Keys, instead, instead_of_fact, keys_of, of_row
from selfcheck.load.files import decode, read_bytes
from selfcheck.load.meant import nearest
from selfcheck.load.quote import quote
from selfcheck.load.reading import Reading
from selfcheck.load.values import also, did_you_mean, shown
from selfcheck.load.yaml_reader import parse
from selfcheck.model.answers import Answer, Answers, Row
from selfcheck.model.content import Content
from selfcheck.text import Text

FORMAT = "answers/1"
FILE_LIMIT = 16 * 1024 * 1024
LONGEST_ID = 100

_NEWER = re.compile(r"answers/[0-9]+")
_SECTION_SHAPES = {
    "organisation": Text(
        "另起一行并缩进，写 name: 单位全称、sectors: [类别] 等",
        "write name: …, sectors: […] and so on below it, indented",
    ),
    "answers": Text(
        "另起一行并缩进，一行一个答案；还没有答案写 answers: {}",
        "write one answer per line below it, indented; answers: {} while there is none",
    ),
}
_ID_ALLOWED = Text(
    f"应为同一台账内不重复的短文字（不超过 {LONGEST_ID} 字，不含方括号），如 crm；像数字的加引号",
    f"a short text, unique in its inventory, of at most {LONGEST_ID} characters without brackets, such as crm; "
    "quoted if it looks like a number",
)


def load(path: Path, content: Content) -> Answers:
    """Raises SelfcheckError with every problem of the file."""
    file = str(path)
    return read(decode(read_bytes(path, limit=FILE_LIMIT), file), file, content)


def read(text: str, file: str, content: Content) -> Answers:
    """The same for text already in hand; `file` is its name in messages."""
    return _Walk(Reading(parse(text, file)), keys_of(content)).answers()


class _Walk:
    """Walks one document section by section and keeps what it has read so far."""

    __slots__ = ("facts", "keys", "reading", "root", "rows")

    def __init__(self, reading: Reading, keys: Keys) -> None:
        self.reading, self.keys = reading, keys
        self.root: dict[str, Any] = reading.document.value
        self.facts: dict[str, Answer] = {}
        self.rows: dict[str, dict[str, tuple[Row, dict[str, Answer]]]] = {}  # by inventory, then by id

    def answers(self) -> Answers:
        document = self.reading.document
        self.format()
        allowed = ("selfcheck", SECTIONS[0], *self.keys.columns, SECTIONS[1])
        self.reading.keys(self.root, allowed, lambda key: instead(self.keys, key, allowed))
        name = self.organisation()
        for inventory in self.keys.columns:
            if inventory in self.root:
                self.inventory(inventory)
        self.domain_facts()
        self.reading.finish()
        return Answers(
            organisation=name,
            facts=self.facts,
            inventories={
                inventory: tuple(replace(row, answers=answers) for row, answers in rows.values())
                for inventory, rows in self.rows.items()
            },
            location=Location(document.file, 1, 1),
            sections={key: document.where(self.root, key) for key in self.root},
        )

    def format(self) -> None:
        """A file of a newer format is not read any further: all else said about it would be wrong."""
        given = self.root.get("selfcheck")
        if given == FORMAT:
            return
        write = Text(f"写 selfcheck: {FORMAT}", f"write selfcheck: {FORMAT}")
        if "selfcheck" not in self.root:
            self.reading.at_start(Text("没有写格式版本", "the format version is missing"), write)
            return
        what = Text(f"不认识格式版本 {shown(given).zh}", f"unknown format version {shown(given).en}")
        if isinstance(given, str) and _NEWER.fullmatch(given):
            only = Text(f"本程序只读 {FORMAT}，请升级 selfcheck", f"this version reads {FORMAT} only; update selfcheck")
            self.reading.at_value(self.root, "selfcheck", what, only)
            raise SelfcheckError(self.reading.problems)
        self.reading.at_value(self.root, "selfcheck", what, write)

    def section(self, key: str) -> dict[str, Any] | None:
        value = self.root.get(key)
        if isinstance(value, dict):
            return value
        if key not in self.root:
            self.reading.at_start(Text(f"缺少 {key}", f"{key} is missing"), _SECTION_SHAPES[key])
        elif value is None:
            self.reading.at_key(
                self.root, key, Text(f"{key} 下没有内容", f"there is nothing under {key}"), _SECTION_SHAPES[key]
            )
        else:
            what = Text(f"{key} 不能是{shown(value).zh}", f"{key} cannot be {shown(value).en}")
            self.reading.at_value(self.root, key, what, _SECTION_SHAPES[key])
        return None

    def organisation(self) -> str:
        section = self.section("organisation")
        if section is None:
            return ""
        allowed = ("name", *self.keys.organisation)
        self.reading.keys(section, allowed, lambda key: instead(self.keys, key, allowed))
        for short, question in self.keys.organisation.items():
            if short in section:
                self.keep(self.facts, question.key, answer(self.reading, question, section, short, question.key))
        return self.name(section, "name", Text("单位名称", "the organisation’s name"))

    def name(self, container: dict[str, Any], key: str, kind: Text) -> str:
        given = container.get(key)
        if isinstance(given, str) and given.strip():
            return given
        if given is None or isinstance(given, str):
            what = Text(f"没有写{kind.zh}", f"{kind.en} is missing")
        else:
            what = Text(f"{kind.zh}不能是 {shown(given).zh}", f"{kind.en} cannot be {shown(given).en}")
        self.reading.at_key(container, key, what, _NAME_ALLOWED)
        return ""

    def inventory(self, inventory: str) -> None:
        rows = self.root[inventory]
        if not isinstance(rows, list):
            what = Text(f"{inventory} 应为列表", f"{inventory} must be a list")
            allowed = Text(
                f"每行以 - 开头，如 - {{id: crm}}；一个也没有写 {inventory}: []",
                f"each row starts with -, such as - {{id: crm}}; with none at all write {inventory}: []",
            )
            self.reading.at_key(self.root, inventory, what, allowed)
            return
        self.rows[inventory] = {}
        for index, row in enumerate(rows):
            if isinstance(row, dict):
                self.row(inventory, rows, index)
            else:
                what = Text(f"{shown(row).zh} 不是台账的一行", f"{shown(row).en} is not a row of the inventory")
                self.reading.at_key(rows, index, what, Text("如 {id: crm, name: 名称}", "such as {id: crm, name: …}"))

    def row(self, inventory: str, rows: list[Any], index: int) -> None:
        row, columns, found = rows[index], self.keys.columns[inventory], self.rows[inventory]
        allowed = ("id", "name", *columns)
        self.reading.keys(row, allowed, lambda key: instead(self.keys, key, allowed))
        identifier = self.identifier(rows, index)
        if identifier in found:
            line = found[identifier][0].location.line
            what = Text(f"编号 {quote(identifier)} 第 {line} 行已有", f"id {quote(identifier)} is used at line {line}")
            self.reading.at_value(row, "id", what, _ID_ALLOWED)
            identifier = ""
        name = self.name(row, "name", Text("名称", "the name")) if "name" in row else identifier
        answers: dict[str, Answer] = {}
        for column, question in columns.items():
            if column in row:
                named = f"{inventory}[{identifier}].{column}"
                self.keep(answers, column, answer(self.reading, question, row, column, named))
        if identifier:
            found[identifier] = (Row(identifier, name, {}, self.reading.document.where(rows, index)), answers)

    def identifier(self, rows: list[Any], index: int) -> str:
        """The row's id, or an empty text once it is noted what is wrong with it."""
        row = rows[index]
        given = row.get("id")
        if given is None:
            what = Text("这一行没有编号 id", "the row has no id")
            self.reading.at_key(*((row, "id") if "id" in row else (rows, index)), what, _ID_ALLOWED)
            return ""
        if isinstance(given, str) and _is_an_id(given):
            return given
        what = Text(f"编号 id 不能是 {shown(given).zh}", f"the id cannot be {shown(given).en}")
        self.reading.at_value(row, "id", what, _ID_ALLOWED)
        return ""

    def domain_facts(self) -> None:
        section = self.section("answers")
        for key in section or ():
            if key in self.keys.facts:
                self.keep(self.facts, key, answer(self.reading, self.keys.facts[key], section, key, key))
            elif row := of_row(key):
                self.fact_of_row(section, key, *row)
            else:
                self.unknown_fact(section, key)
