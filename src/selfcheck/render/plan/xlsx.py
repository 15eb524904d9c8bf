"""The remediation ledger (整改台账) as a workbook people work in: `--previous plan.xlsx` reads their edits back.

Every text is written as a string, so that nothing in it is ever a formula or a link.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # it has no annotations

from selfcheck import wording
from selfcheck.model.content import Severity
from selfcheck.plan import wording as plan_wording
from selfcheck.plan.ledger import (
    COLUMNS,
    HIDDEN_SHEET,
    KEY_HEAD,
    LONGEST_CELL,
    NUMBER_HEAD,
    Column,
    Kind,
    Value,
    extra_columns,
    shown,
    view,
)
from selfcheck.plan.model import Item, State
from selfcheck.plan.report import PlanReport, Timing
from selfcheck.render._layout import width
from selfcheck.render.plan import _facets as facets
from selfcheck.render.plan.json import head, item

SUFFIX = ".xlsx"
_TITLE_ROWS = 2  # title and legend above the header
_FONT = "宋体"
_LATE, _SOON, _NEAR, _DONE = "#F8CBAD", "#FFE699", "#FFF2CC", "#D9EAD3"
_RED = "#C00000"
_BASE = {
    "font_name": _FONT,
    "font_size": 10,
    "valign": "top",
    "text_wrap": True,
    "border": 1,
    "border_color": "#BFBFBF",
}


def render(report: PlanReport) -> bytes:
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    when = datetime.combine(report.plan.as_of, time())
    book.set_properties({"title": _title(report), "author": "selfcheck", "created": when})
    _Ledger(book, report).write()
    _notes(book, report)
    _stored(book, report)
    book.close()
    return out.getvalue()


def _title(report: PlanReport) -> str:
    return shown(report.t(f"{report.plan.organisation} 整改台账", f"{report.plan.organisation}: remediation ledger"))


class _Ledger:
    """The visible sheet. Columns: number, those of the ledger, those people added, the hidden key."""

    def __init__(self, book: Any, report: PlanReport) -> None:
        self.book, self.report = book, report
        self.sheet = book.add_worksheet(report.t("整改台账", "Ledger"))
        self.seen = view(report.plan, report.lang)
        self.extras = extra_columns(report.plan)
        self.key = 1 + len(COLUMNS) + len(self.extras)
        self.where = {column.key: index for index, column in enumerate(COLUMNS, 1)}
        self.last = _TITLE_ROWS + len(report.plan.items)
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        key = tuple(sorted({**_BASE, **properties}.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(key))
        return self.formats[key]

    def write(self) -> None:
        self.heading()
        for number, entry in enumerate(self.report.plan.items, 1):
            self.row(_TITLE_ROWS + number, number, entry)
        self.columns()
        self.choices()
        self.colours()
        self.page()

    def heading(self) -> None:
        title = self.format(bold=True, font_size=16, border=0, text_wrap=False)
        self.sheet.write_string(0, 0, _title(self.report), title)
        self.sheet.write_string(1, 0, self.legend(), self.format(border=0, text_wrap=False, font_color="#595959"))
        ours = self.format(bold=True, bg_color="#D9D9D9", valign="vcenter", align="center")
        theirs = self.format(bold=True, bg_color="#DDEBF7", valign="vcenter", align="center")
        heads = [(self.report.say(NUMBER_HEAD), ours)]
        heads += [(self.report.say(column.head), theirs if column.edits else ours) for column in COLUMNS]
        heads += [(shown(name), theirs) for name in self.extras]
        for index, (head_text, style) in enumerate([*heads, (self.report.say(KEY_HEAD), ours)]):
            self.sheet.write_string(_TITLE_ROWS, index, head_text, style)
        self.sheet.set_row(0, 26)
        self.sheet.set_row(_TITLE_ROWS, 32)

    def legend(self) -> str:
        return shown(
            self.report.t(
                f"{facets.subtitle(self.report)}。蓝色表头的列可以填写，灰色的由自查生成；新增问题写在表格下方的空行。",
                f"{facets.subtitle(self.report)}. Fill in the columns with a blue head; grey ones are the tool’s. "
                "Put new problems into the empty rows below.",
            )
        )

    def row(self, row: int, number: int, entry: Item) -> None:
        self.sheet.write_number(row, 0, number, self.format(align="center"))
        own = dict(entry.work.extra)
        for index, column in enumerate(COLUMNS, 1):
            self.cell(row, index, column, column.show(entry, self.seen))
        for index, name in enumerate(self.extras, 1 + len(COLUMNS)):
            self.sheet.write_string(row, index, shown(own.get(name, "")), self.format())
        self.sheet.write_string(row, self.key, entry.id, self.format())
        self.sheet.set_row(row, self.height(entry))

    def cell(self, row: int, index: int, column: Column, value: Value) -> None:
        if column.kind is Kind.DATE:
            style = self.format(num_format="yyyy-mm-dd", align="center")
            if isinstance(value, date):
                self.sheet.write_datetime(row, index, datetime.combine(value, time()), style)
            else:
                self.sheet.write_blank(row, index, None, style)
        elif isinstance(value, float):
            self.sheet.write_number(row, index, value, self.format(align="center"))
        else:
            self.sheet.write_string(row, index, shown(str(value or "")), self.format())

    def height(self, entry: Item) -> float:
        """In points: as many lines as the fullest of the main columns needs, within reason."""
        most = 1
        for column in COLUMNS[: self.where["note"]]:
            value = column.show(entry, self.seen)
            if isinstance(value, str):
                most = max(most, sum(1 + int(width(line) / (1.02 * column.width)) for line in value.split("\n")))
        return min(most, 26) * 13 + 4

    def columns(self) -> None:
        self.sheet.set_column(0, 0, 5)
        for index, column in enumerate(COLUMNS, 1):
            self.sheet.set_column(index, index, column.width)
        self.sheet.set_column(1 + len(COLUMNS), self.key, 18)
        self.sheet.set_column(self.key, self.key, 14, None, {"hidden": True})
        self.sheet.freeze_panes(_TITLE_ROWS + 1, 2)
        self.sheet.autofilter(_TITLE_ROWS, 0, self.last, self.key)

    def choices(self) -> None:
        """Drop-downs and date checks for the rows there are and some below for new ones."""
        first, last = _TITLE_ROWS + 1, self.last + 200
        states = [self.report.say(word) for word in plan_wording.STATE.values()]
        self.choice(first, last, "state", states)
        for column in COLUMNS:
            if column.kind is Kind.DATE:
                rule = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1), "ignore_blank": True}
                rule["error_message"] = self.report.t("请填日期，如 2026-11-24", "a date such as 2026-11-24")
                self.validate(first, last, column.key, rule)
        self.choice(self.last + 1, last, "severity", [self.report.say(word) for word in wording.SEVERITY.values()])

    def choice(self, first: int, last: int, key: str, words: Sequence[str]) -> None:
        error = self.report.t("请从列表中选择", "choose from the list")
        self.validate(first, last, key, {"validate": "list", "source": list(words), "error_message": error})

    def validate(self, first: int, last: int, key: str, rule: dict[str, Any]) -> None:
        column = self.where[key]
        outcome = self.sheet.data_validation(first, column, last, column, rule)
        assert outcome == 0  # xlsxwriter answers a list over 255 characters with -2 and leaves it out

    def colours(self) -> None:
        """Status, severity and timing coloured by what the cell says, so that an edit changes the colour."""
        first, last = _TITLE_ROWS + 1, max(self.last, _TITLE_ROWS + 1) + 200
        say = self.report.say
        looks: dict[State, str] = {
            State.CLOSED: _DONE,
            State.DELAYED: _LATE,
            State.TO_VERIFY: _SOON,
            State.IN_PROGRESS: _NEAR,
        }
        red: dict[str, Any] = {"font_color": _RED, "bold": True}
        rules: list[tuple[str, str, dict[str, Any]]] = [
            ("state", say(plan_wording.STATE[state]), {"bg_color": colour}) for state, colour in looks.items()
        ]
        rules.append(("severity", say(wording.SEVERITY[Severity.CRITICAL]), red))
        rules.append(("critical", say(plan_wording.YES_NO[True]), red))
        for key, word, look in rules:
            column = self.where[key]
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.book.add_format(look)}
            self.sheet.conditional_format(first, column, last, column, rule)
        self.timing_colours(first)

    def timing_colours(self, first: int) -> None:
        looks = {Timing.OVERDUE: _LATE, Timing.SOON: _SOON, Timing.NEAR: _NEAR, Timing.CLOSED: _DONE}
        for offset, entry in enumerate(self.report.plan.items):
            colour = looks.get(self.report.timing(entry))
            if colour is not None:
                column = next(c for c in COLUMNS if c.key == "timing")
                text = str(column.show(entry, self.seen))
                self.sheet.write_string(first + offset, self.where["timing"], text, self.format(bg_color=colour))

    def page(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(8)  # A3
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(_TITLE_ROWS)
        self.sheet.print_area(0, 0, self.last, self.where["note"])
        self.sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.sheet.set_footer("&C&P / &N")


def _notes(book: Any, report: PlanReport) -> None:
    """A sheet with the numbers, the target, what is unanswered, and how the dates came about."""
    sheet = book.add_worksheet(report.t("说明", "Notes"))
    plain = book.add_format({"font_name": _FONT, "font_size": 11, "text_wrap": True, "valign": "top"})
    bold = book.add_format({"font_name": _FONT, "font_size": 11, "bold": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    capacity = [report.say(report.plan.capacity_note)] if report.plan.capacity_note else []
    unanswered = [f"{u.control} {report.say(u.title)}: {', '.join(u.missing)}" for u in report.plan.unanswered]
    parts = [
        (report.t("计划", "Plan"), [facets.subtitle(report), *facets.summary(report), *capacity]),
        (report.t("目标", "Target"), list(facets.target(report))),
        (report.t("日期口径", "Dates"), list(facets.notes(report))),
        (report.t("待核实", "Unanswered"), unanswered),
        (report.t("出处", "Made with"), [facets.stamp(report), report.say(wording.DISCLAIMER)]),
    ]
    row = 0
    for label, texts in parts:
        for index, text in enumerate(texts):
            sheet.write_string(row, 0, label if index == 0 else "", bold)
            sheet.write_string(row, 1, shown(text), plain)
            row += 1


def _stored(book: Any, report: PlanReport) -> None:
    """The plan itself, one item a row, so that reading it back knows what people changed."""
    sheet = book.add_worksheet(HIDDEN_SHEET)
    sheet.very_hidden()
    seen = view(report.plan, report.lang)
    start = {**head(report.plan), "lang": seen.lang, "as_of": seen.as_of.isoformat(), "soon_days": list(seen.soon_days)}
    rows = [("plan", start), *((entry.id, item(entry)) for entry in report.plan.items)]
    for row, (name, data) in enumerate(rows):
        sheet.write_string(row, 0, name)
        text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
        for index in range(0, len(text), LONGEST_CELL):
            sheet.write_string(row, 1 + index // LONGEST_CELL, text[index : index + LONGEST_CELL])
