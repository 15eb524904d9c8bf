"""A remediation policy file → Policy: the shipped one, or the organisation's own."""

import json
from pathlib import Path
from typing import Any

from selfcheck.errors import Problem, SelfcheckError
from selfcheck.load import content as source
from selfcheck.load.files import decode, read_bytes
from selfcheck.load.quote import quote
from selfcheck.load.schema import place
from selfcheck.load.shape import shape_problems
from selfcheck.load.yaml_reader import Document, parse
from selfcheck.model.content import Content, Severity
from selfcheck.plan.policy import ControlDays, CountsFrom, Limit, Policy, Unit
from selfcheck.text import Text

FILE_LIMIT = 1024 * 1024
DEFAULT = "practice-1"
SCHEMA = Path(__file__).parents[1] / "schemas" / "plan-policy.json"


def default_path() -> Path:
    return source.bundled() / "plan-policies" / f"{DEFAULT}.yaml"


def shipped() -> Policy:
    """The policy used when none is named. Its tests hold it against the schema, which costs more than the plan."""
    return _policy(_document(default_path()).value)


def load(path: Path, content: Content) -> Policy:
    """Raises SelfcheckError with every problem of the file at its place."""
    document = _document(path)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    problems = list(shape_problems(schema, source.plain(document.value), lambda path: place(document, path)))
    problems = problems or _pointers(document, content)
    if problems:
        raise SelfcheckError(problems)
    return _policy(document.value)


def _document(path: Path) -> Document:
    file = str(path)
    return parse(decode(read_bytes(path, limit=FILE_LIMIT), file), file)


def _pointers(document: Document, content: Content) -> list[Problem]:
    """Limits name provisions and controls that exist."""
    found = []
    raw: dict[str, Any] = document.value
    for index, limit in enumerate(raw["limits"]):
        law, _, name = limit["provision"].partition("/")
        if law not in content.laws or name not in content.laws[law].provisions:
            shown = quote(limit["provision"])
            what = Text(f"没有条款 {shown}", f"no provision {shown}")
            found.append(Problem(place(document, ["limits", index, "provision"]), what))
        for number, control in enumerate(limit["controls"]):
            if control not in content.controls:
                what = Text(f"没有检查项 {quote(control)}", f"no control {quote(control)}")
                found.append(Problem(place(document, ["limits", index, "controls", number]), what))
    return found


def _policy(raw: dict[str, Any]) -> Policy:
    return Policy(
        id=raw["id"],
        title=Text(**raw["title"]),
        basis=Text(**raw["basis"]),
        due_days={severity: raw["due_days"][severity.value] for severity in Severity},
        unit=Unit(raw["unit"]),
        control_days=ControlDays(raw["control_days"]),
        soon_days=(raw["soon_days"][0], raw["soon_days"][1]),
        limits=tuple(
            Limit(
                provision=entry["provision"],
                controls=tuple(entry["controls"]),
                days=entry["days"],
                unit=Unit(entry["unit"]),
                counts_from=CountsFrom(entry["counts_from"]),
                what=Text(**entry["what"]),
            )
            for entry in raw["limits"]
        ),
    )
