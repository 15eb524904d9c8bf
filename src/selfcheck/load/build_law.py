"""Law files → laws with their editions, provisions and tiers."""

from datetime import date

from selfcheck.load.raw import Raw, maybe_text, rule, text
from selfcheck.model.law import Edition, Instead, Law, Provision, Tier
from selfcheck.rules import Groups, parse


def build(raw: Raw, groups: Groups) -> Law:
    instead = raw.get("instead")
    return Law(
        id=raw["id"],
        title=text(raw["title"]),
        short=text(raw["short"]),
        rank=raw["rank"],
        issuer=text(raw["issuer"]),
        status=raw["status"],
        superseded_by=raw.get("superseded_by"),
        binds=rule(raw.get("binds"), groups),
        instead=None if instead is None else Instead(parse(instead["when"], groups), instead["provision"]),
        note=maybe_text(raw.get("note")),
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
        gist=text(raw["gist"]),
        at=raw["at"],
        binds=rule(raw.get("binds"), groups),
        verified=raw.get("verified", True),
        tiers={edition: tuple(map(_tier, entries)) for edition, entries in raw.get("tiers", {}).items()},
        changes={edition: text(entry) for edition, entry in raw.get("changes", {}).items()},
        note=maybe_text(raw.get("note")),
    )


def _tier(raw: Raw) -> Tier:
    def pair(key: str) -> tuple[int | None, int | None] | None:
        value = raw.get(key)
        if value is None:
            return None
        low, high = (None if bound is None else int(bound) for bound in value)
        return low, high

    return Tier(
        when=text(raw["when"]),
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
