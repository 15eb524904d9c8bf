"""An answer to a question that does not arise is not used, and its author is told so."""

from collections.abc import Callable
from datetime import date

import pytest

from selfcheck.errors import Location
from selfcheck.facts import ask_order, view
from selfcheck.model.answers import Answers, Never, NotApplicable, Partly
from selfcheck.model.content import Content
from selfcheck.unasked import unasked

TODAY = date(2026, 11, 24)

Answered = Callable[..., Answers]


@pytest.fixture
def noticed(content: Content) -> Callable[[Answers], list[str]]:
    """The notices in English, each with its place."""
    steps = ask_order(content.questions)

    def notices(answers: Answers) -> list[str]:
        found = unasked(answers, steps, view(answers, steps, TODAY), content.questions)
        assert all(notice.zh for _, notice in found)
        return [f"{location}: {notice.en}" for location, notice in found]

    return notices


def test_an_answer_that_is_asked_for_is_passed_over(
    noticed: Callable[[Answers], list[str]], answered: Answered
) -> None:
    rows = [{"id": "crm", "grade": 3, "tested_on": TODAY}]
    assert noticed(answered({"demo.drills": True, "demo.drilled_on": TODAY}, systems=rows)) == []


@pytest.mark.parametrize("given", [date(2026, 4, 10), Never()])
def test_an_answer_to_a_question_that_does_not_arise_is_noticed(
    noticed: Callable[[Answers], list[str]], answered: Answered, given: object
) -> None:
    assert noticed(answered({"demo.drills": False, "demo.drilled_on": given})) == [
        "answers.yaml:12:3: demo.drilled_on is not asked and not used (whether it is asked depends on demo.drills)"
    ]


def test_a_claim_that_a_question_does_not_apply_agrees_with_its_not_being_asked(
    noticed: Callable[[Answers], list[str]], answered: Answered
) -> None:
    assert noticed(answered({"demo.drills": False, "demo.drilled_on": NotApplicable("不演练")})) == []


@pytest.mark.parametrize("deciding", [{}, {"demo.drills": Partly()}])
def test_an_answer_that_may_not_be_asked_for_is_noticed_as_not_used_yet(
    noticed: Callable[[Answers], list[str]], answered: Answered, deciding: dict[str, object]
) -> None:
    (notice,) = noticed(answered({**deciding, "demo.drilled_on": TODAY}))
    assert notice.endswith(
        "demo.drilled_on is not used yet: whether it is asked depends on demo.drills, which is not settled"
    )


def test_a_column_is_noticed_in_the_row_where_it_is_not_asked(
    noticed: Callable[[Answers], list[str]], answered: Answered
) -> None:
    rows = [{"id": "crm", "grade": 3, "tested_on": TODAY}, {"id": "erp", "grade": 2, "tested_on": TODAY}]
    (notice,) = noticed(answered({}, systems=rows))
    assert notice.startswith("answers.yaml:202:3: systems[erp].tested_on is not asked")


def test_notices_stand_in_the_order_of_the_file(content: Content, answered: Answered) -> None:
    rows = [{"id": "erp", "grade": 2, "tested_on": TODAY}]
    answers = answered({"org.state_organ": True, "demo.drilled_on": TODAY, "org.sectors": ("cloud",)}, systems=rows)
    steps = ask_order(content.questions)
    found = unasked(answers, steps, view(answers, steps, TODAY), content.questions)
    assert [location for location, _ in found] == [
        Location("answers.yaml", 11, 3),
        Location("answers.yaml", 12, 3),
        Location("answers.yaml", 102, 3),
    ]
