"""The published shape of a plan, and the refusal of files that are not of it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load.quote import quote
from selfcheck.plan.model import FORMAT
from selfcheck.text import Text

SCHEMA = Path(__file__).parents[1] / "schemas" / "plan.json"
_EXPECTED = Text(
    f"应为 selfcheck plan 的 json 或 xlsx 输出（{FORMAT}）",
    f"expected the json or xlsx output of selfcheck plan ({FORMAT})",
)


@cache
def schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return loaded


def refused(where: Location, what: Text, allowed: Text | None = _EXPECTED) -> SelfcheckError:
    return SelfcheckError([Problem(where, what, allowed)])


def check_format(raw: Any, where: Location) -> dict[str, Any]:
    """The format line first: a plan of a newer version is refused as such, not as a heap of schema errors."""
    if not isinstance(raw, dict) or not str(raw.get("format", "")).startswith("selfcheck/plan/"):
        raise refused(where, Text("不是整改计划", "is not a remediation plan"))
    if raw["format"] != FORMAT:
        given = quote(str(raw["format"]))
        raise refused(where, Text(f"格式 {given} 本版本读不了", f"format {given} cannot be read by this version"))
    return raw
