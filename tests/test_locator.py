"""Locators of provisions, what covers what, and Chinese numerals against an independent reader of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.locator import Locator, covers, numeral, parse, words

NUMBERS = st.integers(1, 30)


@pytest.mark.parametrize(
    ("text", "locator", "zh", "en"),
    [
        ("21", Locator(21), "第二十一条", "Art. 21"),
        ("61(1)", Locator(61, paragraph=1), "第六十一条第一款", "Art. 61(1)"),
        ("23[3]", Locator(23, item=3), "第二十三条第（三）项", "Art. 23(3)"),
        ("24(1)[2]", Locator(24, paragraph=1, item=2), "第二十四条第一款第（二）项", "Art. 24(1)(2)"),
        ("253-1", Locator(253, insertion=1), "第二百五十三条之一", "Art. 253-1"),
        ("286-1(2)", Locator(286, insertion=1, paragraph=2), "第二百八十六条之一第二款", "Art. 286-1(2)"),
        ("1[12]", Locator(1, item=12), "第一条第（十二）项", "Art. 1(12)"),
        ("二（四）", Locator(None, heading="二（四）"), "二（四）", "part 二（四）"),
        ("附件1", Locator(None, heading="附件1"), "附件1", "part 附件1"),
        ("whole", Locator(None), "", ""),
    ],
)
def test_a_locator_is_read_and_written_as_people_write_it(text: str, locator: Locator, zh: str, en: str) -> None:
    assert parse(text) == locator
    assert (words(text).zh, words(text).en) == (zh, en)


@pytest.mark.parametrize("text", ["61[1](2)", "61()", "a21", "21a", "-1", "21(一)", "61 (1)", "3.1"])
def test_what_is_not_an_article_is_a_heading_of_its_own(text: str) -> None:
    assert parse(text) == Locator(None, heading=text)


@pytest.mark.parametrize(
    ("cited", "own", "covered"),
    [
        ("21", "21", True),
        ("21", "21[2]", True),
        ("21", "21(1)", True),
        ("21", "21(1)[2]", True),
        ("24(1)", "24(1)[2]", True),
        ("24(1)[2]", "24(1)[2]", True),
        ("21", "22", False),
        ("21", "210", False),
        ("21[2]", "21[3]", False),
        ("24(1)", "24(2)", False),
        ("24(1)", "24(2)[1]", False),
        ("24(1)[2]", "24(1)[3]", False),
        ("24(1)[2]", "24(2)[2]", False),
        ("253", "253-1", False),  # an inserted article is another article
        ("253-1", "253", False),
        ("253-1", "253-1(2)", True),
        ("253-1", "253-2", False),
        ("二（四）", "二（四）", True),
        ("二", "二（四）", False),
        ("whole", "whole", True),
        ("whole", "21", False),
        ("21", "whole", False),
    ],
)
def test_a_citation_covers_what_lies_below_it(cited: str, own: str, covered: bool) -> None:
    assert covers(cited, own) is covered


@st.composite
def locators(draw: st.DrawFn) -> str:
    parts = (draw(st.none() | NUMBERS) for _ in range(3))
    return f"{draw(NUMBERS)}" + "".join(
        shape.format(part) for shape, part in zip(("-{}", "({})", "[{}]"), parts, strict=True) if part is not None
    )


@given(locators())
def test_every_provision_is_covered_by_itself_and_by_its_article(text: str) -> None:
    own = parse(text)
    article = f"{own.article}" + (f"-{own.insertion}" if own.insertion else "")
    assert covers(text, text)
    assert covers(article, text)


@given(locators(), locators())
def test_nothing_is_covered_by_another_article(a: str, b: str) -> None:
    first, second = parse(a), parse(b)
    if (first.article, first.insertion) != (second.article, second.insertion):
        assert not covers(a, b)


def read(written: str) -> int:
    """A Chinese numeral below ten thousand → its value, by adding up digit times unit."""
    total, digit = 0, 0
    for character in written:
        if character in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(character)
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
    return total + digit


def test_every_numeral_reads_back_as_its_number() -> None:
    assert [read(numeral(number)) for number in range(1, 10_000)] == list(range(1, 10_000))


def test_no_numeral_has_a_zero_too_many_or_too_few() -> None:
    for number in range(1, 10_000):
        written, digits = numeral(number), str(number)
        inner_gaps = [gap for gap in digits.rstrip("0").replace("0", " ").split(" ") if gap]
        assert written.count("零") == len(inner_gaps) - 1, (number, written)
        assert not written.endswith("零")


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百零一"),
     (110, "一百一十"), (111, "一百一十一"), (253, "二百五十三"), (1000, "一千"), (1001, "一千零一"),
     (1010, "一千零一十"), (1100, "一千一百"), (1101, "一千一百零一"), (9999, "九千九百九十九")],
)  # fmt: skip
def test_numerals_are_written_as_laws_write_them(number: int, written: str) -> None:
    assert numeral(number) == written


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_other_numbers_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        numeral(number)
