"""The leaf vocabulary of rules: one decorated function per operator, its docstring is its documentation.

Each function takes a known answer of a fitting type, the expected value and the assessment day, and returns
True or False. Missing, unasked and not-applicable answers never reach it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from selfcheck.dates import days_before, months_before
from selfcheck.text import Text

Test = Callable[[Any, Any, date], bool]


class Operator(NamedTuple):
    name: str
    types: frozenset[str]  # question types it reads
    expects: str  # value | choices | flag | number | count: what may stand behind it
    phrase: Text  # what it asks for, with {} for the expected value
    opposite: Text  # what it asks for where the rule wants it not to hold
    test: Test


OPERATORS: dict[str, Operator] = {}


def operator(types: str, expects: str, phrase: Text, opposite: Text) -> Callable[[Test], Test]:
    def register(test: Test) -> Test:
        OPERATORS[test.__name__.rstrip("_")] = Operator(
            test.__name__.rstrip("_"), frozenset(types.split()), expects, phrase, opposite, test
        )
        return test

    return register


@operator("bool number choice text", "value", Text("应为：{}", "must be: {}"), Text("不应为：{}", "must not be: {}"))
def is_(actual: Any, expected: Any, as_of: date) -> bool:
    """The answer equals the value."""
    met: bool = actual == expected
    return met


@operator(
    "choice multi", "choices", Text("应属于：{}", "must be one of: {}"), Text("不应有：{}", "must not include: {}")
)
def in_(actual: Any, expected: Any, as_of: date) -> bool:
    """A choice is one of the values; a multiple choice has at least one of them."""
    if not isinstance(actual, tuple):
        return actual in expected
    for value in actual:  # noqa: SIM110  # any() would make a generator for every row of every walk
        if value in expected:
            return True
    return False


@operator(
    "multi list",
    "choices",
    Text("应包括：{}", "must include: {}"),
    Text("不应同时包括：{}", "must not include all of: {}"),
)
def contains(actual: Any, expected: Any, as_of: date) -> bool:
    """A multiple choice has all of the values."""
    for value in expected:  # noqa: SIM110  # as above
        if value not in actual:
            return False
    return True


@operator(
    "bool date number ratio choice multi text list",
    "flag",
    Text("应有内容", "must be given"),
    Text("应为空", "must be empty"),
)
def not_empty(actual: Any, expected: Any, as_of: date) -> bool:
    """The answer is there: not an empty text or list, and not the choice `none` alone."""
    return actual not in ("", (), ("none",))


@operator("number ratio", "number", Text("应不少于 {}", "must be at least {}"), Text("应少于 {}", "must be below {}"))
def gte(actual: Any, expected: Any, as_of: date) -> bool:
    """The number or ratio is at least the value."""
    met: bool = actual >= expected
    return met


@operator("number ratio", "number", Text("应不超过 {}", "must be at most {}"), Text("应超过 {}", "must exceed {}"))
def lte(actual: Any, expected: Any, as_of: date) -> bool:
    """The number or ratio is at most the value."""
    met: bool = actual <= expected
    return met


@operator(
    "date",
    "count",
    Text("应在评估日前 {} 个月内", "must lie within {} months before the assessment day"),
    Text("应早于评估日前 {} 个月", "must lie more than {} months before the assessment day"),
)
def within_months(actual: Any, expected: Any, as_of: date) -> bool:
    """The date is not in the future and at most so many calendar months before the assessment day."""
    met: bool = months_before(as_of, expected) <= actual <= as_of
    return met


@operator(
    "date",
    "count",
    Text("应在评估日前 {} 日内", "must lie within {} days before the assessment day"),
    Text("应早于评估日前 {} 日", "must lie more than {} days before the assessment day"),
)
def within_days(actual: Any, expected: Any, as_of: date) -> bool:
    """The date is not in the future and at most so many days before the assessment day."""
    met: bool = days_before(as_of, expected) <= actual <= as_of
    return met


@operator(
    "date",
    "flag",
    Text("不应早于评估日", "must not lie before the assessment day"),
    Text("应早于评估日", "must lie before the assessment day"),
)
def not_past(actual: Any, expected: Any, as_of: date) -> bool:
    """The date (a due date, an expiry) is the assessment day or later."""
    met: bool = actual >= as_of
    return met
