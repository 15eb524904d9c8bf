"""What was written is read back to the last character, from JSON and from the workbook."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changed import replace
from selfcheck.errors import SelfcheckError
from selfcheck.load import plan_data, previous_plan
from selfcheck.plan.model import Plan
from selfcheck.plan.report import PlanReport
from selfcheck.render.plan import json as json_format
from selfcheck.text import Text


def read_back(plan: Plan, folder: Path, name: str, lang: Any = "zh") -> previous_plan.Previous:
    from selfcheck.render import plan as formats

    path = folder / f"plan.{name}"
    data = formats.named(name)(PlanReport(plan, lang, "0.1.0"))
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return previous_plan.load(path)


@pytest.mark.parametrize("name", ["json", "xlsx"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("which", ["ordinary", "hostile"])
def test_every_item_comes_back_as_it_was(
    which: str, name: str, lang: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if name == "xlsx":
        pytest.importorskip("xlsxwriter", reason="the extra “office” is not installed")
        pytest.importorskip("openpyxl", reason="the extra “office” is not installed")
    plan: Plan = request.getfixturevalue(which)
    found = read_back(plan, tmp_path, name, lang)
    assert (found.organisation, found.policy, found.deadline) == (plan.organisation, plan.policy, plan.deadline)
    assert {item.id: item for item in found.items} == {item.id: item for item in plan.items}
    assert found.notices == ()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_survives_json(text: str) -> None:
    from tests.plan.conftest import DAY

    item = _item(text, DAY)
    assert plan_data.item(json.loads(json.dumps(json_format.item(item)))) == item


def _item(text: str, day: Any) -> Any:
    from selfcheck.model.content import Severity
    from selfcheck.plan.model import Cost, Gap, Item, Terms, Verdict, Work

    said = Text(text, text)
    gap = Gap(None, Verdict.NOT_ASSESSED, said, said, said, Severity.LOW, (said,), Cost(0, 0, said), (), said)
    terms = Terms(said, said, said, 0.5, day, day)
    return Item("M-01", gap, terms, terms, Work(owner=text, extra=(("x", text),)), day, said, False)


def test_a_text_longer_than_a_cell_is_no_hand_edit(ordinary: Plan, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter", reason="the extra “office” is not installed")
    first = ordinary.items[0]
    long = Text("长" * 40_000, "long")
    terms = replace(first.terms, problem=long)
    item = replace(first, terms=terms, computed=terms)
    (found,) = read_back(replace(ordinary, items=(item,)), tmp_path, "xlsx").items
    assert found.terms.problem == long


def _workbook(plan: Plan, change: Any) -> bytes:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra “office” is not installed")
    from selfcheck.render.plan import xlsx

    book = openpyxl.load_workbook(BytesIO(xlsx.render(PlanReport(plan, "zh", "0.1.0"))))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(SelfcheckError) as refusal:
        previous_plan.load(path)
    return "\n".join(problem.line("zh") for problem in refusal.value.problems)


def test_a_workbook_without_the_hidden_sheet_is_refused(ordinary: Plan, tmp_path: Path) -> None:
    said = _refused(tmp_path / "p.xlsx", _workbook(ordinary, lambda book: book.remove(book["_selfcheck"])))
    assert "_selfcheck" in said


def test_a_changed_hidden_sheet_is_refused_at_its_cell(ordinary: Plan, tmp_path: Path) -> None:
    def damage(book: Any) -> None:
        book["_selfcheck"]["B3"] = '{"id": 1}'

    assert "_selfcheck!B3" in _refused(tmp_path / "p.xlsx", _workbook(ordinary, damage))


def test_a_workbook_of_a_newer_version_is_refused_as_such(ordinary: Plan, tmp_path: Path) -> None:
    def renew(book: Any) -> None:
        cell = book["_selfcheck"]["B1"]
        cell.value = cell.value.replace("selfcheck/plan/1", "selfcheck/plan/2")

    assert "selfcheck/plan/2" in _refused(tmp_path / "p.xlsx", _workbook(ordinary, renew))


def test_a_row_copied_with_its_key_is_refused_at_its_cell(ordinary: Plan, tmp_path: Path) -> None:
    def copy(book: Any) -> None:
        sheet = book["整改台账"]
        for cell in sheet[4]:
            sheet.cell(12, cell.column).value = cell.value

    said = _refused(tmp_path / "p.xlsx", _workbook(ordinary, copy))
    assert "与第 4 行重复" in said and "12" in said


def test_rows_and_columns_may_be_moved(ordinary: Plan, tmp_path: Path) -> None:
    def shuffle(book: Any) -> None:
        sheet = book["整改台账"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        heads, *items = rows
        for number, row in enumerate([heads, *reversed(items)], 3):
            for column, value in enumerate(reversed(row), 1):
                cell = sheet.cell(number, column)
                cell.value = value
        book["整改台账"].title = "我们的台账"

    path = tmp_path / "p.xlsx"
    path.write_bytes(_workbook(ordinary, shuffle))
    found = previous_plan.load(path)
    assert {item.id: item for item in found.items} == {item.id: item for item in ordinary.items}


def test_an_emptied_cell_takes_the_proposal_back_and_an_emptied_note_stays_empty(
    ordinary: Plan, tmp_path: Path
) -> None:
    first = ordinary.items[0]
    edited = replace(
        first, terms=replace(first.terms, steps=Text("手写", "手写")), work=replace(first.work, note="旧备注")
    )
    plan = replace(ordinary, items=(edited,))

    def empty(book: Any) -> None:
        sheet = book["整改台账"]
        for head in ("整改措施", "备注"):
            column = next(cell.column for cell in sheet[3] if cell.value == head)
            sheet.cell(4, column).value = None

    path = tmp_path / "p.xlsx"
    path.write_bytes(_workbook(plan, empty))
    (found,) = previous_plan.load(path).items
    assert found.terms.steps == first.computed.steps and found.work.note == ""


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zipfile

    from selfcheck.load import plan_workbook

    monkeypatch.setattr(plan_workbook, "UNPACKED_LIMIT", 1000)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"0" * 10_000)
    assert "过大" in _refused(tmp_path / "p.xlsx", out.getvalue())


def test_two_columns_of_one_name_are_refused(ordinary: Plan, tmp_path: Path) -> None:
    def double(book: Any) -> None:
        book["整改台账"].cell(3, 60).value = "备注"

    assert "同名" in _refused(tmp_path / "p.xlsx", _workbook(ordinary, double))
