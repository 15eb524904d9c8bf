"""One answer as written becomes a value of its question's type, or is refused with what would be right."""

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.load.values import Misfit, convert, suggestion
from selfcheck.model.answers import AnswerValue, Never, Partly
from selfcheck.model.content import Choice, Question
from selfcheck.text import Text

SECTORS = (
    Choice("cloud", Text("云服务", "Cloud service")),
    Choice("idc", Text("数据中心", "data centre (IDC)")),
    Choice("mvno", Text("移动转售（虚拟运营商）", "mobile virtual operator")),
    Choice("none", Text("都不是", "none of these")),
)
HARDENED = (Choice("yes", Text("已加固", "hardened")), Choice("no", Text("没有加固", "not hardened")))
NOT_ASKED = (Choice("na", Text("不适用", "not asked of us")), Choice("done", Text("已完成", "done")))


def question(kind: str, choices: tuple[Choice, ...] = SECTORS, unit: Text | None = None) -> Question:
    return Question(f"demo.{kind}", Text("问？", "?"), kind, None, unit, choices, (), None)


def read(kind: str, raw: Any, **more: Any) -> AnswerValue:
    return convert(question(kind, **more), raw)


def refused(kind: str, raw: Any, **more: Any) -> tuple[str, str]:
    """What is wrong and what is allowed, in English; both are there in Chinese too."""
    with pytest.raises(Misfit) as misfit:
        read(kind, raw, **more)
    what, allowed = misfit.value.what, misfit.value.allowed
    assert allowed is not None
    assert what.zh and allowed.zh
    return what.en, allowed.en


ACCEPTED: list[tuple[str, Any, AnswerValue]] = [
    ("bool", True, True),
    ("bool", False, False),
    ("bool", "是", True),
    ("bool", "否", False),
    ("bool", "部分", Partly()),
    ("bool", "　是　", True),  # full-width spaces
    ("bool", "\u00a0否 ", False),
    ("bool", "yes", True),
    ("bool", "No", False),
    ("bool", "PARTLY", Partly()),
    ("date", date(2026, 4, 10), date(2026, 4, 10)),
    ("date", "2026-04-10", date(2026, 4, 10)),  # quoted
    ("date", " 2026-04-10 ", date(2026, 4, 10)),
    ("date", "2024-02-29", date(2024, 2, 29)),
    ("date", "从未", Never()),
    ("date", "　没有", Never()),
    ("date", "Never", Never()),
    ("number", 0, 0),
    ("number", 3.5, 3.5),
    ("number", 10**18 - 1, 10**18 - 1),
    ("ratio", 0, 0),
    ("ratio", 1, 1),
    ("ratio", 0.8, 0.8),
    ("ratio", "80%", 0.8),
    ("ratio", "80 ％", 0.8),
    ("ratio", "0.57%", 0.0057),
    ("ratio", "100%", 1.0),
    ("ratio", "99.999999999999%", 0.99999999999999),  # never rounded up to all
    ("choice", "cloud", "cloud"),
    ("choice", "云服务", "cloud"),
    ("choice", " Cloud service ", "cloud"),
    ("choice", "移动转售（虚拟运营商）", "mvno"),
    ("multi", ["cloud", "数据中心"], ("cloud", "idc")),
    ("multi", "云服务", ("cloud",)),
    ("multi", ["none"], ("none",)),
    ("text", "信息中心 张三", "信息中心 张三"),
    ("text", "3", "3"),
    ("text", "无", Never()),
    ("text", " none ", Never()),
    ("list", ["甲", "乙"], ("甲", "乙")),
    ("list", "甲", ("甲",)),
    ("list", [], ()),
    ("list", "没有", ()),
]


@pytest.mark.parametrize(("kind", "raw", "value"), ACCEPTED)
def test_what_people_type_is_read(kind: str, raw: Any, value: AnswerValue) -> None:
    found = read(kind, raw)
    assert found == value
    assert type(found) is type(value)


REFUSED: list[tuple[str, Any, str, str]] = [
    ("bool", "有", '"有" is neither yes nor no', "did you mean yes?"),
    ("bool", 0, "0 is neither yes nor no", "did you mean no?"),
    ("bool", "Y", '"Y" is neither yes nor no', "did you mean yes?"),
    ("bool", "大概", '"大概" is neither yes nor no', "write true or false; yes, no and partly are read too"),
    ("bool", ["是"], "a list is neither yes nor no", "write true or false"),
    ("bool", {"a": 1}, 'a set of "key: value" is neither yes nor no', "write true or false"),
    ("bool", "从未", '"从未" is neither yes nor no', "write true or false"),
    ("date", "2026-02-30", "there is no day 2026-02-30", "expected a date such as 2026-04-10, or never"),
    ("date", "0000-01-01", "there is no day 0000-01-01", "expected a date such as 2026-04-10"),
    ("date", "2026/4/10", '"2026/4/10" is not a date', "did you mean 2026-04-10?"),
    ("date", "2026.4.10", '"2026.4.10" is not a date', "did you mean 2026-04-10?"),
    ("date", "2026年4月10日", '"2026年4月10日" is not a date', "did you mean 2026-04-10?"),
    ("date", "２０２６-０４-１０", '"２０２６-０４-１０" is not a date', "did you mean 2026-04-10?"),
    ("date", "2026-4-1", '"2026-4-1" is not a date', "did you mean 2026-04-01?"),
    ("date", "2026-04-10 09:30:00", '"2026-04-10 09:30:00" is not a date', "did you mean 2026-04-10?"),
    ("date", "2026-04-10T09:30:00+08:00", '"2026-04-10T09:30:00+08:00" is not a date', "did you mean 2026-04-10?"),
    ("date", 20260410, "20260410 is not a date", "did you mean 2026-04-10?"),
    ("date", "2026-13-01 00:00", '"2026-13-01 00:00" is not a date', "expected a date such as 2026-04-10, or never"),
    ("date", "4/10/2026", '"4/10/2026" is not a date', "expected a date such as 2026-04-10, or never"),
    ("date", 2026, "2026 is not a date", "expected a date such as 2026-04-10, or never"),
    ("date", True, "true is not a date", "expected a date such as 2026-04-10, or never"),
    ("number", "3", '"3" is not a number', "did you mean 3?"),
    ("number", "３", '"３" is not a number', "did you mean 3?"),
    ("number", "1,000", '"1,000" is not a number', "did you mean 1000?"),
    ("number", "12万", '"12万" is not a number', "did you mean 120000?"),
    ("number", "1.5亿", '"1.5亿" is not a number', "did you mean 150000000?"),
    ("number", "没有", '"没有" is not a number', "did you mean 0?"),
    ("number", ".nan", '".nan" is not a number', "expected a number not below 0"),
    ("number", "约三百", '"约三百" is not a number', "expected a number not below 0"),
    ("number", True, "true is not a number", "expected a number not below 0"),
    ("number", date(2026, 4, 10), "2026-04-10 is not a number", "expected a number not below 0"),
    ("number", -1, "cannot be negative: -1", "expected a number not below 0, without unit or quotes"),
    ("number", 10**18, "the number is too large", "at most 18 digits"),
    ("number", math.inf, "the number is too large", "at most 18 digits"),
    ("number", math.nan, "the number is too large", "at most 18 digits"),
    ("ratio", 80, "ratio out of range: 80", "did you mean 80%?"),
    ("ratio", 1.0001, "ratio out of range: 1.0001", "did you mean 1.0001%?"),
    ("ratio", -0.1, "ratio out of range: -0.1", "expected 0 to 1, or a percentage such as 80%"),
    ("ratio", math.nan, "ratio out of range: this number", "expected 0 to 1, or a percentage such as 80%"),
    ("ratio", "150%", "ratio out of range: 1.5", "expected 0 to 1, or a percentage such as 80%"),
    ("ratio", "-5%", '"-5%" is not a ratio', "expected 0 to 1, or a percentage such as 80%"),
    ("ratio", "0.8", '"0.8" is not a ratio', "did you mean 0.8?"),
    ("ratio", "８０％", '"８０％" is not a ratio', "did you mean 80%?"),
    ("ratio", "百分之80", '"百分之80" is not a ratio', "did you mean 80%?"),
    ("ratio", "80", '"80" is not a ratio', "did you mean 80%?"),
    ("ratio", True, "true is not a ratio", "expected 0 to 1"),
    ("choice", "clouds", 'no choice "clouds"', "did you mean cloud?"),
    ("choice", "CLOUD", 'no choice "CLOUD"', "did you mean cloud?"),
    ("choice", "云", 'no choice "云"', "choices: cloud, idc, mvno, none"),
    ("choice", "移动转售(虚拟运营商)", 'no choice "移动转售(虚拟运营商)"', "did you mean mvno?"),
    ("choice", "无", 'no choice "无"', "did you mean none?"),
    ("choice", ["cloud"], "no choice a list", "choices: cloud, idc, mvno, none"),
    ("choice", 3, "no choice 3", "choices: cloud, idc, mvno, none"),
    ("multi", [], "no choice is given", "choices: cloud, idc, mvno, none"),
    ("multi", "云服务、数据中心", 'no choice "云服务、数据中心"', "did you mean [cloud, idc]?"),
    ("multi", "cloud idc", 'no choice "cloud idc"', "did you mean [cloud, idc]?"),
    ("multi", ["cloud", "云服务"], "choice cloud is given twice", "give each choice once"),
    ("multi", ["cloud", "none"], "none cannot stand beside other choices", "keep one or the other"),
    ("text", 3, "3 is not text", 'did you mean "3"?'),
    ("text", date(2026, 4, 10), "2026-04-10 is not text", 'did you mean "2026-04-10"?'),
    ("text", "/", '"/" says nothing', "or none"),
    ("text", "——", '"——" says nothing', "or none"),
    ("text", ["甲"], "a list is not text", "expected text"),
    ("list", ["甲", 3], "3 is not an entry", "expected a list of texts such as [a, b], or []"),
    ("list", ["-"], '"-" is not an entry', "expected a list of texts such as [a, b], or []"),
    ("list", {"a": 1}, 'a set of "key: value" is not an entry', "expected a list of texts"),
]


@pytest.mark.parametrize(("kind", "raw", "what", "allowed"), REFUSED)
def test_what_does_not_fit_is_refused_with_what_would_be_right(kind: str, raw: Any, what: str, allowed: str) -> None:
    said, right = refused(kind, raw)
    assert said == what
    assert allowed in right


KINDS = ("bool", "date", "number", "ratio", "choice", "multi", "text", "list")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("raw", ["不适用", "　不适用", "N/A"])
def test_not_applicable_without_a_reason_is_no_answer_to_any_question(kind: str, raw: str) -> None:
    assert refused(kind, raw) == ("not applicable needs a reason", "write {not_applicable: reason}")


def test_not_applicable_is_an_answer_where_it_is_one_of_the_choices() -> None:
    assert read("choice", "不适用", choices=NOT_ASKED) == "na"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("raw", [None, "", "  ", "　"])
def test_nothing_is_no_answer_to_any_question(kind: str, raw: Any) -> None:
    what, allowed = refused(kind, raw)
    assert what == "nothing is filled in"
    assert ("leave the line out" in allowed) is (raw is None)


def test_the_unit_is_left_out_of_a_number() -> None:
    grade = Text("级", "grade")
    assert "did you mean 3?" in refused("number", "3级", unit=grade)[1]
    assert "did you mean 3?" in refused("number", "3 grade", unit=grade)[1]
    assert "did you mean" not in refused("number", "3个", unit=grade)[1]


def test_true_where_the_choice_is_the_word_yes_is_refused_and_the_word_is_named() -> None:
    assert "did you mean yes?" in refused("choice", True, choices=HARDENED)[1]
    assert "did you mean no?" in refused("choice", False, choices=HARDENED)[1]


@pytest.mark.parametrize(
    ("kind", "raw", "item"),
    [
        ("multi", ["cloud", "x"], 1),
        ("multi", ["cloud", None], 1),
        ("multi", ["none", "cloud"], 0),
        ("multi", ["idc", "cloud", "idc"], 2),
        ("multi", "x", None),
        ("list", ["甲", None], 1),
        ("list", ["甲", ["乙"]], 1),
        ("list", 3, None),
    ],
)
def test_the_entry_of_a_list_that_is_at_fault_is_named(kind: str, raw: Any, item: int | None) -> None:
    with pytest.raises(Misfit) as misfit:
        read(kind, raw)
    assert misfit.value.item == item


def test_a_value_is_shown_short_and_on_one_line() -> None:
    what, _ = refused("bool", "甲\n" * 10_000)
    assert len(what) < 200
    assert "\n" not in what


@pytest.mark.parametrize("raw", [10**5000, -(10**5000)], ids=["positive", "negative"])  # too long for Python to print
@pytest.mark.parametrize("kind", KINDS)
def test_a_number_of_thousands_of_digits_is_refused(kind: str, raw: int) -> None:
    refused(kind, raw)


def test_minus_zero_is_zero() -> None:
    assert str(read("number", -0.0)) == "0.0"
    assert str(read("ratio", -0.0)) == "0.0"


def test_a_word_far_from_every_known_one_gets_no_suggestion() -> None:
    assert suggestion("zzz", ["cloud", "idc"]) is None
    assert suggestion("clod", ["cloud", "idc"]) == Text("是否想写 cloud？", "did you mean cloud?")


def test_a_word_of_a_megabyte_gets_no_suggestion() -> None:
    assert suggestion("cloud" * 200_000, ["cloud" * 200_000]) is None


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.text(max_size=20)
    | st.from_regex(r"[０-９0-9.,/年月日%％万亿 -]{1,12}", fullmatch=True)
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2)
)


@given(st.sampled_from(KINDS), VALUES)
def test_any_value_is_read_as_its_type_or_refused_in_both_languages(kind: str, raw: Any) -> None:
    try:
        value = read(kind, raw, unit=Text("级", "grade"))
    except Misfit as misfit:
        assert misfit.what.zh and misfit.what.en
        assert misfit.allowed is not None and misfit.allowed.zh and misfit.allowed.en
        assert len(misfit.what.en) < 200
    else:
        assert value is not None
        match kind:
            case "bool":
                assert isinstance(value, bool | Partly)
            case "date":
                assert isinstance(value, date | Never)
            case "number":
                assert isinstance(value, int | float) and 0 <= value < 10**18
            case "ratio":
                assert isinstance(value, int | float) and 0 <= value <= 1
            case "choice":
                assert value in {choice.value for choice in SECTORS}
            case "multi":
                assert isinstance(value, tuple) and value and len(set(value)) == len(value)
            case "text":
                assert isinstance(value, Never) or (isinstance(value, str) and value.strip())
            case "list":
                assert isinstance(value, tuple) and all(isinstance(entry, str) and entry.strip() for entry in value)


@given(st.floats(min_value=0, max_value=100).map(lambda percent: round(percent, 3)))
def test_a_percentage_is_the_ratio_written_beside_it(percent: float) -> None:
    ratio = read("ratio", f"{percent:.3f}%")
    assert isinstance(ratio, float)
    assert math.isclose(ratio, percent / 100, rel_tol=1e-12, abs_tol=1e-12)
    assert (ratio == 1) is (percent == 100)
