"""New, remaining and resolved gaps between an earlier result and this one, by control and item."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from selfcheck.gate.baseline import resolved
from selfcheck.gate.gaps import gaps
from selfcheck.model.assessment import Assessment
from selfcheck.model.gap import Changes, Known


class Previous(NamedTuple):
    """The gaps of an earlier result, by organisation, all assessed in one scope."""

    profile: str
    as_of: str
    organisations: Mapping[str, tuple[Known, ...]]


def changes(before: Iterable[Known], assessment: Assessment, since: str) -> Changes:
    """What an earlier run left unanswered was no gap: answered badly, it is new."""
    was = {entry.key: entry for entry in before if entry.status.is_gap}
    found = gaps(assessment)
    today = {gap.key: gap.status for gap in found}
    statuses = {finding.control.id: finding.status for finding in assessment.findings}
    gone = resolved(was.values(), found, assessment)
    gone_keys = {entry.key for entry in gone}
    return Changes(
        since=since,
        new=tuple(gap for gap in found if gap.status.is_gap and gap.key not in was),
        remaining=tuple(Known(key, today.get(key) or statuses[key.control]) for key in was if key not in gone_keys),
        resolved=gone,
    )
