"""What one assessment found, ready to be rendered."""

from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from selfcheck.errors import Location
from selfcheck.model.content import Control
from selfcheck.model.law import Tier
from selfcheck.model.rule import Expected, Rule, Scalar
from selfcheck.text import Text


class Status(StrEnum):
    SATISFIED = "satisfied"
    PARTIAL = "partial"
    NOT_SATISFIED = "not-satisfied"
    NOT_APPLICABLE = "not-applicable"
    UNANSWERED = "unanswered"

    @property
    def is_gap(self) -> bool:
        return self in (Status.PARTIAL, Status.NOT_SATISFIED)


NEVER: Final = "never"  # an observation's answer to a date question where nothing happened


class Observation(NamedTuple):
    """One leaf of a rule and what it found. `met` is None where the answer is missing.

    `fact` is the question's key; for a walk that found no row it is the inventory's id and `operator` is
    "some" or "every". `wanted` is False where the rule wants the leaf not to hold.
    """

    fact: str
    item: str | None
    item_name: str | None
    operator: str
    expected: Expected
    actual: Scalar | None
    met: bool | None
    wanted: bool
    basis: str | None
    partly: bool  # answered 部分
    where: Rule | None  # for a walk: which rows it looks for
    location: Location


class Citation(NamedTuple):
    """A provision in the edition in force on the assessment day."""

    law: str
    provision: str
    edition: str  # the day it took effect, or `undated`
    locator: str
    title: Text  # short title of the law
    place: Text  # 第二十三条第（一）项 / Art. 23(1)
    gist: Text
    verified: bool
    confidence: str
    note: Text | None

    @property
    def text(self) -> Text:
        return Text(
            f"《{self.title.zh}》{self.place.zh}", f"{self.title.en}{', ' if self.place.en else ''}{self.place.en}"
        )


class Penalty(NamedTuple):
    citation: Citation
    tiers: tuple[Tier, ...]


class Amount(NamedTuple):
    """The heaviest fine in yuan. `open_ended` where the text sets no upper limit above `yuan`."""

    yuan: int
    open_ended: bool
    turnover_percent: float | None
    when: Text  # the circumstances the text names
    citation: Citation


class Exposure(NamedTuple):
    org_max: Amount | None
    person_max: Amount | None
    other: tuple[str, ...]  # measure ids, heaviest provisions first
    detention_days: int | None


class PrecedentCount(NamedTuple):
    """How often regulators found the same gap."""

    organisations: int  # of `out_of` inspected
    out_of: int
    by_sector: tuple[tuple[str, int], ...]
    cases: tuple[str, ...]


class Finding(NamedTuple):
    control: Control
    status: Status
    observations: tuple[Observation, ...]
    duties: tuple[Citation, ...]
    related: tuple[Citation, ...]
    penalties: tuple[Penalty, ...]
    exposure: Exposure
    precedents: PrecedentCount
    claims: tuple[tuple[str, str], ...]  # facts declared not applicable, with the reason given
    location: Location  # the answer to change

    @property
    def only_practice_missed(self) -> bool:
        """All that is wrong falls short of a threshold of ours and was done in part; never and none do not count."""
        return bool(self.observations) and all(
            seen.basis == "practice" and seen.actual not in (None, NEVER, 0) for seen in self.observations
        )


class DomainScore(NamedTuple):
    id: str
    title: Text
    value: float | None
    rate: float | None
    coverage: float | None
    satisfied: int
    partial: int
    not_satisfied: int
    unanswered: int
    not_applicable: int


class Score(NamedTuple):
    """Three numbers, always shown together. None where nothing is applicable."""

    value: float | None  # 0–100, one decimal
    rate: float | None  # 0–1
    coverage: float | None  # 0–1
    conclusion: str | None  # satisfied | mostly-satisfied | not-satisfied
    provisional: bool
    critical_gaps: int
    satisfied: int
    partial: int
    not_satisfied: int
    unanswered: int
    not_applicable: int
    by_domain: tuple[DomainScore, ...]

    @property
    def applicable(self) -> int:
        return self.satisfied + self.partial + self.not_satisfied + self.unanswered


class Assessment(NamedTuple):
    organisation: str
    answers_file: str
    as_of: date
    profile: str
    profile_title: Text
    scoring: str
    content_version: str
    content_digest: str
    score: Score
    findings: tuple[Finding, ...]  # in checklist order
    practice: tuple[Finding, ...]  # good practice, never scored
    warnings: tuple[tuple[Location, Text], ...]

    @property
    def gaps(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.status.is_gap)
