"""selfcheck.yaml → Policy: strict, because a limit that is misspelt would otherwise not be held."""

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from selfcheck.gate.policy import Minimum, Most, Policy, WaiverRules
from selfcheck.load.files import decode, read_bytes
from selfcheck.load.meant import also, one_of
from selfcheck.load.reading import Reading
from selfcheck.load.values import Misfit, day, shown, title
from selfcheck.load.versions import first_line
from selfcheck.load.yaml_reader import parse
from selfcheck.model.content import Content, Severity
from selfcheck.text import Text

NAME = "selfcheck.yaml"
FORMAT = "policy/1"
FILE_LIMIT = 1024 * 1024
KEYS = (
    "selfcheck",
    "profile",
    "as_of",
    "minimum",
    "maximum_gaps",
    "domains",
    "red_lines",
    "evidence",
    "answers",
    "plan",
    "baseline",
    "waivers",
    "set",
)
NUMBERS = ("score", "rate", "coverage")
SEVERITIES = tuple(severity.value for severity in Severity)
ANY = "any"
_MOST_MONTHS = 120


def load(path: Path, content: Content) -> Policy:
    """Raises SelfcheckError with every problem of the file."""
    file = str(path)
    return read(decode(read_bytes(path, limit=FILE_LIMIT), file), file, content)


def read(text: str, file: str, content: Content) -> Policy:
    reading = Reading(parse(text, file))
    root: dict[str, Any] = reading.document.value
    first_line(reading, root, FORMAT)
    reading.keys(root, KEYS, lambda key: one_of(KEYS, key))
    policy = _Policy(reading, content).policy(root, file)
    reading.finish()
    return policy


class _Policy:
    """Reads section after section; what a section leaves out keeps its strict default."""

    def __init__(self, reading: Reading, content: Content) -> None:
        self.reading, self.content = reading, content

    def policy(self, root: dict[str, Any], file: str) -> Policy:
        strict = Policy()
        minimum, gaps = self.limits(root, "", strict.minimum, strict.maximum_gaps)
        evidence = self.section(root, "evidence", ("required", "fresh_within_months"))
        answers = self.section(root, "answers", ("reviewed_within_months",))
        plan = self.section(root, "plan", ("file", "overdue"), ("file",))
        whole = self.section(root, "set", ("minimum", "maximum_gaps"))
        set_minimum, set_gaps = self.limits(whole, "set.", Minimum(), {})
        return Policy(
            file=file,
            profile=self.take(root, "profile", self.one(list(self.content.profiles))),
            as_of=self.take(root, "as_of", day),
            minimum=minimum,
            maximum_gaps=gaps,
            domains=self.domains(root),
            red_lines=self.names(root, "red_lines", "red_lines", list(self.content.controls)),
            evidence_required=tuple(
                Severity(name) for name in self.names(evidence, "required", "evidence.required", SEVERITIES)
            ),
            evidence_months=self.take(evidence, "fresh_within_months", _months),
            reviewed_months=self.take(answers, "reviewed_within_months", _months),
            plans=self.files(plan, "file"),
            overdue=self.take(plan, "overdue", count) or 0,
            baseline=self.file(root, "baseline"),
            baseline_allowed=root.get("baseline") is not False,
            waivers=self.waivers(root),
            set_minimum=set_minimum,
            set_maximum_gaps=set_gaps,
        )

    def limits(self, container: dict[str, Any], path: str, minimum: Minimum, gaps: Most) -> tuple[Minimum, Most]:
        """`minimum` and `maximum_gaps` of one level, laid over the defaults given."""
        least = self.minimum(self.section(container, "minimum", NUMBERS), f"{path}minimum", minimum)
        most = dict(gaps)
        section = self.section(container, "maximum_gaps", SEVERITIES)
        for severity in Severity:
            if severity in section:
                limit = self.reading.take(section, severity, f"{path}maximum_gaps.{severity}", _count_or_any)
                most[severity] = None if limit == ANY else limit if isinstance(limit, int) else 0
        return least, most

    def minimum(self, section: dict[str, Any], path: str, default: Minimum) -> Minimum:
        for name, convert in (("score", points), ("rate", share), ("coverage", share)):
            if name in section:
                limit = self.reading.take(section, name, f"{path}.{name}", convert)
                default = default._replace(**{name: limit})
        return default

    def domains(self, root: dict[str, Any]) -> Mapping[str, Minimum]:
        known = tuple(checklist.id for checklist in self.content.checklists)
        section = self.section(root, "domains", known)
        return {
            name: self.minimum(self.section(section, name, NUMBERS), f"domains.{name}", Minimum())
            for name in known
            if name in section
        }

    def waivers(self, root: dict[str, Any]) -> WaiverRules:
        rules = WaiverRules()
        if root.get("waivers") is False:
            return rules._replace(allowed=False)
        section = self.section(root, "waivers", ("file", "longest_days", "red_lines", "warn_days"))
        longest = dict(rules.longest_days)
        days = self.section(section, "longest_days", SEVERITIES)
        for severity in Severity:
            if severity in days:
                longest[severity] = self.reading.take(days, severity, f"waivers.longest_days.{severity}", count) or 0
        return WaiverRules(
            file=self.take(section, "file", title),
            longest_days=longest,
            red_lines=self.names(section, "red_lines", "waivers.red_lines", list(self.content.controls)),
            warn_days=rules.warn_days if "warn_days" not in section else self.take(section, "warn_days", count) or 0,
        )

    def section(
        self, container: dict[str, Any], key: str, known: Collection[str], required: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """The mapping under a key, empty where there is none; its keys are checked."""
        if key not in container:
            return {}
        value = container[key]
        if not isinstance(value, dict):
            what = Text(f"{key} 不能是{shown(value).zh}", f"{key} cannot be {shown(value).en}")
            self.reading.at_value(container, key, what, one_of(tuple(known), ""))
            return {}
        self.reading.keys(value, known, lambda unknown: one_of(tuple(known), unknown))
        for name in required:
            if name not in value:
                self.reading.at_key(container, key, Text(f"{key} 缺少 {name}", f"{key} lacks {name}"))
        return value

    def take(self, container: dict[str, Any], key: str, convert: Callable[[Any], Any]) -> Any:
        return self.reading.take(container, key, key, convert) if key in container else None

    def file(self, root: dict[str, Any], key: str) -> str | None:
        return None if root.get(key) is False else self.take(root, key, title)

    def files(self, section: dict[str, Any], key: str) -> tuple[str, ...]:
        """One file name or a list of them."""
        entries = section.get(key)
        if not isinstance(entries, list):
            return (self.take(section, key, title) or "",) if key in section else ()
        found = []
        for index, entry in enumerate(entries):
            try:
                found.append(title(entry))
            except Misfit as misfit:
                self.reading.at_value(entries, index, misfit.what, misfit.allowed)
        return tuple(found)

    def one(self, known: Collection[str]) -> Callable[[Any], str]:
        def convert(raw: Any) -> str:
            if isinstance(raw, str) and raw in known:
                return raw
            what = Text(f"没有 {shown(raw).zh}", f"there is no {shown(raw).en}")
            raise Misfit(what, one_of(tuple(known), raw if isinstance(raw, str) else ""))

        return convert

    def names(self, container: dict[str, Any], key: str, path: str, known: Collection[str]) -> tuple[str, ...]:
        """A list of known names, each once."""
        if key not in container:
            return ()
        entries = container[key]
        if not isinstance(entries, list):
            what = Text(f"{path} 应为列表", f"{path} must be a list")
            self.reading.at_value(container, key, what, Text("如 [甲, 乙]；没有写 []", "such as [a, b], or []"))
            return ()
        found: list[str] = []
        for index, entry in enumerate(entries):
            try:
                found.append(self.one(known)(entry))
            except Misfit as misfit:
                what = Text(f"{path}：{misfit.what.zh}", f"{path}: {misfit.what.en}")
                self.reading.at_value(entries, index, what, misfit.allowed)
        return tuple(dict.fromkeys(found))


def points(raw: Any) -> Fraction:
    return _number(raw, 100, Text("应为 0 到 100 的数", "expected 0 to 100"))


def share(raw: Any) -> Fraction:
    expected = Text("应为 0 到 1 的数，或 90% 这样的百分数", "expected 0 to 1, or a percentage such as 90%")
    if isinstance(raw, str) and raw.endswith("%") and raw[:-1].replace(".", "", 1).isdecimal() and raw.isascii():
        return _number(Fraction(raw[:-1]) / 100, 1, expected)
    return _number(raw, 1, expected)


def _number(raw: Any, highest: int, expected: Text) -> Fraction:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Fraction):
        raise Misfit(Text(f"{shown(raw).zh} 不是数字", f"{shown(raw).en} is not a number"), expected)
    number = Fraction(str(raw))  # the decimal a person wrote (0.9), not the binary float nearest to it
    if not 0 <= number <= highest:
        value = shown(float(number))
        raise Misfit(Text(f"{value.zh} 超出范围", f"{value.en} is out of range"), expected)
    return number


def count(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < 0:
        what = Text(f"{shown(raw).zh} 不是个数", f"{shown(raw).en} is not a count")
        raise Misfit(what, Text("应为不小于 0 的整数", "expected a whole number not below 0"))
    return raw


def _count_or_any(raw: Any) -> int | str:
    if raw == ANY:
        return ANY
    try:
        return count(raw)
    except Misfit as misfit:
        raise Misfit(misfit.what, also(misfit.allowed, Text(f"不限制写 {ANY}", f"write {ANY} for no limit"))) from None


def _months(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= _MOST_MONTHS:
        what = Text(f"{shown(raw).zh} 不是月数", f"{shown(raw).en} is not a number of months")
        raise Misfit(what, Text(f"应为 1 到 {_MOST_MONTHS} 的整数", f"expected 1 to {_MOST_MONTHS}"))
    return raw
