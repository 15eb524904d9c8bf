"""Person-days per week → days."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from tests.plan.conftest import Made, by_id

from selfcheck.plan import target
from selfcheck.plan.build import TooSlow
from selfcheck.plan.calendar import WorkCalendar
from selfcheck.plan.model import Plan
from selfcheck.plan.schedule import Span, needed_per_week, spans

Planned = Callable[..., Plan]
MONDAY = date(2026, 3, 2)


def days(efforts: list[int], per_week: str, calendar: WorkCalendar, start: date = MONDAY) -> list[Span]:
    found = spans([Fraction(effort) for effort in efforts], Fraction(per_week), start, calendar)
    assert found is not None
    return list(found)


def test_five_person_days_a_week_are_one_a_working_day(calendar: WorkCalendar) -> None:
    assert days([1, 4], "5", calendar) == [Span(MONDAY, MONDAY), Span(date(2026, 3, 3), date(2026, 3, 6))]


def test_a_quarter_of_a_day_carries_over_to_the_next_item(calendar: WorkCalendar) -> None:
    assert days([1, 1], "4", calendar) == [
        Span(MONDAY, date(2026, 3, 3)),
        Span(date(2026, 3, 3), date(2026, 3, 4)),
    ]


def test_a_week_with_public_holidays_carries_less(calendar: WorkCalendar) -> None:
    (span,) = days([5], "5", calendar, date(2026, 2, 12))
    assert span == Span(date(2026, 2, 12), date(2026, 2, 25))  # 12, 13, 14, then 24 and 25


def test_work_begins_on_the_first_working_day(calendar: WorkCalendar) -> None:
    (span,) = days([1], "5", calendar, date(2026, 2, 16))
    assert span.begins == date(2026, 2, 24)


def test_work_of_more_than_ten_years_is_refused(planned: Planned, calendar: WorkCalendar) -> None:
    assert spans([Fraction(1000)], Fraction("0.1"), MONDAY, calendar) is None
    with pytest.raises(TooSlow):
        planned([Made("A-1", effort=1000)], capacity=Fraction("0.1"))


def test_planned_dates_follow_the_order_and_late_items_are_named(planned: Planned) -> None:
    made = planned([Made("A-1", effort=20, yuan=9), Made("B-1", effort=20)], start=MONDAY, capacity=Fraction(5))
    found = by_id(made)
    assert found["P-A-1"].terms.planned == date(2026, 3, 27)
    assert found["P-B-1"].begins == date(2026, 3, 30)
    assert not found["P-A-1"].is_late and found["P-B-1"].is_late
    assert made.capacity_note is not None
    assert "有 1 项赶不上要求时限" in made.capacity_note.zh and "40 人日" in made.capacity_note.zh


def test_a_deadline_the_capacity_cannot_meet_says_what_would_be_needed(planned: Planned) -> None:
    made = planned(
        [Made("A-1", effort=20)],
        start=MONDAY,
        capacity=Fraction(5),
        deadline=date(2026, 3, 13),
        target=target.of_score(Fraction(90)),
    )
    assert made.outcome is not None and made.outcome.in_time is False
    assert "赶不上截止日 2026-03-13" in made.outcome.says.zh and "每周约 10 人日" in made.outcome.says.zh


def test_what_would_be_needed_counts_working_days_only(calendar: WorkCalendar) -> None:
    assert needed_per_week(Fraction(10), MONDAY, date(2026, 3, 15), calendar) == 5
    assert needed_per_week(Fraction(10), date(2026, 2, 16), date(2026, 2, 20), calendar) is None


def test_the_selected_items_are_worked_on_first(planned: Planned) -> None:
    made = planned(
        [Made("A-1", effort=30, yuan=9_000_000), Made("B-1", effort=1)],
        start=MONDAY,
        capacity=Fraction(5),
        target=target.of_score(Fraction(50)),
    )
    assert [item.id for item in made.items] == ["P-B-1", "P-A-1"]
    assert made.items[0].terms.planned == MONDAY
    assert made.outcome is not None
    assert (made.outcome.reached_after, made.outcome.reached_on) == ("P-B-1", MONDAY)
