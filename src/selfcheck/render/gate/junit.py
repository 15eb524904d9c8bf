"""JUnit XML: one test case per control, one per condition. A case fails exactly where the gate does."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from selfcheck import wording
from selfcheck.gate.conditions import Condition, Judged
from selfcheck.gate.judge import Broken, Result
from selfcheck.gate.report import GateReport
from selfcheck.model.assessment import Finding, Status
from selfcheck.render._layout import inert
from selfcheck.render.gate import _sentences as sentences

SUFFIX = ".xml"
Case = tuple[str, str]  # what became of it (passed, failures, errors, skipped), and its XML


def render(report: GateReport) -> str:
    verdict = report.verdict
    suites = [(result.assessment.organisation, list(_organisation(report, result))) for result in verdict.results]
    suites += [(report.path(broken.file), [_broken(report, broken)]) for broken in verdict.broken]
    if verdict.conditions:
        cases = [_condition(report, entry, "set") for entry in verdict.conditions]
        suites.append((report.t("全部答卷", "all answers files"), cases))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites {_counts([c for _, cases in suites for c in cases])}>",
    ]
    for name, cases in suites:
        lines.append(f"  <testsuite name={_attribute(name)} {_counts(cases)} skipped={_count(cases, 'skipped')}>")
        lines += [xml for _, xml in cases]
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _counts(cases: list[Case]) -> str:
    return f'tests="{len(cases)}" failures={_count(cases, "failures")} errors={_count(cases, "errors")}'


def _count(cases: list[Case], kind: str) -> str:
    return f'"{sum(found == kind for found, _ in cases)}"'


def _organisation(report: GateReport, result: Result) -> Iterator[Case]:
    for entry in result.conditions:
        yield _condition(report, entry, "gate")
    # A set condition may name a control too: what breaks the whole set is not passed in its part.
    of_set = (entry for entry in report.verdict.conditions if not entry.met)
    blocking = {name for entry in (*result.conditions, *of_set) if not entry.met for name in entry.controls}
    judged: dict[str, list[Judged]] = {}
    for each in result.judged:
        judged.setdefault(each.gap.key.control, []).append(each)
    for finding in result.assessment.findings:
        yield _control(report, finding, judged.get(finding.control.id, []), blocking)


def _control(report: GateReport, finding: Finding, judged: list[Judged], blocking: set[str]) -> Case:
    control = finding.control
    name, group = f"{control.id} {report.say(control.title)}", f"selfcheck.{control.domain}"
    if finding.status is Status.NOT_APPLICABLE:
        return _case(name, group, "skipped", report.say(wording.STATUS[finding.status]))
    excused = [report.say(why) for entry in judged if (why := sentences.standing(entry)) is not None]
    held = [entry for entry in judged if entry.held]
    if judged and not held:
        return _case(name, group, "skipped", report.t("；", "; ").join(dict.fromkeys(excused)))
    body = "\n".join(line for entry in held for line in _lines(report, entry))
    if control.id in blocking:
        status = report.say(wording.STATUS[finding.status])
        severity = report.say(wording.SEVERITY[control.severity])
        return _case(name, group, "failures", f"{severity} {status}", body or status)
    return _case(name, group, "passed", "", body)


def _lines(report: GateReport, entry: Judged) -> Iterator[str]:
    location = entry.gap.location
    yield report.place(location)
    yield from sentences.observations(report, entry)


def _condition(report: GateReport, entry: Condition, group: str) -> Case:
    text = report.say(sentences.condition(entry))
    if entry.met:
        return _case(entry.id, f"selfcheck.{group}", "passed", "", text)
    faults = [f"{report.place(fault.location)} {report.say(fault.what)}" for fault in entry.faults]
    body = "\n".join([report.say(sentences.controls(entry)), *faults])
    return _case(entry.id, f"selfcheck.{group}", "failures", text, body)


def _broken(report: GateReport, broken: Broken) -> Case:
    problems = "\n".join(problem.line(report.lang) for problem in broken.problems)
    return _case(
        report.path(broken.file), "selfcheck.answers", "errors", report.t("无法评估", "could not assess"), problems
    )


def _case(name: str, group: str, kind: str, message: str, body: str = "") -> Case:
    """No file or line attributes: the shape Jenkins accepts has none, so places stand in the text."""
    head = f"    <testcase name={_attribute(name)} classname={_attribute(group)}"
    text = _text(body)
    if kind == "passed":
        inner = f"<system-out>{text}</system-out>" if text else ""
    elif kind == "skipped":
        inner = f"<skipped message={_attribute(message)}/>"
    else:
        tag = "failure" if kind == "failures" else "error"
        inner = f'<{tag} message={_attribute(message)} type="selfcheck">{text}</{tag}>'
    return kind, f"{head}>{inner}</testcase>" if inner else f"{head}/>"


def _text(body: str) -> str:
    return escape("\n".join(inert(line) for line in body.split("\n")))


def _attribute(text: str) -> str:
    return quoteattr(inert(text))
