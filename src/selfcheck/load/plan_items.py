"""The items of a remediation plan (`selfcheck/plan/1`) as the gate needs them: due when, closed or not."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.gate.overdue import PlanItem
from selfcheck.load.files import decode, read_bytes
from selfcheck.text import Text

FORMAT = "selfcheck/plan/1"
FILE_LIMIT = 64 * 1024 * 1024
_CLOSED = "closed"


def load(path: Path) -> tuple[str, tuple[PlanItem, ...]]:
    """The organisation and its items. Raises SelfcheckError for anything but a plan this version reads."""
    file = str(path)
    text = decode(read_bytes(path, limit=FILE_LIMIT), file)
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise _refused(Location(file), Text("不是这个版本能读的整改计划", "is not a plan this version reads"))
        return str(data["organisation"]), tuple(_item(raw, file) for raw in data["items"])
    except json.JSONDecodeError as error:
        raise _refused(Location(file, error.lineno, error.colno), Text("JSON 残缺或有误", "broken JSON")) from None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise _refused(Location(file), Text("整改计划残缺", "the plan is damaged")) from None


def _item(raw: dict[str, Any], file: str) -> PlanItem:
    return PlanItem(
        id=str(raw["id"]),
        control=str(raw["control"] or ""),
        due=date.fromisoformat(raw["due"]),
        closed=raw["state"] == _CLOSED,
        location=Location(file, 1, 1),
    )


def _refused(location: Location, what: Text) -> SelfcheckError:
    allowed = Text(
        f"应为 selfcheck plan 的 json 输出（{FORMAT}）", f"expected the json output of selfcheck plan ({FORMAT})"
    )
    return SelfcheckError([Problem(location, what, allowed)])
