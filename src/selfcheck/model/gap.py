"""What stands in an organisation's way, by control and item, and how that changed since an earlier run."""

from typing import NamedTuple

from selfcheck.errors import Location
from selfcheck.model.assessment import Finding, Observation, Status


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


class Resolved(NamedTuple):
    """A recorded gap that is gone, and what its control is now (None: it is not assessed any more)."""

    key: Key
    now: Status | None


class Changes(NamedTuple):
    """`remaining` has each gap's status of today, which is `unanswered` where its answer was taken away."""

    since: str  # the earlier assessment day
    new: tuple[Gap, ...]
    remaining: tuple[Known, ...]
    resolved: tuple[Resolved, ...]
