"""One answer: a bare value, or the full form with evidence, note, owner and review date."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from selfcheck.load.meant import nearest, one_of
from selfcheck.load.reading import Reading
from selfcheck.load.values import Misfit, convert, day, reason, shown, text
from selfcheck.model.answers import Answer, AnswerValue, Evidence, NotApplicable
from selfcheck.model.content import Question
from selfcheck.text import Text

FULL_FORM = ("value", "not_applicable", "evidence", "note", "owner", "reviewed_on")
EVIDENCE = ("file", "valid_until", "sha256")

_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_VALUE_OR_REASON = Text("如 {value: …} 或 {not_applicable: 理由}", "such as {value: …} or {not_applicable: reason}")
_FILES = Text("如 evidence: [{file: evidence/plan.pdf}]", "such as evidence: [{file: evidence/plan.pdf}]")
_FILE = Text("如 {file: evidence/plan.pdf}", "such as {file: evidence/plan.pdf}")
_HONESTLY = Text("照实答：没有的答否或 0", "answer as it is: no or 0 where there is none")
_T = TypeVar("_T")


def answer(reading: Reading, question: Question, container: dict[str, Any], key: str, named: str) -> Answer | None:
    """The answer under a key, or None once its problems are noted; `named` is the fact's name in their messages."""
    raw = container[key]
    here = reading.document.where(container, key)
    if not isinstance(raw, dict):
        try:
            return Answer(question.key, convert(question, raw), here)
        except Misfit as misfit:
            reading.misfit(container, key, named, misfit)
            return None
    reading.keys(raw, FULL_FORM, lambda unknown: one_of(FULL_FORM, unknown))
    if not _says_one_thing(raw):
        what = Text(
            f"{named}：value 和 not_applicable 须写且只写一个",
            f"{named}: write one of value and not_applicable, not both",
        )
        reading.at_key(container, key, what, _VALUE_OR_REASON)
        return None
    value = _value(reading, question, raw, named)
    evidence = _evidence(reading, raw, named) if "evidence" in raw else ()
    note, owner = (_optional(reading, raw, detail, named, text) for detail in ("note", "owner"))
    reviewed_on = _optional(reading, raw, "reviewed_on", named, day)
    return None if value is None else Answer(question.key, value, here, evidence, note, owner, reviewed_on)


def _says_one_thing(raw: dict[str, Any]) -> bool:
    """Whether there is a value or a reason, not both; one that is only misspelt has been reported as that."""
    if "value" in raw or "not_applicable" in raw:
        return not ("value" in raw and "not_applicable" in raw)
    return any(nearest(key, FULL_FORM) in FULL_FORM[:2] for key in raw if key not in FULL_FORM)


def _value(reading: Reading, question: Question, raw: dict[str, Any], named: str) -> AnswerValue | None:
    if "value" in raw:
        return reading.take(raw, "value", named, lambda value: convert(question, value))
    if "not_applicable" in raw:
        if question.of_profile:
            what = Text(
                f"{named}：组织画像决定哪些检查项适用，本身不能答不适用",
                f"{named}: the profile decides what applies and cannot itself be not applicable",
            )
            reading.at_key(raw, "not_applicable", what, _HONESTLY)
            return None
        return reading.take(raw, "not_applicable", named, lambda why: NotApplicable(reason(why)))
    return None


def _optional(reading: Reading, raw: dict[str, Any], key: str, named: str, convert: Callable[[Any], _T]) -> _T | None:
    return reading.take(raw, key, f"{named} {key}", convert) if key in raw else None


def _evidence(reading: Reading, raw: dict[str, Any], named: str) -> tuple[Evidence, ...]:
    entries = raw["evidence"]
    if not isinstance(entries, list):
        what = Text(f"{named}：evidence 应为列表", f"{named}: evidence must be a list")
        reading.at_key(raw, "evidence", what, _FILES)
        return ()
    pieces = (_piece(reading, entries, index, named) for index in range(len(entries)))
    return tuple(piece for piece in pieces if piece is not None)


def _piece(reading: Reading, entries: list[Any], index: int, named: str) -> Evidence | None:
    """One piece of evidence: the name of its file, or a mapping with that and more."""
    entry, here = entries[index], reading.document.where(entries, index)
    if isinstance(entry, str) and entry.strip():
        return Evidence(entry, None, None, here)
    if not isinstance(entry, dict):
        what = Text(f"{named}：佐证材料不能是{shown(entry).zh}", f"{named}: evidence cannot be {shown(entry).en}")
        reading.at_key(entries, index, what, _FILE)
        return None
    reading.keys(entry, EVIDENCE, lambda unknown: one_of(EVIDENCE, unknown))
    file = entry.get("file")
    if not isinstance(file, str) or not file.strip():
        what = Text(f"{named}：佐证材料没有写文件名", f"{named}: the evidence names no file")
        reading.at_value(entry, "file", what, _FILE)
        file = None
    valid_until = _optional(reading, entry, "valid_until", named, day)
    sha256 = _optional(reading, entry, "sha256", named, _digest)
    return None if file is None else Evidence(file, valid_until, sha256, here)


def _digest(raw: Any) -> str:
    if isinstance(raw, str) and _SHA256.fullmatch(raw):
        return raw.lower()
    what = Text(f"{shown(raw).zh} 不是 SHA-256 值", f"{shown(raw).en} is not a SHA-256")
    raise Misfit(what, Text("应为 64 位十六进制数，加引号", "expected 64 hexadecimal digits, quoted"))
