"""`selfcheck/result/1`: the published, versioned shape for programs; wording in both languages."""

import json
from datetime import date
from typing import Any

from selfcheck import wording, words
from selfcheck.errors import Location
from selfcheck.model.assessment import Amount, Citation, DomainScore, Exposure, Finding, Observation, Penalty, Score
from selfcheck.model.law import Tier
from selfcheck.render import _changes as changed
from selfcheck.report import Report
from selfcheck.text import Text

SUFFIX = ".json"
FORMAT = "selfcheck/result/1"


def render(report: Report) -> str:
    return json.dumps(result(report), ensure_ascii=False, indent=2) + "\n"


def result(report: Report) -> dict[str, Any]:
    """The assessment as plain data, in the order keys are documented."""
    a = report.assessment
    return {
        "format": FORMAT,
        "tool": {"name": "selfcheck", "version": report.tool_version},
        "organisation": a.organisation,
        "answers": a.answers_file,
        "as_of": a.as_of.isoformat(),
        "profile": {"id": a.profile, "title": text(a.profile_title)},
        "scoring": a.scoring,
        "content": {"version": a.content_version, "digest": a.content_digest},
        "score": _score(a.score),
        "findings": [finding(report, entry) for entry in a.findings],
        "practice": [finding(report, entry) for entry in a.practice],
        **({} if report.changes is None else {"changes": changed.data(report.changes)}),
        "disclaimer": text(wording.DISCLAIMER),
    }


def text(value: Text) -> dict[str, str]:
    return {"zh": value.zh, "en": value.en}


def _maybe(value: Text | None) -> dict[str, str] | None:
    return None if value is None else text(value)


def _score(score: Score) -> dict[str, Any]:
    return {
        "value": score.value,
        "rate": score.rate,
        "coverage": score.coverage,
        "conclusion": score.conclusion,
        "provisional": score.provisional,
        "critical_gaps": score.critical_gaps,
        "counts": {
            "satisfied": score.satisfied,
            "partial": score.partial,
            "not-satisfied": score.not_satisfied,
            "unanswered": score.unanswered,
            "not-applicable": score.not_applicable,
        },
        "by_domain": [_domain(entry) for entry in score.by_domain],
    }


def _domain(domain: DomainScore) -> dict[str, Any]:
    return {
        "id": domain.id,
        "title": text(domain.title),
        "value": domain.value,
        "rate": domain.rate,
        "coverage": domain.coverage,
        "counts": {
            "satisfied": domain.satisfied,
            "partial": domain.partial,
            "not-satisfied": domain.not_satisfied,
            "unanswered": domain.unanswered,
            "not-applicable": domain.not_applicable,
        },
    }


def finding(report: Report, entry: Finding) -> dict[str, Any]:
    control, fix = entry.control, entry.control.remediation
    return {
        "control": control.id,
        "domain": control.domain,
        "status": entry.status.value,
        "severity": control.severity.value,
        "origin": control.origin.value,
        "title": text(control.title),
        "why": text(control.why),
        "observations": [_observation(report, seen) for seen in entry.observations],
        "duties": [_citation(cited) for cited in entry.duties],
        "related": [_citation(cited) for cited in entry.related],
        "penalties": [_penalty(report, penalty) for penalty in entry.penalties],
        "exposure": _exposure(report, entry.exposure),
        "same_act": control.same_act,
        "precedents": {
            "organisations": entry.precedents.organisations,
            "out_of": entry.precedents.out_of,
            "by_sector": dict(entry.precedents.by_sector),
            "cases": list(entry.precedents.cases),
        },
        "remediation": {
            "action": text(fix.action),
            "owner": {"id": fix.owner, "title": text(report.content.roles[fix.owner])},
            "effort_days": fix.effort_days,
            "due_days": fix.due_days,
            "depends_on": list(fix.depends_on),
            "proof": text(fix.proof),
        },
        "not_applicable_claims": [{"fact": key, "reason": reason} for key, reason in entry.claims],
        "location": place(entry.location),
    }


def place(location: Location) -> dict[str, Any]:
    return {"file": location.file, "line": location.line, "column": location.column}


def _observation(report: Report, seen: Observation) -> dict[str, Any]:
    verdict = "unanswered" if seen.met is None else "met" if seen.met else "not-met"
    return {
        "fact": seen.fact,
        "item": None if seen.item is None else {"id": seen.item, "name": seen.item_name},
        "operator": seen.operator,
        "expected": list(seen.expected) if isinstance(seen.expected, tuple) else seen.expected,
        "wanted": seen.wanted,
        "actual": _plain(seen),
        "verdict": verdict,
        "basis": seen.basis,
        "text": text(words.observation(seen, report.content, report.assessment.as_of)),
        "location": place(seen.location),
    }


def _plain(seen: Observation) -> Any:
    if seen.partly:
        return "partly"
    if isinstance(seen.actual, tuple):
        return list(seen.actual)
    return seen.actual.isoformat() if isinstance(seen.actual, date) else seen.actual


def _citation(cited: Citation) -> dict[str, Any]:
    return {
        "law": cited.law,
        "provision": cited.provision,
        "edition": cited.edition,
        "locator": cited.locator,
        "citation": text(cited.text),
        "gist": text(cited.gist),
        "verified": cited.verified,
        "confidence": cited.confidence,
        "note": _maybe(cited.note),
    }


def _penalty(report: Report, penalty: Penalty) -> dict[str, Any]:
    return {**_citation(penalty.citation), "tiers": [_tier(report, tier) for tier in penalty.tiers]}


def _tier(report: Report, tier: Tier) -> dict[str, Any]:
    data = {
        "when": text(tier.when),
        "warning": tier.warning,
        "org": tier.org,
        "person": tier.person,
        "mode": tier.mode,
        "person_mode": tier.person_mode,
        "persons": tier.persons,
        "turnover_percent": tier.turnover_percent,
        "gains_multiple": tier.gains_multiple,
        "purchase_multiple": tier.purchase_multiple,
        "detention_days": tier.detention_days,
        "other": list(tier.other),
        "text": text(wording.tier(tier, report.content.measures)),
    }
    return {key: list(value) if isinstance(value, tuple) else value for key, value in data.items()}


def _exposure(report: Report, exposure: Exposure) -> dict[str, Any]:
    return {
        "org_max": _amount(exposure.org_max),
        "person_max": _amount(exposure.person_max),
        "detention_days": exposure.detention_days,
        "other": [{"id": name, "title": text(report.content.measures[name])} for name in exposure.other],
    }


def _amount(amount: Amount | None) -> dict[str, Any] | None:
    if amount is None:
        return None
    return {
        "yuan": amount.yuan,
        "open_ended": amount.open_ended,
        "turnover_percent": amount.turnover_percent,
        "when": text(amount.when),
        "citation": text(amount.citation.text),
        "text": _maybe(wording.fine(amount)),
    }
