"""What a new or updated baseline records. It is only ever tightened, unless somebody accepts what is new."""

from collections.abc import Iterable
from datetime import date

from selfcheck.gate.baseline import Baseline, tightened
from selfcheck.gate.judge import Result
from selfcheck.model.gap import Known


def recorded(result: Result) -> tuple[Known, ...]:
    """Today's gaps. A waived one is left to its waiver, or it would stay excused when that ends."""
    return tuple(entry.gap.known for entry in result.judged if entry.waiver is None)


def new(results: Iterable[Result], *, profile: str, content_version: str, as_of: date) -> Baseline:
    organisations = {result.assessment.organisation: recorded(result) for result in results}
    return Baseline(profile, as_of, content_version, organisations)


def updated(old: Baseline, results: Iterable[Result], *, accept: bool) -> Baseline:
    """The old record tightened, or with `accept` replaced; organisations not judged this time keep theirs.

    Unchanged gaps give an unchanged baseline, its date included.
    """
    organisations = dict(old.organisations)
    results = tuple(results)
    for result in results:
        name = result.assessment.organisation
        if accept:
            organisations[name] = recorded(result)
        elif name in organisations:
            found = tuple(entry.gap for entry in result.judged)
            organisations[name] = tightened(organisations[name], found, result.assessment)
    same = all(set(organisations[name]) == set(old.organisations.get(name, ())) for name in organisations)
    if not results or (same and organisations.keys() == old.organisations.keys()):
        return old
    first = results[0].assessment
    return old._replace(organisations=organisations, recorded_on=first.as_of, content_version=first.content_version)
