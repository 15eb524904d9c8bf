"""The least effort that reaches a target: as an integer programme over the gaps, stated exactly.

Everything is an integer, so a solution can be checked without rounding whoever found it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from selfcheck import wording
from selfcheck.model.assessment import Assessment, Finding, Status
from selfcheck.model.content import Scoring, Severity
from selfcheck.plan.order import closure
from selfcheck.text import Text


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached. Red lines have to be closed whatever the numbers."""

    says: Text
    score: Fraction | None = None  # 0–100
    rate: Fraction | None = None  # 0–1
    most: Mapping[Severity, int] = field(default_factory=dict)  # gaps that may stay open


@dataclass(frozen=True, slots=True)
class Programme:
    """Choose gaps by number, in the order of work: least effort with enough gain and enough gaps closed.

    `needs[i]` are the gaps that gap i cannot do without; of the members of each of `counts` at least so many are
    chosen. Effort in half person-days.
    """

    effort: tuple[int, ...]
    gain: tuple[int, ...]
    needs: tuple[tuple[int, ...], ...]
    forced: frozenset[int]
    least_gain: int
    counts: tuple[tuple[frozenset[int], int], ...]

    def admits(self, chosen: frozenset[int]) -> bool:
        return (
            self.forced <= chosen
            and all(need in chosen for index in chosen for need in self.needs[index])
            and sum(self.gain[index] for index in chosen) >= self.least_gain
            and all(len(members & chosen) >= least for members, least in self.counts)
        )

    def merit(self, chosen: frozenset[int]) -> tuple[int, int, int]:
        """Smaller is better: effort, then more gain, then the earlier in the order of work."""
        return (sum(self.effort[i] for i in chosen), -sum(self.gain[i] for i in chosen), sum(chosen))


Solver = Callable[[Programme], frozenset[int] | None]


def of_score(value: Fraction) -> Target:
    shown = f"{float(value):g}"
    return Target(Text(f"得分不低于 {shown}", f"a score of at least {shown}"), score=value)


def of_gate(score: Fraction | None, rate: Fraction | None, most: Mapping[Severity, int | None]) -> Target:
    """The limits of a gate that closing gaps can meet: score, rate and the gaps allowed by severity."""
    held = {severity: limit for severity, limit in most.items() if limit is not None}
    zh, en = [], []
    if score is not None:
        zh.append(f"得分不低于 {float(score):g}")
        en.append(f"score at least {float(score):g}")
    if rate is not None:
        zh.append(f"符合率不低于 {float(rate * 100):g}%")
        en.append(f"rate at least {float(rate * 100):g}%")
    for severity, limit in held.items():
        word = wording.SEVERITY[severity]
        zh.append(f"{word.zh}风险差距不多于 {limit} 项")
        en.append(f"at most {limit} {word.en} gaps")
    return Target(Text(f"通过门禁（{'，'.join(zh)}）", f"the gate ({', '.join(en)})"), score, rate, held)


def programme(
    target: Target,
    assessment: Assessment,
    scoring: Scoring,
    order: Sequence[Finding],
    efforts: Mapping[str, float],
    needs: Mapping[str, tuple[str, ...]],
) -> Programme:
    """`order` are the gaps in the order of work; `efforts` and `needs` by control id."""
    share = Fraction(str(scoring.partial_share))
    scale = share.denominator
    have = {Status.SATISFIED: Fraction(1), Status.PARTIAL: share}
    severities = [finding.control.severity for finding in order]
    place = {finding.control.id: index for index, finding in enumerate(order)}
    applicable = [finding for finding in assessment.findings if finding.status is not Status.NOT_APPLICABLE]
    weight = scoring.weights
    total = sum(weight[finding.control.severity] for finding in applicable)
    gained = sum(weight[f.control.severity] * have.get(f.status, Fraction(0)) for f in applicable)
    satisfied = sum(finding.status is Status.SATISFIED for finding in applicable)
    forced = {f.control.id for f in order if f.control.severity is Severity.CRITICAL}
    return Programme(
        effort=tuple(int(efforts[f.control.id] * 2) for f in order),
        gain=tuple(int(scale * weight[f.control.severity] * (1 - have.get(f.status, Fraction(0)))) for f in order),
        needs=tuple(tuple(place[need] for need in needs.get(f.control.id, ()) if need in place) for f in order),
        forced=frozenset(place[name] for first in forced for name in closure(first, needs) if name in place),
        least_gain=ceil(scale * (target.score * total / 100 - gained)) if target.score is not None else 0,
        counts=tuple(_counts(target, severities, len(applicable), satisfied)),
    )


def _counts(
    target: Target, severities: Sequence[Severity], applicable: int, satisfied: int
) -> Iterator[tuple[frozenset[int], int]]:
    """How many gaps of which kinds have to be closed."""
    if target.rate is not None:
        yield frozenset(range(len(severities))), ceil(target.rate * applicable - satisfied)
    for severity, most in target.most.items():
        members = frozenset(index for index, found in enumerate(severities) if found is severity)
        yield members, len(members) - most


def choose(problem: Programme, solve: Solver, exactly: Solver) -> frozenset[int] | None:
    """The best choice, or None when even all gaps together fall short.

    A solver in floating point is trusted only after its answer was checked in integers; otherwise `exactly` decides.
    """
    everything = frozenset(range(len(problem.effort)))
    if not problem.admits(everything):
        return None
    if problem.admits(problem.forced):
        return problem.forced  # the red lines alone are enough
    found = solve(problem)
    if found is None or not problem.admits(found):
        return exactly(problem)
    return found
