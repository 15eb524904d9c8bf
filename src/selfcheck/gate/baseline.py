"""What was already wrong when a baseline was written: with one, only what got worse fails."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from selfcheck.model.assessment import Assessment, Status
from selfcheck.model.gap import Gap, Key, Known, Resolved


class Baseline(NamedTuple):
    """The known gaps of one or more organisations, by name, all assessed in one scope."""

    profile: str
    recorded_on: date
    content_version: str
    organisations: Mapping[str, tuple[Known, ...]]


class Compared(StrEnum):
    NEW = "new"
    WORSE = "worse"
    KNOWN = "known"


def compare(found: Iterable[Gap], known: Iterable[Known]) -> dict[Key, Compared]:
    before = {entry.key: entry.status for entry in known}
    return {gap.key: _compared(before.get(gap.key), gap.status) for gap in found}


def _compared(before: Status | None, now: Status) -> Compared:
    """An answer taken away is as bad as a new gap; only a half-closed gap is better than it was."""
    if before is None:
        return Compared.NEW
    better = before is Status.NOT_SATISFIED and now is Status.PARTIAL
    return Compared.KNOWN if before is now or better else Compared.WORSE


def resolved(known: Iterable[Known], found: Iterable[Gap], assessment: Assessment) -> tuple[Resolved, ...]:
    """What was recorded and is gone. While a control is unanswered nothing of it counts as closed."""
    still = {gap.key for gap in found}
    now = {finding.control.id: finding.status for finding in assessment.findings}
    return tuple(
        Resolved(entry.key, now.get(entry.key.control))
        for entry in known
        if entry.key not in still and now.get(entry.key.control) is not Status.UNANSWERED
    )


def tightened(known: Iterable[Known], found: Iterable[Gap], assessment: Assessment) -> tuple[Known, ...]:
    """The record without what was resolved, half-closed gaps as half-closed; nothing is ever added."""
    known, found = tuple(known), tuple(found)
    gone = {entry.key for entry in resolved(known, found, assessment)}
    better = {gap.key for gap in found if gap.status is Status.PARTIAL}
    return tuple(
        Known(entry.key, Status.PARTIAL) if entry.status is Status.NOT_SATISFIED and entry.key in better else entry
        for entry in known
        if entry.key not in gone
    )
