"""Where an input is wrong, what is wrong there, and what would be right."""

from collections.abc import Iterable
from typing import NamedTuple

from selfcheck.text import Lang, Text


class Location(NamedTuple):
    """A place in an input file; line and column count from 1, 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        # A hostile file name must not reach the terminal as escape codes.
        file = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in self.file)
        return f"{file}:{self.line}:{self.column}" if self.line else file


class Problem(NamedTuple):
    location: Location
    what: Text
    allowed: Text | None = None

    def line(self, lang: Lang) -> str:
        """`path:line:column: what; what is allowed` as printed to standard error."""
        separator = "；" if lang == "zh" else "; "
        tail = separator + self.allowed.of(lang) if self.allowed else ""
        return f"{self.location}: {self.what.of(lang)}{tail}"


class SelfcheckError(Exception):
    """The input cannot be used (exit code 2). Carries every problem found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.location))
        super().__init__("\n".join(problem.line("en") for problem in self.problems))
