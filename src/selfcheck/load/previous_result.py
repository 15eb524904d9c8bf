"""An earlier result, of `assess` or of `gate`, → the gaps it found."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.gate.changes import Previous
from selfcheck.gate.gaps import item_of
from selfcheck.load.files import decode, read_bytes
from selfcheck.load.quote import quote
from selfcheck.model.assessment import Status
from selfcheck.model.gap import Key, Known
from selfcheck.text import Text

RESULT, GATE = "selfcheck/result/1", "selfcheck/gate/1"
FILE_LIMIT = 256 * 1024 * 1024
_ALLOWED = Text(
    f"应为 assess 或 gate 的 json 输出（{RESULT}、{GATE}）",
    f"expected the json output of assess or gate ({RESULT}, {GATE})",
)
_GAP = {Status.PARTIAL.value: Status.PARTIAL, Status.NOT_SATISFIED.value: Status.NOT_SATISFIED}


def load(path: Path) -> Previous:
    """Raises SelfcheckError for anything but a result this version of selfcheck reads."""
    file = str(path)
    return read(decode(read_bytes(path, limit=FILE_LIMIT), file), file)


def read(text: str, file: str) -> Previous:
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise _refused(Location(file, error.lineno, error.colno), Text("JSON 残缺或有误", "broken JSON")) from None
    except (ValueError, RecursionError):
        raise _refused(Location(file), Text("JSON 有误", "broken JSON")) from None
    kind = data.get("format") if isinstance(data, dict) else None
    if kind not in (RESULT, GATE):
        shown = quote(str(kind))
        what = Text(f"不认识格式版本 {shown}", f"unknown format version {shown}")
        if not isinstance(kind, str):
            what = Text("不是 selfcheck 的结果文件", "is not a result of selfcheck")
        raise _refused(Location(file), what)
    try:
        return _of_result(data) if kind == RESULT else _of_gate(data)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _refused(Location(file), Text("结果文件残缺", "the result is damaged")) from None


def _of_result(data: Mapping[str, Any]) -> Previous:
    known = tuple(entry for finding in data["findings"] for entry in _of_finding(finding))
    return Previous(str(data["profile"]["id"]), str(data["as_of"]), {str(data["organisation"]): known})


def _of_finding(finding: Mapping[str, Any]) -> tuple[Known, ...]:
    status = _GAP.get(finding["status"])
    if status is None:
        Status(finding["status"])  # ValueError for a status there never was
        return ()
    met: dict[str | None, bool] = {}
    for seen in finding["observations"]:
        item = item_of(seen["fact"], seen["item"]["id"] if seen["item"] else None)
        met[item] = met.get(item, False) or seen["verdict"] != "unanswered"
    items = [item for item, known in met.items() if known] or [None]
    return tuple(Known(Key(finding["control"], item), status) for item in items)


def _of_gate(data: Mapping[str, Any]) -> Previous:
    organisations = {
        str(entry["organisation"]): tuple(
            Known(Key(gap["control"], gap["item"]), Status(gap["status"])) for gap in entry["gaps"]
        )
        for entry in data["organisations"]
    }
    return Previous(str(data["profile"]), str(data["as_of"]), organisations)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is there twice")
    return found


def _refused(location: Location, what: Text) -> SelfcheckError:
    return SelfcheckError([Problem(location, what, _ALLOWED)])
