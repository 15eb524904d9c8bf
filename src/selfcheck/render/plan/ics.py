"""The due days as an iCalendar file (RFC 5545): one all-day event per item, another per report owed afterwards."""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from selfcheck import wording
from selfcheck.plan import wording as plan_wording
from selfcheck.plan.model import Item, Reporting
from selfcheck.plan.report import PlanReport
from selfcheck.render._layout import inert
from selfcheck.render.plan import _facets as facets

SUFFIX = ".ics"
_OCTETS = 75
_WARN_DAYS = 10


def render(report: PlanReport) -> bytes:
    """UTF-8 with CRLF; importing it again updates the events of the last time instead of doubling them."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//selfcheck//{text(report.tool_version)}//{report.lang.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{text(_name(report))}",
    ]
    for item in report.plan.items:
        lines.extend(_due(report, item))
        for owed in item.reporting:
            lines.extend(_reporting(report, item, owed))
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def text(value: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line break escaped, so that no value can start a property."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join(inert(line).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)


def folded(line: str) -> bytes:
    """Lines of at most 75 octets, a continuation beginning with a space; no character is cut in two."""
    rows, row = list[bytes](), b""
    for character in line:
        octets = character.encode("utf-8")
        if len(row) + len(octets) > _OCTETS:
            rows.append(row)
            row = b" "
        row += octets
    return b"\r\n".join([*rows, row]) + b"\r\n"


def _name(report: PlanReport) -> str:
    return report.t(f"{report.plan.organisation} 整改计划", f"{report.plan.organisation} remediation plan")


def _uid(report: PlanReport, item: Item, kind: str) -> str:
    """The same in every run for the same organisation and item."""
    digest = sha256(f"{report.plan.organisation}\0{item.id}\0{kind}".encode()).hexdigest()
    return f"{digest[:32]}@selfcheck"


def _event(report: PlanReport, item: Item, kind: str, day: date, title: str, body: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(report, item, kind)}"
    yield f"DTSTAMP:{report.plan.as_of:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{(report.plan.as_of - date(2000, 1, 1)).days if report.plan.as_of > date(2000, 1, 1) else 0}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{text(title)}"
    yield f"DESCRIPTION:{text(body)}"
    yield f"CATEGORIES:{text(report.say(wording.SEVERITY[item.gap.severity]))}"
    yield "STATUS:CONFIRMED" if item.is_open else "STATUS:CANCELLED"
    yield "TRANSP:TRANSPARENT"
    if item.is_open:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{text(title)}"
        yield f"TRIGGER:-P{_WARN_DAYS}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _due(report: PlanReport, item: Item) -> Iterator[str]:
    state = report.say(plan_wording.STATE[item.work.state])
    title = report.t(f"整改到期 {item.id} {item.gap.title.zh}", f"Due: {item.id} {item.gap.title.en}")
    body = [f"{report.t('状态', 'Status')}: {state}"]
    if item.is_open:
        body += [f"{label}: {line}" for label, texts in facets.facets(report, item) for line in texts]
    else:
        body.append(facets.closing(report, item))
    return _event(report, item, "due", item.terms.due, title, "\n".join(body))


def _reporting(report: PlanReport, item: Item, owed: Reporting) -> Iterator[str]:
    title = report.t(f"报送 {item.id} {owed.what.zh}", f"Report: {item.id} {owed.what.en}")
    return _event(report, item, f"report {owed.basis.zh}", owed.by, title, report.say(owed.basis))
