"""The plan as Markdown, for a wiki or a merge request. Text from answers and ledgers is inert in it."""

from collections.abc import Iterator

from selfcheck import wording
from selfcheck.plan import wording as plan_wording
from selfcheck.plan.report import PlanReport
from selfcheck.render.markdown import literal
from selfcheck.render.plan import _facets as facets

SUFFIX = ".md"


def render(report: PlanReport) -> str:
    lines: list[str] = []
    for part in (_head, _target, _overview, _items, _closed, _unanswered, _foot):
        lines.extend(part(report))
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _head(report: PlanReport) -> Iterator[str]:
    yield f"# {literal(report.plan.organisation)}"
    yield ""
    yield literal(facets.subtitle(report))
    yield ""
    yield from (f"- {literal(sentence)}" for sentence in facets.summary(report))
    if report.plan.capacity_note is not None:
        yield f"- {literal(report.say(report.plan.capacity_note))}"


def _target(report: PlanReport) -> Iterator[str]:
    sentences = list(facets.target(report))
    if sentences:
        yield f"## {report.t('目标', 'Target')}"
        yield ""
        yield from (f"- {literal(sentence)}" for sentence in sentences)


def _overview(report: PlanReport) -> Iterator[str]:
    yield f"## {report.t('进度表', 'Schedule')}"
    yield ""
    heads = report.t(
        "序号|编号|检查要求|等级|责任部门|责任人|要求时限|计划完成|状态|到期|完成后得分",
        "No.|Item|Requirement|Severity|Department|Owner|Due|Planned|Status|Timing|Score then",
    ).split("|")
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for number, item in enumerate(report.plan.open, 1):
        cells = [
            item.id,
            report.say(item.gap.title),
            report.say(wording.SEVERITY[item.gap.severity]),
            report.say(item.terms.department),
            item.work.owner,
            f"{item.terms.due}{f'（{report.say(plan_wording.ESTIMATED)}）' if item.estimated else ''}",
            item.terms.planned.isoformat(),
            report.say(plan_wording.STATE[item.work.state]),
            facets.timing(report, item),
            "—" if item.after is None else wording.points(item.after.score),
        ]
        yield f"| {number} | " + " | ".join(literal(cell) for cell in cells) + " |"


def _items(report: PlanReport) -> Iterator[str]:
    yield f"## {report.t(f'整改项（{len(report.plan.open)} 项）', f'Items ({len(report.plan.open)})')}"
    for item in report.plan.open:
        yield ""
        yield f"### {literal(item.id)} {literal(report.say(item.gap.title))}"
        for name, texts in facets.facets(report, item):
            yield ""
            yield f"- {name}"
            yield from (f"  - {literal(text)}" for text in texts)


def _closed(report: PlanReport) -> Iterator[str]:
    if report.plan.closed:
        yield f"## {report.t(f'已销号（{len(report.plan.closed)} 项）', f'Closed ({len(report.plan.closed)})')}"
        yield ""
    for item in report.plan.closed:
        yield f"- {literal(item.id)} {literal(report.say(item.gap.title))}: {literal(facets.closing(report, item))}"


def _unanswered(report: PlanReport) -> Iterator[str]:
    waiting = report.plan.unanswered
    if waiting:
        yield f"## {report.t(f'待核实（{len(waiting)} 项）', f'Unanswered ({len(waiting)})')}"
        yield ""
    for entry in waiting:
        yield f"- {literal(entry.control)} {literal(report.say(entry.title))}: {literal(', '.join(entry.missing))}"


def _foot(report: PlanReport) -> Iterator[str]:
    yield f"## {report.t('说明', 'Notes')}"
    yield ""
    yield from (f"- {literal(text)}" for text in facets.notes(report))
    yield ""
    yield "---"
    yield ""
    yield literal(facets.stamp(report))
    yield ""
    yield report.say(wording.DISCLAIMER)
