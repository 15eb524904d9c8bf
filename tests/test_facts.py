"""From answers as written to facts as rules see them: 部分, 不适用, 从未, and questions asked only of some."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from selfcheck.facts import ask_order, has_partly, view
from selfcheck.model.answers import Answers, Never, NotApplicable, Partly
from selfcheck.model.content import Question
from selfcheck.rules import NOTHING, UNASKED, VACUOUS, Facts, parse
from selfcheck.text import Text

TODAY = date(2026, 11, 24)
Answered = Callable[..., Answers]


def asked(**ask_if: Mapping[str, Any] | None) -> dict[str, Question]:
    """Questions by key with the condition they are asked under; `systems__x` is the column systems[].x."""
    found = {}
    for name, raw in ask_if.items():
        key = name.replace("__", "[].")
        rule = None if raw is None else parse(raw, inventory="systems")
        found[key] = Question(key, Text(key, key), "bool", None, None, (), (), rule)
    return found


def is_(key: str, value: bool = True) -> dict[str, Any]:
    return {"fact": key, "is": value}


# --- plain answers --------------------------------------------------------------------------------------------


def test_answers_reach_the_rules_as_they_are_written(answered: Answered) -> None:
    answers = answered({"a": True, "n": 0, "d": date(2026, 1, 1)}, systems=[{"id": "crm", "grade": 3}], apps=[])
    assert view(answers, (), TODAY) == Facts(
        {"a": True, "n": 0, "d": date(2026, 1, 1)}, {"systems": ({"grade": 3},), "apps": ()}, TODAY
    )


def test_an_inventory_that_is_not_answered_stays_away_and_an_empty_one_is_empty(answered: Answered) -> None:
    assert view(answered({}), (), TODAY).rows == {}
    assert view(answered({}, systems=[]), (), TODAY).rows == {"systems": ()}


def test_not_applicable_is_vacuous_and_never_is_nothing(answered: Answered) -> None:
    values = {"a": NotApplicable("没有这项业务"), "d": Never()}
    facts = view(answered(values, systems=[{"id": "crm", **values}]), (), TODAY)
    assert facts.values == {"a": VACUOUS, "d": NOTHING}
    assert facts.rows["systems"] == ({"a": VACUOUS, "d": NOTHING},)


@pytest.mark.parametrize(
    ("partly", "seen"), [(None, {"b": True}), (True, {"a": True, "b": True}), (False, {"a": False, "b": True})]
)
def test_partly_is_unknown_until_it_is_tried_both_ways(
    answered: Answered, partly: bool | None, seen: dict[str, bool]
) -> None:
    values = {"a": Partly(), "b": True}
    facts = view(answered(values, systems=[{"id": "crm", **values}]), (), TODAY, partly)
    assert (facts.values, facts.rows["systems"]) == (seen, (seen,))


def test_partly_is_found_among_facts_and_in_rows(answered: Answered) -> None:
    assert has_partly(answered({"a": True, "b": Partly()}))
    assert has_partly(answered({"a": True}, systems=[{"id": "a", "x": True}, {"id": "b", "x": Partly()}]))
    assert not has_partly(answered({"a": True, "b": NotApplicable("理由")}, systems=[{"id": "a", "x": False}]))


# --- conditional questions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "seen"),
    [
        (True, True, True),  # asked and answered
        (True, None, None),  # asked and not answered
        (False, True, UNASKED),  # not asked: the answer does not count
        (False, None, UNASKED),
        (None, True, None),  # not known whether it is asked: the answer is hidden
        (Partly(), True, None),
        (NotApplicable("理由"), True, UNASKED),
        (Never(), True, UNASKED),
        (False, Partly(), UNASKED),
        (False, NotApplicable("理由"), UNASKED),
        (False, Never(), UNASKED),
        (True, Never(), NOTHING),
        (None, NotApplicable("理由"), None),
        (True, NotApplicable("理由"), VACUOUS),
    ],
)
def test_an_answer_counts_only_where_its_question_is_asked(
    answered: Answered, first: Any, second: Any, seen: Any
) -> None:
    given = {key: value for key, value in (("a", first), ("b", second)) if value is not None}
    steps = ask_order(asked(a=None, b=is_("a")))
    assert view(answered(given), steps, TODAY).values.get("b") is seen
    columns = ask_order(asked(systems__a=None, systems__b={"field": "a", "is": True}))
    (row,) = view(answered({}, systems=[{"id": "crm", **given}]), columns, TODAY).rows["systems"]
    assert row.get("b") is seen


def test_each_row_decides_for_itself(answered: Answered) -> None:
    steps = ask_order(asked(systems__a=None, systems__b={"field": "a", "is": True}))
    rows = [{"id": "1", "a": True, "b": True}, {"id": "2", "a": False, "b": True}, {"id": "3", "b": True}]
    assert view(answered({}, systems=rows), steps, TODAY).rows["systems"] == (
        {"a": True, "b": True},
        {"a": False, "b": UNASKED},
        {},
    )


def test_a_column_may_hang_on_the_organisation_and_the_organisation_on_rows(answered: Answered) -> None:
    steps = ask_order(
        asked(
            c={"some": {"inventory": "systems", "where": {"field": "x", "is": True}}}, systems__x=is_("a"), a=None
        )
    )  # fmt: skip
    rows = [{"id": "1", "x": True}]
    assert view(answered({"a": True, "c": True}, systems=rows), steps, TODAY).values["c"] is True
    facts = view(answered({"a": False, "c": True}, systems=rows), steps, TODAY)
    assert facts.rows["systems"] == ({"x": UNASKED},)
    assert facts.values["c"] is UNASKED
    assert "c" not in view(answered({"c": True}, systems=rows), steps, TODAY).values


def test_what_partly_counts_as_decides_whether_the_next_question_is_asked(answered: Answered) -> None:
    steps = ask_order(asked(a=None, b=is_("a")))
    answers = answered({"a": Partly(), "b": True})
    assert view(answers, steps, TODAY, True).values == {"a": True, "b": True}
    assert view(answers, steps, TODAY, False).values == {"a": False, "b": UNASKED}


@pytest.mark.parametrize("declared", list(permutations(["a", "b", "c", "d"])))
def test_a_chain_of_conditions_is_settled_in_order_however_it_is_declared(
    answered: Answered, declared: tuple[str, ...]
) -> None:
    conditions: dict[str, Any] = {"a": None, "b": is_("a"), "c": is_("b"), "d": is_("c", False)}
    steps = ask_order(asked(**{key: conditions[key] for key in declared}))
    assert [step.key for step in steps] == ["b", "c", "d"]
    # Nobody asks for b, so c does not arise either; d is not asked although c was written as false.
    facts = view(answered({"a": False, "b": True, "c": False, "d": True}), steps, TODAY)
    assert facts.values == {"a": False, "b": UNASKED, "c": UNASKED, "d": UNASKED}
    assert view(answered({"b": True, "c": False, "d": True}), steps, TODAY).values == {}


@pytest.mark.parametrize(
    ("conditions", "cycle"),
    [
        ({"a": is_("a")}, "a → a"),
        ({"a": is_("b"), "b": is_("a")}, "a → b → a"),
        ({"z": is_("a"), "a": is_("b"), "b": {"none": [is_("c")]}, "c": {"all": [is_("z2"), is_("a")]}, "z2": None},
         "a → b → c → a"),
        ({"systems__x": {"field": "y", "is": True}, "systems__y": {"field": "x", "is": True}},
         "systems[].x → systems[].y → systems[].x"),
    ],
)  # fmt: skip
def test_questions_that_wait_for_each_other_are_refused_by_name(conditions: dict[str, Any], cycle: str) -> None:
    with pytest.raises(ValueError, match=f"^{cycle}$".replace("[", r"\[").replace("]", r"\]")):
        ask_order(asked(**conditions))


def test_a_condition_on_an_unknown_question_is_never_known(answered: Answered) -> None:
    steps = ask_order(asked(b=is_("nowhere")))
    assert view(answered({"b": True}), steps, TODAY).values == {}


def test_the_answers_themselves_are_not_changed(answered: Answered) -> None:
    answers = answered({"a": False, "b": True}, systems=[{"id": "crm", "x": True}])
    view(answers, ask_order(asked(a=None, b=is_("a"), systems__x=is_("a"))), TODAY)
    assert answers == answered({"a": False, "b": True}, systems=[{"id": "crm", "x": True}])
