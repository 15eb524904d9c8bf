"""GitHub annotations (`::error file=…`), most severe first; ten of a level are all that one step shows."""

from collections.abc import Iterator

from selfcheck.errors import Location
from selfcheck.gate.conditions import Condition, Judged
from selfcheck.gate.judge import Result
from selfcheck.gate.report import GateReport
from selfcheck.model.content import Severity
from selfcheck.render._layout import inert
from selfcheck.render.gate import _sentences as sentences

SUFFIX = ".txt"
CAP = 10
LEVELS = ("error", "warning", "notice")
_LEVEL = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "notice"}
Line = tuple[str, str]  # level, and the command as printed


def render(report: GateReport) -> str:
    found = list(_lines(report))
    out: list[str] = []
    left = 0
    for level in LEVELS:
        mine = [text for name, text in found if name == level]
        room = CAP - 1 if level == "notice" and (left or len(mine) > CAP) else CAP  # one for the remainder
        out += mine[:room]
        left += max(0, len(mine) - room)
    if left:
        more = report.t(
            f"另有 {left} 条没有显示，见步骤摘要或 json 输出", f"{left} more; see the step summary or the json output"
        )
        out.append(f"::notice title=selfcheck::{data(more)}")
    return "\n".join(out) + "\n" if out else ""


def data(text: str) -> str:
    """Text behind `::`, on one line with nothing the runner would act on."""
    return inert(text).replace("%", "%25")


def value(text: str) -> str:
    """A property such as the file's name, which also ends at a comma and a colon."""
    return data(text).replace(":", "%3A").replace(",", "%2C")


def _lines(report: GateReport) -> Iterator[Line]:
    for entry in report.verdict.broken:
        for problem in entry.problems:
            yield _command(report, "error", problem.location, "selfcheck", problem.line(report.lang))
    for result in report.verdict.results:
        yield from _conditions(report, result)
    for condition in report.verdict.conditions:
        if not condition.met:
            yield _command(report, "error", None, condition.id, report.say(sentences.condition(condition)))
    for result in report.verdict.results:
        blocking = {name for entry in result.conditions if not entry.met for name in entry.controls}
        for judged in result.judged:
            if judged.held:
                yield _gap(report, judged, judged.gap.key.control in blocking)


def _conditions(report: GateReport, result: Result) -> Iterator[Line]:
    for entry in result.conditions:
        if not entry.met:
            yield _violation(report, entry, result)
            for fault in entry.faults:
                yield _command(report, "error", fault.location, entry.id, report.say(fault.what))


def _violation(report: GateReport, entry: Condition, result: Result) -> Line:
    text = report.say(sentences.condition(entry))
    if entry.controls:
        text += report.t("：", ": ") + report.say(sentences.controls(entry))
    return _command(report, "error", Location(result.assessment.answers_file, 1, 1), entry.id, text)


def _gap(report: GateReport, entry: Judged, blocking: bool) -> Line:
    """A gap the policy lets pass is never shown as an error."""
    level = _LEVEL[entry.gap.finding.control.severity]
    if level == "error" and not blocking:
        level = "warning"
    return _command(report, level, entry.gap.location, entry.gap.key.control, sentences.gap(report, entry))


def _command(report: GateReport, level: str, location: Location | None, title: str, text: str) -> Line:
    properties = ""
    if location is not None:
        properties = f"file={value(report.path(location.file))},"
        if location.line:
            properties += f"line={location.line},col={location.column},"
    return level, f"::{level} {properties}title={value(title)}::{data(text)}"
