"""The gate in a CI log: the verdict, every limit that was broken, then what to mend and where."""

from collections.abc import Iterator

from selfcheck import wording
from selfcheck.gate.conditions import Condition, Judged
from selfcheck.gate.judge import Result
from selfcheck.gate.report import GateReport
from selfcheck.render import _changes as changed
from selfcheck.render._layout import inert, no_command, width, wrap
from selfcheck.render.gate import _sentences as sentences

SUFFIX = ".txt"
_STYLES = {"bold": "1", "dim": "2", "red": "1;31", "green": "32"}


def render(report: GateReport) -> str:
    report = report._replace(paths={})  # paths as they were typed, for a terminal to make links of
    lines: list[str] = [*_head(report)]
    for result in report.verdict.results:
        lines += ["", *_organisation(report, result)]
    lines += [*_broken(report), *_set(report), *_notices(report), *_foot(report)]
    return "\n".join(map(no_command, lines)).rstrip() + "\n"


def _style(report: GateReport, text: str, name: str) -> str:
    return f"\x1b[{_STYLES[name]}m{text}\x1b[0m" if report.colour else text


def _verdict(report: GateReport, passed: bool) -> str:
    return _style(report, report.say(sentences.verdict(passed)), "green" if passed else "red")


def _head(report: GateReport) -> Iterator[str]:
    outcome = report.say(sentences.outcome(report))
    yield (
        report.t("门禁", "Gate ")
        + ("" if report.lang == "en" else "：")
        + _style(report, outcome, "green" if report.verdict.passed else "red")
    )
    yield from wrap(inert(report.say(sentences.under(report))), report.width)
    if report.baseline is not None:
        said = report.t(
            f"对照基线 {report.baseline}：只有变差的才不通过",
            f"against baseline {report.baseline}: only what got worse fails",
        )
        yield from wrap(inert(said), report.width)


def _organisation(report: GateReport, result: Result) -> Iterator[str]:
    a = result.assessment
    name = inert(f"{a.organisation}（{a.answers_file}）")
    if report.lang == "en":
        name = inert(f"{a.organisation} ({a.answers_file})")
    yield f"{_style(report, name, 'bold')}  {_verdict(report, result.passed)}"
    for line in (sentences.numbers(report, result), sentences.tallies(result)):
        yield from _hanging("  ", report.say(line), report.width)
    yield from _conditions(report, result.conditions)
    yield from _gaps(report, result)
    yield from _changes(report, result)
    if result.resolved:
        keys = "、".join(str(entry.key) for entry in result.resolved)
        said = report.t(
            f"基线里的 {len(result.resolved)} 处已消除：{keys}。用 --update-baseline 收紧基线",
            f"{len(result.resolved)} gaps of the baseline are gone: {keys}. Tighten it with --update-baseline",
        )
        yield from _hanging("  ", inert(said), report.width)


def _conditions(report: GateReport, conditions: tuple[Condition, ...]) -> Iterator[str]:
    for entry in conditions:
        if entry.met:
            continue
        yield from _hanging("  ✗ ", f"{report.say(sentences.condition(entry))}  [{entry.id}]", report.width)
        if entry.controls:
            yield from _hanging("      ", report.say(sentences.controls(entry)), report.width)
        for fault in entry.faults:
            place = fault.location
            yield from _hanging("      ", inert(f"{place} {report.say(fault.what)}"), report.width)


def _gaps(report: GateReport, result: Result) -> Iterator[str]:
    held = [entry for entry in result.judged if entry.held]
    for entry in held:
        yield from _gap(report, entry)
    excused = [entry for entry in result.judged if entry.waiver is not None]
    for entry in excused:
        why = sentences.standing(entry)
        assert why is not None  # it is waived
        yield from _hanging("  ○ ", inert(f"{entry.gap.key} {report.say(why)}"), report.width)


def _gap(report: GateReport, entry: Judged) -> Iterator[str]:
    gap = entry.gap
    severity = report.say(wording.SEVERITY[gap.finding.control.severity])
    marks = [severity, report.say(wording.STATUS[gap.status])]
    if (compared := sentences.compared(entry)) is not None:
        marks.append(report.say(compared))
    place = gap.location
    yield from _hanging(
        "  • ",
        inert(f"{place} {gap.key.control} {report.say(gap.finding.control.title)} [{' '.join(marks)}]"),
        report.width,
    )
    for text in sentences.observations(report, entry):
        yield from _hanging("      ", inert(text), report.width)


def _changes(report: GateReport, result: Result) -> Iterator[str]:
    changes = result.changes
    if changes is None:
        return
    yield from _hanging("  ", report.say(changed.headline(changes)), report.width)
    for line in changed.lines(changes, report.content):
        yield from _hanging(f"    {changed.SIGNS[line.kind]} ", inert(report.say(line.what)), report.width)


def _broken(report: GateReport) -> Iterator[str]:
    for entry in report.verdict.broken:
        yield ""
        could_not = report.t("无法评估", "could not be assessed")
        yield f"{_style(report, inert(entry.file), 'bold')}  {_style(report, could_not, 'red')}"
        for problem in entry.problems[:20]:
            yield from _hanging("  ✗ ", inert(problem.line(report.lang)), report.width)
        if len(entry.problems) > 20:
            yield report.t(f"  另有 {len(entry.problems) - 20} 个问题", f"  {len(entry.problems) - 20} more problems")


def _set(report: GateReport) -> Iterator[str]:
    verdict = report.verdict
    if len(verdict.results) + len(verdict.broken) < 2:
        return
    passed = sum(result.passed for result in verdict.results)
    failed, broken = len(verdict.results) - passed, len(verdict.broken)
    count = len(verdict.results) + broken
    yield ""
    yield report.t(
        f"共 {count} 份答卷：通过 {passed}，未通过 {failed}，无法评估 {broken}",
        f"{count} answers files: {passed} passed, {failed} failed, {broken} could not be assessed",
    )
    yield from _conditions(report, verdict.conditions)


def _notices(report: GateReport) -> Iterator[str]:
    notices = report.verdict.all_notices
    if notices:
        yield ""
    for notice in notices:
        place = notice.location
        yield from _hanging("! ", inert(f"{place} {report.say(notice.what)}"), report.width)


def _foot(report: GateReport) -> Iterator[str]:
    yield ""
    for text in (sentences.stamp(report), report.say(wording.DISCLAIMER)):
        yield from (_style(report, line, "dim") for line in wrap(text, report.width))


def _hanging(head: str, text: str, columns: int) -> Iterator[str]:
    indent = width(head)
    for line in wrap(text, columns - indent):
        yield head + line
        head = " " * indent
