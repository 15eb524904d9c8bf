"""Runs the program, in this process or as one of its own, and looks at how it ended."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import selfcheck
from selfcheck.cli import app, inputs
from selfcheck.model.content import Content


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    def refused(self, *fragments: str) -> None:
        """Checks that the input could not be used, and that the message says what the fragments say."""
        assert self.code == 2, self.err
        assert self.out == ""
        assert "Traceback" not in self.err
        assert self.err.endswith("\n")
        for fragment in fragments:
            assert fragment in self.err


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of somebody using the program: no language set, a cache of their own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "SELFCHECK_"))}
    source = Path(selfcheck.__file__).parents[1]
    return {**kept, "PYTHONPATH": str(source), "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}


@pytest.fixture(scope="session")
def shipped(home: Mapping[str, str]) -> Content:
    """The checklists, read once: a run in this process need not read them again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", home["XDG_CACHE_HOME"])
        return inputs.content()


@pytest.fixture
def run_here(
    shipped: Content, home: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ending]:
    """`run_here("assess", path, lang="en", stdin=b"…")` in this process."""
    read = inputs.content
    monkeypatch.setattr(inputs, "content", lambda extra=None: shipped if extra is None else read(extra))
    monkeypatch.setenv("XDG_CACHE_HOME", home["XDG_CACHE_HOME"])

    def run(*arguments: object, lang: str, stdin: bytes = b"") -> Ending:
        monkeypatch.setenv("SELFCHECK_LANG", lang)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = app.run([str(argument) for argument in arguments])
        return Ending(code, *capsys.readouterr())

    return run


@pytest.fixture
def run_alone(home: Mapping[str, str]) -> Callable[..., Ending]:
    """`run_alone("assess", path, lang="en", stdin=b"…")` as a process of its own; `more` is for subprocess.run."""

    def run(*arguments: object, lang: str = "", stdin: bytes = b"", **more: Any) -> Ending:
        environment = {**home, "SELFCHECK_LANG": lang, **more.pop("env", {})}
        done = subprocess.run(
            [sys.executable, "-m", "selfcheck", *map(str, arguments)],
            env=environment,
            input=stdin,
            timeout=60,
            check=False,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more},
        )
        return Ending(done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode())

    return run


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """An answers file nothing is wrong with."""
    path = tmp_path / "answers.yaml"
    path.write_text(
        "selfcheck: answers/1\norganisation: {name: 某某云, sectors: [cloud]}\nanswers: {}\n", encoding="utf-8"
    )
    return path


@pytest.fixture
def snapshot(tmp_path: Path) -> Callable[[], Mapping[str, tuple[int, int, int]]]:
    """`snapshot()` is every entry of the test's folder with its mode, size and time of change."""

    def look() -> Mapping[str, tuple[int, int, int]]:
        entries = ((path, path.lstat()) for path in tmp_path.rglob("*"))
        return {str(path): (status.st_mode, status.st_size, status.st_mtime_ns) for path, status in entries}

    return look
