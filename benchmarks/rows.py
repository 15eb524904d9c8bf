"""One line of the result: what was measured, against what, the target, and whether it is met."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MARGIN = 0.10
"""A ratio this much beyond its target still counts as met: medians of two runs on a busy machine differ by as much."""


@dataclass(frozen=True, slots=True)
class Target:
    """`most` or `least` bounds the ratio; `stretch` is the better value aimed at and is never enforced."""

    most: float | None = None
    least: float | None = None
    stretch: float | None = None

    def met(self, ratio: float, margin: float = MARGIN) -> bool:
        if self.most is not None:
            return ratio <= self.most * (1 + margin)
        return self.least is None or ratio >= self.least * (1 - margin)

    def __str__(self) -> str:
        bound = f"<= {self.most:g}" if self.most is not None else f">= {self.least:g}"
        return bound + (f" (stretch {self.stretch:g})" if self.stretch is not None else "")


@dataclass(frozen=True, slots=True)
class Row:
    """`ratio` is this ÷ `against`, or `against` ÷ this where the target is a least; None without an `against`."""

    what: str
    milliseconds: float | None = None
    ratio: float | None = None
    against: str = ""
    target: Target | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """None where there is no target, or nothing was measured."""
        return None if self.target is None or self.ratio is None else self.target.met(self.ratio)

    def plain(self) -> dict[str, Any]:
        target = self.target or Target()
        return {
            "what": self.what,
            "milliseconds": self.milliseconds,
            "ratio": self.ratio,
            "against": self.against,
            "at_most": target.most,
            "at_least": target.least,
            "stretch": target.stretch,
            "met": self.met,
            "note": self.note,
        }


_NUMBERS = (1, 2)  # columns aligned to the right


def skipped(what: str, why: str) -> Row:
    return Row(what, note=f"skipped: {why}")


def not_installed(what: str, package: str) -> Row:
    return skipped(what, f"{package} not installed")


def table(rows: Iterable[Row]) -> str:
    cells = [("what", "median ms", "ratio", "against", "target", "met"), *map(_cells, rows)]
    sizes = [max(map(len, column)) for column in zip(*cells, strict=True)]
    cells.insert(1, tuple("-" * size for size in sizes))
    return "\n".join(_line(row, sizes) for row in cells)


def _line(row: tuple[str, ...], sizes: list[int]) -> str:
    padded = (
        cell.rjust(size) if column in _NUMBERS else cell.ljust(size)
        for column, (cell, size) in enumerate(zip(row, sizes, strict=True))
    )
    return "  ".join(padded).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    if row.milliseconds is None:
        return row.what, "", "", row.note, "", ""
    met = {None: "", True: "yes", False: "NO"}[row.met]
    if row.met and row.target and row.ratio and not row.target.met(row.ratio, 0):
        met = "yes, within the margin"
    return (
        row.what,
        f"{row.milliseconds:.1f}" if row.milliseconds >= 10 else f"{row.milliseconds:.3f}",
        "" if row.ratio is None else f"{row.ratio:.2f}",
        row.against + (f" ({row.note})" if row.note else ""),
        "" if row.target is None else str(row.target),
        met,
    )
