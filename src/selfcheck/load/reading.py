"""One document being read: where its parts stand, and every problem found in it so far."""

from collections.abc import Callable, Collection
from typing import Any

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load.quote import quote
from selfcheck.load.values import Misfit
from selfcheck.load.yaml_reader import MOST_PROBLEMS, Container, Document
from selfcheck.text import Text


class Reading:
    """Notes problems instead of stopping at the first; `finish` raises them all."""

    __slots__ = ("document", "problems")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def at_start(self, what: Text, allowed: Text | None = None) -> None:
        """A problem of the file as a whole: something is missing from its outermost level."""
        self._note(Location(self.document.file, 1, 1), what, allowed)

    def at_key(self, container: Container, key: str | int, what: Text, allowed: Text | None = None) -> None:
        """A problem at a key, or at an item of a list; where it is missing, at the start of the container."""
        self._note(self.document.where(container, key), what, allowed)

    def at_value(self, container: Container, key: str | int, what: Text, allowed: Text | None = None) -> None:
        self._note(self.document.where_value(container, key), what, allowed)

    def misfit(self, container: Any, key: str | int, misfit: Misfit, named: str) -> None:
        """A value that does not fit, at the very entry where it is a list; `named` says what it should answer."""
        if misfit.item is not None:
            container, key = container[key], misfit.item
        what = Text(f"{named}：{misfit.what.zh}", f"{named}: {misfit.what.en}")
        self.at_value(container, key, what, misfit.allowed)

    def keys(self, mapping: dict[str, Any], known: Collection[str], allowed: Callable[[str], Text | None]) -> None:
        """Notes every key that is not known; `allowed` says what may be written in its place."""
        for key in mapping:
            if key not in known:
                what = Text(f"不认识的键 {quote(key)}", f"unknown key {quote(key)}")
                self.at_key(mapping, key, what, allowed(key))

    def finish(self) -> None:
        if self.problems:
            raise SelfcheckError(self.problems)

    def _note(self, location: Location, what: Text, allowed: Text | None) -> None:
        self.problems.append(Problem(location, what, allowed))
        if len(self.problems) >= MOST_PROBLEMS:
            more = Text("问题过多，不再往下检查", "too many problems, the rest was not checked")
            raise SelfcheckError([*self.problems, Problem(Location(self.document.file), more)])
