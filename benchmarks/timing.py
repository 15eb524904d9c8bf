"""Timing side by side: every candidate runs once a round, so that all of them meet the same machine.

The processor may change speed between rounds, which makes milliseconds of different runs incomparable; the
median over the rounds of a candidate's time divided by another's in the same round is not affected.
"""

import gc
import os
import pty
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Rounds:
    """Seconds per candidate, one entry per round."""

    seconds: Mapping[str, Sequence[float]]

    def milliseconds(self, name: str) -> float:
        return statistics.median(self.seconds[name]) * 1000

    def ratio(self, name: str, base: str) -> float:
        """The median of `name` ÷ `base`, round by round."""
        pairs = zip(self.seconds[name], self.seconds[base], strict=True)
        return statistics.median(a / b for a, b in pairs)


def round_robin(candidates: Mapping[str, Run], rounds: int, *, at_least: float = 0.0) -> Rounds:
    """Times every candidate once a round, starting each round with another one.

    A candidate faster than `at_least` seconds is repeated within its turn until that much time has passed.
    The first call of each is not counted: it fills caches. As in `timeit`, no garbage is collected meanwhile.
    """
    gc.collect()
    gc.disable()
    try:
        return Rounds(_timed(candidates, rounds, at_least))
    finally:
        gc.enable()


def _timed(candidates: Mapping[str, Run], rounds: int, at_least: float) -> dict[str, list[float]]:
    repeats = {}
    for name, run in candidates.items():
        run()
        repeats[name] = max(1, round(at_least / max(_once(run, 1), 1e-9)))
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    names = list(candidates)
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            seconds[name].append(_once(candidates[name], repeats[name]))
    return seconds


def _once(run: Run, repeats: int) -> float:
    start = time.perf_counter()
    for _ in range(repeats):
        run()
    return (time.perf_counter() - start) / repeats


def piped(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Run:
    """Runs a command to its end with its output read through pipes; RuntimeError when it fails."""

    def run() -> bytes:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, cwd=folder, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr.decode()[-2000:]}")
        return done.stdout

    return run


def on_terminal(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Run:
    """Runs a command to its end on a terminal of 120 columns, reading all it shows; RuntimeError when it fails."""

    def run() -> bytes:
        ours, theirs = pty.openpty()
        _resize(theirs, 40, 120)
        child = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=folder, close_fds=True
        )
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
        if child.wait():
            raise RuntimeError(
                f"{' '.join(command)}: exit {child.returncode}\n{shown.decode(errors='replace')[-2000:]}"
            )
        return shown

    return run


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # Linux: the other side is closed
        return b""


def _resize(descriptor: int, rows: int, columns: int) -> None:
    import fcntl
    import struct
    import termios

    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
