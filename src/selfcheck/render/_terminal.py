"""What the terminal reports look alike in: styles, headings, the end of the text."""

from collections.abc import Iterable, Iterator

from selfcheck.model.content import Severity
from selfcheck.render._layout import no_command

SEVERITY_STYLE = {
    Severity.CRITICAL: "critical",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "dim",
}
_STYLES = {"bold": "1", "dim": "2", "red": "31", "yellow": "33", "green": "32", "cyan": "36", "critical": "1;31"}


def styled(text: str, names: Iterable[str], colour: bool) -> str:
    if not colour or not text:
        return text
    return f"\x1b[{';'.join(_STYLES[name] for name in names)}m{text}\x1b[0m"


def title(text: str, width: int, colour: bool) -> Iterator[str]:
    yield ""
    yield styled(text, ["bold"], colour)
    yield styled("─" * width, ["dim"], colour)


def joined(lines: Iterable[str]) -> str:
    return "\n".join(map(no_command, lines)).rstrip() + "\n"
