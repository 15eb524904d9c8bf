"""`selfcheck plan` on real files: the living plan through JSON, Excel and LibreOffice, and everything it refuses."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import selfcheck
from selfcheck.cli import app, inputs
from selfcheck.load import catalogue, plan_policy

EXAMPLE = Path(__file__).parents[2] / "examples" / "hospital" / "answers.yaml"
DAY, LATER, LATEST = "2026-11-24", "2026-12-28", "2027-02-01"
FIXED = ("open_high_vulns_overdue: 3", "open_high_vulns_overdue: 0")


class Ending(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ending]


@pytest.fixture(scope="session")
def content() -> Any:
    return catalogue.load(None, selfcheck.__version__, inputs._check)


@pytest.fixture
def run(content: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """`run("plan", …)` in a folder of its own that holds answers.yaml."""
    monkeypatch.setattr(inputs, "content", lambda extra=None: content)
    monkeypatch.setenv("SELFCHECK_LANG", "zh")
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXAMPLE, tmp_path / "answers.yaml")

    def go(*arguments: str) -> Ending:
        code = app.run(["plan", "answers.yaml", *arguments])
        said = capfd.readouterr()
        return Ending(code, said.out, said.err)

    return go


@pytest.fixture
def made(run: Run) -> Callable[..., dict[str, Any]]:
    """The plan as JSON data."""

    def go(*arguments: str) -> dict[str, Any]:
        ending = run("-o", "json:made.json", *arguments)
        assert ending.code == 0, ending.err
        loaded: dict[str, Any] = json.loads(Path("made.json").read_text(encoding="utf-8"))
        return loaded

    return go


def by_id(plan: Mapping[str, Any]) -> dict[str, Any]:
    return {item["id"]: item for item in plan["items"]}


def fix_an_answer() -> None:
    """The red line of the example is remedied."""
    path = Path("answers.yaml")
    text = path.read_text(encoding="utf-8")
    assert text.count(FIXED[0]) == 1
    path.write_text(text.replace(*FIXED), encoding="utf-8")


def column(sheet: Any, head: str) -> int:
    return next(cell.column for cell in sheet[3] if cell.value == head)


def fill_in(path: str, values: Mapping[str, Mapping[str, Any]]) -> None:
    """People's edits, by item id and column head, made with openpyxl."""
    openpyxl = pytest.importorskip("openpyxl", reason="the extra “office” is not installed")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    ids = {sheet.cell(row, 2).value: row for row in range(4, sheet.max_row + 1)}
    for identity, cells in values.items():
        for head, value in cells.items():
            cell = sheet.cell(ids[identity], column(sheet, head))
            cell.value = value
            if head == "备注":
                cell.data_type = "s"  # openpyxl takes any text with an equals sign for a formula
    book.save(path)


EDITS: dict[str, dict[str, Any]] = {
    "P-AST-04": {
        "责任人": "张三",
        "分管领导": "李副院长",
        "完成情况": "整改中",
        "整改措施": "1. 换设备\n2. 复查",
        "计划完成时间": date(2026, 12, 20),
        "备注": "=1+1 不是公式",
    },
    "P-AST-07": {"责任人": "王五", "完成情况": "延期", "未完成原因": "设备未到货", "要求完成时限": "2027/1/15"},
    "P-MON-05": {"完成情况": "已完成待验证", "实际完成时间": "2026年12月1日", "佐证材料": "a.pdf\nb.pdf"},
    "P-VUL-10": {"责任人": "赵六", "验证人": "钱七", "验证日期": date(2026, 12, 2)},
}


def check_edits(again: Mapping[str, Any]) -> None:
    """Nothing of EDITS is lost, and the red line that was fixed is closed with date and proof."""
    items = by_id(again)
    a, b, c, d = (items[name] for name in EDITS)
    assert (a["owner"], a["leader"], a["state"], a["note"]) == ("张三", "李副院长", "in-progress", "=1+1 不是公式")
    assert (a["steps"]["zh"], a["planned"]) == ("1. 换设备\n2. 复查", "2026-12-20")
    assert (b["owner"], b["state"], b["reason"], b["due"]) == ("王五", "delayed", "设备未到货", "2027-01-15")
    assert (c["state"], c["finished_on"], c["evidence"]) == ("to-verify", "2026-12-01", "a.pdf\nb.pdf")
    assert (d["state"], d["closed_on"], d["owner"], d["verifier"]) == ("closed", LATER, "赵六", "钱七")
    assert "自查判定符合" in d["closing"]["zh"] and d["verified_on"] == "2026-12-02"


def test_edits_in_the_workbook_come_back_and_nothing_is_lost(run: Run, made: Callable[..., dict[str, Any]]) -> None:
    pytest.importorskip("xlsxwriter", reason="the extra “office” is not installed")
    first = made("--as-of", DAY)
    assert run("--as-of", DAY, "-o", "xlsx:plan.xlsx").code == 0
    fill_in("plan.xlsx", EDITS)
    fix_an_answer()
    again = made("--as-of", LATER, "--previous", "plan.xlsx")
    assert set(by_id(first)) <= set(by_id(again))
    check_edits(again)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_edits_survive_libreoffice_saving_the_workbook_again(run: Run, made: Callable[..., dict[str, Any]]) -> None:
    pytest.importorskip("xlsxwriter", reason="the extra “office” is not installed")
    untouched = made("--as-of", DAY)
    assert run("--as-of", DAY, "-o", "xlsx:plan.xlsx").code == 0
    resaved("plan.xlsx")
    assert made("--as-of", DAY, "--previous", "out/plan.xlsx") == untouched
    fill_in("plan.xlsx", EDITS)
    resaved("plan.xlsx")
    fix_an_answer()
    check_edits(made("--as-of", LATER, "--previous", "out/plan.xlsx"))


def resaved(name: str) -> None:
    """The workbook as LibreOffice writes it, into out/."""
    home = f"-env:UserInstallation=file://{Path('profile').absolute()}"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out", name]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def test_a_plan_in_json_is_a_living_plan_too_and_may_be_written_over(made: Callable[..., dict[str, Any]]) -> None:
    plan = made("--as-of", DAY)
    plan["items"][0]["owner"] = "张三"
    Path("made.json").write_text(json.dumps(plan, ensure_ascii=True), encoding="utf-8")
    fix_an_answer()
    closed = made("--as-of", LATER, "--previous", "made.json")
    red = by_id(closed)["P-VUL-10"]
    assert (red["owner"], red["state"], closed["items"][-1]["id"]) == ("张三", "closed", "P-VUL-10")
    Path("answers.yaml").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    back = by_id(made("--as-of", LATEST, "--previous", "made.json"))["P-VUL-10"]
    assert (back["state"], back["owner"]) == ("not-started", "张三")
    assert [event["event"] for event in back["history"]] == ["opened", "closed", "reopened"]


def test_a_problem_people_add_stays_in_the_plan(run: Run, made: Callable[..., dict[str, Any]]) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra “office” is not installed")
    assert run("--as-of", DAY, "-o", "xlsx:plan.xlsx").code == 0
    book = openpyxl.load_workbook("plan.xlsx")
    sheet = book.worksheets[0]
    row = sheet.max_row + 1
    given = {
        "来源": "双随机",
        "问题描述": "机房门禁失效",
        "风险等级": "高",
        "要求完成时限": date(2026, 12, 31),
        "责任人": "孙八",
    }
    for head, value in given.items():
        sheet.cell(row, column(sheet, head)).value = value
    sheet.cell(3, sheet.max_column + 1).value = "预算（万元）"
    sheet.cell(4, sheet.max_column).value = 3
    book.save("plan.xlsx")
    plan = made("--as-of", LATER, "--previous", "plan.xlsx")
    added = by_id(plan)["M-01"]
    assert (added["control"], added["owner"], added["due"]) == (None, "孙八", "2026-12-31")
    assert (added["problem"]["zh"], added["severity"], added["source"]["zh"]) == ("机房门禁失效", "high", "双随机")
    extras = [item["extra"] for item in plan["items"] if item["extra"]]
    assert extras == [[{"column": "预算（万元）", "value": "3"}]]
    assert run("--as-of", LATER, "--previous", "made.json", "-o", "xlsx:second.xlsx").code == 0
    fill_in("second.xlsx", {"M-01": {"完成情况": "已销号", "备注": "已更换"}})
    third = by_id(made("--as-of", LATEST, "--previous", "second.xlsx"))["M-01"]
    assert (third["state"], third["note"], third["source"]["zh"]) == ("closed", "已更换", "双随机")


def test_a_row_deleted_from_the_workbook_comes_back_with_a_notice(
    run: Run, made: Callable[..., dict[str, Any]]
) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra “office” is not installed")
    assert run("--as-of", DAY, "-o", "xlsx:plan.xlsx").code == 0
    fill_in("plan.xlsx", {"P-AST-04": {"责任人": "张三"}})
    book = openpyxl.load_workbook("plan.xlsx")
    sheet = book.worksheets[0]
    gone = sheet.cell(4, 2).value
    sheet.delete_rows(4)
    book.save("plan.xlsx")
    ending = run("--as-of", LATER, "--previous", "plan.xlsx", "-o", "json:made.json")
    assert ending.code == 0 and gone in ending.err
    items = by_id(json.loads(Path("made.json").read_text(encoding="utf-8")))
    assert gone in items and items["P-AST-04"]["owner"] == "张三"


@pytest.mark.parametrize(
    ("head", "value", "said"),
    [
        ("完成情况", "差不多了", "没有状态"),
        ("计划完成时间", "下个月", "不是日期"),
        ("计划完成时间", "2026-02-30", "不是日期"),
        ("检查依据", "别的法", "不能在台账里改"),
        ("风险等级", "低", "不能在台账里改"),
        ("责任人", "=A1", "公式"),
        ("工作量（人日）", "很多", "不是人日数"),
        ("工作量（人日）", 0.3, "不是人日数"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_at_its_place(run: Run, head: str, value: Any, said: str) -> None:
    pytest.importorskip("xlsxwriter", reason="the extra “office” is not installed")
    assert run("--as-of", DAY, "-o", "xlsx:plan.xlsx").code == 0
    fill_in("plan.xlsx", {"P-AST-04": {head: value}})
    ending = run("--as-of", LATER, "--previous", "plan.xlsx")
    assert (ending.code, ending.out) == (2, "")
    assert re.search(r"plan\.xlsx: 整改台账![A-Z]+\d+: ", ending.err) and said in ending.err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "selfcheck/plan/2"}, "本版本读不了"),
        ({"format": "selfcheck/result/1"}, "不是整改计划"),
        ({"organisation": "别的医院"}, "别的医院"),
        ({"items": [{}]}, "缺少"),
        ({"surprise": 1}, "不认识的键"),
    ],
)
def test_a_plan_that_is_not_ours_to_continue_is_refused(
    run: Run, made: Callable[..., dict[str, Any]], change: Mapping[str, Any], said: str
) -> None:
    Path("last.json").write_text(json.dumps({**made("--as-of", DAY), **change}, ensure_ascii=False), encoding="utf-8")
    ending = run("--as-of", LATER, "--previous", "last.json")
    assert (ending.code, ending.out) == (2, "") and "last.json" in ending.err and said in ending.err


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "null",
        '{"format": "selfcheck/plan/1", "format": "x"}',
        "[" * 100_000,
        "PK\x03\x04 damaged",
        '{"a": NaN}',
    ],
)
def test_a_broken_plan_is_refused_and_nothing_is_written(run: Run, text: str) -> None:
    Path("last.json").write_text(text, encoding="utf-8")
    Path("report.txt").write_text("before", encoding="utf-8")
    ending = run("--as-of", LATER, "--previous", "last.json", "-o", "text:report.txt")
    assert ending.code == 2 and "last.json" in ending.err
    assert Path("report.txt").read_text(encoding="utf-8") == "before"


def test_a_wrong_value_in_a_plan_is_reported_at_its_line(run: Run, made: Callable[..., dict[str, Any]]) -> None:
    made("--as-of", DAY)
    lines = Path("made.json").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if '"state": "not-started"' in text)
    lines[line - 1] = lines[line - 1].replace("not-started", "half-done")
    Path("last.json").write_text("\n".join(lines), encoding="utf-8")
    assert f"last.json:{line}:" in run("--previous", "last.json").err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--start", "2026-02-30"),
        ("--start", "tomorrow"),
        ("--start", "9999-12-31"),
        ("--deadline", "20261231"),
        ("--target", "0"),
        ("--target", "101"),
        ("--target", "nan"),
        ("--target", "gates"),
        ("--capacity", "0"),
        ("--capacity", "-3"),
        ("--capacity", "1e3"),
        ("--capacity", "0.01"),
        ("--policy", "selfcheck.yaml"),
        ("--previous", "missing.json"),
        ("--plan-policy", "missing.yaml"),
        ("-o", "pdf:plan.pdf"),
        ("-o", "text:answers.yaml"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_exit_code_two(run: Run, arguments: tuple[str, ...]) -> None:
    ending = run("--as-of", DAY, *arguments)
    assert (ending.code, ending.out) == (2, "") and ending.err


def test_a_workbook_is_not_written_over_while_it_is_read(run: Run) -> None:
    pytest.importorskip("xlsxwriter", reason="the extra “office” is not installed")
    assert run("--as-of", DAY, "-o", "xlsx:plan.xlsx").code == 0
    before = Path("plan.xlsx").read_bytes()
    assert run("--as-of", DAY, "--previous", "plan.xlsx", "-o", "xlsx:plan.xlsx").code == 2
    assert Path("plan.xlsx").read_bytes() == before


def test_the_gate_is_a_target(made: Callable[..., dict[str, Any]]) -> None:
    pytest.importorskip("highspy", reason="the extra “plan” is not installed")
    found = made("--as-of", DAY, "--target", "gate")["target"]
    assert "门禁" in found["wanted"]["zh"] and found["reachable"] is False  # most of the example is unanswered


def test_a_score_is_a_target_and_the_path_shows_when_it_is_reached(made: Callable[..., dict[str, Any]]) -> None:
    pytest.importorskip("highspy", reason="the extra “plan” is not installed")
    plan = made("--as-of", DAY, "--target", "25", "--capacity", "10")
    last = by_id(plan)[plan["target"]["reached_after"]]
    assert last["after"]["score"] >= 25 and plan["target"]["reached_on"] is not None
    selected = [item for item in plan["items"] if item["selected"]]
    assert plan["target"]["effort_days"] == sum(item["effort_days"] for item in selected)


def test_without_an_extra_the_message_names_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for module in ("highspy", "docx", "xlsxwriter"):
        monkeypatch.setitem(sys.modules, module, None)
    for name in ("plan.highs", "render.plan.docx", "render.plan.xlsx", "render.plan._official"):
        monkeypatch.delitem(sys.modules, f"selfcheck.{name}", raising=False)
    import selfcheck.plan

    monkeypatch.delattr(selfcheck.plan, "highs", raising=False)
    for arguments, extra in (
        (("--target", "50"), "plan"),
        (("-o", "docx:a.docx"), "office"),
        (("-o", "xlsx:a.xlsx"), "office"),
    ):
        ending = run("--as-of", DAY, *arguments)
        assert ending.code == 2 and f"selfcheck[{extra}]" in ending.err


def test_without_the_holiday_tables_dates_are_estimates_and_say_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "chinese_calendar.constants", None)
    ending = run("--as-of", DAY)
    assert ending.code == 0 and "估算" in ending.out and "chinesecalendar" in ending.out


def test_the_shipped_policy_names_only_provisions_and_controls_that_cite_them(content: Any) -> None:
    policy = plan_policy.shipped()
    assert plan_policy.load(plan_policy.default_path(), content) == policy
    assert "实践" in policy.basis.zh
    for limit in policy.limits:
        for name in limit.controls:
            control = content.controls[name]
            assert limit.provision in {str(cite) for cite in (*control.duties, *control.related)}


def test_an_own_policy_changes_the_dates_and_its_mistakes_are_reported_at_their_lines(
    run: Run, made: Callable[..., dict[str, Any]]
) -> None:
    own = (
        plan_policy.default_path()
        .read_text(encoding="utf-8")
        .replace("critical: 7", "critical: 3")
        .replace("practice-1", "group-1")
    )
    own = own.replace("control_days: longer", "control_days: ignore")
    Path("own.yaml").write_text(own, encoding="utf-8")
    plan = made("--as-of", DAY, "--plan-policy", "own.yaml")
    assert (plan["policy"], by_id(plan)["P-VUL-10"]["due"]) == ("group-1", "2026-11-27")
    Path("own.yaml").write_text(
        own.replace("RNR-24", "RNR-99").replace("mlps-43/existing", "mlps-43/no"), encoding="utf-8"
    )
    ending = run("--as-of", DAY, "--plan-policy", "own.yaml")
    assert ending.code == 2 and ending.err.count("own.yaml:") == 2 and "RNR-99" in ending.err
