"""Small readers of plain data that every builder needs."""

from collections.abc import Mapping
from typing import Any

from selfcheck.model.rule import Rule
from selfcheck.rules import Groups, parse
from selfcheck.text import Text

Raw = Mapping[str, Any]


def text(raw: Raw) -> Text:
    return Text(raw["zh"], raw["en"])


def maybe_text(raw: Raw | None) -> Text | None:
    return None if raw is None else Text(raw["zh"], raw["en"])


def rule(raw: Raw | None, groups: Groups, inventory: str | None = None) -> Rule | None:
    return None if raw is None else parse(raw, groups, inventory)
