"""The report as a Word document: sections, annexes, signatures, fonts and page as GB/T 9704 has them."""

from io import BytesIO
from typing import Any

import pytest

from selfcheck.plan.report import PlanReport

pytest.importorskip("docx", reason="the extra “office” is not installed")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def document(ordinary: Any) -> Any:
    return opened(PlanReport(ordinary, "zh", "0.1.0"))


def opened(report: PlanReport) -> Any:
    from docx import Document

    from selfcheck.render.plan import docx

    return Document(BytesIO(docx.render(report)))


def test_the_sections_and_annexes_of_a_rectification_report_are_there_in_order(document: Any) -> None:
    text = [paragraph.text for paragraph in document.paragraphs]
    wanted = [
        "关于网络安全自查问题整改情况的报告",
        "一、检查发现问题",
        "二、整改完成情况",
        "三、未完成事项及计划",
        "四、长效机制",
        "附件：1. 整改台账",
        "附件1",
        "附件2",
    ]
    places = [text.index(line) for line in wanted]
    assert places == sorted(places)


def test_a_finished_item_is_told_as_problem_measures_result_and_evidence(document: Any) -> None:
    text = [paragraph.text for paragraph in document.paragraphs]
    start = next(index for index, line in enumerate(text) if "P-A-1" in line)
    labels = [line.split("：")[0] for line in text[start + 1 : start + 6]]
    assert [label for label in labels if label in ("问题", "措施", "结果", "证据")] == ["问题", "措施", "结果", "证据"]


def test_an_item_that_waits_for_verification_is_not_called_closed(ordinary: Any) -> None:
    from dataclasses import replace

    from selfcheck.plan.model import State

    item = ordinary.items[0]
    waiting = replace(item, work=replace(item.work, state=State.TO_VERIFY))
    document = opened(PlanReport(replace(ordinary, items=(waiting,)), "zh", "0.1.0"))
    (result,) = [line.text for line in document.paragraphs if line.text.startswith("结果：")]
    assert result.startswith("结果：待验证") and "销号" not in result


def test_there_are_lines_to_sign_and_a_box_for_the_seal_and_no_picture(document: Any) -> None:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {"编制人", "审核人", "分管领导（批准）", "（单位盖章处）"} <= set(cells)
    assert not document.inline_shapes


def test_every_style_names_its_east_asian_font_and_so_do_the_defaults(document: Any) -> None:
    ours = [style for style in document.styles if style.name.startswith("公文")]
    fonts = {style.name: style.element.rPr.rFonts.get(f"{W}eastAsia") for style in ours}
    assert fonts["公文标题"] == "方正小标宋简体" and fonts["公文正文"] == "仿宋_GB2312"
    assert fonts["公文一级标题"] == "黑体" and fonts["公文二级标题"] == "楷体_GB2312"
    assert all(fonts.values())
    default = document.styles.element.find(f"{W}docDefaults").find(f".//{W}rFonts")
    assert default.get(f"{W}eastAsia") == "仿宋_GB2312" and default.get(f"{W}asciiTheme") is None


def test_the_page_is_that_of_gb_t_9704(document: Any) -> None:
    page = document.sections[0]
    sizes = [
        page.page_width,
        page.page_height,
        page.top_margin,
        page.left_margin,
        page.right_margin,
        page.bottom_margin,
    ]
    assert [round(size.mm) for size in sizes] == [210, 297, 37, 28, 26, 35]
    assert round(document.sections[1].page_width.mm) == 297
    assert "PAGE" in page.footer._element.xml and "PAGE" in page.even_page_footer._element.xml


def test_the_tables_repeat_their_head_on_every_page(document: Any) -> None:
    ledger = next(table for table in document.tables if table.rows[0].cells[0].text == "序号")
    assert ledger.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (60, "六十"),
        (99, "九十九"),
        (105, "一百零五"),
        (110, "一百一十"),
    ],
)
def test_headings_are_numbered_in_chinese(number: int, written: str) -> None:
    from selfcheck.render.plan.docx import chinese

    assert chinese(number) == written


def test_hostile_text_is_text(dangerous: PlanReport) -> None:
    document = opened(dangerous)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "]]>&amp;<w:t>" in text and "<script>alert(1)</script>" in text and "\x00" not in text
