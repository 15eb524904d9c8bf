"""The content files as lint walks them: entries with the path they stand at."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from selfcheck.errors import Problem
from selfcheck.load.content import OVER
from selfcheck.load.schema import place
from selfcheck.load.yaml_reader import Document
from selfcheck.text import Text

Path = list[str | int]
Documents = Mapping[str, Document]


def data(document: Document) -> dict[str, Any]:
    """The file's data; its shape has passed the schema or is about to."""
    return cast(dict[str, Any], document.value)


def problem(document: Document, path: Path, zh: str, en: str, allowed: Text | None = None) -> Problem:
    return Problem(place(document, path), Text(zh, en), allowed)


def checklists(documents: Documents) -> Iterator[tuple[str, Document]]:
    for name, document in documents.items():
        if "/" not in name and "controls" in data(document):
            yield name, document


def in_folder(documents: Documents, folder: str) -> Iterator[tuple[str, Document]]:
    for name, document in documents.items():
        if name.removeprefix(OVER).startswith(f"{folder}/"):
            yield name, document


def controls(documents: Documents) -> Iterator[tuple[Document, Path, dict[str, Any]]]:
    for _, document in checklists(documents):
        for index, entry in enumerate(data(document)["controls"]):
            yield document, ["controls", index], entry


def questions(documents: Documents) -> Iterator[tuple[Document, Path, str, dict[str, Any]]]:
    """Every question and column with the place it is declared at."""
    for name, document in documents.items():
        if "/" in name or not ("controls" in data(document) or name == "organisation.yaml"):
            continue
        for part in ("questions", "columns"):
            for key, entry in (data(document).get(part) or {}).items():
                yield document, [part, key], key, entry


def laws(documents: Documents) -> Iterator[tuple[str, Document]]:
    return in_folder(documents, "laws")


def pointer(raw: Any) -> str:
    """`law/provision` of a citation in either of its forms."""
    return raw if isinstance(raw, str) else str(raw["cite"])
