"""The JSON Schemas of the file formats, and content held against them with positions."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from selfcheck.errors import Location, Problem
from selfcheck.load.content import OVER
from selfcheck.load.quote import quote
from selfcheck.load.values import suggestion
from selfcheck.load.yaml_reader import Document
from selfcheck.model.content import Content, Inventory, Question
from selfcheck.text import Text

_FOLDER = Path(__file__).parents[1] / "schemas"
_OF_CONTENT = ("checklist", "organisation", "vocabulary", "scoring", "law", "precedents", "source", "profile")
NAMES = (
    "answers",
    "baseline",
    "checklist",
    "gate",
    "law",
    "organisation",
    "plan",
    "plan-policy",
    "policy",
    "precedents",
    "profile",
    "result",
    "scoring",
    "source",
    "vocabulary",
    "waivers",
)
_KIND_OF_FOLDER = {"laws": "law", "precedents": "precedents", "sources": "source", "profiles": "profile"}
_KIND_OF_FILE = {"organisation.yaml": "organisation", "vocabulary.yaml": "vocabulary", "scoring.yaml": "scoring"}


@cache
def _content() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((_FOLDER / "content.json").read_text(encoding="utf-8"))
    return loaded


def rendered(name: str, content: Content | None) -> str:
    """One schema as JSON text; `answers` is made from the questions of `content`."""
    if name == "answers":
        if content is None:
            raise ValueError("the answers schema is made from content")
        schema = answers_schema(content)
    elif (_FOLDER / f"{name}.json").exists():
        schema = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    else:
        schema = {**_content(), "title": f"selfcheck {name}", "$ref": f"#/$defs/{name}"}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def kind_of(name: str) -> str:
    """Which schema a file under `checklists/` must meet, by its path."""
    folder, slash, file = name.removeprefix(OVER).rpartition("/")
    return _KIND_OF_FOLDER[folder] if slash else _KIND_OF_FILE.get(file, "checklist")


def problems(name: str, document: Document, plain: Any) -> Iterator[Problem]:
    """What in one content file does not meet its schema, each at its line and column."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match, relevance

    validator = Draft202012Validator({**_content(), "$ref": f"#/$defs/{kind_of(name)}"})
    for error in validator.iter_errors(plain):
        deepest = best_match([error], key=relevance) or error
        yield _problem(document, deepest)


def _problem(document: Document, error: Any) -> Problem:
    path = list(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = list(error.schema.get("properties", {}))
        extra = next(key for key in error.instance if key not in known)
        hint = suggestion(extra, known) or Text(f"可写：{'、'.join(known)}", f"allowed: {', '.join(known)}")
        what = Text(f"不认识的键 {quote(extra)}", f"unknown key {quote(extra)}")
        return Problem(place(document, [*path, extra]), what, hint)
    if error.validator == "required":
        missing = next(key for key in error.validator_value if key not in error.instance)
        return Problem(place(document, path), Text(f"缺少 {missing}", f"{missing} is missing"))
    allowed = None
    if error.validator in ("enum", "const"):
        values = error.validator_value if error.validator == "enum" else [error.validator_value]
        shown = ", ".join(map(str, values))
        allowed = Text(f"可选：{shown}", f"choices: {shown}")
    elif error.validator in ("pattern", "type"):
        shown = str(error.validator_value)
        allowed = Text(f"应符合 {shown}", f"must match {shown}")
    given = quote(str(error.instance))
    return Problem(
        place(document, path),
        Text(f"{given} 不合格式（{error.validator}）", f"{given} is not valid ({error.validator})"),
        allowed,
    )


def place(document: Document, path: list[str | int]) -> Location:
    """Where a path of keys and indexes stands in a file; the nearest existing ancestor if it does not."""
    container: Any = document.value
    here = Location(document.file, 1, 1)
    for step in path:
        exists = (
            step in container
            if isinstance(container, dict)
            else isinstance(container, list) and isinstance(step, int) and step < len(container)
        )
        if not exists:
            break
        here = document.where(container, step)
        container = container[step]
    return here


def answers_schema(content: Content) -> dict[str, Any]:
    """What editors need to complete and check answers.yaml."""
    organisation = {
        q.key.removeprefix("org."): _answer(q) for q in content.questions.values() if q.key.startswith("org.")
    }
    facts = {
        q.key: _answer(q) for q in content.questions.values() if not q.key.startswith("org.") and q.inventory is None
    }
    rows = {name: _rows(inventory, content) for name, inventory in content.inventories.items()}
    of_rows = {
        rf"^{q.inventory}\[[^\]]+\]\.{q.field}$": _answer(q)
        for q in content.questions.values()
        if q.inventory is not None
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "selfcheck answers/1",
        "type": "object",
        "required": ["selfcheck", "organisation", "answers"],
        "additionalProperties": False,
        "properties": {
            "selfcheck": {"const": "answers/1"},
            "organisation": {
                "type": "object",
                "required": ["name"],
                "additionalProperties": False,
                "properties": {"name": {"type": "string", "minLength": 1}, **organisation},
            },
            **rows,
            "answers": {
                "type": "object",
                "additionalProperties": False,
                "properties": facts,
                "patternProperties": of_rows,
            },
        },
    }


def _rows(inventory: Inventory, content: Content) -> dict[str, Any]:
    columns = {q.field: _answer(q) for q in content.questions.values() if q.inventory == inventory.id}
    return {
        "type": "array",
        "description": f"{inventory.title.zh} / {inventory.title.en}",
        "items": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {"id": {"type": "string"}, "name": {"type": "string"}, **columns},
        },
    }


def _answer(question: Question) -> dict[str, Any]:
    either: dict[str, Any] = (
        {"required": ["value"]}
        if question.of_profile
        else {"oneOf": [{"required": ["value"]}, {"required": ["not_applicable"]}]}
    )
    full = {
        "type": "object",
        "additionalProperties": False,
        **either,
        "properties": {
            "value": _value(question),
            **({} if question.of_profile else {"not_applicable": {"type": "string", "minLength": 1}}),
            "evidence": {
                "type": "array",
                "items": {
                    "oneOf": [
                        {"type": "string", "minLength": 1},
                        {
                            "type": "object",
                            "required": ["file"],
                            "additionalProperties": False,
                            "properties": {
                                "file": {"type": "string", "minLength": 1},
                                "valid_until": {"type": "string", "format": "date"},
                                "sha256": {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"},
                            },
                        },
                    ]
                },
            },
            "note": {"type": "string"},
            "owner": {"type": "string"},
            "reviewed_on": {"type": "string", "format": "date"},
        },
    }
    return {"description": f"{question.ask.zh} / {question.ask.en}", "anyOf": [_value(question), full]}


def _value(question: Question) -> dict[str, Any]:
    words: Mapping[str, list[str]] = {"bool": ["是", "否", "部分", "yes", "no", "partly"]}
    choice = {"enum": [word for c in question.choices for word in dict.fromkeys((c.value, c.label.zh, c.label.en))]}
    shapes: dict[str, dict[str, Any]] = {
        "bool": {"enum": [True, False, *words["bool"]]},
        "date": {"anyOf": [{"type": "string", "format": "date"}, {"enum": ["从未", "never"]}]},
        "number": {"type": "number", "minimum": 0},
        "ratio": {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 1},
                {"type": "string", "pattern": r"^\d{1,3}(\.\d+)?\s?[%％]$"},
            ]
        },
        "choice": choice,
        "multi": {"anyOf": [choice, {"type": "array", "minItems": 1, "uniqueItems": True, "items": choice}]},
        "text": {"type": "string", "minLength": 1},
        "list": {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "array", "items": {"type": "string", "minLength": 1}},
            ]
        },
    }
    return shapes[question.type]
