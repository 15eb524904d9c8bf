"""The answers as rules see them: values by key, rows by inventory, on one assessment day."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from selfcheck.model.answers import Answer, Answers, Never, NotApplicable, Partly
from selfcheck.model.content import Question
from selfcheck.rules import NOTHING, UNASKED, VACUOUS, Facts, Truth, compile_rule, keys_of

Values = dict[str, Any]


class AskStep(NamedTuple):
    """One conditional question: whether it is asked decides what its answer counts for."""

    key: str
    inventory: str | None
    field: str
    asked: Callable[[Facts, Mapping[str, Any]], Truth]


def ask_order(questions: Mapping[str, Question]) -> tuple[AskStep, ...]:
    """The conditional questions, each after those its condition reads. A cycle raises ValueError naming it."""
    steps: list[AskStep] = []
    state: dict[str, int] = {}

    def visit(key: str, path: tuple[str, ...]) -> None:
        if state.get(key) == 2 or key not in questions:
            return
        if state.get(key) == 1:
            raise ValueError(" → ".join((*path[path.index(key) :], key)))
        state[key] = 1
        question = questions[key]
        if question.ask_if is not None:
            for needed in keys_of(question.ask_if):
                visit(needed, (*path, key))
            steps.append(AskStep(key, question.inventory, question.field, compile_rule(question.ask_if)))
        state[key] = 2

    for key in questions:
        visit(key, ())
    return tuple(steps)


def view(answers: Answers, steps: tuple[AskStep, ...], as_of: date, partly: bool | None = None) -> Facts:
    """Facts for the rules. `partly` is what an answer of 部分 counts as: unknown (None), yes or no."""
    values = _values(answers.facts, partly)
    rows = {name: tuple(_values(row.answers, partly) for row in items) for name, items in answers.inventories.items()}
    return settle(Facts(values, rows, as_of), steps)


def settle(facts: Facts, steps: tuple[AskStep, ...]) -> Facts:
    """Marks what is not asked, in place: the facts must be fresh copies. Returns them."""
    for step in steps:
        if step.inventory is None:
            _settle(facts.values, step.key, step.asked(facts, _NO_ROW))
        else:
            for row in facts.rows.get(step.inventory, ()):
                _settle(row, step.field, step.asked(facts, row))
    return facts


_NO_ROW: Final[Mapping[str, Any]] = {}


def _settle(values: Any, key: str, asked: Truth) -> None:
    # Unknown whether the question is asked at all: its answer must not decide anything yet, or taking away
    # the first answer could turn a finding for the better.
    if asked is None:
        values.pop(key, None)
    elif asked is not True:
        values[key] = UNASKED


def _values(answers: Mapping[str, Answer], partly: bool | None) -> Values:
    values: Values = {}
    for key, answer in answers.items():
        value = answer.value
        if isinstance(value, NotApplicable):
            values[key] = VACUOUS
        elif isinstance(value, Never):
            values[key] = NOTHING
        elif isinstance(value, Partly):
            if partly is not None:
                values[key] = partly
        else:
            values[key] = value
    return values


def has_partly(answers: Answers) -> bool:
    rows = (row.answers for items in answers.inventories.values() for row in items)
    return any(isinstance(a.value, Partly) for group in (answers.facts, *rows) for a in group.values())
