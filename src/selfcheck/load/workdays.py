"""The public holidays and adjusted workdays that the optional package `chinesecalendar` knows."""

from selfcheck.plan.calendar import NOTHING_KNOWN, WorkCalendar


def installed() -> WorkCalendar:
    """The package's tables; an empty calendar, which estimates every year, where it is not installed."""
    try:
        from importlib.metadata import version

        from chinese_calendar.constants import (  # type: ignore[import-untyped]  # the package has no annotations
            holidays,
            workdays,
        )
    except ImportError:
        return NOTHING_KNOWN
    return WorkCalendar(
        source=f"chinesecalendar {version('chinesecalendar')}",
        years=frozenset(day.year for day in holidays),
        holidays=frozenset(holidays),
        workdays=frozenset(workdays),
    )
