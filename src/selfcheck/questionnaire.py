"""Which questions an organisation has to answer: those of controls that can apply, asked only where they arise."""

from dataclasses import dataclass
from datetime import date

from selfcheck import law
from selfcheck.facts import settle, view
from selfcheck.model.answers import Answers
from selfcheck.model.content import Question
from selfcheck.resolve import Compiled, Scope, asked_because_of, deciding_keys, with_conditions
from selfcheck.rules import UNASKED, VACUOUS, Facts


@dataclass(frozen=True, slots=True)
class Asked:
    """`open` is True while the answer is still missing, `certain` is False while it depends on another answer.

    `rows` is how many rows of the inventory the column is asked for; None for a question asked once.
    """

    question: Question
    certain: bool
    open: bool
    rows: int | None


def questions(scope: Scope, answers: Answers, *, as_of: date) -> tuple[Asked, ...]:
    """In declared order. A control asks until an answer settles it: it does not apply, or it is satisfied."""
    facts = view(answers, scope.ask_steps, as_of)
    needed: dict[str, None] = {}
    for compiled in scope.controls:
        needed.update(dict.fromkeys(_until_settled(compiled, scope, facts)))
    found = (_asked(scope, facts, question) for key, question in scope.content.questions.items() if key in needed)
    return tuple(entry for entry in found if entry is not None)


def _until_settled(compiled: Compiled, scope: Scope, facts: Facts) -> list[str]:
    """The questions of one control up to the one whose answer settles it; else all of them.

    What decides whether it applies is asked first, each part in declared order.
    """
    content, control = scope.content, compiled.control
    first = with_conditions(content, deciding_keys(content, control))
    rest = asked_because_of(content, control)
    steps = tuple(step for step in scope.ask_steps if step.key in rest)
    asked: list[str] = []
    if not _may_apply(compiled, scope, _limited(facts, asked)):
        return asked
    for keys in (first, {key: None for key in rest if key not in first}):
        for key in content.questions:
            if key in keys:
                asked.append(key)
                known = settle(_limited(facts, asked), steps)
                if not _may_apply(compiled, scope, known) or compiled.satisfied(known, {}) is True:
                    return asked
    return asked


def _limited(facts: Facts, keys: list[str]) -> Facts:
    """The facts as if only these questions had been answered; which rows there are is known from the start."""
    values = {name: value for name, value in facts.values.items() if name in keys and value is not UNASKED}
    rows = {
        name: tuple({c: v for c, v in row.items() if f"{name}[].{c}" in keys and v is not UNASKED} for row in items)
        for name, items in facts.rows.items()
    }
    return Facts(values, rows, facts.as_of)


def _may_apply(compiled: Compiled, scope: Scope, facts: Facts) -> bool:
    applies = True if compiled.applies is None else compiled.applies(facts, {})
    if applies is False or applies is VACUOUS:
        return False
    control, laws = compiled.control, scope.content.laws
    _, bound = law.resolve(control.duties or control.related, laws, facts)
    return bound is not False or not (control.duties or control.related)


def _asked(scope: Scope, facts: Facts, question: Question) -> Asked | None:
    step = next((step for step in scope.ask_steps if step.key == question.key), None)
    if question.inventory is None:
        asked = True if step is None else step.asked(facts, {})
        if asked is False or asked is VACUOUS:
            return None
        value = facts.values.get(question.key)
        return Asked(question, asked is True, value is None, None)
    rows = facts.rows.get(question.inventory)
    if rows is None:
        return Asked(question, False, True, 0)
    truths = [True if step is None else step.asked(facts, row) for row in rows]
    mine = [(row, truth) for row, truth in zip(rows, truths, strict=True) if truth is True or truth is None]
    if not mine:
        return None
    missing = any(row.get(question.field) is None for row, _ in mine)
    return Asked(question, any(truth is True for _, truth in mine), missing, len(mine))
