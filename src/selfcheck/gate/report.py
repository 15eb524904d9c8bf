"""What every renderer of the gate gets: the verdict, the policy behind it, and how to present it."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from selfcheck.errors import Location
from selfcheck.gate.judge import Verdict
from selfcheck.gate.policy import NOTHING, Policy
from selfcheck.model.content import Content
from selfcheck.text import Lang, Text


class GateReport(NamedTuple):
    """`paths` gives each input file's path from the top of its repository, with forward slashes."""

    verdict: Verdict
    policy: Policy
    content: Content
    as_of: date
    lang: Lang
    tool_version: str
    paths: Mapping[str, str] = NOTHING
    baseline: str | None = None  # the file compared with
    include_waived: bool = False  # in SARIF, as suppressed results
    width: int = 80
    colour: bool = False

    def say(self, text: Text) -> str:
        return text.of(self.lang)

    def t(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def place(self, location: Location) -> str:
        """`path:line:column`, as editors and CI logs make a link of it."""
        return str(Location(self.path(location.file), location.line, location.column))

    def path(self, file: str) -> str:
        return self.paths.get(file, file)
