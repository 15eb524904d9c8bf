"""`selfcheck gate` as a CI job runs it: what it prints, what it writes and above all what its exit code is."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from selfcheck.cli import app, gate_run, inputs
from selfcheck.load import build
from selfcheck.model.content import Content

CONTENT = Path(__file__).parents[1] / "cases" / "gate" / "content.yaml"
DAY = "2026-11-24"
GOOD = """\
selfcheck: answers/1
organisation: {name: 样例公司, cards: false}
systems:
  - {id: crm, tested: true}
answers:
  alpha.policy: true
  alpha.drilled_on: 2026-10-01
  beta.share: 0.9
  beta.plan: true
"""
GAP = GOOD.replace("plan: true", "plan: false")
POLICY = "selfcheck: policy/1\n"
WAIVERS = """\
selfcheck: waivers/1
waivers:
  - {control: BET-02, reason: 等预算, approver: 张三, approved_on: 2026-11-01, expires: 2026-12-31}
"""


class Ending(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ending]


@pytest.fixture(scope="session")
def sample() -> Content:
    raw: Any = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    return build.content(raw, "sample", "0" * 16)


@pytest.fixture
def run(sample: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("gate", "answers.yaml")` in a folder of its own, on a small catalogue, in English."""
    monkeypatch.setattr(inputs, "content", lambda extra=None: sample)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)

    def here(*arguments: object) -> Ending:
        capsys.readouterr()
        code = app.run([*map(str, arguments), "--lang", "en"])
        return Ending(code, *capsys.readouterr())

    return here


@pytest.fixture
def gate(run: Run) -> Run:
    """`gate("answers.yaml", …)` on the day the tests are written for."""
    return lambda *arguments: run("gate", *arguments, "--as-of", DAY)


def write(**files: str) -> None:
    """`write(answers=…)` writes answers.yaml, `write(hq__answers=…)` hq/answers.yaml."""
    for name, text in files.items():
        path = Path(f"{name.replace('__', '/')}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


# --- the exit-code table ----------------------------------------------------------------------------------------

# What can be wrong with the answers → the exit code of every command that reads them.
READERS: dict[str, tuple[str, ...]] = {
    "assess": ("assess", "answers.yaml", "--as-of", DAY),
    "validate": ("validate", "answers.yaml"),
    "gate": ("gate", "answers.yaml", "--as-of", DAY),
    "list": ("list", "questions", "--for", "answers.yaml", "--as-of", DAY),
    "plan": ("plan", "answers.yaml", "--as-of", DAY, "--plan-policy", "plan-policy.yaml"),
}
# The shipped periods name provisions that the small catalogue does not have.
PLAN_POLICY = """\
id: none-1
title: {zh: 无, en: none}
basis: {zh: 实践口径, en: practice}
due_days: {critical: 7, high: 30, medium: 60, low: 120}
unit: calendar
control_days: longer
soon_days: [10, 20]
limits: []
"""
ANSWERS: dict[str, tuple[str | bytes | None, dict[str, int]]] = {
    "without a gap": (GOOD, {}),
    "with a gap": (GAP, {"gate": 1}),
    "half answered": (GOOD.replace("  beta.plan: true\n", ""), {"gate": 1}),
    "with an unknown key": (GOOD + "  beta.plann: true\n", dict.fromkeys(READERS, 2)),
    "with a key twice": (GOOD + "  beta.plan: true\n", dict.fromkeys(READERS, 2)),
    "of a wrong type": (GOOD.replace("share: 0.9", "share: lots"), dict.fromkeys(READERS, 2)),
    "with an impossible date": (GOOD.replace("2026-10-01", "2026-02-30"), dict.fromkeys(READERS, 2)),
    "of a newer format": (GOOD.replace("answers/1", "answers/2"), dict.fromkeys(READERS, 2)),
    "cut short": (GOOD[:-20] + '"', dict.fromkeys(READERS, 2)),
    "empty": ("", dict.fromkeys(READERS, 2)),
    "blank": ("\n# nothing\n", dict.fromkeys(READERS, 2)),
    "binary": (b"\0\1\2\3", dict.fromkeys(READERS, 2)),
    "missing": (None, dict.fromkeys(READERS, 2)),
}


@pytest.mark.parametrize("state", ANSWERS)
@pytest.mark.parametrize("command", READERS)
def test_the_exit_code_for_answers(command: str, state: str, run: Run) -> None:
    if command not in app.COMMANDS:
        pytest.skip(f"there is no command {command} yet")
    text, codes = ANSWERS[state]
    Path("plan-policy.yaml").write_text(PLAN_POLICY, encoding="utf-8")
    if text is not None:
        Path("answers.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    ending = run(*READERS[command])
    assert ending.code == codes.get(command, 0), ending.err
    assert (ending.code == 2) is (ending.out == "")
    assert "Traceback" not in ending.err


BAD_POLICIES = {
    "missing": None,
    "empty": "",
    "without a version": "minimum: {rate: 0.5}\n",
    "of a newer version": "selfcheck: policy/2\n",
    "with an unknown key": POLICY + "minimun: {rate: 0.5}\n",
    "with a misspelt number": POLICY + "minimum: {complaince: 0.99}\n",
    "with a misspelt severity": POLICY + "maximum_gaps: {hihg: 0}\n",
    "with a rate in percent": POLICY + "minimum: {rate: 90}\n",
    "with a limit in words": POLICY + "maximum_gaps: {high: none}\n",
    "with a negative limit": POLICY + "maximum_gaps: {high: -1}\n",
    "with nothing under a key": POLICY + "minimum:\n",
    "with an unknown control": POLICY + "red_lines: [BET-20]\n",
    "with an unknown domain": POLICY + "domains: {gamma: {rate: 0.5}}\n",
    "with an unknown profile": POLICY + "profile: fulll\n",
    "with a key twice": POLICY + "profile: full\nprofile: red-lines\n",
    "with a plan that is missing": POLICY + "plan: {file: plan.json}\n",
    "with waivers that are missing": POLICY + "waivers: {file: waivers.yaml}\n",
    "with a baseline that is missing": POLICY + "baseline: baseline.json\n",
    "that is a list": "- selfcheck: policy/1\n",
    "cut short": "selfcheck: policy/1\nminimum: {rate: 0.5",
}


@pytest.mark.parametrize("state", BAD_POLICIES)
@pytest.mark.parametrize("found", ["named", "found"])
def test_no_policy_is_read_as_an_empty_one(state: str, found: str, gate: Run) -> None:
    """The thresholds that fail open elsewhere: misspelt keys, missing files, nothing at all."""
    write(answers=GOOD)
    text = BAD_POLICIES[state]
    if text is None and found == "found":
        pytest.skip("a policy that is not there is not found")
    name = "policy.yaml" if found == "named" else "selfcheck.yaml"
    if text is not None:
        Path(name).write_text(text, encoding="utf-8")
    ending = gate("answers.yaml", *(("--policy", name) if found == "named" else ()))
    assert ending.code == 2, ending.out
    assert ending.out == ""
    assert ending.err


GOOD_BASELINE = (
    '{"format": "selfcheck/baseline/1", "profile": "full", "recorded_on": "2026-11-24",'
    ' "content_version": "sample", "organisations": {"样例公司": []}}'
)
BAD_FILES = {
    "--baseline": {
        "missing": None,
        "empty": "",
        "an empty object": "{}",
        "cut short": GOOD_BASELINE[:-30],
        "of a newer version": GOOD_BASELINE.replace("baseline/1", "baseline/2"),
        "of another organisation": GOOD_BASELINE.replace("样例公司", "另一公司"),
        "of another scope": GOOD_BASELINE.replace('"full"', '"red-lines"'),
        "with an unknown key": GOOD_BASELINE.replace('"recorded_on"', '"recorded"'),
        "an earlier result": '{"format": "selfcheck/result/1"}',
    },
    "--waivers": {
        "missing": None,
        "empty": "",
        "of a newer version": WAIVERS.replace("waivers/1", "waivers/2"),
        "with an unknown key": WAIVERS.replace("reason", "reasons"),
        "without an expiry": WAIVERS.replace(", expires: 2026-12-31", ""),
        "cut short": WAIVERS[:-10],
    },
    "--previous": {
        "missing": None,
        "empty": "",
        "cut short": '{"format": "selfcheck/result/1", "findings": [',
        "of a newer version": '{"format": "selfcheck/result/2"}',
        "without findings": '{"format": "selfcheck/result/1", "profile": {"id": "full"}, "as_of": "2026-01-01"}',
        "a list": "[]",
    },
}


@pytest.mark.parametrize(
    ("option", "state"), [(option, state) for option, states in BAD_FILES.items() for state in states]
)
def test_a_file_that_is_named_and_not_usable_ends_the_run(option: str, state: str, gate: Run) -> None:
    write(answers=GOOD)
    text = BAD_FILES[option][state]
    if text is not None:
        Path("named").write_text(text, encoding="utf-8")
    Path("out.json").write_text("before", encoding="utf-8")
    ending = gate("answers.yaml", option, "named", "-o", "json:out.json")
    assert ending.code == 2, ending.out
    assert ending.out == ""
    assert ending.err
    assert Path("out.json").read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("answers.yaml", "--polic", "x"),
        ("answers.yaml", "-o", "yaml"),
        ("answers.yaml", "-o", "json:"),
        ("answers.yaml", "-o", "json:answers.yaml"),
        ("answers.yaml", "--profile", "fulll"),
        ("answers.yaml", "--as-of", "2026-02-30"),
        ("answers.yaml", "--min-rate", "0.5"),
        ("answers.yaml", "--min-rate", "high"),
        ("answers.yaml", "--min-rate", "95"),
        ("answers.yaml", "--min-coverage", "0"),
        ("answers.yaml", "--max-gaps", "high=3"),
        ("answers.yaml", "--max-gaps", "hihg=0"),
        ("answers.yaml", "--max-gaps", "high"),
        ("answers.yaml", "--max-gaps", "high=any"),
        ("answers.yaml", "--sarif-suppressed", "maybe"),
        ("answers.yaml", "--accept"),
        ("answers.yaml", "--update-baseline"),
        ("answers.yaml", "--write-baseline", "new.json", "-o", "json"),
        ("answers.yaml", "answers.yaml"),
        ("answers.yaml", "./answers.yaml"),
        ("answers/*.yaml",),
        ("answers",),
        (".",),
        ("answers.yaml", "gone.yaml"),
    ],
)
def test_a_command_that_means_nothing_is_refused(arguments: tuple[str, ...], run: Run) -> None:
    write(answers=GOOD)
    ending = run("gate", *arguments)
    assert ending.code == 2, ending.out


def test_nothing_to_evaluate_is_not_a_pass(run: Run) -> None:
    """Before the law took effect nothing applied."""
    write(answers=GOOD)
    ending = run("gate", "answers.yaml", "--as-of", "2016-01-01")
    assert ending.code == 2
    assert "nothing to evaluate" in ending.err


def test_a_bug_is_never_a_verdict(gate: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_: object) -> None:
        raise ZeroDivisionError

    write(answers=GOOD)
    monkeypatch.setattr(gate_run, "judge", bug)
    assert gate("answers.yaml").code == 3


# --- policy and flags -------------------------------------------------------------------------------------------


def test_without_a_policy_the_gate_is_strict_and_says_so(gate: Run) -> None:
    write(answers=GAP)
    ending = gate("answers.yaml")
    assert ending.code == 1
    assert "the built-in strict gate (no policy file)" in ending.out
    assert "✗ high gaps 1, at most 0  [maximum_gaps.high]\n      BET-02" in ending.out
    assert "✗ compliance rate 80%, at least 90%  [minimum.rate]" in ending.out
    assert "answers.yaml:9:3 BET-02" in ending.out


def test_the_policy_nearest_above_the_answers_is_used(gate: Run) -> None:
    write(answers__hq=GAP, selfcheck=POLICY + "minimum: {rate: 0.8}\nmaximum_gaps: {high: 1}\n")
    ending = gate("answers/hq.yaml")
    assert ending.code == 0
    assert "policy selfcheck.yaml" in ending.out


def test_what_a_policy_leaves_out_stays_strict(gate: Run) -> None:
    write(answers=GAP, selfcheck=POLICY + "minimum: {rate: 0.5}\n")
    assert gate("answers.yaml").code == 1


def test_a_policy_of_another_repository_above_is_not_used(gate: Run) -> None:
    write(top__answers=GAP, selfcheck=POLICY + "minimum: {rate: 0}\nmaximum_gaps: {high: any}\n")
    Path("top/.git").mkdir()
    assert gate("top/answers.yaml").code == 1


def test_answers_under_different_policies_are_not_gated_together(gate: Run) -> None:
    write(a__answers=GOOD, a__selfcheck=POLICY, b__answers=GOOD.replace("样例", "乙"), b__selfcheck=POLICY)
    assert gate("a/answers.yaml", "b/answers.yaml").code == 2
    assert gate("a/answers.yaml", "b/answers.yaml", "--policy", "a/selfcheck.yaml").code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--max-gaps", "low=0"), 1),
        (("--min-score", "100"), 1),
        (("--min-score", "98"), 0),
        (("--min-rate", "81%"), 1),
        (("--min-rate", "0.8"), 0),
        (("--max-gaps", "low=1", "--max-gaps", "low=0"), 1),
        (("--max-gaps", "low=0", "--max-gaps", "low=1"), 1),
    ],
)
def test_a_flag_tightens_the_policy(arguments: tuple[str, ...], code: int, gate: Run) -> None:
    write(answers=GOOD.replace("share: 0.9", "share: 0.6"), selfcheck=POLICY + "minimum: {rate: 80%}\n")
    assert gate("answers.yaml", *arguments).code == code


@pytest.mark.parametrize(
    ("policy", "arguments"),
    [
        ("minimum: {rate: 0.95}\n", ("--min-rate", "0.94")),
        ("maximum_gaps: {low: 0}\n", ("--max-gaps", "low=1")),
        ("profile: full\n", ("--profile", "red-lines")),
        ("as_of: 2026-11-24\n", ("--as-of", "2026-11-25")),
        ("baseline: false\n", ("--baseline", "baseline.json")),
        ("waivers: false\n", ("--waivers", "waivers.yaml")),
        ("waivers: {file: a.yaml}\n", ("--waivers", "waivers.yaml")),
    ],
)
def test_a_flag_never_loosens_the_policy(policy: str, arguments: tuple[str, ...], run: Run) -> None:
    write(answers=GOOD, waivers=WAIVERS, a=WAIVERS, selfcheck=POLICY + policy)
    Path("baseline.json").write_text(GOOD_BASELINE, encoding="utf-8")
    ending = run("gate", "answers.yaml", *arguments)
    assert ending.code == 2
    assert arguments[0] in ending.err


def test_the_policys_day_is_the_assessment_day(run: Run) -> None:
    write(answers=GOOD, selfcheck=POLICY + "as_of: 2028-01-01\n")
    ending = run("gate", "answers.yaml", "--max-gaps", "medium=0")
    assert ending.code == 1
    assert "2028-01-01" in ending.out


# --- baseline ---------------------------------------------------------------------------------------------------


def test_a_baseline_is_written_compared_with_and_tightened(gate: Run) -> None:
    write(answers=GAP)
    assert gate("answers.yaml", "--write-baseline", "b.json").code == 0
    assert gate("answers.yaml").code == 1
    assert gate("answers.yaml", "--baseline", "b.json").code == 0
    write(answers=GAP.replace("policy: true", "policy: false"))
    worse = gate("answers.yaml", "--baseline", "b.json", "--update-baseline")
    assert worse.code == 1
    assert "ALP-01" in worse.out
    assert json.loads(Path("b.json").read_text())["organisations"]["样例公司"][0]["control"] == "BET-02"
    write(answers=GOOD)
    assert "1 gaps of the baseline are gone: BET-02" in gate("answers.yaml", "--baseline", "b.json").out
    assert gate("answers.yaml", "--baseline", "b.json", "--update-baseline").code == 0
    assert json.loads(Path("b.json").read_text())["organisations"] == {"样例公司": []}
    write(answers=GAP)
    assert gate("answers.yaml", "--baseline", "b.json").code == 1


def test_a_baseline_takes_in_new_gaps_only_when_they_are_accepted(gate: Run) -> None:
    write(answers=GOOD)
    gate("answers.yaml", "--write-baseline", "b.json")
    write(answers=GAP)
    assert gate("answers.yaml", "--write-baseline", "b.json").code == 2
    assert gate("answers.yaml", "--baseline", "b.json", "--update-baseline").code == 1
    assert gate("answers.yaml", "--baseline", "b.json", "--update-baseline", "--accept").code == 0
    assert gate("answers.yaml", "--baseline", "b.json").code == 0
    assert gate("answers.yaml", "--write-baseline", "b.json", "--accept").code == 0


def test_a_waived_gap_stays_out_of_the_baseline(gate: Run) -> None:
    write(answers=GAP, waivers=WAIVERS)
    gate("answers.yaml", "--waivers", "waivers.yaml", "--write-baseline", "b.json")
    assert gate("answers.yaml", "--waivers", "waivers.yaml", "--baseline", "b.json").code == 0
    assert gate("answers.yaml", "--baseline", "b.json").code == 1


def test_a_broken_file_leaves_the_baseline_alone(gate: Run) -> None:
    write(answers=GAP, broken="selfcheck: answers/1\n")
    gate("answers.yaml", "--write-baseline", "b.json")
    before = Path("b.json").read_bytes()
    write(answers=GOOD)
    assert gate("answers.yaml", "broken.yaml", "--baseline", "b.json", "--update-baseline").code == 2
    assert gate("answers.yaml", "broken.yaml", "--write-baseline", "b.json", "--accept").code == 2
    assert Path("b.json").read_bytes() == before


def test_two_files_of_one_organisation_share_no_baseline(gate: Run) -> None:
    write(answers=GAP, again=GOOD)
    assert gate("answers.yaml", "again.yaml", "--write-baseline", "b.json").code == 2
    assert not Path("b.json").exists()


# --- many files -------------------------------------------------------------------------------------------------


def test_each_file_of_a_set_is_gated_and_a_broken_one_hides_none(gate: Run) -> None:
    write(a=GOOD, b=GAP.replace("样例", "乙"), c=GOOD.replace("样例", "丙") + "  beta.oops: 1\n")
    ending = gate("a.yaml", "b.yaml", "c.yaml")
    assert ending.code == 2
    assert "样例公司 (a.yaml)  passed" in ending.out
    assert "乙公司 (b.yaml)  failed" in ending.out
    assert "3 answers files: 1 passed, 1 failed, 1 could not be assessed" in ending.out
    assert 'c.yaml:10:3: no such question: "beta.oops"' in ending.err
    assert gate("a.yaml", "b.yaml").code == 1
    assert gate("b.yaml", "a.yaml").code == 1
    assert gate("a.yaml").code == 0


def test_with_no_file_assessed_no_report_is_overwritten(gate: Run) -> None:
    write(answers="selfcheck: answers/1\n")
    Path("out.sarif").write_text("before", encoding="utf-8")
    ending = gate("answers.yaml", "-o", "github", "-o", "sarif:out.sarif")
    assert ending.code == 2
    assert ending.out.startswith("::error file=answers.yaml,line=1,col=1,title=selfcheck::")
    assert Path("out.sarif").read_text(encoding="utf-8") == "before"


# --- changes, summary, standard output --------------------------------------------------------------------------


@pytest.mark.parametrize("earlier", ["assess", "gate"])
def test_changes_since_an_earlier_result(earlier: str, run: Run, gate: Run) -> None:
    write(answers=GAP.replace("tested: true", "tested: false"))
    run(earlier, "answers.yaml", "--as-of", DAY, "-o", "json:before.json")
    write(answers=GAP.replace("policy: true", "policy: false"))
    ending = gate("answers.yaml", "--previous", "before.json")
    assert "since 2026-11-24: 1 new, 1 resolved, 1 remaining" in ending.out
    assert "+ ALP-01 A policy is needed" in ending.out
    assert "- ALP-02 systems[crm] Systems are tested (closed)" in ending.out
    assert "= BET-02 A plan is needed (not satisfied)" in ending.out


def test_a_gap_whose_answer_was_taken_away_is_not_resolved(run: Run, gate: Run) -> None:
    write(answers=GAP)
    run("assess", "answers.yaml", "--as-of", DAY, "-o", "json:before.json")
    write(answers=GAP.replace("  beta.plan: false\n", ""))
    ending = gate("answers.yaml", "--previous", "before.json")
    assert "0 new, 0 resolved, 1 remaining" in ending.out
    assert "= BET-02 A plan is needed (unanswered)" in ending.out


def test_an_earlier_result_of_somebody_else_is_refused(run: Run, gate: Run) -> None:
    write(answers=GAP, other=GAP.replace("样例", "乙"))
    run("assess", "other.yaml", "--as-of", DAY, "-o", "json:before.json")
    assert gate("answers.yaml", "--previous", "before.json").code == 2
    run("assess", "answers.yaml", "--as-of", DAY, "-o", "json:before.json", "--profile", "red-lines")
    assert gate("answers.yaml", "--previous", "before.json").code == 2


def test_the_step_summary_is_appended_to(gate: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    write(answers=GAP)
    assert gate("answers.yaml", "-o", "github").code == 1
    assert summary.read_text(encoding="utf-8").startswith("before\n<!-- selfcheck:report -->\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no" / "where"))
    assert gate("answers.yaml", "-o", "github").code == 1


def test_notices_go_to_standard_error_where_no_text_report_shows_them(gate: Run) -> None:
    write(answers=GAP, waivers=WAIVERS.replace("2026-12-31", "2026-11-23"))
    ending = gate("answers.yaml", "--waivers", "waivers.yaml", "-o", "json")
    assert ending.code == 1
    assert "waivers.yaml:3:5: waiver BET-02 expired on 2026-11-23; its gap counts again" in ending.err
    assert gate("answers.yaml", "--waivers", "waivers.yaml", "-o", "json", "--quiet").err == ""


def test_the_same_inputs_give_the_same_bytes(gate: Run) -> None:
    write(answers=GAP.replace("policy: true", "policy: false"), waivers=WAIVERS)
    formats = ("text", "json", "markdown", "sarif", "junit", "github", "gitlab", "badge")

    def once(folder: str) -> dict[str, bytes]:
        Path(folder).mkdir()
        wanted = [part for name in formats for part in ("-o", f"{name}:{folder}/{name}")]
        gate("answers.yaml", "--waivers", "waivers.yaml", *wanted)
        return {name: (Path(folder) / name).read_bytes() for name in formats}

    assert once("one") == once("two")


def test_a_reader_that_goes_away_does_not_turn_a_failure_into_a_pass(tmp_path: Path) -> None:
    """`gate … | head -1` under `pipefail`."""
    (tmp_path / "answers.yaml").write_text(
        "selfcheck: answers/1\norganisation: {name: 样例公司, sectors: [cloud]}\nanswers: {}\n", encoding="utf-8"
    )
    source = os.pathsep.join(filter(None, (str(Path(app.__file__).parents[2]), os.environ.get("PYTHONPATH"))))
    with subprocess.Popen(
        [sys.executable, "-m", "selfcheck", "gate", "answers.yaml", "--as-of", DAY],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": source},
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
    assert process.returncode == 1
