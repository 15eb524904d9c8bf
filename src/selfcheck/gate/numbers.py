"""The three numbers as exact fractions, so that 0.90 is 0.90 when it is compared with a limit."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from selfcheck.model.assessment import Status
from selfcheck.model.content import Control, Scoring


class Numbers(NamedTuple):
    """Score 0–100, rate and coverage 0–1; None where nothing is applicable."""

    score: Fraction | None
    rate: Fraction | None
    coverage: Fraction | None


def numbers(verdicts: Iterable[tuple[Control, Status]], scoring: Scoring) -> Numbers:
    """The definition is the scoring profile's; see `selfcheck explain score`."""
    shares = {Status.SATISFIED: Fraction(1), Status.PARTIAL: Fraction(str(scoring.partial_share))}
    applicable = satisfied = answered = total = 0
    gained = Fraction(0)
    for control, status in verdicts:
        if status is Status.NOT_APPLICABLE:
            continue
        weight = scoring.weights[control.severity]
        applicable += 1
        satisfied += status is Status.SATISFIED
        answered += status is not Status.UNANSWERED
        total += weight
        gained += weight * shares.get(status, Fraction(0))
    if not applicable:
        return Numbers(None, None, None)
    return Numbers(100 * gained / total, Fraction(satisfied, applicable), Fraction(answered, applicable))
