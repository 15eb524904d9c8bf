"""What a plain (unquoted) YAML scalar means: null, a boolean, a number, a date, or else its own text."""

import calendar
import math
import re
from datetime import date

from selfcheck.load.quote import quote
from selfcheck.text import Text

CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
NUMERIC_STARTS = frozenset("0123456789+-.")
"""Only a scalar that starts with one of these can be a number or a date."""

_MOST_DIGITS = 18  # fits in 64 bits, so every reader of the JSON report keeps it exact
_NUMERIC = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|(?P<int>[-+]?(?:0|[1-9][0-9]*))"
    r"|(?P<float>[-+]?(?:(?:0|[1-9][0-9]*)\.[0-9]*|\.[0-9]+|(?:0|[1-9][0-9]*)(?=[eE]))(?:[eE][-+]?[0-9]+)?)"
)


class ScalarError(ValueError):
    """A scalar that looks like a number or a date and cannot be one; carries the wording of the problem."""

    def __init__(self, what: Text, allowed: Text) -> None:
        super().__init__(what.en)
        self.what = what
        self.allowed = allowed


def numeric(value: str) -> int | float | str | date:
    """The number or date a plain scalar spells, or the text itself (`010`, `12:30:00`, `0x1F`, `1_000`).

    Raises ScalarError for a date the calendar does not have and for a number too large to keep exact.
    """
    match = _NUMERIC.fullmatch(value)
    if match is None:
        return value
    if match.lastgroup == "date":
        return _date(value)
    if match.lastgroup == "float":
        return _float(value)
    if len(value.lstrip("+-")) > _MOST_DIGITS:
        what = Text(f"整数 {quote(value)} 过大", f"integer {quote(value)} is too large")
        raise ScalarError(what, _DIGITS_ALLOWED)
    return int(value)


_DIGITS_ALLOWED = Text(
    f"最多 {_MOST_DIGITS} 位；编号、账号等须加引号",
    f"at most {_MOST_DIGITS} digits; quote it if it is an identifier",
)


def _float(value: str) -> float:
    number = float(value)
    if not math.isfinite(number):
        what = Text(f"小数 {quote(value)} 过大", f"number {quote(value)} is too large")
        raise ScalarError(what, Text("须为有限的数；文字须加引号", "must be finite; quote it if it is text"))
    return number


def _date(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        what = Text(f"日期 {value} 不存在", f"there is no date {value}")
        raise ScalarError(what, _dates_allowed(int(value[:4]), int(value[5:7]))) from None


def _dates_allowed(year: int, month: int) -> Text:
    if year == 0:
        return Text("年份须为 0001 至 9999", "the year must be 0001 to 9999")
    if not 1 <= month <= 12:
        return Text("月份须为 01 至 12", "the month must be 01 to 12")
    last = calendar.monthrange(year, month)[1]
    return Text(
        f"{year:04d} 年 {month} 月的最后一天是 {last} 日",
        f"the last day of {year:04d}-{month:02d} is {last}",
    )
