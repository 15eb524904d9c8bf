"""What every renderer of a plan gets: the plan and how to present it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from selfcheck.plan.model import Item, Plan
from selfcheck.text import Lang, Text


class Timing(StrEnum):
    CLOSED = "closed"
    OVERDUE = "overdue"
    SOON = "soon"  # within the shorter of the policy's two warnings (10 days)
    NEAR = "near"  # within the longer (20 days)
    LATER = "later"


@dataclass(frozen=True, slots=True)
class PlanReport:
    """`width` is in terminal columns; `colour` asks for ANSI styles. Formats without either ignore them."""

    plan: Plan
    lang: Lang
    tool_version: str
    width: int = 80
    colour: bool = False

    def say(self, text: Text) -> str:
        return text.of(self.lang)

    def t(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def days_left(self, item: Item) -> int:
        return (item.terms.due - self.plan.as_of).days

    def timing(self, item: Item) -> Timing:
        return timing(item, self.plan.as_of, self.plan.soon_days)


def timing(item: Item, as_of: date, soon_days: tuple[int, int]) -> Timing:
    """How near the due day is, counted in calendar days from the day of the plan."""
    left = (item.terms.due - as_of).days
    if not item.is_open:
        return Timing.CLOSED
    if left < 0:
        return Timing.OVERDUE
    if left <= soon_days[0]:
        return Timing.SOON
    return Timing.NEAR if left <= soon_days[1] else Timing.LATER
