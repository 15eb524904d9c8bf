"""Laws by edition: provisions with a lasting name, a locator and penalties per edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from selfcheck.model.rule import Rule
from selfcheck.text import Text


class Tier(NamedTuple):
    """One grade of a penalty. Amounts in yuan; None as a bound means the text names none."""

    when: Text
    warning: bool
    org: tuple[int | None, int | None] | None
    person: tuple[int | None, int | None] | None
    mode: str | None  # may | shall, for the organisation's fine
    person_mode: str | None
    persons: str | None  # directly-responsible-managers | and-other-responsible-persons | individuals
    turnover_percent: float | None
    gains_multiple: tuple[int | None, int | None] | None
    purchase_multiple: tuple[int | None, int | None] | None
    detention_days: tuple[int | None, int | None] | None
    see: str | None  # the tiers of this provision apply instead
    other: tuple[str, ...]  # measures of vocabulary.yaml


class Provision(NamedTuple):
    name: str
    gist: Text
    at: Mapping[str, str]  # edition's effective date → locator
    binds: Rule | None
    verified: bool
    tiers: Mapping[str, tuple[Tier, ...]]
    changes: Mapping[str, Text]  # edition → what it changed in the wording
    note: Text | None


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a law. `effective` is None where the day is not known (UNDATED in the file)."""

    UNDATED: ClassVar[str] = "undated"

    effective: date | None
    until: date | None
    doc_no: str | None
    source: str
    confidence: str

    @property
    def key(self) -> str:
        """How provisions name the edition in `at` and `tiers`."""
        return self.effective.isoformat() if self.effective else self.UNDATED


class Instead(NamedTuple):
    """Whom the fines of a law do not reach, and the provision that applies to them in their place."""

    when: Rule
    provision: str


class Law(NamedTuple):
    id: str
    title: Text
    short: Text
    rank: str
    issuer: Text
    status: str
    superseded_by: str | None
    binds: Rule | None
    instead: Instead | None
    note: Text | None
    editions: tuple[Edition, ...]
    provisions: Mapping[str, Provision]
