"""The remediation ledger as a workbook → Previous: the hidden sheet holds the plan, the visible one people's edits."""

import json
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load import plan_data
from selfcheck.load.plan_format import check_format, refused, schema
from selfcheck.load.plan_rows import Sheet, header, merged
from selfcheck.load.quote import quote
from selfcheck.load.shape import shape_problems
from selfcheck.plan.ledger import HIDDEN_SHEET, View
from selfcheck.plan.merge import Previous
from selfcheck.plan.model import Item
from selfcheck.text import Text

UNPACKED_LIMIT = 256 * 1024 * 1024
_MOST_ROWS = 20_000
_USE_OUR_FILE = Text("请用本工具导出的台账填写", "fill in the ledger this tool wrote")


def read(data: bytes, file: str) -> Previous:
    """Raises SelfcheckError with every problem, each at its sheet and cell."""
    book = _opened(data, file)
    if HIDDEN_SHEET not in book.sheetnames:
        what = Text(f"缺少隐藏工作表 {HIDDEN_SHEET}", f"the hidden sheet {HIDDEN_SHEET} is missing")
        raise refused(Location(file), what, _USE_OUR_FILE)
    head, items = _stored(book[HIDDEN_SHEET], file)
    seen = View(head["lang"], date.fromisoformat(head["as_of"]), tuple(head["soon_days"]))
    for name in book.sheetnames:
        if name != HIDDEN_SHEET and (found := header(Sheet(book[name], name, file))) is not None:
            rows, notices, problems = merged(found, items, seen)
            if problems:
                raise SelfcheckError(problems)
            return Previous(head["organisation"], head["policy"], plan_data.day(head["deadline"]), rows, notices)
    raise refused(Location(file), Text("找不到台账的表头", "no sheet has the ledger’s header"), _USE_OUR_FILE)


def _opened(data: bytes, file: str) -> Any:
    """The workbook, after a look at how large it unpacks."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        install = "pip install 'selfcheck[office]'"
        what = Text("读取 xlsx 需要可选依赖 office", "reading xlsx needs the extra “office”")
        raise refused(Location(file), what, Text(f"安装：{install}", f"install it: {install}")) from None
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > UNPACKED_LIMIT:
                raise refused(Location(file), Text("解压后过大", "too large when unpacked"), _USE_OUR_FILE)
        return load_workbook(BytesIO(data))
    except SelfcheckError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged file makes it stumble over
        what = Text("工作簿残缺，打不开", "the workbook is damaged")
        raise refused(Location(file), what, _USE_OUR_FILE) from error


def _stored(sheet: Any, file: str) -> tuple[dict[str, Any], dict[str, Item]]:
    """The plan as it was written: a head and one item per row, long JSON in several cells."""
    rows = ["".join(str(value) for value in row[1:] if value is not None) for row in sheet.iter_rows(values_only=True)]
    where = Location(f"{file}: {HIDDEN_SHEET}!B1")
    head = check_format(_json(rows[0] if rows else "", where), where)
    items: dict[str, Item] = {}
    problems: list[Problem] = []
    shape = {**schema(), "$ref": "#/$defs/item"}
    shape = {key: shape[key] for key in ("$schema", "$defs", "$ref")}
    for number, text in enumerate(rows[1 : _MOST_ROWS + 1], 2):
        here = Location(f"{file}: {HIDDEN_SHEET}!B{number}")
        raw = _json(text, here)
        wrong = [problem._replace(location=here) for problem in shape_problems(shape, raw, lambda path: Location(""))]
        problems.extend(wrong)
        if not wrong:
            try:
                item = plan_data.item(raw)
            except ValueError as error:
                said = quote(str(error))
                problems.append(Problem(here, Text(f"日期有误：{said}", f"invalid date: {said}")))
                continue
            items[item.id] = item
    if problems:
        raise SelfcheckError(problems)
    return head, items


def _json(text: str, where: Location) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise refused(
            where, Text("隐藏工作表被改动，读不出来", "the hidden sheet was changed"), _USE_OUR_FILE
        ) from None
