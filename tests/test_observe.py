"""Observations name the row, the leaf and the place of the answer that stands in the way."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from selfcheck.errors import Location
from selfcheck.facts import ask_order, view
from selfcheck.model.answers import Answers, Never, NotApplicable, Partly
from selfcheck.model.assessment import Observation
from selfcheck.model.content import Question
from selfcheck.model.rule import Leaf
from selfcheck.observe import Scene, blame
from selfcheck.rules import parse
from selfcheck.text import Text

TODAY = date(2026, 11, 24)
Answered = Callable[..., Answers]
A, B = {"fact": "a", "is": True}, {"fact": "b", "is": True}
X, Y = {"field": "x", "is": True}, {"field": "y", "is": True}


def asked(**ask_if: Mapping[str, Any]) -> dict[str, Question]:
    keys = {name.replace("__", "[]."): raw for name, raw in ask_if.items()}
    return {
        key: Question(key, Text(key, key), "bool", None, None, (), (), parse(raw, inventory="systems"))
        for key, raw in keys.items()
    }


def seen(
    raw: Mapping[str, Any], answers: Answers, questions: Mapping[str, Question] | None = None, want: bool = True
) -> tuple[Observation, ...]:
    return blame(parse(raw), Scene(answers, view(answers, ask_order(questions or {}), TODAY)), want=want)


def told(found: tuple[Observation, ...]) -> list[tuple[str, str | None, Any, bool | None, int]]:
    """Fact, row, answer, whether it was met and the line it stands on."""
    return [(each.fact, each.item, each.actual, each.met, each.location.line) for each in found]


# --- leaves ---------------------------------------------------------------------------------------------------


def test_a_failed_leaf_is_told_in_full(answered: Answered) -> None:
    raw = {"fact": "drilled_on", "within_months": 12, "basis": "beta/drill"}
    (found,) = seen(raw, answered({"a": True, "drilled_on": date(2024, 3, 1)}))
    assert found == Observation(
        fact="drilled_on",
        item=None,
        item_name=None,
        operator="within_months",
        expected=12,
        actual=date(2024, 3, 1),
        met=False,
        wanted=True,
        basis="beta/drill",
        partly=False,
        where=None,
        location=Location("answers.yaml", 12, 3),
    )


@pytest.mark.parametrize(
    ("value", "actual", "met", "partly"),
    [
        (False, False, False, False),
        (Partly(), None, False, True),
        (Never(), "never", False, False),
    ],
)
def test_what_was_answered_is_shown(
    answered: Answered, value: Any, actual: Any, met: bool | None, partly: bool
) -> None:
    for answers, raw, line in (
        (answered({"a": value}), A, 11),
        (answered({}, systems=[{"id": "crm", "x": value}]), every(X), 101),
    ):
        (found,) = seen(raw, answers)
        assert (found.actual, found.met, found.partly, found.location.line) == (actual, met, partly, line)


@pytest.mark.parametrize(("key", "line"), [("a", 10), ("org.sectors", 2)])
def test_a_missing_answer_points_at_the_section_it_belongs_in(answered: Answered, key: str, line: int) -> None:
    assert told(seen({"fact": key, "is": True}, answered({}))) == [(key, None, None, None, line)]


def test_what_is_as_wanted_or_does_not_apply_is_not_observed(answered: Answered) -> None:
    void = NotApplicable("理由")
    for raw in (A, {"any": [B, A]}, {"none": [B]}, every(X, if_none="not-applicable")):
        assert seen(raw, answered({"a": True, "b": False}, systems=[{"id": "crm", "x": True}])) == ()
        assert seen(raw, answered({"a": void, "b": void}, systems=[{"id": "crm", "x": void}])) == ()


def test_an_answer_nobody_asked_for_is_not_shown_as_the_answer(answered: Answered) -> None:
    (found,) = seen(A, answered({"b": False, "a": True}), asked(a=B))
    assert (found.actual, found.met) == (None, False)


def test_an_answer_nobody_asked_for_in_a_row_is_not_shown_as_the_answer(answered: Answered) -> None:
    answers = answered({"b": False}, systems=[{"id": "crm", "x": True}])
    (found,) = seen(every(X), answers, asked(systems__x=B))
    assert (found.item, found.actual, found.met) == ("crm", None, False)


def test_an_answer_that_may_not_be_asked_for_is_open(answered: Answered) -> None:
    (found,) = seen(A, answered({"a": True}), asked(a=B))
    assert (found.actual, found.met) == (None, None)


# --- groups ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "facts"),
    [
        ({"all": [A, B]}, ["b"]),  # only what fails
        ({"any": [{"fact": "c", "is": True}, B]}, ["c", "b"]),  # each of them would have been enough
        ({"none": [A, B]}, ["a"]),  # only what holds and should not
        ({"none": [{"any": [A, B]}]}, ["a"]),
        ({"none": [{"all": [A, {"fact": "d", "is": True}]}]}, ["a", "d"]),
        ({"none": [{"none": [B, {"fact": "c", "is": True}]}]}, ["b", "c"]),  # one of them should hold
        ({"all": [B, {"any": [B, B]}]}, ["b"]),  # once
        ({"all": [A, {"fact": "void", "is": True}, B]}, ["b"]),
    ],
)
def test_only_the_leaves_in_the_way_are_observed(answered: Answered, raw: dict[str, Any], facts: list[str]) -> None:
    answers = answered({"a": True, "b": False, "c": False, "d": True, "void": NotApplicable("理由")})
    assert [found.fact for found in seen(raw, answers)] == facts


@pytest.mark.parametrize(("raw", "wanted"), [(A, True), ({"none": [A]}, False), ({"none": [{"none": [A]}]}, True)])
def test_an_observation_says_whether_the_leaf_should_have_held(
    answered: Answered, raw: dict[str, Any], wanted: bool
) -> None:
    (found,) = seen(raw, answered({"a": not wanted}))
    assert (found.wanted, found.met, found.actual) == (wanted, False, not wanted)


def test_blame_can_ask_what_keeps_a_rule_from_being_false(answered: Answered) -> None:
    assert [found.fact for found in seen({"any": [A, B]}, answered({"a": True, "b": False}), want=False)] == ["a"]
    assert seen({"any": [A, B]}, answered({"a": False, "b": False}), want=False) == ()


# --- walks ----------------------------------------------------------------------------------------------------


def every(require: dict[str, Any], where: dict[str, Any] | None = None, if_none: str = "unanswered") -> dict[str, Any]:
    body = {"inventory": "systems", "require": require, "if_none": if_none}
    return {"every": body if where is None else {**body, "where": where}}


def some(where: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"some": {"inventory": "systems"} if where is None else {"inventory": "systems", "where": where}}


ROWS = [
    {"id": "crm", "name": "客户管理", "x": True, "y": True},
    {"id": "oss", "name": "运维", "x": True, "y": False},
    {"id": "web", "name": "网站", "x": False, "y": False},
    {"id": "app", "name": "应用", "x": True},
    {"id": "old", "name": "旧系统", "y": False},
]


def test_a_walk_names_each_row_its_leaf_and_the_answers_own_place(answered: Answered) -> None:
    found = seen(every(Y, where=X), answered({}, systems=ROWS))
    assert told(found) == [
        ("systems[].y", "oss", False, False, 202),  # fails
        ("systems[].y", "app", None, None, 400),  # missing: the place of its row
        ("systems[].x", "old", None, None, 500),  # not known whether it is meant
        ("systems[].y", "old", False, False, 501),
    ]
    assert [each.item_name for each in found] == ["运维", "应用", "旧系统", "旧系统"]


def test_a_fact_of_the_organisation_inside_a_walk_has_no_row_and_is_told_once(answered: Answered) -> None:
    found = seen(every({"all": [Y, A]}), answered({"a": False}, systems=ROWS[:2]))
    assert told(found) == [("a", None, False, False, 11), ("systems[].y", "oss", False, False, 202)]


def test_an_inventory_that_was_not_answered_is_itself_what_is_missing(answered: Answered) -> None:
    for raw, operator in ((every(Y, where=X), "every"), (some(X), "some")):
        (found,) = seen(raw, answered({}))
        assert (found.fact, found.operator, found.met, found.where) == (
            "systems", operator, None, Leaf("systems[].x", "x", "is", True)
        )  # fmt: skip
        assert found.location == Location("answers.yaml", 1, 1)


def test_an_empty_selection_is_told_at_the_inventory(answered: Answered) -> None:
    for systems in ([], ROWS[2:3]):
        (found,) = seen(every(Y, where=X, if_none="not-satisfied"), answered({}, systems=systems))
        assert (found.fact, found.item, found.operator, found.met, found.location.line) == (
            "systems", None, "every", False, 90
        )  # fmt: skip


def test_an_empty_selection_that_is_not_applicable_is_nothing_to_tell(answered: Answered) -> None:
    assert seen(every(Y, where=X, if_none="not-applicable"), answered({}, systems=[])) == ()


def test_a_selection_to_which_nothing_applies_is_told_too(answered: Answered) -> None:
    """The walk is not satisfied, so the finding must say why."""
    answers = answered({}, systems=[{"id": "crm", "x": True, "y": NotApplicable("理由")}])
    assert seen(every(Y, where=X, if_none="not-satisfied"), answers)


@pytest.mark.parametrize(("systems", "met"), [([], False), (ROWS[2:3], False), (ROWS[4:], None), (None, None)])
def test_a_row_that_is_not_there_is_told_at_the_inventory(answered: Answered, systems: Any, met: bool | None) -> None:
    (found,) = seen(some(X), answered({}) if systems is None else answered({}, systems=systems))
    assert (found.fact, found.operator, found.met, found.wanted) == ("systems", "some", met, True)


def test_a_row_that_should_not_be_there_is_named(answered: Answered) -> None:
    found = seen({"none": [some(X)]}, answered({}, systems=ROWS))
    assert [(each.item, each.wanted, each.met) for each in found] == [
        ("crm", False, False), ("oss", False, False), ("app", False, False), ("old", False, None)
    ]  # fmt: skip


def test_any_row_where_none_should_be_is_told_too(answered: Answered) -> None:
    assert seen({"none": [some()]}, answered({}, systems=ROWS[:1]))


def test_each_row_that_holds_is_named_where_the_walk_should_fail(answered: Answered) -> None:
    found = seen({"none": [every(Y)]}, answered({}, systems=ROWS[:1]))
    assert [(each.item, each.fact, each.wanted) for each in found] == [("crm", "systems[].y", False)]
