"""Calendar arithmetic: month ends, leap years and the first year there is."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.dates import days_before, months_before

DAYS = st.dates()
MONTHS = st.integers(0, 300_000)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        ("2026-11-24", 0, "2026-11-24"),
        ("2026-11-24", 12, "2025-11-24"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 12, "2025-12-31"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2000-03-30", 1, "2000-02-29"),
        ("1900-03-30", 1, "1900-02-28"),
        ("2026-05-31", 1, "2026-04-30"),
        ("2026-07-31", 1, "2026-06-30"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2024-02-29", 48, "2020-02-29"),
        ("2026-02-28", 24, "2024-02-28"),
        ("0001-01-31", 0, "0001-01-31"),
        ("0002-01-31", 12, "0001-01-31"),
        ("0001-02-28", 1, "0001-01-28"),
        ("0001-12-31", 11, "0001-01-31"),
    ],
)
def test_months_are_counted_on_the_calendar(day: str, months: int, earlier: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(earlier)


@pytest.mark.parametrize("months", [1, 2, 12, 10**9])
def test_before_year_one_the_first_day_stands_for_all(months: int) -> None:
    assert months_before(date(1, 1, 15), months) == date.min
    assert days_before(date(1, 1, 15), 13) == date(1, 1, 2)
    assert days_before(date(1, 1, 15), 14) == date.min
    assert days_before(date(1, 1, 15), 15) == date.min
    assert days_before(date(1, 1, 15), months + 14) == date.min


@given(DAYS, MONTHS)
def test_the_day_is_kept_or_is_the_last_of_its_month(day: date, months: int) -> None:
    earlier = months_before(day, months)
    span = (day.year - earlier.year) * 12 + day.month - earlier.month
    if span != months:
        assert earlier == date.min
        assert span < months
    else:
        assert earlier.day == min(day.day, monthrange(earlier.year, earlier.month)[1])


@given(DAYS, DAYS, MONTHS)
def test_a_later_day_never_has_an_earlier_limit(a: date, b: date, months: int) -> None:
    first, last = sorted((a, b))
    assert months_before(first, months) <= months_before(last, months)


@given(DAYS, MONTHS)
def test_one_month_more_never_reaches_less_far(day: date, months: int) -> None:
    assert months_before(day, months + 1) <= months_before(day, months) <= day


@given(DAYS, st.integers(0, 4_000_000))
def test_days_are_counted_one_by_one(day: date, days: int) -> None:
    earlier = days_before(day, days)
    assert earlier == (day - timedelta(days=days) if days <= day.toordinal() - 1 else date.min)
