"""Calendar arithmetic on dates; the assessment day is always an argument."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=1024)  # one assessment asks for the same few days once per row
def months_before(day: date, months: int) -> date:
    """The same day `months` calendar months earlier, or that month's last day (31 March − 1 = 28/29 February).

    Before year 1 there are no dates: the earliest one stands for all of them.
    """
    if day.year * 12 + day.month - 1 - months < 12:
        return date.min
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def days_before(day: date, days: int) -> date:
    return day - timedelta(days=days) if (day - date.min).days >= days else date.min
