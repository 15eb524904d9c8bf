"""One cell of the ledger: what it says, whether it still says what was written, and what its column can hold."""

import re
from datetime import date, datetime
from typing import Any

from selfcheck.load.quote import quote
from selfcheck.plan import wording as plan_wording
from selfcheck.plan.ledger import Column, Kind, Value
from selfcheck.plan.ledger import shown as as_written
from selfcheck.plan.model import State
from selfcheck.text import Text

_DATE = re.compile(r"^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?$")


class Unfit(ValueError):
    """A cell that cannot be what its column holds."""

    def __init__(self, what: Text, allowed: Text | None = None) -> None:
        super().__init__(what.en)
        self.what, self.allowed = what, allowed


def plain(value: Any) -> str:
    """Text as compared: line ends and outer blanks do not count, a program may have changed them in saving."""
    text = "" if value is None else str(value)
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def same(written: Any, expected: Value, column: Column) -> bool:
    if column.kind is Kind.DATE:
        try:
            return _date(written) == expected
        except Unfit:
            return False
    if column.kind is Kind.NUMBER and isinstance(written, int | float):
        return bool(written == expected)
    return plain(written) == plain(as_written(expected) if isinstance(expected, str) else expected)


def value(cell: Any, column: Column) -> Any:
    """What the cell says, as its column needs it. Raises Unfit."""
    if cell.data_type == "e" or (cell.data_type == "f" and cell.value is not None):
        what = Text("是公式或者错误值", "holds a formula or an error")
        raise Unfit(what, Text("请粘贴为值", "paste it as a value"))
    match column.kind:
        case Kind.DATE:
            return _date(cell.value)
        case Kind.NUMBER:
            return _number(cell.value)
        case Kind.STATE:
            return _state(plain(cell.value))
        case Kind.TEXT:
            return plain(shown(cell.value))


def shown(value: Any) -> Any:
    """A date or a whole number in a text column, as people see it."""
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if (value.hour, value.minute, value.second) == (0, 0, 0) else value.isoformat(" ")
        )
    return f"{value:g}" if isinstance(value, float) else value


def _date(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = plain(value)
    if not text:
        return None
    try:
        match = _DATE.match(text)
        if match is None:
            raise ValueError
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        what = Text(f"{quote(text)} 不是日期", f"{quote(text)} is not a date")
        raise Unfit(what, Text("如 2026-11-24", "such as 2026-11-24")) from None


def _number(value: Any) -> float | None:
    text = plain(value)
    if not text:
        return None
    try:
        found = float(text)
        if not 0 <= found <= 10_000 or found * 2 != int(found * 2):
            raise ValueError
    except (ValueError, OverflowError):
        what = Text(f"{quote(text)} 不是人日数", f"{quote(text)} is not a number of person-days")
        raise Unfit(what, Text("以半日为单位，如 0.5、2", "in half days, such as 0.5 or 2")) from None
    return found


def _state(word: str) -> State:
    for state, text in plan_wording.STATE.items():
        if word in (state.value, text.zh, text.en):
            return state
    if word in plan_wording.STATE_ALIASES:
        return plan_wording.STATE_ALIASES[word]
    if not word:
        return State.NOT_STARTED
    zh = "、".join(text.zh for text in plan_wording.STATE.values())
    en = ", ".join(text.en for text in plan_wording.STATE.values())
    raise Unfit(Text(f"没有状态 {quote(word)}", f"no status {quote(word)}"), Text(f"可选：{zh}", f"choices: {en}"))
