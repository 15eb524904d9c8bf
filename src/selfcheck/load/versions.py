"""The first key of every file of ours: which format in which version it is written in."""

import re
from typing import Any

from selfcheck.errors import SelfcheckError
from selfcheck.load.reading import Reading
from selfcheck.load.values import shown
from selfcheck.text import Text


def first_line(reading: Reading, root: dict[str, Any], wanted: str, key: str = "selfcheck") -> None:
    """Notes a missing or wrong format; of a file in another version nothing else is read, so that one is raised."""
    if key not in root:
        what = Text("没有写格式版本", "the format version is missing")
        reading.at_start(what, Text(f"第一行写 {key}: {wanted}", f"start with {key}: {wanted}"))
        return
    given = root[key]
    if given == wanted:
        return
    what = Text(f"不认识格式版本 {shown(given).zh}", f"unknown format version {shown(given).en}")
    kind = wanted.rpartition("/")[0]
    if isinstance(given, str) and re.fullmatch(rf"{re.escape(kind)}/[0-9]+", given):
        only = Text(f"这个版本的 selfcheck 只读 {wanted}", f"this version of selfcheck reads {wanted} only")
        reading.at_value(root, key, what, only)
        raise SelfcheckError(reading.problems)
    reading.at_value(root, key, what, Text(f"应为 {wanted}", f"expected {wanted}"))
