"""One answer as written → its value, by the question's type. What does not fit is refused, never guessed at."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from selfcheck.load.quote import quote
from selfcheck.model.answers import AnswerValue, Never, Partly
from selfcheck.model.content import Question
from selfcheck.text import Text

YES, NO = frozenset({"是", "yes"}), frozenset({"否", "no"})
NEVER = frozenset({"从未", "没有", "无", "never", "none"})
PARTLY, NOT_APPLICABLE = frozenset({"部分", "partly"}), frozenset({"不适用", "n/a"})
_PERCENT = re.compile(r"^(\d{1,3}(?:\.\d+)?)\s?[%％]$")


class Misfit(ValueError):
    """The value does not fit the question."""

    def __init__(self, what: Text, allowed: Text | None = None) -> None:
        super().__init__(what.en)
        self.what, self.allowed = what, allowed


def convert(question: Question, raw: Any) -> AnswerValue:
    """Raises Misfit. `raw` is a YAML value; None (a key with nothing behind it) is never an answer."""
    if raw is None:
        raise Misfit(Text("没有填写", "no answer given"), _allowed(question))
    if isinstance(raw, str) and raw.strip() in NOT_APPLICABLE and question.type not in ("choice", "multi", "text"):
        raise Misfit(
            Text("不适用须说明理由", "not applicable needs a reason"),
            Text("写成 {not_applicable: 理由}", "write {not_applicable: reason}"),
        )
    return _CONVERTERS[question.type](question, raw)


def _bool(question: Question, raw: Any) -> AnswerValue:
    word = raw.strip() if isinstance(raw, str) else raw
    if isinstance(word, bool):
        return word
    if isinstance(word, str) and word in YES | NO | PARTLY:
        return Partly() if word in PARTLY else word in YES
    raise _misfit(question, raw)


def _date(question: Question, raw: Any) -> AnswerValue:
    if isinstance(raw, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise Misfit(Text(f"没有这一天：{raw}", f"no such day: {raw}"), _allowed(question)) from None
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str) and raw.strip() in NEVER:
        return Never()
    raise _misfit(question, raw)


def _number(question: Question, raw: Any) -> AnswerValue:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _misfit(question, raw)
    if raw < 0:
        raise Misfit(Text(f"不能是负数：{raw}", f"cannot be negative: {raw}"), _allowed(question))
    return raw


def _ratio(question: Question, raw: Any) -> AnswerValue:
    if isinstance(raw, str) and (match := _PERCENT.match(raw.strip())):
        raw = round(float(match[1]) / 100, 10)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _misfit(question, raw)
    if not 0 <= raw <= 1:
        raise Misfit(Text(f"比例超出范围：{raw}", f"ratio out of range: {raw}"), _allowed(question))
    return raw


def _choice(question: Question, raw: Any) -> AnswerValue:
    if not isinstance(raw, str):
        raise _misfit(question, raw)
    return _chosen(question, raw)


def _multi(question: Question, raw: Any) -> AnswerValue:
    entries = [raw] if isinstance(raw, str) else raw
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, str) for entry in entries):
        raise _misfit(question, raw)
    chosen = tuple(_chosen(question, entry) for entry in entries)
    if len(set(chosen)) < len(chosen):
        raise Misfit(Text("有重复的选项", "a choice is given twice"), _allowed(question))
    if "none" in chosen and len(chosen) > 1:
        raise Misfit(Text("“无”不能与其他选项同选", "none cannot stand beside other choices"), _allowed(question))
    return chosen


def _chosen(question: Question, raw: str) -> str:
    """A choice by its value or by its label in either language."""
    word = raw.strip()
    for choice in question.choices:
        if word in (choice.value, choice.label.zh, choice.label.en):
            return choice.value
    values = [choice.value for choice in question.choices]
    raise Misfit(
        Text(f"没有选项 {quote(raw)}", f"no choice {quote(raw)}"), suggestion(word, values) or _allowed(question)
    )


def _text(question: Question, raw: Any) -> AnswerValue:
    if not isinstance(raw, str) or not raw.strip():
        raise _misfit(question, raw)
    return raw


def _list(question: Question, raw: Any) -> AnswerValue:
    entries = [raw] if isinstance(raw, str) else raw
    if not isinstance(entries, list) or not all(isinstance(entry, str) and entry.strip() for entry in entries):
        raise _misfit(question, raw)
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
_SHAPES: Mapping[str, Text] = {
    "bool": Text("应为 true 或 false（也可写 是、否、部分）", "expected true or false (yes, no, partly are read too)"),
    "date": Text("应为日期，如 2026-04-10；没有发生过写 从未", "expected a date such as 2026-04-10, or never"),
    "number": Text("应为不小于 0 的数", "expected a number not below 0"),
    "ratio": Text(
        "应为 0 到 1 之间的数，或 80% 这样的百分数", "expected a number from 0 to 1, or a percentage such as 80%"
    ),
    "text": Text("应为文字（像数字的加引号）", "expected text (quote what looks like a number)"),
    "list": Text("应为文字的列表", "expected a list of texts"),
}


def _allowed(question: Question) -> Text:
    if question.type in ("choice", "multi"):
        zh = "、".join(f"{choice.value}（{choice.label.zh}）" for choice in question.choices)
        en = ", ".join(choice.value for choice in question.choices)
        return Text(f"可选：{zh}", f"choices: {en}")
    return _SHAPES[question.type]


def _misfit(question: Question, raw: Any) -> Misfit:
    shown = quote(str(raw)) if isinstance(raw, str | int | float | date) else Text("列表或映射", "a list or mapping")
    if isinstance(shown, str):
        shown = Text(shown, shown)
    return Misfit(Text(f"{shown.zh} 不是这道题的答案", f"{shown.en} does not answer this question"), _allowed(question))


def suggestion(word: str, known: list[str]) -> Text | None:
    """`did you mean …` for a mistyped word; None when nothing is near."""
    from difflib import get_close_matches  # only needed once something is wrong

    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return Text(f"是否想写 {near[0]}？", f"did you mean {near[0]}?") if near else None
