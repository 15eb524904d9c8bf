"""The ledger as CSV for Excel and WPS: UTF-8 with BOM, one item a row, no cell a formula."""

import csv
from datetime import date
from io import StringIO

from selfcheck.plan.ledger import COLUMNS, NUMBER_HEAD, Value, extra_columns, view
from selfcheck.plan.report import PlanReport
from selfcheck.render.plan._inert import cell

SUFFIX = ".csv"


def render(report: PlanReport) -> str:
    seen, extras = view(report.plan, report.lang), extra_columns(report.plan)
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    heads = [NUMBER_HEAD, *(column.head for column in COLUMNS)]
    writer.writerow([*(report.say(head) for head in heads), *map(cell, extras)])
    for number, item in enumerate(report.plan.items, 1):
        own = dict(item.work.extra)
        row = [_written(column.show(item, seen)) for column in COLUMNS]
        writer.writerow([str(number), *row, *(cell(own.get(name, "")) for name in extras)])
    return "\ufeff" + out.getvalue()


def _written(value: Value) -> str:
    """Only text can be a formula; a negative number stays a number."""
    if value is None:
        return ""
    if isinstance(value, str):
        return cell(value)
    return value.isoformat() if isinstance(value, date) else f"{value:g}"
