"""How the score is made, from the scoring profile itself, with the weights of each profile, domain and sector."""

from collections.abc import Iterator
from datetime import date

from selfcheck import wording
from selfcheck.assess import assess
from selfcheck.errors import Location
from selfcheck.explain.page import Page
from selfcheck.model.answers import Answer, Answers
from selfcheck.model.assessment import Status
from selfcheck.model.content import Choice, Content, Profile, Scoring, Severity
from selfcheck.resolve import scope, selects

KINDS = "org.sectors"


def scoring(content: Content, day: date, page: Page) -> Iterator[str]:
    rules = content.scoring
    yield from page.heading(f"{rules.id}  {page.say(rules.title)}")
    for label, text in _definitions(rules, page):
        yield from page.item(label, text)
    for profile in content.profiles.values():
        yield ""
        yield from _weights(profile, content, page)
    yield ""
    yield from page.heading(
        page.t("各类单位：适用的项数和总权重", "By kind of organisation: controls that apply, and their total weight")
    )
    yield from page.item(
        page.t("说明", "Note"),
        page.t(
            "项数/总权重。只知道类别、其他画像和台账未答时的上限；答了以后以评估结果为准。",
            "Controls/total weight: the most for one kind alone, before anything else is answered; an assessment shows "
            "what does apply.",
        ),
    )
    rows = [("", *content.profiles), *(_kind(kind, content, day) for kind in content.questions[KINDS].choices)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield " ".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)).rstrip()


def _definitions(rules: Scoring, page: Page) -> Iterator[tuple[str, str]]:
    named = ((page.say(wording.SEVERITY[Severity(name)]), weight) for name, weight in rules.weights.items())
    weights = page.t("，", ", ").join(f"{name} {weight}" for name, weight in named)
    high, low, half = f"{rules.satisfied_rate:.0%}", f"{rules.not_satisfied_below:.0%}", f"{rules.partial_share:g}"
    yield (
        page.t("得分", "Score"),
        page.t(
            f"100 × Σ 权重×得分率 ÷ Σ 权重。权重：{weights}。符合 1，部分符合 {half}，不符合和待核实 0。",
            f"100 × Σ weight × share ÷ Σ weight. Weights: {weights}. "
            f"Satisfied 1, partly satisfied {half}, not satisfied and unanswered 0.",
        ),
    )
    yield (
        page.t("符合率", "Rate"),
        page.t(
            "符合的项数 ÷ 适用的计分项数。部分符合不算符合；待核实留在分母里。",
            "Satisfied ÷ applicable scored controls. Partly satisfied does not count; unanswered stays in the "
            "denominator.",
        ),
    )
    yield (
        page.t("完成率", "Coverage"),
        page.t("已判定的项数 ÷ 适用的计分项数。", "Decided ÷ applicable scored controls."),
    )
    yield (
        page.t("结论", "Conclusion"),
        page.t(
            f"符合率 ≥ {high} 且没有重大风险隐患为符合；< {low} 为不符合；其余为基本符合。完成率不足 100% 时为暂定。",
            f"Satisfied at a rate of {high} or more without a critical gap; not satisfied below {low}; "
            "otherwise mostly satisfied. Provisional while coverage is below 100 %.",
        ),
    )
    yield (
        page.t("说明", "Note"),
        page.t(
            "不适用的项不进分母；没有适用项就没有得分。良好实践项只提示，不计分。"
            "这是本工具自己的口径，不是主管部门的评分办法。",
            "Controls that do not apply are left out; with nothing applicable there is no score. "
            "Good practice is shown, not scored. This is the tool's own scoring, not a regulator's.",
        ),
    )


def _weights(profile: Profile, content: Content, page: Page) -> Iterator[str]:
    rules = content.scoring
    chosen = [c for c in content.controls.values() if c.scored and selects(profile, c)]
    total = sum(rules.weights[c.severity] for c in chosen)
    count = len(chosen)
    yield from page.item(
        profile.id, page.t(f"{count} 项，总权重 {total}", f"{count} controls, total weight {total}"), 16
    )
    for checklist in content.checklists:
        mine = [c for c in chosen if c.domain == checklist.id]
        if mine:
            weight = sum(rules.weights[c.severity] for c in mine)
            share = f"{weight / total:.0%}"
            numbers = page.t(
                f"{len(mine)} 项，权重 {weight}（{share}）", f"{len(mine)} controls, weight {weight} ({share})"
            )
            yield from page.item("", f"{page.say(checklist.title)}  {numbers}", 16)


def _kind(kind: Choice, content: Content, day: date) -> tuple[str, ...]:
    """What may apply to an organisation of which only the sector is known, in each profile."""
    nowhere = Location(KINDS)
    answers = Answers("", {KINDS: Answer(KINDS, (kind.value,), nowhere)}, {}, nowhere, {})
    findings = assess(scope(content, "full"), answers, as_of=day).findings
    chosen = [found.control for found in findings if found.status is not Status.NOT_APPLICABLE]
    cells: list[str] = []
    for profile in content.profiles.values():
        mine = [control for control in chosen if selects(profile, control)]
        cells.append(f"{len(mine)}/{sum(content.scoring.weights[control.severity] for control in mine)}")
    return kind.value, *cells
