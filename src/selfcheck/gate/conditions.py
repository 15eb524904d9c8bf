"""The policy's limits against what was found: every one with its actual and required value and its controls."""

from collections.abc import Container, Iterable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from selfcheck.gate.baseline import Compared
from selfcheck.gate.evidence import Fault
from selfcheck.gate.numbers import Numbers, numbers
from selfcheck.gate.overdue import PlanItem
from selfcheck.gate.policy import Minimum, Most, Policy
from selfcheck.gate.waivers import Waiver
from selfcheck.model.assessment import Assessment, Finding, Status
from selfcheck.model.content import Content, Severity
from selfcheck.model.gap import Gap
from selfcheck.report import urgency
from selfcheck.text import Text
from selfcheck.wording import SEVERITY

GAPS = (Status.PARTIAL, Status.NOT_SATISFIED)
UNANSWERED = (Status.UNANSWERED,)
OPEN = (*GAPS, *UNANSWERED)
RANK = {severity: rank for rank, severity in enumerate(Severity)}


class Unit(StrEnum):
    POINTS = "points"
    SHARE = "share"
    COUNT = "count"


class Judged(NamedTuple):
    """A gap and what the gate makes of it. `compared` is None without a baseline."""

    gap: Gap
    waiver: Waiver | None
    compared: Compared | None

    @property
    def held(self) -> bool:
        """Whether it counts against the gate."""
        return self.waiver is None and self.compared is not Compared.KNOWN


class Condition(NamedTuple):
    """`id` is the limit's path in the policy file. `actual` is None where nothing could be measured."""

    id: str
    what: Text
    unit: Unit
    at_least: bool  # otherwise at most
    actual: Fraction | None
    required: Fraction
    met: bool
    severity: Severity | None  # the heaviest of the controls
    controls: tuple[str, ...]  # those that stand in the way, most urgent first
    faults: tuple[Fault, ...] = ()


class Judging(NamedTuple):
    """One assessment as the gate counts it: waived gaps as satisfied, everything else as it was found."""

    assessment: Assessment
    content: Content
    judged: tuple[Judged, ...]
    statuses: tuple[tuple[Finding, Status], ...]

    def numbers(self, domain: str | None = None) -> Numbers:
        chosen = ((f.control, s) for f, s in self.statuses if domain in (None, f.control.domain))
        return numbers(chosen, self.content.scoring)

    def open(
        self, *, domain: str | None = None, severity: Severity | None = None, among: Container[Status] = OPEN
    ) -> tuple[Finding, ...]:
        """The controls whose counted status is `among`, most urgent first."""
        found = (
            finding
            for finding, status in self.statuses
            if status in among
            and domain in (None, finding.control.domain)
            and severity in (None, finding.control.severity)
        )
        return tuple(sorted(found, key=urgency))


def judging(assessment: Assessment, content: Content, judged: Sequence[Judged]) -> Judging:
    left: dict[str, list[Status]] = {}
    for entry in judged:
        mine = left.setdefault(entry.gap.key.control, [])
        if entry.waiver is None:
            mine.append(entry.gap.status)
    statuses = tuple((finding, _counted(finding, left.get(finding.control.id))) for finding in assessment.findings)
    return Judging(assessment, content, tuple(judged), statuses)


def _counted(finding: Finding, left: list[Status] | None) -> Status:
    """`left` has what is not waived of a control that is not satisfied; None for one that is."""
    if left is None:
        return finding.status
    if not left:
        return Status.SATISFIED
    return finding.status if any(status.is_gap for status in left) else Status.UNANSWERED


def limits(policy: Policy, here: Judging) -> Iterator[Condition]:
    """What the policy asks of one organisation without a baseline."""
    yield from most_gaps("maximum_gaps", policy.maximum_gaps, [here])
    yield from least("minimum", policy.minimum, here.numbers(), [here])
    for domain, minimum in policy.domains.items():
        title = next(checklist.title for checklist in here.content.checklists if checklist.id == domain)
        yield from least(f"domains.{domain}", minimum, here.numbers(domain), [here], domain, title)


def worse(here: Judging) -> Condition:
    """With a baseline: nothing may be new or worse."""
    findings = {entry.gap.finding.control.id: entry.gap.finding for entry in here.judged if entry.held}
    what = Text("比基线差的检查项", "controls worse than the baseline")
    return counted("baseline", what, 0, tuple(sorted(findings.values(), key=urgency)))


def red_lines(policy: Policy, here: Judging) -> Iterator[Condition]:
    """The red lines the policy names: neither missing answers nor a baseline excuse them, only a waiver it allows."""
    if policy.red_lines:
        crossed = tuple(finding for finding in here.open() if finding.control.id in policy.red_lines)
        yield counted("red_lines", Text("未守住的红线", "red lines not held"), 0, crossed)


def most_gaps(path: str, most: Most, each: Sequence[Judging]) -> Iterator[Condition]:
    for severity, limit in most.items():
        if limit is not None:
            found = [finding for here in each for finding in here.open(severity=severity, among=GAPS)]
            named = SEVERITY[severity]
            what = Text(f"{named.zh}风险差距", f"{named.en} gaps")
            if severity is Severity.CRITICAL:
                what = Text("重大风险隐患", "critical gaps")
            yield counted(f"{path}.{severity}", what, limit, found)


def least(
    path: str,
    minimum: Minimum,
    found: Numbers,
    each: Sequence[Judging],
    domain: str | None = None,
    title: Text | None = None,
) -> Iterator[Condition]:
    """Score, rate and coverage; where nothing is applicable there is nothing to fall short."""
    for name, what, unit, among in (
        ("coverage", Text("完成率", "coverage"), Unit.SHARE, UNANSWERED),
        ("rate", Text("符合率", "compliance rate"), Unit.SHARE, OPEN),
        ("score", Text("得分", "score"), Unit.POINTS, OPEN),
    ):
        required, actual = getattr(minimum, name), getattr(found, name)
        if required is None:
            continue
        met = actual is None or actual >= required
        blame = () if met else sorted((f for here in each for f in here.open(domain=domain, among=among)), key=urgency)
        yield Condition(
            id=f"{path}.{name}",
            what=Text(f"{title.zh} {what.zh}", f"{what.en} of {title.en}") if title else what,
            unit=unit,
            at_least=True,
            actual=actual,
            required=required,
            met=met,
            severity=heaviest(blame),
            controls=tuple(dict.fromkeys(finding.control.id for finding in blame)),
        )


def counted(path: str, what: Text, limit: int, found: Sequence[Finding]) -> Condition:
    return Condition(
        id=path,
        what=what,
        unit=Unit.COUNT,
        at_least=False,
        actual=Fraction(len(found)),
        required=Fraction(limit),
        met=len(found) <= limit,
        severity=heaviest(found),
        controls=tuple(dict.fromkeys(finding.control.id for finding in found)),
    )


def faults(path: str, what: Text, found: Iterable[Fault], here: Judging) -> Condition:
    """A condition that no answer may break; the controls are those that rest on the broken ones."""
    found = tuple(found)
    named = {name for fault in found for name in fault.controls}
    findings = sorted((f for f in here.assessment.findings if f.control.id in named), key=urgency)
    return Condition(
        id=path,
        what=what,
        unit=Unit.COUNT,
        at_least=False,
        actual=Fraction(len(found)),
        required=Fraction(0),
        met=not found,
        severity=heaviest(findings),
        controls=tuple(finding.control.id for finding in findings),
        faults=found,
    )


def late(policy: Policy, items: Sequence[PlanItem], here: Judging) -> Condition:
    """Overdue plan items; `items` are those that are."""
    named = {item.control for item in items}
    findings = sorted((f for f in here.assessment.findings if f.control.id in named), key=urgency)
    return Condition(
        id="plan.overdue",
        what=Text("超期未完成的整改项", "overdue plan items"),
        unit=Unit.COUNT,
        at_least=False,
        actual=Fraction(len(items)),
        required=Fraction(policy.overdue),
        met=len(items) <= policy.overdue,
        severity=heaviest(findings),
        controls=tuple(finding.control.id for finding in findings),
        faults=tuple(
            Fault(
                item.id,
                item.location,
                Text(f"整改项 {item.id} 应于 {item.due} 前完成", f"plan item {item.id} was due on {item.due}"),
                (item.control,),
            )
            for item in items
        ),
    )


def heaviest(findings: Iterable[Finding]) -> Severity | None:
    return min((finding.control.severity for finding in findings), key=RANK.__getitem__, default=None)


def most_severe_first(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The violated ones by the heaviest control they name, then those that hold, each group in policy order."""
    return tuple(sorted(conditions, key=lambda c: (c.met, RANK[c.severity] if c.severity and not c.met else len(RANK))))
