"""What holds for every format: every item is in it, the same plan gives the same bytes, hostile text stays text."""

import re
import time
import zipfile
from io import BytesIO
from typing import Any

import pytest
from tests.render.plan.conftest import FORMULAS, HOSTILE

from selfcheck.plan.report import PlanReport
from selfcheck.render import plan as formats
from selfcheck.render._layout import width

NEEDS = {"xlsx": "xlsxwriter", "docx": "docx"}


@pytest.fixture(params=formats.FORMATS)
def format_name(request: pytest.FixtureRequest) -> str:
    name = str(request.param)
    if name in NEEDS:
        pytest.importorskip(NEEDS[name], reason="the extra “office” is not installed")
    return name


def words(data: str | bytes, name: str) -> str:
    """Everything readable in a file of the format."""
    if name in NEEDS:
        assert isinstance(data, bytes)
        with zipfile.ZipFile(BytesIO(data)) as parts:
            inner = b"".join(parts.read(part) for part in parts.namelist() if part.endswith(".xml"))
        return re.sub(r"<[^>]*>", "", inner.decode("utf-8"))
    text = data.decode("utf-8") if isinstance(data, bytes) else data
    if name == "ics":
        text = text.replace("\r\n ", "")
    return re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), text)


def test_every_item_is_in_every_format(format_name: str, report: PlanReport) -> None:
    said = words(formats.named(format_name)(report), format_name)
    counted = {item.id: said.count(item.id) for item in report.plan.items}
    assert len(counted) == 4 and all(counted.values()), counted


def test_a_hundred_items_are_a_hundred_rows_in_every_format(format_name: str, hostile: Any) -> None:
    said = words(formats.named(format_name)(PlanReport(hostile, "zh", "0.1.0")), format_name)
    missing = [item.id for item in hostile.items if not re.search(rf"{item.id}(?!\d)", said)]
    assert not missing


def test_the_same_plan_gives_the_same_bytes_a_second_later(format_name: str, report: PlanReport) -> None:
    render = formats.named(format_name)
    first = render(report)
    time.sleep(1.1)  # a clock in the file would show: Office files keep seconds, zips two of them
    assert render(report) == first


def test_every_module_names_its_suffix(format_name: str) -> None:
    from importlib import import_module

    assert import_module(f"selfcheck.render.plan.{format_name}").SUFFIX.startswith(".")


def test_the_terminal_shows_nothing_it_would_act_on(dangerous: PlanReport) -> None:
    said = formats.named("text")(dangerous)
    assert isinstance(said, str)
    assert all(character.isprintable() or character == "\n" for character in said)


def test_the_terminal_report_keeps_to_eighty_columns(report: PlanReport, dangerous: PlanReport) -> None:
    for shown in (report, dangerous):
        said = formats.named("text")(shown)
        assert isinstance(said, str)
        wide = [line for line in said.splitlines() if width(line) > 80]
        assert not wide


def test_no_markdown_line_holds_markup_from_outside(dangerous: PlanReport) -> None:
    said = formats.named("markdown")(dangerous)
    assert isinstance(said, str)
    for active in ("<script", "](javascript", "**b**", "`c`", "<b>"):
        assert active not in said
    rows = [line for line in said.splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in rows}) == 1


def test_the_markdown_schedule_names_the_owner(report: PlanReport) -> None:
    said = formats.named("markdown")(report)
    assert isinstance(said, str)
    (row,) = [line for line in said.splitlines() if line.startswith("|") and "张三" in line]
    assert "P&#45;B&#45;1" in row


def test_no_csv_cell_begins_like_a_formula(dangerous: PlanReport) -> None:
    import csv

    said = formats.named("csv")(dangerous)
    assert isinstance(said, str) and said.startswith("\ufeff")
    rows = list(csv.reader(said.removeprefix("\ufeff").splitlines()))
    assert len(rows) == 1 + len(HOSTILE)
    for row in rows:
        for cell in row:
            assert cell[:1] not in set("=+-@\t\r\n＝＋－＠") and cell.strip(" \u00a0\u3000")[:1] not in set(
                "=+-@＝＋－＠"
            )


def test_a_csv_cell_keeps_its_words(dangerous: PlanReport) -> None:
    said = formats.named("csv")(dangerous)
    assert isinstance(said, str)
    assert all(f"'{text.strip()}" in said for text in FORMULAS if text[0] in "=+-@＝＋－＠")


def test_ics_lines_are_folded_and_no_text_starts_a_property(dangerous: PlanReport) -> None:
    data = formats.named("ics")(dangerous)
    assert isinstance(data, bytes)
    rows = data.split(b"\r\n")
    assert rows[-1] == b"" and all(len(row) <= 75 for row in rows)
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    unfolded = data.decode("utf-8").replace("\r\n ", "")
    events = len(dangerous.plan.items)
    assert unfolded.count("\r\nBEGIN:VEVENT") == unfolded.count("\r\nEND:VEVENT") == events
    names = {re.split("[:;]", row)[0] for row in unfolded.split("\r\n") if row}
    assert names == {
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "UID", "DTSTAMP", "SEQUENCE", "DTSTART",
        "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "STATUS", "TRANSP", "ACTION", "TRIGGER", "END",
    }  # fmt: skip


def test_an_ics_text_reads_back_as_what_it_was() -> None:
    """Unescaped as RFC 5545 says, a value is the text again: no separator of the format is left bare."""
    from selfcheck.render.plan.ics import text

    for given in ("a;b,c\\d", "line\nbreak", "\\n is no break", "长；，"):
        escaped = text(given)
        assert "\n" not in escaped and not re.search(r"(?<!\\)(?:\\\\)*[;,]", escaped)
        unescaped = re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], escaped)
        assert unescaped == given


def test_ics_events_of_another_run_have_the_same_ids(report: PlanReport) -> None:
    from dataclasses import replace
    from datetime import date

    later = PlanReport(replace(report.plan, as_of=date(2026, 5, 1)), report.lang, "9")
    uids = [re.findall(rb"UID:(\S+)", formats.named("ics")(shown)) for shown in (report, later)]  # type: ignore[arg-type]  # ics gives bytes
    assert uids[0] == uids[1] and len(set(uids[0])) == len(uids[0])


def test_json_meets_its_published_schema(report: PlanReport, dangerous: PlanReport) -> None:
    import json

    from jsonschema import Draft202012Validator

    from selfcheck.load.previous_plan import schema

    Draft202012Validator.check_schema(schema())
    for shown in (report, dangerous):
        said = formats.named("json")(shown)
        assert list(Draft202012Validator(schema()).iter_errors(json.loads(said))) == []
