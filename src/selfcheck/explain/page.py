"""A page of headed, wrapped text at a fixed width in one language."""

from collections.abc import Iterator
from dataclasses import dataclass

from selfcheck.render._layout import inert, pad, width, wrap
from selfcheck.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Page:
    lang: Lang
    width: int

    def say(self, text: Text) -> str:
        return text.of(self.lang)

    def t(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def heading(self, text: str) -> Iterator[str]:
        yield from wrap(inert(text), self.width)
        yield "─" * self.width

    def item(self, label: str, text: str, indent: int = 12) -> Iterator[str]:
        """A labelled paragraph, wrapped under its label."""
        head = pad(label, indent)
        for line in wrap(inert(text), self.width - max(indent, width(head))):
            yield head + line
            head = " " * indent
