"""answers.yaml → Answers: strict, every problem at once, each at its line and column."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selfcheck.errors import Location, SelfcheckError
from selfcheck.load.answer_forms import answer
from selfcheck.load.answer_keys import SECTIONS, Cell, Keys, cell_of, instead, instead_of_fact, keys_of
from selfcheck.load.answer_rows import Rows, inventory
from selfcheck.load.files import decode, read_bytes
from selfcheck.load.meant import one_of
from selfcheck.load.quote import quote
from selfcheck.load.reading import Reading
from selfcheck.load.values import shown, title
from selfcheck.load.yaml_reader import parse
from selfcheck.model.answers import Answer, Answers
from selfcheck.model.content import Content, Question
from selfcheck.text import Text

FORMAT = "answers/1"
FILE_LIMIT = 16 * 1024 * 1024

_OTHER_VERSION = re.compile(r"answers/[0-9]+")
_SHAPES: Mapping[str, Text] = {
    "organisation": Text(
        "下面缩进写 name: 单位全称、sectors: [类别] 等", "write name: …, sectors: […] and so on below it, indented"
    ),
    "answers": Text(
        "下面缩进写，一行一个答案；还没有答案写 answers: {}",
        "write one answer per line below it, indented, or answers: {} while there is none",
    ),
}


def load(path: Path, content: Content) -> Answers:
    """Raises SelfcheckError with every problem of the file."""
    file = str(path)
    return read(decode(read_bytes(path, limit=FILE_LIMIT), file), file, content)


def read(text: str, file: str, content: Content) -> Answers:
    """The same for text already in hand; `file` is its name in messages."""
    reading, keys = Reading(parse(text, file)), keys_of(content)
    root: dict[str, Any] = reading.document.value
    _format(reading, root)
    known = ("selfcheck", SECTIONS[0], *keys.columns, SECTIONS[1])
    reading.keys(root, known, lambda key: instead(keys, key, known))
    facts: dict[str, Answer] = {}
    name = _organisation(reading, keys, root, facts)
    rows = {each: inventory(reading, keys, root, each) for each in keys.columns if each in root}
    _facts(reading, keys, root, facts, rows)
    reading.finish()
    return Answers(
        organisation=name,
        facts=facts,
        inventories={each: tuple(row for row, _ in found.values()) for each, found in rows.items()},
        location=Location(file, 1, 1),
        sections={key: reading.document.where(root, key) for key in root},
    )


def _format(reading: Reading, root: dict[str, Any]) -> None:
    """Of a file in another version of the format nothing else is read: all that is said of it might be wrong."""
    if "selfcheck" not in root:
        what = Text("没有写格式版本", "the format version is missing")
        reading.at_start(what, Text(f"第一行写 selfcheck: {FORMAT}", f"start with selfcheck: {FORMAT}"))
        return
    given = root["selfcheck"]
    if given == FORMAT:
        return
    what = Text(f"不认识格式版本 {shown(given).zh}", f"unknown format version {shown(given).en}")
    if isinstance(given, str) and _OTHER_VERSION.fullmatch(given):
        only = Text(f"这个版本的 selfcheck 只读 {FORMAT}", f"this version of selfcheck reads {FORMAT} only")
        reading.at_value(root, "selfcheck", what, only)
        raise SelfcheckError(reading.problems)
    reading.at_value(root, "selfcheck", what, Text(f"应为 {FORMAT}", f"expected {FORMAT}"))


def _section(reading: Reading, root: dict[str, Any], key: str) -> dict[str, Any]:
    """What stands under `organisation` or `answers`; empty once it is noted that nothing usable does."""
    value = root.get(key)
    if isinstance(value, dict):
        return value
    if key not in root:
        reading.at_start(Text(f"缺少 {key}", f"{key} is missing"), _SHAPES[key])
    elif value is None:
        reading.at_key(root, key, Text(f"{key} 下没有内容", f"there is nothing under {key}"), _SHAPES[key])
    else:
        what = Text(f"{key} 不能是{shown(value).zh}", f"{key} cannot be {shown(value).en}")
        reading.at_value(root, key, what, _SHAPES[key])
    return {}


def _organisation(reading: Reading, keys: Keys, root: dict[str, Any], facts: dict[str, Answer]) -> str:
    section = _section(reading, root, "organisation")
    known = ("name", *keys.organisation)
    reading.keys(section, known, lambda key: instead(keys, key, known))
    for short, question in keys.organisation.items():
        if short in section and (given := answer(reading, question, section, short, question.key)) is not None:
            facts[question.key] = given
    if "name" in section:
        return reading.take(section, "name", "organisation.name", title) or ""
    if root.get("organisation") is section:
        what = Text("organisation 没有写单位名称", "organisation has no name")
        reading.at_key(root, "organisation", what, Text("应写 name: 单位全称", "write name: …"))
    return ""


def _facts(
    reading: Reading, keys: Keys, root: dict[str, Any], facts: dict[str, Answer], rows: Mapping[str, Rows]
) -> None:
    section = _section(reading, root, "answers")
    for key in section:
        if key in keys.facts:
            given = answer(reading, keys.facts[key], section, key, key)
            if given is not None:
                facts[key] = given
        elif (cell := cell_of(key)) is not None and cell.column in keys.columns.get(cell.inventory, ()):
            _fact_of_row(reading, keys.columns[cell.inventory][cell.column], section, key, cell, rows)
        else:
            what = Text(f"没有这个问题：{quote(key)}", f"no such question: {quote(key)}")
            reading.at_key(section, key, what, instead_of_fact(keys, key))


def _fact_of_row(
    reading: Reading, question: Question, section: dict[str, Any], key: str, cell: Cell, rows: Mapping[str, Rows]
) -> None:
    """`systems[crm].grade: …`: a column answered beside its evidence instead of in the inventory."""
    found = rows.get(cell.inventory, {})
    if cell.row not in found:
        name, row = cell.inventory, quote(cell.row)
        nothing = Text(f"台账 {name} 没有填写或没有可用的行", f"inventory {name} is absent or has no usable row")
        what = Text(f"台账 {name} 里没有编号 {row}", f"no row {row} in inventory {name}")
        reading.at_key(section, key, what, one_of(tuple(found), cell.row) if found else nothing)
        return
    answers = found[cell.row][1]
    if cell.column in answers:
        line = answers[cell.column].location.line
        what = Text(f"{key} 在第 {line} 行已回答", f"{key} is answered at line {line} already")
        reading.at_key(section, key, what, Text("只留一处", "keep one of the two"))
        return
    given = answer(reading, question, section, key, key)
    if given is not None:
        answers[cell.column] = given
