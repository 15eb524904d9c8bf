"""One inventory of an answers file: its rows, each with an id and the columns answered in it."""

from typing import Any, TypeAlias

from selfcheck.load.answer_forms import answer
from selfcheck.load.answer_keys import Keys, instead
from selfcheck.load.quote import quote
from selfcheck.load.reading import Reading
from selfcheck.load.values import Misfit, shown, text, title
from selfcheck.model.answers import Answer, Row
from selfcheck.text import Text

LONGEST_ID = 100

Rows: TypeAlias = dict[str, tuple[Row, dict[str, Answer]]]
"""By id. The dict is the row's own answers, to which `systems[crm].grade` under `answers` may add."""

_IDS = Text(
    f"应为同一台账里不重复的短文字，如 crm；不含方括号，最多 {LONGEST_ID} 字，像数字的加引号",
    f"expected a short text, unique in the inventory, such as crm; no brackets, at most {LONGEST_ID} characters, "
    "quoted if it looks like a number",
)


def inventory(reading: Reading, keys: Keys, root: dict[str, Any], name: str) -> Rows:
    """The rows that can be used; what is wrong with the others is noted."""
    rows, found = root[name], Rows()
    if not isinstance(rows, list):
        what = Text(f"{name} 应为列表", f"{name} must be a list")
        allowed = Text(
            f"每行以“- ”开头，如 - {{id: crm}}；一个也没有写 {name}: []",
            f'each row starts with "- ", such as - {{id: crm}}; write {name}: [] when there are none',
        )
        reading.at_key(root, name, what, allowed)
        return found
    for index, row in enumerate(rows):
        if isinstance(row, dict):
            _row(reading, keys, name, rows, index, found)
        else:
            what = Text(f"台账的一行不能是{shown(row).zh}", f"a row of an inventory cannot be {shown(row).en}")
            reading.at_key(rows, index, what, Text("如 {id: crm, name: 名称}", "such as {id: crm, name: …}"))
    return found


def _row(reading: Reading, keys: Keys, name: str, rows: list[Any], index: int, found: Rows) -> None:
    row, columns = rows[index], keys.columns[name]
    known = ("id", "name", *columns)
    reading.keys(row, known, lambda key: instead(keys, key, known))
    identifier = _identifier(reading, rows, index, found)
    label = f"{name}[{identifier or ''}]"
    called = reading.take(row, "name", f"{label}.name", title) if "name" in row else identifier
    answers: dict[str, Answer] = {}
    for key in row:
        if key in columns and (given := answer(reading, columns[key], row, key, f"{label}.{key}")) is not None:
            answers[key] = given
    if identifier is not None:
        here = reading.document.where(rows, index)
        found[identifier] = (Row(identifier, called or identifier, answers, here), answers)


def _identifier(reading: Reading, rows: list[Any], index: int, found: Rows) -> str | None:
    """The row's id, or None once it is noted what is wrong with it."""
    row = rows[index]
    if "id" not in row:
        reading.at_key(rows, index, Text("这一行没有编号 id", "the row has no id"), _IDS)
        return None
    identifier = reading.take(row, "id", "id", _id)
    if identifier in found:
        line = found[identifier][0].location.line
        what = Text(f"编号 {quote(identifier)} 第 {line} 行已用过", f"id {quote(identifier)} is used at line {line}")
        reading.at_value(row, "id", what, _IDS)
        return None
    return identifier


def _id(raw: Any) -> str:
    given = text(raw, _IDS)
    if given.isprintable() and given == given.strip() and 0 < len(given) <= LONGEST_ID and not set(given) & set("[]"):
        return given
    raise Misfit(Text(f"{shown(raw).zh} 不能作编号", f"{shown(raw).en} cannot be an id"), _IDS)
