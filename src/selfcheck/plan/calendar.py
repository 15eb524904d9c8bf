"""Chinese working days: public holidays and adjusted workdays where a table is known, Monday to Friday elsewhere."""

from dataclasses import dataclass
from datetime import date, timedelta

from selfcheck.text import Text

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """`years` are those whose State Council notice is in the tables; all others are estimated (估算)."""

    source: str  # name and version of the tables, empty where there are none
    years: frozenset[int]
    holidays: frozenset[date]
    workdays: frozenset[date]  # weekend days worked in exchange

    def works(self, day: date) -> bool:
        if day.year in self.years:
            return day in self.workdays or (day.weekday() < 5 and day not in self.holidays)
        return day.weekday() < 5

    def knows(self, day: date) -> bool:
        return day.year in self.years

    def next(self, day: date) -> date:
        """The day itself if it is worked, otherwise the next working day."""
        while not self.works(day):
            day += _DAY
        return day

    def previous(self, day: date) -> date:
        while not self.works(day):
            day -= _DAY
        return day

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after a day; the day itself is not counted."""
        while count > 0:
            day += _DAY
            count -= self.works(day)
        return day


NOTHING_KNOWN = WorkCalendar("", frozenset(), frozenset(), frozenset())


def explained(calendar: WorkCalendar, years: set[int]) -> tuple[Text, ...]:
    """Which tables the dates of these years rest on, and which years are only estimated."""
    known, unknown = sorted(years & calendar.years), sorted(years - calendar.years)
    lines = []
    if known:
        named_zh, named_en = "、".join(map(str, known)), ", ".join(map(str, known))
        lines.append(
            Text(
                f"{named_zh} 年的节假日和调休上班日取自 {calendar.source}（按国务院办公厅通知整理）",
                f"holidays and adjusted workdays of {named_en}: {calendar.source}, after the State Council notices",
            )
        )
    if unknown:
        named_zh, named_en = "、".join(map(str, unknown)), ", ".join(map(str, unknown))
        why = (
            Text("没有放假安排数据", "no holiday table")
            if calendar.source
            else Text("没有安装 chinesecalendar（可选依赖 plan）", "chinesecalendar (extra “plan”) is not installed")
        )
        lines.append(
            Text(
                f"{named_zh} 年{why.zh}，工作日按周一至周五估算，标“估算”的日期待放假通知公布后再运行一次",
                f"{named_en}: {why.en}; working days are estimated as Monday to Friday. Run again once the holiday "
                "notice is out: dates marked “estimated” may move",
            )
        )
    return tuple(lines)
