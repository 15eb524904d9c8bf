"""What every readable report says of a gap, as plain sentences: basis, cost, precedents. Formats only lay it out."""

from collections.abc import Iterator

from selfcheck import wording, words
from selfcheck.model.assessment import Amount, Citation, Finding
from selfcheck.report import Report


def observations(report: Report, finding: Finding, limit: int | None = None) -> Iterator[str]:
    """One sentence per observation; with a limit, the last line says how many are left out."""
    shown = finding.observations if limit is None else finding.observations[:limit]
    for seen in shown:
        yield report.say(words.observation(seen, report.content, report.assessment.as_of))
    hidden = len(finding.observations) - len(shown)
    if hidden:
        yield report.t(f"另有 {hidden} 处，json 输出里有全部", f"{hidden} more; the json output lists all")


def citation(report: Report, cited: Citation) -> str:
    return report.t(f"{cited.text.zh}：{cited.gist.zh}", f"{cited.text.en}: {cited.gist.en}") + report.say(
        words.caveats(cited)
    )


def headline(report: Report, finding: Finding) -> str:
    """The heaviest consequence in one line; empty where no provision names an amount or detention."""
    exposure = finding.exposure
    parts = [*_heaviest(report, exposure.org_max, "单位", "organisation")]
    parts += _heaviest(report, exposure.person_max, "责任人员", "persons")
    if exposure.detention_days:
        days = exposure.detention_days
        parts.append(report.t(f"拘留{days}日以下", f"detention up to {days} days"))
    return report.t("；", "; ").join(parts)


def _heaviest(report: Report, amount: Amount | None, zh: str, en: str) -> list[str]:
    words = wording.fine(amount)
    if amount is None or words is None:
        return []
    return [report.t(f"{zh}{words.zh}（{amount.when.zh}）", f"{en} {words.en} ({amount.when.en})")]


def penalties(report: Report, finding: Finding) -> Iterator[str]:
    """Each penalty provision with its tiers; said plainly where none is on file or no limit of the law was missed."""
    if finding.penalties and finding.only_practice_missed:
        yield report.say(wording.ONLY_PRACTICE)
    for penalty in finding.penalties:
        tiers = [report.say(wording.tier(tier, report.content.measures)) for tier in penalty.tiers]
        cited = report.say(penalty.citation.text) + report.say(words.caveats(penalty.citation))
        yield cited + report.t("：", ": ") + report.t("。", ". ").join(tiers)
    if not finding.penalties:
        yield report.say(wording.NO_PENALTY)


def precedents(report: Report, finding: Finding) -> Iterator[str]:
    count, content = finding.precedents, report.content
    if count.organisations:
        sectors = content.inspections[0].sectors
        split = report.t("、", ", ").join(f"{report.say(sectors[name])} {number}" for name, number in count.by_sector)
        yield report.t(
            f"2019年公示的 {count.out_of} 家违规单位中有 {count.organisations} 家（{split}）",
            f"{count.organisations} of the {count.out_of} organisations cited in 2019 ({split})",
        )
    for name in count.cases:
        case = content.cases[name]
        yield report.t(
            f"{case.on.year}年 {case.organisation}：{outcome(report, name)}",
            f"{case.on.year}, {case.organisation}: {outcome(report, name)}",
        )
    if not count.organisations and not count.cases:
        yield report.t("来源文件中没有", "none in the source documents")


def outcome(report: Report, name: str) -> str:
    """What a published case ended in."""
    case = report.content.cases[name]
    parts = [report.t("警告", "warned")] if case.warning else []
    if case.fine_org:
        money = wording.yuan(case.fine_org)
        parts.append(report.t(f"罚款{money.zh}", f"fined {money.en}"))
    if case.fine_person:
        money = wording.yuan(case.fine_person)
        parts.append(report.t(f"个人罚款{money.zh}", f"person fined {money.en}"))
    if case.detention_days:
        parts.append(report.t(f"拘留{case.detention_days}日", f"{case.detention_days} days’ detention"))
    if case.confiscation:
        parts.append(report.t("没收违法所得", "illegal gains confiscated"))
    if case.other:
        parts.append(report.say(case.other))
    return report.t("，", ", ").join(parts)


def remediation(report: Report, finding: Finding) -> str:
    fix = finding.control.remediation
    owner = report.say(report.content.roles[fix.owner])
    return report.say(fix.action) + report.t(
        f"（{owner}；约{fix.effort_days}人日，{fix.due_days}日内）",
        f" ({owner}; about {fix.effort_days} person-days, within {fix.due_days} days)",
    )


def missing(finding: Finding) -> list[str]:
    """The answers an unanswered control waits for, as keys one can type."""
    return list(
        dict.fromkeys(
            seen.fact.replace("[]", f"[{seen.item}]") if seen.item is not None else seen.fact
            for seen in finding.observations
        )
    )


def claims(report: Report) -> list[tuple[str, str]]:
    """Every answer declared not applicable, with the reason given."""
    return list(dict.fromkeys(pair for finding in report.assessment.findings for pair in finding.claims))


def stamp(report: Report) -> str:
    """What the result was made with, so that it can be made again."""
    a = report.assessment
    parts = report.t(
        f"检查表 {a.content_version}（{a.content_digest}）|评分口径 {a.scoring}|评估日 {a.as_of}",
        f"content {a.content_version} ({a.content_digest})|scoring {a.scoring}|as of {a.as_of}",
    )
    return " · ".join([f"selfcheck {report.tool_version}", *parts.split("|")])
