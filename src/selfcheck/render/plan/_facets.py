"""What every readable form of the plan says, as plain sentences. Formats only lay it out."""

from collections import Counter
from collections.abc import Iterator

from selfcheck import wording
from selfcheck.plan import wording as plan_wording
from selfcheck.plan.model import Item
from selfcheck.plan.report import PlanReport, Timing
from selfcheck.text import Text


def subtitle(report: PlanReport) -> str:
    p = report.plan
    return report.t(
        f"整改计划 · {p.profile_title.zh} · 评估日 {p.as_of} · 开始 {p.start}",
        f"Remediation plan · {p.profile_title.en} · as of {p.as_of} · starts {p.start}",
    )


def summary(report: PlanReport) -> Iterator[str]:
    """The plan in numbers: items by severity and state, effort, what the score is and becomes."""
    p = report.plan
    effort = sum(item.remaining for item in p.open)
    by_severity = Counter(item.gap.severity for item in p.open)
    split = report.t("、", ", ").join(
        f"{report.say(word)} {by_severity[name]}" for name, word in wording.SEVERITY.items() if by_severity[name]
    )
    yield report.t(
        f"待整改 {len(p.open)} 项{f'（{split}）' if split else ''}，约 {effort:g} 人日；已销号 {len(p.closed)} 项",
        f"{len(p.open)} open{f' ({split})' if split else ''}, about {effort:g} person-days; {len(p.closed)} closed",
    )
    yield report.t("目前 ", "Now: ") + report.say(plan_wording.numbers(p.now))
    last = next((item.after for item in reversed(p.items) if item.after), None)
    if last is not None:
        yield report.t("全部完成后 ", "With all done: ") + report.say(plan_wording.numbers(last))
    yield from marks(report)


def marks(report: PlanReport) -> Iterator[str]:
    """How many are overdue or due soon, where any are."""
    counted = Counter(report.timing(item) for item in report.plan.open)
    soon, near = report.plan.soon_days
    parts = [
        (Timing.OVERDUE, Text("超期未销号", "overdue")),
        (Timing.SOON, Text(f"剩余≤{soon}天", f"due within {soon} days")),
        (Timing.NEAR, Text(f"剩余≤{near}天", f"due within {near} days")),
    ]
    items = report.t(" 项", "")
    shown = [f"{report.say(word)} {counted[kind]}{items}" for kind, word in parts if counted[kind]]
    if shown:
        yield report.t("、", ", ").join(shown)


def target(report: PlanReport) -> Iterator[str]:
    outcome = report.plan.outcome
    if outcome is not None:
        yield report.t(f"目标：{outcome.wanted.zh}", f"Target: {outcome.wanted.en}")
        yield report.say(outcome.says)
        if outcome.reached_after is not None:
            yield report.t(
                f"完成 {outcome.reached_after} 时达到，按计划为 {outcome.reached_on}",
                f"Reached with {outcome.reached_after}, planned for {outcome.reached_on}",
            )


def timing(report: PlanReport, item: Item) -> str:
    found = plan_wording.timing(report.timing(item), report.days_left(item), report.plan.soon_days)
    return report.say(found)


def due(report: PlanReport, item: Item) -> str:
    """The date, marked where it is an estimate, and how near it is."""
    mark = f"〔{report.say(plan_wording.ESTIMATED)}〕" if item.estimated else ""
    return f"{item.terms.due}{mark}{report.t('，', ', ')}{timing(report, item)}"


def facets(report: PlanReport, item: Item) -> Iterator[tuple[str, list[str]]]:
    """Labelled sentences of one open item; multi-line texts line by line."""
    t, say, work, terms = report.t, report.say, item.work, item.terms
    yield t("问题", "What"), say(terms.problem).split("\n")
    yield t("依据", "Duty"), [say(line) for line in item.gap.basis]
    yield t("后果", "Cost"), say(item.gap.cost.text).split("\n")
    yield t("措施", "Steps"), say(terms.steps).split("\n")
    yield t("负责", "Owner"), [owner(report, item)]
    yield t("期限", "Due"), [f"{due(report, item)}{t('；', '; ')}{say(item.due_reason)}"]
    if terms.planned != terms.due or item.begins:
        yield t("计划", "Plan"), [planned(report, item)]
    if item.reporting:
        yield t("报送", "Report"), [say(plan_wording.reporting(owed)) for owed in item.reporting]
    if item.gap.depends_on:
        yield t("前置", "After"), [t("、", ", ").join(item.gap.depends_on)]
    yield t("销号", "Proof"), [say(item.gap.proof)]
    yield t("状态", "Status"), [state(report, item)]
    for label, text in (
        (t("原因", "Reason"), work.reason),
        (t("佐证", "Files"), work.evidence),
        (t("备注", "Note"), work.note),
    ):
        if text:
            yield label, text.split("\n")
    if work.extra:
        yield t("另列", "Extra"), [f"{name}{t('：', ': ')}{value}" for name, value in work.extra]
    if len(item.history) > 1:
        yield t("记录", "Record"), [f"{event.on} {say(event.note)}" for event in item.history]
    if item.after is not None:
        yield t("之后", "Then"), [say(plan_wording.numbers(item.after))]


def owner(report: PlanReport, item: Item) -> str:
    parts = [report.say(item.terms.department)]
    parts += [report.t(f"责任人 {item.work.owner}", f"owner {item.work.owner}")] if item.work.owner else []
    parts += [report.t(f"分管领导 {item.work.leader}", f"executive {item.work.leader}")] if item.work.leader else []
    parts.append(report.t(f"约 {item.terms.effort:g} 人日", f"about {item.terms.effort:g} person-days"))
    return report.t("，", ", ").join(part for part in parts if part)


def planned(report: PlanReport, item: Item) -> str:
    begins = f"{item.begins} {report.t('开始，', 'to ')}" if item.begins else ""
    late = report.t("，晚于要求时限", ", after the due date") if item.is_late else ""
    return f"{begins}{item.terms.planned}{report.t(' 完成', '')}{late}"


def state(report: PlanReport, item: Item) -> str:
    work = item.work
    parts = [
        report.say(plan_wording.STATE[work.state]),
        report.t(
            f"自查判定 {plan_wording.VERDICT[item.gap.verdict].zh}",
            f"self-check: {plan_wording.VERDICT[item.gap.verdict].en}",
        ),
    ]
    if work.finished_on:
        parts.append(report.t(f"实际完成 {work.finished_on}", f"finished {work.finished_on}"))
    if work.verifier or work.verified_on:
        day = f" {work.verified_on}" if work.verified_on else ""
        parts.append(report.t(f"验证 {work.verifier}{day}", f"verified by {work.verifier}{day}"))
    return report.t("，", ", ").join(parts)


def closing(report: PlanReport, item: Item) -> str:
    """One finished item in one sentence: when and on what proof, who closed it, or that it waits to be verified."""
    if item.is_open:
        return state(report, item)
    if item.closing is not None:
        return f"{item.closed_on} {report.say(item.closing)}"
    return f"{report.t('由人工销号', 'closed by hand')}{report.t('，', ', ')}{state(report, item)}"


def notes(report: PlanReport) -> Iterator[str]:
    """How the dates came about."""
    p = report.plan
    yield report.t(f"期限口径 {p.policy}：{p.policy_basis.zh}", f"Periods by {p.policy}: {p.policy_basis.en}")
    if p.deadline is not None:
        yield report.t(
            f"监管要求的截止日 {p.deadline}，不顺延", f"The regulator’s deadline {p.deadline} is never moved later"
        )
    yield from (report.say(line) for line in p.calendar)


def stamp(report: PlanReport) -> str:
    """What the plan was made with, so that it can be made again."""
    p = report.plan
    parts = report.t(
        f"检查表 {p.content_version}（{p.content_digest}）|评分口径 {p.scoring}|期限口径 {p.policy}|评估日 {p.as_of}",
        f"content {p.content_version} ({p.content_digest})|scoring {p.scoring}|periods {p.policy}|as of {p.as_of}",
    )
    return " · ".join([f"selfcheck {report.tool_version}", *parts.split("|")])
