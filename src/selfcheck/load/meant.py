"""What somebody who wrote the wrong thing probably meant: suggestions for messages, never values."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from selfcheck.model.content import Choice, Question
from selfcheck.text import Text

LONGEST_MISTYPED = 100
"""A longer word is no slip of the finger, and comparing it with every known one would take long."""

_MOST_LISTED = 12
NOTHING = frozenset({"没有", "无", "暂无", "none"})
_YES, _NO = frozenset({"有", "对", "y", "√", "✓", "1"}), frozenset({"没有", "无", "没", "n", "×", "x", "0"})
_DATE = re.compile(r"([0-9]{4})[-/.年 ]+([0-9]{1,2})[-/.月 ]+([0-9]{1,2})日?(?:[ T][0-9].*)?")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMBER = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,15})?)(万|亿)?")
_PERCENT = re.compile(r"(?:百分之)?([0-9]{1,3}(?:\.[0-9]{1,15})?)%?")
_LARGE_UNITS = {"万": 10_000, "亿": 100_000_000}
_BETWEEN_ITEMS = re.compile("[、，,;；/ ]+")


def one_of(known: Sequence[str], unknown: str) -> Text | None:
    """What may stand where a word is not known, and the one that was probably meant."""
    near = suggestion(unknown, known)
    if near is not None and len(known) > _MOST_LISTED:
        return near
    more_zh, more_en = (
        ("", "") if len(known) <= _MOST_LISTED else (f"……共 {len(known)} 个", f" … ({len(known)} in all)")
    )
    shown = known[:_MOST_LISTED]
    return also(Text(f"可写：{'、'.join(shown)}{more_zh}", f"allowed: {', '.join(shown)}{more_en}"), near)


def suggestion(mistyped: str, known: Sequence[str]) -> Text | None:
    """`did you mean …` for a mistyped word; None when nothing is near."""
    return did_you_mean(nearest(mistyped, known))


def did_you_mean(meant: str | Text | None) -> Text | None:
    if meant is None:
        return None
    zh, en = (meant, meant) if isinstance(meant, str) else (meant.zh, meant.en)
    return Text(f"是否想写 {zh}？", f"did you mean {en}?")


def also(*parts: Text | None) -> Text | None:
    """Several remarks as one; those that are None are left out."""
    given = [part for part in parts if part is not None]
    if not given:
        return None
    return Text("；".join(part.zh for part in given), "; ".join(part.en for part in given))


def nearest(mistyped: str, known: Sequence[str]) -> str | None:
    from difflib import get_close_matches  # only needed once something is wrong

    if len(mistyped) > LONGEST_MISTYPED:
        return None
    near = get_close_matches(mistyped, known, n=1, cutoff=0.6)
    return near[0] if near else None


def a_yes_or_no(raw: Any) -> Text | None:
    typed = _plain(raw).casefold()
    return Text("是", "yes") if typed in _YES else Text("否", "no") if typed in _NO else None


def a_date(raw: Any) -> str | None:
    """`2026/4/10`, `2026年4月10日`, `20260410`, `2026-04-10 09:30:00` → `2026-04-10`."""
    typed = _plain(raw)
    match = _DATE.fullmatch(typed) or _DIGITS.fullmatch(typed)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat() if match else None
    except ValueError:
        return None


def a_number(raw: Any, unit: Text | None) -> str | None:
    """`３`, `"3"`, `3级`, `1,000`, `12万` → `3`, `3`, `3`, `1000`, `120000`; `没有` → `0`."""
    typed = _plain(raw)
    if typed in NOTHING:
        return "0"
    if unit is not None:
        typed = typed.removesuffix(unit.zh).removesuffix(unit.en).rstrip()
    match = _NUMBER.fullmatch(re.sub("[,_ ]", "", typed))
    if match is None:
        return None
    number = round(float(match[1]) * _LARGE_UNITS.get(match[2], 1), 6)
    return str(int(number)) if number == int(number) else str(number)


def a_ratio(raw: Any) -> str | None:
    """`８０％`, `百分之80`, `80`, `"0.8"` → `80%`, `80%`, `80%`, `0.8`."""
    match = _PERCENT.fullmatch(_plain(raw))
    if match is None or float(match[1]) > 100:
        return None
    is_share = isinstance(raw, str) and "%" not in _plain(raw) and "百" not in raw and float(match[1]) <= 1
    return match[1] if is_share else f"{match[1]}%"


def a_choice(question: Question, raw: Any) -> str | None:
    """The choice nearest to what was typed; for several in one text (`云、数据中心`) the list they should be."""
    values = [choice.value for choice in question.choices]
    if isinstance(raw, bool):  # YAML reads true where the choice is the word yes
        return next((value for value in values if value == ("yes" if raw else "no")), None)
    if not isinstance(raw, str) or len(raw) > LONGEST_MISTYPED:
        return None
    typed = raw.strip().casefold()
    if typed in NOTHING and "none" in values:
        return "none"
    names = {name: choice.value for choice in question.choices for name in _names(choice)}
    parts = [part for part in _BETWEEN_ITEMS.split(typed) if part]
    if question.type == "multi" and len(parts) > 1 and all(part in names for part in parts):
        return f"[{', '.join(names[part] for part in parts)}]"
    near = nearest(typed, list(names))
    return None if near is None else names[near]


def _names(choice: Choice) -> tuple[str, ...]:
    return choice.value, choice.label.zh, choice.label.en.casefold()


def _plain(raw: Any) -> str:
    """What was typed, with full-width digits and signs as half-width ones; empty for what nobody typed as a word."""
    import unicodedata  # only needed once something is wrong

    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return ""
    if len(raw) > LONGEST_MISTYPED if isinstance(raw, str) else not abs(raw) < 10**18:
        return ""
    return unicodedata.normalize("NFKC", str(raw)).strip()
