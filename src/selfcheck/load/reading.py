"""One document being read: where its parts stand, and every problem found in it so far."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load.quote import quote
from selfcheck.load.values import Misfit
from selfcheck.load.yaml_reader import MOST_PROBLEMS, Container, Document
from selfcheck.text import Text

_T = TypeVar("_T")


class Reading:
    """Notes problems instead of stopping at the first; `finish` raises them all."""

    __slots__ = ("document", "problems")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def at_start(self, what: Text, allowed: Text | None = None) -> None:
        """Something is missing from the outermost level of the file."""
        self._note(Location(self.document.file, 1, 1), what, allowed)

    def at_key(self, container: Container, key: str | int, what: Text, allowed: Text | None = None) -> None:
        """A problem at a key, or at an item of a list; where it is missing, at the start of the container."""
        self._note(self.document.where(container, key), what, allowed)

    def at_value(self, container: Container, key: str | int, what: Text, allowed: Text | None = None) -> None:
        self._note(self.document.where_value(container, key), what, allowed)

    def take(self, container: dict[str, Any], key: str, named: str, convert: Callable[[Any], _T]) -> _T | None:
        """What `convert` makes of a value, or None once it is noted why it does not fit."""
        try:
            return convert(container[key])
        except Misfit as misfit:
            self.misfit(container, key, named, misfit)
            return None

    def misfit(self, container: dict[str, Any], key: str, named: str, misfit: Misfit) -> None:
        """A value that does not fit, at the value or at the entry of the list; `named` says what the value is for."""
        what = Text(f"{named}：{misfit.what.zh}", f"{named}: {misfit.what.en}")
        if misfit.item is None:
            self.at_value(container, key, what, misfit.allowed)
        else:
            self.at_value(container[key], misfit.item, what, misfit.allowed)

    def keys(self, mapping: dict[str, Any], known: Collection[str], allowed: Callable[[str], Text | None]) -> None:
        """Notes every key that is not known; `allowed` says what to write in its place."""
        for key in mapping:
            if key not in known:
                what = Text(f"不认识的键 {quote(key)}", f"unknown key {quote(key)}")
                self.at_key(mapping, key, what, allowed(key))

    def finish(self) -> None:
        """Raises SelfcheckError if there was any problem."""
        if self.problems:
            raise SelfcheckError(self.problems)

    def _note(self, location: Location, what: Text, allowed: Text | None) -> None:
        self.problems.append(Problem(location, what, allowed))
        if len(self.problems) >= MOST_PROBLEMS:
            more = Text("问题过多，没有全部检查", "too many problems, the rest was not checked")
            raise SelfcheckError([*self.problems, Problem(Location(self.document.file), more)])
