"""Baseline files in and out. A baseline that is damaged, newer or somebody else's is never read as an empty one."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selfcheck.gate.baseline import Baseline
from selfcheck.load.files import decode, read_bytes
from selfcheck.load.meant import one_of
from selfcheck.load.reading import Reading
from selfcheck.load.values import Misfit, day, shown, title
from selfcheck.load.versions import first_line
from selfcheck.load.yaml_reader import parse
from selfcheck.model.assessment import Status
from selfcheck.model.gap import Key, Known
from selfcheck.text import Text

FORMAT = "selfcheck/baseline/1"
FILE_LIMIT = 16 * 1024 * 1024
KEYS = ("format", "profile", "recorded_on", "content_version", "organisations")
STATUSES = (Status.PARTIAL.value, Status.NOT_SATISFIED.value, Status.UNANSWERED.value)


def load(path: Path) -> Baseline:
    """Raises SelfcheckError with every problem of the file."""
    file = str(path)
    return read(decode(read_bytes(path, limit=FILE_LIMIT), file), file)


def read(text: str, file: str) -> Baseline:
    reading = Reading(parse(text, file))  # JSON as we write it is YAML, which gives every entry its place
    root: dict[str, Any] = reading.document.value
    first_line(reading, root, FORMAT, "format")
    reading.keys(root, KEYS, lambda key: one_of(KEYS, key))
    for key in KEYS[1:]:
        if key not in root:
            reading.at_start(Text(f"缺少 {key}", f"{key} is missing"))
    profile = reading.take(root, "profile", "profile", title) if "profile" in root else None
    version = reading.take(root, "content_version", "content_version", title) if "content_version" in root else None
    recorded_on = reading.take(root, "recorded_on", "recorded_on", day) if "recorded_on" in root else None
    organisations = _organisations(reading, root) if "organisations" in root else {}
    reading.finish()
    assert profile is not None and version is not None and recorded_on is not None  # or finish() had raised
    return Baseline(profile, recorded_on, version, organisations)


def _organisations(reading: Reading, root: dict[str, Any]) -> Mapping[str, tuple[Known, ...]]:
    entries = root["organisations"]
    if not isinstance(entries, dict) or not entries:
        what = Text("organisations 应为非空的映射", "organisations must be a mapping that is not empty")
        reading.at_value(root, "organisations", what)
        return {}
    return {name: _known(reading, entries, name) for name in entries}


def _known(reading: Reading, entries: dict[str, Any], name: str) -> tuple[Known, ...]:
    gaps = entries[name]
    if not isinstance(gaps, list):
        reading.at_value(entries, name, Text("差距应为列表", "the gaps must be a list"))
        return ()
    found: dict[Key, Known] = {}
    for index in range(len(gaps)):
        entry = _one(reading, gaps, index)
        if entry is None:
            continue
        if entry.key in found:
            reading.at_key(gaps, index, Text(f"差距 {entry.key} 重复", f"gap {entry.key} is recorded twice"))
        found[entry.key] = entry
    return tuple(found.values())


def _one(reading: Reading, gaps: list[Any], index: int) -> Known | None:
    try:
        return _gap(gaps[index])
    except Misfit as misfit:
        reading.at_value(gaps, index, misfit.what, misfit.allowed)
        return None


def _gap(raw: Any) -> Known:
    """`{control, item, status}`. Raises Misfit."""
    allowed = Text(
        f"如 {{control: GRD-03, item: null, status: {STATUSES[1]}}}",
        f"such as {{control: GRD-03, item: null, status: {STATUSES[1]}}}",
    )
    if not isinstance(raw, dict) or set(raw) != {"control", "item", "status"}:
        raise Misfit(Text(f"差距记录不能是{shown(raw).zh}", f"a recorded gap cannot be {shown(raw).en}"), allowed)
    control, item, status = raw["control"], raw["item"], raw["status"]
    if not isinstance(control, str) or not control or not (item is None or (isinstance(item, str) and item)):
        raise Misfit(
            Text("差距记录的 control 或 item 不是文字", "control or item of a recorded gap is not text"), allowed
        )
    if status not in STATUSES:
        what = Text(f"不认识的状态 {shown(status).zh}", f"unknown status {shown(status).en}")
        raise Misfit(what, one_of(STATUSES, status if isinstance(status, str) else ""))
    return Known(Key(control, item), Status(status))


def written(baseline: Baseline) -> str:
    """The file's text, the same for the same gaps whatever order they were found in."""
    data = {
        "format": FORMAT,
        "profile": baseline.profile,
        "recorded_on": baseline.recorded_on.isoformat(),
        "content_version": baseline.content_version,
        "organisations": {
            name: [
                {"control": entry.key.control, "item": entry.key.item, "status": entry.status.value}
                for entry in sorted(known, key=lambda entry: (entry.key.control, entry.key.item or ""))
            ]
            for name, known in sorted(baseline.organisations.items())
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
