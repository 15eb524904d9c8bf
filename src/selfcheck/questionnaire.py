"""Which questions an organisation has to answer: those of controls that can apply, asked only where they arise."""

from dataclasses import dataclass
from datetime import date

from selfcheck import law
from selfcheck.facts import view
from selfcheck.model.answers import Answers
from selfcheck.model.content import Question
from selfcheck.resolve import Compiled, Scope, asked_because_of, binding_rules
from selfcheck.rules import VACUOUS, Facts, keys_of


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
    """In declared order. A control asks until an answer rules it out, and nothing after that."""
    facts = view(answers, scope.ask_steps, as_of)
    needed: dict[str, None] = {}
    for compiled in scope.controls:
        if _may_apply(compiled, scope, facts):
            needed.update(asked_because_of(scope.content, compiled.control))
        else:
            needed.update(dict.fromkeys(_until_ruled_out(compiled, scope, facts)))
    found = (_asked(scope, facts, question) for key, question in scope.content.questions.items() if key in needed)
    return tuple(entry for entry in found if entry is not None)


def _until_ruled_out(compiled: Compiled, scope: Scope, facts: Facts) -> list[str]:
    """The questions, in declared order, up to the one whose answer shows that the control does not apply."""
    control = compiled.control
    rules = (
        *([control.applies_when] if control.applies_when is not None else []),
        *binding_rules(scope.content, control),
    )
    keys = {key for rule in rules for key in keys_of(rule)}
    asked: list[str] = []
    for key in scope.content.questions:
        if key in keys:
            asked.append(key)
            known = {name: value for name, value in facts.values.items() if name in asked}
            rows = {name: items for name, items in facts.rows.items() if any(k.startswith(f"{name}[]") for k in asked)}
            if not _may_apply(compiled, scope, Facts(known, rows, facts.as_of)):
                break
    return asked


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
