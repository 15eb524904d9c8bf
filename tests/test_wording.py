"""The wording every output shares: amounts, tiers, percentages, conclusions."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changed import replace
from selfcheck import wording
from selfcheck.model.assessment import Amount, Citation, Score, Status
from selfcheck.model.content import Content, Origin, Severity
from selfcheck.model.law import Tier
from selfcheck.text import Text

NOWHERE = Citation("l", "p", "e", "1", Text("", ""), Text("", ""), Text("", ""), True, "verified", None)


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        (0, "0元", "CNY 0"),
        (500, "500元", "CNY 500"),
        (9_999, "9999元", "CNY 9,999"),
        (10_000, "1万元", "CNY 10,000"),
        (15_000, "1.5万元", "CNY 15,000"),
        (10_001, "1.0001万元", "CNY 10,001"),
        (100_500, "10.05万元", "CNY 100,500"),
        (500_000, "50万元", "CNY 500,000"),
        (50_000_000, "5000万元", "CNY 50,000,000"),
    ],
)
def test_amounts_are_written_as_the_statutes_count(amount: int, zh: str, en: str) -> None:
    assert wording.yuan(amount) == Text(zh, en)


@given(st.integers(10_000, 10**9))
def test_no_yuan_is_lost_in_ten_thousands(amount: int) -> None:
    whole, _, rest = wording.yuan(amount).zh.removesuffix("万元").partition(".")
    assert int(whole) * 10_000 + int(rest.ljust(4, "0")) == amount


@pytest.mark.parametrize(
    ("pair", "zh", "en"),
    [
        ((10_000, 100_000), "1万元以上10万元以下", "CNY 10,000 to 100,000"),
        ((None, 30_000), "3万元以下", "up to CNY 30,000"),
        ((500_000, None), "50万元以上", "CNY 500,000 or more"),
        ((0, 5_000), "0元以上5000元以下", "CNY 0 to 5,000"),
    ],
)
def test_a_range_names_only_the_bounds_the_text_names(pair: tuple[int | None, int | None], zh: str, en: str) -> None:
    assert wording.span(pair) == Text(zh, en)


@pytest.mark.parametrize(
    ("yuan", "open_ended", "turnover", "zh", "en"),
    [
        (500_000, False, None, "最高50万元", "up to CNY 500,000"),
        (500_000, True, None, "50万元以上", "CNY 500,000 or more"),
        (
            50_000_000,
            False,
            5,
            "最高5000万元或上一年度营业额5%",
            "up to CNY 50,000,000 or 5% of the previous year’s turnover",
        ),
    ],
)
def test_the_heaviest_fine_is_capped_only_where_the_text_caps_it(
    yuan: int, open_ended: bool, turnover: float | None, zh: str, en: str
) -> None:
    assert wording.fine(Amount(yuan, open_ended, turnover, Text("", ""), NOWHERE)) == Text(zh, en)


def test_no_fine_has_no_wording() -> None:
    assert wording.fine(None) is None


@pytest.fixture(scope="session")
def bare(content: Content) -> Tier:
    """A tier that threatens nothing."""
    (sample, _) = content.laws["alpha"].provisions["protect-penalty"].tiers["2017-06-01"]
    return replace(sample, when=Text("拒不改正", "refused"), warning=False, other=())


@pytest.mark.parametrize(
    ("fields", "zh", "en"),
    [
        ({}, "（无罚款）", "(no fine)"),
        ({"warning": True}, "警告", "warning"),
        ({"other": ("rectify", "discipline")}, "责令改正；处分", "ordered to correct; disciplinary action"),
        ({"org": (10_000, 50_000)}, "单位处1万元以上5万元以下罚款", "organisation fined CNY 10,000 to 50,000"),
        ({"org": (None, 1), "mode": "may"}, "单位可以处1元以下罚款", "organisation may be fined up to CNY 1"),
        ({"org": (None, 1), "mode": "shall"}, "单位处1元以下罚款", "organisation fined up to CNY 1"),
        (
            {"org": (None, 50_000_000), "turnover_percent": 5},
            "单位处5000万元以下罚款；或上一年度营业额5%以下",
            "organisation fined up to CNY 50,000,000; or up to 5% of turnover",
        ),
        ({"gains_multiple": (1, 10)}, "违法所得1倍以上10倍以下罚款", "fine of 1 to 10 times illegal gains"),
        ({"gains_multiple": (None, 3)}, "违法所得3倍以下罚款", "fine up to 3 times illegal gains"),
        ({"gains_multiple": (1, None)}, "违法所得1倍以上罚款", "fine of 1 times illegal gains or more"),
        ({"purchase_multiple": (1, 10)}, "采购金额1倍以上10倍以下罚款", "fine of 1 to 10 times the purchase amount"),
        ({"person": (None, 5_000)}, "责任人员处5000元以下罚款", "persons responsible fined up to CNY 5,000"),
        (
            {"person": (None, 5_000), "persons": "directly-responsible-managers", "person_mode": "may"},
            "直接负责的主管人员可以处5000元以下罚款",
            "managers directly responsible may be fined up to CNY 5,000",
        ),
        (
            {"org": (None, 1), "person": (None, 1), "mode": "may", "person_mode": "shall", "persons": "individuals"},
            "单位可以处1元以下罚款；个人处1元以下罚款",
            "organisation may be fined up to CNY 1; individuals fined up to CNY 1",
        ),
        ({"person": (None, 1), "mode": "may"}, "责任人员可以处1元以下罚款",
         "persons responsible may be fined up to CNY 1"),
        ({"detention_days": (5, 15)}, "拘留5日以上15日以下", "detention of 5 to 15 days"),
        ({"detention_days": (None, 5)}, "拘留5日以下", "detention up to 5 days"),
    ],
)  # fmt: skip
def test_a_tier_is_one_sentence_with_its_condition_first(
    content: Content, bare: Tier, fields: dict[str, Any], zh: str, en: str
) -> None:
    assert wording.tier(replace(bare, **fields), content.measures) == Text(f"拒不改正：{zh}", f"refused: {en}")


@pytest.mark.parametrize(
    ("share", "shown"),
    [(None, "—"), (0.0, "0%"), (1.0, "100%"), (0.6812, "68.1%"), (0.9999, "99.9%"), (0.5, "50%"), (0.29, "29%"),
     (0.0001, "0%"), (0.001, "0.1%")],
)  # fmt: skip
def test_a_share_is_shown_in_tenths_of_a_percent(share: float | None, shown: str) -> None:
    assert wording.percent(share) == shown


@given(st.integers(0, 10_000))
def test_a_share_is_never_rounded_up(parts: int) -> None:
    """Shares come with four decimals."""
    shown = float(wording.percent(parts / 10_000).removesuffix("%"))
    assert shown == parts // 10 / 10


@pytest.mark.parametrize(("value", "shown"), [(None, "—"), (0.0, "0.0"), (66.6, "66.6"), (100.0, "100.0")])
def test_points_have_one_decimal(value: float | None, shown: str) -> None:
    assert wording.points(value) == shown


def scored(concluded: str | None, *, provisional: bool) -> Score:
    return Score(90.0, 0.9, 0.9, concluded, provisional, 0, 9, 0, 0, 3, 0, ())


@pytest.mark.parametrize(
    ("concluded", "provisional", "zh", "en"),
    [
        ("satisfied", False, "符合", "satisfied"),
        ("mostly-satisfied", False, "基本符合", "mostly satisfied"),
        ("not-satisfied", False, "不符合", "not satisfied"),
        ("satisfied", True, "符合（暂定，还有3项待核实）", "satisfied (provisional, 3 unanswered)"),
        (None, False, "没有适用的检查项，不作结论", "nothing applicable, no conclusion"),
    ],
)
def test_a_conclusion_says_how_far_it_holds(concluded: str | None, provisional: bool, zh: str, en: str) -> None:
    assert wording.conclusion(scored(concluded, provisional=provisional)) == Text(zh, en)


def test_every_value_has_a_wording_of_its_own() -> None:
    assert wording.STATUS.keys() == set(Status)
    assert wording.SEVERITY.keys() == set(Severity)
    assert wording.ORIGIN.keys() == set(Origin)
    for table in (wording.STATUS, wording.SEVERITY, wording.ORIGIN, wording.CONCLUSION, wording.LAW_STATUS):
        assert len({text.zh for text in table.values()}) == len({text.en for text in table.values()}) == len(table)
        assert all(text.zh and text.en for text in table.values())
