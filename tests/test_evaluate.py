"""The verdict on one control: what applies, what binds, what is met, and what only 部分 leaves open."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import product
from typing import Any

import pytest

from changed import replace
from selfcheck.assess import assess
from selfcheck.evaluate import Views, verdict
from selfcheck.facts import has_partly, view
from selfcheck.model.answers import Answers, NotApplicable, Partly
from selfcheck.model.assessment import Finding, Status
from selfcheck.model.content import Content
from selfcheck.resolve import Compiled, scope
from selfcheck.rules import VACUOUS, Closure, Facts, Truth, compile_rule, parse

TODAY = date(2026, 11, 24)
Answered = Callable[..., Answers]
EMPTY = Views(Facts({}, {}, TODAY))
S, P, F, NA, U = (
    Status.SATISFIED,
    Status.PARTIAL,
    Status.NOT_SATISFIED,
    Status.NOT_APPLICABLE,
    Status.UNANSWERED,
)
TRUTHS: tuple[Truth, ...] = (True, False, None, VACUOUS)


def fixed(truth: Truth) -> Closure:
    return lambda facts, row: truth


def control(content: Content, satisfied: Truth, applies: Truth = True, partial: Truth = False) -> Compiled:
    return Compiled(content.controls["DEM-01"], fixed(applies), fixed(satisfied), fixed(partial))


# --- the tables -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("satisfied", "partial", "status"),
    [
        (True, True, S),
        (True, False, S),
        (False, True, P),
        (False, False, F),
        (False, None, F),  # partly fulfilled is not claimed on a missing answer
        (False, VACUOUS, F),
        (None, True, U),
        (None, None, U),
        (VACUOUS, True, NA),
    ],
)
def test_what_is_met_decides_once_the_control_applies(
    content: Content, satisfied: Truth, partial: Truth, status: Status
) -> None:
    assert verdict(control(content, satisfied, partial=partial), EMPTY, True) is status


def test_without_conditions_a_control_applies_and_is_met_or_not(content: Content) -> None:
    bare = Compiled(content.controls["DEM-01"], None, fixed(False), None)
    assert verdict(bare, EMPTY, True) is F
    assert verdict(replace(bare, satisfied=fixed(True)), EMPTY, True) is S


@pytest.mark.parametrize(
    ("applies", "bound", "status"),
    [
        (True, True, S),
        (True, None, U),  # perhaps not bound
        (True, False, NA),
        (None, True, U),
        (None, None, U),
        (None, False, NA),  # not bound, whatever it is
        (False, True, NA),
        (False, None, NA),
        (False, False, NA),
        (VACUOUS, True, NA),
        (VACUOUS, None, NA),
    ],
)
def test_applicability_comes_first(content: Content, applies: Truth, bound: Truth, status: Status) -> None:
    assert verdict(control(content, True, applies=applies), EMPTY, bound) is status


def test_nothing_unknown_is_ever_satisfied(content: Content) -> None:
    for applies, satisfied, partial, bound in product(TRUTHS, TRUTHS, TRUTHS, (True, False, None)):
        status = verdict(control(content, satisfied, applies, partial), EMPTY, bound)
        assert (status is S) is (applies is True and bound is True and satisfied is True)


# --- 部分 -----------------------------------------------------------------------------------------------------


def rule(**raw: Any) -> Closure:
    return compile_rule(parse(raw))


def is_(key: str, value: bool = True) -> dict[str, Any]:
    return {"fact": key, "is": value}


def judged(content: Content, answers: Answers, satisfied: Closure, partial: Closure | None = None) -> Status:
    strict = view(answers, (), TODAY)
    views = Views(strict)
    if has_partly(answers):
        views = Views(strict, view(answers, (), TODAY, True), view(answers, (), TODAY, False))
    return verdict(Compiled(content.controls["DEM-01"], None, satisfied, partial), views, True)


@pytest.mark.parametrize(
    ("raw", "given", "status"),
    [
        ({"all": [is_("a")]}, {"a": Partly()}, P),
        ({"all": [is_("a"), is_("b")]}, {"a": Partly(), "b": True}, P),
        ({"all": [is_("a"), is_("b")]}, {"a": Partly(), "b": Partly()}, P),
        ({"all": [is_("a"), is_("b")]}, {"a": Partly(), "b": False}, F),  # the other one fails
        ({"all": [is_("a"), is_("b")]}, {"a": Partly()}, U),  # the other one is missing
        ({"any": [is_("a"), is_("b")]}, {"a": Partly(), "b": False}, P),
        ({"any": [is_("a"), is_("b")]}, {"a": Partly(), "b": True}, S),  # the other one is enough by itself
        ({"any": [is_("a"), is_("b")]}, {"a": Partly()}, U),
        ({"none": [is_("a")]}, {"a": Partly()}, P),
        ({"all": [is_("a", False)]}, {"a": Partly()}, P),
        ({"any": [is_("a"), is_("a", False)]}, {"a": Partly()}, P),  # true both ways, and yet only partly answered
        ({"all": [is_("a"), is_("a", False)]}, {"a": Partly()}, F),  # false both ways
        ({"all": [is_("a"), is_("v")]}, {"a": Partly(), "v": NotApplicable("理由")}, P),
    ],
)
def test_partly_answered_is_partly_satisfied_and_never_more(
    content: Content, answered: Answered, raw: Mapping[str, Any], given: Mapping[str, Any], status: Status
) -> None:
    assert judged(content, answered(given), rule(**raw)) is status


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([Partly()], P),
        ([True, Partly()], P),
        ([False, Partly()], F),
        ([None, Partly()], U),
        ([Partly(), NotApplicable("理由")], P),
    ],
)
def test_a_row_may_be_partly_answered(content: Content, answered: Answered, rows: list[Any], status: Status) -> None:
    every = rule(every={"inventory": "systems", "if_none": "unanswered", "require": {"field": "x", "is": True}})
    systems = [{"id": str(n), **({} if value is None else {"x": value})} for n, value in enumerate(rows)]
    assert judged(content, answered({}, systems=systems), every) is status


def test_partial_when_does_not_lift_what_partly_leaves_failed(content: Content, answered: Answered) -> None:
    both = rule(all=[is_("a"), is_("b")])
    assert judged(content, answered({"a": Partly(), "b": False}), both, rule(all=[is_("c")])) is F
    assert judged(content, answered({"a": Partly(), "b": False, "c": True}), both, rule(all=[is_("c")])) is P


def test_partly_somewhere_else_changes_nothing(content: Content, answered: Answered) -> None:
    for value, status in ((True, S), (False, F), (None, U)):
        given = {"z": Partly()} if value is None else {"z": Partly(), "a": value}
        assert judged(content, answered(given), rule(all=[is_("a")])) is status


# --- the sample controls, end to end --------------------------------------------------------------------------

CARRIER = {"org.sectors": ("carrier",)}
DRILLED = {"demo.policy": True, "demo.drills": True, "demo.drilled_on": date(2026, 4, 10)}


@pytest.fixture
def found(content: Content, answered: Answered) -> Callable[..., Mapping[str, Finding]]:
    def run(given: Mapping[str, Any], day: date = TODAY, **inventories: Any) -> Mapping[str, Finding]:
        result = assess(scope(content, "full"), answered(given, **inventories), as_of=day)
        return {each.control.id: each for each in (*result.findings, *result.practice)}

    return run


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (DRILLED, S),
        ({**DRILLED, "demo.policy": Partly()}, P),
        ({**DRILLED, "demo.policy": False}, F),
        ({**DRILLED, "demo.drilled_on": date(2025, 11, 23)}, P),  # partial_when: there is a policy
        ({**DRILLED, "demo.drilled_on": date(2026, 11, 25)}, P),  # a drill of tomorrow
        ({**DRILLED, "demo.drills": False}, P),  # the day is not asked for, so there was none
        ({**DRILLED, "demo.drills": None}, U),  # not known whether the day is asked for
        ({**DRILLED, "demo.drilled_on": None}, U),
        ({**DRILLED, "demo.drilled_on": NotApplicable("理由")}, S),  # vacuous: the policy decides
        ({"demo.policy": NotApplicable("甲"), "demo.drills": True, "demo.drilled_on": NotApplicable("乙")}, NA),
        ({}, U),
    ],
)
def test_one_control_over_many_answers(
    found: Callable[..., Mapping[str, Finding]], given: Mapping[str, Any], status: Status
) -> None:
    answers = {key: value for key, value in given.items() if value is not None}
    assert found(answers)["DEM-01"].status is status


@pytest.mark.parametrize(
    ("sectors", "systems", "status"),
    [
        (("carrier",), [{"id": "a", "grade": 3, "tested_on": date(2026, 5, 1)}], S),
        (("carrier",), [{"id": "a", "grade": 3, "tested_on": date(2025, 5, 1)}], F),
        (("carrier",), [{"id": "a", "grade": 2}], F),  # no system of grade 3 listed
        (("carrier",), [], F),
        (("carrier",), None, U),
        (("carrier",), [{"id": "a"}], U),
        (("none",), [], NA),
        (None, [{"id": "a", "grade": 3, "tested_on": date(2026, 5, 1)}], U),
        (NotApplicable("理由"), [], NA),
    ],
)
def test_one_walk_over_many_inventories(
    found: Callable[..., Mapping[str, Finding]], sectors: Any, systems: Any, status: Status
) -> None:
    given = {} if sectors is None else {"org.sectors": sectors}
    assert found(given, **({} if systems is None else {"systems": systems}))["DEM-02"].status is status


def test_what_does_not_apply_cites_nothing_and_costs_nothing(found: Callable[..., Mapping[str, Finding]]) -> None:
    void = NotApplicable("理由")
    unbound = found({"org.sectors": ("none",)})["DEM-02"]
    bound = found({"demo.policy": void, "demo.drills": True, "demo.drilled_on": void})["DEM-01"]
    for finding in (unbound, bound):
        assert finding.status is NA
        assert (finding.duties, finding.related, finding.penalties, finding.observations) == ((), (), (), ())
        assert (finding.exposure.org_max, finding.exposure.person_max, finding.exposure.other) == (None, None, ())


def test_before_its_law_was_in_force_a_control_does_not_apply(found: Callable[..., Mapping[str, Finding]]) -> None:
    assert found({}, date(2017, 5, 31))["DEM-01"].status is NA
    assert found({}, date(2017, 6, 1))["DEM-01"].status is U


def test_a_reason_for_not_applicable_is_kept_beside_the_finding(found: Callable[..., Mapping[str, Finding]]) -> None:
    finding = found({**DRILLED, "demo.drilled_on": NotApplicable("没有演练条件")})["DEM-01"]
    assert finding.claims == (("demo.drilled_on", "没有演练条件"),)


def test_a_good_practice_without_any_law_is_still_assessed(content: Content, answered: Answered) -> None:
    practice = replace(content.controls["EXT-01"], related=())
    bare = replace(content, controls={"EXT-01": practice})
    for share, status in ((0.9, S), (0.1, F)):
        (finding,) = assess(scope(bare, "full"), answered({"extra.share": share}), as_of=TODAY).practice
        assert finding.status is status
