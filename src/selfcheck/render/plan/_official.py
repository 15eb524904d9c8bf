"""The page and the styles of GB/T 9704-2012 in Word: margins, fonts by level, page numbers, tables, signatures.

Fonts are named, not embedded; Word falls back where one is not installed. East-Asian fonts are set on the styles,
because a font set on a run leaves Chinese text as it is.
"""

from collections.abc import Sequence
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from selfcheck.render.plan._inert import lines

TITLE, SUBTITLE, HEADING, SUBHEADING = "公文标题", "公文副标题", "公文一级标题", "公文二级标题"
BODY, SIGNED, SMALL, ANNEX = "公文正文", "公文落款", "公文注", "公文附件"
CELL, CELL_HEAD, CELL_WIDE = "公文表格", "公文表头", "公文宽表"
_LATIN = "Times New Roman"
_TITLE, _SONG, _HEI, _KAI, _FANG = "方正小标宋简体", "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312"
_SIZE_2, _SIZE_3, _SIZE_4, _SIZE_5 = 22.0, 16.0, 14.0, 10.5  # 二号、三号、四号、五号
_LINE = 28.0  # 每面22行
_SHADE = "E7E6E6"


def prepare(document: Any) -> None:
    _defaults(document)
    center, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    _style(document, TITLE, _TITLE, _SIZE_2, align=center, line=36, after=8)
    _style(document, SUBTITLE, _KAI, _SIZE_3, align=center, after=16)
    _style(document, HEADING, _HEI, _SIZE_3, indent=True, level=1)
    _style(document, SUBHEADING, _KAI, _SIZE_3, indent=True, level=2)
    _style(document, BODY, _FANG, _SIZE_3, indent=True)
    _style(document, SIGNED, _FANG, _SIZE_3, align=right)
    document.styles[SIGNED].paragraph_format.right_indent = Pt(_SIZE_3 * 4)  # 成文日期右空四字
    _style(document, SMALL, _SONG, _SIZE_5, line=16)
    _style(document, ANNEX, _HEI, _SIZE_3)
    _style(document, CELL, _SONG, 9, line=13, align=WD_ALIGN_PARAGRAPH.LEFT)
    _style(document, CELL_HEAD, _HEI, 9, line=14, align=center)
    _style(document, CELL_WIDE, _SONG, 12, line=20, align=center)
    document.settings.odd_and_even_pages_header_footer = True
    _page(document.sections[0], portrait=True)
    _page_numbers(document.sections[0])


def _defaults(document: Any) -> None:
    """The document's defaults and Normal, so that text in no style of ours is set in it too."""
    _fonts(document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr")), _FANG)
    normal = document.styles["Normal"]
    _fonts(normal.element.get_or_add_rPr(), _FANG)
    normal.font.size = Pt(_SIZE_3)


def _fonts(properties: Any, east: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), _LATIN)
    fonts.set(qn("w:eastAsia"), east)


def _style(
    document: Any,
    name: str,
    east: str,
    size: float,
    *,
    align: Any = None,
    line: float = _LINE,
    after: float = 0,
    indent: bool = False,
    level: int = 0,
) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.size = Pt(size)
    _fonts(style.element.get_or_add_rPr(), east)
    shape = style.paragraph_format
    shape.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if align is None else align
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    shape.space_before, shape.space_after = Pt(0), Pt(after)
    shape.keep_with_next = bool(level)
    shape.widow_control = True
    properties = style.element.get_or_add_pPr()
    if indent:
        indentation = properties.get_or_add_ind()
        indentation.set(qn("w:firstLineChars"), "200")
        indentation.set(qn("w:firstLine"), str(int(size * 2 * 20)))
    if level:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        properties.append(outline)


def _page(section: Any, *, portrait: bool) -> None:
    """A4; 天头37mm, 订口28mm, 版心156×225mm. A landscape sheet is the same page turned."""
    section.orientation = WD_ORIENT.PORTRAIT if portrait else WD_ORIENT.LANDSCAPE
    sides = (Mm(210), Mm(297))
    section.page_width, section.page_height = sides if portrait else sides[::-1]
    top, right, bottom, left = (37, 26, 35, 28) if portrait else (26, 20, 22, 20)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.footer_distance = Mm(28 if portrait else 12)


def _page_numbers(section: Any) -> None:
    """四号宋体 — 1 —：单页居右、双页居左，各空一字。"""
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        side = "w:right" if align == WD_ALIGN_PARAGRAPH.RIGHT else "w:left"
        paragraph.paragraph_format.element.get_or_add_pPr().get_or_add_ind().set(qn(side), str(int(_SIZE_4 * 20)))
        for text in ("— ", None, " —"):
            run = paragraph.add_run(text or "")
            run.font.size = Pt(_SIZE_4)
            _fonts(run._element.get_or_add_rPr(), _SONG)
            if text is None:
                _field(run, "PAGE")


def _field(run: Any, code: str) -> None:
    for kind, content in (("begin", None), (None, code), ("separate", None), ("text", "1"), ("end", None)):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {content} "
        elif kind == "text":
            element = OxmlElement("w:t")
            element.text = content
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._element.append(element)


def landscape(document: Any) -> None:
    _page(document.add_section(WD_SECTION.NEW_PAGE), portrait=False)


def table(
    document: Any,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    style: str = CELL,
) -> None:
    """A ruled table; the head is shaded and repeated on every page, a row is not broken. Widths in millimetres."""
    made = document.add_table(rows=1 + len(rows), cols=len(heads), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for index, (row, texts) in enumerate(zip(made.rows, [heads, *rows], strict=True)):
        _keep_together(row, head=index == 0)
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Mm(width)
            _fill(cell, text, style if index or style != CELL else CELL_HEAD)
            if index == 0:
                _shade(cell)


def _fill(cell: Any, text: str, style: str) -> None:
    first, *rest = lines(text).split("\n")
    cell.paragraphs[0].style = style
    cell.paragraphs[0].add_run(first)
    for line in rest:
        cell.add_paragraph(line, style)


def _keep_together(row: Any, *, head: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _shade(cell: Any) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", _SHADE)):
        shading.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shading)


def signatures(document: Any, names: Sequence[str], day: str, seal: str) -> None:
    """One ruled line each for a signature and its date, and an empty box for the seal."""
    made = document.add_table(rows=len(names), cols=4, style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for row, name in zip(made.rows, names, strict=True):
        row.height = Mm(11)
        for cell, text, width in zip(row.cells, (name, "", day, ""), (58, 42, 18, 38), strict=True):
            cell.width = Mm(width)
            _fill(cell, text, CELL_WIDE)
    document.add_paragraph("", CELL)  # two tables in a row would become one
    box = document.add_table(rows=1, cols=1, style="Table Grid")
    box.alignment = WD_TABLE_ALIGNMENT.RIGHT
    box.autofit = False
    box.columns[0].width = Mm(60)
    box.rows[0].height = Mm(30)
    box.rows[0].cells[0].width = Mm(60)
    _fill(box.rows[0].cells[0], seal, CELL_WIDE)
