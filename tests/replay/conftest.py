"""The shipped checklists and the answers files of this folder, for replaying what regulators published."""

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from selfcheck.load import content as source
from selfcheck.model.content import Content

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def shipped() -> Content:
    return source.load(source.bundled(), "shipped")


@pytest.fixture(scope="session")
def table() -> Callable[[str], Any]:
    """`table("changes.yaml")`: one data file of this folder as plain data, a copy of its own for every call."""

    @cache
    def read(name: str) -> Any:
        return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))

    return lambda name: deepcopy(read(name))
