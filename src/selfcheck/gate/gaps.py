"""An assessment split into gaps: the unit that baselines, waivers and outputs speak of."""

from selfcheck.model.assessment import Assessment, Finding, Observation, Status
from selfcheck.model.gap import Gap, Key


def gaps(assessment: Assessment) -> tuple[Gap, ...]:
    """Every scored control that is not satisfied, split by item, in checklist order."""
    return tuple(gap for finding in assessment.findings for gap in _of(finding))


def _of(finding: Finding) -> tuple[Gap, ...]:
    if not finding.status.is_gap and finding.status is not Status.UNANSWERED:
        return ()
    by_item: dict[str | None, list[Observation]] = {}
    for seen in finding.observations:
        by_item.setdefault(item_of(seen.fact, seen.item), []).append(seen)
    if not by_item:
        by_item[None] = []
    return tuple(_gap(finding, item, tuple(seen)) for item, seen in by_item.items())


def _gap(finding: Finding, item: str | None, seen: tuple[Observation, ...]) -> Gap:
    # Of a failing control, a row may still be one whose answer is missing.
    unknown = finding.status.is_gap and bool(seen) and all(entry.met is None for entry in seen)
    first = min(seen, key=_out_of_the_way, default=None)
    return Gap(
        finding=finding,
        key=Key(finding.control.id, item),
        status=Status.UNANSWERED if unknown else finding.status,
        observations=seen,
        location=first.location if first else finding.location,
    )


def _out_of_the_way(seen: Observation) -> tuple[bool, bool]:
    """What to mend comes first: an answer given, then one that is missing, then who the organisation is."""
    return seen.fact.startswith("org."), seen.met is None


def item_of(fact: str, row: str | None) -> str | None:
    """`systems[].grade` of row crm → `systems[crm]`."""
    return None if row is None else f"{fact.partition('[].')[0]}[{row}]"
