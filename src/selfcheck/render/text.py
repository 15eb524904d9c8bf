"""The terminal report: what is wrong, how bad, why, what it can cost, who was caught, what to do first."""

from collections.abc import Iterator

from selfcheck import wording, words
from selfcheck.model.assessment import Citation, DomainScore, Finding, Status
from selfcheck.model.content import Severity
from selfcheck.render.layout import cut, inert, pad, width, wrap
from selfcheck.report import Report, by_urgency

SUFFIX = ".txt"
_STYLES = {"bold": "1", "dim": "2", "red": "31", "yellow": "33", "green": "32", "cyan": "36", "critical": "1;31"}
_SEVERITY_STYLE = {
    Severity.CRITICAL: "critical",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "dim",
}
_SHOWN_OBSERVATIONS = 6
_FIRST = 5


def render(report: Report) -> str:
    lines: list[str] = []
    for part in (_head, _domains, _first, _gaps, _unanswered, _claims, _practice, _foot):
        lines.extend(part(report))
    return "\n".join(lines).rstrip() + "\n"


def _style(report: Report, text: str, *names: str) -> str:
    if not report.colour or not text:
        return text
    return f"\x1b[{';'.join(_STYLES[name] for name in names)}m{text}\x1b[0m"


def _title(report: Report, text: str) -> Iterator[str]:
    yield ""
    yield _style(report, text, "bold")
    yield _style(report, "─" * report.width, "dim")


def _head(report: Report) -> Iterator[str]:
    a, score = report.assessment, report.assessment.score
    yield from (_style(report, line, "bold") for line in wrap(inert(a.organisation), report.width))
    subtitle = report.t(
        f"网络安全合规自查 · {a.profile_title.zh} · 评估日 {a.as_of}",
        f"Network-security self-assessment · {a.profile_title.en} · as of {a.as_of}",
    )
    yield from wrap(subtitle, report.width)
    yield ""
    colour = {"satisfied": "green", "mostly-satisfied": "yellow", "not-satisfied": "red"}.get(
        score.conclusion or "", "dim"
    )
    yield report.t("结论  ", "Conclusion  ") + _style(report, report.say(wording.conclusion(score)), "bold", colour)
    numbers = report.t(
        f"得分 {wording.points(score.value)}    符合率 {wording.percent(score.rate)}（{score.satisfied}/{score.applicable}）    完成率 {wording.percent(score.coverage)}",
        f"Score {wording.points(score.value)}    compliance rate {wording.percent(score.rate)} ({score.satisfied}/{score.applicable})    coverage {wording.percent(score.coverage)}",
    )
    yield from wrap(numbers, report.width)
    critical = report.t(f"重大风险隐患 {score.critical_gaps} 项", f"Critical gaps: {score.critical_gaps}")
    yield _style(report, critical, "critical" if score.critical_gaps else "green")


def _domains(report: Report) -> Iterator[str]:
    heads = report.t("得分 符合 部分 不符 待核 不适用", "score  ok part  not unans n/a").split()
    sizes = [6, 5, 5, 5, 6, 7]
    name_width = max(12, min(32, report.width - sum(sizes) - 12))
    yield ""
    yield _style(
        report,
        pad(report.t("领域", "Domain"), name_width)
        + "".join(pad(h, s, right=True) for h, s in zip(heads, sizes, strict=True)),
        "dim",
    )
    bar = report.width - name_width - sum(sizes) - 2
    for domain in report.assessment.score.by_domain:
        yield _domain(report, domain, name_width, sizes, bar)


def _domain(report: Report, domain: DomainScore, name_width: int, sizes: list[int], bar: int) -> str:
    counts = (domain.satisfied, domain.partial, domain.not_satisfied, domain.unanswered, domain.not_applicable)
    cells = [wording.points(domain.value), *(str(count) if count else "·" for count in counts)]
    row = pad(cut(report.say(domain.title), name_width - 1), name_width)
    row += "".join(pad(cell, size, right=True) for cell, size in zip(cells, sizes, strict=True))
    if domain.value is None or bar < 6:
        return row
    filled = int(domain.value * min(bar, 20) / 100)
    return f"{row}  {_style(report, '█' * filled, 'green')}{_style(report, '░' * (min(bar, 20) - filled), 'dim')}"


def _first(report: Report) -> Iterator[str]:
    gaps = by_urgency(report.assessment.gaps)
    if not gaps:
        return
    yield from _title(report, report.t("先做什么", "What to do first"))
    for number, finding in enumerate(gaps[:_FIRST], 1):
        control = finding.control
        days = report.t(f"{control.remediation.due_days}日内", f"within {control.remediation.due_days} days")
        owner = report.say(report.content.roles[control.remediation.owner])
        yield from _hanging(
            f"{number}. ",
            f"{control.id} {report.say(control.title)}（{owner}，{days}）"
            if report.lang == "zh"
            else f"{control.id} {control.title.en} ({owner}, {days})",
            report.width,
        )
    if len(gaps) > _FIRST:
        yield report.t(f"   其余 {len(gaps) - _FIRST} 项见下。", f"   {len(gaps) - _FIRST} more below.")


def _gaps(report: Report) -> Iterator[str]:
    gaps = by_urgency(report.assessment.gaps)
    yield from _title(report, report.t(f"差距（{len(gaps)} 项）", f"Gaps ({len(gaps)})"))
    if not gaps:
        yield report.t("没有发现差距。", "No gap was found.")
    for finding in gaps:
        yield from _gap(report, finding)
        yield ""


def _gap(report: Report, finding: Finding) -> Iterator[str]:
    control = finding.control
    status = wording.STATUS[finding.status]
    severity = wording.SEVERITY[control.severity]
    tag = f"[{report.say(severity)}] {report.say(status)}"
    heading = f"{control.id}  {report.say(control.title)}"
    first, *rest = wrap(heading, report.width - width(tag) - 2)
    room = report.width - width(first) - width(tag)
    yield _style(report, first, "bold") + " " * room + _style(report, tag, _SEVERITY_STYLE[control.severity])
    yield from (_style(report, "        " + line, "bold") for line in rest)
    for label, texts in _facets(report, finding):
        for text in texts:
            yield from _labelled(report, label, text)
            label = ""


def _facets(report: Report, finding: Finding) -> Iterator[tuple[str, list[str]]]:
    yield report.t("问题", "What"), list(_observations(report, finding))
    if finding.duties:
        yield report.t("依据", "Duty"), [citation(report, cited) for cited in finding.duties]
    elif finding.related:
        yield report.t("相关依据", "Related"), [citation(report, cited) for cited in finding.related]
    yield report.t("后果", "Cost"), list(consequences(report, finding))
    yield report.t("先例", "Caught"), list(precedents(report, finding))
    fix = finding.control.remediation
    owner = report.say(report.content.roles[fix.owner])
    effort = report.t(
        f"（{owner}；约{fix.effort_days}人日，{fix.due_days}日内）",
        f" ({owner}; about {fix.effort_days} person-days, within {fix.due_days} days)",
    )
    yield report.t("整改", "Fix"), [report.say(fix.action) + effort]


def _observations(report: Report, finding: Finding) -> Iterator[str]:
    day = report.assessment.as_of
    for seen in finding.observations[:_SHOWN_OBSERVATIONS]:
        yield inert(report.say(words.observation(seen, report.content, day)))
    hidden = len(finding.observations) - _SHOWN_OBSERVATIONS
    if hidden > 0:
        yield report.t(f"另有 {hidden} 处，见 json 输出", f"{hidden} more in the json output")


def citation(report: Report, cited: Citation) -> str:
    unverified = "" if cited.verified else report.t(f"〔{wording.UNVERIFIED.zh}〕", f" [{wording.UNVERIFIED.en}]")
    note = report.t(f"（{cited.note.zh}）", f" ({cited.note.en})") if cited.note else ""
    return report.t(f"{cited.text.zh}：{cited.gist.zh}", f"{cited.text.en}: {cited.gist.en}") + unverified + note


def consequences(report: Report, finding: Finding) -> Iterator[str]:
    """The headline, then every penalty provision with its tiers."""
    exposure, measures = finding.exposure, report.content.measures
    headline = []
    org, person = wording.fine(exposure.org_max), wording.fine(exposure.person_max)
    if org:
        headline.append(report.t(f"单位{org.zh}", f"organisation {org.en}"))
    if person:
        headline.append(report.t(f"责任人员{person.zh}", f"persons {person.en}"))
    if exposure.detention_days:
        headline.append(
            report.t(f"拘留{exposure.detention_days}日以下", f"detention up to {exposure.detention_days} days")
        )
    if headline:
        yield report.t("；", "; ").join(headline)
    for penalty in finding.penalties:
        tiers = [report.say(wording.tier(tier, measures)) for tier in penalty.tiers]
        unverified = (
            "" if penalty.citation.verified else report.t(f"〔{wording.UNVERIFIED.zh}〕", f" [{wording.UNVERIFIED.en}]")
        )
        note = penalty.citation.note
        caveat = report.t(f"（{note.zh}）", f" ({note.en})") if note else ""
        yield (
            report.say(penalty.citation.text)
            + unverified
            + caveat
            + report.t("：", ": ")
            + report.t("。", ". ").join(tiers)
        )
    if not finding.penalties:
        yield report.t("没有直接对应的罚则", "no provision punishes this directly")


def precedents(report: Report, finding: Finding) -> Iterator[str]:
    count, content = finding.precedents, report.content
    if count.organisations:
        sectors = content.inspections[0].sectors if content.inspections else {}
        split = report.t("、", ", ").join(f"{report.say(sectors[name])} {number}" for name, number in count.by_sector)
        yield report.t(
            f"2019年检查 {count.out_of} 家违规企业中有 {count.organisations} 家（{split}）",
            f"{count.organisations} of the {count.out_of} firms cited in 2019 ({split})",
        )
    for name in count.cases:
        case = content.cases[name]
        outcome = _outcome(report, name)
        yield report.t(
            f"{case.on.year}年 {case.organisation}：{outcome}", f"{case.on.year}, {case.organisation}: {outcome}"
        )
    if not count.organisations and not count.cases:
        yield report.t("来源中没有", "none in the sources")


def _outcome(report: Report, name: str) -> str:
    case = report.content.cases[name]
    parts = []
    if case.warning:
        parts.append(report.t("警告", "warned"))
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


def _unanswered(report: Report) -> Iterator[str]:
    open_ones = [f for f in report.assessment.findings if f.status is Status.UNANSWERED]
    if not open_ones:
        return
    yield from _title(
        report,
        report.t(
            f"待核实（{len(open_ones)} 项，计入得分分母）", f"Unanswered ({len(open_ones)}, counted in the score)"
        ),
    )
    for finding in open_ones:
        missing = list(dict.fromkeys(_missing(finding)))
        shown = report.t("、", ", ").join(missing[:4]) + ("…" if len(missing) > 4 else "")
        yield from _hanging(
            f"{finding.control.id}  ",
            f"{report.say(finding.control.title)}{report.t('：缺 ', ': missing ')}{inert(shown)}",
            report.width,
        )


def _missing(finding: Finding) -> Iterator[str]:
    for seen in finding.observations:
        yield seen.fact.replace("[]", f"[{seen.item}]") if seen.item is not None else seen.fact


def _claims(report: Report) -> Iterator[str]:
    claims = dict.fromkeys((key, why) for finding in report.assessment.findings for key, why in finding.claims)
    if not claims:
        return
    yield from _title(
        report,
        report.t(
            f"声明不适用（{len(claims)} 处，检查时须能说明）",
            f"Declared not applicable ({len(claims)}, be ready to explain)",
        ),
    )
    for key, why in claims:
        yield from _hanging(f"{key}  ", inert(why), report.width)


def _practice(report: Report) -> Iterator[str]:
    wanting = [f for f in report.assessment.practice if f.status.is_gap]
    if not wanting:
        return
    yield from _title(
        report, report.t(f"良好实践建议（{len(wanting)} 项，不计分）", f"Good practice ({len(wanting)}, not scored)")
    )
    for finding in wanting:
        yield from _hanging(f"{finding.control.id}  ", report.say(finding.control.title), report.width)


def _foot(report: Report) -> Iterator[str]:
    a = report.assessment
    yield ""
    yield _style(report, "─" * report.width, "dim")
    stamp = report.t(
        f"selfcheck {report.tool_version} · 检查表 {a.content_version}（{a.content_digest}）· 评分口径 {a.scoring} · 评估日 {a.as_of}",
        f"selfcheck {report.tool_version} · content {a.content_version} ({a.content_digest}) · scoring {a.scoring} · as of {a.as_of}",
    )
    for text in (stamp, report.say(wording.DISCLAIMER)):
        yield from (_style(report, line, "dim") for line in wrap(text, report.width))


def _labelled(report: Report, label: str, text: str) -> Iterator[str]:
    indent = 10 if report.lang == "zh" else 9
    head = _style(report, pad(label, indent - 2), "cyan")
    for line in wrap(text, report.width - indent):
        yield "  " + head + line
        head = " " * (indent - 2)


def _hanging(head: str, text: str, columns: int) -> Iterator[str]:
    indent = width(head)
    for line in wrap(text, columns - indent):
        yield head + line
        head = " " * indent
