"""GitLab's code-quality report: one issue per gap that counts, each at its line."""

import json
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from selfcheck.errors import Location
from selfcheck.gate.report import GateReport
from selfcheck.model.content import Severity
from selfcheck.render._layout import inert
from selfcheck.render.gate import _sentences as sentences

SUFFIX = ".json"
_SEVERITY = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
}


def render(report: GateReport) -> str:
    found = list(_issues(report))
    seen: Counter[str] = Counter()
    for issue in found:  # one file cited twice by one answer: the report may hold no fingerprint twice
        name = issue["fingerprint"]
        seen[name] += 1
        issue["fingerprint"] = sha256(f"{name}\0{seen[name]}".encode()).hexdigest()
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _issues(report: GateReport) -> Iterator[dict[str, Any]]:
    for broken in report.verdict.broken:
        for number, problem in enumerate(broken.problems):
            name = f"{broken.file}\0{number}"
            yield _issue(report, "selfcheck", problem.line(report.lang), "blocker", problem.location, name)
    for result in report.verdict.results:
        who = result.assessment.organisation
        for condition in result.conditions:
            for fault in condition.faults if not condition.met else ():
                severity = _SEVERITY[condition.severity] if condition.severity else "major"
                text = report.say(fault.what)
                name = f"{who}\0{condition.id}\0{fault.subject}"
                yield _issue(report, condition.id, text, severity, fault.location, name)
        for entry in result.judged:
            if entry.held:
                severity = _SEVERITY[entry.gap.finding.control.severity]
                text = sentences.gap(report, entry)
                name = f"{who}\0{entry.gap.key.control}\0{entry.gap.key.item or ''}"
                yield _issue(report, entry.gap.key.control, text, severity, entry.gap.location, name)


def _issue(
    report: GateReport, check: str, text: str, severity: str, location: Location, identity: str
) -> dict[str, Any]:
    return {
        "description": inert(text),
        "check_name": check,
        "fingerprint": identity,
        "severity": severity,
        "location": {"path": report.path(location.file), "lines": {"begin": max(1, location.line)}},
    }
