"""Made-up assessments of any size, and a calendar and a policy that do not change with the shipped ones."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from changed import replace
from selfcheck.errors import Location
from selfcheck.load import workdays
from selfcheck.model.answers import Answers
from selfcheck.model.assessment import Amount, Assessment, Citation, Exposure, Finding, PrecedentCount, Status
from selfcheck.model.content import Content, Control, Severity
from selfcheck.plan.build import plan
from selfcheck.plan.calendar import WorkCalendar
from selfcheck.plan.merge import Previous
from selfcheck.plan.model import Plan
from selfcheck.plan.policy import ControlDays, CountsFrom, Limit, Policy, Unit
from selfcheck.plan.request import Request
from selfcheck.plan.target import Target
from selfcheck.score import score
from selfcheck.text import Text

DAY = date(2026, 1, 20)
POLICY = Policy(
    id="test-1",
    title=Text("测试口径", "test policy"),
    basis=Text("实践口径", "practice"),
    due_days={Severity.CRITICAL: 7, Severity.HIGH: 30, Severity.MEDIUM: 60, Severity.LOW: 120},
    unit=Unit.CALENDAR,
    control_days=ControlDays.IGNORE,
    soon_days=(10, 20),
    limits=(),
)


@dataclass(frozen=True, slots=True)
class Made:
    """One control of a made-up assessment."""

    id: str
    severity: Severity = Severity.HIGH
    status: Status = Status.NOT_SATISFIED
    effort: int = 5
    needs: tuple[str, ...] = ()
    yuan: int = 0
    found: int = 0
    due_days: int = 1
    cites: str | None = None  # law/provision among its duties


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    """The real tables: these tests are about real days."""
    pytest.importorskip("chinese_calendar")
    return workdays.installed()


@pytest.fixture(scope="session")
def answers(answered: Callable[..., Answers]) -> Answers:
    return answered({"demo.policy": True})


@pytest.fixture(scope="session")
def control(content: Content) -> Control:
    return content.controls["DEM-01"]


@pytest.fixture(scope="session")
def assessed(content: Content, control: Control) -> Callable[..., Assessment]:
    """`assessed([Made(…), …])`: the assessment with exactly these findings."""

    def build(made: Iterable[Made], as_of: date = DAY, organisation: str = "样例公司") -> Assessment:
        findings = tuple(_finding(entry, control) for entry in made)
        return Assessment(
            organisation=organisation,
            answers_file="answers.yaml",
            as_of=as_of,
            profile="full",
            profile_title=Text("全部", "All"),
            scoring=content.scoring.id,
            content_version="sample",
            content_digest="0" * 16,
            score=score(findings, (), content.scoring),
            findings=findings,
            practice=(),
            warnings=(),
        )

    return build


def _finding(made: Made, control: Control) -> Finding:
    fix = replace(control.remediation, effort_days=made.effort, due_days=made.due_days, depends_on=made.needs)
    own = replace(control, id=made.id, severity=made.severity, remediation=fix, title=Text(f"应做好{made.id}", made.id))
    law, _, name = (made.cites or "alpha/protect").partition("/")
    cited = Citation(law, name, "2026-01-01", "23", Text("甲法", "Alpha"), Text("第二十三条", "Art. 23"),
                     Text("应当保护", "Protect"), True, "verified", None)  # fmt: skip
    fine = Amount(made.yuan, False, None, Text("不履行", "not done"), cited) if made.yuan else None
    return Finding(
        control=own,
        status=made.status,
        observations=(),
        duties=(cited,),
        related=(),
        penalties=(),
        exposure=Exposure(fine, None, (), None),
        precedents=PrecedentCount(made.found, 68, (), ()),
        claims=(),
        location=Location("answers.yaml", 12, 3),
    )


@pytest.fixture(scope="session")
def request_for(calendar: WorkCalendar) -> Callable[..., Request]:
    def build(
        start: date = DAY,
        deadline: date | None = None,
        capacity: Fraction | None = None,
        target: Target | None = None,
        policy: Policy = POLICY,
        days: WorkCalendar | None = None,
    ) -> Request:
        return Request(start, deadline, capacity, target, policy, calendar if days is None else days)

    return build


@pytest.fixture(scope="session")
def planned(
    content: Content, assessed: Callable[..., Assessment], answers: Answers, request_for: Callable[..., Request]
) -> Callable[..., Plan]:
    """`planned([Made(…)], previous, as_of=…, start=…)`: the plan of these findings."""

    def build(made: Sequence[Made], previous: Previous | Plan | None = None, as_of: date = DAY, **asked: Any) -> Plan:
        if isinstance(previous, Plan):
            previous = Previous(previous.organisation, previous.policy, previous.deadline, previous.items)
        asked.setdefault("start", as_of)
        return plan(assessed(made, as_of), content, answers, request_for(**asked), previous)

    return build


def limit(provision: str, control: str, days: int, unit: Unit, counts_from: CountsFrom) -> Policy:
    """The test policy with one limit set by law."""
    entry = Limit(provision, (control,), days, unit, counts_from, Text("备案", "filing"))
    return replace(POLICY, limits=(entry,))


def by_id(made: Plan) -> Mapping[str, Any]:
    return {item.id: item for item in made.items}
