"""Terminal text: display width of mixed Chinese and Latin text, padding, wrapping, inertness."""

from collections.abc import Iterator, Sequence
from unicodedata import category, combining, east_asian_width

# Chinese punctuation that must not begin a line.
_CLOSING = frozenset("，。；：？！、）》」』】〕％”’…")
_OPENING = frozenset("（《「『【〔“‘")


def inert(text: str) -> str:
    """Text from an answers file on one line, with everything a terminal would act on written out."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c in "\r\n\t\u3000" else f"\\x{ord(c):02x}" for c in text)


def width(text: str) -> int:
    """Columns on a terminal: wide and full-width characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if combining(character) or category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


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
    limit, columns = columns, columns - 2  # room for a closing mark, which stays with what it closes
    lines, line, used = [], "", 0
    for piece in _pieces(text):
        size = width(piece)
        if line and used + size > (limit if piece in _CLOSING else columns):
            lines.append(line.rstrip())
            line, used = "", 0
            piece = piece.lstrip()
            size = width(piece)
        while size > columns:  # a word longer than the line
            head = cut(piece, columns).rstrip("…") or piece[0]
            lines.append(line + head)
            line, used, piece = "", 0, piece[len(head) :]
            size = width(piece)
        line += piece
        used += size
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


def _pieces(text: str) -> Iterator[str]:
    """What may not be broken: a Latin word with its space, a Chinese character with the bracket before it."""
    piece = ""
    for character in text:
        wide = _columns(character) == 2
        if character == " ":
            yield piece + " "
            piece = ""
        elif wide and character in _CLOSING and piece:
            yield piece + character
            piece = ""
        elif wide and character not in _OPENING:
            if piece and piece[-1] not in _OPENING:
                yield piece
                piece = ""
            yield piece + character
            piece = ""
        elif character in _OPENING:
            if piece:
                yield piece
            piece = character
        else:
            piece += character
    if piece:
        yield piece


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """Columns as wide as their widest cell; the last one runs free."""
    cells: list[Sequence[str]] = [heads, *([inert(cell) for cell in row] for row in rows)]
    sizes = [max(width(row[index]) for row in cells) for index in range(len(heads) - 1)]

    def line(row: Sequence[str]) -> str:
        return "  ".join([*(pad(cell, size) for cell, size in zip(row, sizes, strict=False)), row[-1]])

    return [line(row) for row in cells]
