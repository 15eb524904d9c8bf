"""Results recorded earlier: an assessment is only compared with one of the same scope and the same organisation."""

from collections.abc import Mapping
from pathlib import Path

from selfcheck.cli import inputs
from selfcheck.errors import SelfcheckError
from selfcheck.load.quote import quote
from selfcheck.model.assessment import Assessment
from selfcheck.model.gap import Changes
from selfcheck.text import Text


def changes_since(previous: Path, assessment: Assessment) -> Changes:
    """What changed since a result of `assess` or `gate`. Raises SelfcheckError where the two do not compare."""
    from selfcheck.gate.changes import changes
    from selfcheck.load import previous_result

    before = previous_result.load(previous)
    same_scope(before.profile, assessment.profile, str(previous))
    known = before.organisations.get(assessment.organisation)
    if known is None:
        raise another(
            str(previous), Text("上次的结果", "the earlier result"), assessment.organisation, before.organisations
        )
    return changes(known, assessment, before.as_of)


def same_scope(recorded: str, profile: str, where: str) -> None:
    """Gaps of another scope cannot be compared: what it left out would look new, or closed."""
    if recorded != profile:
        what = Text(
            f"记录的检查范围是 {quote(recorded)}，这次是 {quote(profile)}",
            f"it was made for profile {quote(recorded)}, this run is for {quote(profile)}",
        )
        raise inputs.refuse(where, what, Text("两次须用同一检查范围", "both must have one profile"))


def another(where: str, what: Text, name: str, known: Mapping[str, object]) -> SelfcheckError:
    """The record is of other organisations."""
    names = list(known)[:5]
    return inputs.refuse(
        where,
        Text(f"{what.zh}里没有 {quote(name)}", f"{what.en} does not cover {quote(name)}"),
        Text(f"有：{'、'.join(map(quote, names))}", f"it covers {', '.join(map(quote, names))}"),
    )
