"""selfcheck.yaml: read as written, refused when anything in it is not understood, and described by its schema."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import selfcheck
from selfcheck.errors import SelfcheckError
from selfcheck.gate.policy import Minimum, Policy, WaiverRules
from selfcheck.load import policy as policies
from selfcheck.model.content import Content, Severity

SCHEMAS = Path(selfcheck.__file__).parent / "schemas"
FULL = """\
selfcheck: policy/1
profile: full
as_of: 2026-11-24
minimum: {score: 80, rate: 0.9, coverage: 95%}
maximum_gaps: {critical: 0, high: 1, medium: any}
domains:
  beta: {score: 70.5, rate: 66.7%}
red_lines: [ALP-03]
evidence: {required: [critical, high], fresh_within_months: 12}
answers: {reviewed_within_months: 6}
plan: {file: [a.json, b.json], overdue: 2}
baseline: baseline.json
waivers:
  file: waivers.yaml
  longest_days: {critical: 7}
  red_lines: [ALP-01]
  warn_days: 14
set:
  minimum: {rate: 0.95}
  maximum_gaps: {low: 9}
"""


def test_everything_a_policy_can_say_is_read(catalogue: Content) -> None:
    assert policies.read(FULL, "selfcheck.yaml", catalogue) == Policy(
        file="selfcheck.yaml",
        profile="full",
        as_of=date(2026, 11, 24),
        minimum=Minimum(Fraction(80), Fraction(9, 10), Fraction(95, 100)),
        maximum_gaps={Severity.CRITICAL: 0, Severity.HIGH: 1, Severity.MEDIUM: None},
        domains={"beta": Minimum(Fraction("70.5"), Fraction("0.667"), None)},
        red_lines=("ALP-03",),
        evidence_required=(Severity.CRITICAL, Severity.HIGH),
        evidence_months=12,
        reviewed_months=6,
        plans=("a.json", "b.json"),
        overdue=2,
        baseline="baseline.json",
        waivers=WaiverRules(
            file="waivers.yaml",
            longest_days={Severity.CRITICAL: 7, Severity.HIGH: 90, Severity.MEDIUM: 180, Severity.LOW: 365},
            red_lines=("ALP-01",),
            warn_days=14,
        ),
        set_minimum=Minimum(rate=Fraction("0.95")),
        set_maximum_gaps={Severity.LOW: 9},
    )


def test_what_a_policy_does_not_say_is_the_strict_default(catalogue: Content) -> None:
    read = policies.read("selfcheck: policy/1\n", "selfcheck.yaml", catalogue)
    assert read == Policy(file="selfcheck.yaml")


def test_every_problem_is_reported_at_once_with_its_place_and_what_was_meant(catalogue: Content) -> None:
    text = """\
selfcheck: policy/1
minimun: {rate: 0.9}
minimum: {rate: 90, covrage: 1}
maximum_gaps: {high: none}
red_lines: [ALP-3]
evidence: {required: [hihg], fresh_within_months: 0}
plan: {overdue: 1}
baseline: true
"""
    with pytest.raises(SelfcheckError) as error:
        policies.read(text, "selfcheck.yaml", catalogue)
    lines = [problem.line("en") for problem in error.value.problems]
    assert [line.split(": ")[0].removeprefix("selfcheck.yaml:") for line in lines] == [
        "2:1", "3:17", "3:21", "4:22", "5:13", "6:23", "6:51", "7:1", "8:11",
    ]  # fmt: skip
    assert 'unknown key "minimun"' in lines[0]
    assert "did you mean minimum?" in lines[0]
    assert "expected 0 to 1, or a percentage such as 90%" in lines[1]
    assert "write any for no limit" in lines[3]
    assert "did you mean ALP-03?" in lines[4]


def schema(name: str) -> Draft202012Validator:
    data: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(data)
    return Draft202012Validator(data)


def plain(text: str) -> Any:
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


REFUSED = (
    "selfcheck: policy/2\n",
    "profile: full\n",
    "selfcheck: policy/1\nminimun: {}\n",
    "selfcheck: policy/1\nminimum: {rate: 1.5}\n",
    "selfcheck: policy/1\nminimum: {score: 101}\n",
    "selfcheck: policy/1\nmaximum_gaps: {high: -1}\n",
    "selfcheck: policy/1\nmaximum_gaps: {high: all}\n",
    "selfcheck: policy/1\nmaximum_gaps: {severe: 1}\n",
    "selfcheck: policy/1\nevidence: {required: high}\n",
    "selfcheck: policy/1\nanswers: {reviewed_within_months: 0}\n",
    "selfcheck: policy/1\nplan: {overdue: 1}\n",
    "selfcheck: policy/1\nbaseline: true\n",
    "selfcheck: policy/1\nwaivers: {files: a}\n",
    "selfcheck: policy/1\nset: {rate: 0.5}\n",
)


@pytest.mark.parametrize("text", REFUSED)
def test_what_the_reader_refuses_the_schema_refuses_too(text: str, catalogue: Content) -> None:
    with pytest.raises(SelfcheckError):
        policies.read(text, "selfcheck.yaml", catalogue)
    assert list(schema("policy").iter_errors(plain(text)))


@pytest.mark.parametrize(
    "text", [FULL, "selfcheck: policy/1\n", "selfcheck: policy/1\nbaseline: false\nwaivers: false\n"]
)
def test_what_the_reader_takes_meets_the_schema(text: str, catalogue: Content) -> None:
    policies.read(text, "selfcheck.yaml", catalogue)
    assert list(schema("policy").iter_errors(plain(text))) == []


def test_the_schema_knows_every_key_of_the_reader() -> None:
    properties = schema("policy").schema["properties"]  # type: ignore[index]  # a schema may be a bool, ours is not
    assert tuple(properties) == policies.KEYS


def test_the_schemas_of_waivers_and_baseline_are_schemas() -> None:
    from selfcheck.load import baseline, waivers

    assert tuple(schema("baseline").schema["properties"]) == baseline.KEYS  # type: ignore[index]  # as above
    waiver = schema("waivers").schema["$defs"]["waiver"]  # type: ignore[index]  # as above
    assert tuple(waiver["properties"]) == waivers.FIELDS
    schema("gate")
