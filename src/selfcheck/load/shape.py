"""Data held against a JSON Schema, each misfit as a Problem at its place."""

from collections.abc import Callable, Iterator
from typing import Any

from selfcheck.errors import Location, Problem
from selfcheck.load.quote import quote
from selfcheck.load.values import suggestion
from selfcheck.text import Text

Places = Callable[[list[str | int]], Location]


def shape_problems(schema: dict[str, Any], value: Any, place: Places) -> Iterator[Problem]:
    """`place` turns a path of keys and indexes into a location."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match, relevance

    for error in Draft202012Validator(schema).iter_errors(value):
        yield _problem(best_match([error], key=relevance) or error, place)


def _problem(error: Any, place: Places) -> Problem:
    path = list(error.absolute_path)
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        extra = next(key for key in error.instance if key not in known)
        hint = suggestion(extra, known) or Text(f"可写：{'、'.join(known)}", f"allowed: {', '.join(known)}")
        return Problem(place([*path, extra]), Text(f"不认识的键 {quote(extra)}", f"unknown key {quote(extra)}"), hint)
    if error.validator == "required":
        missing = next(key for key in error.validator_value if key not in error.instance)
        return Problem(place(path), Text(f"缺少 {missing}", f"{missing} is missing"))
    given = quote(str(error.instance))
    what = Text(f"{given} 不合格式（{error.validator}）", f"{given} is not valid ({error.validator})")
    return Problem(place(path), what, _allowed(error))


def _allowed(error: Any) -> Text | None:
    wanted = error.validator_value
    if error.validator in ("enum", "const"):
        shown = ", ".join(map(str, wanted if error.validator == "enum" else [wanted]))
        return Text(f"可选：{shown}", f"choices: {shown}")
    if error.validator in ("pattern", "type", "minimum", "maximum", "multipleOf", "minLength", "format"):
        return Text(f"应符合 {wanted}", f"must match {wanted}")
    return None
