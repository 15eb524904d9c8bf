"""One control against the facts: its verdict."""

from typing import NamedTuple

from selfcheck.model.assessment import Status
from selfcheck.resolve import Compiled
from selfcheck.rules import VACUOUS, Facts, Truth


class Views(NamedTuple):
    """The same answers with 部分 left unknown, and where any answer is 部分 also taken as yes and as no."""

    strict: Facts
    as_yes: Facts | None = None
    as_no: Facts | None = None


_NO_ROW: dict[str, object] = {}


def verdict(control: Compiled, views: Views, bound: Truth) -> Status:
    """The control's status; `bound` says whether any of its duties binds the organisation on the day.

    Unknown is never satisfied: an unknown condition, addressee or answer leaves the control unanswered.
    """
    applies = True if control.applies is None else control.applies(views.strict, _NO_ROW)
    if applies is False or applies is VACUOUS or bound is False:
        return Status.NOT_APPLICABLE
    if applies is None or bound is None:
        return Status.UNANSWERED
    truth = control.satisfied(views.strict, _NO_ROW)
    if truth is True:
        return Status.SATISFIED
    if truth is VACUOUS:
        return Status.NOT_APPLICABLE
    if truth is None:
        return _partly(control, views)
    half = control.partial(views.strict, _NO_ROW) if control.partial else False
    return Status.PARTIAL if half is True else Status.NOT_SATISFIED


def _partly(control: Compiled, views: Views) -> Status:
    """Unknown only because something was answered 部分? Then half of it is there; otherwise an answer is missing."""
    if views.as_yes is None or views.as_no is None:
        return Status.UNANSWERED
    truths = (control.satisfied(views.as_yes, _NO_ROW), control.satisfied(views.as_no, _NO_ROW))
    if None in truths:
        return Status.UNANSWERED
    return Status.PARTIAL if True in truths else Status.NOT_SATISFIED
