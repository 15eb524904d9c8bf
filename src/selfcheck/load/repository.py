"""Where a repository of answers begins, which policy rules it, and what its files are called from its top."""

import os
from collections.abc import Iterator
from pathlib import Path

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load.policy import NAME
from selfcheck.text import Text


def policy_of(files: list[Path]) -> Path | None:
    """The policy nearest above the answers, up to the top of their repository; None where there is none.

    Raises SelfcheckError when the files have different ones.
    """
    found = {_nearest(file) for file in files}
    if len(found) > 1:
        what = Text("这些答卷的门禁策略文件不是同一个", "these answers are ruled by different policy files")
        allowed = Text("用 --policy 指定一个，或分开运行", "name one with --policy, or run them apart")
        raise SelfcheckError([Problem(Location(str(files[0])), what, allowed)])
    return next(iter(found), None)


def _nearest(file: Path) -> Path | None:
    for folder in _upwards(file):
        if (folder / NAME).exists():
            try:
                return Path(os.path.relpath(folder / NAME))
            except ValueError:  # another drive
                return folder / NAME
        if (folder / ".git").exists():
            return None
    return None


def top(file: Path) -> Path | None:
    """The folder with `.git` above a file."""
    return next((folder for folder in _upwards(file) if (folder / ".git").exists()), None)


def from_top(file: Path) -> str:
    """The file's path from the top of its repository, or from the working folder, with forward slashes.

    A file outside both is called by its name alone: nothing of this machine's folders belongs in a report.
    """
    whole = Path(os.path.abspath(file))  # noqa: PTH100  # resolve() would follow links, and the report names the link
    for folder in (top(file), Path.cwd()):
        if folder is not None and whole.is_relative_to(folder):
            return whole.relative_to(folder).as_posix()
    return file.name


def _upwards(file: Path) -> Iterator[Path]:
    yield from Path(os.path.abspath(file)).parents  # noqa: PTH100  # as above
