"""The ledger as a workbook: columns, filters, drop-downs, colours, and nothing in it that is a formula."""

from io import BytesIO
from typing import Any

import pytest

from selfcheck.plan.report import PlanReport

pytest.importorskip("xlsxwriter", reason="the extra “office” is not installed")
openpyxl = pytest.importorskip("openpyxl", reason="the extra “office” is not installed")

HEADS = " ".join(
    (
        "序号 问题编号 来源 检查依据 所属领域 问题描述 风险等级 是否重大隐患 整改措施 责任部门 责任人 分管领导",
        "要求完成时限 计划完成时间 实际完成时间 完成情况 未完成原因 佐证材料 验证人 验证日期 备注",
    )
)


def opened(report: PlanReport) -> Any:
    from selfcheck.render.plan import xlsx

    return openpyxl.load_workbook(BytesIO(xlsx.render(report)))


@pytest.fixture
def book(ordinary: Any) -> Any:
    return opened(PlanReport(ordinary, "zh", "0.1.0"))


def heads(sheet: Any) -> list[str]:
    return [cell.value for cell in sheet[3] if cell.value is not None]


def column(sheet: Any, head: str) -> int:
    return heads(sheet).index(head) + 1


def test_the_columns_of_the_ledger_stand_in_their_usual_order(book: Any) -> None:
    found = [head for head in heads(book["整改台账"]) if head in HEADS.split()]
    assert " ".join(found) == HEADS


def test_the_header_is_frozen_and_filtered(book: Any) -> None:
    sheet = book["整改台账"]
    assert sheet.freeze_panes == "C4" and sheet.auto_filter.ref.startswith("A3:")


def test_the_key_column_is_hidden_and_the_stored_plan_very_hidden(book: Any) -> None:
    sheet = book["整改台账"]
    key = sheet.cell(3, column(sheet, "selfcheck")).column_letter
    assert sheet.column_dimensions[key].hidden
    assert book["_selfcheck"].sheet_state == "veryHidden"


def test_every_status_is_offered_in_a_list(book: Any) -> None:
    sheet = book["整改台账"]
    state = sheet.cell(4, column(sheet, "完成情况")).coordinate
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if state in rule.sqref and rule.type == "list"]
    assert rule.formula1 == '"未启动,整改中,待验证,已销号,延期"'


def test_dates_are_dates_and_wrong_ones_are_refused_by_the_sheet(book: Any) -> None:
    sheet = book["整改台账"]
    due = sheet.cell(4, column(sheet, "要求完成时限"))
    assert due.is_date and due.number_format == "yyyy-mm-dd"
    assert any(due.coordinate in rule.sqref and rule.type == "date" for rule in sheet.data_validations.dataValidation)


def test_statuses_and_red_lines_are_coloured_by_what_the_cell_says(book: Any) -> None:
    rules = [rule for entry in book["整改台账"].conditional_formatting for rule in entry.rules]
    assert {rule.formula[0] for rule in rules} >= {'"已销号"', '"延期"', '"整改中"', '"待验证"', '"重大"', '"是"'}


def test_no_cell_is_a_formula_or_a_link_and_every_text_is_as_it_was(dangerous: PlanReport) -> None:
    book = opened(dangerous)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" and cell.hyperlink is None
    ledger = book.worksheets[0]
    owners = [ledger.cell(row, 12).value for row in range(4, 4 + len(dangerous.plan.items))]
    assert owners[0] == "=1+1" and "=cmd|'/c calc'!A1" in owners


def test_a_text_longer_than_a_cell_is_cut_and_says_so(ordinary: Any) -> None:
    from dataclasses import replace

    from selfcheck.text import Text

    item = ordinary.items[0]
    long = replace(item, terms=replace(item.terms, problem=Text("长" * 40_000, "long")))
    book = opened(PlanReport(replace(ordinary, items=(long,)), "zh", "0.1.0"))
    sheet = book["整改台账"]
    assert sheet.cell(4, column(sheet, "问题描述")).value == "长" * 32_000 + "…"
