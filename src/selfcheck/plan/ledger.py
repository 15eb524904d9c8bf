"""The columns of the remediation ledger (整改台账): what each shows of an item and which of them people may edit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from selfcheck import wording
from selfcheck.plan import wording as plan_wording
from selfcheck.plan.model import Item, Plan
from selfcheck.plan.report import timing
from selfcheck.plan.wording import reporting
from selfcheck.text import Lang, Text

Value = str | date | float | None


@dataclass(frozen=True, slots=True)
class View:
    """What the cells of an item depend on beside the item."""

    lang: Lang
    as_of: date
    soon_days: tuple[int, int]

    def say(self, text: Text) -> str:
        return text.of(self.lang)


class Kind(StrEnum):
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Column:
    """`edits` names the field of Terms or Work a change of the cell goes to; None: the tool's own column."""

    key: str
    head: Text
    width: int  # in characters of half width
    show: Callable[[Item, View], Value]
    edits: str | None = None
    kind: Kind = Kind.TEXT


def view(plan: Plan, lang: Lang) -> View:
    return View(lang, plan.as_of, plan.soon_days)


def _lines(texts: tuple[Text, ...], seen: View) -> str:
    return "\n".join(seen.say(text) for text in texts)


def _finished(item: Item, seen: View) -> Value:
    """The day people wrote, or the day the self-check found it closed."""
    return item.work.finished_on or item.closed_on


def _timing(item: Item, seen: View) -> str:
    left = (item.terms.due - seen.as_of).days
    return seen.say(plan_wording.timing(timing(item, seen.as_of, seen.soon_days), left, seen.soon_days))


def _due_reason(item: Item, seen: View) -> str:
    mark = f"〔{seen.say(plan_wording.ESTIMATED)}〕" if item.estimated else ""
    return mark + seen.say(item.due_reason)


def _reporting(item: Item, seen: View) -> str:
    return "\n".join(seen.say(reporting(entry)) for entry in item.reporting)


def _record(item: Item, seen: View) -> str:
    """How it was closed, and what happened before."""
    closing = [f"{item.closed_on} {seen.say(item.closing)}"] if item.closing else []
    return "\n".join([*closing, *(f"{event.on} {seen.say(event.note)}" for event in item.history)])


COLUMNS: tuple[Column, ...] = (
    Column("id", Text("问题编号", "Item"), 12, lambda item, seen: item.id),
    Column("source", Text("来源", "Source"), 8, lambda item, seen: seen.say(item.gap.source)),
    Column("basis", Text("检查依据", "Legal basis"), 36, lambda item, seen: _lines(item.gap.basis, seen)),
    Column("domain", Text("所属领域", "Domain"), 12, lambda item, seen: seen.say(item.gap.domain)),
    Column("title", Text("检查要求", "Requirement"), 24, lambda item, seen: seen.say(item.gap.title)),
    Column("problem", Text("问题描述", "Problem"), 46, lambda item, seen: seen.say(item.terms.problem), "problem"),
    Column(
        "severity", Text("风险等级", "Severity"), 9, lambda item, seen: seen.say(wording.SEVERITY[item.gap.severity])
    ),
    Column(
        "critical",
        Text("是否重大隐患", "Critical"),
        8,
        lambda item, seen: seen.say(plan_wording.YES_NO[item.gap.severity == "critical"]),
    ),
    Column("steps", Text("整改措施", "Measures"), 44, lambda item, seen: seen.say(item.terms.steps), "steps"),
    Column(
        "department",
        Text("责任部门", "Department"),
        14,
        lambda item, seen: seen.say(item.terms.department),
        "department",
    ),
    Column("owner", Text("责任人", "Owner"), 10, lambda item, seen: item.work.owner, "owner"),
    Column("leader", Text("分管领导", "Executive"), 10, lambda item, seen: item.work.leader, "leader"),
    Column("due", Text("要求完成时限", "Due"), 12, lambda item, seen: item.terms.due, "due", Kind.DATE),
    Column("planned", Text("计划完成时间", "Planned"), 12, lambda item, seen: item.terms.planned, "planned", Kind.DATE),
    Column("finished_on", Text("实际完成时间", "Finished"), 12, _finished, "finished_on", Kind.DATE),
    Column(
        "state",
        Text("完成情况", "Status"),
        10,
        lambda item, seen: seen.say(plan_wording.STATE[item.work.state]),
        "state",
        Kind.STATE,
    ),
    Column("reason", Text("未完成原因", "Reason if late"), 18, lambda item, seen: item.work.reason, "reason"),
    Column("evidence", Text("佐证材料", "Evidence"), 22, lambda item, seen: item.work.evidence, "evidence"),
    Column("verifier", Text("验证人", "Verifier"), 10, lambda item, seen: item.work.verifier, "verifier"),
    Column(
        "verified_on",
        Text("验证日期", "Verified"),
        12,
        lambda item, seen: item.work.verified_on,
        "verified_on",
        Kind.DATE,
    ),
    Column("note", Text("备注", "Note"), 20, lambda item, seen: item.work.note, "note"),
    Column("timing", Text("到期提示", "Timing"), 16, _timing),
    Column(
        "effort", Text("工作量（人日）", "Person-days"), 9, lambda item, seen: item.terms.effort, "effort", Kind.NUMBER
    ),
    Column("proof", Text("销号要求", "Proof of closure"), 30, lambda item, seen: seen.say(item.gap.proof)),
    Column("cost", Text("处罚风险", "Exposure"), 34, lambda item, seen: seen.say(item.gap.cost.text)),
    Column("depends_on", Text("前置问题", "Needs first"), 14, lambda item, seen: "\n".join(item.gap.depends_on)),
    Column("due_reason", Text("期限说明", "Why this date"), 34, _due_reason),
    Column("reporting", Text("后续报送", "Reporting"), 24, _reporting),
    Column(
        "verdict",
        Text("自查判定", "Self-check"),
        12,
        lambda item, seen: seen.say(plan_wording.VERDICT[item.gap.verdict]),
    ),
    Column(
        "after",
        Text("完成后预计", "Then"),
        24,
        lambda item, seen: "" if item.after is None else seen.say(plan_wording.numbers(item.after)),
    ),
    Column("record", Text("销号与变更记录", "Record"), 40, _record),
)
NUMBER_HEAD = Text("序号", "No.")
KEY_HEAD = Text("selfcheck", "selfcheck")  # the hidden column that names the item whatever people do to the others
HIDDEN_SHEET = "_selfcheck"


LONGEST_CELL = 32_000  # Excel takes 32,767 characters


def shown(text: str) -> str:
    """The text as a workbook's cell holds it: legal in XML, and as much of it as fits; reading back compares this."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    clean = "\n".join(line if line.isprintable() else "".join(map(_printed, line)) for line in lines)
    return clean if len(clean) <= LONGEST_CELL else clean[:LONGEST_CELL] + "…"


def _printed(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character in "\t\u3000" else f"\\x{ord(character):02x}"


def extra_columns(plan: Plan) -> tuple[str, ...]:
    """Columns people added, in the order they were met."""
    return tuple(dict.fromkeys(name for item in plan.items for name, _ in item.work.extra))
