"""Remediation plan items whose day has passed."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from selfcheck.errors import Location


class PlanItem(NamedTuple):
    id: str
    control: str
    due: date
    closed: bool
    location: Location


def overdue(items: Iterable[PlanItem], as_of: date) -> tuple[PlanItem, ...]:
    """Open items due before the day; the due day itself still counts as in time."""
    return tuple(item for item in items if not item.closed and item.due < as_of)
