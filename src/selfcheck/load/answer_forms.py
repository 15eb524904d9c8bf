"""One answer: a bare value, or the full form with evidence, note, owner and review date."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from selfcheck.load.answer_keys import listed
from selfcheck.load.meant import nearest, suggestion
from selfcheck.load.reading import Reading
from selfcheck.load.values import Misfit, also, convert, day, reason, shown, text
from selfcheck.model.answers import Answer, AnswerValue, Evidence, NotApplicable
from selfcheck.model.content import Question
from selfcheck.text import Text

FULL_FORM = ("value", "not_applicable", "evidence", "note", "owner", "reviewed_on")
EVIDENCE = ("file", "valid_until", "sha256")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_ONE_FILE = Text(
    "如 {file: evidence/plan.pdf, valid_until: 2027-01-31}",
    "such as {file: evidence/plan.pdf, valid_until: 2027-01-31}",
)
_FILES = Text("如 [{file: evidence/plan.pdf}]", "such as [{file: evidence/plan.pdf}]")
_T = TypeVar("_T")


def answer(reading: Reading, question: Question, container: dict[str, Any], written: str, named: str) -> Answer | None:
    """The answer under the key `written`, or None once its problems are noted; `named` stands in their messages."""
    raw = container[written]
    here = reading.document.where(container, written)
    if not isinstance(raw, dict):
        value = _read(reading, container, written, named, lambda bare: convert(question, bare))
        return None if value is None else Answer(question.key, value, here)
    reading.keys(raw, FULL_FORM, lambda key: also(listed(FULL_FORM), suggestion(key, FULL_FORM)))
    if not _says_what(raw):
        what = Text(
            f"{named}：value 和 not_applicable 须写且只写一个",
            f"{named}: give either value or not_applicable, not both",
        )
        allowed = Text("如 {value: …} 或 {not_applicable: 理由}", "such as {value: …} or {not_applicable: reason}")
        reading.at_key(container, written, what, allowed)
    value = _value(reading, question, raw, named)
    details = _details(reading, raw, named)
    return None if value is None else Answer(question.key, value, here, *details)


def _says_what(raw: dict[str, Any]) -> bool:
    """Whether exactly one of value and not_applicable is there; one that is only misspelt is reported as that."""
    if "value" in raw or "not_applicable" in raw:
        return ("value" in raw) != ("not_applicable" in raw)
    return any(nearest(key, FULL_FORM) in ("value", "not_applicable") for key in raw if key not in FULL_FORM)


def _value(reading: Reading, question: Question, raw: dict[str, Any], named: str) -> AnswerValue | None:
    if "value" in raw:
        return _read(reading, raw, "value", named, lambda value: convert(question, value))
    if "not_applicable" in raw:
        return _read(reading, raw, "not_applicable", named, lambda why: NotApplicable(reason(why)))
    return None


def _details(
    reading: Reading, raw: dict[str, Any], named: str
) -> tuple[tuple[Evidence, ...], str | None, str | None, date | None]:
    return (
        _evidence(reading, raw, named),
        _optional(reading, raw, "note", named, text),
        _optional(reading, raw, "owner", named, text),
        _optional(reading, raw, "reviewed_on", named, day),
    )


def _evidence(reading: Reading, raw: dict[str, Any], named: str) -> tuple[Evidence, ...]:
    entries = raw.get("evidence", [])
    if not isinstance(entries, list):
        what = Text(f"{named}：evidence 应为列表", f"{named}: evidence must be a list")
        reading.at_key(raw, "evidence", what, _FILES)
        return ()
    found = (_piece(reading, entries, index, named) for index in range(len(entries)))
    return tuple(piece for piece in found if piece is not None)


def _piece(reading: Reading, entries: list[Any], index: int, named: str) -> Evidence | None:
    """One piece of evidence: the file's name alone, or a mapping with its details."""
    entry, here = entries[index], reading.document.where(entries, index)
    if isinstance(entry, str) and entry.strip():
        return Evidence(entry, None, None, here)
    if not isinstance(entry, dict):
        what = Text(
            f"{named}：{shown(entry).zh} 不是佐证文件", f"{named}: {shown(entry).en} is not a piece of evidence"
        )
        reading.at_key(entries, index, what, _ONE_FILE)
        return None
    reading.keys(entry, EVIDENCE, lambda key: also(listed(EVIDENCE), suggestion(key, EVIDENCE)))
    file = entry.get("file")
    if not isinstance(file, str) or not file.strip():
        what = Text(f"{named}：佐证材料没有写文件名", f"{named}: the evidence names no file")
        reading.at_value(entry, "file", what, _ONE_FILE)
        file = None
    valid_until = _optional(reading, entry, "valid_until", named, day)
    digest = _optional(reading, entry, "sha256", named, _sha256)
    return None if file is None else Evidence(file, valid_until, digest, here)


def _sha256(raw: Any) -> str:
    if isinstance(raw, str) and _SHA256.fullmatch(raw):
        return raw.lower()
    what = Text(f"sha256 {shown(raw).zh} 写法不对", f"malformed sha256 {shown(raw).en}")
    raise Misfit(what, Text("应为 64 位十六进制数，加引号", "64 hexadecimal digits, quoted"))


def _optional(reading: Reading, raw: dict[str, Any], key: str, named: str, convert: Callable[[Any], _T]) -> _T | None:
    return _read(reading, raw, key, f"{named} {key}", convert) if key in raw else None


def _read(reading: Reading, container: dict[str, Any], key: str, named: str, convert: Callable[[Any], _T]) -> _T | None:
    try:
        return convert(container[key])
    except Misfit as misfit:
        reading.misfit(container, key, misfit, named)
        return None
