"""When an item is due and why: practice periods by severity, limits set by law, the regulator's own date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from selfcheck import wording
from selfcheck.model.assessment import Finding
from selfcheck.model.content import Severity
from selfcheck.plan.calendar import WorkCalendar
from selfcheck.plan.model import Reporting
from selfcheck.plan.policy import ControlDays, CountsFrom, Limit, Policy, Unit
from selfcheck.text import Text

_UNIT = {Unit.CALENDAR: Text("日", "days"), Unit.WORKING: Text("个工作日", "working days")}


@dataclass(frozen=True, slots=True)
class Due:
    day: date
    reason: Text
    estimated: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """What every due date is worked out from."""

    policy: Policy
    calendar: WorkCalendar
    deadline: date | None  # the regulator's own date: never moved to a later day


def due(since: date, severity: Severity, finding: Finding | None, rules: Rules) -> Due:
    """The earliest of the practice period, the limits set by law and the regulator's date."""
    found = [_practice(since, severity, finding, rules)]
    if finding is not None:
        found += [
            _by_law(since, limit, basis, rules)
            for limit, basis in limits(finding, rules.policy)
            if limit.counts_from is CountsFrom.DISCOVERY
        ]
    if rules.deadline is not None:
        found.append(_absolute(rules.deadline, rules.calendar))
    return min(found, key=lambda entry: entry.day)


def earlier_of_deadline(found: Due, rules: Rules) -> Due:
    """For an item that keeps its date: the regulator's date still binds it."""
    if rules.deadline is None:
        return found
    return min(found, _absolute(rules.deadline, rules.calendar), key=lambda entry: entry.day)


def by_hand(found: Due) -> Text:
    """Why an item is due when people set the day themselves."""
    return Text(
        f"人工改定（测算为 {found.day}：{found.reason.zh}）", f"set by hand (computed {found.day}: {found.reason.en})"
    )


def _practice(since: date, severity: Severity, finding: Finding | None, rules: Rules) -> Due:
    """A practice period that ends on a day off runs on to the next working day."""
    policy, days = rules.policy, rules.policy.due_days[severity]
    own = finding.control.remediation.due_days if finding is not None else None
    word = wording.SEVERITY[severity]
    source = Text(f"{word.zh}风险，口径 {policy.id}", f"{word.en} severity, policy {policy.id}")
    if own is not None and _own_days_hold(own, days, policy.control_days):
        days, source = own, Text("该检查项建议期限，实践口径", "the control’s own period, practice")
    day, moved = _counted(since, days, policy.unit, rules.calendar, forward=True)
    return Due(
        day, _reason(since, days, policy.unit, source, moved), _estimated(since, day, policy.unit, rules.calendar)
    )


def _own_days_hold(own: int, usual: int, mode: ControlDays) -> bool:
    return mode is ControlDays.REPLACE or (mode is ControlDays.LONGER and own > usual)


def _by_law(since: date, limit: Limit, basis: Text, rules: Rules) -> Due:
    """A limit set by law that ends on a day off ends on the working day before: the safe reading."""
    day, moved = _counted(since, limit.days, limit.unit, rules.calendar, forward=False)
    source = Text(
        f"{limit.what.zh}的法定期限，{basis.zh}；起算日不晚于计划起算日，实际更早的应立即办理",
        f"legal limit for {limit.what.en}, {basis.en}; it began no later than this plan, if earlier act at once",
    )
    return Due(
        day, _reason(since, limit.days, limit.unit, source, moved), _estimated(since, day, limit.unit, rules.calendar)
    )


def _absolute(deadline: date, calendar: WorkCalendar) -> Due:
    day = calendar.previous(deadline)
    zh, en = f"监管要求的截止日 {deadline}", f"the regulator’s deadline {deadline}"
    if day != deadline:
        zh, en = f"{zh}，为休息日，提前到前一个工作日", f"{en}, a day off: the working day before"
    return Due(day, Text(zh, en), not calendar.knows(deadline))


def _counted(
    since: date, days: int, unit: Unit, calendar: WorkCalendar, *, forward: bool
) -> tuple[date, tuple[date, bool] | None]:
    """The last day of a period, and the day off it was moved from (True: to a later day)."""
    if unit is Unit.WORKING:
        return calendar.after(since, days), None
    ends = since + timedelta(days=days)
    if calendar.works(ends):
        return ends, None
    if not forward and (day := calendar.previous(ends)) > since:
        return day, (ends, False)
    return calendar.next(ends), (ends, True)


def _reason(since: date, days: int, unit: Unit, source: Text, moved: tuple[date, bool] | None) -> Text:
    zh = f"自 {since} 起{days}{_UNIT[unit].zh}（{source.zh}）"
    en = f"{days} {_UNIT[unit].en} from {since} ({source.en})"
    if moved is not None:
        day, later = moved
        zh += f"，{day} 为休息日，{'顺延到下一个' if later else '提前到前一个'}工作日"
        en += f"; {day} is a day off, so the {'next' if later else 'previous'} working day"
    return Text(zh, en)


def _estimated(since: date, day: date, unit: Unit, calendar: WorkCalendar) -> bool:
    """Whether a holiday notice still to come could move the day."""
    if unit is Unit.WORKING:
        return not all(year in calendar.years for year in range(since.year, day.year + 1))
    return not calendar.knows(day)


def limits(finding: Finding, policy: Policy) -> list[tuple[Limit, Text]]:
    """The policy's limits for the control, of those the finding cites: bound, and in force on the day."""
    cited = {f"{c.law}/{c.provision}": c for c in (*finding.duties, *finding.related)}
    return [
        (limit, cited[limit.provision].text)
        for limit in policy.limits
        if finding.control.id in limit.controls and limit.provision in cited
    ]


def reporting(finding: Finding | None, finished: date, rules: Rules) -> tuple[Reporting, ...]:
    """The reports and filings due after completion, the earliest first."""
    found = []
    for limit, basis in limits(finding, rules.policy) if finding is not None else ():
        if limit.counts_from is CountsFrom.COMPLETION:
            day, _ = _counted(finished, limit.days, limit.unit, rules.calendar, forward=False)
            unit = _UNIT[limit.unit]
            zh = f"完成后{limit.days}{unit.zh}内{limit.what.zh}"
            en = f"{limit.what.en} within {limit.days} {unit.en} of completion"
            found.append(Reporting(Text(zh, en), basis, day))
    return tuple(sorted(found, key=lambda entry: entry.by))


def before_what_needs_it(
    order: Sequence[str], needs: Mapping[str, tuple[str, ...]], dues: Mapping[str, Due]
) -> dict[str, Due]:
    """No item is due after an item that needs it. `order` has every prerequisite before what needs it."""
    found = dict(dues)
    for identity in reversed(order):
        for need in needs.get(identity, ()):
            if need in found and found[need].day > found[identity].day:
                reason = Text(f"{identity} 以它为前提，须不晚于其期限", f"{identity} needs it first and is due then")
                found[need] = Due(found[identity].day, reason, found[identity].estimated)
    return found
