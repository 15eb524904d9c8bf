"""The one home of wording about plans: states, timing, verdicts."""

from collections.abc import Mapping
from typing import Final

from selfcheck import wording
from selfcheck.model.assessment import Status
from selfcheck.plan.model import Projection, Reporting, State, Verdict
from selfcheck.plan.report import Timing
from selfcheck.text import Text

STATE: Final[Mapping[State, Text]] = {
    State.NOT_STARTED: Text("未启动", "not started"),
    State.IN_PROGRESS: Text("整改中", "in progress"),
    State.TO_VERIFY: Text("待验证", "to verify"),
    State.CLOSED: Text("已销号", "closed"),
    State.DELAYED: Text("延期", "delayed"),
}
STATE_ALIASES: Final[Mapping[str, State]] = {"已完成待验证": State.TO_VERIFY}
VERDICT: Final[Mapping[Verdict, Text]] = {
    **{Verdict(status.value): wording.STATUS[status] for status in Status},
    Verdict.OUT_OF_SCOPE: Text("本次未评估", "not assessed this time"),
    Verdict.NOT_ASSESSED: Text("人工添加，不评估", "added by people, not assessed"),
}
ESTIMATED: Final = Text("估算", "estimated")
YES_NO: Final[Mapping[bool, Text]] = {True: Text("是", "yes"), False: Text("否", "no")}


def timing(found: Timing, left: int, soon_days: tuple[int, int]) -> Text:
    """超期3天 / 剩余≤10天（7天） …; `left` in calendar days."""
    match found:
        case Timing.CLOSED:
            return STATE[State.CLOSED]
        case Timing.OVERDUE:
            return Text(f"超期{-left}天", f"{-left} days overdue")
        case Timing.SOON:
            return Text(f"剩{left}天（≤{soon_days[0]}天）", f"{left} days left (≤{soon_days[0]})")
        case Timing.NEAR:
            return Text(f"剩{left}天（≤{soon_days[1]}天）", f"{left} days left (≤{soon_days[1]})")
        case Timing.LATER:
            return Text(f"剩{left}天", f"{left} days left")


def numbers(shown: Projection) -> Text:
    """得分 71.2 · 符合率 60% · 重大 3."""
    score, rate = wording.points(shown.score), wording.percent(shown.rate)
    return Text(
        f"得分 {score} · 符合率 {rate} · 重大风险隐患 {shown.critical_gaps}",
        f"score {score} · rate {rate} · critical gaps {shown.critical_gaps}",
    )


def reporting(owed: Reporting) -> Text:
    """2026-03-03 前完成后15个工作日内报送整改情况报告（《…》第十一条）."""
    zh = f"{owed.by} 前：{owed.what.zh}（{owed.basis.zh}）"
    return Text(zh, f"by {owed.by}: {owed.what.en} ({owed.basis.en})")
