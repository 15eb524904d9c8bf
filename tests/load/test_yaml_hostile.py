"""Whatever a file holds, the reader ends soon, in a document or in a few printable words."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.errors import Location, SelfcheckError
from selfcheck.load.yaml_reader import MOST_PROBLEMS, Value, parse

ANSWERS = """\
# 答卷
selfcheck: answers/1
organisation: {name: 某某云, sectors: [cloud, idc], handles_pi: true}
systems:
  - {id: crm, grade: 3, filed_on: 2025-03-01}
  - id: "erp"
    grade:
answers:
  emergency.last_drill_on: 2026-04-10
  data.encryption_ratio:
    value: 0.8
    evidence:
    - file: evidence/enc.pdf
      valid_until: 2027-01-31
    note: |
      第一行
      第二行
"""


def problems_of(text: str, **options: int) -> list[str]:
    with pytest.raises(SelfcheckError) as error:
        parse(text, "a.yaml", **options)
    for problem in error.value.problems:
        assert problem.line("zh").isprintable()
        assert problem.line("en").isprintable()
    return [problem.line("en") for problem in error.value.problems]


@pytest.mark.usefixtures("both_parsers")
def test_an_alias_bomb_is_refused_and_never_expanded() -> None:
    layers = ["a0: &a0 [lol]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    problems = problems_of("\n".join(layers))
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[0].startswith('a.yaml:1:5: anchor "&a0"')


@pytest.mark.usefixtures("both_parsers")
def test_a_tag_that_would_run_a_command_runs_nothing(tmp_path: Path) -> None:
    (problem,) = problems_of(f'a: !!python/object/apply:os.system ["touch {tmp_path}/ran"]\n')
    assert 'tag "!!python/object/apply:os.system"' in problem
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize(
    "character",
    [
        "\0",
        "\x1b",
        "\x07",
        "\x7f",
        "\x9b",
        "\x85",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\ufffe",
        "\ud800",
        "\udfff",
    ],
)
def test_a_hidden_character_is_reported_where_it_stands_and_the_rest_is_still_read(character: str) -> None:
    found = problems_of(f"一: 1\n二: x{character}y\n二: 2\n")
    assert found[0].startswith(f"a.yaml:2:5: invisible control character U+{ord(character):04X}; delete it")
    assert found[1].startswith('a.yaml:3:1: duplicate key "二"')


@pytest.mark.usefixtures("both_parsers")
def test_a_byte_order_mark_does_not_move_the_place_of_a_hidden_character() -> None:
    assert problems_of("\ufeffa: \x1b\n")[0].startswith("a.yaml:1:4: invisible control character U+001B")


@pytest.mark.usefixtures("both_parsers")
def test_a_line_break_only_yaml_sees_cannot_hide_a_key() -> None:
    for character in ("\r", "\x85", "\u2028", "\u2029"):
        assert f"U+{ord(character):04X}" in problems_of(f"note: x{character}approved: true\n")[0]


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize("escape", [r"\e[2J", r"\0", r"\a", r"\r", r"\r\n", r"\N", r"\L", r"\x7f", r"\u202e"])
def test_an_escape_may_not_bring_a_hidden_character_in(escape: str) -> None:
    (problem,) = problems_of(f'a: 1\nb: "{escape}"\n')
    assert problem.startswith("a.yaml:2:4: invisible control character")


@pytest.mark.usefixtures("both_parsers")
def test_an_escaped_lone_surrogate_is_refused() -> None:
    (problem,) = problems_of(r'a: "\ud800"')
    assert problem.startswith("a.yaml:1:")


@pytest.mark.usefixtures("both_parsers")
def test_an_echoed_value_is_short_and_cannot_drive_the_terminal() -> None:
    (_, problem) = problems_of(f'"{"k" * 200}": 1\n"{"k" * 200}": 2\n"\\e": 3\n')[:2]
    assert len(problem) < 120
    assert "…" not in problems_of("ab: 1\nab: 2\n")[0]


@pytest.mark.usefixtures("both_parsers")
def test_reading_stops_at_the_hundredth_problem_and_says_so() -> None:
    problems = problems_of("a: 1\n" * 10_000)
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1] == "a.yaml:101:1: too many problems, the rest was not read"
    assert len(problems_of("a: \x01\n" * 10_000)) == MOST_PROBLEMS + 1


@pytest.mark.usefixtures("both_parsers")
def test_nesting_to_the_limit_is_read_and_one_level_more_is_not() -> None:
    assert parse("a: " + "[" * 39 + "]" * 39, "a.yaml")
    (problem,) = problems_of("a: " + "[" * 40 + "]" * 40)
    assert problem == "a.yaml:1:43: nested too deep; at most 40 levels"
    assert parse("a: {b: {c: 1}}", "a.yaml", max_depth=3)
    assert problems_of("a: {b: {c: 1}}", max_depth=2) == ["a.yaml:1:8: nested too deep; at most 2 levels"]


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "{a: " * 100_000,
        "{" * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "".join(f"{' ' * depth}a:\n" for depth in range(1_000)),
        "a:\n" + "".join(f"{' ' * depth}-\n" for depth in range(1_000)),
    ],
    ids=["lists", "mappings", "keys", "items", "complex keys", "block mappings", "block lists"],
)
def test_a_hundred_thousand_levels_end_in_one_problem(text: str) -> None:
    (problem,) = problems_of(text)
    assert "nested too deep" in problem


@pytest.mark.usefixtures("both_parsers")
def test_very_long_lines_are_read() -> None:
    long = "长" * 200_000
    text = f'a: {long}\nb: "{long}"\nc: [{", ".join(["1"] * 20_000)}]\n'
    assert parse(text, "a.yaml").value == {"a": long, "b": long, "c": [1] * 20_000}
    document = parse(f'{{a: "{long}", b: 1}}', "a.yaml")
    assert document.where(document.value, "b") == Location("a.yaml", 1, 200_009)


@pytest.mark.usefixtures("both_parsers")
def test_a_key_too_long_for_yaml_is_one_short_problem() -> None:
    (problem,) = problems_of("k" * 100_000 + ": 1\n")
    assert problem.startswith("a.yaml:1:1: ") or problem.startswith("a.yaml:1:100001: ")
    assert len(problem) < 200


@pytest.mark.usefixtures("both_parsers")
def test_a_file_cut_at_any_character_is_read_or_refused() -> None:
    for end in range(len(ANSWERS)):
        text = ANSWERS[:end]
        try:
            assert parse(text, "a.yaml").value
        except SelfcheckError as error:
            last = max(problem.location.line for problem in error.problems)
            assert last <= text.count("\n") + 1
    for opened in ('a: "x', "a: 'x", "a: [1", "a: {b: 1", "a: [{b: 'c"):
        assert "never closed" in problems_of(opened)[0]
    for opened in ("a: [1,", "{", "a: {b: "):
        assert "breaks off here" in problems_of(opened)[0]


ALPHABET = "ab1é中 \n\n\t:-,[]{}&*!|>'\"%#?@`\\~<.0\r\x1b\u2028\ud800"


def shape(ours: Value, plain: object) -> bool:
    """Whether both hold the same keys and texts in the same places; `plain` holds text only."""
    if isinstance(ours, dict):
        return (
            isinstance(plain, dict) and list(ours) == list(plain) and all(shape(ours[key], plain[key]) for key in ours)
        )
    if isinstance(ours, list):
        return isinstance(plain, list) and len(ours) == len(plain) and all(map(shape, ours, plain))
    return ours == plain if isinstance(ours, str) else isinstance(plain, str)


@settings(max_examples=500)
@given(st.text(ALPHABET, max_size=40) | st.text(max_size=20))
def test_any_text_is_read_as_yaml_reads_it_or_refused_in_printable_words(text: str) -> None:
    try:
        document = parse(text, "a.yaml")
    except SelfcheckError as error:
        assert error.problems
        for problem in error.problems:
            assert (problem.line("zh") + problem.line("en")).isprintable()
            assert problem.location.line <= text.count("\n") + 1
    else:
        assert shape(document.value, yaml.load(text, Loader=yaml.CBaseLoader))


@settings(max_examples=300)
@given(st.integers(0, len(ANSWERS)), st.integers(0, 5), st.text(ALPHABET, max_size=3))
def test_a_damaged_answers_file_is_read_as_yaml_reads_it_or_refused(at: int, cut: int, put: str) -> None:
    text = ANSWERS[:at] + put + ANSWERS[at + cut :]
    try:
        document = parse(text, "a.yaml")
    except SelfcheckError as error:
        assert error.problems
    else:
        assert shape(document.value, yaml.load(text, Loader=yaml.CBaseLoader))
