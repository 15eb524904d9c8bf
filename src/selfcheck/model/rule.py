"""The shape of a rule: groups, leaves over facts, and walks over the rows of an inventory."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

# What a leaf may compare with. Multi and list values are tuples.
type_names = ("bool", "date", "number", "ratio", "choice", "multi", "text", "list")
Expected = bool | int | float | str | tuple[str, ...]
Scalar = bool | int | float | str | date | tuple[str, ...]


class IfNone(StrEnum):
    """What a walk means when it selects no row."""

    NOT_APPLICABLE = "not-applicable"
    NOT_SATISFIED = "not-satisfied"
    UNANSWERED = "unanswered"


class Quantifier(StrEnum):
    ALL = "all"
    ANY = "any"
    NONE = "none"


class Leaf(NamedTuple):
    """`{fact: key, operator: expected}`; inside a walk `{field: column, …}` and key is `systems[].column`."""

    key: str
    field: str | None  # column name when the leaf looks at a row, None for an organisation fact
    operator: str
    expected: Expected
    basis: str | None = None  # `law/provision` or `practice`: who set the threshold


class Group(NamedTuple):
    quantifier: Quantifier
    rules: tuple["Rule", ...]


class Every(NamedTuple):
    """All selected rows meet `require`, or at least the share `at_least` of them."""

    inventory: str
    where: "Rule | None"
    require: "Rule"
    if_none: IfNone
    at_least: float | None = None
    basis: str | None = None


class Some(NamedTuple):
    """At least one row meets `where` (any row when it is absent)."""

    inventory: str
    where: "Rule | None"


Rule = Leaf | Group | Every | Some
