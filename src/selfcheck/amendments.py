"""Two editions of a law side by side, and what an amendment does to controls and to one organisation's gaps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from selfcheck import law as statute
from selfcheck.model.assessment import Amount, Assessment, Exposure, Finding, Penalty
from selfcheck.model.content import Cite, Content, Control
from selfcheck.model.law import Edition, Law, Provision, Tier


class Change(StrEnum):
    NEW = "new"
    REMOVED = "removed"
    AMENDED = "amended"  # consequences differ, or the file says what changed
    RENUMBERED = "renumbered"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    provision: Provision
    change: Change
    before: str | None  # locator
    after: str | None
    tiers_before: tuple[Tier, ...]
    tiers_after: tuple[Tier, ...]


def diff(law: Law, old: Edition, new: Edition) -> tuple[ProvisionChange, ...]:
    """Every provision that stands in either edition, in the order of the newer one's file."""
    return tuple(
        _compared(law, provision, old.key, new.key)
        for provision in law.provisions.values()
        if old.key in provision.at or new.key in provision.at
    )


def _compared(law: Law, provision: Provision, old: str, new: str) -> ProvisionChange:
    before, after = provision.at.get(old), provision.at.get(new)
    tiers_before, tiers_after = statute.tiers(law, provision.name, old), statute.tiers(law, provision.name, new)
    if before is None:
        change = Change.NEW
    elif after is None:
        change = Change.REMOVED
    elif tiers_before != tiers_after or new in provision.changes:
        change = Change.AMENDED
    else:
        change = Change.UNCHANGED if before == after else Change.RENUMBERED
    return ProvisionChange(provision, change, before, after, tiers_before, tiers_after)


@dataclass(frozen=True, slots=True)
class Side:
    """A control's citations and exposure under one law on one day."""

    citations: tuple[str, ...]  # locators, in the control's order
    exposure: Exposure


@dataclass(frozen=True, slots=True)
class Impact:
    control: Control
    before: Side
    after: Side

    @property
    def article_changes(self) -> bool:
        return self.before.citations != self.after.citations

    @property
    def exposure_changes(self) -> bool:
        return _amounts(self.before.exposure) != _amounts(self.after.exposure)


def on_controls(content: Content, law: Law, old: date, new: date) -> tuple[Impact, ...]:
    """The controls resting on a law whose article or exposure under it differs between two days, whoever is bound."""
    found = (
        Impact(control, _side(control, law, old), _side(control, law, new))
        for control in content.controls.values()
        if any(cite.law == law.id for cite in (*control.duties, *control.related, *control.penalties))
    )
    return tuple(impact for impact in found if impact.article_changes or impact.exposure_changes)


def on_gaps(before: Assessment, after: Assessment, law_id: str) -> tuple[Impact, ...]:
    """One organisation's gaps, on either day, whose article or exposure under the law differs."""
    earlier = {finding.control.id: finding for finding in before.findings}
    found = (
        Impact(finding.control, _found(earlier[finding.control.id], law_id), _found(finding, law_id))
        for finding in after.findings
        if finding.status.is_gap or earlier[finding.control.id].status.is_gap
    )
    return tuple(impact for impact in found if impact.article_changes or impact.exposure_changes)


def _side(control: Control, law: Law, day: date) -> Side:
    penalties: list[Penalty] = []
    for cite in _of(control.penalties, law.id):
        cited = statute.cited(cite, law, day)
        if cited is not None:
            penalties.append(Penalty(cited, statute.tiers(law, cite.provision, cited.edition)))
    cited_places = (statute.cited(cite, law, day) for cite in _of((*control.duties, *control.related), law.id))
    places = [cited.locator for cited in cited_places if cited is not None]
    return Side((*places, *(penalty.citation.locator for penalty in penalties)), statute.exposure(penalties))


def _found(finding: Finding, law_id: str) -> Side:
    if not finding.status.is_gap:
        return Side((), Exposure(None, None, (), None))
    penalties = [penalty for penalty in finding.penalties if penalty.citation.law == law_id]
    cited = (*finding.duties, *finding.related, *(penalty.citation for penalty in penalties))
    return Side(tuple(c.locator for c in cited if c.law == law_id), statute.exposure(penalties))


def _of(cites: Iterable[Cite], law_id: str) -> list[Cite]:
    return [cite for cite in cites if cite.law == law_id]


def _amounts(exposure: Exposure) -> tuple[object, ...]:
    def key(amount: Amount | None) -> tuple[object, ...] | None:
        return None if amount is None else (amount.yuan, amount.open_ended, amount.turnover_percent)

    return key(exposure.org_max), key(exposure.person_max), exposure.detention_days
