"""How far a number of person-days per week carries: when work on each item begins and ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from selfcheck.plan.calendar import WorkCalendar

WORKDAYS_A_WEEK = 5
LONGEST_YEARS = 10


@dataclass(frozen=True, slots=True)
class Span:
    begins: date
    ends: date


def spans(
    efforts: Sequence[Fraction], per_week: Fraction, start: date, calendar: WorkCalendar
) -> tuple[Span, ...] | None:
    """One item after the other, a fifth of the week's person-days on every working day from `start`.

    Weeks with public holidays therefore carry less. An item without effort ends when the one before it does.
    None where the work would take more than ten years.
    """
    daily = per_week / WORKDAYS_A_WEEK
    days = _working_days(start, ceil(sum(efforts, Fraction(0)) / daily), calendar)
    if days is None:
        return None
    found, done = [], Fraction(0)
    for effort in efforts:
        first = floor(done / daily)
        done += effort
        last = max(ceil(done / daily) - 1, 0)
        found.append(Span(days[min(first, last)], days[last]))
    return tuple(found)


def _working_days(start: date, count: int, calendar: WorkCalendar) -> list[date] | None:
    """The first working days from `start` on, one at least; None past the ten years."""
    days, day, end = list[date](), start, start + timedelta(days=366 * LONGEST_YEARS)
    while len(days) < max(count, 1):
        if day > end:
            return None
        if calendar.works(day):
            days.append(day)
        day += timedelta(days=1)
    return days


def needed_per_week(effort: Fraction, start: date, until: date, calendar: WorkCalendar) -> Fraction | None:
    """Person-days per week that finish `effort` by the end of `until`; None where no working day is left."""
    days = sum(calendar.works(start + timedelta(days=index)) for index in range((until - start).days + 1))
    return effort * WORKDAYS_A_WEEK / days if days else None
