"""Output formats of the gate: one module per format, found by its place here; each has SUFFIX and render(report)."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from selfcheck.gate.report import GateReport

FORMATS: tuple[str, ...] = tuple(
    sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
)


def named(name: str) -> Callable[[GateReport], str | bytes]:
    """The render function of one format; only that module is imported."""
    module = import_module(f"{__name__}.{name}")
    function: Callable[[GateReport], str | bytes] = module.render
    return function
