"""What stands in an organisation's way, by control and item: the unit that baselines, waivers and outputs speak of."""

from typing import NamedTuple

from selfcheck.errors import Location
from selfcheck.model.assessment import Assessment, Finding, Observation, Status


class Key(NamedTuple):
    """Names a gap through edits and rewording: the control's id and the row it is about."""

    control: str
    item: str | None  # `systems[crm]`; None where the gap is the organisation's

    def __str__(self) -> str:
        return self.control if self.item is None else f"{self.control} {self.item}"


class Known(NamedTuple):
    """A gap as an earlier run recorded it. `status` is partial, not-satisfied or unanswered."""

    key: Key
    status: Status


class Gap(NamedTuple):
    """What a control finds wrong with one item, or cannot tell for want of an answer (`unanswered`)."""

    finding: Finding
    key: Key
    status: Status
    observations: tuple[Observation, ...]
    location: Location

    @property
    def known(self) -> Known:
        return Known(self.key, self.status)


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
