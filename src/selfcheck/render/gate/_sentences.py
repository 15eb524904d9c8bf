"""What every format of the gate says of a condition, a gap or a waiver, as plain sentences."""

from fractions import Fraction

from selfcheck import wording, words
from selfcheck.gate.conditions import Condition, Judged, Unit
from selfcheck.gate.judge import Result
from selfcheck.gate.report import GateReport
from selfcheck.gate.waivers import ZONE
from selfcheck.model.assessment import Status
from selfcheck.text import Text

_SHOWN_CONTROLS = 12


def verdict(passed: bool) -> Text:
    return Text("通过", "passed") if passed else Text("未通过", "failed")


def outcome(report: GateReport) -> Text:
    """The set's verdict: passed, failed, or that something could not be assessed."""
    if report.verdict.exit_code == 2:
        return Text("无法评估", "could not assess")
    return verdict(report.verdict.passed)


def under(report: GateReport) -> Text:
    """Which policy was applied; without a file the strict one, and it says so."""
    file = report.policy.file
    if file is None:
        return Text(
            "内置的严格门禁（没有门禁策略文件）：没有重大和高风险差距，完成率 100%，符合率不低于 90%",
            "the built-in strict gate (no policy file): no critical or high gap, coverage 100%, rate at least 90%",
        )
    return Text(f"门禁策略 {report.path(file)}", f"policy {report.path(file)}")


def measured(value: Fraction | None, unit: Unit) -> str:
    """A value as people read it, rounded down: what falls short must not read as if it did not."""
    if value is None:
        return "—"
    if unit is Unit.COUNT:
        return str(int(value))
    if unit is Unit.POINTS:
        return f"{int(value * 10) / 10:.1f}"
    return wording.percent(int(value * 10_000) / 10_000)


def required(condition: Condition) -> str:
    """The limit as it was written."""
    if condition.unit is Unit.COUNT:
        return str(int(condition.required))
    number = float(condition.required * (100 if condition.unit is Unit.SHARE else 1))
    return f"{number:g}%" if condition.unit is Unit.SHARE else f"{number:g}"


def condition(entry: Condition) -> Text:
    """`符合率 81.2%，至少 90%`."""
    actual, limit = measured(entry.actual, entry.unit), required(entry)
    zh, en = ("至少", "at least") if entry.at_least else ("最多", "at most")
    each = " 项" if entry.unit is Unit.COUNT else ""
    return Text(f"{entry.what.zh} {actual}{each}，{zh} {limit}{each}", f"{entry.what.en} {actual}, {en} {limit}")


def controls(entry: Condition) -> Text:
    """The ids of the controls in the way; of many, the most urgent and how many more."""
    names = entry.controls[:_SHOWN_CONTROLS]
    more = len(entry.controls) - len(names)
    zh, en = "、".join(names), ", ".join(names)
    return Text(f"{zh} 等 {len(entry.controls)} 项", f"{en} and {more} more") if more else Text(zh, en)


def gap(report: GateReport, entry: Judged) -> str:
    """Control, title, severity, status and what was found, on one line."""
    control = entry.gap.finding.control
    marks = f"{report.say(wording.SEVERITY[control.severity])}, {report.say(wording.STATUS[entry.gap.status])}"
    head = f"{control.id} {report.say(control.title)} [{marks}]"
    return report.t("；", "; ").join([head, *observations(report, entry)])


def observations(report: GateReport, entry: Judged) -> list[str]:
    """What was found, or for a control nobody can judge yet which answers are missing."""
    if entry.gap.status is Status.UNANSWERED:
        keys = dict.fromkeys(
            seen.fact if seen.item is None else seen.fact.replace("[]", f"[{seen.item}]")
            for seen in entry.gap.observations
        )
        return [report.t(f"缺少答案：{'、'.join(keys)}", f"missing answers: {', '.join(keys)}")]
    return [report.say(words.observation(seen, report.content, report.as_of)) for seen in entry.gap.observations]


def standing(entry: Judged) -> Text | None:
    """Why a gap does not count against the gate; None where it does."""
    if entry.waiver is not None:
        until = entry.waiver.expires
        return Text(
            f"豁免至 {until}（含当日，北京时间），{entry.waiver.approver} 批准：{entry.waiver.reason}",
            f"waived until {until} (inclusive, {ZONE}) by {entry.waiver.approver}: {entry.waiver.reason}",
        )
    return None if entry.held else Text("基线已有", "in the baseline")


def compared(entry: Judged) -> Text | None:
    if entry.compared is None or not entry.held:
        return None
    return {"new": Text("新增", "new"), "worse": Text("变差", "worse")}.get(entry.compared.value)


def numbers(report: GateReport, result: Result) -> Text:
    """The three true numbers, and beside them what waivers make of them for the gate."""
    score = result.assessment.score
    points, rate, coverage = wording.points(score.value), wording.percent(score.rate), wording.percent(score.coverage)
    zh = f"得分 {points}，符合率 {rate}，完成率 {coverage}"
    en = f"score {points}, compliance rate {rate}, coverage {coverage}"
    if any(entry.waiver is not None for entry in result.judged):
        counted = result.counted
        rate, points = measured(counted.rate, Unit.SHARE), measured(counted.score, Unit.POINTS)
        zh += f"（计豁免：得分 {points}，符合率 {rate}）"
        en += f" (with waivers: score {points}, rate {rate})"
    return Text(zh, en)


def tallies(result: Result) -> Text:
    """How many gaps count, how many are waived or in the baseline: nothing excused is hidden."""
    gaps = [entry for entry in result.judged if entry.gap.status.is_gap]
    waived = sum(entry.waiver is not None for entry in gaps)
    in_baseline = sum(not entry.held and entry.waiver is None for entry in gaps)
    open_ones = sum(entry.gap.status is Status.UNANSWERED for entry in result.judged)
    zh = f"差距 {len(gaps)} 处，其中豁免 {waived} 处、基线已有 {in_baseline} 处；待核实 {open_ones} 处"
    en = f"{len(gaps)} gaps, {waived} of them waived, {in_baseline} in the baseline; {open_ones} unanswered"
    return Text(zh, en)


def stamp(report: GateReport) -> str:
    content = report.content
    parts = report.t(
        f"检查表 {content.version}（{content.digest}）|评分口径 {content.scoring.id}|评估日 {report.as_of}（北京时间）",
        f"content {content.version} ({content.digest})|scoring {content.scoring.id}|as of {report.as_of} ({ZONE})",
    )
    return " · ".join([f"selfcheck {report.tool_version}", *parts.split("|")])
