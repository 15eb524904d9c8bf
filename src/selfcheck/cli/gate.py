"""`selfcheck gate ANSWERS…`: the CI gate. It never exits 0 because something was missing."""

from selfcheck.cli import inputs
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
from selfcheck.text import Text

HELP = t("CI 门禁：答卷达不到门禁策略就失败", "CI gate: fails when answers fall short of the policy")
_SUPPRESSED = ("omit", "include")


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
    from selfcheck.cli import gate_run
    from selfcheck.cli.gate_inputs import Asked, Record, expanded
    from selfcheck.load import gate_flags

    language = checked(lang)
    if sarif_suppressed not in _SUPPRESSED:
        raise inputs.unknown("--sarif-suppressed", Text("选项", "such option"), sarif_suppressed, _SUPPRESSED)
    flags = gate_flags.read(min_score, min_rate, min_coverage, max_gaps or [])
    asked = Asked(expanded(answers), policy, waivers, previous, profile, as_of, flags)
    record = Record(baseline, write_baseline, update_baseline, accept)
    look = gate_run.Look(language, tuple(output or []), sarif_suppressed == "include", quiet)
    return gate_run.run(asked, record, look, inputs.content(checklists))
