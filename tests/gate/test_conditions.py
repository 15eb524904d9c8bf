"""Every limit is compared exactly and every broken one is reported with its numbers and controls."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.gate.conditions import Condition
from selfcheck.gate.judge import Result, Submission, judge, judge_set
from selfcheck.gate.numbers import numbers
from selfcheck.gate.policy import Minimum, Policy
from selfcheck.model.assessment import Status
from selfcheck.model.content import Content, Severity

Make = Callable[..., Submission]


def violated(result: Result) -> list[tuple[str, tuple[str, ...]]]:
    return [(entry.id, entry.controls) for entry in result.conditions if not entry.met]


def of(result: Result, name: str) -> Condition:
    return next(entry for entry in result.conditions if entry.id == name)


@pytest.fixture
def bad(good: str) -> str:
    """A gap of every severity, and one system without an answer."""
    return (
        good.replace("policy: true", "policy: false")
        .replace("id: crm, name: 客户管理系统, tested: true", "id: crm, name: 客户管理系统, tested: false")
        .replace("name: 办公系统, tested: true", "name: 办公系统")
        .replace("2026-10-01", "2025-01-01")
        .replace("share: 0.9", "share: 0.6")
    )


def test_answers_without_a_gap_pass_the_strict_gate(submitted: Make, good: str, catalogue: Content) -> None:
    result = judge(submitted(good), Policy(), catalogue)
    assert result.passed
    assert violated(result) == []


def test_all_broken_limits_are_reported_most_severe_first(submitted: Make, bad: str, catalogue: Content) -> None:
    policy = Policy(
        minimum=Minimum(Fraction(80), Fraction(9, 10), Fraction(1)),
        maximum_gaps={Severity.CRITICAL: 0, Severity.HIGH: 0, Severity.MEDIUM: 0, Severity.LOW: 0},
    )
    result = judge(submitted(bad), policy, catalogue)
    assert violated(result) == [
        ("maximum_gaps.critical", ("ALP-01",)),
        ("minimum.rate", ("ALP-01", "ALP-02", "ALP-03", "BET-01")),
        ("minimum.score", ("ALP-01", "ALP-02", "ALP-03", "BET-01")),
        ("maximum_gaps.high", ("ALP-02",)),
        ("maximum_gaps.medium", ("ALP-03",)),
        ("maximum_gaps.low", ("BET-01",)),
    ]


def test_a_missing_answer_lowers_the_coverage_and_is_named(submitted: Make, good: str, catalogue: Content) -> None:
    result = judge(submitted(good.replace("  beta.plan: true\n", "")), Policy(), catalogue)
    coverage = of(result, "minimum.coverage")
    assert not coverage.met
    assert coverage.actual == Fraction(4, 5)
    assert coverage.controls == ("BET-02",)


@pytest.mark.parametrize(("limit", "met"), [("4/5", True), ("0.8", True), ("8000000001/10000000000", False)])
def test_a_rate_is_compared_as_a_fraction(
    submitted: Make, good: str, catalogue: Content, limit: str, met: bool
) -> None:
    policy = Policy(minimum=Minimum(rate=Fraction(limit)), maximum_gaps={})
    result = judge(submitted(good.replace("plan: true", "plan: false")), policy, catalogue)
    assert of(result, "minimum.rate").met is met


@pytest.mark.parametrize(("limit", "met"), [(Fraction(2000, 26), True), (Fraction("76.93"), False)])
def test_a_score_is_compared_before_it_is_rounded(
    submitted: Make, good: str, catalogue: Content, limit: Fraction, met: bool
) -> None:
    # 20 of 26 points: 76.923…, which the report shows as 76.9
    policy = Policy(minimum=Minimum(score=limit), maximum_gaps={})
    result = judge(submitted(good.replace("plan: true", "plan: false")), policy, catalogue)
    assert result.counted.score == Fraction(2000, 26)
    assert of(result, "minimum.score").met is met


def test_a_domain_has_its_own_limits(submitted: Make, good: str, catalogue: Content) -> None:
    policy = Policy(minimum=Minimum(), maximum_gaps={}, domains={"beta": Minimum(rate=Fraction(1))})
    text = good.replace("plan: true", "plan: false").replace("policy: true", "policy: false")
    assert violated(judge(submitted(text), policy, catalogue)) == [("domains.beta.rate", ("BET-02",))]


def test_a_red_line_the_policy_names_must_be_answered_and_held(submitted: Make, good: str, catalogue: Content) -> None:
    policy = Policy(minimum=Minimum(), maximum_gaps={}, red_lines=("ALP-03", "BET-03"))
    assert judge(submitted(good), policy, catalogue).passed  # BET-03 does not apply
    unanswered = good.replace("  alpha.drilled_on: 2026-10-01\n", "")
    assert violated(judge(submitted(unanswered), policy, catalogue)) == [("red_lines", ("ALP-03",))]
    late = good.replace("2026-10-01", "2025-01-01")
    assert violated(judge(submitted(late), policy, catalogue)) == [("red_lines", ("ALP-03",))]


def test_no_limit_on_gaps_lets_any_number_pass(submitted: Make, bad: str, catalogue: Content) -> None:
    policy = Policy(minimum=Minimum(), maximum_gaps={Severity.CRITICAL: None, Severity.HIGH: 1})
    assert judge(submitted(bad), policy, catalogue).passed


def test_a_set_is_held_to_its_own_limits(submitted: Make, good: str, catalogue: Content) -> None:
    policy = Policy(
        maximum_gaps={Severity.LOW: 1},
        minimum=Minimum(),
        set_maximum_gaps={Severity.LOW: 1},
        set_minimum=Minimum(rate=Fraction(9, 10)),
    )
    low = good.replace("share: 0.9", "share: 0.1")
    results = [
        judge(submitted(low), policy, catalogue),
        judge(submitted(low.replace("样例", "另一")), policy, catalogue),
    ]
    verdict = judge_set(results, (), (), policy, catalogue)
    assert [result.passed for result in results] == [True, True]
    assert [(entry.id, entry.met, entry.actual) for entry in verdict.conditions] == [
        ("set.maximum_gaps.low", False, 2),
        ("set.minimum.rate", False, Fraction(4, 5)),
    ]
    assert verdict.exit_code == 1


def test_an_empty_set_does_not_pass(catalogue: Content) -> None:
    verdict = judge_set((), (), (), Policy(), catalogue)
    assert not verdict.passed
    assert verdict.exit_code == 2


FLIPS = ("policy: true", "drilled_on: 2026-10-01", "share: 0.9", "plan: true", "系统, tested: true")


@given(st.lists(st.sampled_from(FLIPS), unique=True), st.lists(st.sampled_from(FLIPS), unique=True))
def test_the_exact_numbers_are_those_of_the_score(
    submitted: Make, good: str, catalogue: Content, failing: list[str], missing: list[str]
) -> None:
    text = good
    for part in failing:
        key, _, value = part.partition(": ")
        worse = {"2026-10-01": "从未", "0.9": "0.5"}.get(value, "false")
        text = text.replace(part, f"{key}: {worse}")
    for part in missing:
        text = text.replace(f"  alpha.{part}\n", "").replace(f"  beta.{part}\n", "")
    given_ = submitted(text + "  {}\n" if text.endswith("answers:\n") else text)
    exact = numbers(((f.control, f.status) for f in given_.assessment.findings), catalogue.scoring)
    score = given_.assessment.score
    assert (score.value, score.rate, score.coverage) == tuple(
        None if number is None else int(number * scale) / scale
        for number, scale in ((exact.score, 10), (exact.rate, 10_000), (exact.coverage, 10_000))
    )


def test_nothing_applicable_has_no_numbers(catalogue: Content) -> None:
    control = catalogue.controls["ALP-01"]
    assert numbers([(control, Status.NOT_APPLICABLE)], catalogue.scoring).rate is None
