"""One plan full of hostile text, and one of ordinary text, for every format."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.plan.conftest import (
    Made,
    answers,
    assessed,
    calendar,
    control,
    planned,
    request_for,
)

from changed import replace
from selfcheck.model.assessment import Status
from selfcheck.model.content import Severity
from selfcheck.plan.model import Plan, State
from selfcheck.plan.report import PlanReport
from selfcheck.text import Lang, Text

__all__ = ["answers", "assessed", "calendar", "control", "planned", "request_for"]

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    " =1+1",
    "\u00a0=1",
    "a\n=1",
)
HOSTILE = (
    *FORMULAS,
    "=cmd|'/c calc'!A1",
    "<script>alert(1)</script>",
    "](javascript:alert(1)) **b** `c` | d |",
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "x;y,z\\n:w",
    "\x1b[31mred\x00\x07\x0b",
    "]]>&amp;<w:t>",
    "长" * 200 + "𠮷😀" * 40,
)


@pytest.fixture(scope="session")
def ordinary(planned: Callable[..., Plan]) -> Plan:
    """Open, started, late and closed items; one unanswered."""
    first = [Made("A-1", Severity.CRITICAL, yuan=1_000_000, found=3), Made("B-1"), Made("C-1", Severity.LOW)]
    before = planned(first)
    started = replace(before.items[1], work=replace(before.items[1].work, state=State.IN_PROGRESS, owner="张三"))
    before = replace(before, items=(before.items[0], started, *before.items[2:]))
    now = [
        Made("A-1", Severity.CRITICAL, status=Status.SATISFIED),
        Made("B-1"),
        Made("C-1", Severity.LOW),
        Made("D-1", Severity.MEDIUM, needs=("C-1",)),
        Made("U-1", status=Status.UNANSWERED),
    ]
    return planned(now, before, as_of=date(2026, 4, 1))


@pytest.fixture(scope="session")
def hostile(planned: Callable[..., Plan]) -> Plan:
    """Every field that text from outside can reach holds something a program might act on."""
    made = planned([Made(f"H-{number}") for number in range(len(HOSTILE))])
    items = []
    for item, text in zip(made.items, HOSTILE, strict=True):
        work = replace(
            item.work,
            owner=text,
            leader=text,
            reason=text,
            evidence=text,
            verifier=text,
            note=text,
            extra=(("=1+1", text), (f"列{len(items)}", text)),
        )
        terms = replace(item.terms, problem=Text(text, text), steps=Text(text, text), department=Text(text, text))
        gap = replace(item.gap, title=Text(text, text))
        items.append(replace(item, work=work, terms=terms, computed=terms, gap=gap))
    return replace(made, organisation="=1+1<b>|\r\nX", items=tuple(items))


@pytest.fixture(params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> Lang:
    return "zh" if request.param == "zh" else "en"


@pytest.fixture
def report(ordinary: Plan, lang: Lang) -> PlanReport:
    return PlanReport(ordinary, lang, "0.1.0")


@pytest.fixture
def dangerous(hostile: Plan, lang: Lang) -> PlanReport:
    return PlanReport(hostile, lang, "0.1.0")
