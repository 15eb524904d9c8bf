"""Evidence counts when it is in the repository, unaltered, not expired and looked at in time."""

import hashlib
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from selfcheck.gate.evidence import State
from selfcheck.gate.judge import Result, Submission, judge
from selfcheck.gate.policy import Policy
from selfcheck.load.evidence import state
from selfcheck.model.content import Content, Severity

Make = Callable[..., Submission]
LETTER = b"signed"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    top = tmp_path / "top"
    (top / "evidence").mkdir(parents=True)
    (top / "evidence" / "plan.pdf").write_bytes(LETTER)
    (tmp_path / "outside.pdf").write_bytes(LETTER)
    (top / "in.pdf").symlink_to("evidence/plan.pdf")
    (top / "out.pdf").symlink_to("../outside.pdf")
    (top / "away").symlink_to("..")
    (top / "loop").symlink_to("loop")
    os.mkfifo(top / "pipe")
    return top


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("evidence/plan.pdf", State.SOUND),
        ("in.pdf", State.SOUND),
        ("./evidence/plan.pdf", State.SOUND),
        ("evidence/none.pdf", State.MISSING),
        ("evidence/plan.pdf/x", State.MISSING),
        ("evidence", State.NOT_A_FILE),
        (".", State.NOT_A_FILE),
        ("pipe", State.NOT_A_FILE),
        ("loop", State.UNREADABLE),
        ("evidence/plan.pdf\0", State.UNREADABLE),
        ("../outside.pdf", State.OUTSIDE),
        ("evidence/../evidence/plan.pdf", State.OUTSIDE),
        ("..\\outside.pdf", State.OUTSIDE),
        ("/etc/passwd", State.OUTSIDE),
        ("C:\\secret.pdf", State.OUTSIDE),
        ("C:secret.pdf", State.OUTSIDE),
        ("\\\\host\\share\\x.pdf", State.OUTSIDE),
        ("~/x.pdf", State.OUTSIDE),
        ("out.pdf", State.OUTSIDE),
        ("away/outside.pdf", State.OUTSIDE),
        ("away/none.pdf", State.OUTSIDE),
    ],
)
def test_a_cited_file_is_looked_for_inside_the_repository_only(repository: Path, file: str, expected: State) -> None:
    assert state(file, None, repository.resolve()) is expected


def test_a_checksum_must_match(repository: Path) -> None:
    right = hashlib.sha256(LETTER).hexdigest()
    assert state("evidence/plan.pdf", right, repository.resolve()) is State.SOUND
    assert state("evidence/plan.pdf", right.upper(), repository.resolve()) is State.SOUND
    assert (
        state("evidence/plan.pdf", right.replace(right[0], "0" if right[0] != "0" else "1"), repository)
        is State.ALTERED
    )


def with_evidence(text: str, **fields: str) -> str:
    inner = ", ".join(f"{key}: {value}" for key, value in {"file": "evidence/plan.pdf", **fields}.items())
    return text.replace("beta.plan: true", f"beta.plan: {{value: true, evidence: [{{{inner}}}]}}")


def faults(result: Result, condition: str = "evidence") -> list[str]:
    return [
        f"{fault.location} {fault.what.en} {fault.controls}"
        for entry in result.conditions
        if entry.id == condition
        for fault in entry.faults
    ]


@pytest.mark.parametrize(("as_of", "holds"), [(date(2026, 11, 30), True), (date(2026, 12, 1), False)])
def test_evidence_counts_up_to_its_last_day(
    submitted: Make, good: str, catalogue: Content, repository: Path, as_of: date, holds: bool
) -> None:
    text = with_evidence(good, valid_until="2026-11-30")
    result = judge(submitted(text, root=repository, as_of=as_of), Policy(), catalogue)
    assert result.passed is holds
    expired = ["answers.yaml:12:39 beta.plan: evidence evidence/plan.pdf expired on 2026-11-30 ('BET-02',)"]
    assert faults(result) == ([] if holds else expired)


def test_evidence_that_is_not_there_fails_the_strict_gate(
    submitted: Make, good: str, catalogue: Content, repository: Path
) -> None:
    text = with_evidence(good, file="evidence/none.pdf")
    result = judge(submitted(text, root=repository), Policy(), catalogue)
    assert faults(result) == ["answers.yaml:12:39 beta.plan: evidence evidence/none.pdf does not exist ('BET-02',)"]
    assert not result.passed


def test_a_satisfied_control_of_a_severity_in_question_needs_evidence(
    submitted: Make, good: str, catalogue: Content, repository: Path
) -> None:
    policy = Policy(evidence_required=(Severity.HIGH,))
    bare = judge(submitted(good, root=repository), policy, catalogue)
    assert [fault.rpartition(" (")[2] for fault in faults(bare, "evidence.required")] == ["'ALP-02',)", "'BET-02',)"]
    of_row = good.replace("answers:", "answers:\n  systems[crm].tested: {value: true, evidence: [evidence/plan.pdf]}")
    of_row = of_row.replace("客户管理系统, tested: true", "客户管理系统")
    assert judge(submitted(with_evidence(of_row), root=repository), policy, catalogue).passed


def reviewed(text: str, on: str) -> str:
    return text.replace(
        "beta.plan: true", f"beta.plan: {{value: true, evidence: [evidence/plan.pdf], reviewed_on: {on}}}"
    )


@pytest.mark.parametrize(
    ("on", "as_of", "fresh"),
    [
        ("2026-08-31", date(2026, 11, 30), True),
        ("2026-08-29", date(2026, 11, 30), False),
        ("2026-11-30", date(2027, 2, 28), True),
        ("2026-11-27", date(2027, 2, 28), False),
        ("2026-12-01", date(2026, 11, 30), False),
    ],
)
def test_evidence_is_fresh_for_so_many_calendar_months_after_its_review(
    submitted: Make, good: str, catalogue: Content, repository: Path, on: str, as_of: date, fresh: bool
) -> None:
    policy = Policy(evidence_months=3)
    result = judge(submitted(reviewed(good, on), root=repository, as_of=as_of), policy, catalogue)
    assert (not faults(result, "evidence.fresh_within_months")) is fresh


def test_an_answer_without_a_review_date_is_not_reviewed(submitted: Make, good: str, catalogue: Content) -> None:
    result = judge(submitted(reviewed(good, "2026-11-01")), Policy(reviewed_months=3), catalogue)
    assert faults(result, "answers.reviewed_within_months") == [
        "answers.yaml:9:3 alpha.policy has no review date ('ALP-01',)",
        "answers.yaml:10:3 alpha.drilled_on has no review date ('ALP-03',)",
        "answers.yaml:11:3 beta.share has no review date ('BET-01',)",
    ]
