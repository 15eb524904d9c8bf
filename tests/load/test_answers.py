"""An answers file is read whole or refused with every problem of it, each at its line and column."""

from datetime import date
from pathlib import Path
from typing import Literal

import pytest
import yaml

from selfcheck.errors import Location, SelfcheckError
from selfcheck.load import content as source
from selfcheck.load.answers import load, read
from selfcheck.load.yaml_reader import MOST_PROBLEMS
from selfcheck.model.answers import Answer, Answers, Evidence, Never, NotApplicable, Partly

SHIPPED = source.load(source.bundled(), "0")
HEAD = "selfcheck: answers/1\norganisation: {name: 某某云, sectors: [cloud]}\n"
DIGEST = "0A" * 32


def answers_of(text: str) -> Answers:
    return read(text, "a.yaml", SHIPPED)


def problems_of(text: str, lang: Literal["zh", "en"] = "en") -> list[str]:
    """`line:column: what; what is allowed` of every problem."""
    with pytest.raises(SelfcheckError) as error:
        answers_of(text)
    assert {problem.location.file for problem in error.value.problems} == {"a.yaml"}
    assert all(problem.what.zh and problem.allowed is not None for problem in error.value.problems)
    return [problem.line(lang).removeprefix("a.yaml:") for problem in error.value.problems]


WHOLE = f"""\
# 答卷
selfcheck: answers/1
organisation:
  name: 某某云计算有限公司
  sectors: [cloud, 数据中心]
  handles_pi: 是
  pi_subjects: {{value: 120000, owner: 数据部, reviewed_on: "2026-10-01"}}
systems:
  - id: crm
    name: 客户管理系统
    scheme: telecom
    grade: 3
    filed_on: 2025-03-01
  - {{id: erp, internet_facing: false, evaluated_on: 从未}}
suppliers: []
answers:
  grading.unit_division_on:
    value: 2026-04-10
    evidence:
      - evidence/plan.pdf
      - {{file: evidence/ok.pdf, valid_until: 2027-01-31, sha256: "{DIGEST}"}}
    note: 第二版
  grading.ungraded_units: {{not_applicable: 没有通信网络单元}}
  systems[erp].grade: {{value: 2, note: 评审中}}
  systems[crm].internet_facing: 部分
"""


def test_a_whole_file_is_read_with_the_place_of_every_answer() -> None:
    read_ = answers_of(WHOLE)

    def at(line: int, column: int) -> Location:
        return Location("a.yaml", line, column)

    assert read_.organisation == "某某云计算有限公司"
    assert read_.location == at(1, 1)
    assert read_.sections == {
        "selfcheck": at(2, 1),
        "organisation": at(3, 1),
        "systems": at(8, 1),
        "suppliers": at(15, 1),
        "answers": at(16, 1),
    }
    assert dict(read_.facts) == {
        "org.sectors": Answer("org.sectors", ("cloud", "idc"), at(5, 3)),
        "org.handles_pi": Answer("org.handles_pi", True, at(6, 3)),
        "org.pi_subjects": Answer("org.pi_subjects", 120000, at(7, 3), owner="数据部", reviewed_on=date(2026, 10, 1)),
        "grading.unit_division_on": Answer(
            "grading.unit_division_on",
            date(2026, 4, 10),
            at(17, 3),
            evidence=(
                Evidence("evidence/plan.pdf", None, None, at(20, 9)),
                Evidence("evidence/ok.pdf", date(2027, 1, 31), DIGEST.lower(), at(21, 9)),
            ),
            note="第二版",
        ),
        "grading.ungraded_units": Answer("grading.ungraded_units", NotApplicable("没有通信网络单元"), at(23, 3)),
    }
    crm, erp = read_.inventories["systems"]
    assert (crm.id, crm.name, crm.location) == ("crm", "客户管理系统", at(9, 5))
    assert (erp.id, erp.name, erp.location) == ("erp", "erp", at(14, 5))
    assert dict(crm.answers) == {
        "scheme": Answer("systems[].scheme", ("telecom",), at(11, 5)),
        "grade": Answer("systems[].grade", 3, at(12, 5)),
        "filed_on": Answer("systems[].filed_on", date(2025, 3, 1), at(13, 5)),
        "internet_facing": Answer("systems[].internet_facing", Partly(), at(25, 3)),
    }
    assert dict(erp.answers) == {
        "internet_facing": Answer("systems[].internet_facing", False, at(14, 15)),
        "evaluated_on": Answer("systems[].evaluated_on", Never(), at(14, 39)),
        "grade": Answer("systems[].grade", 2, at(24, 3), note="评审中"),
    }
    assert read_.inventories["suppliers"] == ()
    assert "sites" not in read_.inventories
    assert read_.warnings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encoding_and_line_ends_of_the_file_make_no_difference(tmp_path: Path, encoding: str, line_end: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(WHOLE.replace("\n", line_end).encode(encoding))
    read_ = load(path, SHIPPED)
    assert read_.location == Location(str(path), 1, 1)
    assert read_.facts["org.sectors"].location == Location(str(path), 5, 3)
    assert read_.facts["org.sectors"].value == answers_of(WHOLE).facts["org.sectors"].value


def test_a_name_is_kept_as_it_was_written_however_long() -> None:
    name = "=HYPERLINK(1)[red]<b>|" + "云" * 10_000
    written = f'selfcheck: answers/1\norganisation: {{name: "{name}"}}\nanswers: {{}}\n'
    assert answers_of(written).organisation == name


CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "bad_answers.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("file", "written", "said"),
    [
        pytest.param(group["file"], str(case["write"]), case["says"], id=f"{name}: {case['write']}")
        for name, group in CASES.items()
        for case in group["cases"]
    ],
)
def test_what_cannot_be_used_is_reported_at_its_place_with_what_is_allowed(file: str, written: str, said: str) -> None:
    assert problems_of(file.replace("HERE", written)) == said.splitlines()


def test_of_a_file_in_another_version_nothing_else_is_said() -> None:
    (said,) = problems_of("selfcheck: answers/2\nsubjects: {}\n")
    assert said.startswith("1:12: ")


def rows(*written: str) -> str:
    return HEAD + "systems:\n" + "".join(f"  - {row}\n" for row in written) + "answers: {}\n"


def test_an_id_of_a_hundred_characters_is_usable_and_one_more_is_not() -> None:
    assert answers_of(rows("id: " + "系" * 100)).inventories["systems"][0].id == "系" * 100
    (said,) = problems_of(rows("id: " + "系" * 101))
    assert said.startswith("4:9: id: ")


def test_the_answers_of_a_row_without_a_usable_id_are_checked_all_the_same() -> None:
    assert [said.split(";")[0] for said in problems_of(rows("{id: 3, grade: 三级, zzz: 1}"))] == [
        "4:10: id: 3 is not text",
        '4:20: systems[].grade: "三级" is not a number',
        '4:24: unknown key "zzz"',
    ]


def test_a_column_answered_twice_under_answers_is_reported_as_a_duplicate_key() -> None:
    written = HEAD + "systems: [{id: crm}]\nanswers:\n  systems[crm].scheme: mlps\n  'systems[crm].scheme': mlps\n"
    assert [said.split(";")[0] for said in problems_of(written)] == [
        '6:3: duplicate key "systems[crm].scheme", first at line 5'
    ]


@pytest.mark.parametrize("key", ["sectors", "handles_pi", "employees", "cii_operator"])
def test_who_the_organisation_is_cannot_be_declared_not_applicable(key: str) -> None:
    written = f"selfcheck: answers/1\norganisation:\n  name: 某某云\n  {key}: {{not_applicable: 本单位没有这一情况}}\n"
    (said,) = problems_of(written + "answers: {}\n")
    assert said.split("; ")[0].endswith(
        f"org.{key}: the profile decides what applies and cannot itself be not applicable"
    )


def test_every_problem_is_reported_at_once_in_file_order_in_the_language_asked_for() -> None:
    written = (
        "selfcheck: answers/1\n"
        "organisation:\n"
        "  name: 某某云\n"
        "  employees: 12万人\n"
        "  handles_pi: 有\n"
        "systems:\n"
        "  - {id: crm, grade: 3级, filed_on: 2026/4/10}\n"
        "  - {id: crm, scheme: [telecom, null]}\n"
        "answers:\n"
        "  grading.unit_division: 2026-04-10\n"
        "  grading.ungraded_units: 不适用\n"
    )
    choices = "telecom（通信网络单元）、mlps（等级保护）、none（无）"
    assert problems_of(written, "zh") == [
        '4:14: org.employees："12万人" 不是数字；应为不小于 0 的数字，不带单位和引号；是否想写 120000？',
        '5:15: org.handles_pi："有" 既不是“是”也不是“否”；可写 是、否、部分，或 true、false；是否想写 是？',
        '7:22: systems[crm].grade："3级" 不是数字；应为不小于 0 的数字，不带单位和引号；是否想写 3？',
        '7:36: systems[crm].filed_on："2026/4/10" 不是日期；应为日期，如 2026-04-10，从来没有过的写 从未；'
        "是否想写 2026-04-10？",
        '8:10: 编号 "crm" 第 7 行已用过；应为同一台账里不重复的短文字，如 crm；不含方括号，最多 100 字，像数字的加引号',
        f"8:33: systems[].scheme：没有填写；可选：{choices}",
        '10:3: 没有这个问题："grading.unit_division"；全部问题见 selfcheck list questions；'
        "是否想写 grading.unit_division_on？",
        "11:27: grading.ungraded_units：不适用须说明理由；写成 {not_applicable: 理由}",
    ]


def test_a_file_of_nothing_but_mistakes_is_not_checked_to_its_end() -> None:
    written = HEAD + "answers:\n" + "".join(f"  zzz{number}: 1\n" for number in range(50_000))
    with pytest.raises(SelfcheckError) as error:
        answers_of(written)
    assert len(error.value.problems) == MOST_PROBLEMS + 1
    assert error.value.problems[0].line("en") == "a.yaml: too many problems, the rest was not checked"
