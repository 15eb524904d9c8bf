"""Working days: Spring Festival and National Day 2026, adjusted workdays, month ends, years without a table."""

from datetime import date

import pytest

from selfcheck.plan.calendar import NOTHING_KNOWN, WorkCalendar, explained


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 13), True),
        (date(2026, 2, 14), True),  # a Saturday worked in exchange
        (date(2026, 2, 16), False),  # a Monday of the Spring Festival
        (date(2026, 2, 23), False),
        (date(2026, 2, 24), True),
        (date(2026, 2, 28), True),  # a Saturday worked in exchange
        (date(2026, 10, 1), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
    ],
)
def test_public_holidays_and_adjusted_workdays_of_2026_are_known(
    calendar: WorkCalendar, day: date, works: bool
) -> None:
    assert calendar.works(day) is works


def test_ten_working_days_across_the_spring_festival_end_in_march(calendar: WorkCalendar) -> None:
    # 12, 13, 14 (worked), 24, 25, 26, 27, 28 (worked), 2 and 3 March
    assert calendar.after(date(2026, 2, 11), 10) == date(2026, 3, 3)


def test_five_working_days_across_the_national_day_2026(calendar: WorkCalendar) -> None:
    assert calendar.after(date(2026, 9, 30), 5) == date(2026, 10, 13)  # 8, 9, 10 (worked), 12, 13


def test_the_day_a_period_starts_on_is_not_counted(calendar: WorkCalendar) -> None:
    assert calendar.after(date(2026, 3, 2), 1) == date(2026, 3, 3)


def test_a_month_end_and_a_leap_day_are_ordinary_days(calendar: WorkCalendar) -> None:
    assert calendar.after(date(2026, 1, 30), 1) == date(2026, 2, 2)
    assert calendar.after(date(2024, 2, 28), 1) == date(2024, 2, 29)
    assert calendar.after(date(2028, 2, 28), 1) == date(2028, 2, 29)


def test_a_year_without_a_table_is_monday_to_friday_and_never_an_exception(calendar: WorkCalendar) -> None:
    assert not calendar.knows(date(2099, 10, 1))
    assert calendar.works(date(2099, 10, 1))  # a Thursday
    assert calendar.after(date(2199, 12, 30), 2) == date(2200, 1, 1)


def test_the_years_are_explained_and_estimates_named_as_such(calendar: WorkCalendar) -> None:
    known, unknown = explained(calendar, {2026, 2099})
    assert "2026" in known.zh and "chinesecalendar" in known.zh
    assert "2099" in unknown.zh and "估算" in unknown.zh and "2026" not in unknown.zh


def test_without_the_package_every_year_is_estimated_and_the_extra_named() -> None:
    (said,) = explained(NOTHING_KNOWN, {2026})
    assert "估算" in said.zh and "plan" in said.zh
    assert NOTHING_KNOWN.works(date(2026, 10, 1))
