"""Precedent and source files → inspections, cases and source clauses."""

from datetime import date

from selfcheck.load.raw import Raw, maybe_text, text
from selfcheck.model.content import (
    Case,
    CitedArticle,
    Clause,
    FindingType,
    InspectedOrganisation,
    Inspection,
    Source,
)


def inspection(raw: Raw) -> Inspection:
    return Inspection(
        id=raw["id"],
        title=text(raw["title"]),
        authority=text(raw["authority"]),
        published_on=date.fromisoformat(raw["published_on"]),
        sectors={key: text(entry) for key, entry in raw["sectors"].items()},
        types={key: FindingType(text(entry), tuple(entry["mirrors"])) for key, entry in raw["types"].items()},
        organisations=tuple(
            InspectedOrganisation(entry["id"], entry["sector"], entry["organisation"], tuple(entry["types"]))
            for entry in raw["organisations"]
        ),
    )


def case(raw: Raw, source: str) -> Case:
    penalty = raw["penalty"]
    return Case(
        id=raw["id"],
        source=source,
        on=date.fromisoformat(raw["assessed_on"]),
        on_basis=text(raw["on_basis"]),
        authority=raw["authority"],
        organisation=raw["organisation"],
        facts=text(raw["facts"]),
        types=tuple(raw["types"]),
        cited=tuple(CitedArticle(entry["law"], entry["locator"], entry["role"]) for entry in raw["cited"]),
        warning=penalty["warning"],
        fine_org=penalty.get("fine_org"),
        fine_person=penalty.get("fine_person"),
        detention_days=penalty.get("detention_days"),
        confiscation=penalty["confiscation"],
        other=maybe_text(penalty.get("other")),
    )


def source(raw: Raw) -> Source:
    return Source(
        id=raw["id"],
        title=text(raw["title"]),
        issuer=text(raw["issuer"]),
        published_on=date.fromisoformat(raw["published_on"]),
        note=maybe_text(raw.get("note")),
        clauses=tuple(
            Clause(
                id=entry["id"],
                source=raw["id"],
                locator=entry["locator"],
                gist=text(entry["gist"]),
                bearer=entry["bearer"],
                kind=entry["kind"],
                reason=maybe_text(entry.get("reason")),
                names=tuple(entry.get("names", ())),
            )
            for entry in raw["clauses"]
        ),
    )
