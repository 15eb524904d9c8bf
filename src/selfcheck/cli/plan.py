"""`selfcheck plan ANSWERS`: the remediation plan, on top of the one before."""

import selfcheck
from selfcheck.cli import inputs, outputs
from selfcheck.cli.language import checked, t
from selfcheck.cli.options import AnswersPath, AsOf, Checklists, Language, Output, ProfileName, Quiet
from selfcheck.cli.plan_options import Capacity, Deadline, GatePolicy, Goal, PlanPolicy, PreviousPlan, Start
from selfcheck.cli.streams import say

HELP = t("整改计划：先做什么、何时完成、如何销号", "Remediation plan: what first, by when, what closes it")


def command(
    answers: AnswersPath,
    profile: ProfileName = "full",
    as_of: AsOf = None,
    start: Start = None,
    deadline: Deadline = None,
    target: Goal = None,
    policy: GatePolicy = None,
    capacity: Capacity = None,
    previous: PreviousPlan = None,
    plan_policy: PlanPolicy = None,
    lang: Language = None,
    output: Output = None,
    checklists: Checklists = None,
    quiet: Quiet = False,
) -> int:
    from selfcheck.assess import assess
    from selfcheck.cli import plan_inputs
    from selfcheck.plan.report import PlanReport
    from selfcheck.render import plan as formats

    language, day = checked(lang), inputs.day(as_of)
    read_from = [answers, *(str(path) for path in (plan_policy, policy) if path)]
    # A json plan is read back whole and may be replaced; a workbook may hold more than its ledger.
    read_from += [str(previous)] if previous is not None and previous.suffix.lower() != ".json" else []
    wanted = outputs.targets(output or [], formats.FORMATS, read_from)
    plan_inputs.check_extras(wanted)
    content = inputs.content(checklists)
    given = inputs.answers(answers, content)
    result = assess(inputs.chosen_scope(content, profile), given, as_of=day)
    inputs.require_applicable(result, answers, profile)
    before = plan_inputs.previous(previous, given.organisation)
    limits = plan_inputs.Limits(start, deadline, target, capacity, plan_policy, policy)
    request = plan_inputs.request(limits, day, content, before)
    made = plan_inputs.made(result, content, given, request, before)
    if not quiet:
        inputs.notices(result, language)
        for notice in made.notices:
            say(notice.of(language))
    report = PlanReport(made, language, selfcheck.__version__, outputs.columns(), False)
    coloured = PlanReport(made, language, selfcheck.__version__, outputs.columns(), outputs.colour())
    outputs.write(wanted, lambda target: formats.named(target.format)(report if target.path else coloured))
    return 0
