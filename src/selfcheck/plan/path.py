"""What the score becomes as items are closed, one after the other."""

from collections.abc import Iterable

from selfcheck.model.assessment import Assessment, Score, Status
from selfcheck.model.content import Scoring
from selfcheck.plan.model import Projection
from selfcheck.score import score


def projections(assessment: Assessment, scoring: Scoring, controls: Iterable[str]) -> tuple[Projection, ...]:
    """The numbers now, then after each control of the sequence is satisfied, as `assess` would give them."""
    findings = {finding.control.id: finding for finding in assessment.findings}
    found = [projection(score(tuple(findings.values()), (), scoring))]
    for control in controls:
        findings[control] = findings[control]._replace(status=Status.SATISFIED)
        found.append(projection(score(tuple(findings.values()), (), scoring)))
    return tuple(found)


def projection(result: Score) -> Projection:
    return Projection(result.value, result.rate, result.critical_gaps)
