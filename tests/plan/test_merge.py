"""A living plan: what people wrote stays, gaps close with proof, return with history, and appear."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from tests.plan.conftest import DAY, Made, by_id

from changed import replace
from selfcheck.model.answers import Answers, Evidence
from selfcheck.model.assessment import Assessment, Status
from selfcheck.model.content import Content
from selfcheck.plan.build import plan
from selfcheck.plan.merge import Previous
from selfcheck.plan.model import EventKind, Item, Plan, State, Verdict
from selfcheck.plan.report import Timing, timing
from selfcheck.text import Text

Planned = Callable[..., Plan]
LATER = date(2026, 4, 1)
BOTH = [Made("A-1"), Made("B-1")]


def edited(made: Plan, identity: str, terms: Mapping[str, Any] | None = None, **work: Any) -> Plan:
    """The plan after people worked in it."""
    return replace(
        made,
        items=tuple(
            replace(item, work=replace(item.work, **work), terms=replace(item.terms, **(terms or {})))
            if item.id == identity
            else item
            for item in made.items
        ),
    )


def kinds(item: Item) -> list[EventKind]:
    return [event.kind for event in item.history]


def test_what_people_wrote_stays(planned: Planned) -> None:
    written = {
        "state": State.IN_PROGRESS,
        "owner": "张三",
        "leader": "李总",
        "finished_on": date(2026, 2, 1),
        "reason": "等设备",
        "evidence": "a.pdf\nb.pdf",
        "verifier": "王五",
        "verified_on": date(2026, 2, 2),
        "note": "备注",
        "extra": (("预算", "3万"),),
    }
    again = planned(BOTH, edited(planned(BOTH), "P-A-1", **written), as_of=LATER)
    kept = by_id(again)["P-A-1"].work
    assert {name: getattr(kept, name) for name in written} == written


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("problem", Text("改写的问题", "改写的问题")),
        ("steps", Text("1. 买设备", "1. 买设备")),
        ("department", Text("信息中心", "信息中心")),
        ("effort", 7.5),
        ("due", date(2026, 6, 30)),
        ("planned", date(2026, 6, 1)),
    ],
)
def test_a_hand_edit_of_what_the_tool_proposed_stays_over_any_number_of_runs(
    planned: Planned, field: str, value: Any
) -> None:
    made = edited(planned(BOTH), "P-A-1", {field: value})
    for day in (LATER, date(2026, 5, 1), date(2027, 1, 5)):
        made = planned(BOTH, made, as_of=day)
        assert getattr(by_id(made)["P-A-1"].terms, field) == value


def test_what_people_did_not_touch_follows_the_tool(planned: Planned) -> None:
    again = planned([Made("A-1", effort=9), Made("B-1")], planned(BOTH), as_of=LATER)
    assert by_id(again)["P-A-1"].terms.effort == 9


def test_running_again_does_not_move_a_due_date(planned: Planned) -> None:
    first = planned(BOTH)
    again = planned(BOTH, first, as_of=LATER)
    assert [item.terms.due for item in again.items] == [item.terms.due for item in first.items]
    assert all(timing(item, LATER, (10, 20)) is Timing.OVERDUE for item in again.items)


def test_a_date_set_by_hand_says_what_the_tool_would_have_said(planned: Planned) -> None:
    hand = edited(planned(BOTH), "P-A-1", {"due": date(2026, 6, 30)})
    said = by_id(planned(BOTH, hand, as_of=LATER))["P-A-1"].due_reason.zh
    assert said.startswith("人工改定") and "2026-02-24" in said


def test_a_closed_gap_becomes_closed_with_the_date_and_the_proof(
    content: Content,
    assessed: Callable[..., Assessment],
    request_for: Callable[..., Any],
    answers: Answers,
    planned: Planned,
) -> None:
    key = next(iter(assessed([Made("A-1")]).findings[0].control.facts))
    fact = answers.facts["demo.policy"]
    proof = replace(fact, key=key, evidence=(Evidence("evidence/policy.pdf", None, None, fact.location),))
    given = replace(answers, facts={key: proof})
    before = edited(planned(BOTH), "P-A-1", owner="张三", note="x")
    last = Previous(before.organisation, before.policy, None, before.items)
    found = assessed([Made("A-1", status=Status.SATISFIED), Made("B-1")], LATER)
    made = plan(found, content, given, request_for(start=LATER), last)
    closed = by_id(made)["P-A-1"]
    assert (closed.work.state, closed.closed_on, closed.work.owner, closed.work.note) == (
        State.CLOSED, LATER, "张三", "x",
    )  # fmt: skip
    assert closed.closing is not None
    assert "符合" in closed.closing.zh and "answers.yaml:12:3" in closed.closing.zh
    assert "evidence/policy.pdf" in closed.closing.zh
    assert kinds(closed) == [EventKind.OPENED, EventKind.CLOSED]


def test_a_closed_item_stays_in_every_later_plan(planned: Planned) -> None:
    closed = planned([Made("A-1", status=Status.SATISFIED), Made("B-1")], planned(BOTH), as_of=LATER)
    again = planned([Made("A-1", status=Status.SATISFIED), Made("B-1")], closed, as_of=date(2026, 5, 1))
    assert by_id(again)["P-A-1"].closed_on == LATER


def test_a_gap_that_returns_reopens_under_its_id_with_its_history(planned: Planned) -> None:
    worked = edited(planned(BOTH), "P-A-1", owner="张三", verifier="王五", finished_on=date(2026, 3, 1), note="x")
    closed = planned([Made("A-1", status=Status.SATISFIED), Made("B-1")], worked, as_of=LATER)
    back = planned(BOTH, closed, as_of=date(2026, 5, 6))
    item = by_id(back)["P-A-1"]
    assert kinds(item) == [EventKind.OPENED, EventKind.CLOSED, EventKind.REOPENED]
    assert item.work.state is State.NOT_STARTED and item.work.finished_on is None and item.closed_on is None
    assert (item.work.owner, item.work.note, item.since) == ("张三", "x", date(2026, 5, 6))
    assert "王五" in item.history[-1].note.zh and "2026-03-01" in item.history[-1].note.zh
    assert any("P-A-1" in notice.zh for notice in back.notices)


def test_a_gap_closed_by_hand_waits_for_verification_while_the_self_check_still_finds_it(planned: Planned) -> None:
    by_hand = edited(planned(BOTH), "P-A-1", state=State.CLOSED, finished_on=date(2026, 3, 1), verifier="王五")
    made = planned(BOTH, by_hand, as_of=LATER)
    item = by_id(made)["P-A-1"]
    assert item.work.state is State.TO_VERIFY and kinds(item)[-1] is EventKind.CLAIMED
    assert (item.work.finished_on, item.work.verifier) == (date(2026, 3, 1), "王五")
    assert any("P-A-1" in notice.zh for notice in made.notices)


def test_a_gap_whose_answer_went_missing_stays_open(planned: Planned) -> None:
    made = planned([Made("A-1", status=Status.UNANSWERED), Made("B-1")], planned(BOTH), as_of=LATER)
    item = by_id(made)["P-A-1"]
    assert item.is_open and item.gap.verdict is Verdict.UNANSWERED and item.after is None


def test_a_gap_outside_todays_scope_stays_open(planned: Planned) -> None:
    item = by_id(planned([Made("B-1")], planned(BOTH), as_of=LATER))["P-A-1"]
    assert item.is_open and item.gap.verdict is Verdict.OUT_OF_SCOPE


def test_a_gap_that_no_longer_applies_is_closed_with_that_reason(planned: Planned) -> None:
    made = planned([Made("A-1", status=Status.NOT_APPLICABLE), Made("B-1")], planned(BOTH), as_of=LATER)
    closing = by_id(made)["P-A-1"].closing
    assert closing is not None and "不再适用" in closing.zh


def test_new_gaps_are_appended_counting_from_the_day_they_are_found(planned: Planned) -> None:
    made = planned([*BOTH, Made("C-1")], planned(BOTH), as_of=LATER)
    item = by_id(made)["P-C-1"]
    assert item.since == LATER and kinds(item) == [EventKind.OPENED]


def test_every_item_of_the_last_plan_and_every_gap_of_today_is_there_once(planned: Planned) -> None:
    first = planned([Made("A-1"), Made("B-1"), Made("C-1"), Made("D-1")])
    today = [Made("A-1", status=Status.SATISFIED), Made("B-1"), Made("C-1", status=Status.UNANSWERED), Made("E-1")]
    assert sorted(item.id for item in planned(today, first, as_of=LATER).items) == [
        "P-A-1", "P-B-1", "P-C-1", "P-D-1", "P-E-1",
    ]  # fmt: skip


def test_the_same_plan_again_changes_nothing_but_the_day(planned: Planned) -> None:
    first = planned(BOTH)
    assert planned(BOTH, first, as_of=DAY) == first
