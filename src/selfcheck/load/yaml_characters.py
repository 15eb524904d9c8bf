"""Characters an editor does not show: with them a file says something else than its reviewer reads."""

import re

from selfcheck.text import Text

_CONTROLS = r"\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_LINE_SEPARATORS = r"\u2028\u2029"  # line breaks to YAML but not to an editor: they would hide a key
_REORDERINGS = r"\u202a-\u202e\u2066-\u2069"  # what is shown is not in the order it is stored

HIDDEN = re.compile(rf"[{_CONTROLS}{_LINE_SEPARATORS}{_REORDERINGS}]|\r(?!\n)")
"""One hidden character in the text of a file, where CR LF ends a line."""


def hidden_in_value(value: str) -> str | None:
    """The first hidden character that an escape such as `\\e` or `\\r` brought into a value."""
    match = HIDDEN.search(value.replace("\r", "\0"))  # here CR LF is not the end of a line
    return value[match.start()] if match else None


def refused(character: str) -> tuple[Text, Text]:
    """What is wrong with a hidden character, and what is allowed."""
    shown = f"U+{ord(character):04X}"
    what = Text(f"看不见的控制字符 {shown}", f"invisible control character {shown}")
    return what, Text("须删除", "delete it")
