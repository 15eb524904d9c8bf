"""The reader gives plain values, and refuses, all at once, whatever YAML would leave to guessing."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.errors import SelfcheckError
from selfcheck.load import yaml_reader
from selfcheck.load.yaml_reader import Value, parse

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


def value_of(text: str) -> dict[str, Value]:
    return parse(text, "a.yaml").value


def problems_of(text: str, **options: int) -> list[str]:
    with pytest.raises(SelfcheckError) as error:
        parse(text, "a.yaml", **options)
    for problem in error.value.problems:
        assert problem.line("zh").isprintable()
        assert problem.line("en").isprintable()
    return [problem.line("en") for problem in error.value.problems]


@pytest.mark.usefixtures("both_parsers")
def test_an_answers_file_becomes_plain_values() -> None:
    assert value_of(ANSWERS) == {
        "selfcheck": "answers/1",
        "organisation": {"name": "某某云", "sectors": ["cloud", "idc"], "handles_pi": True},
        "systems": [{"id": "crm", "grade": 3, "filed_on": date(2025, 3, 1)}, {"id": "erp", "grade": None}],
        "answers": {
            "emergency.last_drill_on": date(2026, 4, 10),
            "data.encryption_ratio": {
                "value": 0.8,
                "evidence": [{"file": "evidence/enc.pdf", "valid_until": date(2027, 1, 31)}],
                "note": "第一行\n第二行\n",
            },
        },
    }


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize(
    ("written", "value"),
    [
        *[(text, None) for text in ("", "~", "null", "Null", "NULL")],
        *[(text, True) for text in ("true", "True", "TRUE")],
        *[(text, False) for text in ("false", "False", "FALSE")],
        *[(text, text) for text in ("yes", "no", "on", "off", "Y", "n", "是", "tRUE", "nULL", "=", "<<")],
        *[(text, text) for text in ("010", "0x1F", "1_000", "12:30:00", "2026-04-10T08:00:00", ".inf", ".nan")],
        *[("3", 3), ("-3", -3), ("3.0", 3.0), ("1e3", 1000.0), ("2024-02-29", date(2024, 2, 29))],
        *[(f'"{text}"', text) for text in ("", "~", "null", "true", "3", "0.5", "2026-02-30", "<<", "!x", "&a", "*a")],
        *[(f"'{text}'", text) for text in ("", "~", "null", "true", "3", "0.5", "2026-02-30")],
        *[("|-\n  3", "3"), (">-\n  2026-04-10", "2026-04-10"), ('"\\u6d4b\\t\\n"', "测\t\n")],
    ],
)
def test_only_a_plain_scalar_of_one_meaning_is_more_than_text(written: str, value: Value) -> None:
    read = value_of(f"key: {written}\n")
    assert read == {"key": value}
    assert type(read["key"]) is type(value)


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize("written", ["'1'", '"null"', "true.x", "yes", "off", "1.2.3", "'<<'", "emergency.drill", "键"])
def test_a_key_of_text_is_accepted(written: str) -> None:
    assert list(value_of(f"{written}: 1\n")) == [written.strip("'\"")]


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize("header", ["---\n", "%YAML 1.1\n---\n", "# c\n%YAML 1.2\n--- # c\n", "\ufeff", "\n\n"])
@pytest.mark.parametrize("footer", ["", "...\n", "\n# end\n"])
def test_a_document_may_be_marked_as_yaml_marks_one(header: str, footer: str) -> None:
    assert value_of(f"{header}a: 1\n{footer}") == {"a": 1}


def test_the_parser_of_pyyaml_takes_over_where_libyaml_is_missing() -> None:
    program = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "import yaml; from selfcheck.load.yaml_reader import Parser, parse\n"
        "assert Parser is yaml.BaseLoader\n"
        "document = parse('甲:\\n  - x: 2026-01-31\\n', 'a.yaml')\n"
        "print(document.value, document.where(document.value['甲'][0], 'x'))\n"
    )
    source = Path(yaml_reader.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=source)
    assert done.stdout == "{'甲': [{'x': datetime.date(2026, 1, 31)}]} a.yaml:2:5\n", done.stderr


@pytest.mark.usefixtures("both_parsers")
def test_a_duplicate_key_is_reported_at_its_second_place_naming_the_first() -> None:
    text = "a:\n  - b:\n      - {c: 1, d: 2,\n         c: 3}\n    b: 4\n'a': 5\na: 6\n"
    allowed = "; each key may appear once"
    assert problems_of(text) == [
        'a.yaml:4:10: duplicate key "c", first at line 3' + allowed,
        'a.yaml:5:5: duplicate key "b", first at line 2' + allowed,
        'a.yaml:6:1: duplicate key "a", first at line 1' + allowed,
        'a.yaml:7:1: duplicate key "a", first at line 1' + allowed,
    ]


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=20))
def test_every_repeated_key_is_reported_and_no_other(keys: list[str]) -> None:
    text = "".join(f"{key}: 1\n" for key in keys)
    allowed = "; each key may appear once"
    expected = [
        f'a.yaml:{number}:1: duplicate key "{key}", first at line {keys.index(key) + 1}{allowed}'
        for number, key in enumerate(keys, 1)
        if key in keys[: number - 1]
    ]
    assert (problems_of(text) if expected else []) == expected
    assert expected or list(value_of(text)) == keys


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize(
    ("key", "kind"),
    [
        *[
            ("1", "1"),
            ("-1.5", "-1.5"),
            ("true", "true"),
            ("null", "null"),
            ("~", "null"),
            ("2026-01-01", "2026-01-01"),
        ],
        *[("[a, b]", "a list"), ("{a: b}", "a mapping"), ("? [a]\n", "a list"), ("?\n  a: 1\n", "a mapping")],
    ],
)
def test_a_key_that_is_not_text_is_refused(key: str, kind: str) -> None:
    (problem,) = problems_of(f"first: 1\n{key}: x\nlast: 1\n")
    assert problem.startswith("a.yaml:2:") or key.startswith("?\n")
    assert f"this key is {kind}; a key must be text" in problem


@pytest.mark.usefixtures("both_parsers")
def test_anchors_and_aliases_are_refused_wherever_they_stand() -> None:
    text = "a: &x 1\n&k b: &y {c: *x}\nd: &z [*y]\n*x : 2\n"
    found = [problem.split(";")[0] for problem in problems_of(text)]
    assert found == [
        'a.yaml:1:4: anchor "&x"',
        'a.yaml:2:1: anchor "&k"',
        'a.yaml:2:7: anchor "&y"',
        'a.yaml:2:14: alias "*x"',
        'a.yaml:3:4: anchor "&z"',
        'a.yaml:3:8: alias "*y"',
        'a.yaml:4:1: alias "*x"',
    ]


@pytest.mark.usefixtures("both_parsers")
def test_an_alias_in_place_of_the_document_is_one_problem() -> None:
    (problem,) = problems_of("*a\n")
    assert problem.startswith('a.yaml:1:1: alias "*a"')


@pytest.mark.usefixtures("both_parsers")
def test_a_merge_key_is_refused_and_a_quoted_one_is_text() -> None:
    assert problems_of("a:\n  <<: {b: 1}\n  '<<': 2\n") == [
        "a.yaml:2:3: merge key <<; merging is not supported, write the content out"
    ]


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        *[
            ("!!str 1", "!!str"),
            ("!!int '1'", "!!int"),
            ("!x 1", "!x"),
            ("! 1", "!"),
            ("! 'a'", "!"),
            ("! 2026-02-30", "!"),
        ],
        *[("!!map {}", "!!map"), ("!x [1]", "!x"), ("!<tag:yaml.org,2002:null> ''", "!!null")],
        *[("!!binary aGk=", "!!binary"), ("!!python/name:os.system x", "!!python/name:os.system")],
    ],
)
def test_any_explicit_tag_is_refused(value: str, shown: str) -> None:
    (problem,) = problems_of(f"a: {value}\n")
    assert problem.startswith(f'a.yaml:1:4: tag "{shown}"; tags are not supported')


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize("directive", ["%YAML 1.3", "%YAML 2.0", "%TAG ! !x", "%TAG !e! tag:e:", "%FOO bar"])
def test_a_directive_other_than_yaml_1_1_or_1_2_is_refused(directive: str) -> None:
    problems = problems_of(f"# c\n{directive}\n---\na: 1\n")
    assert problems[0].startswith("a.yaml:2:1: this % directive is not supported")


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize("second", ["b: 2\n", "", "[\n", "!x"])
def test_a_second_document_is_refused_where_it_starts(second: str) -> None:
    (problem,) = problems_of(f"a: 1\n---\n{second}")
    assert problem.startswith("a.yaml:2:1: a second YAML document starts here")


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize("text", ["", "\n \n", "# only a comment\n", "\ufeff", "---\n", "~\n", "--- # c\n...\n"])
def test_a_file_without_content_is_refused(text: str) -> None:
    (problem,) = problems_of(text)
    assert "there is nothing in it" in problem


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize(
    ("text", "kind"),
    [("- a\n", "a list"), ("hello\n", "text"), ("a:1\n", "text"), ("3\n", "3"), ("[]", "a list")],
)
def test_a_root_that_is_not_a_mapping_is_refused(text: str, kind: str) -> None:
    (problem,) = problems_of(text)
    assert problem.startswith(f"a.yaml:1:1: the file as a whole is {kind}; must be made of")


@pytest.mark.usefixtures("both_parsers")
def test_an_impossible_date_and_an_oversized_number_are_reported_where_they_stand() -> None:
    found = problems_of("a: 2026-02-30\nb: [2025-02-29, 2024-02-29]\nc: 1234567890123456789\nd: 1e999\n")
    assert found == [
        "a.yaml:1:4: there is no date 2026-02-30; the last day of 2026-02 is 28",
        "a.yaml:2:5: there is no date 2025-02-29; the last day of 2025-02 is 28",
        'a.yaml:3:4: integer "1234567890123456789" is too large; at most 18 digits; quote it if it is an identifier',
        'a.yaml:4:4: number "1e999" is too large; must be finite; quote it if it is text',
    ]


@pytest.mark.usefixtures("both_parsers")
def test_problems_found_before_a_syntax_error_are_reported_with_it() -> None:
    assert [problem.split(";")[0] for problem in problems_of("a: 1\na: 2\nb: 2026-13-01\nc: [1, 2\n")] == [
        'a.yaml:2:1: duplicate key "a", first at line 1',
        "a.yaml:3:4: there is no date 2026-13-01",
        "a.yaml:4:4: this bracket is never closed, or a comma is missing",
    ]
