"""Whether the target and the dates can be kept, in words."""

from collections.abc import Sequence
from fractions import Fraction

from selfcheck import wording
from selfcheck.plan.model import Item, Outcome, Projection
from selfcheck.plan.request import Request
from selfcheck.plan.schedule import needed_per_week
from selfcheck.plan.target import Programme
from selfcheck.text import Text


def outcome(request: Request, problem: Programme | None, items: Sequence[Item], path: Sequence[Projection]) -> Outcome:
    """`items` stand in their order with the selected ones first; `path` starts with the numbers of today."""
    assert request.target is not None and problem is not None  # only called with a target
    everything = frozenset(range(len(problem.effort)))
    reachable, already = problem.admits(everything), problem.admits(frozenset())
    selected = [item for item in items if item.selected and item.after is not None]
    last = selected[-1] if reachable and not already and selected else None
    effort = sum(item.remaining for item in selected) if reachable else 0.0
    reached_on = max(item.terms.planned for item in selected) if last is not None else None
    in_time = None if reached_on is None or request.deadline is None else reached_on <= request.deadline
    return Outcome(
        wanted=request.target.says,
        reachable=reachable,
        already=already,
        effort=effort,
        best=path[-1],
        reached_after=last.id if last is not None else None,
        reached_on=reached_on,
        in_time=in_time,
        says=_says(request, reachable, already, selected, effort, path[-1], in_time),
    )


def _says(
    request: Request,
    reachable: bool,
    already: bool,
    selected: Sequence[Item],
    effort: float,
    best: Projection,
    in_time: bool | None,
) -> Text:
    if already:
        return Text("目标已经达到", "the target is already reached")
    if not reachable:
        score, rate = wording.points(best.score), wording.percent(best.rate)
        return Text(
            f"达不到：全部差距整改后得分 {score}、符合率 {rate}，仍不够；待核实的检查项计入分母，须先补齐答卷",
            f"not reachable: with every gap closed the score is {score} and the rate {rate}; unanswered controls "
            "count in both, so answer them first",
        )
    number = len(selected)
    zh = f"最少 {effort:g} 人日可以达到：先做 {number} 项"
    en = f"reachable with {effort:g} person-days at least: {number} items first"
    if in_time is False and request.deadline is not None:
        late = _too_late(request, effort)
        return Text(f"{zh}；{late.zh}", f"{en}; {late.en}")
    return Text(zh, en)


def _too_late(request: Request, effort: float) -> Text:
    assert request.deadline is not None
    zh, en = f"但赶不上截止日 {request.deadline}", f"but not by the deadline {request.deadline}"
    if request.capacity is not None:
        needed = needed_per_week(Fraction(effort), request.start, request.deadline, request.calendar)
        if needed is None:
            return Text(f"{zh}，截止日前没有工作日", f"{en}: no working day is left")
        shown = f"{float(-(-needed * 10 // 1) / 10):g}"
        zh += f"：每周 {float(request.capacity):g} 人日不够，需要每周约 {shown} 人日"
        en += f": {float(request.capacity):g} person-days per week are too few, about {shown} are needed"
    return Text(zh, en)


def capacity_note(request: Request, items: Sequence[Item]) -> Text | None:
    """What the capacity comes to over the whole plan, and what it cannot finish in time."""
    queue = [item for item in items if item.begins is not None]
    if request.capacity is None or not queue:
        return None
    effort = sum(item.remaining for item in queue)
    ends = max(item.terms.planned for item in queue)
    late = sum(item.is_late for item in queue)
    shown = f"{float(request.capacity):g}"
    zh = f"每周 {shown} 人日，共 {effort:g} 人日，计划到 {ends} 完成"
    en = f"{shown} person-days per week, {effort:g} in all, finished on {ends} as planned"
    if late:
        zh += f"；有 {late} 项赶不上要求时限，须增加人手或者与监管部门商定"
        en += f"; {late} items cannot meet their due date: add people or agree on dates with the regulator"
    return Text(zh, en)
