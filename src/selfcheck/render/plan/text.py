"""The plan on a terminal: the numbers, a timeline, every item with its reasons, what is closed, what is still asked."""

from collections.abc import Iterator
from datetime import date, timedelta

from selfcheck import wording
from selfcheck.plan.model import Item, Projection
from selfcheck.plan.report import PlanReport, Timing
from selfcheck.render._layout import cut, inert, pad, width, wrap
from selfcheck.render._terminal import SEVERITY_STYLE, joined, styled, title
from selfcheck.render.plan import _facets as facets

SUFFIX = ".txt"
_TIMING_STYLE = {Timing.OVERDUE: "critical", Timing.SOON: "red", Timing.NEAR: "yellow", Timing.LATER: "dim"}


def render(report: PlanReport) -> str:
    lines: list[str] = []
    for part in (_head, _target, _timeline, _items, _closed, _unanswered, _foot):
        lines.extend(part(report))
    return joined(lines)


def _style(report: PlanReport, text: str, *names: str) -> str:
    return styled(text, names, report.colour)


def _title(report: PlanReport, text: str) -> Iterator[str]:
    return title(text, report.width, report.colour)


def _head(report: PlanReport) -> Iterator[str]:
    yield from (_style(report, line, "bold") for line in wrap(inert(report.plan.organisation), report.width))
    yield from wrap(facets.subtitle(report), report.width)
    yield ""
    for sentence in facets.summary(report):
        yield from wrap(sentence, report.width)
    if report.plan.capacity_note is not None:
        yield from wrap(report.say(report.plan.capacity_note), report.width)


def _target(report: PlanReport) -> Iterator[str]:
    sentences = list(facets.target(report))
    if sentences:
        yield from _title(report, report.t("目标", "Target"))
        for sentence in sentences:
            yield from wrap(sentence, report.width)


def _timeline(report: PlanReport) -> Iterator[str]:
    """One bar per item from its start to its planned day, the due day marked, months above; then the score."""
    items = report.plan.open
    if not items:
        return
    first = min(_begins(item) for item in items)
    last = max(max(item.terms.due, item.terms.planned) for item in items)
    yield from _title(report, report.t(f"时间线 {first} 至 {last}", f"Timeline {first} to {last}"))
    names = min(14, max(width(inert(item.id)) for item in items))
    scale = _Scale(first, last, max(20, report.width - names - 27))
    heads = report.t("计划   得分  符合率 重大", "plan  score    rate crit")
    yield _style(report, f"{' ' * (names + 1)}{scale.months()} {heads}", "dim")
    for item in items:
        yield from _bar(report, item, scale, names)
    legend = report.t(
        "█ 计划  ◆ 要求时限  ▓ 晚于时限；右侧为完成该项后的得分、符合率、重大风险隐患",
        "█ planned  ◆ due  ▓ past due; on the right the numbers once the item is done",
    )
    if any(item.estimated for item in items):
        legend += report.t("；? 估算", "; ? estimated")
    if any(not item.selected for item in items):
        legend += report.t("；· 不为目标所必需", "; · not needed for the target")
    yield from (_style(report, line, "dim") for line in wrap(legend, report.width))


def _begins(item: Item) -> date:
    return min(item.begins or item.since, item.terms.planned)


class _Scale:
    """Days on a row of character cells."""

    def __init__(self, first: date, last: date, cells: int) -> None:
        self.first, self.cells = first, cells
        self.days = max(1, (last - first).days)

    def cell(self, day: date) -> int:
        return min(self.cells - 1, (day - self.first).days * (self.cells - 1) // self.days)

    def months(self) -> str:
        """The number of each month where it begins; a mark that would touch the one before is left out."""
        row, free = [" "] * self.cells, 0
        for day in self._marks():
            where, label = self.cell(day), f"{day.month:02d}"
            if where >= free and where + len(label) <= self.cells:
                row[where : where + len(label)] = label
                free = where + len(label) + 1
        return "".join(row)

    def _marks(self) -> Iterator[date]:
        yield self.first
        day, last = self.first, self.first + timedelta(days=self.days)
        while (day := (day.replace(day=1) + timedelta(days=32)).replace(day=1)) <= last:
            yield day


def _bar(report: PlanReport, item: Item, scale: _Scale, names: int) -> Iterator[str]:
    row = [" "] * scale.cells
    start, due, planned = (scale.cell(day) for day in (_begins(item), item.terms.due, item.terms.planned))
    for cell in range(start, planned + 1):
        row[cell] = "▓" if cell > due else "█"
    row[due] = "◆"
    bar = _style(report, "".join(row), _TIMING_STYLE[report.timing(item)])
    name = pad(cut(inert(item.id), names), names)
    later = " " if item.selected else "·"
    yield f"{name}{later}{bar} {item.terms.planned:%m-%d}{'?' if item.estimated else ' '}{_numbers(item.after)}"


def _numbers(after: Projection | None) -> str:
    if after is None:
        return pad("—", 6, right=True)
    score, rate = wording.points(after.score), wording.percent(after.rate)
    return f"{pad(score, 5, right=True)} {pad(rate, 7, right=True)} {after.critical_gaps:>3}"


def _items(report: PlanReport) -> Iterator[str]:
    items = report.plan.open
    yield from _title(report, report.t(f"整改项（{len(items)} 项，按先后）", f"Items ({len(items)}, in order)"))
    if not items:
        yield report.t("没有要整改的差距。", "There is no gap to remedy.")
    later = False
    for item in items:
        if not item.selected and not later:
            later = True
            yield _style(
                report,
                report.t("—— 以下不为达到目标所必需，仍须整改 ——", "—— not needed for the target, still to be done ——"),
                "bold",
            )
            yield ""
        yield from _item(report, item)
        yield ""


def _item(report: PlanReport, item: Item) -> Iterator[str]:
    tag = f"[{report.say(wording.SEVERITY[item.gap.severity])}] {facets.timing(report, item)}"
    first, *rest = wrap(inert(f"{item.id}  {report.say(item.gap.title)}"), report.width - width(tag) - 2)
    room = report.width - width(first) - width(tag)
    yield _style(report, first, "bold") + " " * room + _style(report, tag, SEVERITY_STYLE[item.gap.severity])
    yield from (_style(report, "          " + line, "bold") for line in rest)
    for label, texts in facets.facets(report, item):
        for text in texts:
            yield from _labelled(report, label, inert(text))
            label = ""


def _closed(report: PlanReport) -> Iterator[str]:
    if report.plan.closed:
        number = len(report.plan.closed)
        yield from _title(report, report.t(f"已销号（{number} 项）", f"Closed ({number})"))
    for item in report.plan.closed:
        said = f"{report.say(item.gap.title)}{report.t('：', ': ')}{facets.closing(report, item)}"
        yield from _hanging(f"{inert(item.id)}  ", inert(said), report.width)


def _unanswered(report: PlanReport) -> Iterator[str]:
    waiting = report.plan.unanswered
    if waiting:
        zh = f"待核实（{len(waiting)} 项，缺答案，暂不能列入计划）"
        yield from _title(report, report.t(zh, f"Unanswered ({len(waiting)}, cannot be planned yet)"))
    for entry in waiting:
        missing = report.t("、", ", ").join(entry.missing[:4]) + ("…" if len(entry.missing) > 4 else "")
        said = f"{report.say(entry.title)}{report.t('：缺 ', ': missing ')}{missing}"
        yield from _hanging(f"{entry.control}  ", inert(said), report.width)


def _foot(report: PlanReport) -> Iterator[str]:
    yield from _title(report, report.t("说明", "Notes"))
    for text in facets.notes(report):
        yield from wrap(text, report.width)
    yield ""
    for text in (facets.stamp(report), report.say(wording.DISCLAIMER)):
        yield from (_style(report, line, "dim") for line in wrap(text, report.width))


def _labelled(report: PlanReport, label: str, text: str) -> Iterator[str]:
    indent = 10 if report.lang == "zh" else 11
    head = _style(report, pad(label, indent - 2), "cyan")
    for line in wrap(text, report.width - indent):
        yield "  " + head + line
        head = " " * (indent - 2)


def _hanging(head: str, text: str, columns: int) -> Iterator[str]:
    indent = width(head)
    for line in wrap(text, columns - indent):
        yield head + line
        head = " " * indent
