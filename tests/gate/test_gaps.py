"""Where a gap is shown: at the answer to mend, not at what the organisation is."""

from collections.abc import Callable
from datetime import date

import pytest

from changed import replace
from selfcheck.errors import Location
from selfcheck.gate.gaps import gaps
from selfcheck.gate.judge import Submission
from selfcheck.gate.overdue import PlanItem, overdue
from selfcheck.model.assessment import Status

Make = Callable[..., Submission]


def test_a_gap_stands_at_the_answer_given_before_one_that_is_missing_and_before_the_organisation(
    submitted: Make, good: str
) -> None:
    assessment = submitted(good.replace("policy: true", "policy: false")).assessment
    index, finding = next((i, f) for i, f in enumerate(assessment.findings) if f.status is Status.NOT_SATISFIED)
    (seen,) = finding.observations
    organisation = replace(seen, fact="org.sectors", location=Location("answers.yaml", 3, 3))
    missing = replace(seen, fact="alpha.drills", met=None, location=Location("answers.yaml", 8, 1))
    places = []
    for observed in ((organisation, missing, seen), (organisation, missing), (organisation,)):
        changed = replace(finding, observations=observed)
        findings = (*assessment.findings[:index], changed, *assessment.findings[index + 1 :])
        (gap,) = gaps(replace(assessment, findings=findings))
        places.append(gap.location.line)
    assert places == [9, 8, 3]


@pytest.mark.parametrize(("due", "closed", "late"), [(24, False, False), (23, False, True), (23, True, False)])
def test_a_plan_item_is_overdue_from_the_day_after_it_was_due(due: int, closed: bool, late: bool) -> None:
    item = PlanItem("P-1", "ALP-01", date(2026, 11, due), closed, Location("plan.json"))
    assert bool(overdue([item], date(2026, 11, 24))) is late
