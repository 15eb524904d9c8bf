"""Content just read from YAML, checked before anything is built from it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selfcheck.load.content import documents, plain


def checked(data: Mapping[str, bytes], folder: Path) -> dict[str, Any]:
    return {name: plain(document.value) for name, document in documents(data, folder).items()}
