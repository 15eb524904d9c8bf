"""Both languages are there, and each is the language it says it is."""

import re
from collections.abc import Iterator
from typing import Any

from selfcheck.errors import Problem
from selfcheck.lint.walk import Documents, Path, data, problem
from selfcheck.load.yaml_reader import Document

_HAN = re.compile(r"[一-鿿]")
# Chinese that stays Chinese in an English text: a quoted term, a title, a part of an instrument by its own heading.
_KEPT = re.compile(
    r"《[^》]*》|“[^”]*”|\([^()]*\)|（[^（）]*）|[一二三四五六七八九十]+（[^）]*）|[一二三四五六七八九十]"
)
_PLACEHOLDER = re.compile(r"TODO|TBD|FIXME|待补|占位")


def check(documents: Documents) -> Iterator[Problem]:
    for document in documents.values():
        yield from _texts(document, [], data(document))


def _texts(document: Document, path: Path, value: Any) -> Iterator[Problem]:
    if isinstance(value, dict):
        if isinstance(value.get("zh"), str) and isinstance(value.get("en"), str):
            yield from _text(document, path, value["zh"], value["en"])
        for key, entry in value.items():
            yield from _texts(document, [*path, key], entry)
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _texts(document, [*path, index], entry)


def _text(document: Document, path: Path, zh: str, en: str) -> Iterator[Problem]:
    if _PLACEHOLDER.search(zh + en):
        yield problem(document, path, "还有占位文字", "a placeholder is left")
    if not _HAN.search(zh):
        yield problem(document, [*path, "zh"], "zh 不是中文", "zh holds no Chinese")
    if _HAN.search(_KEPT.sub("", en)):
        yield problem(document, [*path, "en"], "en 里有中文", "en holds Chinese")
