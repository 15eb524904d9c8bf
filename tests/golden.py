"""Comparison with a golden file; `make golden` (pytest --update-golden) accepts what changed."""

from pathlib import Path

import pytest


class Golden:
    def __init__(self, update: bool) -> None:
        self.update = update

    def check(self, path: Path, actual: str) -> None:
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8")
            return
        assert path.exists(), f"{path} does not exist; run make golden and read the diff"
        assert actual == path.read_text(encoding="utf-8"), f"{path} differs; if it should, run make golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="accept the present output as golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(bool(request.config.getoption("--update-golden")))
