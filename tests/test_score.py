"""The three numbers and the conclusion: exact at the cut-offs, rounded down, never 100 for nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changed import replace
from selfcheck.assess import assess
from selfcheck.model.answers import Answers, Never, NotApplicable, Partly
from selfcheck.model.assessment import Exposure, Finding, PrecedentCount, Score, Status
from selfcheck.model.content import Content, Severity
from selfcheck.resolve import scope
from selfcheck.score import conclusion, score

S, P, F, NA, U = (
    Status.SATISFIED,
    Status.PARTIAL,
    Status.NOT_SATISFIED,
    Status.NOT_APPLICABLE,
    Status.UNANSWERED,
)
Make = Callable[..., Finding]


@pytest.fixture(scope="session")
def finding(content: Content, answered: Callable[..., Answers]) -> Make:
    nowhere = answered({}).location

    def make(status: Status, severity: Severity = Severity.LOW, domain: str = "demo") -> Finding:
        control = replace(content.controls["DEM-01"], severity=severity, domain=domain)
        nothing = Exposure(None, None, (), None)
        return Finding(control, status, (), (), (), (), nothing, PrecedentCount(0, 0, (), ()), (), nowhere)

    return make


def of(content: Content, findings: list[Finding]) -> Score:
    return score(findings, content.checklists, content.scoring)


# --- conclusion -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("satisfied", "total", "concluded", "rate"),
    [
        (5999, 10_000, "not-satisfied", 0.5999),
        (6000, 10_000, "mostly-satisfied", 0.6),
        (3, 5, "mostly-satisfied", 0.6),
        (8999, 10_000, "mostly-satisfied", 0.8999),
        (9000, 10_000, "satisfied", 0.9),
        (9, 10, "satisfied", 0.9),
        (59_999, 100_000, "not-satisfied", 0.5999),  # 59.999 % is not 60 %
        (89_999, 100_000, "mostly-satisfied", 0.8999),
        (0, 1, "not-satisfied", 0.0),
        (1, 1, "satisfied", 1.0),
    ],
)
def test_the_cut_offs_are_exact(
    content: Content, finding: Make, satisfied: int, total: int, concluded: str, rate: float
) -> None:
    result = of(content, [finding(S)] * satisfied + [finding(F)] * (total - satisfied))
    assert (result.conclusion, result.rate) == (concluded, rate)
    assert conclusion(Fraction(satisfied, total), 0, content.scoring) == concluded


def test_the_cut_offs_live_in_the_scoring_profile(content: Content) -> None:
    strict = replace(content.scoring, satisfied_rate=0.95, not_satisfied_below=0.7)
    rates = (Fraction(94, 100), Fraction(95, 100), Fraction(69, 100), Fraction(7, 10))
    assert [conclusion(rate, 0, strict) for rate in rates] == [
        "mostly-satisfied", "satisfied", "not-satisfied", "mostly-satisfied"
    ]  # fmt: skip


@pytest.mark.parametrize("status", [P, F])
def test_one_critical_gap_is_in_the_way_of_satisfied(content: Content, finding: Make, status: Status) -> None:
    result = of(content, [finding(S)] * 99 + [finding(status, Severity.CRITICAL)])
    assert (result.rate, result.critical_gaps, result.conclusion) == (0.99, 1, "mostly-satisfied")


def test_critical_gaps_do_not_save_a_rate_below_the_lower_cut_off(content: Content) -> None:
    assert conclusion(Fraction(1, 2), 3, content.scoring) == "not-satisfied"


def test_only_gaps_of_critical_controls_are_critical_gaps(content: Content, finding: Make) -> None:
    statuses = (S, P, F, U, NA)
    critical = [finding(status, Severity.CRITICAL) for status in statuses]
    high = [finding(status, Severity.HIGH) for status in statuses]
    assert of(content, critical + high).critical_gaps == 2


# --- the numbers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("severity", "value"),
    [(Severity.CRITICAL, 50.0), (Severity.HIGH, 37.5), (Severity.MEDIUM, 23.0), (Severity.LOW, 9.0)],
)
def test_a_control_weighs_as_its_severity(content: Content, finding: Make, severity: Severity, value: float) -> None:
    # Weights 10, 6, 3 and 1; against one failed critical control.
    result = of(content, [finding(S, severity), finding(F, Severity.CRITICAL)])
    assert (result.value, result.rate) == (value, 0.5)


def test_partial_counts_half_in_the_score_and_not_in_the_rate(content: Content, finding: Make) -> None:
    result = of(content, [finding(P), finding(P)])
    assert (result.value, result.rate, result.coverage) == (50.0, 0.0, 1.0)


def test_the_share_of_partial_lives_in_the_scoring_profile(content: Content, finding: Make) -> None:
    generous = replace(content.scoring, partial_share=0.7)
    assert score([finding(P)], content.checklists, generous).value == 70.0


def test_unanswered_stays_in_the_denominator_and_not_applicable_does_not(content: Content, finding: Make) -> None:
    result = of(content, [finding(S), finding(U), finding(NA), finding(NA)])
    assert (result.value, result.rate, result.coverage, result.applicable) == (50.0, 0.5, 0.5, 2)
    assert result.provisional


def test_a_conclusion_is_provisional_until_all_is_answered(content: Content, finding: Make) -> None:
    assert of(content, [finding(S)] * 9999 + [finding(U)]).provisional
    assert not of(content, [finding(S), finding(F), finding(NA)]).provisional
    assert not of(content, [finding(NA)]).provisional


@pytest.mark.parametrize("count", [0, 1, 5])
def test_nothing_applicable_gives_no_score(content: Content, finding: Make, count: int) -> None:
    result = of(content, [finding(NA)] * count)
    assert (result.value, result.rate, result.coverage, result.conclusion) == (None, None, None, None)
    assert (result.applicable, result.not_applicable) == (0, count)


@pytest.mark.parametrize(
    ("satisfied", "total", "value", "rate"),
    [
        (2, 3, 66.6, 0.6666),
        (1, 3, 33.3, 0.3333),
        (1, 6, 16.6, 0.1666),
        (8996, 10_000, 89.9, 0.8996),  # not 90.0
        (9999, 10_000, 99.9, 0.9999),
        (99_999, 100_000, 99.9, 0.9999),  # not 100
        (1, 100_000, 0.0, 0.0),
        (29, 100, 29.0, 0.29),  # 0.29 · 100 is a little less than 29 in binary
        (57, 100, 57.0, 0.57),
    ],
)
def test_numbers_are_rounded_down(
    content: Content, finding: Make, satisfied: int, total: int, value: float, rate: float
) -> None:
    result = of(content, [finding(S)] * satisfied + [finding(F)] * (total - satisfied))
    assert (result.value, result.rate) == (value, rate)


@settings(max_examples=200, deadline=None)
@given(chosen=st.lists(st.tuples(st.sampled_from(Status), st.sampled_from(Severity)), max_size=12))
def test_the_numbers_are_those_of_exact_arithmetic(
    content: Content, finding: Make, chosen: list[tuple[Status, Severity]]
) -> None:
    result = of(content, [finding(*each) for each in chosen])
    applicable = [(status, content.scoring.weights[severity]) for status, severity in chosen if status is not NA]
    if not applicable:
        assert result.value is None
        return
    total = sum(weight for _, weight in applicable)
    gained = sum(weight * {S: 2, P: 1}.get(status, 0) for status, weight in applicable)
    assert result.value == (gained * 1000 // (2 * total)) / 10
    count = len(applicable)
    assert result.rate == (sum(status is S for status, _ in applicable) * 10_000 // count) / 10_000
    assert result.coverage == (sum(status is not U for status, _ in applicable) * 10_000 // count) / 10_000
    assert (result.value == 100) is (result.rate == 1) is all(status is S for status, _ in applicable)


# --- domains --------------------------------------------------------------------------------------------------


def test_each_domain_is_scored_by_itself_in_checklist_order(content: Content, finding: Make) -> None:
    result = of(
        content,
        [finding(S, domain="extra"), finding(F, domain="extra"), finding(U, domain="demo"), finding(P, domain="demo")],
    )
    numbers = [(each.id, each.value, each.rate, each.coverage) for each in result.by_domain]
    assert numbers == [("demo", 25.0, 0.0, 0.5), ("extra", 50.0, 0.5, 1.0)]
    assert (result.by_domain[0].partial, result.by_domain[0].unanswered, result.by_domain[1].not_satisfied) == (1, 1, 1)
    assert result.by_domain[1].title == content.checklists[1].title


def test_a_domain_outside_the_scope_is_left_out_and_one_without_duties_has_no_score(
    content: Content, finding: Make
) -> None:
    (domain,) = of(content, [finding(NA, domain="extra")]).by_domain
    assert (domain.id, domain.value, domain.rate, domain.coverage, domain.not_applicable) == (
        "extra", None, None, None, 1
    )  # fmt: skip


# --- good practice --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.1, 0.9, None])
def test_good_practice_is_shown_and_never_scored(
    content: Content, answered: Callable[..., Answers], share: float | None
) -> None:
    given: Mapping[str, Any] = {} if share is None else {"extra.share": share}
    result = assess(scope(content, "full"), answered(given), as_of=date(2026, 11, 24))
    assert [each.control.id for each in result.practice] == ["EXT-01"]
    assert "EXT-01" not in {each.control.id for each in result.findings}
    score = result.score
    assert score.applicable + score.not_applicable == len(result.findings) == 2
    assert [domain.id for domain in score.by_domain] == ["demo"]


# --- answers taken away ---------------------------------------------------------------------------------------

YES_OR_NO = st.sampled_from([True, False, Partly(), NotApplicable("理由")])
DAYS = st.sampled_from([date(2026, 4, 10), date(2020, 1, 1), date(2027, 1, 1), Never(), NotApplicable("理由")])
SECTORS = st.sampled_from([("carrier",), ("cloud", "public-body"), ("public-body",), ("none",), NotApplicable("理由")])
GIVEN = st.fixed_dictionaries(
    {},
    optional={
        "org.sectors": SECTORS,
        "org.state_organ": YES_OR_NO,
        "demo.policy": YES_OR_NO,
        "demo.drills": YES_OR_NO,
        "demo.drilled_on": DAYS,
    },
)
SYSTEMS = st.lists(
    st.fixed_dictionaries({"id": st.just("crm")}, optional={"grade": st.sampled_from([2, 3]), "tested_on": DAYS}),
    max_size=3,
)


@settings(max_examples=300, deadline=None)
@given(given=GIVEN, systems=SYSTEMS, data=st.data())
def test_taking_answers_away_never_raises_the_score_or_hides_a_control(
    content: Content,
    answered: Callable[..., Answers],
    given: dict[str, Any],
    systems: list[dict[str, Any]],
    data: st.DataObject,
) -> None:
    gone = data.draw(st.sets(st.sampled_from([*given, "grade", "tested_on"])))
    fewer = {key: value for key, value in given.items() if key not in gone}
    barer = [{key: value for key, value in row.items() if key not in gone} for row in systems]
    everything = scope(content, "full")
    more = assess(everything, answered(given, systems=systems), as_of=date(2026, 11, 24)).score
    less = assess(everything, answered(fewer, systems=barer), as_of=date(2026, 11, 24)).score
    assert (less.value or 0) <= (100 if more.value is None else more.value)
    assert (less.rate or 0) <= (1 if more.rate is None else more.rate)
    assert less.applicable >= more.applicable
    assert less.satisfied <= more.satisfied
