"""Due dates and the reasons given for them."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.plan.conftest import DAY, POLICY, Made, by_id, limit

from changed import replace
from selfcheck.model.content import Severity
from selfcheck.plan.calendar import NOTHING_KNOWN
from selfcheck.plan.model import Item, Plan
from selfcheck.plan.policy import ControlDays, CountsFrom, Unit

Planned = Callable[..., Plan]


def only(made: Plan) -> Item:
    (item,) = made.items
    return item


@pytest.mark.parametrize(
    ("start", "severity", "due"),
    [
        (date(2026, 1, 20), Severity.CRITICAL, date(2026, 1, 27)),
        (date(2026, 1, 20), Severity.HIGH, date(2026, 2, 24)),  # 19 February is Spring Festival, so the 24th
        (date(2026, 1, 31), Severity.HIGH, date(2026, 3, 2)),
        (date(2026, 9, 1), Severity.HIGH, date(2026, 10, 8)),  # 1 October is National Day
        (date(2024, 1, 30), Severity.HIGH, date(2024, 2, 29)),  # leap year
        (date(2025, 11, 30), Severity.MEDIUM, date(2026, 1, 29)),
    ],
)
def test_a_practice_period_that_ends_on_a_day_off_runs_on_to_the_next_working_day(
    planned: Planned, start: date, severity: Severity, due: date
) -> None:
    item = only(planned([Made("A-1", severity)], start=start))
    assert item.terms.due == due
    assert "test-1" in item.due_reason.zh and str(start) in item.due_reason.zh


def test_a_moved_date_says_where_it_was_moved_from(planned: Planned) -> None:
    said = only(planned([Made("A-1")])).due_reason
    assert "2026-02-19 为休息日，顺延" in said.zh and "2026-02-19 is a day off" in said.en


def test_working_days_can_be_the_unit_of_a_policy(planned: Planned) -> None:
    policy = replace(POLICY, unit=Unit.WORKING)
    assert only(planned([Made("A-1", Severity.CRITICAL)], start=date(2026, 2, 11), policy=policy)).terms.due == date(
        2026, 2, 27
    )


@pytest.mark.parametrize(
    ("mode", "own", "days"),
    [
        (ControlDays.LONGER, 45, 45),
        (ControlDays.LONGER, 3, 30),
        (ControlDays.REPLACE, 3, 3),
        (ControlDays.IGNORE, 45, 30),
    ],
)
def test_a_controls_own_days_hold_as_the_policy_says(planned: Planned, mode: ControlDays, own: int, days: int) -> None:
    start = date(2026, 3, 2)
    policy = replace(POLICY, control_days=mode)
    item = only(planned([Made("A-1", due_days=own)], start=start, policy=policy, days=NOTHING_KNOWN))
    assert 0 <= (item.terms.due - start).days - days <= 2


def test_the_regulators_deadline_is_never_moved_later(planned: Planned) -> None:
    sunday = date(2026, 3, 8)
    item = only(planned([Made("A-1", Severity.LOW)], deadline=sunday))
    assert item.terms.due == date(2026, 3, 6)
    assert "监管要求的截止日 2026-03-08" in item.due_reason.zh and "提前" in item.due_reason.zh


def test_a_later_deadline_changes_nothing(planned: Planned) -> None:
    assert only(planned([Made("A-1", Severity.CRITICAL)], deadline=date(2026, 12, 1))).terms.due == date(2026, 1, 27)


def test_a_limit_set_by_law_names_its_provision_and_ends_before_a_day_off(planned: Planned) -> None:
    policy = limit("beta/drill", "A-1", 29, Unit.CALENDAR, CountsFrom.DISCOVERY)
    item = only(planned([Made("A-1", Severity.LOW, cites="beta/drill")], policy=policy))
    assert item.terms.due == date(2026, 2, 14)  # 18 February is Spring Festival; the 14th is worked
    assert "法定期限" in item.due_reason.zh and "《甲法》第二十三条" in item.due_reason.zh


def test_a_limit_does_not_apply_where_the_finding_does_not_cite_its_provision(planned: Planned) -> None:
    policy = limit("beta/drill", "A-1", 5, Unit.WORKING, CountsFrom.DISCOVERY)
    assert "法定" not in only(planned([Made("A-1", Severity.LOW)], policy=policy)).due_reason.zh


def test_a_report_owed_after_completion_is_dated_in_working_days_with_its_basis(planned: Planned) -> None:
    policy = limit("beta/drill", "A-1", 15, Unit.WORKING, CountsFrom.COMPLETION)
    item = only(planned([Made("A-1", Severity.CRITICAL, cites="beta/drill")], policy=policy))
    assert item.terms.planned == date(2026, 1, 27)
    (owed,) = item.reporting
    assert owed.by == date(2026, 2, 24)  # 13 days to 13 February, the worked 14th, then the 24th
    assert "15个工作日" in owed.what.zh and "《甲法》" in owed.basis.zh


def test_a_prerequisite_is_due_no_later_than_what_needs_it(planned: Planned) -> None:
    made = by_id(planned([Made("A-1", Severity.LOW), Made("B-1", Severity.CRITICAL, needs=("A-1",))]))
    assert made["P-A-1"].terms.due == made["P-B-1"].terms.due == date(2026, 1, 27)
    assert "P-B-1" in made["P-A-1"].due_reason.zh


def test_a_date_in_a_year_without_a_table_is_flagged_and_one_in_a_known_year_is_not(planned: Planned) -> None:
    late = planned([Made("A-1", Severity.LOW)], start=date(2098, 12, 1))
    assert only(late).estimated
    assert any("估算" in line.zh for line in late.calendar)
    known = planned([Made("A-1", Severity.LOW)], start=DAY)
    assert not only(known).estimated
