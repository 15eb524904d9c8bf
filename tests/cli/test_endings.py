"""How the program ends, and in which language it says so, whatever becomes of its streams."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from selfcheck.cli import inputs

Run = Callable[..., Any]  # the fixtures of conftest.py

LANGUAGES = ("zh", "en")
MEGABYTE = 1024 * 1024
BEFORE = b"the report of last month\n"


@pytest.mark.parametrize(
    ("environment", "arguments", "said"),
    [
        ({}, [], "不存在"),
        ({"LANG": "en_GB.UTF-8"}, [], "no such file"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, [], "不存在"),
        ({"SELFCHECK_LANG": "en"}, [], "no such file"),
        ({"SELFCHECK_LANG": "en"}, ["--lang", "zh"], "不存在"),
        ({"SELFCHECK_LANG": "zh", "LANG": "en_GB.UTF-8"}, [], "不存在"),
        ({"SELFCHECK_LANG": "fr"}, [], 'SELFCHECK_LANG: 没有语言 "fr"；可选：zh、en'),
        ({"SELFCHECK_LANG": "fr", "LANG": "en_US"}, [], 'SELFCHECK_LANG: no language "fr"; choices: zh, en'),
        ({"SELFCHECK_LANG": "fr"}, ["--lang", "en"], "no such file"),
    ],
)
def test_messages_are_in_the_language_asked_for(
    environment: dict[str, str], arguments: list[str], said: str, run_alone: Run, tmp_path: Path
) -> None:
    run_alone("assess", tmp_path / "no.yaml", *arguments, env=environment).refused(said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_good_file_is_assessed(lang: str, run_alone: Run, good: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_bytes(BEFORE)
    ending = run_alone("assess", good, "--as-of", "2026-11-24", "-o", f"json:{report}", "-o", "text", lang=lang)
    assert ending.code == 0
    assert ending.err == ""
    assert "某某云" in ending.out
    assert b'"selfcheck/result/1"' in report.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"answers.yaml", "report.json"}


def test_standard_input_is_assessed_like_a_file(run_alone: Run, good: Path) -> None:
    assert run_alone("assess", "-", lang="en", stdin=good.read_bytes()).code == 0


def test_a_reader_that_goes_away_is_not_an_error(home: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "selfcheck", "schema", "answers"]  # far more than a pipe holds
    with subprocess.Popen(command, env=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == b"{\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.fixture
def nowhere() -> Iterator[int]:
    """A pipe whose reader is gone."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@pytest.mark.parametrize("arguments", [["assess", "answers.yaml"], ["list", "profiles"], ["validate", "answers.yaml"]])
def test_a_reader_that_never_was_is_not_an_error(
    arguments: list[str], run_alone: Run, good: Path, nowhere: int
) -> None:
    ending = run_alone(*arguments, stdout=nowhere, cwd=good.parent)
    assert (ending.code, ending.err) == (0, "")


def test_an_error_nobody_reads_is_an_error_all_the_same(run_alone: Run, tmp_path: Path, nowhere: int) -> None:
    ending = run_alone("assess", tmp_path / "no.yaml", stderr=nowhere)
    assert (ending.code, ending.out) == (2, "")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_standard_output_that_cannot_be_written_is_said(lang: str, run_alone: Run, good: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        run_alone("assess", good, lang=lang, stdout=full).refused("标准输出" if lang == "zh" else "standard output")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_standard_output_that_is_closed_is_said(lang: str, run_alone: Run, good: Path) -> None:
    ending = run_alone("assess", good, lang=lang, preexec_fn=lambda: os.close(1))
    ending.refused("标准输出" if lang == "zh" else "standard output")


def test_with_standard_error_closed_nothing_is_said_on_standard_output_instead(run_alone: Run, tmp_path: Path) -> None:
    ending = run_alone("assess", tmp_path / "no.yaml", preexec_fn=lambda: os.close(2))
    assert (ending.code, ending.out) == (2, "")


def test_an_interrupt_ends_with_130_and_without_a_report(
    run_here: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(inputs, "answers", interrupted)
    ending = run_here("assess", good, lang="en")
    assert (ending.code, ending.out, ending.err) == (130, "", "interrupted\n")


def test_an_interrupt_from_the_keyboard_while_reading_ends_with_130(home: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "selfcheck", "assess", "-"]
    with subprocess.Popen(
        command,
        env={**home, "SELFCHECK_LANG": "en"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores it
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"#" * MEGABYTE)  # returns once the program has begun to read: a pipe holds far less
        code = None
        for _ in range(30):  # a signal between two reads is only noticed at the next one
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(timeout=1)
                break
        process.kill()
        assert process.stdout is not None and process.stderr is not None
        assert (code, process.stdout.read(), process.stderr.read()) == (130, b"", b"interrupted\n")


def test_a_bug_is_told_apart_from_bad_input(run_here: Run, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(inputs, "answers", broken)
    ending = run_here("assess", good, lang="en")
    assert (ending.code, ending.out) == (3, "")
    assert "internal error; please report it" in ending.err
