"""Waivers file → Waiver: strict in shape; a date that cannot be read makes a waiver that never counts."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from selfcheck.errors import Location, SelfcheckError
from selfcheck.gate.waivers import ZONE, Waiver
from selfcheck.load.evidence import of_waiver
from selfcheck.load.files import decode, read_bytes
from selfcheck.load.meant import one_of
from selfcheck.load.reading import Reading
from selfcheck.load.values import Misfit, day, shown, title
from selfcheck.load.versions import first_line
from selfcheck.load.yaml_reader import Document, parse
from selfcheck.model.answers import Evidence
from selfcheck.model.gap import Key
from selfcheck.text import Text

FORMAT = "waivers/1"
FILE_LIMIT = 4 * 1024 * 1024
KEYS = ("selfcheck", "zone", "waivers")
FIELDS = ("control", "item", "organisation", "reason", "approver", "approved_on", "expires", "evidence")
_REQUIRED = ("control", "reason", "approver", "approved_on", "expires")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def load(path: Path, root: Path) -> tuple[Waiver, ...]:
    """`root` is the top of the repository, where evidence is looked for. Raises SelfcheckError."""
    file = str(path)
    return read(decode(read_bytes(path, limit=FILE_LIMIT), file), file, root)


def read(text: str, file: str, root: Path) -> tuple[Waiver, ...]:
    reading = Reading(_document(text, file))
    top: dict[str, Any] = reading.document.value
    first_line(reading, top, FORMAT)
    reading.keys(top, KEYS, lambda key: one_of(KEYS, key))
    if "zone" in top and top["zone"] != ZONE:
        what = Text(f"不支持时区 {shown(top['zone']).zh}", f"unsupported zone {shown(top['zone']).en}")
        reading.at_value(top, "zone", what, Text(f"只有 {ZONE}", f"only {ZONE}"))
    entries = top.get("waivers")
    found: dict[tuple[Key, str | None], Waiver] = {}
    if not isinstance(entries, list):
        reading.at_key(top, "waivers", Text("waivers 应为列表", "waivers must be a list"), _NONE)
    else:
        for index in range(len(entries)):
            _waiver(reading, entries, index, root, found)
    reading.finish()
    return tuple(found.values())


_NONE = Text("没有豁免写 waivers: []", "with none write waivers: []")


def _document(text: str, file: str) -> Document:
    """The document; days the calendar does not have are read as text, and so as dates that cannot be read."""
    try:
        return parse(text, file)
    except SelfcheckError as error:
        places = [problem.location for problem in error.problems]
        lines = text.removeprefix("\ufeff").split("\n")
        if not all(_no_such_day(lines, place) for place in places):
            raise
        for place in sorted(places, reverse=True):  # from the end, so that columns before it stay right
            line = lines[place.line - 1]
            start = place.column - 1
            lines[place.line - 1] = f'{line[:start]}"{line[start : start + 10]}"{line[start + 10 :]}'
        return parse("\n".join(lines), file)


def _no_such_day(lines: list[str], place: Location) -> bool:
    if not 0 < place.line <= len(lines):
        return False
    match = _DATE.match(lines[place.line - 1], place.column - 1)
    if match is None:
        return False
    try:
        date.fromisoformat(match.group())
    except ValueError:
        return True
    return False


def _waiver(
    reading: Reading, entries: list[Any], index: int, root: Path, found: dict[tuple[Key, str | None], Waiver]
) -> None:
    entry = entries[index]
    if not isinstance(entry, dict):
        what = Text(f"豁免不能是{shown(entry).zh}", f"a waiver cannot be {shown(entry).en}")
        reading.at_value(entries, index, what, one_of(FIELDS, ""))
        return
    reading.keys(entry, FIELDS, lambda key: one_of(FIELDS, key))
    missing = [name for name in _REQUIRED if entry.get(name) is None]
    for name in missing:
        reading.at_key(entries, index, Text(f"豁免缺少 {name}", f"the waiver lacks {name}"))
    texts = {name: _text(reading, entry, name) for name in ("control", "item", "organisation", "reason", "approver")}
    pieces = _evidence(reading, entry)
    if missing or texts["control"] is None:
        return
    key = Key(texts["control"], texts["item"])
    if (key, texts["organisation"]) in found:
        line = found[key, texts["organisation"]].location.line
        what = Text(f"豁免 {key} 在第 {line} 行已写", f"waiver {key} stands at line {line} already")
        reading.at_key(entries, index, what, Text("只留一处", "keep one of the two"))
        return
    found[key, texts["organisation"]] = Waiver(
        key=key,
        organisation=texts["organisation"],
        reason=texts["reason"] or "",
        approver=texts["approver"] or "",
        approved_on=_day(entry["approved_on"]),
        expires=_day(entry["expires"]),
        cited=of_waiver(str(key), pieces, root),
        location=reading.document.where(entries, index),
    )


def _text(reading: Reading, entry: dict[str, Any], name: str) -> str | None:
    return reading.take(entry, name, name, title) if entry.get(name) is not None else None


def _day(raw: Any) -> date | None:
    """None for what is not a date: better no waiver than one that never ends."""
    try:
        return day(raw)
    except Misfit:
        return None


def _evidence(reading: Reading, entry: dict[str, Any]) -> tuple[Evidence, ...]:
    files = entry.get("evidence", [])
    if not isinstance(files, list):
        what = Text("evidence 应为文件名的列表", "evidence must be a list of file names")
        reading.at_value(entry, "evidence", what, Text("如 [evidence/memo.pdf]", "such as [evidence/memo.pdf]"))
        return ()
    found = []
    for index, file in enumerate(files):
        if isinstance(file, str) and file.strip():
            found.append(Evidence(file, None, None, reading.document.where(files, index)))
        else:
            what = Text(f"{shown(file).zh} 不是文件名", f"{shown(file).en} is not a file name")
            reading.at_value(files, index, what)
    return tuple(found)
