"""The shipped content and examples, loaded once for all tests that look at the real thing."""

from datetime import date
from functools import cache
from pathlib import Path

from selfcheck.assess import assess
from selfcheck.load import answers as load_answers
from selfcheck.load import content as source
from selfcheck.model.answers import Answers
from selfcheck.model.assessment import Assessment
from selfcheck.model.content import Content
from selfcheck.report import Report
from selfcheck.resolve import scope
from selfcheck.text import Lang

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
STORIES = tuple(sorted(folder.parent.name for folder in EXAMPLES.glob("*/commands.txt")))
AS_OF = date(2026, 11, 24)


@cache
def content() -> Content:
    return source.load(source.bundled(), "test")


@cache
def answers(story: str) -> Answers:
    return load_answers.load(EXAMPLES / story / "answers.yaml", content())


def assessed(story: str, profile: str = "full", as_of: date = AS_OF) -> Assessment:
    return assess(scope(content(), profile), answers(story), as_of=as_of)


def report(story: str, lang: Lang = "zh", *, width: int = 80, colour: bool = False, profile: str = "full") -> Report:
    return Report(assessed(story, profile), content(), lang, "0.0.0", width, colour)
