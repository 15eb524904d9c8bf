"""One small sample for every test of the core: two laws with two editions, three controls, one inspection, one case.

It is built from plain data (cases/sample.yaml), independent of the shipped checklists. `answered` writes an answers
file down as objects, each answer with a place of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from selfcheck.errors import Location
from selfcheck.load import build
from selfcheck.model.answers import Answer, Answers, Row
from selfcheck.model.content import Content

SAMPLE = Path(__file__).parent / "cases" / "sample.yaml"
FILE = "answers.yaml"


@pytest.fixture(scope="session")
def content() -> Content:
    return build.content(yaml.safe_load(SAMPLE.read_text(encoding="utf-8")), "sample", "0" * 16)


@pytest.fixture(scope="session")
def answered() -> Callable[..., Answers]:
    """`answered({key: value}, systems=[{"id": …, column: value}])`.

    Facts stand on lines 11, 12 …, the first row on line 100 with its columns on 101, 102 …, the next on 200.
    """
    return _answered


def _answered(facts: Mapping[str, Any] | None = None, **inventories: Sequence[Mapping[str, Any]]) -> Answers:
    return Answers(
        organisation="样例公司",
        facts=_values(facts or {}, 11),
        inventories={
            name: tuple(_row(row, 100 * (index + 1)) for index, row in enumerate(rows))
            for name, rows in inventories.items()
        },
        location=Location(FILE, 1, 1),
        sections={
            "organisation": Location(FILE, 2, 1),
            "answers": Location(FILE, 10, 1),
            **{name: Location(FILE, 90, 1) for name in inventories},
        },
    )


def _values(raw: Mapping[str, Any], line: int) -> dict[str, Answer]:
    return {key: Answer(key, value, Location(FILE, line + index, 3)) for index, (key, value) in enumerate(raw.items())}


def _row(raw: Mapping[str, Any], line: int) -> Row:
    columns = {key: value for key, value in raw.items() if key not in ("id", "name")}
    return Row(raw["id"], raw.get("name", raw["id"]), _values(columns, line + 1), Location(FILE, line, 5))
