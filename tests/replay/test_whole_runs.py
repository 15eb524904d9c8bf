"""Whole runs over the shipped checklists: nothing answered, and the same answers assessed again."""

import json
import os
import subprocess
import sys
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from selfcheck.assess import assess
from selfcheck.load import answers as loader
from selfcheck.model.answers import Answers
from selfcheck.model.assessment import Status
from selfcheck.model.content import Content
from selfcheck.render import named
from selfcheck.report import Report
from selfcheck.resolve import scope
from selfcheck.text import Lang

TODAY = date(2026, 11, 24)
BEFORE = date(2021, 6, 30)  # when most of what the file says was done had not been done yet: a report full of gaps
FILE = Path(__file__).parent / "base" / "carrier-full.yaml"


def test_no_answers_satisfy_nothing_and_break_nothing_in_any_profile(shipped: Content) -> None:
    text = "selfcheck: answers/1\norganisation: {name: 某单位}\nanswers: {}\n"
    empty = loader.read(text, "answers.yaml", shipped)
    for profile in shipped.profiles:
        result = assess(scope(shipped, profile), empty, as_of=TODAY)
        found = {f.status for f in (*result.findings, *result.practice)}
        assert found <= {Status.UNANSWERED, Status.NOT_APPLICABLE}, profile
        assert Status.UNANSWERED in found, profile
        assert result.score.satisfied == 0 and result.score.value == 0.0 and result.score.rate == 0.0, profile


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_the_same_answers_give_the_same_bytes(shipped: Content, form: str) -> None:
    answers, again = loader.load(FILE, shipped), deepcopy(shipped)
    for day in (TODAY, BEFORE):
        for lang in ("zh", "en"):
            first = printed(shipped, answers, day, form, lang)
            assert first == printed(again, loader.load(FILE, again), day, form, lang)
            assert len(first) > 500


def printed(content: Content, answers: Answers, day: date, form: str, lang: Lang) -> str | bytes:
    return named(form)(Report(assess(scope(content, "full"), answers, as_of=day), content, lang, "test"))


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_another_process_with_another_hash_seed_gives_the_same_bytes(form: str) -> None:
    command = [sys.executable, "-m", "selfcheck", "assess", str(FILE), "--as-of", BEFORE.isoformat(), "-o", form]
    runs = [
        subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, check=True).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert form != "json" or len(json.loads(runs[0])["findings"]) > 250
