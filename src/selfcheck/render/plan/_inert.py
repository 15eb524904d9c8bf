"""Text out of answers and ledgers made harmless for files that programs open: control characters, formulas."""

from selfcheck.render._layout import inert

# What a spreadsheet takes for the start of a formula (OWASP, CSV injection), and the full-width forms some accept.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_BLANKS = " \u00a0\u3000\u200b\ufeff"


def lines(text: str) -> str:
    """The text with its line breaks, everything else that does not print written out: legal in XML, shown as it is."""
    return "\n".join(inert(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def cell(text: str) -> str:
    """One CSV cell on one line; what a spreadsheet would take for a formula begins with an apostrophe."""
    risky = text[:1] in _FORMULA or text.lstrip(_BLANKS)[:1] in _FORMULA
    flat = " ".join(part for part in lines(text).split("\n") if part)
    return f"'{flat}" if risky or flat[:1] in _FORMULA else flat
