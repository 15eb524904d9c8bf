"""Locators of provisions and how people write them: `24(1)[2]` → 第二十四条第一款第（二）项 / Art. 24(1)(2)."""

import re
from functools import cache
from typing import NamedTuple

from selfcheck.text import Text

WHOLE = "whole"  # the instrument as a whole
_ARTICLE = re.compile(r"^(\d+)(?:-(\d+))?(?:\((\d+)\))?(?:\[(\d+)\])?$")
_DIGITS = "零一二三四五六七八九"


class Locator(NamedTuple):
    """`article` is None where the instrument has no articles; `heading` then names its own part."""

    article: int | None
    insertion: int | None = None  # 253-1 = 第二百五十三条之一
    paragraph: int | None = None
    item: int | None = None
    heading: str = ""


def parse(text: str) -> Locator:
    match = _ARTICLE.match(text)
    if not match:
        return Locator(None, heading="" if text == WHOLE else text)
    article, insertion, paragraph, item = (int(part) if part else None for part in match.groups())
    return Locator(article, insertion, paragraph, item)


def covers(cited: str, own: str) -> bool:
    """Whether `own` is the provision an authority cited as `cited`, which may name fewer levels (21 covers 21[2])."""
    a, b = parse(cited), parse(own)
    if a.article is None or b.article is None:
        return cited == own
    if (a.article, a.insertion) != (b.article, b.insertion):
        return False
    return all(
        want is None or have is None or want == have for want, have in ((a.paragraph, b.paragraph), (a.item, b.item))
    )


def numeral(number: int) -> str:
    """1–9999 as Chinese numerals: 10 → 十, 21 → 二十一, 253 → 二百五十三, 1001 → 一千零一."""
    if not 0 < number < 10_000:
        raise ValueError(number)
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if gap and out else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return out[1:] if out.startswith("一十") else out


@cache  # every control that cites a provision asks again
def words(text: str) -> Text:
    """The locator as people write it; empty for the whole instrument."""
    locator = parse(text)
    if locator.article is None:
        return Text(locator.heading, f"part {locator.heading}" if locator.heading else "")
    zh = f"第{numeral(locator.article)}条" + (f"之{numeral(locator.insertion)}" if locator.insertion else "")
    en = f"Art. {locator.article}" + (f"-{locator.insertion}" if locator.insertion else "")
    if locator.paragraph:
        zh, en = f"{zh}第{numeral(locator.paragraph)}款", f"{en}({locator.paragraph})"
    if locator.item:
        zh, en = f"{zh}第（{numeral(locator.item)}）项", f"{en}({locator.item})"
    return Text(zh, en)
