"""Standard output and standard error, whatever has become of them: closed, full, or with a reader that went away."""

import os
import sys
from pathlib import Path
from typing import TextIO

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.text import Text


def prepare() -> None:
    """Reports are UTF-8 wherever they go; a Chinese Windows console would choose GBK and fail on some characters.

    A stream that is closed (`>&-`) is missing altogether: nothing is said on it, and a report that should go to it
    cannot be written.
    """
    if sys.stderr is None:  # print(file=None) would write to standard output instead
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - stays open to the end
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - and cannot be written to, on purpose
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(line: str) -> None:
    """One line to standard error. That nobody reads it must not change how the program ends."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        _silence(sys.stderr)


def to_stdout(data: str | bytes) -> None:
    """A reader that went away (`| head`) has seen enough; an output that cannot be written is an error."""
    try:
        _write(data)
    except BrokenPipeError:
        _silence(sys.stdout)
    except OSError as error:
        _silence(sys.stdout)
        reason = error.strerror or str(error)
        what = Text(f"标准输出写不进去（{reason}）", f"standard output cannot be written ({reason})")
        allowed = Text("可改写成 格式:文件", "a file can be written as FORMAT:FILE")
        raise SelfcheckError([Problem(Location("-o"), what, allowed)]) from error


def _write(data: str | bytes) -> None:
    if isinstance(data, bytes):
        sys.stdout.buffer.write(data)
    elif os.name == "nt" and sys.stdout.isatty() and "\x1b[" in data:
        from rich.console import Console  # old Windows consoles need it; elsewhere it would only cost its start-up
        from rich.text import Text as Styled

        Console(soft_wrap=True, highlight=False).print(Styled.from_ansi(data), end="")
    else:
        sys.stdout.write(data)
    sys.stdout.flush()


def _silence(stream: TextIO) -> None:
    """What is still buffered goes nowhere, or the interpreter would fail on it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
