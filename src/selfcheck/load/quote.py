"""How a value out of an untrusted file is shown in a message: on one line, short, inert on a terminal."""

LONGEST = 60


def quote(value: str) -> str:
    r"""The value in double quotes, cut at 60 characters, with what does not print written as `\x1b`."""
    pieces: list[str] = []
    room = LONGEST
    for character in value[: LONGEST + 1]:
        piece = _shown(character)
        room -= len(piece)
        if room < 0:
            pieces.append("…")
            break
        pieces.append(piece)
    return '"' + "".join(pieces) + '"'


def _shown(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")
