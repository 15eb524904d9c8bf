"""Plain data of `checklists/` → the model. The shapes have passed their schemas; here they become objects.

Dates arrive as ISO strings, so that the same data can be kept as JSON.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from selfcheck.load import build_law, build_sources
from selfcheck.load.raw import Raw, maybe_text, rule, text
from selfcheck.model.content import (
    Checklist,
    Choice,
    ChoiceGroup,
    Cite,
    Content,
    Control,
    Inventory,
    Origin,
    Profile,
    Question,
    Remediation,
    Scoring,
    Severity,
)
from selfcheck.rules import Groups, keys_of


def content(raw: Raw, version: str, digest: str) -> Content:
    """`raw` maps each file's path under `checklists/` to its data (a private file's with a `+` before it)."""
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
            key: Inventory(key, text(entry["title"]), text(entry["item"]))
            for key, entry in organisation["inventories"].items()
        },
        checklists=tuple(_checklist(name, data) for name, data in checklists.items()),
        controls=controls,
        laws={entry["id"]: build_law.build(entry, groups) for entry in _folder(raw, "laws")},
        inspections=tuple(
            build_sources.inspection(entry) for entry in _folder(raw, "precedents") if "organisations" in entry
        ),
        cases={
            case["id"]: build_sources.case(case, entry["id"])
            for entry in _folder(raw, "precedents")
            for case in entry.get("cases", ())
        },
        sources=tuple(build_sources.source(entry) for entry in _folder(raw, "sources")),
        profiles={entry["id"]: _profile(entry) for entry in _folder(raw, "profiles")},
        scoring=_scoring(raw["scoring.yaml"]),
        roles={key: text(entry) for key, entry in vocabulary["roles"].items()},
        measures={key: text(entry) for key, entry in vocabulary["measures"].items()},
    )


def _folder(raw: Raw, name: str) -> list[Any]:
    return [data for path, data in raw.items() if path.lstrip("+").startswith(name + "/")]


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
        ask=text(raw["ask"]),
        type=raw["type"],
        evidence=maybe_text(raw.get("evidence")),
        unit=maybe_text(raw.get("unit")),
        choices=tuple(Choice(entry["value"], text(entry)) for entry in raw.get("choices", ())),
        groups=tuple(
            ChoiceGroup(name, text(entry), tuple(entry["members"])) for name, entry in raw.get("groups", {}).items()
        ),
        ask_if=rule(raw.get("ask_if"), groups, inventory if bracket else None),
    )


def _checklist(name: str, raw: Raw) -> Checklist:
    return Checklist(
        id=raw["id"],
        number=name.lstrip("+")[:2],
        prefix=raw["prefix"],
        title=text(raw["title"]),
        summary=text(raw["summary"]),
        controls=tuple(entry["id"] for entry in raw["controls"]),
    )


def cite(raw: str | Raw) -> Cite:
    """`law/provision`, or `{cite: law/provision, note: …, since: …}`."""
    pointer = raw if isinstance(raw, str) else raw["cite"]
    law, _, name = pointer.partition("/")
    if isinstance(raw, str):
        return Cite(law, name)
    since = date.fromisoformat(raw["since"]) if "since" in raw else None
    return Cite(law, name, maybe_text(raw.get("note")), since)


def _control(raw: Raw, domain: str, groups: Groups) -> Control:
    applies, satisfied, partial = (
        rule(raw.get(key), groups) for key in ("applies_when", "satisfied_when", "partial_when")
    )
    assert satisfied is not None  # the schema requires it
    keys = dict.fromkeys(key for rule in (applies, satisfied, partial) if rule is not None for key in keys_of(rule))
    fix = raw["remediation"]
    return Control(
        id=raw["id"],
        domain=domain,
        title=text(raw["title"]),
        why=text(raw["why"]),
        clauses=tuple(raw.get("clauses", ())),
        origin=Origin(raw["origin"]),
        applies_when=applies,
        satisfied_when=satisfied,
        partial_when=partial,
        severity=Severity(raw["severity"]),
        severity_reason=text(raw["severity_reason"]),
        duties=tuple(map(cite, raw.get("duties", ()))),
        related=tuple(map(cite, raw.get("related", ()))),
        penalties=tuple(map(cite, raw.get("penalties", ()))),
        same_act=raw.get("same_act"),
        precedents=tuple(raw.get("precedents", ())),
        remediation=Remediation(
            action=text(fix["action"]),
            owner=fix["owner"],
            effort_days=fix["effort_days"],
            due_days=fix["due_days"],
            depends_on=tuple(fix.get("depends_on", ())),
            proof=text(fix["proof"]),
        ),
        profiles=tuple(raw.get("profiles", ())),
        examples=raw.get("examples", {}),
        facts=tuple(keys),
    )


def _profile(raw: Raw) -> Profile:
    select = raw["select"]
    return Profile(
        id=raw["id"],
        title=text(raw["title"]),
        description=text(raw["description"]),
        tag=None if select == "all" else select.get("tag"),
        severities=() if select == "all" else tuple(select.get("severities", ())),
    )


def _scoring(raw: Raw) -> Scoring:
    return Scoring(
        id=raw["id"],
        title=text(raw["title"]),
        weights=raw["weights"],
        partial_share=raw["partial_share"],
        satisfied_rate=raw["conclusion"]["satisfied_rate"],
        not_satisfied_below=raw["conclusion"]["not_satisfied_below"],
    )
