"""SARIF 2.1.0: one rule per control with its help, one result per gap, at the answer's own line and column.

Waived gaps are left out unless asked for, because GitHub shows suppressed results as open alerts.
"""

import json
import re
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from selfcheck import wording
from selfcheck.errors import Location
from selfcheck.gate.baseline import Compared
from selfcheck.gate.conditions import Condition, Judged
from selfcheck.gate.evidence import Fault
from selfcheck.gate.report import GateReport
from selfcheck.model.assessment import Finding
from selfcheck.model.content import Severity
from selfcheck.render._layout import inert
from selfcheck.render.gate import _sentences as sentences
from selfcheck.text import Text

SUFFIX = ".sarif"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://pypi.org/project/selfcheck/"
ROOT = "%SRCROOT%"
_LEVEL = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note"}
# GitHub's bands: above 9.0 critical, 7.0 to 8.9 high, 4.0 to 6.9 medium.
_SECURITY_SEVERITY = {Severity.CRITICAL: "9.5", Severity.HIGH: "8.0", Severity.MEDIUM: "5.5", Severity.LOW: "2.0"}
_STATE = {Compared.NEW: "new", Compared.WORSE: "updated", Compared.KNOWN: "unchanged"}
_PLACEHOLDER = re.compile(r"\{([0-9]+)\}")
Json = dict[str, Any]


def render(report: GateReport) -> str:
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _run(report: GateReport) -> Json:
    shown = [
        entry
        for result in report.verdict.results
        for entry in result.judged
        if report.include_waived or entry.waiver is None
    ]
    faults = [
        (condition, fault)
        for result in report.verdict.results
        for condition in result.conditions
        if not condition.met
        for fault in condition.faults
    ]
    rules = _rules(report, shown, [condition for condition, _ in faults])
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    results = [_gap(report, entry, index) for entry in shown]
    results += [_fault(report, condition, fault, index) for condition, fault in faults]
    driver = {
        "name": "selfcheck",
        "version": report.tool_version,
        "semanticVersion": report.tool_version,
        "informationUri": HOME,
        "rules": rules,
    }
    return {
        "tool": {"driver": driver},
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top of the repository of answers."}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"verdict": report.say(sentences.outcome(report)), "asOf": report.as_of.isoformat()},
    }


def _invocation(report: GateReport) -> Json:
    """Limits that no single line breaks, and files that could not be read."""
    notes = [_notification(report, entry) for result in report.verdict.results for entry in result.conditions]
    notes += [_notification(report, entry) for entry in report.verdict.conditions]
    broken = [
        {
            "level": "error",
            "message": {"text": _line(problem.line(report.lang))},
            "locations": [_location(report, problem.location)],
        }
        for entry in report.verdict.broken
        for problem in entry.problems
    ]
    invocation: Json = {"executionSuccessful": not report.verdict.broken}
    if violated := [note for note in notes if note is not None]:
        invocation["toolExecutionNotifications"] = violated
    if broken:
        invocation["toolConfigurationNotifications"] = broken
    return invocation


def _notification(report: GateReport, entry: Condition) -> Json | None:
    if entry.met:
        return None
    names = report.say(sentences.controls(entry))
    text = report.say(sentences.condition(entry)) + (report.t("：", ": ") + names if names else "")
    return {"level": "error", "message": {"text": _line(text)}, "descriptor": {"id": entry.id}}


def _rules(report: GateReport, shown: list[Judged], broken: list[Condition]) -> list[Json]:
    rules: dict[str, Json] = {}
    for entry in shown:
        finding = entry.gap.finding
        if finding.control.id not in rules:
            rules[finding.control.id] = _rule(report, finding)
    for condition in broken:
        if condition.id not in rules:
            rules[condition.id] = _condition_rule(report, condition)
    return list(rules.values())


def _rule(report: GateReport, finding: Finding) -> Json:
    control = finding.control
    plain, marked = _help(report, finding)
    return {
        "id": control.id,
        "shortDescription": {"text": _sentence(report, report.say(control.title))},
        "fullDescription": {"text": _sentence(report, report.say(control.why))},
        "help": {"text": plain, "markdown": marked},
        "defaultConfiguration": {"level": _LEVEL[control.severity]},
        "properties": {
            "tags": ["security", "compliance", control.domain],
            "precision": "very-high",
            "problem.severity": _LEVEL[control.severity].replace("note", "recommendation"),
            "security-severity": _SECURITY_SEVERITY[control.severity],
        },
    }


def _help(report: GateReport, finding: Finding) -> tuple[str, str]:
    """Why it matters, what it breaks, what it can cost, how to mend it: as plain text and as Markdown."""
    control, fix = finding.control, finding.control.remediation
    duties = [report.say(cited.text) for cited in (*finding.duties, *finding.related)]
    fine = wording.fine(finding.exposure.org_max)
    owner = report.say(report.content.roles[fix.owner])
    parts = [
        (Text("为什么", "Why"), report.say(control.why)),
        (Text("依据", "Duty"), report.t("；", "; ").join(dict.fromkeys(duties))),
        (Text("后果", "Cost"), report.say(fine) if fine else ""),
        (Text("整改", "Fix"), f"{report.say(fix.action)}{report.t(f'（{owner}）', f' ({owner})')}"),
        (Text("证明", "Proof"), report.say(fix.proof)),
    ]
    kept = [(report.say(label), text) for label, text in parts if text]
    colon = report.t("：", ": ")
    return (
        "\n".join(f"{label}{colon}{text}" for label, text in kept),
        "\n".join(f"- **{label}**{colon}{text}" for label, text in kept),
    )


def _condition_rule(report: GateReport, condition: Condition) -> Json:
    text = _sentence(report, report.say(condition.what))
    severity = condition.severity or Severity.MEDIUM
    return {
        "id": condition.id,
        "shortDescription": {"text": text},
        "fullDescription": {"text": text},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": _LEVEL[severity]},
        "properties": {"tags": ["security", "compliance"], "security-severity": _SECURITY_SEVERITY[severity]},
    }


def _gap(report: GateReport, entry: Judged, index: dict[str, int]) -> Json:
    gap = entry.gap
    result = _result(
        report,
        gap.key.control,
        _LEVEL[gap.finding.control.severity],
        sentences.gap(report, entry),
        gap.location,
        f"{gap.key.control}\0{gap.key.item or ''}",
        index,
    )
    result["properties"] = {"status": gap.status.value, "item": gap.key.item}
    others = dict.fromkeys(seen.location for seen in gap.observations if seen.location != gap.location)
    if others:
        result["relatedLocations"] = [_location(report, location) for location in others]
    if entry.compared is not None:
        result["baselineState"] = _STATE[entry.compared]
    if entry.waiver is not None:
        why = sentences.standing(entry)
        justification = _line(report.say(why)) if why else ""
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": justification}]
    return result


def _fault(report: GateReport, condition: Condition, fault: Fault, index: dict[str, int]) -> Json:
    level = _LEVEL[condition.severity or Severity.MEDIUM]
    result = _result(
        report, condition.id, level, report.say(fault.what), fault.location, f"{condition.id}\0{fault.subject}", index
    )
    if report.baseline is not None:  # the standard wants it on every result or on none
        result["baselineState"] = "new"
    return result


def _result(
    report: GateReport, rule: str, level: str, text: str, location: Location, identity: str, index: dict[str, int]
) -> Json:
    """The fingerprint is made of what the result is about, so that it survives moved lines and new wording."""
    print_of = sha256(identity.encode()).hexdigest()[:32]
    return {
        "ruleId": rule,
        "ruleIndex": index[rule],
        "level": level,
        "message": {"text": _sentence(report, _line(text))},
        "locations": [_location(report, location)],
        "partialFingerprints": {"primaryLocationLineHash": f"{print_of}:1", "selfcheckGap/v1": print_of},
    }


def _location(report: GateReport, location: Location) -> Json:
    artifact = {"uri": quote(report.path(location.file), safe="/-._~"), "uriBaseId": ROOT}
    region = {"startLine": max(1, location.line), "startColumn": max(1, location.column)}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _line(text: str) -> str:
    """Text as a SARIF message, in which `{0}` and `[text](target)` would mean something."""
    text = _PLACEHOLDER.sub(r"{{\1}}", inert(text))
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _sentence(report: GateReport, text: str) -> str:
    """Viewers cut a message at its first full stop, so there must be one at the end."""
    return text if text.endswith((".", "。", "？", "?", "！", "!")) else text + report.t("。", ".")
