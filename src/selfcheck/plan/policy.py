"""A named remediation policy: how many days each severity gets, and which limits the law itself sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from selfcheck.model.content import Severity
from selfcheck.text import Text


class Unit(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


class ControlDays(StrEnum):
    """What a control's own `due_days` do beside the days of its severity."""

    LONGER = "longer"  # the longer of the two holds
    IGNORE = "ignore"
    REPLACE = "replace"


class CountsFrom(StrEnum):
    DISCOVERY = "discovery"  # the event lies no later than the day the gap entered the plan
    COMPLETION = "completion"  # the law wants a report or filing after the work is done


@dataclass(frozen=True, slots=True)
class Limit:
    """A period set by a provision, for the controls that cite it."""

    provision: str
    controls: tuple[str, ...]
    days: int
    unit: Unit
    counts_from: CountsFrom
    what: Text


@dataclass(frozen=True, slots=True)
class Policy:
    id: str
    title: Text
    basis: Text
    due_days: Mapping[Severity, int]
    unit: Unit
    control_days: ControlDays
    soon_days: tuple[int, int]
    limits: tuple[Limit, ...]
