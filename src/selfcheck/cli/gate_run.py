"""The course of one run of the gate: read, judge, keep the baseline, report, and say it all in the exit code."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import selfcheck
from selfcheck.cli import gate_baseline, gate_inputs, inputs, outputs
from selfcheck.cli.gate_inputs import STDIN_NAME, Asked, Record, Settings
from selfcheck.cli.streams import say
from selfcheck.gate.judge import Broken, Submission, Verdict, judge, judge_set
from selfcheck.gate.report import GateReport
from selfcheck.load.repository import from_top
from selfcheck.model.content import Content
from selfcheck.render import gate as formats
from selfcheck.text import Lang, Text

_MOST = 50  # problems printed; the reports have all


class Look(NamedTuple):
    language: Lang
    output: tuple[str, ...]
    include_waived: bool
    quiet: bool

    def say(self, what: Text) -> None:
        if not self.quiet:
            say(what.of(self.language))


def run(asked: Asked, record: Record, look: Look, content: Content) -> int:
    """The exit code. Whatever is named and cannot be read ends the run before anything is written."""
    read = gate_inputs.files_read(asked, record)
    outputs.targets(look.output, formats.FORMATS, read)  # a slip of the keyboard is said before anything is read
    settings = gate_inputs.settings(asked, record, content, inputs.day(None))
    wanted = outputs.targets(look.output, formats.FORMATS, [*read, *settings.files])
    gate_baseline.check(record, settings.baseline_file, look.output)
    given, broken = gate_inputs.submissions(asked.answers, settings, content)
    verdict = _verdict(given, broken, settings, content)
    if record.write is not None:
        look.say(gate_baseline.write_new(record.write, verdict, settings.scope.profile.id))
        return 0
    if record.update and not broken and settings.baseline is not None and settings.baseline_file is not None:
        kept, said = gate_baseline.update(settings.baseline_file, settings.baseline, verdict, accept=record.accept)
        look.say(said)
        if record.accept:
            organisations = kept.organisations
            again = [one._replace(baseline=organisations[one.assessment.organisation]) for one in given]
            verdict = _verdict(again, broken, settings, content)
    deliver(_report(verdict, settings, content, look, asked.answers), wanted, look)
    return verdict.exit_code


def _verdict(given: Sequence[Submission], broken: Sequence[Broken], settings: Settings, content: Content) -> Verdict:
    results = [judge(submission, settings.policy, content) for submission in given]
    return judge_set(results, broken, settings.waivers, settings.policy, content)


def _report(verdict: Verdict, settings: Settings, content: Content, look: Look, answers: Sequence[str]) -> GateReport:
    baseline = settings.baseline_file
    files = [*(file for file in answers if file != inputs.STDIN), *settings.files]
    return GateReport(
        verdict=verdict,
        policy=settings.policy,
        content=content,
        as_of=settings.as_of,
        lang=look.language,
        tool_version=selfcheck.__version__,
        paths={str(Path(file)): from_top(Path(file)) for file in files} | {STDIN_NAME: "stdin"},
        baseline=None if baseline is None else str(baseline),
        include_waived=look.include_waived,
        width=outputs.columns(),
    )


def deliver(report: GateReport, wanted: Sequence[outputs.Target], look: Look) -> None:
    """Writes the reports, then says on standard error what they may not show.

    With no file assessed nothing is written to files, so that the last good report is not lost; what goes to
    standard output still does, for the annotations of a CI log.
    """
    if not report.verdict.results:
        wanted = [target for target in wanted if target.path is None and target.format != "text"]
    on_screen = report._replace(colour=outputs.colour())
    outputs.write(wanted, lambda target: formats.named(target.format)(report if target.path else on_screen))
    if any(target.format == "github" for target in wanted):
        _summarise(report)
    problems = [problem for entry in report.verdict.broken for problem in entry.problems]
    for problem in problems[:_MOST]:
        say(problem.line(report.lang))
    if len(problems) > _MOST:
        more = len(problems) - _MOST
        say(report.t(f"另有 {more} 个问题", f"{more} more problems"))
    if not any(target.format == "text" for target in wanted):
        for notice in report.verdict.all_notices:
            look.say(Text(f"{notice.location}: {notice.what.zh}", f"{notice.location}: {notice.what.en}"))


def _summarise(report: GateReport) -> None:
    """GitHub shows ten annotations a level; its step summary, where there is one, gets everything."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(str(formats.named("markdown")(report)) + "\n")
    except OSError as error:  # the annotations and the exit code say it already
        say(report.t(f"写不了步骤摘要：{error}", f"cannot write the step summary: {error}"))
