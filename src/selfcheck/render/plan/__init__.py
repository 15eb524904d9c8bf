"""Formats of the plan: one module per format, found by its place here; each has SUFFIX and render(report)."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from selfcheck.plan.report import PlanReport

FORMATS: tuple[str, ...] = tuple(
    sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
)


def named(name: str) -> Callable[[PlanReport], str | bytes]:
    """The render function of one format; only that module is imported. ImportError where its extra is missing."""
    module = import_module(f"{__name__}.{name}")
    function: Callable[[PlanReport], str | bytes] = module.render
    return function
