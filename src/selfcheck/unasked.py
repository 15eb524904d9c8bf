"""Answers nobody asked for: what they say is not used, and whoever wrote them should know."""

from collections.abc import Iterator, Mapping

from selfcheck.errors import Location
from selfcheck.facts import AskStep
from selfcheck.model.answers import Answer, Answers, NotApplicable
from selfcheck.model.content import Question
from selfcheck.rules import Facts, Truth, keys_of
from selfcheck.text import Text

_NO_ROW: Mapping[str, object] = {}


def unasked(
    answers: Answers, steps: tuple[AskStep, ...], facts: Facts, questions: Mapping[str, Question]
) -> tuple[tuple[Location, Text], ...]:
    """A notice for every answer to a question that does not arise, or may not, in file order.

    `facts` is the view of these very answers with these steps. A claim that the question does not apply agrees
    with its not being asked, and is passed over.
    """
    notices = [
        (answer.location, _notice(written, asked, questions[step.key]))
        for step, answer, written, asked in _conditional(answers, steps, facts)
        if asked is not True and not isinstance(answer.value, NotApplicable)
    ]
    return tuple(sorted(notices, key=lambda notice: notice[0]))


def _conditional(
    answers: Answers, steps: tuple[AskStep, ...], facts: Facts
) -> Iterator[tuple[AskStep, Answer, str, Truth]]:
    """Every answer to a conditional question, with the key it is known by, and whether it is asked."""
    for step in steps:
        if step.inventory is None:
            if step.key in answers.facts:
                yield step, answers.facts[step.key], step.key, step.asked(facts, _NO_ROW)
            continue
        rows = answers.inventories.get(step.inventory, ())
        for row, values in zip(rows, facts.rows.get(step.inventory, ()), strict=True):
            if step.field in row.answers:
                written = f"{step.inventory}[{row.id}].{step.field}"
                yield step, row.answers[step.field], written, step.asked(facts, values)


def _notice(written: str, asked: Truth, question: Question) -> Text:
    deciding = keys_of(question.ask_if) if question.ask_if is not None else ()
    zh, en = "、".join(deciding), ", ".join(deciding)
    if asked is None:
        return Text(
            f"{written} 暂未采用：要不要回答取决于 {zh}，目前还不能确定",
            f"{written} is not used yet: whether it is asked depends on {en}, which is not settled",
        )
    return Text(
        f"{written} 不需要回答，未采用（要不要回答取决于 {zh}）",
        f"{written} is not asked and not used (whether it is asked depends on {en})",
    )
