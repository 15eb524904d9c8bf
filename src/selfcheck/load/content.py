"""`checklists/` on disk → Content: the only module that reads checklists, laws, precedents and sources."""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load import build
from selfcheck.load.files import decode, read_bytes
from selfcheck.load.yaml_reader import Document, parse
from selfcheck.model.content import Content
from selfcheck.text import Text

FILE_LIMIT = 4 * 1024 * 1024
OVER = "+"
FOLDERS = ("laws", "precedents", "sources", "profiles")


def bundled() -> Path:
    """The shipped checklists: inside the wheel, or at the top of a checkout."""
    package = Path(__file__).parents[1]
    packaged = package / "checklists"
    return packaged if packaged.is_dir() else package.parents[1] / "checklists"


class Files(NamedTuple):
    """Content files by name, e.g. `laws/csl.yaml`; those laid over the shipped ones are called `+laws/….yaml`."""

    data: Mapping[str, bytes]
    places: Mapping[str, str]  # name → path, for messages
    digest: str  # the first 16 hex digits of SHA-256 over names and bytes


def _paths(folder: Path) -> dict[str, Path]:
    """Every content file by its path under the folder, in a fixed order."""
    if not folder.is_dir():
        missing = Text("没有这个检查表目录", "no such checklists folder")
        allowed = Text("须为检查表所在的目录", "must be the folder that holds them")
        raise SelfcheckError([Problem(Location(str(folder)), missing, allowed)])
    found = [*folder.glob("*.yaml"), *(path for name in FOLDERS for path in (folder / name).glob("*.yaml"))]
    if not found:
        empty = Text("目录里没有检查表文件", "no checklist file in the folder")
        allowed = Text(
            "应有 *.yaml，或 laws、profiles 等子目录", "expected *.yaml, or folders such as laws and profiles"
        )
        raise SelfcheckError([Problem(Location(str(folder)), empty, allowed)])
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}


def read(folder: Path, over: Path | None = None) -> Files:
    """The bytes of a folder's files, and of a private folder laid over it."""
    paths = _paths(folder)
    if over is not None:
        paths |= {OVER + name: path for name, path in _paths(over).items()}
    data = {name: read_bytes(path, limit=FILE_LIMIT) for name, path in paths.items()}
    digest = hashlib.sha256()
    for name, content in data.items():
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return Files(data, {name: str(path) for name, path in paths.items()}, digest.hexdigest()[:16])


def documents(files: Files) -> dict[str, Document]:
    """Every file parsed with positions; all problems of all files are raised together."""
    found: dict[str, Document] = {}
    problems: list[Problem] = []
    for name, content in files.data.items():
        try:
            found[name] = parse(decode(content, files.places[name]), files.places[name])
        except SelfcheckError as error:
            problems.extend(error.problems)
    if problems:
        raise SelfcheckError(problems)
    return found


def plain(value: Any) -> Any:
    """Data as JSON can hold it: dates become ISO strings."""
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value


def load(folder: Path, version: str) -> Content:
    """Content from a folder's YAML, unchecked: for files known to be good."""
    files = read(folder)
    return build.content({name: plain(doc.value) for name, doc in documents(files).items()}, version, files.digest)
