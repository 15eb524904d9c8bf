"""`selfcheck assess ANSWERS`: score and gap report."""

from dataclasses import replace

import selfcheck
from selfcheck.cli import inputs, outputs
from selfcheck.cli.language import checked, t
from selfcheck.cli.options import AnswersPath, AsOf, Checklists, Language, Output, Previous, ProfileName, Quiet

HELP = t("评估答卷，输出得分和差距报告", "Assess answers: score and gap report")


def command(
    answers: AnswersPath,
    profile: ProfileName = "full",
    as_of: AsOf = None,
    lang: Language = None,
    output: Output = None,
    previous: Previous = None,
    checklists: Checklists = None,
    quiet: Quiet = False,
) -> int:
    from selfcheck import render
    from selfcheck.assess import assess
    from selfcheck.report import Report

    language = checked(lang)
    day = inputs.day(as_of)
    wanted = outputs.targets(output or [], render.FORMATS, [answers, *([str(previous)] if previous else [])])
    content = inputs.content(checklists)
    scope = inputs.chosen_scope(content, profile)
    result = assess(scope, inputs.answers(answers, content), as_of=day)
    inputs.require_applicable(result, answers, profile)
    if not quiet:
        inputs.notices(result, language)
    changes = None
    if previous is not None:
        from selfcheck.cli.earlier import changes_since

        changes = changes_since(previous, result)
    report = Report(result, content, language, selfcheck.__version__, outputs.columns(), changes=changes)
    coloured = replace(report, colour=outputs.colour())
    outputs.write(wanted, lambda target: render.named(target.format)(report if target.path else coloured))
    return 0
