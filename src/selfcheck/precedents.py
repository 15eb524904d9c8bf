"""How many of the inspected organisations, and which published cases, had the same gap."""

from selfcheck.model.assessment import PrecedentCount
from selfcheck.model.content import Content, Control


def count(control: Control, content: Content) -> PrecedentCount:
    """An organisation with several of the control's finding types counts once."""
    types = set(control.precedents)
    by_sector: dict[str, int] = {}
    inspected = 0
    for inspection in content.inspections:
        inspected += len(inspection.organisations)
        if types.isdisjoint(inspection.types):
            continue  # as for most controls
        for organisation in inspection.organisations:
            if not types.isdisjoint(organisation.types):
                by_sector[organisation.sector] = by_sector.get(organisation.sector, 0) + 1
    return PrecedentCount(
        organisations=sum(by_sector.values()),
        out_of=inspected,
        by_sector=tuple(by_sector.items()),
        cases=tuple(name for name in control.precedents if name in content.cases),
    )
