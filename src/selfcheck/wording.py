"""The one home of wording shared by every output: statuses, severities, amounts, dates."""

from collections.abc import Mapping
from typing import Final

from selfcheck.model.assessment import Amount, Score, Status
from selfcheck.model.content import Severity
from selfcheck.model.law import Tier
from selfcheck.text import Text

STATUS: Final[Mapping[Status, Text]] = {
    Status.SATISFIED: Text("符合", "satisfied"),
    Status.PARTIAL: Text("部分符合", "partly satisfied"),
    Status.NOT_SATISFIED: Text("不符合", "not satisfied"),
    Status.NOT_APPLICABLE: Text("不适用", "not applicable"),
    Status.UNANSWERED: Text("待核实", "unanswered"),
}
SEVERITY: Final[Mapping[Severity, Text]] = {
    Severity.CRITICAL: Text("重大", "critical"),
    Severity.HIGH: Text("高", "high"),
    Severity.MEDIUM: Text("中", "medium"),
    Severity.LOW: Text("低", "low"),
}
CONCLUSION: Final[Mapping[str, Text]] = {
    "satisfied": Text("符合", "satisfied"),
    "mostly-satisfied": Text("基本符合", "mostly satisfied"),
    "not-satisfied": Text("不符合", "not satisfied"),
}
RANK: Final[Mapping[str, Text]] = {
    "law": Text("法律", "law"),
    "administrative-regulation": Text("行政法规", "administrative regulation"),
    "departmental-rule": Text("部门规章", "departmental rule"),
    "normative-document": Text("规范性文件", "normative document"),
    "standard": Text("标准", "standard"),
}
LAW_STATUS: Final[Mapping[str, Text]] = {
    "in-force": Text("现行有效", "in force"),
    "superseded": Text("已被取代", "superseded"),
    "repealed": Text("已废止", "repealed"),
    "pending": Text("尚未施行", "pending"),
    "unknown": Text("效力未核实", "status not established"),
}
CONFIDENCE: Final[Mapping[str, Text]] = {
    "verified": Text("两个以上来源逐字一致", "identical in at least two sources"),
    "single-source": Text("单一来源", "one source"),
    "reconstructed": Text("由修改决定还原", "reconstructed from amendments"),
    "excerpt": Text("仅见节录", "excerpt only"),
    "id-only": Text("未见原文", "text not seen"),
    "missing": Text("未见原文", "text not seen"),
}
PERSONS: Final[Mapping[str, Text]] = {
    "directly-responsible-managers": Text("直接负责的主管人员", "managers directly responsible"),
    "and-other-responsible-persons": Text(
        "直接负责的主管人员和其他直接责任人员", "managers and other persons directly responsible"
    ),
    "individuals": Text("个人", "individuals"),
}
ORIGIN: Final[Mapping[str, Text]] = {
    "seed": Text("来源文件", "source document"),
    "statute": Text("法定义务", "statutory duty"),
    "practice": Text("良好实践", "good practice"),
}
UNVERIFIED: Final = Text("未核对原文", "not checked against the text")
# Some texts are held in part: their silence is what was found, not what the law says.
NO_PENALTY: Final = Text("所收条文中未见直接对应的罚则", "the provisions on file name no penalty for this")
NO_FINE: Final = Text("所收条文中未见直接对应的罚款", "the provisions on file name no fine for this")
ONLY_PRACTICE: Final = Text(
    "没有达到的只是实践口径的标准，所收法规没有定这个数，不当然违法；是否受罚，看法定义务是否没有履行",
    "only practice thresholds were missed, which the laws on file do not set: not of itself a breach; "
    "any penalty turns on the legal duty",
)
DISCLAIMER: Final = Text(
    "本结果为自查结果，不构成等级测评、符合性评测、行政认定或法律意见。",
    "This is a self-assessment. It is not a grading test, a conformity evaluation, an administrative finding "
    "or legal advice.",
)


def yuan(amount: int) -> Text:
    """5000 → 5000元 / CNY 5,000; 10000 → 1万元 / CNY 10,000; 15000 → 1.5万元."""
    en = f"CNY {amount:,}"
    if amount < 10_000:
        return Text(f"{amount}元", en)
    whole, rest = divmod(amount, 10_000)
    if not rest:
        return Text(f"{whole}万元", en)
    return Text(f"{whole}{f'.{rest:04d}'.rstrip('0')}万元", en)


def fine(amount: Amount | None) -> Text | None:
    """The heaviest fine in words: 最高50万元 / up to CNY 500,000; 50万元以上 where the text sets no cap."""
    if amount is None:
        return None
    money = yuan(amount.yuan)
    zh, en = (
        (f"{money.zh}以上", f"{money.en} or more") if amount.open_ended else (f"最高{money.zh}", f"up to {money.en}")
    )
    if amount.turnover_percent:
        zh += f"或上一年度营业额{amount.turnover_percent:g}%"
        en += f" or {amount.turnover_percent:g}% of the previous year’s turnover"
    return Text(zh, en)


def span(pair: tuple[int | None, int | None]) -> Text:
    """A range of yuan: 1万元以上10万元以下 / CNY 10,000 to 100,000."""
    low, high = pair
    if low is not None and high is not None:
        return Text(f"{yuan(low).zh}以上{yuan(high).zh}以下", f"{yuan(low).en} to {high:,}")
    if high is not None:
        return Text(f"{yuan(high).zh}以下", f"up to {yuan(high).en}")
    return Text(f"{yuan(low or 0).zh}以上", f"{yuan(low or 0).en} or more")


def tier(entry: Tier, measures: Mapping[str, Text]) -> Text:
    """One grade of a penalty in one sentence, condition first."""
    zh, en = _consequences(entry, measures)
    return Text(f"{entry.when.zh}：{'；'.join(zh) or '（无罚款）'}", f"{entry.when.en}: {'; '.join(en) or '(no fine)'}")


def _consequences(entry: Tier, measures: Mapping[str, Text]) -> tuple[list[str], list[str]]:
    parts: list[Text] = []
    if entry.warning:
        parts.append(Text("警告", "warning"))
    parts.extend(measures[name] for name in entry.other)
    if entry.org is not None:
        money, may = span(entry.org), entry.mode == "may"
        parts.append(
            Text(
                f"单位{'可以处' if may else '处'}{money.zh}罚款",
                f"organisation {'may be ' if may else ''}fined {money.en}",
            )
        )
    if entry.turnover_percent:
        parts.append(
            Text(
                f"或上一年度营业额{entry.turnover_percent:g}%以下", f"or up to {entry.turnover_percent:g}% of turnover"
            )
        )
    for pair, basis in (
        (entry.gains_multiple, Text("违法所得", "illegal gains")),
        (entry.purchase_multiple, Text("采购金额", "the purchase amount")),
    ):
        if pair is not None:
            parts.append(_multiple(pair, basis))
    if entry.person is not None:
        parts.append(_persons(entry))
    if entry.detention_days is not None:
        low, high = entry.detention_days
        parts.append(
            Text(
                f"拘留{f'{low}日以上' if low else ''}{high}日以下",
                f"detention {f'of {low} to' if low else 'up to'} {high} days",
            )
        )
    return [part.zh for part in parts], [part.en for part in parts]


def _persons(entry: Tier) -> Text:
    assert entry.person is not None
    money = span(entry.person)
    who = PERSONS.get(entry.persons or "", Text("责任人员", "persons responsible"))
    may = (entry.person_mode or entry.mode) == "may"
    return Text(
        f"{who.zh}{'可以处' if may else '处'}{money.zh}罚款", f"{who.en} {'may be ' if may else ''}fined {money.en}"
    )


def _multiple(pair: tuple[int | None, int | None], basis: Text) -> Text:
    low, high = pair
    if low is None:
        return Text(f"{basis.zh}{high}倍以下罚款", f"fine up to {high} times {basis.en}")
    if high is None:
        return Text(f"{basis.zh}{low}倍以上罚款", f"fine of {low} times {basis.en} or more")
    return Text(f"{basis.zh}{low}倍以上{high}倍以下罚款", f"fine of {low} to {high} times {basis.en}")


def percent(share: float | None) -> str:
    """0.6812 → 68.1%; rounded down, so that 99.99 % never reads as 100 %."""
    if share is None:
        return "—"
    return f"{int(round(share * 10_000) / 10) / 10:g}%"


def points(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}"


def conclusion(score: Score) -> Text:
    if score.conclusion is None:
        return Text("没有适用的检查项，不作结论", "nothing applicable, no conclusion")
    words = CONCLUSION[score.conclusion]
    if score.provisional:
        return Text(
            f"{words.zh}（暂定，还有{score.unanswered}项待核实）",
            f"{words.en} (provisional, {score.unanswered} unanswered)",
        )
    return words
