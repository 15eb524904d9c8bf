"""What is asked of a plan."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from selfcheck.plan.calendar import WorkCalendar
from selfcheck.plan.policy import Policy
from selfcheck.plan.target import Target


@dataclass(frozen=True, slots=True)
class Request:
    """`capacity` in person-days per week; `deadline` is the regulator's own date."""

    start: date
    deadline: date | None
    capacity: Fraction | None
    target: Target | None
    policy: Policy
    calendar: WorkCalendar
