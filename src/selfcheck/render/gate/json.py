"""`selfcheck/gate/1`: the gate's published, versioned shape for programs; wording in both languages."""

import json
from fractions import Fraction
from typing import Any

from selfcheck import wording, words
from selfcheck.errors import Location
from selfcheck.gate.conditions import Condition, Judged, Unit
from selfcheck.gate.judge import Broken, Result
from selfcheck.gate.report import GateReport
from selfcheck.gate.waivers import ZONE, Notice, Waiver
from selfcheck.render import _changes as changed
from selfcheck.render.gate import _sentences as sentences
from selfcheck.text import Text

SUFFIX = ".json"
FORMAT = "selfcheck/gate/1"


def render(report: GateReport) -> str:
    return json.dumps(data(report), ensure_ascii=False, indent=2) + "\n"


def data(report: GateReport) -> dict[str, Any]:
    """The verdict as plain data, in the order keys are documented."""
    verdict = report.verdict
    return {
        "format": FORMAT,
        "tool": {"name": "selfcheck", "version": report.tool_version},
        "passed": verdict.passed,
        "exit_code": verdict.exit_code,
        "as_of": report.as_of.isoformat(),
        "zone": ZONE,
        "profile": verdict.results[0].assessment.profile if verdict.results else None,
        "scoring": report.content.scoring.id,
        "content": {"version": report.content.version, "digest": report.content.digest},
        "policy": {"file": _file(report, report.policy.file), "title": _text(sentences.under(report))},
        "baseline": _file(report, report.baseline),
        "organisations": [_organisation(report, result) for result in verdict.results],
        "broken": [_broken(report, entry) for entry in verdict.broken],
        "conditions": [_condition(report, entry) for entry in verdict.conditions],
        "notices": [_notice(report, notice) for notice in verdict.notices],
        "disclaimer": _text(wording.DISCLAIMER),
    }


def _text(value: Text) -> dict[str, str]:
    return {"zh": value.zh, "en": value.en}


def _file(report: GateReport, file: str | None) -> str | None:
    return None if file is None else report.path(file)


def _place(report: GateReport, location: Location) -> dict[str, Any]:
    return {"file": report.path(location.file), "line": location.line, "column": location.column}


def _organisation(report: GateReport, result: Result) -> dict[str, Any]:
    a, counted = result.assessment, result.counted
    return {
        "organisation": a.organisation,
        "answers": report.path(a.answers_file),
        "passed": result.passed,
        "score": {
            "value": a.score.value,
            "rate": a.score.rate,
            "coverage": a.score.coverage,
            "conclusion": a.score.conclusion,
            "critical_gaps": a.score.critical_gaps,
        },
        "counted": {
            "score": _number(counted.score, Unit.POINTS),
            "rate": _number(counted.rate, Unit.SHARE),
            "coverage": _number(counted.coverage, Unit.SHARE),
        },
        "conditions": [_condition(report, entry) for entry in result.conditions],
        "gaps": [_gap(report, entry) for entry in result.judged],
        "resolved": [changed.resolved(entry) for entry in result.resolved],
        "changes": None if result.changes is None else changed.data(result.changes),
        "notices": [_notice(report, notice) for notice in result.notices],
    }


def _number(value: Fraction | None, unit: Unit) -> int | float | None:
    """Rounded down, as everywhere: one decimal for points, four for shares."""
    if value is None:
        return None
    if unit is Unit.COUNT:
        return int(value)
    scale = 10 if unit is Unit.POINTS else 10_000
    return int(value * scale) / scale


def _condition(report: GateReport, entry: Condition) -> dict[str, Any]:
    limit = int(entry.required) if entry.unit is Unit.COUNT else float(entry.required)
    return {
        "id": entry.id,
        "met": entry.met,
        "bound": "at-least" if entry.at_least else "at-most",
        "actual": _number(entry.actual, entry.unit),
        "required": limit,
        "severity": entry.severity,
        "controls": list(entry.controls),
        "faults": [
            {"text": _text(fault.what), "controls": list(fault.controls), "location": _place(report, fault.location)}
            for fault in entry.faults
        ],
        "text": _text(sentences.condition(entry)),
    }


def _gap(report: GateReport, entry: Judged) -> dict[str, Any]:
    gap, control = entry.gap, entry.gap.finding.control
    seen = [words.observation(each, report.content, report.as_of) for each in gap.observations]
    return {
        "control": gap.key.control,
        "item": gap.key.item,
        "status": gap.status,
        "severity": control.severity,
        "domain": control.domain,
        "title": _text(control.title),
        "observations": [_text(text) for text in seen],
        "held": entry.held,
        "waived": None if entry.waiver is None else _waiver(report, entry.waiver),
        "baseline": entry.compared,
        "location": _place(report, gap.location),
    }


def _waiver(report: GateReport, waiver: Waiver) -> dict[str, Any]:
    return {
        "reason": waiver.reason,
        "approver": waiver.approver,
        "approved_on": waiver.approved_on.isoformat() if waiver.approved_on else None,
        "expires": waiver.expires.isoformat() if waiver.expires else None,
        "location": _place(report, waiver.location),
    }


def _broken(report: GateReport, entry: Broken) -> dict[str, Any]:
    problems = [
        {
            "what": _text(problem.what),
            "allowed": None if problem.allowed is None else _text(problem.allowed),
            "location": _place(report, problem.location),
        }
        for problem in entry.problems
    ]
    return {"answers": report.path(entry.file), "problems": problems}


def _notice(report: GateReport, notice: Notice) -> dict[str, Any]:
    return {"text": _text(notice.what), "location": _place(report, notice.location)}
