"""The rectification report (整改报告) as a Word document laid out after GB/T 9704-2012, to be checked and signed."""

import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from docx import Document

from selfcheck import wording
from selfcheck.plan import wording as plan_wording
from selfcheck.plan.ledger import COLUMNS, view
from selfcheck.plan.model import Item, State
from selfcheck.plan.report import PlanReport, Timing
from selfcheck.render.plan import _facets as facets
from selfcheck.render.plan import _official as official
from selfcheck.render.plan._inert import lines

SUFFIX = ".docx"
_IN_ANNEX = ("id", "title", "severity", "steps", "department", "owner", "due", "planned", "finished_on", "state")
_ANNEX_WIDTHS = (8, 19, 42, 11, 64, 22, 16, 20, 20, 20, 15)  # millimetres, the number first
_MOST_SENTENCES = 3
_STAMP_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: the same bytes whenever it is written


def render(report: PlanReport) -> bytes:
    document = Document()
    official.prepare(document)
    _Report(document, report).write()
    when = datetime.combine(report.plan.as_of, time())
    properties = document.core_properties
    properties.created = properties.modified = when
    properties.author = properties.last_modified_by = "selfcheck"
    properties.title = lines(_title(report))
    properties.revision = 1
    properties.comments = ""
    out = BytesIO()
    document.save(out)
    return _without_clock(out.getvalue())


def _without_clock(data: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(zipfile.ZipInfo(part.filename, _STAMP_DAY), old.read(part.filename), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _title(report: PlanReport) -> str:
    return report.t("关于网络安全自查问题整改情况的报告", "Report on the rectification of network-security gaps")


def _day(day: date) -> str:
    """成文日期：阿拉伯数字，不编虚位。"""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 60 → 六十, 105 → 一百零五; up to 999."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "") if number else digits[0]


class _Report:
    """Writes part after part into the document."""

    def __init__(self, document: Any, report: PlanReport) -> None:
        self.document, self.report = document, report
        self.done = [item for item in report.plan.items if item.work.state in (State.CLOSED, State.TO_VERIFY)]
        self.left = [item for item in report.plan.items if item not in self.done]
        self.sections = 0

    def write(self) -> None:
        self.paragraph(_title(self.report), official.TITLE)
        self.paragraph(lines(self.report.plan.organisation), official.SUBTITLE)
        self.findings()
        self.finished()
        self.unfinished()
        self.lasting()
        self.closing()
        self.ledger()
        self.evidence()

    def t(self, zh: str, en: str) -> str:
        return self.report.t(zh, en)

    def paragraph(self, text: str, style: str = official.BODY) -> Any:
        return self.document.add_paragraph(lines(text).replace("\n", " "), style)

    def section(self, zh: str, en: str) -> None:
        self.sections += 1
        self.paragraph(self.t(f"{chinese(self.sections)}、{zh}", f"{self.sections}. {en}"), official.HEADING)

    def point(self, number: int, text: str) -> None:
        self.paragraph(self.t(f"（{chinese(number)}）{text}", f"({number}) {text}"), official.SUBHEADING)

    def labelled(self, label: str, texts: Sequence[str]) -> None:
        """问题：… in one paragraph per line, the label on the first."""
        for index, text in enumerate(part for part in texts if part):
            paragraph = self.paragraph("")
            if index == 0:
                paragraph.add_run(f"{label}{self.t('：', ': ')}").bold = True
            paragraph.add_run(lines(text).replace("\n", " "))

    def findings(self) -> None:
        p, report = self.report.plan, self.report
        self.section("检查发现问题", "Problems found")
        self.paragraph(
            self.t(
                f"{_day(p.as_of)}，本单位按“{p.profile_title.zh}”范围开展网络安全自查，列入整改 {len(p.items)} 项。",
                f"On {p.as_of} the organisation assessed itself on “{p.profile_title.en}”; {len(p.items)} items were "
                "entered for rectification.",
            )
        )
        self.paragraph(_numbers(report))
        domains = Counter(report.say(item.gap.domain) for item in p.items)
        heads = self.t("领域|问题数|其中重大|已销号", "Domain|Items|Critical|Closed").split("|")
        rows = [
            [
                name,
                str(count),
                str(sum(report.say(i.gap.domain) == name and i.gap.severity == "critical" for i in p.items)),
                str(sum(report.say(i.gap.domain) == name and not i.is_open for i in p.items)),
            ]
            for name, count in domains.items()
        ]
        if rows:
            official.table(self.document, heads, rows, (72, 28, 28, 28), official.CELL_WIDE)

    def finished(self) -> None:
        self.section("整改完成情况", "Rectification completed")
        if not self.done:
            self.paragraph(
                self.t(
                    f"截至{_day(self.report.plan.as_of)}，尚无完成整改的事项。",
                    f"As of {self.report.plan.as_of} no item is completed.",
                )
            )
        for number, item in enumerate(self.done, 1):
            self.point(number, f"{item.id} {self.report.say(item.gap.title)}")
            self.labelled(self.t("问题", "Problem"), _few(self.report, self.report.say(item.terms.problem).split("\n")))
            self.labelled(self.t("措施", "Measures"), self.report.say(item.terms.steps).split("\n"))
            self.labelled(self.t("结果", "Result"), [facets.closing(self.report, item)])
            evidence = item.work.evidence or self.t("（待补）", "(to be added)")
            self.labelled(self.t("证据", "Evidence"), evidence.split("\n"))

    def unfinished(self) -> None:
        self.section("未完成事项及计划", "Outstanding items and plan")
        if not self.left:
            self.paragraph(self.t("没有未完成事项。", "Nothing is outstanding."))
        for number, item in enumerate(self.left, 1):
            severity = self.report.say(wording.SEVERITY[item.gap.severity])
            self.point(
                number, f"{item.id} {self.report.say(item.gap.title)}{self.t(f'（{severity}）', f' ({severity})')}"
            )
            self.outstanding(item)

    def outstanding(self, item: Item) -> None:
        say, t = self.report.say, self.t
        self.labelled(t("问题", "Problem"), _few(self.report, say(item.terms.problem).split("\n")))
        self.labelled(t("依据", "Basis"), [t("；", "; ").join(_few(self.report, [say(b) for b in item.gap.basis]))])
        self.labelled(t("措施", "Measures"), [" ".join(say(item.terms.steps).split("\n"))])
        self.labelled(t("责任", "Responsible"), [facets.owner(self.report, item)])
        planned = t(f"，计划 {item.terms.planned} 完成", f", planned for {item.terms.planned}")
        self.labelled(
            t("期限", "Due"), [f"{facets.due(self.report, item)}{planned}{t('；', '; ')}{say(item.due_reason)}"]
        )
        self.labelled(t("进展", "Status"), [facets.state(self.report, item)])
        if item.work.reason or item.is_late:
            reason = item.work.reason or t("（超出要求时限，请说明原因）", "(later than due, please give the reason)")
            self.labelled(t("未完成原因", "Reason"), reason.split("\n"))

    def lasting(self) -> None:
        domains = Counter(self.report.say(item.gap.domain) for item in self.report.plan.items)
        named = self.t("、", ", ").join(domains)
        self.section("长效机制", "Lasting measures")
        for number, text in enumerate(_lasting(self.report, len(domains), named), 1):
            self.paragraph(self.t(f"{number}. {text}", f"{number}. {text}"))
        self.paragraph(
            self.t(
                "（以上为建议，其他长效措施由本单位补充、审定。）",
                "(Proposals; the organisation adds and approves its own.)",
            )
        )

    def closing(self) -> None:
        """Annex list, signatures, seal and date: blank lines to be filled in by people, never an image of a seal."""
        self.paragraph("")
        self.paragraph(self.t("附件：1. 整改台账", "Annexes: 1. Rectification ledger"))
        self.paragraph(self.t("　　　2. 佐证材料清单", "2. List of evidence"))
        self.paragraph("")
        rows = self.t("编制人|审核人|分管领导（批准）", "Prepared by|Reviewed by|Executive in charge (approved)").split(
            "|"
        )
        official.signatures(self.document, rows, self.t("日期", "Date"), self.t("（单位盖章处）", "(seal)"))
        self.paragraph(lines(self.report.plan.organisation), official.SIGNED)
        day = self.report.plan.as_of
        self.paragraph(self.t(_day(day), day.isoformat()), official.SIGNED)
        for text in (*facets.notes(self.report), facets.stamp(self.report), self.report.say(wording.DISCLAIMER)):
            self.paragraph(text, official.SMALL)

    def ledger(self) -> None:
        official.landscape(self.document)
        self.paragraph(self.t("附件1", "Annex 1"), official.ANNEX)
        self.paragraph(self.t("整改台账", "Rectification ledger"), official.TITLE)
        seen = view(self.report.plan, self.report.lang)
        columns = [next(column for column in COLUMNS if column.key == key) for key in _IN_ANNEX]
        heads = [self.t("序号", "No."), *(self.report.say(column.head) for column in columns)]
        rows = [
            [str(number), *(str(column.show(item, seen) or "") for column in columns)]
            for number, item in enumerate(self.report.plan.items, 1)
        ]
        official.table(self.document, heads, rows, _ANNEX_WIDTHS)

    def evidence(self) -> None:
        self.document.add_page_break()
        self.paragraph(self.t("附件2", "Annex 2"), official.ANNEX)
        self.paragraph(self.t("佐证材料清单", "List of evidence"), official.TITLE)
        heads = self.t("序号|问题编号|销号要求|佐证材料|状态", "No.|Item|Proof of closure|Evidence|Status").split("|")
        rows = [[str(number), *row] for number, row in enumerate(_evidence(self.report), 1)]
        official.table(self.document, heads, rows, (10, 26, 80, 115, 22))


def _numbers(report: PlanReport) -> str:
    """The state of things as a sentence of an official report."""
    p = report.plan
    split = Counter(item.gap.severity for item in p.items)
    named = report.t("、", ", ").join(
        report.t(f"{word.zh}风险{split[severity]}项", f"{split[severity]} {word.en}")
        for severity, word in wording.SEVERITY.items()
        if split[severity]
    )
    score, rate = wording.points(p.now.score), wording.percent(p.now.rate)
    overdue = sum(report.timing(item) is Timing.OVERDUE for item in p.open)
    late = report.t(f"，其中超期{overdue}项", f", {overdue} of them overdue") if overdue else ""
    return report.t(
        f"其中{named or '无问题'}。自查得分{score}，符合率{rate}，重大风险隐患{p.now.critical_gaps}项。"
        f"已销号{len(p.closed)}项，待整改{len(p.open)}项{late}。各领域情况如下：",
        f"By severity: {named or 'none'}. Score {score}, compliance rate {rate}, critical gaps {p.now.critical_gaps}. "
        f"{len(p.closed)} closed, {len(p.open)} open{late}. By domain:",
    )


def _few(report: PlanReport, sentences: Sequence[str]) -> list[str]:
    """The first of many observations; the ledger has them all."""
    more = len(sentences) - _MOST_SENTENCES
    if more <= 0:
        return list(sentences)
    rest = report.t(f"另有{more}处，见整改台账。", f"{more} more in the ledger.")
    return [*sentences[:_MOST_SENTENCES], rest]


def _lasting(report: PlanReport, count: int, named: str) -> Iterator[str]:
    soon = report.plan.soon_days[0]
    yield report.t(
        f"将本次涉及的{count}个领域（{named}）列入年度自查计划，整改后逐项复核。",
        f"Put the {count} domains concerned ({named}) into the yearly self-assessment and review each item after it.",
    )
    yield report.t(
        f"整改台账每周更新，超期和{soon}日内到期的事项报分管领导。",
        f"Update the ledger weekly; report overdue items and those due within {soon} days to the executive in charge.",
    )
    yield report.t(
        "已销号的问题再次出现的，按原编号重新列入台账，并查明原因。",
        "A closed problem that returns is reopened under its number and its cause established.",
    )


def _evidence(report: PlanReport) -> Iterator[list[str]]:
    for item in report.plan.items:
        written = [item.work.evidence] if item.work.evidence else []
        proven = [report.say(item.closing)] if item.closing else []
        state = report.say(plan_wording.STATE[item.work.state])
        yield [item.id, report.say(item.gap.proof), "\n".join([*written, *proven]), state]
