"""What every renderer gets: the assessment, the content it speaks of, and how to present it."""

from dataclasses import dataclass

from selfcheck.model.assessment import Assessment, Finding
from selfcheck.model.content import Content, Severity
from selfcheck.model.gap import Changes
from selfcheck.text import Lang, Text

_ORDER = {Severity.CRITICAL: 0, Severity.HIGH: 1, Severity.MEDIUM: 2, Severity.LOW: 3}


@dataclass(frozen=True, slots=True)
class Report:
    """`width` is in terminal columns; `colour` asks for ANSI styles. Formats without either ignore them."""

    assessment: Assessment
    content: Content
    lang: Lang
    tool_version: str
    width: int = 80
    colour: bool = False
    changes: Changes | None = None  # since the earlier result, where one was given

    def say(self, text: Text) -> str:
        return text.of(self.lang)

    def t(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en


def urgency(finding: Finding) -> tuple[int, int, int, int, str]:
    """Sort key, most urgent first: severity, then the fine at stake, then how often regulators found it."""
    org = finding.exposure.org_max
    return (
        _ORDER[finding.control.severity],
        -(org.yuan if org else 0),
        -finding.precedents.organisations,
        -len(finding.precedents.cases),
        finding.control.id,
    )


def by_urgency(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=urgency))
