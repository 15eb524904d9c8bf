"""Wording in two languages, places in files, and the order problems are told in."""

import pytest

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.text import Text

WHAT = Text("没有这个键", "no such key")
ALLOWED = Text("可选：a", "choices: a")


def test_a_text_is_read_in_the_language_asked_for() -> None:
    assert (WHAT.of("zh"), WHAT.of("en")) == ("没有这个键", "no such key")


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        (Location("a.yaml", 3, 7), "a.yaml:3:7"),
        (Location("a.yaml", 1, 1), "a.yaml:1:1"),
        (Location("a.yaml"), "a.yaml"),
    ],
)
def test_a_place_is_written_so_that_editors_can_jump_to_it(location: Location, shown: str) -> None:
    assert str(location) == shown


def test_a_problem_is_one_line_with_what_is_allowed_behind_it() -> None:
    problem = Problem(Location("a.yaml", 3, 7), WHAT, ALLOWED)
    assert problem.line("zh") == "a.yaml:3:7: 没有这个键；可选：a"
    assert problem.line("en") == "a.yaml:3:7: no such key; choices: a"
    assert Problem(Location("a.yaml"), WHAT).line("en") == "a.yaml: no such key"


def test_an_error_carries_every_problem_in_file_order() -> None:
    places = [Location("b.yaml", 1, 1), Location("a.yaml", 10, 1), Location("a.yaml", 9, 30), Location("a.yaml", 9, 4)]
    error = SelfcheckError(Problem(place, WHAT) for place in places)
    assert [problem.location for problem in error.problems] == [places[3], places[2], places[1], places[0]]
    assert str(error).splitlines() == [problem.line("en") for problem in error.problems]


def test_problems_at_one_place_keep_the_order_they_were_found_in() -> None:
    here = Location("a.yaml", 2, 1)
    first, second = Problem(here, WHAT), Problem(here, ALLOWED)
    assert SelfcheckError([first, second]).problems == (first, second)
    assert SelfcheckError([second, first]).problems == (second, first)


def test_a_file_name_cannot_write_to_the_terminal() -> None:
    shown = str(Location("a\x1b[31m\n\u202e.yaml", 1, 1))
    assert shown == "a\\x1b[31m\\x0a\\x202e.yaml:1:1"
    assert str(Location("检查 1.yaml")) == "检查 1.yaml"
