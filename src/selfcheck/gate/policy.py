"""What a repository of answers must hold to. Whatever a policy file leaves out stays as strict as without one."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.model.content import Control, Severity
from selfcheck.text import Text

Most = Mapping[Severity, int | None]

# The records of the gate are named tuples: a dataclass takes eight times as long to define, at every start.
NOTHING: Mapping[Any, Any] = MappingProxyType({})
NO_CRITICAL_OR_HIGH: Most = MappingProxyType({Severity.CRITICAL: 0, Severity.HIGH: 0})
LONGEST_DAYS: Mapping[Severity, int] = MappingProxyType(  # practice: no law sets these
    {Severity.CRITICAL: 30, Severity.HIGH: 90, Severity.MEDIUM: 180, Severity.LOW: 365}
)


class Minimum(NamedTuple):
    """The least the numbers may be, exact: score 0–100, rate and coverage 0–1. None sets no limit."""

    score: Fraction | None = None
    rate: Fraction | None = None
    coverage: Fraction | None = None


class WaiverRules(NamedTuple):
    """How far waivers may go. `file` is where the policy keeps them, as written."""

    file: str | None = None
    allowed: bool = True
    longest_days: Mapping[Severity, int] = LONGEST_DAYS
    red_lines: tuple[str, ...] = ()  # red lines that may be waived all the same
    warn_days: int = 30


class Policy(NamedTuple):
    """`file` is None for the built-in strict gate. Limits on gaps: None means any number."""

    file: str | None = None
    profile: str | None = None
    as_of: date | None = None
    minimum: Minimum = Minimum(rate=Fraction(9, 10), coverage=Fraction(1))
    maximum_gaps: Most = NO_CRITICAL_OR_HIGH
    domains: Mapping[str, Minimum] = NOTHING
    red_lines: tuple[str, ...] = ()  # besides the critical controls
    evidence_required: tuple[Severity, ...] = ()
    evidence_months: int | None = None
    reviewed_months: int | None = None
    plans: tuple[str, ...] = ()  # plan files, one per organisation
    overdue: int = 0
    baseline: str | None = None
    baseline_allowed: bool = True
    waivers: WaiverRules = WaiverRules()
    set_minimum: Minimum = Minimum()
    set_maximum_gaps: Most = NOTHING

    def is_red_line(self, control: Control) -> bool:
        return control.severity is Severity.CRITICAL or control.id in self.red_lines

    def may_be_waived(self, control: Control) -> bool:
        return not self.is_red_line(control) or control.id in self.waivers.red_lines


class Flags(NamedTuple):
    """Limits given on the command line."""

    minimum: Minimum = Minimum()
    maximum_gaps: Mapping[Severity, int] = NOTHING


def tighten(policy: Policy, flags: Flags) -> Policy:
    """The policy with stricter limits. Raises SelfcheckError for every flag that would loosen it."""
    problems: list[Problem] = []
    minimum = policy.minimum
    for name in ("score", "rate", "coverage"):
        wanted, limit = getattr(flags.minimum, name), getattr(minimum, name)
        if wanted is None:
            continue
        if limit is not None and wanted < limit:
            problems.append(_looser(f"--min-{name}", wanted, limit, policy))
        minimum = minimum._replace(**{name: wanted})
    most = dict(policy.maximum_gaps)
    for severity, wanted in flags.maximum_gaps.items():
        limit = most.get(severity)
        if limit is not None and wanted > limit:
            problems.append(_looser(f"--max-gaps {severity}", wanted, limit, policy))
        most[severity] = wanted
    if problems:
        raise SelfcheckError(problems)
    return policy._replace(minimum=minimum, maximum_gaps=most)


def _looser(flag: str, wanted: Fraction | int, limit: Fraction | int, policy: Policy) -> Problem:
    source = Text(policy.file or "内置的严格门禁", policy.file or "the built-in strict gate")
    shown, set_to = f"{float(wanted):g}", f"{float(limit):g}"
    return Problem(
        Location(flag),
        Text(f"{shown} 比 {source.zh} 的 {set_to} 宽松", f"{shown} is looser than {set_to} of {source.en}"),
        Text("参数只能收紧；要放宽须改门禁策略文件", "a flag may only tighten; to loosen, change the policy file"),
    )
