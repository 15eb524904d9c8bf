"""One plan item as plain data (`selfcheck/plan/1`) → Item. The shape has passed the schema."""

from datetime import date
from typing import Any

from selfcheck.model.content import Severity
from selfcheck.plan.model import (
    Cost,
    Event,
    EventKind,
    Gap,
    Item,
    Projection,
    Reporting,
    State,
    Terms,
    Verdict,
    Work,
)
from selfcheck.text import Text


def item(raw: dict[str, Any]) -> Item:
    """ValueError where a date is impossible, such as 2026-02-30."""
    return Item(
        id=raw["id"],
        gap=_gap(raw),
        terms=_terms(raw),
        computed=_terms(raw["computed"]),
        work=_work(raw),
        since=date.fromisoformat(raw["since"]),
        due_reason=Text(**raw["due_reason"]),
        estimated=raw["estimated"],
        reporting=tuple(map(_reporting, raw["reporting"])),
        begins=day(raw["begins"]),
        selected=raw["selected"],
        after=None if raw["after"] is None else Projection(**raw["after"]),
        closed_on=day(raw["closed_on"]),
        closing=None if raw["closing"] is None else Text(**raw["closing"]),
        history=tuple(
            Event(date.fromisoformat(e["on"]), EventKind(e["event"]), Text(**e["note"])) for e in raw["history"]
        ),
    )


def day(raw: str | None) -> date | None:
    return None if raw is None else date.fromisoformat(raw)


def _gap(raw: dict[str, Any]) -> Gap:
    return Gap(
        control=raw["control"],
        verdict=Verdict(raw["verdict"]),
        source=Text(**raw["source"]),
        domain=Text(**raw["domain"]),
        title=Text(**raw["title"]),
        severity=Severity(raw["severity"]),
        basis=tuple(Text(**line) for line in raw["basis"]),
        cost=Cost(raw["cost"]["yuan"], raw["cost"]["found"], Text(**raw["cost"]["text"])),
        depends_on=tuple(raw["depends_on"]),
        proof=Text(**raw["proof"]),
    )


def _terms(raw: dict[str, Any]) -> Terms:
    return Terms(
        problem=Text(**raw["problem"]),
        steps=Text(**raw["steps"]),
        department=Text(**raw["department"]),
        effort=float(raw["effort_days"]),
        due=date.fromisoformat(raw["due"]),
        planned=date.fromisoformat(raw["planned"]),
    )


def _work(raw: dict[str, Any]) -> Work:
    return Work(
        state=State(raw["state"]),
        owner=raw["owner"],
        leader=raw["leader"],
        finished_on=day(raw["finished_on"]),
        reason=raw["reason"],
        evidence=raw["evidence"],
        verifier=raw["verifier"],
        verified_on=day(raw["verified_on"]),
        note=raw["note"],
        extra=tuple((entry["column"], entry["value"]) for entry in raw["extra"]),
    )


def _reporting(raw: dict[str, Any]) -> Reporting:
    return Reporting(Text(**raw["what"]), Text(**raw["basis"]), date.fromisoformat(raw["by"]))
