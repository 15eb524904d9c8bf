"""SARIF 2.1.0 as code-scanning services read it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from selfcheck.gate.report import GateReport
from selfcheck.render.gate import sarif

Make = Callable[..., GateReport]
# As published by OASIS; this copy comes from the npm package @microsoft/jest-sarif (MIT).
SCHEMA = Path(__file__).parents[2] / "cases" / "gate" / "sarif-2.1.0-rtm.5.json"
MULTITOOL = "@microsoft/sarif-multitool@5.7.0"


def run_of(report: GateReport) -> dict[str, Any]:
    log = json.loads(sarif.render(report))
    problems = list(Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).iter_errors(log))
    assert problems == []
    run: dict[str, Any] = log["runs"][0]
    return run


def places(run: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {
        f"{result['ruleId']} {result.get('properties', {}).get('item') or ''}".strip(): (
            region["startLine"],
            region["startColumn"],
        )
        for result in run["results"]
        for region in [result["locations"][0]["physicalLocation"]["region"]]
    }


def test_every_gap_that_counts_is_a_result_at_its_answer(reported: Make) -> None:
    run = run_of(reported())
    assert places(run) == {
        "ALP-01": (9, 3),
        "ALP-02 systems[crm]": (6, 5),
        "ALP-02 systems[oa]": (7, 5),  # no answer: the row it belongs in
        "ALP-03": (10, 3),
        "BET-01": (13, 3),
        "evidence": (12, 16),
    }
    assert {result["ruleId"]: result["level"] for result in run["results"]} == {
        "ALP-01": "error",
        "ALP-02": "error",
        "ALP-03": "warning",
        "BET-01": "note",
        "evidence": "warning",
    }


def test_a_result_follows_its_answer_and_keeps_its_fingerprint(reported: Make, answers: str) -> None:
    """The file is edited and judged again: lines move, wording changes, the result stays the same result."""
    moved = answers.replace("answers:\n", "# a comment\n\nanswers:\n").replace("客户管理系统", "客户系统")
    before, after = run_of(reported(answers)), run_of(reported(moved))
    assert places(after)["ALP-01"] == (11, 3)
    assert places(after)["ALP-02 systems[crm]"] == (6, 5)
    prints = [[result["partialFingerprints"] for result in run["results"]] for run in (before, after)]
    assert prints[0] == prints[1]
    assert len({value["selfcheckGap/v1"] for value in prints[0]}) == len(prints[0])


def test_an_answer_that_is_removed_is_pointed_at_by_its_section(reported: Make, answers: str) -> None:
    run = run_of(reported(answers.replace("  alpha.policy: false\n", "")))
    assert places(run)["ALP-01"] == (8, 1)


def test_paths_are_relative_uris_with_forward_slashes(reported: Make) -> None:
    run = run_of(reported(paths={"answers.yaml": "云/a b&c.yaml"}))
    artifacts = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in run["results"]]
    assert {(artifact["uri"], artifact["uriBaseId"]) for artifact in artifacts} == {
        ("%E4%BA%91/a%20b%26c.yaml", "%SRCROOT%")
    }
    assert "%SRCROOT%" in run["originalUriBaseIds"]


def test_every_rule_has_help_and_a_security_severity(reported: Make) -> None:
    rules = run_of(reported())["tool"]["driver"]["rules"]
    assert {rule["id"]: rule["properties"]["security-severity"] for rule in rules} == {
        "ALP-01": "9.5",
        "ALP-02": "8.0",
        "ALP-03": "5.5",
        "BET-01": "2.0",
        "evidence": "5.5",
    }
    assert rules[0]["help"]["text"] == (
        "Why: Without a policy nobody is bound\n"
        "Duty: Alpha Law, Art. 21(2)\n"
        "Cost: up to CNY 50,000\n"
        "Fix: do it (top executive)\n"
        "Proof: record"
    )
    assert rules[0]["help"]["markdown"].startswith("- **Why**: Without a policy")


def test_waived_gaps_are_left_out_unless_asked_for(reported: Make) -> None:
    assert "BET-02" not in places(run_of(reported()))
    run = run_of(reported(include_waived=True))
    (waived,) = [result for result in run["results"] if result["ruleId"] == "BET-02"]
    assert waived["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "waived until 2026-12-31 (inclusive, Asia/Shanghai) by 张三: 等预算",
        }
    ]
    assert not any("suppressions" in result for result in run["results"] if result is not waived)


def test_with_a_baseline_every_result_says_whether_it_is_new(
    reported: Make, answers: str, known_gaps: Callable[[str], tuple[Any, ...]]
) -> None:
    known = known_gaps(answers.replace("alpha.policy: false", "alpha.policy: true").replace("0.6", "0.7"))
    states = {r["ruleId"]: r["baselineState"] for r in run_of(reported(baseline=known))["results"]}
    assert states == {
        "ALP-01": "new",
        "ALP-02": "unchanged",
        "ALP-03": "unchanged",
        "BET-01": "unchanged",
        "evidence": "new",
    }


def test_limits_without_a_line_and_broken_files_are_notifications(reported: Make, answers: str) -> None:
    invocation = run_of(reported(answers, "selfcheck: answers/1\n"))["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert [note["descriptor"]["id"] for note in invocation["toolExecutionNotifications"]] == [
        "maximum_gaps.critical",
        "minimum.rate",
        "maximum_gaps.high",
        "evidence",
    ]
    place = invocation["toolConfigurationNotifications"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "answers-1.yaml"


def test_text_from_the_answers_is_no_placeholder_and_no_link(reported: Make, answers: str) -> None:
    hostile = answers.replace("name: 客户管理系统", 'name: "{0} [click](https://evil.example)"')
    texts = [result["message"]["text"] for result in run_of(reported(hostile))["results"]]
    (text,) = [text for text in texts if "click" in text]
    assert r"{{0}} \[click\](https://evil.example)" in text


def test_sarif_pydantic_parses_it(reported: Make) -> None:
    pydantic = pytest.importorskip("sarif_pydantic", reason="sarif-pydantic is not installed")
    log = pydantic.Sarif.model_validate_json(sarif.render(reported(include_waived=True)))
    assert len(log.runs[0].results) == 7


@pytest.fixture(scope="session")
def multitool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("npm")
    command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", MULTITOOL]
    done = subprocess.run(command, capture_output=True, cwd=folder, check=False, timeout=300)
    tool = folder / "node_modules" / ".bin" / "sarif-multitool"
    if done.returncode or not tool.exists():
        pytest.skip(f"npm cannot install {MULTITOOL}")
    for binary in (folder / "node_modules").glob("@microsoft/*/Sarif.Multitool"):
        binary.chmod(0o755)  # npm runs no install scripts where they are not allowed
    return tool


def test_the_sarif_multitool_finds_nothing_wrong(multitool: Path, reported: Make, answers: str, tmp_path: Path) -> None:
    found, log = tmp_path / "found.sarif", tmp_path / "log.sarif"

    def rules() -> set[str]:
        command = [str(multitool), "validate", str(log), "--output", str(found), "--log", "ForceOverwrite"]
        subprocess.run(command, capture_output=True, check=True, timeout=120)
        run = json.loads(found.read_text(encoding="utf-8-sig"))["runs"][0]
        assert run["invocations"][0]["executionSuccessful"]
        return {r["ruleId"] for r in run.get("results", []) if r.get("level", "warning") in ("error", "warning")}

    text = sarif.render(reported(answers, "selfcheck: answers/1\n", include_waived=True))
    log.write_text(text, encoding="utf-8")
    assert rules() == set()
    log.write_text(text.replace('"ruleIndex": 0', '"ruleIndex": 99'), encoding="utf-8")
    assert rules() == {"SARIF1009"}  # it does look
