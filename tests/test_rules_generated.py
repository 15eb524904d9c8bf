"""What holds of any rule over any answers: taking an answer away never decides anything.

A question with fewer answers is unknown or comes out the same, through conditional questions, 部分, 不适用 and walks.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from changed import replace
from selfcheck.errors import Location
from selfcheck.evaluate import Views, verdict
from selfcheck.facts import ask_order, has_partly, view
from selfcheck.model.answers import Answer, Answers, Never, NotApplicable, Partly, Row
from selfcheck.model.assessment import Status
from selfcheck.model.content import Content, Question
from selfcheck.model.rule import Every, Group, IfNone, Leaf, Quantifier, Rule, Some
from selfcheck.observe import Scene, blame
from selfcheck.resolve import Compiled
from selfcheck.rules import VACUOUS, Facts, Truth, compile_rule
from selfcheck.text import Text

TODAY = date(2026, 11, 24)
HERE = Location("answers.yaml", 1, 1)
# Questions in the order in which one may depend on those before it.
ORDER = ("a", "systems[].x", "b", "systems[].y", "apps[].x", "c")


# --- rules, questions and answers of every kind ---------------------------------------------------------------


@cache
def leaves(known: tuple[str, ...], inventory: str | None) -> st.SearchStrategy[Rule]:
    """Leaves over the known facts, and over the columns of the inventory being walked."""
    facts = [key for key in known if "[" not in key]
    columns = [key for key in known if inventory is not None and key.startswith(f"{inventory}[].")]
    fields = [(key, None) for key in facts] + 2 * [(key, key.partition("[].")[2]) for key in columns]
    return st.sampled_from([Leaf(key, field, "is", value) for key, field in fields for value in (True, False)])


def grouped(parts: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    return st.builds(Group, st.sampled_from(Quantifier), st.lists(parts, min_size=1, max_size=3).map(tuple))


@cache
def row_rules(known: tuple[str, ...], inventory: str) -> st.SearchStrategy[Rule]:
    return leaves(known, inventory) | grouped(leaves(known, inventory))


@cache
def walks(known: tuple[str, ...], inventory: str) -> st.SearchStrategy[Rule]:
    inner = row_rules(known, inventory)
    share = st.sampled_from([None, None, 0.5, 0.75, 0.9])
    every = st.builds(Every, st.just(inventory), st.none() | inner, inner, st.sampled_from(IfNone), share)
    return every | st.builds(Some, st.just(inventory), st.none() | inner)


@cache
def rules(known: tuple[str, ...] = ORDER) -> st.SearchStrategy[Rule]:
    return st.recursive(leaves(known, None) | walks(known, "systems") | walks(known, "apps"), grouped, max_leaves=4)


@cache
def conditions(key: str) -> st.SearchStrategy[Rule]:
    """Rules over the questions before this one."""
    known, (inventory, bracket, _) = ORDER[: ORDER.index(key)], key.partition("[].")
    return row_rules(known, inventory) if bracket else rules(known)


@st.composite
def questions(draw: st.DrawFn) -> Mapping[str, Question]:
    """Most questions are asked only where a rule over earlier ones holds; declared in either order."""
    ask_if = {key: draw(conditions(key) | st.none()) if key != "a" else None for key in ORDER}
    declared = draw(st.sampled_from([ORDER, ORDER[::-1]]))
    return {key: Question(key, Text(key, key), "bool", None, None, (), (), ask_if[key]) for key in declared}


VALUES = st.sampled_from([True, False, True, False, Partly(), Never(), NotApplicable("理由")])


def answered_to(*keys: str) -> st.SearchStrategy[dict[str, Answer]]:
    answers = {key: st.builds(Answer, st.just(key), VALUES, st.just(HERE)) for key in keys}
    return st.fixed_dictionaries(answers)


def rows(*columns: str) -> st.SearchStrategy[tuple[Row, ...]]:
    return st.lists(answered_to(*columns).map(lambda answers: Row("r", "r", answers, HERE)), max_size=3).map(tuple)


ANSWERS = st.builds(
    lambda facts, inventories: Answers("o", facts, inventories, HERE, {}),
    answered_to("a", "b", "c"),
    st.fixed_dictionaries({"systems": rows("x", "y"), "apps": rows("x")}),
)
Place = tuple[str, int, str]  # inventory, row, column or fact; a column "" is the inventory as a whole


def written(answers: Answers) -> dict[Place, Answer]:
    facts = {("", 0, key): answer for key, answer in answers.facts.items()}
    columns = {
        (name, index, key): answer
        for name, items in answers.inventories.items()
        for index, row in enumerate(items)
        for key, answer in row.answers.items()
    }
    return {**facts, **columns}


def without(answers: Answers, gone: Collection[Place]) -> Answers:
    """The same answers with some, perhaps whole inventories, taken away."""
    inventories = {
        name: tuple(
            replace(row, answers={key: row.answers[key] for key in row.answers if (name, index, key) not in gone})
            for index, row in enumerate(items)
        )
        for name, items in answers.inventories.items()
        if (name, 0, "") not in gone
    }
    facts = {key: answer for key, answer in answers.facts.items() if ("", 0, key) not in gone}
    return replace(answers, facts=facts, inventories=inventories)


@dataclass(frozen=True)
class Case:
    questions: Mapping[str, Question]
    more: Answers
    less: Answers

    def views(self, answers: Answers) -> Views:
        steps = ask_order(self.questions)
        strict = view(answers, steps, TODAY)
        if not has_partly(answers):
            return Views(strict)
        return Views(strict, view(answers, steps, TODAY, True), view(answers, steps, TODAY, False))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """`more` lacks some answers and `less` a few more, mostly one."""
    whole = draw(ANSWERS)
    places = [*written(whole), *((name, 0, "") for name in whole.inventories)]
    some = st.lists(st.sampled_from(places), max_size=3)
    more = without(whole, draw(some))
    return Case(draw(questions()), more, without(more, draw(some)))


# --- what holds of them ---------------------------------------------------------------------------------------


@settings(max_examples=600, deadline=None)
@given(cases(), st.lists(rules(), min_size=1, max_size=3))
def test_taking_answers_away_makes_a_rule_unknown_or_leaves_it(case: Case, some_rules: list[Rule]) -> None:
    steps = ask_order(case.questions)
    for partly in (None, True, False):
        more, less = view(case.more, steps, TODAY, partly), view(case.less, steps, TODAY, partly)
        for evaluate in map(compile_rule, some_rules):
            after = evaluate(less, {})
            assert after is None or after is evaluate(more, {})


@settings(max_examples=300, deadline=None)
@given(cases(), rules(), st.booleans())
def test_deciding_what_partly_means_only_ever_decides(case: Case, rule: Rule, partly: bool) -> None:
    steps, evaluate = ask_order(case.questions), compile_rule(rule)
    open_ = evaluate(view(case.more, steps, TODAY), {})
    assert open_ is None or open_ is evaluate(view(case.more, steps, TODAY, partly), {})


# What a verdict may become once answers are gone: never better, and never settled where it was open.
WORSE = {
    Status.SATISFIED: {Status.SATISFIED, Status.PARTIAL, Status.UNANSWERED},  # 部分 may be all that is left
    Status.PARTIAL: {Status.PARTIAL, Status.NOT_SATISFIED, Status.UNANSWERED},
    Status.NOT_SATISFIED: {Status.NOT_SATISFIED, Status.UNANSWERED},
    Status.NOT_APPLICABLE: {Status.NOT_APPLICABLE, Status.NOT_SATISFIED, Status.UNANSWERED},
    Status.UNANSWERED: {Status.UNANSWERED},
}


def compiled(content: Content, applies: Rule | None, satisfied: Rule, partial: Rule | None) -> Compiled:
    return Compiled(
        content.controls["DEM-01"],
        None if applies is None else compile_rule(applies),
        compile_rule(satisfied),
        None if partial is None else compile_rule(partial),
    )


@settings(max_examples=400, deadline=None)
@given(case=cases(), applies=st.none() | rules(), satisfied=rules(), partial=st.none() | rules())
def test_taking_answers_away_never_improves_a_verdict(
    content: Content, case: Case, applies: Rule | None, satisfied: Rule, partial: Rule | None
) -> None:
    control = compiled(content, applies, satisfied, partial)
    before, after = (verdict(control, case.views(answers), True) for answers in (case.more, case.less))
    assert after in WORSE[before]


@settings(max_examples=300, deadline=None)
@given(case=cases(), applies=st.none() | rules(), satisfied=rules())
def test_a_partly_never_makes_a_control_satisfied_that_is_not_so_without_it(
    content: Content, case: Case, applies: Rule | None, satisfied: Rule
) -> None:
    control = compiled(content, applies, satisfied, None)
    bare = without(case.more, [p for p, answer in written(case.more).items() if isinstance(answer.value, Partly)])
    with_it, without_it = (verdict(control, case.views(answers), True) for answers in (case.more, bare))
    assert (with_it is Status.SATISFIED) is (without_it is Status.SATISFIED)


@settings(max_examples=500, deadline=None)
@given(cases(), rules(), st.booleans())
def test_there_is_something_to_observe_exactly_where_a_rule_is_not_as_wanted(
    case: Case, rule: Rule, want: bool
) -> None:
    facts = view(case.more, ask_order(case.questions), TODAY)
    truth = compile_rule(rule)(facts, {})
    seen = blame(rule, Scene(case.more, facts), want=want)
    assert bool(seen) is not (truth is want or truth is VACUOUS)


# --- walks against counting by hand ---------------------------------------------------------------------------

WHERE, REQUIRE = Leaf("systems[].x", "x", "is", True), Leaf("systems[].y", "y", "is", True)
EMPTY: Mapping[IfNone, Truth] = {
    IfNone.NOT_APPLICABLE: VACUOUS,
    IfNone.NOT_SATISFIED: False,
    IfNone.UNANSWERED: None,
}
KNOWN: tuple[Any, ...] = (True, False, VACUOUS)


def counted(rows: list[tuple[Any, Any]], if_none: IfNone, share: float | None) -> Truth:
    """The walk over rows without a missing answer, in exact arithmetic."""
    judged = [filed for in_scope, filed in rows if in_scope is True and filed is not VACUOUS]
    if not judged:
        return EMPTY[if_none]
    return Fraction(judged.count(True), len(judged)) >= (1 if share is None else Fraction(str(share)))


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.tuples(*[st.sampled_from([*KNOWN, None])] * 2), max_size=4),
    st.sampled_from(IfNone),
    st.sampled_from([None, 0.25, 0.34, 0.5, 0.66, 0.67, 0.75, 0.9]),
)
def test_a_walk_decides_only_what_every_missing_answer_would_leave_decided(
    written: list[tuple[Any, Any]], if_none: IfNone, share: float | None
) -> None:
    values = tuple({"x": x, "y": y} for x, y in written)
    found = compile_rule(Every("systems", WHERE, REQUIRE, if_none, share))(Facts({}, {"systems": values}, TODAY), {})
    choices = [KNOWN if value is None else (value,) for row in written for value in row]
    outcomes = {
        counted(list(zip(filled[::2], filled[1::2], strict=True)), if_none, share) for filled in product(*choices)
    }
    if found is not None:
        assert outcomes == {found}
    elif len(outcomes) == 1 and not any(value is None for row in written for value in row):
        assert outcomes == {None}
