"""`selfcheck gate ANSWERS…`: the CI gate. It never exits 0 because something was missing."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import selfcheck
from selfcheck.cli import inputs, outputs
from selfcheck.cli.gate_options import (
    Accept,
    AnswersPaths,
    BaselineFile,
    MaxGaps,
    MinCoverage,
    MinRate,
    MinScore,
    PolicyFile,
    PreviousFile,
    ProfileFlag,
    SarifSuppressed,
    UpdateBaseline,
    WaiversFile,
    WriteBaseline,
)
from selfcheck.cli.language import checked, t
from selfcheck.cli.options import AsOf, Checklists, Language, Output, Quiet
from selfcheck.text import Lang, Text

if TYPE_CHECKING:  # what only this command needs is loaded when it runs
    from selfcheck.cli.gate_inputs import Settings
    from selfcheck.gate.judge import Verdict
    from selfcheck.gate.report import GateReport
    from selfcheck.model.content import Content

HELP = t("CI 门禁：答卷达不到门禁策略就失败", "CI gate: fails when answers fall short of the policy")
_SHANGHAI = timezone(timedelta(hours=8))  # expiry days are days there, wherever the runner stands
_SUPPRESSED = ("omit", "include")
_MOST = 50  # problems printed; the reports have all


def command(
    answers: AnswersPaths,
    policy: PolicyFile = None,
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = None,
    update_baseline: UpdateBaseline = False,
    accept: Accept = False,
    waivers: WaiversFile = None,
    previous: PreviousFile = None,
    profile: ProfileFlag = None,
    as_of: AsOf = None,
    min_score: MinScore = None,
    min_rate: MinRate = None,
    min_coverage: MinCoverage = None,
    max_gaps: MaxGaps = None,
    sarif_suppressed: SarifSuppressed = "omit",
    lang: Language = None,
    output: Output = None,
    checklists: Checklists = None,
    quiet: Quiet = False,
) -> int:
    from selfcheck.cli import gate_baseline, gate_inputs
    from selfcheck.gate.judge import judge, judge_set
    from selfcheck.load import gate_flags
    from selfcheck.render import gate as formats

    language = checked(lang)
    if sarif_suppressed not in _SUPPRESSED:
        raise inputs.unknown("--sarif-suppressed", Text("选项", "such option"), sarif_suppressed, _SUPPRESSED)
    once(answers)
    read = [*answers, *(str(path) for path in (policy, baseline, waivers, previous) if path is not None)]
    wanted = outputs.targets(output or [], formats.FORMATS, read)
    flags = gate_flags.read(min_score, min_rate, min_coverage, max_gaps or [])
    content = inputs.content(checklists)
    rules = gate_inputs.policy(policy, answers, flags, content)
    settings = gate_inputs.settings(
        rules,
        content,
        answers,
        profile=profile,
        as_of=as_of,
        today=datetime.now(_SHANGHAI).date(),
        baseline=baseline,
        waivers=waivers,
        previous=previous,
        may_add=accept and update_baseline and len(answers) > 1,
    )
    gate_baseline.checked_options(write_baseline, update_baseline, accept, settings.baseline_file, output or [])
    if write_baseline is not None:
        settings = replace(settings, baseline=None)
    given, broken = gate_inputs.submissions(answers, settings, content)
    results = [judge(submission, rules, content) for submission in given]
    verdict = judge_set(results, broken, settings.waivers, rules, content)
    if write_baseline is not None:
        say(gate_baseline.write_new(write_baseline, verdict, settings.scope.profile.id), language, quiet)
        return 0
    if update_baseline and not broken and settings.baseline is not None and settings.baseline_file is not None:
        kept, said = gate_baseline.update(settings.baseline_file, settings.baseline, verdict, accept=accept)
        say(said, language, quiet)
        if accept:
            organisations = kept.organisations
            again = [replace(one, baseline=organisations[one.assessment.organisation]) for one in given]
            results = [judge(submission, rules, content) for submission in again]
            verdict = judge_set(results, broken, settings.waivers, rules, content)
    deliver(_report(verdict, settings, content, language, sarif_suppressed == "include", answers), wanted, quiet)
    return verdict.exit_code


def once(answers: Sequence[str]) -> None:
    """The same file twice would count twice in the set."""
    seen: set[Path | str] = set()
    for file in answers:
        key: Path | str = file if file == inputs.STDIN else Path(file).absolute()
        if key in seen:
            raise inputs.refuse(file, Text("这份答卷写了两次", "this answers file is given twice"))
        seen.add(key)


def say(what: Text, language: Lang, quiet: bool) -> None:
    if not quiet:
        print(what.of(language), file=sys.stderr)


def _report(
    verdict: "Verdict",
    settings: "Settings",
    content: "Content",
    language: Lang,
    include_waived: bool,
    answers: Sequence[str],
) -> "GateReport":
    from selfcheck.gate.report import GateReport
    from selfcheck.load.repository import from_top

    policy, baseline = settings.policy, settings.baseline_file
    files = [file for file in answers if file != inputs.STDIN]
    files += [str(path) for path in (policy.file, baseline, settings.waivers_file) if path is not None]
    return GateReport(
        verdict=verdict,
        policy=policy,
        content=content,
        as_of=settings.as_of,
        lang=language,
        tool_version=selfcheck.__version__,
        paths={str(Path(file)): from_top(Path(file)) for file in files} | {"<stdin>": "stdin"},
        baseline=None if baseline is None else str(baseline),
        include_waived=include_waived,
        width=outputs.columns(),
        colour=False,
    )


def deliver(report: "GateReport", wanted: Sequence[outputs.Target], quiet: bool) -> None:
    """Writes the reports, then says on standard error what they may not show.

    With no file assessed nothing is written to files, so that the last good report is not lost; what goes to
    standard output still does, for the annotations of a CI log.
    """
    from selfcheck.render import gate as formats

    if not report.verdict.results:
        wanted = [target for target in wanted if target.path is None and target.format != "text"]
    on_screen = replace(report, colour=outputs.colour())

    def render(target: outputs.Target) -> str | bytes:
        return formats.named(target.format)(report if target.path else on_screen)

    try:
        outputs.write(wanted, render)
    except BrokenPipeError:
        # The reader went away (`| head`): the verdict stands all the same.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if any(target.format == "github" for target in wanted):
        _summarise(report)
    problems = [problem for entry in report.verdict.broken for problem in entry.problems]
    for problem in problems[:_MOST]:
        print(problem.line(report.lang), file=sys.stderr)
    if len(problems) > _MOST:
        print(
            report.t(f"另有 {len(problems) - _MOST} 个问题", f"{len(problems) - _MOST} more problems"), file=sys.stderr
        )
    if not quiet and not any(target.format == "text" for target in wanted):
        for notice in report.verdict.all_notices:
            print(f"{notice.location}: {report.say(notice.what)}", file=sys.stderr)


def _summarise(report: "GateReport") -> None:
    """GitHub shows ten annotations a level; its step summary, where there is one, gets everything."""
    from selfcheck.render.gate import markdown

    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(markdown.render(report) + "\n")
    except OSError as error:
        print(report.t(f"写不了步骤摘要：{error}", f"cannot write the step summary: {error}"), file=sys.stderr)
