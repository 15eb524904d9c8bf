"""Looks at cited files without trusting their names: inside the repository, there, regular, unaltered."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from selfcheck.gate.evidence import Cited, State, every_answer
from selfcheck.model.answers import Answers, Evidence

_CHUNK = 1024 * 1024


def of_answers(answers: Answers, root: Path) -> tuple[Cited, ...]:
    """Every file the answers cite, as found under `root`, the top of the repository."""
    pairs = ((answer.key, name, piece) for name, answer in every_answer(answers) for piece in answer.evidence)
    return tuple(_looked_at(pairs, root))


def of_waiver(name: str, pieces: Iterable[Evidence], root: Path) -> tuple[Cited, ...]:
    return tuple(_looked_at((("", name, piece) for piece in pieces), root))


def _looked_at(pieces: Iterable[tuple[str, str, Evidence]], root: Path) -> Iterator[Cited]:
    seen: dict[tuple[str, str | None], State] = {}  # one file may prove a hundred answers
    top = root.resolve()
    for fact, name, piece in pieces:
        key = piece.file, piece.sha256
        if key not in seen:
            seen[key] = state(piece.file, piece.sha256, top)
        yield Cited(fact, name, piece, seen[key])


def state(file: str, sha256: str | None, top: Path) -> State:
    """What there is under a name as written in an answers file; `top` is a resolved folder."""
    if _leads_out(file):
        return State.OUTSIDE
    try:
        path = top / file
        # Asked of the parents as well: a link among them may lead out although the file is not there.
        if not path.resolve().is_relative_to(top):
            return State.OUTSIDE
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # asked before it is opened: a pipe would keep us waiting
            return State.NOT_A_FILE
        if sha256 is None:
            return State.SOUND if os.access(path, os.R_OK) else State.UNREADABLE
        return State.SOUND if _digest(path) == sha256.lower() else State.ALTERED
    except (FileNotFoundError, NotADirectoryError):
        return State.MISSING
    except (OSError, ValueError, RuntimeError):  # NUL in the name, a loop of links, no permission, a broken disk
        return State.UNREADABLE


def _leads_out(file: str) -> bool:
    """Names that mean another place on any system, whatever this one would make of them."""
    windows, posix = PureWindowsPath(file), PurePosixPath(file)
    return (
        posix.is_absolute()
        or bool(windows.drive or windows.root)
        or ".." in windows.parts
        or ".." in posix.parts
        or file.startswith("~")
    )


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
