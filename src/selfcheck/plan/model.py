"""The nouns of a remediation plan. What the tool works out and what people write are kept apart in every item."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from selfcheck.model.content import Severity
from selfcheck.text import Text

FORMAT: Final = "selfcheck/plan/1"


class State(StrEnum):
    """How far the work on an item is."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    TO_VERIFY = "to-verify"
    CLOSED = "closed"
    DELAYED = "delayed"


class Verdict(StrEnum):
    """What the self-check says of the item's control on the day of the plan."""

    NOT_SATISFIED = "not-satisfied"
    PARTIAL = "partial"
    SATISFIED = "satisfied"
    NOT_APPLICABLE = "not-applicable"
    UNANSWERED = "unanswered"
    OUT_OF_SCOPE = "out-of-scope"  # not assessed this time: another profile, or a retired control
    NOT_ASSESSED = "not-assessed"  # an item people added; no control stands behind it


class EventKind(StrEnum):
    OPENED = "opened"
    CLOSED = "closed"
    REOPENED = "reopened"
    CLAIMED = "claimed"  # people wrote 已销号 while the self-check still finds the gap


@dataclass(frozen=True, slots=True)
class Event:
    on: date
    kind: EventKind
    note: Text


@dataclass(frozen=True, slots=True)
class Cost:
    """What the gap can cost: the heaviest fine for the organisation in yuan, and how often regulators found it."""

    yuan: int
    found: int
    text: Text


@dataclass(frozen=True, slots=True)
class Gap:
    """What the self-check knows of the item; nobody edits it. `control` is None for an item people added."""

    control: str | None
    verdict: Verdict
    source: Text  # 自查, or where people have the item from
    domain: Text
    title: Text
    severity: Severity
    basis: tuple[Text, ...]
    cost: Cost
    depends_on: tuple[str, ...]  # ids of items that come first
    proof: Text


@dataclass(frozen=True, slots=True)
class Terms:
    """What the tool proposes and people may overwrite. Effort in person-days."""

    problem: Text
    steps: Text  # one numbered line per step
    department: Text
    effort: float
    due: date
    planned: date


@dataclass(frozen=True, slots=True)
class Work:
    """What only people write. `extra` holds columns they added to the sheet."""

    state: State = State.NOT_STARTED
    owner: str = ""
    leader: str = ""
    finished_on: date | None = None
    reason: str = ""
    evidence: str = ""
    verifier: str = ""
    verified_on: date | None = None
    note: str = ""
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reporting:
    """A report or filing the law wants within a time after the item is finished."""

    what: Text
    basis: Text
    by: date


@dataclass(frozen=True, slots=True)
class Projection:
    """The three numbers once an item (and all before it) is closed."""

    score: float | None
    rate: float | None
    critical_gaps: int


@dataclass(frozen=True, slots=True)
class Item:
    """`terms` is in force; `computed` is what the tool proposed, so that a difference is a hand edit."""

    id: str
    gap: Gap
    terms: Terms
    computed: Terms
    work: Work
    since: date  # the day the periods are counted from
    due_reason: Text
    estimated: bool  # a date rests on a year without a holiday table
    reporting: tuple[Reporting, ...] = ()
    begins: date | None = None  # with --capacity: the day work on it starts
    selected: bool = True  # part of what --target asks for
    after: Projection | None = None
    closed_on: date | None = None
    closing: Text | None = None  # what proved it closed
    history: tuple[Event, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.work.state is not State.CLOSED

    @property
    def remaining(self) -> float:
        """Person-days of work left: none once it only waits for verification."""
        return 0.0 if self.work.state in (State.CLOSED, State.TO_VERIFY) else self.terms.effort

    @property
    def is_late(self) -> bool:
        """Planned to finish after the day it is due."""
        return self.is_open and self.terms.planned > self.terms.due


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A control nobody can plan for yet: its answers are missing."""

    control: str
    title: Text
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `--target` asked for and what came of it. `effort` is that of the selected items."""

    wanted: Text
    reachable: bool
    already: bool  # reached before any work
    effort: float
    best: Projection  # the numbers when everything in the plan is done
    reached_after: str | None  # the item that reaches it
    reached_on: date | None  # the planned day of that
    in_time: bool | None  # None without a deadline
    says: Text


@dataclass(frozen=True, slots=True)
class Plan:
    organisation: str
    answers_file: str
    as_of: date
    start: date
    deadline: date | None
    policy: str
    policy_title: Text
    policy_basis: Text
    soon_days: tuple[int, int]
    profile: str
    profile_title: Text
    scoring: str
    content_version: str
    content_digest: str
    now: Projection
    capacity: float | None  # person-days per week
    capacity_note: Text | None
    outcome: Outcome | None
    calendar: tuple[Text, ...]  # which working-day tables were used
    items: tuple[Item, ...]  # open ones in the order of work, then the closed ones
    unanswered: tuple[Unanswered, ...]
    notices: tuple[Text, ...]  # what taking over the previous plan met

    @property
    def open(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.is_open)

    @property
    def closed(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.is_open)
