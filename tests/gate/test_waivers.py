"""A waiver changes the gate for as long as it stands and nothing else; whatever is doubtful about one ends it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.errors import SelfcheckError
from selfcheck.gate.judge import Result, Submission, judge, judge_set
from selfcheck.gate.policy import Policy, WaiverRules
from selfcheck.gate.waivers import Waiver
from selfcheck.load import waivers as waiver_files
from selfcheck.model.content import Content

Make = Callable[..., Submission]
FIELDS = {
    "control": "BET-02",
    "reason": "等预算",
    "approver": "张三",
    "approved_on": "2026-10-01",
    "expires": "2026-12-20",
}


def written(*entries: dict[str, str]) -> str:
    lines = ["selfcheck: waivers/1", "waivers:"]
    for entry in entries:
        first, *rest = (f"{key}: {value}" for key, value in entry.items())
        lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    return "\n".join(lines) + "\n"


def waivers(*entries: dict[str, str], root: Path = Path("/nowhere")) -> tuple[Waiver, ...]:
    return waiver_files.read(written(*entries), "waivers.yaml", root)


@pytest.fixture(scope="session")
def lacking(good: str) -> str:
    """One gap of high severity: BET-02."""
    return good.replace("plan: true", "plan: false")


def notices(result: Result) -> list[str]:
    return [f"{notice.location}: {notice.what.en}" for notice in result.notices]


def test_a_waived_gap_passes_the_gate_and_leaves_the_score_alone(
    submitted: Make, lacking: str, catalogue: Content
) -> None:
    bare = judge(submitted(lacking), Policy(), catalogue)
    waived = judge(submitted(lacking, waivers=waivers(FIELDS)), Policy(), catalogue)
    assert (bare.passed, waived.passed) == (False, True)
    assert waived.assessment == bare.assessment
    assert waived.assessment.score.rate == 0.8
    assert waived.counted.rate == 1


@pytest.mark.parametrize(
    ("as_of", "passes", "notice"),
    [
        (date(2026, 9, 30), False, "takes effect on 2026-10-01 only; its gap counts again"),
        (date(2026, 10, 1), True, None),
        (date(2026, 11, 19), True, None),
        (date(2026, 11, 20), True, "expires in 30 days (2026-12-20 inclusive, Asia/Shanghai)"),
        (date(2026, 12, 20), True, "expires today (2026-12-20, Asia/Shanghai)"),
        (date(2026, 12, 21), False, "expired on 2026-12-20; its gap counts again"),
    ],
)
def test_a_waiver_stands_from_its_approval_to_its_last_day_inclusive(
    submitted: Make, lacking: str, catalogue: Content, as_of: date, passes: bool, notice: str | None
) -> None:
    text = lacking.replace("2026-10-01", "2026-08-01")
    result = judge(submitted(text, waivers=waivers(FIELDS), as_of=as_of), Policy(), catalogue)
    assert result.passed is passes
    assert notices(result) == ([] if notice is None else [f"waivers.yaml:3:5: waiver BET-02 {notice}"])


@pytest.mark.parametrize(
    "expires",
    ["2026-02-30", "2026-13-01", "soon", "20261220", "2026-12", '"2026-12-32"', "2026/12/20", "[2026-12-20]", "true"],
)
def test_a_date_that_cannot_be_read_counts_as_expired(
    submitted: Make, lacking: str, catalogue: Content, expires: str
) -> None:
    for field in ("expires", "approved_on"):
        given_ = waivers({**FIELDS, field: expires})
        result = judge(submitted(lacking, waivers=given_), Policy(), catalogue)
        assert not result.passed
        assert notices(result) == [
            "waivers.yaml:3:5: waiver BET-02 has a date that cannot be read and counts as expired; its gap counts again"
        ]


def test_an_impossible_day_spoils_its_waiver_only(submitted: Make, lacking: str, catalogue: Content) -> None:
    given_ = waivers({**FIELDS, "control": "ALP-03", "expires": "2026-02-30 # oh"}, FIELDS)
    assert judge(submitted(lacking, waivers=given_), Policy(), catalogue).passed


def test_expiring_before_the_approval_is_no_date(submitted: Make, lacking: str, catalogue: Content) -> None:
    given_ = waivers({**FIELDS, "expires": "2026-09-01"})
    assert not judge(submitted(lacking, waivers=given_), Policy(), catalogue).passed


@given(st.integers(0, 120))
def test_the_longest_duration_is_the_severitys(submitted: Make, lacking: str, catalogue: Content, days: int) -> None:
    approved = date(2026, 11, 20)
    given_ = waivers({**FIELDS, "approved_on": "2026-11-20", "expires": (approved + timedelta(days)).isoformat()})
    result = judge(submitted(lacking, waivers=given_, as_of=approved), Policy(), catalogue)
    assert result.passed is (days <= 90)


def test_a_red_line_is_waived_only_where_the_policy_names_it(submitted: Make, good: str, catalogue: Content) -> None:
    text = good.replace("policy: true", "policy: false")
    given_ = waivers({**FIELDS, "control": "ALP-01", "expires": "2026-10-30", "approved_on": "2026-10-15"})
    day = date(2026, 10, 20)
    refused = judge(submitted(text, waivers=given_, as_of=day), Policy(), catalogue)
    assert not refused.passed
    assert "is for a red line, which the policy does not name as waivable" in notices(refused)[0]
    named = Policy(waivers=WaiverRules(red_lines=("ALP-01",)))
    assert judge(submitted(text, waivers=given_, as_of=day), named, catalogue).passed


def test_a_control_the_policy_calls_a_red_line_is_one(submitted: Make, lacking: str, catalogue: Content) -> None:
    policy = Policy(red_lines=("BET-02",))
    assert not judge(submitted(lacking, waivers=waivers(FIELDS)), policy, catalogue).passed


def test_a_waiver_for_one_row_leaves_the_other_rows(submitted: Make, good: str, catalogue: Content) -> None:
    text = good.replace("tested: true", "tested: false")
    one = waivers({**FIELDS, "control": "ALP-02", "item": '"systems[crm]"'})
    result = judge(submitted(text, waivers=one), Policy(), catalogue)
    assert [(str(entry.gap.key), entry.held) for entry in result.judged] == [
        ("ALP-02 systems[crm]", False),
        ("ALP-02 systems[oa]", True),
    ]
    assert not result.passed
    assert judge(submitted(text, waivers=waivers({**FIELDS, "control": "ALP-02"})), Policy(), catalogue).passed


def test_a_missing_answer_cannot_be_waived(submitted: Make, good: str, catalogue: Content) -> None:
    text = good.replace("  beta.plan: true\n", "")
    result = judge(submitted(text, waivers=waivers(FIELDS)), Policy(), catalogue)
    assert not result.passed


def test_a_waived_row_beside_one_without_answer_leaves_the_control_unanswered(
    submitted: Make, good: str, catalogue: Content
) -> None:
    text = good.replace("客户管理系统, tested: true", "客户管理系统, tested: false").replace(
        "办公系统, tested: true", "办公系统"
    )
    result = judge(submitted(text, waivers=waivers({**FIELDS, "control": "ALP-02"})), Policy(), catalogue)
    broken = {entry.id: entry.controls for entry in result.conditions if not entry.met}
    assert broken == {"minimum.coverage": ("ALP-02",), "minimum.rate": ("ALP-02",)}


def test_a_waiver_nobody_needs_is_warned_of_once_for_the_set(
    submitted: Make, good: str, lacking: str, catalogue: Content
) -> None:
    given_ = waivers(FIELDS, {**FIELDS, "control": "ALP-02", "item": "crm"})
    texts = (good, lacking.replace("样例", "另一").replace("tested: true", "tested: false"))
    results = [judge(submitted(text, waivers=given_), Policy(), catalogue) for text in texts]
    verdict = judge_set(results, (), given_, Policy(), catalogue)
    assert [notice.what.en for notice in verdict.notices] == [
        "waiver ALP-02 crm is not used: there is no such gap; the gaps of this control are in systems[crm], systems[oa]"
    ]


def test_a_waiver_for_one_organisation_does_nothing_for_another(
    submitted: Make, lacking: str, catalogue: Content
) -> None:
    given_ = waivers({**FIELDS, "organisation": "另一公司"})
    assert not judge(submitted(lacking, waivers=given_), Policy(), catalogue).passed
    assert judge(submitted(lacking.replace("样例", "另一"), waivers=given_), Policy(), catalogue).passed


def test_a_waiver_whose_evidence_is_not_there_does_not_stand(
    submitted: Make, lacking: str, catalogue: Content, tmp_path: Path
) -> None:
    entry = {**FIELDS, "evidence": "[memo.pdf]"}
    missing = judge(submitted(lacking, waivers=waivers(entry, root=tmp_path)), Policy(), catalogue)
    assert not missing.passed
    assert "evidence memo.pdf does not exist" in notices(missing)[0]
    (tmp_path / "memo.pdf").write_bytes(b"yes")
    assert judge(submitted(lacking, waivers=waivers(entry, root=tmp_path)), Policy(), catalogue).passed


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("selfcheck: waivers/1\n", "waivers.yaml:1:1: waivers must be a list; with none write waivers: []"),
        ("selfcheck: waivers/2\nwaivers: []\n", 'waivers.yaml:1:12: unknown format version "waivers/2"'),
        ("waivers: []\n", "waivers.yaml:1:1: the format version is missing"),
        ("selfcheck: waivers/1\nwaiver: []\nwaivers: []\n", 'waivers.yaml:2:1: unknown key "waiver"'),
        (
            "selfcheck: waivers/1\nzone: UTC\nwaivers: []\n",
            'waivers.yaml:2:7: unsupported zone "UTC"; only Asia/Shanghai',
        ),
        ("selfcheck: waivers/1\nwaivers: [3]\n", "waivers.yaml:2:11: a waiver cannot be 3"),
        (written({**FIELDS, "expire": "2026-01-01"}), 'waivers.yaml:8:5: unknown key "expire"'),
        (written({k: v for k, v in FIELDS.items() if k != "expires"}), "waivers.yaml:3:5: the waiver lacks expires"),
        (written({**FIELDS, "expires": ""}), "waivers.yaml:3:5: the waiver lacks expires"),
        (written({**FIELDS, "approver": '" "'}), "waivers.yaml:5:15: approver: nothing is filled in"),
        (written(FIELDS, FIELDS), "waivers.yaml:8:5: waiver BET-02 stands at line 3 already; keep one of the two"),
        (written({**FIELDS, "evidence": "memo.pdf"}), "waivers.yaml:8:15: evidence must be a list of file names"),
    ],
)
def test_a_waivers_file_that_is_not_well_formed_is_refused_at_its_place(text: str, problem: str) -> None:
    with pytest.raises(SelfcheckError) as error:
        waiver_files.read(text, "waivers.yaml", Path("/nowhere"))
    assert [each for each in error.value.problems if each.line("en").startswith(problem)], str(error.value)
