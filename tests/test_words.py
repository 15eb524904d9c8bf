"""Observations, values and rules in words, in both languages."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from changed import replace
from selfcheck import words
from selfcheck.facts import ask_order, view
from selfcheck.model.answers import Answers, Never, Partly
from selfcheck.model.content import Content
from selfcheck.observe import Scene, blame
from selfcheck.rules import parse
from selfcheck.text import Text

TODAY = date(2026, 11, 24)
Answered = Callable[..., Answers]
DRILLED = {"fact": "demo.drilled_on", "within_months": 12}


@pytest.fixture
def told(content: Content) -> Callable[..., list[tuple[str, str]]]:
    def run(raw: Mapping[str, Any], answers: Answers, day: date = TODAY) -> list[tuple[str, str]]:
        scene = Scene(answers, view(answers, ask_order(content.questions), day))
        said = [words.observation(seen, content, day) for seen in blame(parse(raw), scene)]
        return [(text.zh, text.en) for text in said]

    return run


# --- observations ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        ({"demo.policy": False}, "答：否；应为：是", "Answer: no; must be: yes"),
        ({"demo.policy": Partly()}, "答：部分；应为：是", "Answer: partly; must be: yes"),
        ({}, "没有填写；应为：是", "Not answered; must be: yes"),
    ],
)
def test_an_observation_is_question_answer_and_requirement(
    told: Callable[..., Any], answered: Answered, given: dict[str, Any], zh: str, en: str
) -> None:
    (said,) = told({"fact": "demo.policy", "is": True}, answered(given))
    assert said == (f"有没有制度？ {zh}", f"Is there a policy? {en}")


@pytest.mark.parametrize(
    ("drills", "drilled_on", "zh", "en"),
    [
        (True, date(2024, 3, 1), "答：2024-03-01", "Answer: 2024-03-01"),
        (True, Never(), "答：从未", "Answer: never"),
        (False, date(2026, 4, 1), "没有", "None"),  # nobody asked for the day
    ],
)
def test_a_day_that_is_not_there_reads_as_none(
    told: Callable[..., Any], answered: Answered, drills: bool, drilled_on: Any, zh: str, en: str
) -> None:
    (said,) = told(DRILLED, answered({"demo.drills": drills, "demo.drilled_on": drilled_on}))
    assert said == (
        f"最近一次演练是哪天？ {zh}；应在评估日前 12 个月内",
        f"When was the last drill? {en}; must lie within 12 months before the assessment day",
    )


def test_an_answer_that_should_not_hold_is_asked_for_the_other_way_round(
    told: Callable[..., Any], answered: Answered
) -> None:
    (said,) = told({"none": [{"fact": "extra.share", "gte": 0.3}]}, answered({"extra.share": 0.45}))
    assert said == ("比例是多少？ 答：45%；应少于 30%", "What share? Answer: 45%; must be below 30%")


def test_a_row_is_named_before_its_question(told: Callable[..., Any], answered: Answered) -> None:
    raw = {"every": {"inventory": "systems", "if_none": "unanswered", "require": {"field": "grade", "gte": 3}}}
    rows = [{"id": "crm", "name": "客户管理", "grade": 2}, {"id": "oss", "grade": 1}]
    assert told(raw, answered({}, systems=rows)) == [
        ("〔系统 crm 客户管理〕定为几级？ 答：2级；应不少于 3级",
         "[system crm 客户管理] Which grade? Answer: 2; must be at least 3"),
        ("〔系统 oss〕定为几级？ 答：1级；应不少于 3级", "[system oss] Which grade? Answer: 1; must be at least 3"),
    ]  # fmt: skip


def walk(**body: Any) -> dict[str, Any]:
    where = {"field": "grade", "gte": 3}
    return {"every": {"inventory": "systems", "where": where, "require": where, "if_none": "not-satisfied", **body}}


@pytest.mark.parametrize(
    ("raw", "inventories", "zh", "en"),
    [
        (walk(), {}, "系统台账没有填写", "The inventory of systems was not answered"),
        (
            walk(),
            {"systems": []},
            "台账里没有系统（定为几级：应不少于 3级），应当登记",
            "The inventory lists no system where “Which grade” must be at least 3; one is expected",
        ),
        (
            {"some": {"inventory": "systems"}},
            {"systems": []},
            "台账里没有系统，应当登记",
            "The inventory lists no system; one is expected",
        ),
    ],
)
def test_an_inventory_is_told_as_missing_or_as_lacking_a_row(
    told: Callable[..., Any], answered: Answered, raw: dict[str, Any], inventories: Any, zh: str, en: str
) -> None:
    assert told(raw, answered({}, **inventories)) == [(zh, en)]


@pytest.mark.parametrize(
    ("basis", "day", "zh", "en"),
    [
        (None, TODAY, "", ""),
        ("practice", TODAY, "（实践口径，非法定）", " (practice, not set by law)"),
        ("alpha/protect", TODAY, "（《甲法》第二十三条第（二）项）", " (Alpha Law, Art. 23(2))"),
        ("alpha/protect", date(2025, 12, 31), "（《甲法》第二十一条第（二）项）", " (Alpha Law, Art. 21(2))"),
        ("alpha/protect", date(2017, 5, 31), "（《甲法》，评估日未施行）",
         " (Alpha Law, not in force on the assessment day)"),
        ("beta/drill", date(2019, 1, 1), "（《乙办法》二（四））", " (Beta Measures, part 二（四）)"),
    ],
)  # fmt: skip
def test_a_threshold_names_who_set_it(content: Content, basis: str | None, day: date, zh: str, en: str) -> None:
    assert words.basis(basis, content, day) == Text(zh, en)


def test_the_basis_stands_behind_the_requirement(told: Callable[..., Any], answered: Answered) -> None:
    (said,) = told({"fact": "extra.share", "gte": 0.8, "basis": "practice"}, answered({"extra.share": 0.5}))
    assert said[0].endswith("应不少于 80%（实践口径，非法定）")
    assert said[1].endswith("must be at least 80% (practice, not set by law)")


# --- values ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "given", "zh", "en"),
    [
        ("demo.policy", True, "是", "yes"),
        ("demo.drilled_on", date(2026, 1, 2), "2026-01-02", "2026-01-02"),
        ("extra.share", 0.8, "80%", "80%"),
        ("extra.share", 0.8125, "81.25%", "81.25%"),
        ("extra.share", 1, "100%", "100%"),
        ("systems[].grade", 3, "3级", "3"),
        ("org.sectors", ("cloud",), "云服务", "cloud"),
        ("org.sectors", ("cloud", "public-body"), "云服务、公共机构", "cloud / public body"),
        ("org.sectors", ("carrier", "cloud"), "电信业务经营者", "telecom operators"),  # the whole group
        ("org.sectors", ("none", "cloud", "carrier"), "电信业务经营者、都不是", "telecom operators / none of these"),
        ("org.sectors", (), "（空）", "(empty)"),
    ],
)
def test_values_read_as_people_write_them(content: Content, key: str, given: Any, zh: str, en: str) -> None:
    assert words.value(content.questions[key], given) == Text(zh, en)


def test_a_single_choice_and_a_unit_in_english_are_spelled_out(content: Content) -> None:
    choice = replace(content.questions["org.sectors"], type="choice")
    assert words.value(choice, "public-body") == Text("公共机构", "public body")
    assert words.value(choice, "gone") == Text("gone", "gone")
    people = replace(content.questions["systems[].grade"], unit=Text("人", "people"))
    assert words.value(people, 250) == Text("250人", "250 people")


@pytest.mark.parametrize(
    ("key", "operator", "expected", "wanted", "zh", "en"),
    [
        ("org.sectors", "in", ("carrier", "cloud"), True, "应属于：电信业务经营者",
         "must be one of: telecom operators"),
        ("org.sectors", "in", ("cloud",), False, "不应有：云服务", "must not include: cloud"),
        # All of a group is asked for, so its members are named.
        ("org.sectors", "contains", ("carrier", "cloud"), True, "应包括：基础电信企业、云服务",
         "must include: carrier, cloud"),
        ("demo.policy", "not_empty", True, True, "应有内容", "must be given"),
        ("demo.drilled_on", "within_days", 30, False, "应早于评估日前 30 日",
         "must lie more than 30 days before the assessment day"),
        ("demo.drilled_on", "not_past", True, True, "不应早于评估日", "must not lie before the assessment day"),
    ],
)  # fmt: skip
def test_requirements_are_spelled_out(
    content: Content, key: str, operator: str, expected: Any, wanted: bool, zh: str, en: str
) -> None:
    assert words.requirement(content.questions[key], operator, expected, wanted) == Text(zh, en)


# --- rules ----------------------------------------------------------------------------------------------------

POLICY = {"fact": "demo.policy", "is": True}
SHARE = {"fact": "extra.share", "gte": 0.8}
GRADE = {"field": "grade", "gte": 3}
ZH_POLICY, EN_POLICY = "有没有制度：应为：是", "“Is there a policy” must be: yes"
ZH_SHARE, EN_SHARE = "比例是多少：应不少于 80%", "“What share” must be at least 80%"
ZH_GRADE, EN_GRADE = "定为几级：应不少于 3级", "“Which grade” must be at least 3"


@pytest.mark.parametrize(
    ("raw", "zh", "en"),
    [
        (POLICY, ZH_POLICY, EN_POLICY),
        ({"all": [POLICY, SHARE]}, f"{ZH_POLICY}，且{ZH_SHARE}", f"{EN_POLICY} and {EN_SHARE}"),
        ({"any": [POLICY, SHARE]}, f"{ZH_POLICY}，或{ZH_SHARE}", f"{EN_POLICY} or {EN_SHARE}"),
        ({"none": [POLICY, SHARE]}, f"非（{ZH_POLICY}，或{ZH_SHARE}）", f"not ({EN_POLICY} or {EN_SHARE})"),
        (
            walk(),
            f"每个系统（{ZH_GRADE}）：{ZH_GRADE}",
            f"every system where {EN_GRADE}: {EN_GRADE}",
        ),
        (
            {"every": {"inventory": "systems", "require": GRADE, "if_none": "unanswered", "at_least": 0.9}},
            f"至少90%的系统：{ZH_GRADE}",
            f"at least 90% of system rows: {EN_GRADE}",
        ),
        ({"some": {"inventory": "systems"}}, "有系统", "there is a system"),
        ({"some": {"inventory": "systems", "where": GRADE}}, f"有系统（{ZH_GRADE}）",
         f"there is a system where {EN_GRADE}"),
    ],
)  # fmt: skip
def test_a_rule_reads_as_a_sentence(content: Content, raw: dict[str, Any], zh: str, en: str) -> None:
    assert words.condition(parse(raw), content) == Text(zh, en)


def test_two_rules_that_mean_different_things_read_differently(content: Content) -> None:
    """(a or b) and c must not read as a or (b and c)."""
    drills = {"fact": "demo.drills", "is": True}
    first = words.condition(parse({"all": [{"any": [POLICY, SHARE]}, drills]}), content)
    second = words.condition(parse({"any": [POLICY, {"all": [SHARE, drills]}]}), content)
    assert first.zh != second.zh
    assert first.en != second.en


def test_a_rule_in_words_says_who_set_each_threshold_when_the_day_is_known(content: Content) -> None:
    rule = parse({"fact": "demo.drilled_on", "within_months": 12, "basis": "practice"})
    assert words.condition(rule, content).zh.endswith("12 个月内")
    said = words.condition(rule, content, TODAY)
    assert said.zh.endswith("12 个月内（实践口径，非法定）")
    assert said.en.endswith("(practice, not set by law)")
