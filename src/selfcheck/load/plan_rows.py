"""The visible rows of the ledger held against what was written there: every difference is a hand edit, or refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from selfcheck import wording
from selfcheck.errors import Location, Problem
from selfcheck.load.plan_cells import Unfit, plain, same, shown, value
from selfcheck.load.quote import quote
from selfcheck.model.content import Severity
from selfcheck.plan.ledger import COLUMNS, KEY_HEAD, NUMBER_HEAD, Column, Kind, View
from selfcheck.plan.ledger import shown as as_written
from selfcheck.plan.model import Cost, Event, EventKind, Gap, Item, Terms, Verdict, Work
from selfcheck.text import Text

_HEADER_WITHIN = 10  # rows from the top
_TERMS = frozenset(field.name for field in fields(Terms))
_BY_HAND = "M-"


@dataclass(frozen=True, slots=True)
class Sheet:
    cells: Any  # openpyxl’s worksheet
    name: str
    file: str

    def place(self, row: int, column: int) -> Location:
        return Location(f"{self.file}: {self.name}!{self.cells.cell(row, column).coordinate}")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns stand; `extra` are those people added."""

    sheet: Sheet
    row: int
    key: int | None
    columns: Mapping[str, int]
    extra: Mapping[str, int]
    doubled: tuple[int, ...]  # columns named like one before them


def header(sheet: Sheet) -> Header | None:
    """The row that names the ledger's columns, in either language; None where the sheet is another."""
    for number, row in enumerate(sheet.cells.iter_rows(max_row=_HEADER_WITHIN), 1):
        heads = {plain(cell.value): cell.column for cell in row if cell.value is not None}
        known = {column.key: heads[name] for column in COLUMNS for name in _names(column.head) if name in heads}
        if {"id", "state", "due"} <= known.keys():
            key = next((heads[name] for name in _names(KEY_HEAD) if name in heads), None)
            used = {*known.values(), key, *(heads.get(name) for name in _names(NUMBER_HEAD))}
            extra = {name: column for name, column in heads.items() if column not in used and name}
            doubled = tuple(cell.column for cell in row if heads.get(plain(cell.value), cell.column) != cell.column)
            return Header(sheet, number, key, known, extra, doubled)
    return None


def _names(head: Text) -> tuple[str, str]:
    return head.zh, head.en


def merged(
    found: Header, items: Mapping[str, Item], seen: View
) -> tuple[tuple[Item, ...], tuple[Text, ...], list[Problem]]:
    """Every stored item with its edits, then the rows people added; what was noticed; what is wrong."""
    reading = _Reading(found, items, seen)
    reading.rows()
    lost = [item for name, item in items.items() if name not in reading.met]
    notices = [
        Text(f"{item.id} 所在行已从台账删除，按上次内容保留", f"{item.id} was deleted from the ledger and is kept")
        for item in lost
    ]
    return (*reading.edited, *lost, *reading.added), tuple(notices), reading.problems


class _Reading:
    """Walks the rows; collects problems instead of stopping at the first."""

    def __init__(self, found: Header, items: Mapping[str, Item], seen: View) -> None:
        self.found, self.items, self.seen = found, items, seen
        self.problems: list[Problem] = []
        self.met: dict[str, int] = {}
        self.edited: list[Item] = []
        self.added: list[Item] = []

    def rows(self) -> None:
        cells = self.found.sheet.cells
        for column in self.found.doubled:
            name = quote(plain(cells.cell(self.found.row, column).value))
            self.problem(self.found.row, column, Text(f"列 {name} 有同名的列", f"two columns are named {name}"))
        for row in range(self.found.row + 1, cells.max_row + 1):
            used = (*self.found.columns.values(), *self.found.extra.values())
            if all(not plain(cells.cell(row, column).value) for column in used):
                continue
            name = plain(cells.cell(row, self.found.key).value) if self.found.key else ""
            name = name or self.own_id(row)
            if name in self.met:
                self.problem(
                    row,
                    self.found.key or self.found.columns["id"],
                    Text(f"{quote(name)} 与第 {self.met[name]} 行重复", f"{quote(name)} repeats row {self.met[name]}"),
                    Text("新增的问题请插入空行填写", "put a new problem into an empty row"),
                )
                continue
            self.met[name] = row
            before = self.items.get(name)
            if before is not None and before.gap.control is not None:
                self.edited.append(self.edit(row, before))
            elif (item := self.add(row, name, before)) is not None:
                self.added.append(item)

    def own_id(self, row: int) -> str:
        """The id of a row without a key: the one written there, or the next free one."""
        given = plain(self.found.sheet.cells.cell(row, self.found.columns["id"]).value)
        if given:
            return given
        taken = {*self.items, *self.met}
        return next(name for number in range(1, 100_000) if (name := f"{_BY_HAND}{number:02d}") not in taken)

    def edit(self, row: int, item: Item) -> Item:
        terms: dict[str, Any] = {}
        work: dict[str, Any] = {}
        for column, where in self.columns():
            cell = self.found.sheet.cells.cell(row, where)
            if same(cell.value, column.show(item, self.seen), column):
                continue
            if column.edits is None:
                what = Text(f"“{column.head.zh}”由自查生成，不能在台账里改", f"“{column.head.en}” is the tool’s column")
                self.problem(row, where, what, Text("意见请写在备注", "write remarks into the note"))
                continue
            try:
                found = value(cell, column)
            except Unfit as misfit:
                self.problem(row, where, misfit.what, misfit.allowed)
                continue
            if column.edits in _TERMS:
                # An emptied cell takes the tool's proposal back.
                terms[column.edits] = (
                    getattr(item.computed, column.edits) if found in (None, "") else _as_term(found, column)
                )
            else:
                work[column.edits] = found
        work["extra"] = self.kept_extra(item, row)
        return replace(item, terms=replace(item.terms, **terms), work=replace(item.work, **work))

    def columns(self) -> Iterator[tuple[Column, int]]:
        for column in COLUMNS:
            if column.key in self.found.columns:
                yield column, self.found.columns[column.key]

    def kept_extra(self, item: Item, row: int) -> tuple[tuple[str, str], ...]:
        """What stands in people's own columns; as it was stored where the sheet still says the same."""
        found = tuple(self.extra(row))
        stored = {plain(as_written(name)): plain(as_written(text)) for name, text in item.work.extra if plain(text)}
        return item.work.extra if dict(found) == stored else found

    def extra(self, row: int) -> Iterator[tuple[str, str]]:
        for name, column in self.found.extra.items():
            if value := plain(shown(self.found.sheet.cells.cell(row, column).value)):
                yield name, value

    def problem(self, row: int, column: int, what: Text, allowed: Text | None = None) -> None:
        self.problems.append(Problem(self.found.sheet.place(row, column), what, allowed))

    def add(self, row: int, name: str, known: Item | None) -> Item | None:
        """A row people added: everything in it is theirs."""
        before = len(self.problems)
        given: dict[str, Any] = {}
        for column, where in self.columns():
            try:
                given[column.key] = value(self.found.sheet.cells.cell(row, where), column)
            except Unfit as misfit:
                self.problem(row, where, misfit.what, misfit.allowed)
        problem = given.get("problem") or given.get("title")
        due = given.get("due") or given.get("planned")
        if known is None and (name.startswith("P-") or len(name) > 80):
            what = Text(f"编号 {quote(name)} 不是本表原有的", f"the id {quote(name)} was not in this ledger")
            self.problem(
                row, self.found.columns["id"], what, Text("新增的问题编号留空", "leave the id of a new problem empty")
            )
        if not problem:
            where = self.found.columns.get("problem", self.found.columns["id"])
            self.problem(row, where, Text("新增的行没有写问题", "the added row describes no problem"))
        if not due:
            self.problem(
                row, self.found.columns["due"], Text("新增的行没有要求完成时限", "the added row has no due date")
            )
        severity = self.severity(row, given.get("severity") or "")
        if len(self.problems) > before or not problem or not due or severity is None:
            return None
        item = _by_hand(name, given, problem, due, severity, tuple(self.extra(row)), self.seen)
        return item if known is None else replace(item, since=known.since, history=known.history)

    def severity(self, row: int, word: str) -> Severity | None:
        """The word of the column in either language; medium where nothing is written."""
        for severity, text in wording.SEVERITY.items():
            if word in (severity.value, text.zh, text.en):
                return severity
        if not word:
            return Severity.MEDIUM
        choices = "、".join(text.zh for text in wording.SEVERITY.values())
        what = Text(f"没有风险等级 {quote(word)}", f"no severity {quote(word)}")
        self.problem(
            row, self.found.columns["severity"], what, Text(f"可选：{choices}", "critical, high, medium or low")
        )
        return None


def _by_hand(
    name: str,
    given: Mapping[str, Any],
    problem: str,
    due: date,
    severity: Severity,
    extra: tuple[tuple[str, str], ...],
    seen: View,
) -> Item:
    def text(key: str) -> Text:
        return Text(given.get(key) or "", given.get(key) or "")

    effort, planned = given.get("effort") or 0.0, given.get("planned") or due
    terms = Terms(Text(problem, problem), text("steps"), text("department"), effort, due, planned)
    source = given.get("source") or ""
    basis = tuple(Text(line, line) for line in (given.get("basis") or "").split("\n") if line)
    added = Event(seen.as_of, EventKind.OPENED, Text("在台账中人工添加", "added in the ledger by hand"))
    work = {
        column.edits: given[column.key]
        for column in COLUMNS
        if column.edits and column.edits not in _TERMS and column.key in given
    }
    return Item(
        id=name,
        gap=Gap(
            control=None,
            verdict=Verdict.NOT_ASSESSED,
            source=Text(source or "人工添加", source or "added by hand"),
            domain=text("domain"),
            title=Text(given.get("title") or problem, given.get("title") or problem),
            severity=severity,
            basis=basis,
            cost=Cost(0, 0, text("cost")),
            depends_on=(),
            proof=text("proof"),
        ),
        terms=terms,
        computed=terms,
        work=replace(Work(extra=extra), **{key: value for key, value in work.items() if value is not None}),
        since=seen.as_of,
        due_reason=Text("人工填写的时限", "the date written in the ledger"),
        estimated=False,
        history=(added,),
    )


def _as_term(value: Any, column: Column) -> Any:
    return Text(value, value) if column.kind is Kind.TEXT else value
