"""Content fast: compiled once, found again by the digest of the YAML it was made from.

The wheel carries the finished model; a checkout keeps the checked data as JSON in the user's cache folder. Either is
only ever used for the very bytes it was made from, so an edited checklist is never silently ignored.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selfcheck.load import content as source
from selfcheck.model.content import Content

COMPILED = "catalogue.model"


Check = Callable[[source.Files], dict[str, Any]]


def load(over: Path | None, version: str, check: Check) -> Content:
    """The shipped content, with a private folder laid over it.

    `check` turns files not met before into data fit to be built,

    or raises SelfcheckError with every problem of theirs.
    """
    files = source.read(source.bundled(), over)
    finished = shipped(Path(__file__).parents[1] / COMPILED, files.digest, version) if over is None else None
    if finished is not None:
        return finished
    from selfcheck.load import build

    raw = _compiled(files.digest)
    if raw is None:
        raw = check(files)
        _keep(files.digest, raw)
    return build.content(raw, version, files.digest)


def compile_to(folder: Path, target: Path, version: str) -> None:
    """Writes the finished model; used when the wheel is built, so it always fits the code it lies beside."""
    import pickle

    from selfcheck.load import build

    files = source.read(folder)
    raw = {name: source.plain(document.value) for name, document in source.documents(files).items()}
    content = build.content(raw, version, files.digest)
    target.write_bytes(_first_line(f"{files.digest} {version}").encode() + pickle.dumps(content, protocol=5))


def shipped(path: Path, digest: str, version: str) -> Content | None:
    """The model of a compiled file, or None where there is none, or one of other bytes, another version or damaged."""
    try:
        with path.open("rb") as file:
            if file.readline() == _first_line(f"{digest} {version}").encode():
                from selfcheck.load.model_reader import ModelReader

                return ModelReader(file).content()
    except OSError:
        pass  # a checkout
    return None


def _compiled(digest: str) -> dict[str, Any] | None:
    try:
        with _cache(digest).open("rb") as file:  # as text, a line of a megabyte would be put together from small pieces
            if file.readline() == _first_line(digest).encode():
                loaded: dict[str, Any] = json.loads(file.read())
                return loaded
    except (OSError, ValueError, RuntimeError):  # RuntimeError: no home folder
        pass
    return None


def _first_line(digest: str) -> str:
    return f"selfcheck catalogue {digest}\n"


def _text(digest: str, raw: dict[str, Any]) -> str:
    return _first_line(digest) + json.dumps(raw, ensure_ascii=False, separators=(",", ":")) + "\n"


def _cache(digest: str) -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "selfcheck" / f"{digest}.json"


def _keep(digest: str, raw: dict[str, Any]) -> None:
    """Best effort: a read-only home must not stop an assessment."""
    try:
        path = _cache(digest)
    except RuntimeError:  # no home folder
        return
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(_text(digest, raw), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
