"""The terminal report: what is wrong, how bad, why, what it can cost, who was caught, what to do first."""

from collections.abc import Iterator

from selfcheck import wording
from selfcheck.model.assessment import DomainScore, Finding, Status
from selfcheck.render import _changes as changed
from selfcheck.render import _facets as facets
from selfcheck.render._layout import cut, inert, pad, width, wrap
from selfcheck.render._terminal import SEVERITY_STYLE, joined, styled, title
from selfcheck.report import Report, by_urgency

SUFFIX = ".txt"
_SHOWN_OBSERVATIONS = 6
_FIRST = 5


def render(report: Report) -> str:
    lines: list[str] = []
    for part in (_head, _domains, _changes, _first, _gaps, _unanswered, _claims, _practice, _foot):
        lines.extend(part(report))
    return joined(lines)


def _style(report: Report, text: str, *names: str) -> str:
    return styled(text, names, report.colour)


def _title(report: Report, text: str) -> Iterator[str]:
    return title(text, report.width, report.colour)


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
    rate, done = wording.percent(score.rate), wording.percent(score.coverage)
    share = f"{score.satisfied}/{score.applicable}"
    numbers = report.t(
        f"得分 {wording.points(score.value)}    符合率 {rate}（{share}）    完成率 {done}",
        f"Score {wording.points(score.value)}    compliance rate {rate} ({share})    coverage {done}",
    )
    yield from wrap(numbers, report.width)
    critical = report.t(f"重大风险隐患 {score.critical_gaps} 项", f"Critical gaps: {score.critical_gaps}")
    yield _style(report, critical, "critical" if score.critical_gaps else "green")


def _domains(report: Report) -> Iterator[str]:
    heads = report.t("得分 符合 部分 不符 待核 不适用", "score  ok part  not unans n/a").split()
    sizes = [6, 5, 5, 5, 6, 7]
    longest = max((width(report.say(domain.title)) for domain in report.assessment.score.by_domain), default=0)
    name_width = min(longest + 1, report.width - sum(sizes))
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


def _changes(report: Report) -> Iterator[str]:
    if report.changes is None:
        return
    yield from _title(report, report.say(changed.headline(report.changes)))
    for line in changed.lines(report.changes, report.content):
        yield from _hanging(f"{changed.SIGNS[line.kind]} ", inert(report.say(line.what)), report.width)


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
    yield _style(report, first, "bold") + " " * room + _style(report, tag, SEVERITY_STYLE[control.severity])
    yield from (_style(report, "        " + line, "bold") for line in rest)
    for label, texts in _facets(report, finding):
        for text in texts:
            yield from _labelled(report, label, text)
            label = ""


def _facets(report: Report, finding: Finding) -> Iterator[tuple[str, list[str]]]:
    yield report.t("问题", "What"), list(map(inert, facets.observations(report, finding, _SHOWN_OBSERVATIONS)))
    basis = finding.duties or finding.related
    label = report.t("依据", "Duty") if finding.duties else report.t("相关依据", "Related")
    yield label, [facets.citation(report, cited) for cited in basis]
    headline = facets.headline(report, finding)
    yield report.t("后果", "Cost"), [*([headline] if headline else []), *facets.penalties(report, finding)]
    yield report.t("先例", "Caught"), list(facets.precedents(report, finding))
    yield report.t("整改", "Fix"), [facets.remediation(report, finding)]


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
        missing = facets.missing(finding)
        shown = report.t("、", ", ").join(missing[:4]) + ("…" if len(missing) > 4 else "")
        yield from _hanging(
            f"{finding.control.id}  ",
            f"{report.say(finding.control.title)}{report.t('：缺 ', ': missing ')}{inert(shown)}",
            report.width,
        )


def _claims(report: Report) -> Iterator[str]:
    claims = facets.claims(report)
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
    yield ""
    yield _style(report, "─" * report.width, "dim")
    for text in (facets.stamp(report), report.say(wording.DISCLAIMER)):
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
