"""The gate as a comment on a pull request, updated in place by its marker. Text from the answers is inert in it."""

from collections.abc import Iterator

from selfcheck import wording
from selfcheck.gate.conditions import Condition, Judged
from selfcheck.gate.judge import Result
from selfcheck.gate.report import GateReport
from selfcheck.render import _changes as changed
from selfcheck.render.gate import _sentences as sentences
from selfcheck.render.markdown import literal

SUFFIX = ".md"
MARKER = "<!-- selfcheck:report -->"
LONGEST = 60_000
"""GitHub refuses comments beyond 65,536 characters."""


def render(report: GateReport) -> str:
    lines: list[str] = [MARKER, *_head(report)]
    for result in report.verdict.results:
        lines += ["", *_organisation(report, result)]
    lines += [*_broken(report), *_set(report), *_notices(report)]
    return _cut(lines, report) + "\n".join(_foot(report)) + "\n"


def _cut(lines: list[str], report: GateReport) -> str:
    """Whole lines only, so that no markup is left open; the details element is closed again."""
    out: list[str] = []
    used = 0
    for line in lines:
        used += len(line) + 1
        if used > LONGEST:
            if out.count("<details>") > out.count("</details>"):
                out += ["", "</details>"]
            out += ["", report.t("……内容过长，json 输出里有全部。", "… too long; the json output has everything.")]
            break
        out.append(line)
    return "\n".join(out) + "\n"


def _head(report: GateReport) -> Iterator[str]:
    sign = "✅" if report.verdict.passed else "❌"
    outcome = report.say(sentences.outcome(report))
    yield f"## {sign} {report.t(f'网络安全自查门禁：{outcome}', f'Compliance gate: {outcome}')}"
    yield ""
    yield literal(report.say(sentences.under(report)))
    if report.baseline is not None:
        file = literal(report.path(report.baseline))
        yield ""
        yield report.t(f"对照基线 {file}，只有变差的才不通过。", f"Against baseline {file}: only what got worse fails.")


def _organisation(report: GateReport, result: Result) -> Iterator[str]:
    a = result.assessment
    sign = "✅" if result.passed else "❌"
    yield f"### {sign} {literal(a.organisation)}"
    yield ""
    yield f"{literal(report.path(a.answers_file))} · {report.say(sentences.numbers(report, result))}"
    yield ""
    yield report.say(sentences.tallies(result))
    yield from _conditions(report, result.conditions)
    yield from _changes(report, result)
    held = [entry for entry in result.judged if entry.held]
    excused = [entry for entry in result.judged if not entry.held]
    title = report.t(f"计入门禁的差距（{len(held)} 处）", f"Gaps that count ({len(held)})")
    yield from _details(report, title, held)
    title = report.t(f"豁免和基线已有（{len(excused)} 处）", f"Waived or in the baseline ({len(excused)})")
    yield from _details(report, title, excused)


def _conditions(report: GateReport, conditions: tuple[Condition, ...]) -> Iterator[str]:
    broken = [entry for entry in conditions if not entry.met]
    if not broken:
        return
    yield ""
    yield from _table(
        report.t("未满足的条件|策略项|检查项", "Condition not met|Limit|Controls").split("|"),
        [
            [report.say(sentences.condition(entry)), f"`{entry.id}`", report.say(sentences.controls(entry))]
            for entry in broken
        ],
    )
    for entry in broken:
        if entry.faults:
            yield ""
        for fault in entry.faults:
            yield f"- {_where(report, fault.location.file, fault.location.line)} {literal(report.say(fault.what))}"


def _changes(report: GateReport, result: Result) -> Iterator[str]:
    changes = result.changes
    if changes is None:
        return
    yield ""
    yield f"**{literal(report.say(changed.headline(changes)))}**"
    rows = [
        [report.say(changed.KINDS[line.kind]), literal(report.say(line.what))]
        for line in changed.lines(changes, report.content)
    ]
    if rows:
        yield ""
        yield from _table(report.t("变化|差距", "Change|Gap").split("|"), rows)


def _details(report: GateReport, title: str, entries: list[Judged]) -> Iterator[str]:
    if not entries:
        return
    yield ""
    yield "<details>"
    yield f"<summary>{title}</summary>"
    yield ""
    for entry in entries:
        gap = entry.gap
        marks = [wording.SEVERITY[gap.finding.control.severity], wording.STATUS[gap.status]]
        if (compared := sentences.compared(entry)) is not None:
            marks.append(compared)
        tags = " · ".join(report.say(mark) for mark in marks)
        place = _where(report, gap.location.file, gap.location.line)
        yield f"- **{gap.key.control}** {report.say(gap.finding.control.title)} — {tags} — {place}"
        if (why := sentences.standing(entry)) is not None:
            yield f"  - {literal(report.say(why))}"
        yield from (f"  - {literal(text)}" for text in sentences.observations(report, entry))
    yield ""
    yield "</details>"


def _broken(report: GateReport) -> Iterator[str]:
    for entry in report.verdict.broken:
        yield ""
        yield f"### ❌ {literal(report.path(entry.file))}"
        yield ""
        yield report.t("无法评估：", "Could not be assessed:")
        yield ""
        yield from (f"- {literal(problem.line(report.lang))}" for problem in entry.problems[:20])


def _set(report: GateReport) -> Iterator[str]:
    verdict = report.verdict
    count = len(verdict.results) + len(verdict.broken)
    if count < 2:
        return
    passed = sum(result.passed for result in verdict.results)
    failed, broken = len(verdict.results) - passed, len(verdict.broken)
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
        yield f"> {_where(report, notice.location.file, notice.location.line)} {literal(report.say(notice.what))}"
        yield ">"


def _foot(report: GateReport) -> Iterator[str]:
    yield "---"
    yield ""
    yield sentences.stamp(report)
    yield ""
    yield report.say(wording.DISCLAIMER)


def _where(report: GateReport, file: str, line: int) -> str:
    return literal(f"{report.path(file)}:{line}")


def _table(heads: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
