"""The report as Markdown, for a wiki, a merge request or an e-mail. Text from the answers is inert in it."""

import re
from collections.abc import Iterator

from selfcheck import wording
from selfcheck.model.assessment import Finding, Status
from selfcheck.render import _changes as changed
from selfcheck.render import _facets as facets
from selfcheck.render._layout import inert
from selfcheck.report import Report, by_urgency

SUFFIX = ".md"
_ACTIVE = re.compile(r"([\\`*_{}\[\]()#+!|<>~@&:-])")


def render(report: Report) -> str:
    lines: list[str] = []
    for part in (_head, _domains, _changes, _gaps, _unanswered, _claims, _practice, _foot):
        said = list(part(report))
        lines += [*said, ""] if said else []
    return "\n".join(lines).rstrip() + "\n"


def literal(text: str) -> str:
    """Untrusted text that Markdown shows as it is: nothing in it becomes markup, a link, a mention or HTML."""
    return _ACTIVE.sub(lambda match: f"&#{ord(match[1])};", inert(text))


def _head(report: Report) -> Iterator[str]:
    a, score = report.assessment, report.assessment.score
    yield f"# {literal(a.organisation)}"
    yield ""
    yield report.t(
        f"网络安全合规自查 · {a.profile_title.zh} · 评估日 {a.as_of}",
        f"Network-security self-assessment · {a.profile_title.en} · as of {a.as_of}",
    )
    yield ""
    heads = report.t(
        "结论|得分|符合率|完成率|重大风险隐患", "Conclusion|Score|Compliance rate|Coverage|Critical gaps"
    ).split("|")
    rate = f"{wording.percent(score.rate)} ({score.satisfied}/{score.applicable})"
    row = [
        report.say(wording.conclusion(score)),
        wording.points(score.value),
        rate,
        wording.percent(score.coverage),
        str(score.critical_gaps),
    ]
    yield from _table(heads, [row])


def _domains(report: Report) -> Iterator[str]:
    yield f"## {report.t('各领域', 'By domain')}"
    yield ""
    heads = report.t(
        "领域|得分|符合|部分符合|不符合|待核实|不适用",
        "Domain|Score|Satisfied|Partly|Not satisfied|Unanswered|Not applicable",
    ).split("|")
    rows = [
        [
            report.say(d.title),
            wording.points(d.value),
            *(str(n) for n in (d.satisfied, d.partial, d.not_satisfied, d.unanswered, d.not_applicable)),
        ]
        for d in report.assessment.score.by_domain
    ]
    yield from _table(heads, rows)


def _changes(report: Report) -> Iterator[str]:
    if report.changes is None:
        return
    yield f"## {literal(report.say(changed.headline(report.changes)))}"
    yield ""
    rows = [
        [report.say(changed.KINDS[line.kind]), literal(report.say(line.what))]
        for line in changed.lines(report.changes, report.content)
    ]
    yield from _table(report.t("变化|差距", "Change|Gap").split("|"), rows)


def _gaps(report: Report) -> Iterator[str]:
    gaps = by_urgency(report.assessment.gaps)
    yield f"## {report.t(f'差距（{len(gaps)} 项）', f'Gaps ({len(gaps)})')}"
    if not gaps:
        yield ""
        yield report.t("没有发现差距。", "No gap was found.")
    for finding in gaps:
        yield ""
        yield from _gap(report, finding)


def _gap(report: Report, finding: Finding) -> Iterator[str]:
    control = finding.control
    tag = f"{report.say(wording.SEVERITY[control.severity])} · {report.say(wording.STATUS[finding.status])}"
    yield f"### {control.id} {report.say(control.title)}"
    yield ""
    yield f"**{tag}**"
    basis = finding.duties or finding.related
    label = report.t("依据", "Duty") if finding.duties else report.t("相关依据", "Related")
    headline = facets.headline(report, finding)
    facet_lists = (
        (report.t("问题", "What"), [literal(text) for text in facets.observations(report, finding)]),
        (label, [facets.citation(report, cited) for cited in basis]),
        (report.t("后果", "Cost"), [*([headline] if headline else []), *facets.penalties(report, finding)]),
        (report.t("先例", "Caught"), list(facets.precedents(report, finding))),
        (report.t("整改", "Fix"), [facets.remediation(report, finding)]),
    )
    for name, texts in facet_lists:
        yield ""
        yield f"- {name}"
        yield from (f"  - {text}" for text in texts)


def _unanswered(report: Report) -> Iterator[str]:
    waiting = [finding for finding in report.assessment.findings if finding.status is Status.UNANSWERED]
    if not waiting:
        return
    count = len(waiting)
    yield f"## {report.t(f'待核实（{count} 项，计入得分分母）', f'Unanswered ({count}, counted in the score)')}"
    yield ""
    heads = report.t("检查项|内容|缺少的答案", "Control|Title|Missing answers").split("|")
    yield from _table(
        heads, [[f.control.id, report.say(f.control.title), literal(", ".join(facets.missing(f)))] for f in waiting]
    )


def _claims(report: Report) -> Iterator[str]:
    claims = facets.claims(report)
    if not claims:
        return
    yield f"## {report.t('声明不适用（检查时须能说明）', 'Declared not applicable (be ready to explain)')}"
    yield ""
    yield from _table(
        report.t("问题|理由", "Question|Reason").split("|"), [[literal(k), literal(why)] for k, why in claims]
    )


def _practice(report: Report) -> Iterator[str]:
    wanting = [finding for finding in report.assessment.practice if finding.status.is_gap]
    if not wanting:
        return
    yield f"## {report.t('良好实践建议（不计分）', 'Good practice (not scored)')}"
    yield ""
    yield from (f"- {finding.control.id} {report.say(finding.control.title)}" for finding in wanting)


def _foot(report: Report) -> Iterator[str]:
    yield "---"
    yield ""
    yield facets.stamp(report)
    yield ""
    yield report.say(wording.DISCLAIMER)


def _table(heads: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
