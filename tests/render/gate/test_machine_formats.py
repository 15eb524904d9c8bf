"""JSON, JUnit, GitHub annotations, GitLab code quality and the badge: shapes that other programs rely on."""

import json
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

import selfcheck
from selfcheck.gate.policy import Minimum, Policy
from selfcheck.gate.report import GateReport
from selfcheck.model.content import Severity
from selfcheck.render.gate import badge, github, gitlab, junit
from selfcheck.render.gate import json as gate_json

Make = Callable[..., GateReport]
BROKEN = "selfcheck: answers/1\n"
LENIENT = Policy(maximum_gaps={Severity.CRITICAL: 0})


def gate_data(report: GateReport) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(gate_json.render(report))
    schema = json.loads((Path(selfcheck.__file__).parent / "schemas" / "gate.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    return data


# --- json -------------------------------------------------------------------------------------------------------


def test_json_meets_its_schema_with_everything_in_it(
    reported: Make, answers: str, known_gaps: Callable[[str], tuple[Any, ...]]
) -> None:
    known = known_gaps(answers)
    data = gate_data(reported(answers, BROKEN, baseline=known, previous=known))
    assert (data["passed"], data["exit_code"]) == (False, 2)
    assert data["organisations"][0]["changes"]["since"] == "2026-01-01"


def test_json_keeps_the_true_score_beside_the_counted_one(reported: Make) -> None:
    (organisation,) = gate_data(reported())["organisations"]
    assert organisation["score"]["rate"] == 0.0
    assert organisation["counted"]["rate"] == 0.2
    waived = [gap["control"] for gap in organisation["gaps"] if gap["waived"]]
    assert waived == ["BET-02"]
    assert [gap["control"] for gap in organisation["gaps"] if not gap["held"]] == waived


def test_json_gives_every_condition_its_actual_and_required_value(reported: Make) -> None:
    (organisation,) = gate_data(reported())["organisations"]
    critical = organisation["conditions"][0]
    assert {key: critical[key] for key in ("id", "met", "bound", "actual", "required", "controls")} == {
        "id": "maximum_gaps.critical",
        "met": False,
        "bound": "at-most",
        "actual": 1,
        "required": 0,
        "controls": ["ALP-01"],
    }


# --- junit ------------------------------------------------------------------------------------------------------


def cases(report: GateReport) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(junit.render(report))
    assert root.tag == "testsuites"
    found = {f"{case.get('classname')}/{case.get('name')}": case for case in root.iter("testcase")}
    for suite in [root, *root.iter("testsuite")]:
        mine = list(suite.iter("testcase"))
        assert suite.get("tests") == str(len(mine))
        assert suite.get("failures") == str(sum(case.find("failure") is not None for case in mine))
        assert suite.get("errors") == str(sum(case.find("error") is not None for case in mine))
    return found


def outcome(case: ElementTree.Element) -> str:
    return next((child.tag for child in case if child.tag != "system-out"), "passed")


def test_junit_has_a_case_for_every_control_and_condition(reported: Make) -> None:
    found = {name: outcome(case) for name, case in cases(reported(policy=LENIENT)).items()}
    assert found == {
        "selfcheck.gate/maximum_gaps.critical": "failure",
        "selfcheck.gate/minimum.coverage": "passed",
        "selfcheck.gate/minimum.rate": "failure",
        "selfcheck.gate/evidence": "failure",
        "selfcheck.alpha/ALP-01 A policy is needed": "failure",
        "selfcheck.alpha/ALP-02 Systems are tested": "failure",
        "selfcheck.alpha/ALP-03 Drills are held": "failure",
        "selfcheck.beta/BET-01 Data is encrypted": "failure",
        "selfcheck.beta/BET-02 A plan is needed": "skipped",  # waived
        "selfcheck.beta/BET-03 Cards are checked": "skipped",  # not applicable
    }


def test_junit_fails_only_where_the_gate_does(reported: Make, answers: str) -> None:
    text = answers.replace("evidence: [{file: evidence/none.pdf}]", "note: 无").replace("policy: false", "policy: true")
    report = reported(text, policy=Policy(minimum=Minimum(rate=Fraction(0)), maximum_gaps={}))
    assert report.verdict.passed
    found = cases(report)
    assert {outcome(case) for case in found.values()} == {"passed", "skipped"}
    shown = found["selfcheck.beta/BET-01 Data is encrypted"].findtext("system-out")
    assert shown is not None
    assert shown.startswith("answers.yaml:13:3\n")


def test_junit_keeps_to_the_shape_jenkins_accepts(reported: Make, answers: str) -> None:
    """No file or line on a case, no properties in one; of all elements only those of the xUnit schema."""
    root = ElementTree.fromstring(junit.render(reported(answers, BROKEN)))
    allowed = {
        "testsuites": {"tests", "failures", "errors"},
        "testsuite": {"name", "tests", "failures", "errors", "skipped"},
        "testcase": {"name", "classname"},
        "failure": {"message", "type"},
        "error": {"message", "type"},
        "skipped": {"message"},
        "system-out": set(),
    }
    for element in root.iter():
        assert set(element.keys()) <= allowed[element.tag], element.tag


def test_junit_shows_a_broken_file_as_an_error(reported: Make, answers: str) -> None:
    case = cases(reported(answers, BROKEN))["selfcheck.answers/answers-1.yaml"]
    error = case.find("error")
    assert error is not None
    assert "answers-1.yaml:1:1: organisation is missing" in str(error.text)


def test_junitparser_reads_it(reported: Make, tmp_path: Path) -> None:
    parser = pytest.importorskip("junitparser", reason="junitparser is not installed")
    path = tmp_path / "junit.xml"
    path.write_text(junit.render(reported()), encoding="utf-8")
    suites = parser.JUnitXml.fromfile(str(path))
    assert (suites.tests, suites.failures, suites.errors) == (11, 8, 0)


# --- github -----------------------------------------------------------------------------------------------------

COMMAND = re.compile(r"::(error|warning|notice) (?:file=[^,:\s]+,(?:line=\d+,col=\d+,)?)?title=[^,:\n\r]*::[^\n\r]*")


def annotations(report: GateReport) -> list[str]:
    lines = github.render(report).splitlines()
    assert all(COMMAND.fullmatch(line) for line in lines)
    return lines


def test_annotations_stand_at_the_answer_and_are_ordered_by_level(reported: Make) -> None:
    lines = annotations(reported())
    assert lines[0].startswith("::error file=answers.yaml,line=1,col=1,title=maximum_gaps.critical::critical gaps 1")
    assert "::error file=answers.yaml,line=9,col=3,title=ALP-01::ALP-01 A policy is needed" in "\n".join(lines)
    levels = [line.split(" ")[0] for line in lines]
    assert levels == sorted(levels, key=["::error", "::warning", "::notice"].index)


def test_a_gap_the_policy_lets_pass_is_no_error(reported: Make) -> None:
    lines = annotations(reported(policy=Policy(minimum=Minimum(rate=Fraction(0)), maximum_gaps={})))
    assert [line for line in lines if line.startswith("::error") and "title=ALP-01" in line] == []
    assert [line for line in lines if line.startswith("::warning") and "title=ALP-01" in line] != []


def test_at_most_ten_of_a_level_are_printed_and_the_rest_is_counted(
    reported: Make, answers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"  - {{id: s{number}, tested: false}}\n" for number in range(40))
    report = reported(answers.replace("  - {id: oa}\n", rows))
    lines = annotations(report)
    for level in ("error", "warning", "notice"):
        assert sum(line.startswith(f"::{level}") for line in lines) <= 10
    monkeypatch.setattr(github, "CAP", 10_000)
    whole = annotations(report)
    assert lines[:-1] == [line for line in whole if line in lines]
    left = len(whole) - (len(lines) - 1)
    assert lines[-1] == f"::notice title=selfcheck::{left} more; see the step summary or the json output"


def test_a_passing_gate_prints_nothing(reported: Make, answers: str) -> None:
    good = answers.replace("false", "true").replace("{id: oa}", "{id: oa, tested: true}").replace("0.6", "0.9")
    good = good.replace("cards: true", "cards: false").replace("2025-01-01", "2026-10-01")
    report = reported(good.replace("evidence: [{file: evidence/none.pdf}]", "note: 无"))
    assert report.verdict.passed
    assert github.render(report) == ""


# --- gitlab -----------------------------------------------------------------------------------------------------

CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/|.*\\\\)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def issues(report: GateReport) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(gitlab.render(report))
    assert list(Draft202012Validator(CODE_QUALITY).iter_errors(found)) == []
    prints = [issue["fingerprint"] for issue in found]
    assert len(set(prints)) == len(prints)
    return found


def test_gitlab_issues_have_their_documented_shape_and_unique_fingerprints(reported: Make, answers: str) -> None:
    found = issues(reported(answers, answers.replace("样例", "另一"), BROKEN))
    assert {(issue["check_name"], issue["severity"]) for issue in found} == {
        ("selfcheck", "blocker"),
        ("evidence", "major"),
        ("ALP-01", "blocker"),
        ("ALP-02", "critical"),
        ("ALP-03", "major"),
        ("BET-01", "minor"),
    }
    assert len([issue for issue in found if issue["check_name"] == "ALP-02"]) == 4


def test_gitlab_fingerprints_survive_moved_lines(reported: Make, answers: str) -> None:
    moved = answers.replace("answers:\n", "\n\nanswers:\n")
    gaps = [{i["fingerprint"] for i in issues(reported(text))} for text in (answers, moved)]
    assert gaps[0] == gaps[1]


# --- badge ------------------------------------------------------------------------------------------------------

ENDPOINT = {
    "type": "object",
    "required": ["schemaVersion", "label", "message"],
    "additionalProperties": False,
    "properties": {
        "schemaVersion": {"const": 1},
        "label": {"type": "string"},
        "message": {"type": "string", "minLength": 1},
        "color": {"enum": ["brightgreen", "red", "lightgrey"]},
        "isError": {"type": "boolean"},
    },
}


@pytest.mark.parametrize("texts", [(), (BROKEN,)])
def test_the_badge_is_a_shields_endpoint(reported: Make, texts: tuple[str, ...]) -> None:
    data = json.loads(badge.render(reported(*texts)))
    assert list(Draft202012Validator(ENDPOINT).iter_errors(data)) == []
    if texts:
        assert (data["message"], data["isError"]) == ("could not assess", True)
    else:
        assert (data["message"], data["color"]) == ("failed · rate 0% · coverage 100%", "red")
