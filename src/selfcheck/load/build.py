"""Plain data of `checklists/` → the model. The shapes have passed their schemas; here they become objects.

Dates arrive as ISO strings, so that the same data can be kept as JSON.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from selfcheck.model.content import (
    Case,
    Checklist,
    Choice,
    ChoiceGroup,
    Cite,
    CitedArticle,
    Clause,
    Content,
    Control,
    Edition,
    FindingType,
    InspectedOrganisation,
    Inspection,
    Instead,
    Inventory,
    Law,
    Origin,
    Profile,
    Provision,
    Question,
    Remediation,
    Scoring,
    Severity,
    Source,
    Tier,
)
from selfcheck.model.rule import Rule
from selfcheck.rules import Groups, keys_of, parse
from selfcheck.text import Text

Raw = Mapping[str, Any]


def content(raw: Raw, version: str, digest: str) -> Content:
    """`raw` maps each file's path under `checklists/` to its data."""
    checklists = {name: data for name, data in raw.items() if "/" not in name and "controls" in data}
    organisation, vocabulary = raw["organisation.yaml"], raw["vocabulary.yaml"]
    asked = _asked([organisation, *checklists.values()])
    groups = {key: _groups(entry) for key, entry in asked.items() if "groups" in entry}
    controls = {
        entry["id"]: _control(entry, data["id"], groups) for data in checklists.values() for entry in data["controls"]
    }
    return Content(
        version=version,
        digest=digest,
        questions={key: question(key, entry, groups) for key, entry in asked.items()},
        inventories={
            key: Inventory(key, _text(entry["title"]), _text(entry["item"]))
            for key, entry in organisation["inventories"].items()
        },
        checklists=tuple(_checklist(name, data) for name, data in checklists.items()),
        controls=controls,
        laws={entry["id"]: _law(entry, groups) for entry in _folder(raw, "laws")},
        inspections=tuple(_inspection(entry) for entry in _folder(raw, "precedents") if "organisations" in entry),
        cases={
            case["id"]: _case(case, entry["id"])
            for entry in _folder(raw, "precedents")
            for case in entry.get("cases", ())
        },
        sources=tuple(_source(entry) for entry in _folder(raw, "sources")),
        profiles={entry["id"]: _profile(entry) for entry in _folder(raw, "profiles")},
        scoring=_scoring(raw["scoring.yaml"]),
        roles={key: _text(entry) for key, entry in vocabulary["roles"].items()},
        measures={key: _text(entry) for key, entry in vocabulary["measures"].items()},
    )


def _folder(raw: Raw, name: str) -> list[Any]:
    return [data for path, data in raw.items() if path.startswith(name + "/")]


def _text(raw: Raw) -> Text:
    return Text(raw["zh"], raw["en"])


def _maybe_text(raw: Raw | None) -> Text | None:
    return None if raw is None else Text(raw["zh"], raw["en"])


def _rule(raw: Raw | None, groups: Groups, inventory: str | None = None) -> Rule | None:
    return None if raw is None else parse(raw, groups, inventory)


def _asked(files: Iterable[Raw]) -> dict[str, Raw]:
    """Every question and column by its key."""
    return {
        key: entry
        for data in files
        for part in ("questions", "columns")
        for key, entry in (data.get(part) or {}).items()
    }


def _groups(raw: Raw) -> dict[str, tuple[str, ...]]:
    return {name: tuple(entry["members"]) for name, entry in raw["groups"].items()}


def question(key: str, raw: Raw, groups: Groups) -> Question:
    inventory, bracket, _ = key.partition("[].")
    return Question(
        key=key,
        ask=_text(raw["ask"]),
        type=raw["type"],
        evidence=_maybe_text(raw.get("evidence")),
        unit=_maybe_text(raw.get("unit")),
        choices=tuple(Choice(entry["value"], _text(entry)) for entry in raw.get("choices", ())),
        groups=tuple(
            ChoiceGroup(name, _text(entry), tuple(entry["members"])) for name, entry in raw.get("groups", {}).items()
        ),
        ask_if=_rule(raw.get("ask_if"), groups, inventory if bracket else None),
    )


def _checklist(name: str, raw: Raw) -> Checklist:
    return Checklist(
        id=raw["id"],
        number=name[:2],
        prefix=raw["prefix"],
        title=_text(raw["title"]),
        summary=_text(raw["summary"]),
        controls=tuple(entry["id"] for entry in raw["controls"]),
    )


def cite(raw: str | Raw) -> Cite:
    """`law/provision`, or `{cite: law/provision, note: …}`."""
    pointer = raw if isinstance(raw, str) else raw["cite"]
    law, _, name = pointer.partition("/")
    return Cite(law, name, None if isinstance(raw, str) else _maybe_text(raw.get("note")))


def _control(raw: Raw, domain: str, groups: Groups) -> Control:
    applies, satisfied, partial = (
        _rule(raw.get(key), groups) for key in ("applies_when", "satisfied_when", "partial_when")
    )
    assert satisfied is not None  # the schema requires it
    keys = dict.fromkeys(key for rule in (applies, satisfied, partial) if rule is not None for key in keys_of(rule))
    fix = raw["remediation"]
    return Control(
        id=raw["id"],
        domain=domain,
        title=_text(raw["title"]),
        why=_text(raw["why"]),
        clauses=tuple(raw.get("clauses", ())),
        origin=Origin(raw["origin"]),
        applies_when=applies,
        satisfied_when=satisfied,
        partial_when=partial,
        severity=Severity(raw["severity"]),
        severity_reason=_text(raw["severity_reason"]),
        duties=tuple(map(cite, raw.get("duties", ()))),
        related=tuple(map(cite, raw.get("related", ()))),
        penalties=tuple(map(cite, raw.get("penalties", ()))),
        same_act=raw.get("same_act"),
        precedents=tuple(raw.get("precedents", ())),
        remediation=Remediation(
            action=_text(fix["action"]),
            owner=fix["owner"],
            effort_days=fix["effort_days"],
            due_days=fix["due_days"],
            depends_on=tuple(fix.get("depends_on", ())),
            proof=_text(fix["proof"]),
        ),
        profiles=tuple(raw.get("profiles", ())),
        examples=raw.get("examples", {}),
        facts=tuple(keys),
    )


def _law(raw: Raw, groups: Groups) -> Law:
    instead = raw.get("instead")
    return Law(
        id=raw["id"],
        title=_text(raw["title"]),
        short=_text(raw["short"]),
        rank=raw["rank"],
        issuer=_text(raw["issuer"]),
        status=raw["status"],
        superseded_by=raw.get("superseded_by"),
        binds=_rule(raw.get("binds"), groups),
        instead=None if instead is None else Instead(parse(instead["when"], groups), instead["provision"]),
        note=_maybe_text(raw.get("note")),
        editions=tuple(_edition(entry) for entry in raw["editions"]),
        provisions={name: _provision(name, entry, groups) for name, entry in (raw.get("provisions") or {}).items()},
    )


def _edition(raw: Raw) -> Edition:
    effective = raw["effective"]
    return Edition(
        effective=None if effective == Edition.UNDATED else date.fromisoformat(effective),
        until=date.fromisoformat(raw["until"]) if "until" in raw else None,
        doc_no=raw.get("doc_no"),
        source=raw["source"],
        confidence=raw["confidence"],
    )


def _provision(name: str, raw: Raw, groups: Groups) -> Provision:
    return Provision(
        name=name,
        gist=_text(raw["gist"]),
        at=raw["at"],
        binds=_rule(raw.get("binds"), groups),
        verified=raw.get("verified", True),
        tiers={edition: tuple(map(_tier, entries)) for edition, entries in raw.get("tiers", {}).items()},
        changes={edition: _text(entry) for edition, entry in raw.get("changes", {}).items()},
        note=_maybe_text(raw.get("note")),
    )


def _tier(raw: Raw) -> Tier:
    def pair(key: str) -> tuple[int | None, int | None] | None:
        value = raw.get(key)
        if value is None:
            return None
        low, high = (None if bound is None else int(bound) for bound in value)
        return low, high

    return Tier(
        when=_text(raw["when"]),
        warning=raw.get("warning", False),
        org=pair("org"),
        person=pair("person"),
        mode=raw.get("mode"),
        person_mode=raw.get("person_mode"),
        persons=raw.get("persons"),
        turnover_percent=raw.get("turnover_percent"),
        gains_multiple=pair("gains_multiple"),
        purchase_multiple=pair("purchase_multiple"),
        detention_days=pair("detention_days"),
        see=raw.get("see"),
        other=tuple(raw.get("other", ())),
    )


def _inspection(raw: Raw) -> Inspection:
    return Inspection(
        id=raw["id"],
        title=_text(raw["title"]),
        authority=_text(raw["authority"]),
        published_on=date.fromisoformat(raw["published_on"]),
        sectors={key: _text(entry) for key, entry in raw["sectors"].items()},
        types={key: FindingType(_text(entry), tuple(entry["mirrors"])) for key, entry in raw["types"].items()},
        organisations=tuple(
            InspectedOrganisation(entry["id"], entry["sector"], entry["organisation"], tuple(entry["types"]))
            for entry in raw["organisations"]
        ),
    )


def _case(raw: Raw, source: str) -> Case:
    penalty = raw["penalty"]
    return Case(
        id=raw["id"],
        source=source,
        on=date.fromisoformat(raw["assessed_on"]),
        on_basis=_text(raw["on_basis"]),
        authority=raw["authority"],
        organisation=raw["organisation"],
        facts=_text(raw["facts"]),
        types=tuple(raw["types"]),
        cited=tuple(CitedArticle(entry["law"], entry["locator"], entry["role"]) for entry in raw["cited"]),
        warning=penalty["warning"],
        fine_org=penalty.get("fine_org"),
        fine_person=penalty.get("fine_person"),
        detention_days=penalty.get("detention_days"),
        confiscation=penalty["confiscation"],
        other=_maybe_text(penalty.get("other")),
    )


def _source(raw: Raw) -> Source:
    return Source(
        id=raw["id"],
        title=_text(raw["title"]),
        issuer=_text(raw["issuer"]),
        published_on=date.fromisoformat(raw["published_on"]),
        note=_maybe_text(raw.get("note")),
        clauses=tuple(
            Clause(
                id=entry["id"],
                source=raw["id"],
                locator=entry["locator"],
                gist=_text(entry["gist"]),
                bearer=entry["bearer"],
                kind=entry["kind"],
                reason=_maybe_text(entry.get("reason")),
            )
            for entry in raw["clauses"]
        ),
    )


def _profile(raw: Raw) -> Profile:
    select = raw["select"]
    return Profile(
        id=raw["id"],
        title=_text(raw["title"]),
        description=_text(raw["description"]),
        tag=None if select == "all" else select.get("tag"),
        severities=() if select == "all" else tuple(select.get("severities", ())),
    )


def _scoring(raw: Raw) -> Scoring:
    return Scoring(
        id=raw["id"],
        title=_text(raw["title"]),
        weights=raw["weights"],
        partial_share=raw["partial_share"],
        satisfied_rate=raw["conclusion"]["satisfied_rate"],
        not_satisfied_below=raw["conclusion"]["not_satisfied_below"],
    )
