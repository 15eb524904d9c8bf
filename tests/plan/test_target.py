"""The least effort that reaches a target: equal to brute force, exact, and fast."""

import time
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plan.conftest import Made, by_id

from selfcheck.model.assessment import Status
from selfcheck.model.content import Severity
from selfcheck.plan import exact, target
from selfcheck.plan.model import Plan
from selfcheck.plan.target import Programme, Solver, choose

Planned = Callable[..., Plan]
HALF = st.sampled_from([1, 2, 3, 6, 6, 10, 12, 20])


@pytest.fixture(scope="module")
def highs() -> Solver:
    pytest.importorskip("highspy", reason="the extra “plan” is not installed")
    from selfcheck.plan import highs

    return highs.solve


def brute(problem: Programme) -> frozenset[int] | None:
    """Every subset, the best first by merit; the definition the solvers are held against."""
    every = range(len(problem.effort))
    found = [
        frozenset(chosen)
        for size in range(len(problem.effort) + 1)
        for chosen in combinations(every, size)
        if problem.admits(frozenset(chosen))
    ]
    return min(found, key=problem.merit) if found else None


@st.composite
def programmes(draw: st.DrawFn, most: int) -> Programme:
    """Any needs without a circle; red lines with everything they need; targets within and out of reach."""
    size = draw(st.integers(1, most))
    gain = tuple(draw(st.lists(HALF, min_size=size, max_size=size)))
    needs = tuple(
        tuple(draw(st.lists(st.integers(0, index - 1), max_size=2, unique=True)) if index else ())
        for index in range(size)
    )
    forced: set[int] = set()
    todo = draw(st.lists(st.integers(0, size - 1), max_size=2))
    while todo:
        index = todo.pop()
        if index not in forced:
            forced.add(index)
            todo.extend(needs[index])
    members = frozenset(draw(st.sets(st.integers(0, size - 1))))
    return Programme(
        effort=tuple(draw(st.lists(st.integers(0, 40), min_size=size, max_size=size))),
        gain=gain,
        needs=needs,
        forced=frozenset(forced),
        least_gain=draw(st.integers(-3, sum(gain) + 2)),
        counts=(
            (frozenset(range(size)), draw(st.integers(-2, size))),
            (members, draw(st.integers(0, len(members)))),
        ),
    )


def merit(problem: Programme, chosen: frozenset[int] | None) -> tuple[int, int, int] | None:
    return None if chosen is None else problem.merit(chosen)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problem=programmes(most=16))
def test_highs_equals_brute_force_up_to_sixteen_gaps(highs: Solver, problem: Programme) -> None:
    assert merit(problem, highs(problem)) == merit(problem, brute(problem))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problem=programmes(most=14))
def test_branch_and_bound_equals_brute_force(problem: Programme) -> None:
    assert merit(problem, exact.solve(problem)) == merit(problem, brute(problem))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problem=programmes(most=12))
def test_a_solver_that_answers_wrongly_is_caught_and_the_exact_one_decides(problem: Programme) -> None:
    def short(problem: Programme) -> frozenset[int]:
        return frozenset()

    found = choose(problem, short, exact.solve)
    expected = brute(problem)
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert problem.admits(found)
        assert problem.merit(found)[0] == problem.merit(expected)[0]


def test_highs_prints_nothing(highs: Solver, capfd: pytest.CaptureFixture[str]) -> None:
    highs(Programme((1, 2), (3, 4), ((), ()), frozenset(), 4, ()))
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")


def test_the_cheapest_way_is_not_the_greedy_one(planned: Planned) -> None:
    """Three gaps of which the best ratio (C) leads to 11 days; A and B together need 10."""
    made = [
        Made("A-1", effort=5),
        Made("B-1", effort=5),
        Made("C-1", effort=6, severity=Severity.CRITICAL, status=Status.SATISFIED),
        Made("D-1", effort=1, severity=Severity.LOW),
    ]
    found = planned(made, target=target.of_score(Fraction(9565, 100)))  # 22 of 23 points
    assert [item.id for item in found.open if item.selected] == ["P-A-1", "P-B-1"]
    assert found.outcome is not None and found.outcome.effort == 10


def test_what_is_chosen_brings_its_prerequisites(planned: Planned) -> None:
    made = [Made("A-1", effort=1, needs=("B-1",)), Made("B-1", Severity.LOW, effort=9), Made("C-1", effort=12)]
    found = by_id(planned(made, target=target.of_score(Fraction(50))))
    assert found["P-A-1"].selected and found["P-B-1"].selected and not found["P-C-1"].selected


def test_red_lines_are_always_chosen(planned: Planned) -> None:
    made = [Made("A-1", Severity.CRITICAL, effort=90), Made("B-1", effort=1), *_fine(20)]
    found = planned(made, target=target.of_score(Fraction(1)))
    assert [item.id for item in found.open if item.selected] == ["P-A-1"]


def _fine(count: int) -> list[Made]:
    return [Made(f"OK-{number}", status=Status.SATISFIED) for number in range(count)]


def test_a_partial_gap_gains_the_other_half(planned: Planned) -> None:
    made = [Made("A-1", status=Status.PARTIAL, effort=1), Made("B-1", effort=2)]
    found = planned(made, target=target.of_score(Fraction(75)))
    assert [item.id for item in found.open if item.selected] == ["P-B-1"]
    assert planned(made).items[0].after is not None


def test_the_path_gives_the_numbers_that_assess_would_give(planned: Planned) -> None:
    made = planned([Made("A-1", Severity.CRITICAL), Made("B-1"), Made("C-1", Severity.LOW), *_fine(1)])
    steps = [item.after for item in made.items]
    # weights 10, 6, 1 and 6 satisfied: 16/23, 22/23, 23/23, rounded down
    assert [step and (step.score, step.rate, step.critical_gaps) for step in steps] == [
        (69.5, 0.5, 0),
        (95.6, 0.75, 0),
        (100.0, 1.0, 0),
    ]


def test_a_target_out_of_reach_says_so_and_plans_everything(planned: Planned) -> None:
    made = planned([Made("A-1"), Made("B-1", status=Status.UNANSWERED)], target=target.of_score(Fraction(90)))
    assert made.outcome is not None and not made.outcome.reachable
    assert "达不到" in made.outcome.says.zh and "50.0" in made.outcome.says.zh and "待核实" in made.outcome.says.zh
    assert all(item.selected for item in made.items)


def test_a_target_already_reached_says_so(planned: Planned) -> None:
    made = planned([Made("A-1", Severity.LOW), *_fine(9)], target=target.of_score(Fraction(50)))
    assert made.outcome is not None and made.outcome.already and not made.open[0].selected


def test_the_gate_needs_the_rate_and_no_gap_of_the_severities_it_forbids(planned: Planned) -> None:
    made = [Made("A-1", Severity.HIGH, effort=50), Made("B-1", Severity.MEDIUM, effort=1), *_fine(8)]
    gate = target.of_gate(None, Fraction(9, 10), {Severity.CRITICAL: 0, Severity.HIGH: 0})
    assert [item.id for item in planned(made, target=gate).open if item.selected] == ["P-A-1"]


def test_exactly_the_score_is_enough_and_a_hair_less_is_not(planned: Planned) -> None:
    """Two of three equal gaps are 66.66… points: 66.6 is reached by two, 66.7 needs the third."""
    made = [Made("A-1"), Made("B-1"), Made("C-1")]
    low = planned(made, target=target.of_score(Fraction(200, 3)))
    high = planned(made, target=target.of_score(Fraction("66.7")))
    assert sum(item.selected for item in low.open) == 2 and sum(item.selected for item in high.open) == 3


def test_work_that_only_waits_for_verification_costs_no_more_effort(planned: Planned) -> None:
    from dataclasses import replace

    from selfcheck.plan.model import State

    first = planned([Made("A-1", effort=30), Made("B-1", effort=3)])
    waiting = replace(first.items[1], work=replace(first.items[1].work, state=State.TO_VERIFY))
    before = replace(first, items=tuple(waiting if i.id == waiting.id else i for i in first.items))
    found = planned([Made("A-1", effort=30), Made("B-1", effort=3)], before, target=target.of_score(Fraction(50)))
    assert [item.id for item in found.open if item.selected] == [waiting.id]


def test_a_hundred_and_twenty_gaps_are_answered_within_two_seconds(highs: Solver) -> None:
    import random

    draw = random.Random(4)
    needs = tuple(
        tuple(sorted(draw.sample(range(index), min(index, draw.choice([0, 1, 1, 2]))))) for index in range(120)
    )
    gain = tuple(draw.choice([1, 2, 3, 6, 6, 12, 10, 20]) for _ in range(120))
    problem = Programme(
        effort=tuple(draw.choice([2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30]) * 2 for _ in range(120)),
        gain=gain,
        needs=needs,
        forced=frozenset(),
        least_gain=sum(gain) * 6 // 10,
        counts=((frozenset(range(120)), 60),),
    )
    started = time.perf_counter()
    found = highs(problem)
    assert time.perf_counter() - started < 2
    assert found is not None and problem.admits(found)
