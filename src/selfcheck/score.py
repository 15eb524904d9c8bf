"""Findings → the three numbers and the conclusion, under a named scoring profile.

Arithmetic is exact (fractions), so a rate of 0.90 is 0.90 and the same findings always give the same score.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from selfcheck.model.assessment import DomainScore, Finding, Score, Status
from selfcheck.model.content import Checklist, Scoring, Severity


class _Tally(NamedTuple):
    counts: dict[Status, int]
    value: Fraction | None
    rate: Fraction | None
    coverage: Fraction | None


def score(findings: Sequence[Finding], checklists: Iterable[Checklist], scoring: Scoring) -> Score:
    """Nothing applicable gives no score (None), never 100."""
    tally = _tally(findings, scoring)
    critical = sum(f.status.is_gap and f.control.severity is Severity.CRITICAL for f in findings)
    domains = []
    for checklist in checklists:
        mine = [finding for finding in findings if finding.control.domain == checklist.id]
        if mine:
            domains.append(_domain(checklist, _tally(mine, scoring)))
    return Score(
        value=_points(tally.value),
        rate=_share(tally.rate),
        coverage=_share(tally.coverage),
        conclusion=conclusion(tally.rate, critical, scoring),
        provisional=tally.coverage is not None and tally.coverage < 1,
        critical_gaps=critical,
        satisfied=tally.counts[Status.SATISFIED],
        partial=tally.counts[Status.PARTIAL],
        not_satisfied=tally.counts[Status.NOT_SATISFIED],
        unanswered=tally.counts[Status.UNANSWERED],
        not_applicable=tally.counts[Status.NOT_APPLICABLE],
        by_domain=tuple(domains),
    )


def conclusion(rate: Fraction | None, critical_gaps: int, scoring: Scoring) -> str | None:
    """符合 at or above the cut-off with no critical gap, 不符合 below the lower cut-off, 基本符合 between."""
    if rate is None:
        return None
    if rate < _exact(scoring.not_satisfied_below):
        return "not-satisfied"
    if rate >= _exact(scoring.satisfied_rate) and critical_gaps == 0:
        return "satisfied"
    return "mostly-satisfied"


def _tally(findings: Sequence[Finding], scoring: Scoring) -> _Tally:
    counts = dict.fromkeys(Status, 0)
    weights = dict.fromkeys(Status, 0)  # whole numbers: fractions are exact but slow, and one at the end will do
    for finding in findings:
        counts[finding.status] += 1
        weights[finding.status] += scoring.weights[finding.control.severity]
    gained = weights[Status.SATISFIED] + weights[Status.PARTIAL] * _exact(scoring.partial_share)
    total = sum(weights.values()) - weights[Status.NOT_APPLICABLE]
    applicable = len(findings) - counts[Status.NOT_APPLICABLE]
    if not applicable:
        return _Tally(counts, None, None, None)
    return _Tally(
        counts,
        100 * gained / total,
        Fraction(counts[Status.SATISFIED], applicable),
        Fraction(applicable - counts[Status.UNANSWERED], applicable),
    )


def _domain(checklist: Checklist, tally: _Tally) -> DomainScore:
    return DomainScore(
        id=checklist.id,
        title=checklist.title,
        value=_points(tally.value),
        rate=_share(tally.rate),
        coverage=_share(tally.coverage),
        satisfied=tally.counts[Status.SATISFIED],
        partial=tally.counts[Status.PARTIAL],
        not_satisfied=tally.counts[Status.NOT_SATISFIED],
        unanswered=tally.counts[Status.UNANSWERED],
        not_applicable=tally.counts[Status.NOT_APPLICABLE],
    )


def _exact(number: float) -> Fraction:
    """The decimal a person wrote (0.9), not the binary float nearest to it."""
    return Fraction(str(number))


def _points(value: Fraction | None) -> float | None:
    """One decimal, rounded down: 89.96 must not read as 90.0."""
    return None if value is None else int(value * 10) / 10


def _share(value: Fraction | None) -> float | None:
    """Four decimals, rounded down for the same reason."""
    return None if value is None else int(value * 10_000) / 10_000
