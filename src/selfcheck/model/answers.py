"""One organisation's answers, each with the place it was written at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from selfcheck.errors import Location
from selfcheck.model.rule import Scalar
from selfcheck.text import Text


class Evidence(NamedTuple):
    file: str
    valid_until: date | None
    sha256: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class Partly:
    """A yes/no question answered 部分: neither yes nor no."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The organisation says the question does not fit it, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Never:
    """A question for a date answered 从未: it did not happen, which is known, not missing."""


AnswerValue = Scalar | Partly | Never | NotApplicable


class Answer(NamedTuple):
    key: str
    value: AnswerValue
    location: Location
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None
    owner: str | None = None
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One item of an inventory; answers by column name."""

    id: str
    name: str
    answers: Mapping[str, Answer]
    location: Location


@dataclass(frozen=True, slots=True)
class Answers:
    """`facts` holds organisation and domain answers by key; an inventory that is absent was not answered."""

    organisation: str
    facts: Mapping[str, Answer]
    inventories: Mapping[str, tuple[Row, ...]]
    location: Location
    sections: Mapping[str, Location]  # where `organisation`, `answers` and each inventory start
    warnings: tuple[tuple[Location, Text], ...] = ()
