"""What must hold of every control, shown on a whole organisation: the carrier that complies with all of them.

Each answer in turn (every organisation fact, every domain fact, every column of every row) is taken away and changed
to every other value that matters. The same is done to carriers that were spoilt first, so that gaps are seen as well.
"""

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from changed import replace
from selfcheck import law
from selfcheck.assess import assess
from selfcheck.dates import days_before, months_before
from selfcheck.evaluate import Views, verdict
from selfcheck.facts import view
from selfcheck.load import answers as loader
from selfcheck.load import content as source
from selfcheck.model.answers import Answer, Answers, Never, NotApplicable
from selfcheck.model.assessment import Assessment, Status
from selfcheck.model.content import Content, Question
from selfcheck.model.rule import Leaf, Rule
from selfcheck.resolve import Scope, asked_because_of, scope
from selfcheck.rules import Facts, Truth, compile_rule, leaves
from selfcheck.score import score

TODAY = date(2026, 11, 24)
FILE = Path(__file__).parent / "replay" / "base" / "carrier-full.yaml"
SPOILT = range(2)  # seeds of the spoilt carriers

Verdicts = Mapping[str, Status]  # by control
Readers = Mapping[str, frozenset[str]]  # fact → the controls whose verdict can depend on it
Candidates = Mapping[str, tuple[Any, ...]]  # fact → the values worth trying


@dataclass(frozen=True, slots=True)
class Place:
    """Where one answer stands: its question's key, and the row for a column."""

    key: str
    inventory: str | None = None
    row: int = 0


@pytest.fixture(scope="module")
def shipped() -> Content:
    return source.load(source.bundled(), "shipped")


@pytest.fixture(scope="module")
def everything(shipped: Content) -> Scope:
    return scope(shipped, "full")


@pytest.fixture(scope="module")
def carrier(shipped: Content) -> Answers:
    return loader.load(FILE, shipped)


@pytest.fixture(scope="module")
def judge(everything: Scope) -> "Judge":
    return Judge(everything)


@pytest.fixture(scope="module")
def readers(everything: Scope) -> Readers:
    found: dict[str, set[str]] = {}
    for compiled in everything.controls:
        for key in asked_because_of(everything.content, compiled.control):
            found.setdefault(key, set()).add(compiled.control.id)
    return {key: frozenset(ids) for key, ids in found.items()}


class Judge:
    """All verdicts on a set of answers, without the citations and observations an assessment adds to them."""

    def __init__(self, everything: Scope) -> None:
        self.scope = everything
        self.controls = {compiled.control.id: compiled for compiled in everything.controls}
        self.known: dict[object, Mapping[str, Truth]] = {}
        self.addressees = [compile_rule(rule) for rule in _addressees(everything.content)]

    def __call__(self, answers: Answers, among: Collection[str] | None = None) -> Verdicts:
        """The verdicts of all controls, or of those named."""
        facts = view(answers, self.scope.ask_steps, TODAY)
        views, bound = Views(facts), self.bound(facts)
        chosen = self.controls.values() if among is None else [self.controls[name] for name in among]
        return {c.control.id: verdict(c, views, bound[c.control.id]) for c in chosen}

    def bound(self, facts: Facts) -> Mapping[str, Truth]:
        """Whether each control's duties bind, worked out once for all answers that the laws' own rules see alike."""
        seen = tuple(addressed(facts, {}) for addressed in self.addressees)
        if seen not in self.known:
            laws = self.scope.content.laws
            self.known[seen] = {
                name: law.resolve(c.control.duties or c.control.related, laws, facts)[1]
                for name, c in self.controls.items()
            }
        return self.known[seen]


def _addressees(content: Content) -> list[Rule]:
    """Every rule that says whom a law or a provision binds, each once."""
    rules = [
        rule for entry in content.laws.values() for rule in (entry.binds, *(p.binds for p in entry.provisions.values()))
    ]
    return list(dict.fromkeys(rule for rule in rules if rule is not None))


def places(answers: Answers) -> Iterator[Place]:
    for key in answers.facts:
        yield Place(key)
    for name, rows in answers.inventories.items():
        for index, row in enumerate(rows):
            for field in row.answers:
                yield Place(f"{name}[].{field}", name, index)


def at(answers: Answers, place: Place) -> Answer:
    if place.inventory is None:
        return answers.facts[place.key]
    return answers.inventories[place.inventory][place.row].answers[place.key.rpartition("[].")[2]]


def put(answers: Answers, place: Place, value: Any) -> Answers:
    """The answers with one of them changed, or taken away where `value` is None."""
    if place.inventory is None:
        return replace(answers, facts=_with(answers.facts, place.key, place.key, value))
    rows = list(answers.inventories[place.inventory])
    row = rows[place.row]
    rows[place.row] = replace(row, answers=_with(row.answers, place.key.rpartition("[].")[2], place.key, value))
    return replace(answers, inventories={**answers.inventories, place.inventory: tuple(rows)})


def _with(group: Mapping[str, Answer], name: str, key: str, value: Any) -> dict[str, Answer]:
    changed = dict(group)
    if value is None:
        del changed[name]
    else:
        changed[name] = Answer(key, value, group[name].location)
    return changed


def candidates(content: Content) -> Candidates:
    """For every question the values on either side of every threshold a rule sets, and all its choices."""
    compared: dict[str, list[Leaf]] = {}
    for rule in _rules(content):
        for leaf in leaves(rule):
            compared.setdefault(leaf.key, []).append(leaf)
    return {key: tuple(_values(question, compared.get(key, []))) for key, question in content.questions.items()}


def _rules(content: Content) -> Iterator[Rule]:
    for control in content.controls.values():
        for rule in (control.applies_when, control.satisfied_when, control.partial_when):
            if rule is not None:
                yield rule
    for question in content.questions.values():
        if question.ask_if is not None:
            yield question.ask_if
    yield from _addressees(content)


def _values(question: Question, compared: Sequence[Leaf]) -> Iterator[Any]:
    yield NotApplicable("不适用")
    choices = tuple(choice.value for choice in question.choices if choice.value != "none")
    bounds = sorted({leaf.expected for leaf in compared if isinstance(leaf.expected, int | float)})
    match question.type:
        case "bool":
            yield from (True, False)
        case "choice":
            yield from (choice.value for choice in question.choices)
        case "multi":
            yield from (("none",), choices)
            yield from ((choice,) for choice in choices)
            yield from (tuple(c for c in choices if c != left_out) for left_out in choices if len(choices) > 2)
        case "number":
            yield from sorted({0, 1, 10**9, *bounds, *(bound + 1 for bound in bounds), *(b - 1 for b in bounds if b)})
        case "ratio":
            yield from sorted({0.0, 0.5, 1.0, *bounds, *(round(bound - 0.01, 4) for bound in bounds if bound)})
        case "date":
            yield Never()
            yield from sorted(_days(compared))
        case "text":
            yield "甲"
        case "list":
            yield ("甲",)


def _days(compared: Sequence[Leaf]) -> set[date]:
    days = {TODAY, TODAY + timedelta(days=1), TODAY - timedelta(days=1), date(1999, 12, 31)}
    for leaf in compared:
        back = {"within_months": months_before, "within_days": days_before}.get(leaf.operator)
        if back is not None and isinstance(leaf.expected, int):
            edge = back(TODAY, leaf.expected)
            days |= {edge, edge - timedelta(days=1)}
    return days


def spoilt(carrier: Answers, values: Candidates, seed: int) -> Answers:
    """The carrier with a part of its answers changed at random; organisation facts and choices stay what they were."""
    dice = random.Random(seed)
    for place in list(places(carrier)):
        if not place.key.startswith("org.") and dice.random() < 0.15 + 0.2 * seed:
            carrier = put(carrier, place, dice.choice(values[place.key]))
    return carrier


def allows(after: Status, value: Status) -> bool:
    """Whether a verdict reached without an answer agrees with the verdict some value of that answer gives."""
    if after is Status.UNANSWERED:
        return True
    return value.is_gap if after is Status.NOT_SATISFIED else value is after


def unfounded(judge: Judge, answers: Answers, values: Candidates, readers: Readers) -> list[object]:
    """Every verdict that is passed without an answer although some value of it would give another verdict."""
    wrong: list[object] = []
    for place in places(answers):
        among = readers.get(place.key, frozenset())
        after = judge(put(answers, place, None), among)
        for value in (*values[place.key], at(answers, place).value):
            given = judge(put(answers, place, value), among)
            wrong.extend(
                (place, control, status, value, given[control])
                for control, status in after.items()
                if not allows(status, given[control])
            )
    return wrong


def test_the_carrier_complies_with_every_control_that_applies(everything: Scope, carrier: Answers) -> None:
    result = assess(everything, carrier, as_of=TODAY)
    statuses = {f.control.id: f.status for f in (*result.findings, *result.practice)}
    open_ones = {i: s for i, s in statuses.items() if s not in (Status.SATISFIED, Status.NOT_APPLICABLE)}
    assert open_ones == {}
    assert sum(status is Status.SATISFIED for status in statuses.values()) > 250
    assert sum(1 for _ in places(carrier)) > 700


@pytest.mark.parametrize("seed", [None, *SPOILT])
def test_verdicts_here_are_those_of_an_assessment(
    everything: Scope, carrier: Answers, judge: Judge, seed: int | None
) -> None:
    answers = carrier if seed is None else spoilt(carrier, candidates(everything.content), seed)
    for less in (answers, *(put(answers, place, None) for place in places(answers) if place.key.startswith("org."))):
        result = assess(everything, less, as_of=TODAY)
        assert judge(less) == {f.control.id: f.status for f in (*result.findings, *result.practice)}


@pytest.mark.parametrize("seed", [None, *SPOILT])
def test_taking_away_an_answer_never_raises_the_score(
    everything: Scope, carrier: Answers, judge: Judge, seed: int | None
) -> None:
    content = everything.content
    answers = carrier if seed is None else spoilt(carrier, candidates(content), seed)
    result = assess(everything, answers, as_of=TODAY)
    assert result.score.value is not None and result.score.rate is not None
    assert result.score.value == 100 if seed is None else 0 < result.score.value < 100
    for place in places(answers):
        value, rate = rescored(result, judge(put(answers, place, None)), content)
        assert value <= result.score.value and rate <= result.score.rate, place


def rescored(result: Assessment, verdicts: Verdicts, content: Content) -> tuple[float, float]:
    """Score and rate of the assessment with other verdicts."""
    given = ((finding, verdicts[finding.control.id]) for finding in result.findings)
    findings = tuple(f if f.status is status else replace(f, status=status) for f, status in given)
    again = score(findings, content.checklists, content.scoring)
    assert again.value is not None and again.rate is not None
    return again.value, again.rate


def test_taking_away_an_answer_leaves_a_verdict_as_it_was_or_unanswered(carrier: Answers, judge: Judge) -> None:
    before = judge(carrier)
    for place in places(carrier):
        after = judge(put(carrier, place, None))
        moved = {i: s for i, s in after.items() if s is not before[i] and s is not Status.UNANSWERED}
        assert moved == {}, place


def test_a_control_is_satisfied_without_an_answer_only_where_no_value_of_it_matters(
    shipped: Content, carrier: Answers, judge: Judge, readers: Readers
) -> None:
    assert unfounded(judge, carrier, candidates(shipped), readers) == []


def test_changing_an_answer_changes_only_the_controls_that_can_depend_on_it(
    shipped: Content, carrier: Answers, judge: Judge, readers: Readers
) -> None:
    before, values = judge(carrier), candidates(shipped)
    beyond: set[tuple[str, str]] = set()
    for place in places(carrier):
        for value in (*values[place.key], None):
            after = judge(put(carrier, place, value))
            moved = {control for control, status in after.items() if status is not before[control]}
            beyond.update((place.key, control) for control in moved - readers.get(place.key, frozenset()))
    assert sorted(beyond) == []


@pytest.mark.parametrize("seed", SPOILT)
def test_a_verdict_on_a_spoilt_carrier_needs_the_answers_that_decide_it(
    shipped: Content, carrier: Answers, judge: Judge, readers: Readers, seed: int
) -> None:
    values = candidates(shipped)
    assert unfounded(judge, spoilt(carrier, values, seed), values, readers) == []


def test_an_inventory_that_was_not_given_satisfies_nothing_that_walks_it(
    everything: Scope, carrier: Answers, judge: Judge
) -> None:
    before = judge(carrier)
    for name in carrier.inventories:
        less = replace(carrier, inventories={k: rows for k, rows in carrier.inventories.items() if k != name})
        after = judge(less)
        assert {i: s for i, s in after.items() if s is not before[i] and s is not Status.UNANSWERED} == {}, name
        assert Status.UNANSWERED in after.values(), name
