"""What commands share on the way out: `-o FORMAT[:PATH]`, standard output, files written whole or not at all."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from selfcheck.cli.inputs import refuse, unknown
from selfcheck.cli.streams import to_stdout as to_stdout  # commands know it from here
from selfcheck.load.files import write_together
from selfcheck.text import Text

NARROWEST, WIDEST = 80, 120


class Target(NamedTuple):
    format: str
    path: Path | None  # None is standard output


def targets(options: Sequence[str], formats: Iterable[str], inputs: Iterable[str] = ()) -> tuple[Target, ...]:
    """The outputs asked for; `text` on standard output when none is named."""
    found = tuple(_target(option, formats) for option in options) or (Target("text", None),)
    if sum(target.path is None for target in found) > 1:
        what = Text("只能有一种格式写到标准输出", "only one format can go to standard output")
        raise refuse("-o", what, Text("其余写成 格式:文件", "write the others as FORMAT:FILE"))
    files = [target.path.resolve() for target in found if target.path is not None]
    if len(set(files)) < len(files):
        raise refuse("-o", Text("两种格式写到了同一个文件", "two formats go to the same file"))
    for name in inputs:
        if any(_same(path, Path(name)) for path in files):
            what = Text(f"输出会覆盖输入文件 {name}", f"the output would overwrite the input {name}")
            raise refuse("-o", what, Text("换一个文件名", "choose another file name"))
    return found


def _target(option: str, formats: Iterable[str]) -> Target:
    name, colon, path = option.partition(":")
    if name not in formats:
        raise unknown("-o", Text("输出格式", "output format"), name, formats)
    if colon and not path:
        raise refuse("-o", Text(f"{name}: 后没有写文件", f"no file after {name}:"))
    return Target(name, None if path in ("", "-") else Path(path))


def _same(a: Path, b: Path) -> bool:
    return a.absolute() == b.absolute() or (a.exists() and b.exists() and a.samefile(b))


def write(wanted: Sequence[Target], render: Callable[[Target], str | bytes]) -> None:
    """Everything is rendered before anything is written, so a failure leaves no half set behind."""
    rendered = [(target, render(target)) for target in wanted]
    write_together([(target.path, data) for target, data in rendered if target.path is not None])
    for target, data in rendered:
        if target.path is None:
            to_stdout(data)


def colour() -> bool:
    """Styles only on a terminal that wants them."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """The terminal's width between 80 and 120; 80 when piped, so that a report is the same everywhere."""
    if not sys.stdout.isatty():
        return NARROWEST
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((NARROWEST, 24)).columns))
