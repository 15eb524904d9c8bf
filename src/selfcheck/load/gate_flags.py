"""Limits given on the command line, read in the words of the policy file."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.gate.policy import Flags, Minimum
from selfcheck.load.meant import one_of
from selfcheck.load.policy import SEVERITIES, count, points, share
from selfcheck.load.quote import quote
from selfcheck.load.values import Misfit
from selfcheck.load.yaml_scalars import ScalarError, numeric
from selfcheck.model.content import Severity
from selfcheck.text import Text

_T = TypeVar("_T")


def read(score: str | None, rate: str | None, coverage: str | None, gaps: Iterable[str]) -> Flags:
    """Raises SelfcheckError with every flag that cannot be read."""
    problems: list[Problem] = []

    def take(flag: str, given: str | None, convert: Callable[[object], _T]) -> _T | None:
        if given is None:
            return None
        try:
            return convert(numeric(given))
        except (Misfit, ScalarError) as wrong:
            problems.append(Problem(Location(flag), wrong.what, wrong.allowed))
            return None

    minimum = Minimum(
        score=take("--min-score", score, points),
        rate=take("--min-rate", rate, share),
        coverage=take("--min-coverage", coverage, share),
    )
    most: dict[Severity, int] = {}
    for given in gaps:
        name, equals, number = given.partition("=")
        if name not in SEVERITIES or not equals:
            what = Text(f"{quote(given)} 不是 等级=个数", f"{quote(given)} is not SEVERITY=N")
            problems.append(Problem(Location("--max-gaps"), what, one_of(SEVERITIES, name)))
            continue
        limit = take(f"--max-gaps {name}", number, count)
        if limit is not None:
            most[Severity(name)] = min(limit, most.get(Severity(name), limit))
    if problems:
        raise SelfcheckError(problems)
    return Flags(minimum, most)
