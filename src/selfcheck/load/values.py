"""One answer as written → its value, by the question's type. What does not fit is refused, never guessed at."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from selfcheck.load import meant
from selfcheck.load.meant import NOTHING, also, did_you_mean
from selfcheck.load.meant import suggestion as suggestion  # lint, schema and the command line know it from here
from selfcheck.load.quote import quote
from selfcheck.model.answers import AnswerValue, Never, Partly
from selfcheck.model.content import Question
from selfcheck.text import Text

YES, NO = frozenset({"是", "yes"}), frozenset({"否", "no"})
PARTLY = frozenset({"部分", "partly"})
NEVER = frozenset({"从未", "never"}) | NOTHING
NOT_APPLICABLE = frozenset({"不适用", "n/a"})

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,20})?)\s?[%％]")
_TOO_LARGE = 10**18  # 19 digits, one more than the YAML reader lets through

_DAY = Text("应为日期，如 2026-04-10", "expected a date such as 2026-04-10")
_TEXT = Text("应为文字，像数字、日期的加引号", "expected text, quoted if it looks like a number or a date")
_EXPECTED: Mapping[str, Text] = {
    "bool": Text("可写 是、否、部分，或 true、false", "write true or false; yes, no and partly are read too"),
    "date": Text(f"{_DAY.zh}，从来没有过的写 从未", f"{_DAY.en}, or never"),
    "number": Text("应为不小于 0 的数字，不带单位和引号", "expected a number not below 0, without unit or quotes"),
    "ratio": Text("应为 0 到 1 的数，或 80% 这样的百分数", "expected 0 to 1, or a percentage such as 80%"),
    "text": Text(f"{_TEXT.zh}，没有的写 无", f"{_TEXT.en}, or none"),
    "list": Text("应为文字的列表，如 [甲, 乙]，没有的写 []", "expected a list of texts such as [a, b], or []"),
}
_BLANK = Text("没有填写", "nothing is filled in")
_NEITHER = Text("既不是“是”也不是“否”", "is neither yes nor no")
_NEEDS_A_REASON = Text("不适用须说明理由", "not applicable needs a reason")
_WITH_REASON = Text("写成 {not_applicable: 理由}", "write {not_applicable: reason}")


class Misfit(ValueError):
    """The value does not fit the question; `item` is the index of the entry at fault where it is a list."""

    def __init__(self, what: Text, allowed: Text | None = None, item: int | None = None) -> None:
        super().__init__(what.en)
        self.what, self.allowed, self.item = what, allowed, item


def convert(question: Question, raw: Any) -> AnswerValue:
    """Raises Misfit. `raw` is a YAML value; None (a key with nothing behind it) is never an answer."""
    if raw is None:
        left_out = Text("暂不回答的删去这一行", "leave the line out while it is not answered")
        raise Misfit(_BLANK, also(_expected(question), left_out))
    if isinstance(raw, str):
        typed = word(raw)
        if not typed:
            raise Misfit(_BLANK, _expected(question))
        if typed in NOT_APPLICABLE and _choice_called(question, raw) is None:
            raise Misfit(_NEEDS_A_REASON, _WITH_REASON)
    return _CONVERTERS[question.type](question, raw)


def reason(raw: Any) -> str:
    """Why a question does not apply, in words. Raises Misfit when there are none."""
    if not isinstance(raw, str) or says_nothing(raw):
        raise Misfit(_NEEDS_A_REASON, _WITH_REASON)
    return raw


def day(raw: Any, expected: Text = _DAY) -> date:
    """A date, plain or as a quoted `2026-04-10`. Raises Misfit."""
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str) and _ISO_DATE.fullmatch(typed := raw.strip()):
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise Misfit(Text(f"没有 {typed} 这一天", f"there is no day {typed}"), expected) from None
    raise _is_not(raw, Text("不是日期", "is not a date"), expected, meant.a_date(raw))


def text(raw: Any, expected: Text = _TEXT) -> str:
    """Text. Raises Misfit for anything else, also for what YAML reads as a number or a date."""
    if isinstance(raw, str):
        return raw
    quoted = quote(shown(raw).en) if isinstance(raw, int | float | date) else None
    raise _is_not(raw, Text("不是文字", "is not text"), expected, quoted)


def says_nothing(typed: str) -> bool:
    """Whether there is a text that yet says nothing: blank, a dash, 无."""
    return word(typed) in NOTHING or not any(character.isalnum() for character in typed)


def word(raw: Any) -> str:
    """What was typed where a word such as 是 may stand; case and space around it (full-width too) do not count."""
    return raw.strip().casefold() if isinstance(raw, str) else ""


def shown(raw: Any) -> Text:
    """A YAML value in a message: short, on one line, as it was typed rather than as Python prints it."""
    match raw:
        case None:
            return Text("空值", "null")
        case bool():
            return Text(str(raw).lower(), str(raw).lower())
        case int() | float() if not -_TOO_LARGE < raw < _TOO_LARGE:
            return Text("这个数", "this number")
        case int() | float() | date():
            return Text(str(raw), str(raw))
        case str():
            return Text(quote(raw), quote(raw))
        case list():
            return Text("列表", "a list")
        case _:
            return Text("“键: 值”的内容", 'a set of "key: value"')


def title(raw: Any) -> str:
    """The name of something, which cannot be blank. Raises Misfit."""
    given = text(raw)
    if not given.strip():
        raise Misfit(_BLANK, _TEXT)
    return given


def _bool(question: Question, raw: Any) -> AnswerValue:
    if isinstance(raw, bool):
        return raw
    typed = word(raw)
    if typed in PARTLY:
        return Partly()
    if typed in YES or typed in NO:
        return typed in YES
    raise _is_not(raw, _NEITHER, _EXPECTED["bool"], meant.a_yes_or_no(raw))


def _date(question: Question, raw: Any) -> AnswerValue:
    return Never() if word(raw) in NEVER else day(raw, _EXPECTED["date"])


def _number(question: Question, raw: Any) -> AnswerValue:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _is_not(raw, Text("不是数字", "is not a number"), _EXPECTED["number"], meant.a_number(raw, question.unit))
    if raw < 0:
        what = Text(f"不能是负数：{shown(raw).zh}", f"cannot be negative: {shown(raw).en}")
        raise Misfit(what, _EXPECTED["number"])
    if not raw < _TOO_LARGE:  # also what is not a number at all
        raise Misfit(Text("数值过大", "the number is too large"), Text("最多 18 位", "at most 18 digits"))
    return raw + 0  # −0.0 becomes 0.0


def _ratio(question: Question, raw: Any) -> AnswerValue:
    if isinstance(raw, str) and (percent := _PERCENT.fullmatch(raw.strip())):
        raw = float(f"{percent[1]}e-2")  # a division would turn 0.57% into 0.005699999999999999
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _is_not(raw, Text("不是比例", "is not a ratio"), _EXPECTED["ratio"], meant.a_ratio(raw))
    if not 0 <= raw <= 1:
        what = Text(f"比例超出范围：{shown(raw).zh}", f"ratio out of range: {shown(raw).en}")
        raise Misfit(what, also(_EXPECTED["ratio"], did_you_mean(meant.a_ratio(raw))))
    return raw + 0


def _choice(question: Question, raw: Any) -> AnswerValue:
    return _chosen(question, raw)


def _multi(question: Question, raw: Any) -> AnswerValue:
    if not isinstance(raw, list):
        return (_chosen(question, raw),)
    if not raw:
        raise Misfit(Text("一个选项也没有选", "no choice is given"), _expected(question))
    chosen: list[str] = []
    for index, entry in enumerate(raw):
        value = _chosen(question, entry, index)
        if value in chosen:
            what = Text(f"选项 {value} 写了两次", f"choice {value} is given twice")
            raise Misfit(what, Text("每个选项只写一次", "give each choice once"), index)
        chosen.append(value)
    if "none" in chosen and len(chosen) > 1:
        what = Text("选了 none 就不能再选其他", "none cannot stand beside other choices")
        raise Misfit(what, Text("只留一边", "keep one or the other"), chosen.index("none"))
    return tuple(chosen)


def _chosen(question: Question, raw: Any, item: int | None = None) -> str:
    called = _choice_called(question, raw) if isinstance(raw, str) else None
    if called is not None:
        return called
    if raw is None:
        raise Misfit(_BLANK, _expected(question), item)
    what = Text(f"没有选项 {shown(raw).zh}", f"no choice {shown(raw).en}")
    raise Misfit(what, also(_expected(question), did_you_mean(meant.a_choice(question, raw))), item)


def _choice_called(question: Question, typed: str) -> str | None:
    """A choice by its value or by its label in either language."""
    name = typed.strip()
    for choice in question.choices:
        if name == choice.value or name == choice.label.zh or name == choice.label.en:
            return choice.value
    return None


def _text(question: Question, raw: Any) -> AnswerValue:
    given = text(raw, _EXPECTED["text"])
    if word(given) in NOTHING:
        return Never()  # that there is none is known, and must not count as something given
    if says_nothing(given):
        what = Text(f"{quote(given)} 没有内容", f"{quote(given)} says nothing")
        raise Misfit(what, _EXPECTED["text"])
    return given


def _list(question: Question, raw: Any) -> AnswerValue:
    if word(raw) in NOTHING:
        return ()
    entries = raw if isinstance(raw, list) else [raw]
    for index, entry in enumerate(entries):
        if not isinstance(entry, str) or says_nothing(entry):
            what = Text(f"{shown(entry).zh} 不是一项内容", f"{shown(entry).en} is not an entry")
            raise Misfit(what, _EXPECTED["list"], index if entries is raw else None)
    return tuple(entries)


_CONVERTERS: Mapping[str, Callable[[Question, Any], AnswerValue]] = {
    "bool": _bool,
    "date": _date,
    "number": _number,
    "ratio": _ratio,
    "choice": _choice,
    "multi": _multi,
    "text": _text,
    "list": _list,
}


def _expected(question: Question) -> Text:
    if question.type not in ("choice", "multi"):
        return _EXPECTED[question.type]
    zh = "、".join(f"{choice.value}（{choice.label.zh}）" for choice in question.choices)
    en = ", ".join(choice.value for choice in question.choices)
    return Text(f"可选：{zh}", f"choices: {en}")


def _is_not(raw: Any, kind: Text, expected: Text, probably: str | Text | None) -> Misfit:
    if raw is None:
        return Misfit(_BLANK, expected)
    what = Text(f"{shown(raw).zh} {kind.zh}", f"{shown(raw).en} {kind.en}")
    return Misfit(what, also(expected, did_you_mean(probably)))
