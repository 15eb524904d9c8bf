"""`selfcheck/plan/1`: the published, versioned shape; `--previous` reads it back."""

import json
from datetime import date
from typing import Any

from selfcheck import wording
from selfcheck.plan.model import FORMAT, Event, Gap, Item, Outcome, Plan, Projection, Reporting, Terms, Work
from selfcheck.plan.report import PlanReport
from selfcheck.text import Text

SUFFIX = ".json"


def render(report: PlanReport) -> str:
    return json.dumps(plan(report), ensure_ascii=False, indent=2) + "\n"


def plan(report: PlanReport) -> dict[str, Any]:
    """The plan as plain data, in the order keys are documented."""
    p = report.plan
    return {
        **head(p),
        "tool": {"name": "selfcheck", "version": report.tool_version},
        "answers": p.answers_file,
        "as_of": p.as_of.isoformat(),
        "start": p.start.isoformat(),
        "profile": {"id": p.profile, "title": _text(p.profile_title)},
        "scoring": p.scoring,
        "content": {"version": p.content_version, "digest": p.content_digest},
        "policy_title": _text(p.policy_title),
        "policy_basis": _text(p.policy_basis),
        "soon_days": list(p.soon_days),
        "now": _projection(p.now),
        "capacity": None
        if p.capacity is None
        else {"person_days_per_week": p.capacity, "says": _maybe(p.capacity_note)},
        "target": _outcome(p.outcome),
        "calendar": [_text(line) for line in p.calendar],
        "notices": [_text(line) for line in p.notices],
        "items": [
            {**item(entry), "days_left": report.days_left(entry), "timing": report.timing(entry).value}
            for entry in p.items
        ],
        "unanswered": [
            {"control": u.control, "title": _text(u.title), "missing": list(u.missing)} for u in p.unanswered
        ],
        "disclaimer": _text(wording.DISCLAIMER),
    }


def head(p: Plan) -> dict[str, Any]:
    """What identifies the plan when it is read back."""
    return {"format": FORMAT, "organisation": p.organisation, "policy": p.policy, "deadline": _day(p.deadline)}


def item(entry: Item) -> dict[str, Any]:
    """One item; everything `--previous` needs is in it."""
    return {
        "id": entry.id,
        **_gap(entry.gap),
        **terms(entry.terms),
        "computed": terms(entry.computed),
        **_work(entry.work),
        "since": entry.since.isoformat(),
        "due_reason": _text(entry.due_reason),
        "estimated": entry.estimated,
        "begins": _day(entry.begins),
        "reporting": [_reporting(owed) for owed in entry.reporting],
        "selected": entry.selected,
        "after": None if entry.after is None else _projection(entry.after),
        "closed_on": _day(entry.closed_on),
        "closing": _maybe(entry.closing),
        "history": [_event(event) for event in entry.history],
    }


def _text(value: Text) -> dict[str, str]:
    return {"zh": value.zh, "en": value.en}


def _maybe(value: Text | None) -> dict[str, str] | None:
    return None if value is None else _text(value)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "control": gap.control,
        "verdict": gap.verdict.value,
        "source": _text(gap.source),
        "severity": gap.severity.value,
        "domain": _text(gap.domain),
        "title": _text(gap.title),
        "basis": [_text(line) for line in gap.basis],
        "cost": {"yuan": gap.cost.yuan, "found": gap.cost.found, "text": _text(gap.cost.text)},
        "depends_on": list(gap.depends_on),
        "proof": _text(gap.proof),
    }


def terms(value: Terms) -> dict[str, Any]:
    return {
        "problem": _text(value.problem),
        "steps": _text(value.steps),
        "department": _text(value.department),
        "effort_days": int(value.effort) if value.effort == int(value.effort) else value.effort,
        "due": value.due.isoformat(),
        "planned": value.planned.isoformat(),
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "state": work.state.value,
        "owner": work.owner,
        "leader": work.leader,
        "finished_on": _day(work.finished_on),
        "reason": work.reason,
        "evidence": work.evidence,
        "verifier": work.verifier,
        "verified_on": _day(work.verified_on),
        "note": work.note,
        "extra": [{"column": column, "value": value} for column, value in work.extra],
    }


def _reporting(owed: Reporting) -> dict[str, Any]:
    return {"what": _text(owed.what), "basis": _text(owed.basis), "by": owed.by.isoformat()}


def _projection(numbers: Projection) -> dict[str, Any]:
    return {"score": numbers.score, "rate": numbers.rate, "critical_gaps": numbers.critical_gaps}


def _outcome(outcome: Outcome | None) -> dict[str, Any] | None:
    if outcome is None:
        return None
    return {
        "wanted": _text(outcome.wanted),
        "reachable": outcome.reachable,
        "already": outcome.already,
        "effort_days": outcome.effort,
        "best": _projection(outcome.best),
        "reached_after": outcome.reached_after,
        "reached_on": _day(outcome.reached_on),
        "in_time": outcome.in_time,
        "says": _text(outcome.says),
    }


def _event(event: Event) -> dict[str, Any]:
    return {"on": event.on.isoformat(), "event": event.kind.value, "note": _text(event.note)}
