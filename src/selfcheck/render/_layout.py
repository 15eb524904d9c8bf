"""Terminal text: display width of mixed Chinese and Latin text, padding, wrapping, inertness."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from unicodedata import category, combining, east_asian_width

# Chinese punctuation that must not begin a line.
_CLOSING = frozenset("，。；：？！、）》」』】〕％”’…")
_OPENING = frozenset("（《「『【〔“‘")
_SPARE = 2  # columns kept free at the end of a line for a closing mark


def inert(text: str) -> str:
    """Text from an answers file on one line, with everything a terminal would act on written out."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c in "\r\n\t\u3000" else f"\\x{ord(c):02x}" for c in text)


def no_command(line: str) -> str:
    """CI runners obey lines of a log that begin with `::` or `##[`, wherever on the line that is."""
    bare = line.lstrip()
    if not bare.startswith(("::", "##")):
        return line
    return f"{line[: len(line) - len(bare)]}{bare[0]} {bare[1:]}"


class _Columns(dict[str, int]):
    """Columns of each character met so far: a report asks for the same few hundred a hundred thousand times."""

    def __missing__(self, character: str) -> int:
        if combining(character) or category(character) in ("Cf", "Mn", "Me"):
            columns = 0
        else:
            columns = 2 if east_asian_width(character) in "WF" else 1
        self[character] = columns
        return columns


_columns = _Columns().__getitem__


def width(text: str) -> int:
    """Columns on a terminal: wide and full-width characters take two, combining marks none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def pad(text: str, columns: int, *, right: bool = False) -> str:
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def cut(text: str, columns: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width(text) <= columns:
        return text
    out, used = "", 0
    for character in text:
        used += _columns(character)
        if used > columns - 1:
            break
        out += character
    return out + "…"


def wrap(text: str, columns: int) -> list[str]:
    """Lines no wider than `columns`; breaks between Chinese characters and between Latin words."""
    columns -= _SPARE
    ends = list(accumulate(map(_columns, text)))  # columns up to and including each character
    lines, start, used = [], 0, 0
    while (over := bisect_right(ends, used + columns, start)) < len(text):
        stop = _break(text, start, over, bisect_right(ends, used + columns + _SPARE, start))
        if stop == start:  # a word longer than the line
            stop = max(start + 1, bisect_right(ends, used + columns - 1, start))
        lines.append(text[start:stop].rstrip())
        start = stop
        while start < len(text) and text[start].isspace():
            start += 1
        used = ends[start - 1]
    lines.append(text[start:].rstrip())
    return [line for line in lines if line] or [""]


def _break(text: str, start: int, over: int, edge: int) -> int:
    """Where to end the line when `over` no longer fits: the last break before it, or behind the closing marks there.

    Closing marks stay with what they close as long as they fit before `edge`, the end of the full line.
    """
    stop = over
    while stop > start and not _may_break(text, stop):
        stop -= 1
    if stop == start:
        return start
    while stop < edge and text[stop] in _CLOSING and _may_break(text, stop + 1):
        stop += 1
    return stop


def _may_break(text: str, at: int) -> bool:
    """Whether a piece ends before `at`: a Latin word with its space, a Chinese character with its opening bracket."""
    if at == len(text) or text[at] in _OPENING:
        return True
    before, after = text[at - 1], text[at]
    if before in _OPENING:
        return False
    return before == " " or _columns(before) == 2 or (_columns(after) == 2 and after not in _CLOSING)


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """Columns as wide as their widest cell; the last one runs free."""
    cells: list[Sequence[str]] = [heads, *([inert(cell) for cell in row] for row in rows)]
    sizes = [max(width(row[index]) for row in cells) for index in range(len(heads) - 1)]

    def line(row: Sequence[str]) -> str:
        return "  ".join([*(pad(cell, size) for cell, size in zip(row, sizes, strict=False)), row[-1]])

    return [line(row) for row in cells]
