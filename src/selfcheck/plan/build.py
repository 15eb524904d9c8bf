"""The pipeline as one function: an assessment, and the plan before it, give the plan of today."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from selfcheck.model.answers import Answers
from selfcheck.model.assessment import Assessment, Finding, Status
from selfcheck.model.content import Content
from selfcheck.plan import exact, outcome
from selfcheck.plan.calendar import explained
from selfcheck.plan.dates import Due, Rules, before_what_needs_it, by_hand, due, earlier_of_deadline, reporting
from selfcheck.plan.items import draft, is_gap
from selfcheck.plan.merge import Entry, Merged, Previous, kept, merge, today
from selfcheck.plan.model import Gap, Item, Outcome, Plan, Projection, Terms, Unanswered
from selfcheck.plan.order import Priority, priority, sequence
from selfcheck.plan.path import projections
from selfcheck.plan.request import Request
from selfcheck.plan.schedule import Span, spans
from selfcheck.plan.target import Programme, Solver, choose, programme


class TooSlow(ValueError):
    """At this capacity the work would take more than ten years."""


def plan(
    assessment: Assessment,
    content: Content,
    answers: Answers,
    request: Request,
    previous: Previous | None = None,
    solve: Solver = exact.solve,
) -> Plan:
    """Pure: the same arguments give the same plan. Raises TooSlow."""
    gaps = [finding for finding in assessment.findings if is_gap(finding)]
    controls = frozenset(finding.control.id for finding in gaps)
    drafts = [draft(finding, controls, content, assessment.as_of) for finding in gaps]
    merged = merge({d.id: d for d in drafts}, previous, today(assessment, answers, request.start))
    entries = {entry.id: entry for entry in merged.open}
    needs = {identity: _needs(entry) for identity, entry in entries.items()}
    order = sequence({i: _priority(e) for i, e in entries.items()}, needs)
    rules = Rules(request.policy, request.calendar, request.deadline)
    items = _dated(entries, order, needs, rules)
    chosen, problem = _chosen(assessment, content, request, items, solve)
    items = [replace(item, selected=chosen is None or item.id in chosen) for item in items]
    items = [*(i for i in items if i.selected), *(i for i in items if not i.selected)]
    items = _planned(items, entries, request, rules)
    path = projections(assessment, content.scoring, [i.gap.control for i in items if i.gap.control in controls])
    items = _projected(items, controls, path)
    result = outcome.outcome(request, problem, items, path) if request.target is not None else None
    return _plan(assessment, request, path[0], merged, items, result)


def _needs(entry: Entry) -> tuple[str, ...]:
    return entry.draft.gap.depends_on if entry.draft is not None else ()


def _gap(entry: Entry) -> Gap:
    return entry.draft.gap if entry.draft is not None else replace(entry.last.gap, verdict=entry.verdict)


def _priority(entry: Entry) -> Priority:
    gap = _gap(entry)
    return priority(entry.id, gap.severity, gap.cost, kept(entry.before, _proposed(entry, date.min)).effort)


def _proposed(entry: Entry, day: date) -> Terms:
    """What the tool proposes, due and planned on `day`."""
    if entry.draft is None:
        return replace(entry.last.computed, due=day, planned=day)
    made = entry.draft
    return Terms(made.problem, made.steps, made.department, made.effort, day, day)


def _dated(
    entries: Mapping[str, Entry], order: Sequence[str], needs: Mapping[str, tuple[str, ...]], rules: Rules
) -> list[Item]:
    """Items with due dates; a date set by hand holds for its item and for what that needs."""
    by_rule = {identity: _due(entries[identity], rules) for identity in order}
    in_force = {
        identity: replace(found, day=kept(entries[identity].before, _proposed(entries[identity], found.day)).due)
        for identity, found in by_rule.items()
    }
    moved = before_what_needs_it(order, needs, in_force)
    return [
        _item(entries[name], moved[name] if moved[name].day != in_force[name].day else by_rule[name]) for name in order
    ]


def _due(entry: Entry, rules: Rules) -> Due:
    if entry.draft is not None:
        return due(entry.since, entry.draft.gap.severity, entry.draft.finding, rules)
    before = entry.last  # not a gap today: the date it had stands
    return earlier_of_deadline(Due(before.computed.due, before.due_reason, before.estimated), rules)


def _item(entry: Entry, found: Due) -> Item:
    computed = _proposed(entry, found.day)
    terms = kept(entry.before, computed)
    return Item(
        id=entry.id,
        gap=_gap(entry),
        terms=terms,
        computed=computed,
        work=entry.work,
        since=entry.since,
        due_reason=found.reason if terms.due == computed.due else by_hand(found),
        estimated=found.estimated and terms.due == computed.due,
        history=entry.history,
    )


def _chosen(
    assessment: Assessment, content: Content, request: Request, items: Sequence[Item], solve: Solver
) -> tuple[frozenset[str] | None, Programme | None]:
    """Ids of the items the target asks for; None where there is no target or nothing reaches it."""
    if request.target is None:
        return None, None
    findings = {finding.control.id: finding for finding in assessment.findings}
    ours = [item for item in items if item.gap.control is not None and _is_open_gap(item, findings)]
    order = [findings[item.gap.control or ""] for item in ours]
    names = {item.id: item.gap.control or "" for item in ours}
    problem = programme(
        request.target,
        assessment,
        content.scoring,
        order,
        {names[item.id]: item.remaining for item in ours},
        {names[item.id]: tuple(names[need] for need in item.gap.depends_on if need in names) for item in ours},
    )
    found = choose(problem, solve, exact.solve)
    return (None if found is None else frozenset(ours[index].id for index in found)), problem


def _is_open_gap(item: Item, findings: Mapping[str, Finding]) -> bool:
    finding = findings.get(item.gap.control or "")
    return finding is not None and is_gap(finding)


def _planned(items: Sequence[Item], entries: Mapping[str, Entry], request: Request, rules: Rules) -> list[Item]:
    """The planned day: when the capacity gets there, or the due day; a hand-set day stays."""
    queue = [item for item in items if item.remaining]
    found: dict[str, Span] = {}
    if request.capacity is not None:
        made = spans([Fraction(i.remaining) for i in queue], request.capacity, request.start, request.calendar)
        if made is None:
            raise TooSlow
        found = {item.id: span for item, span in zip(queue, made, strict=True)}
    return [_with_plan(item, entries[item.id], found.get(item.id), rules) for item in items]


def _with_plan(item: Item, entry: Entry, span: Span | None, rules: Rules) -> Item:
    day = span.ends if span is not None else item.terms.due
    computed = replace(item.computed, planned=day)
    terms = replace(item.terms, planned=kept(entry.before, computed).planned)
    finding = entry.draft.finding if entry.draft else None
    finished = item.work.finished_on or terms.planned
    return replace(
        item,
        computed=computed,
        terms=terms,
        begins=span.begins if span is not None else None,
        estimated=item.estimated or (span is not None and not rules.calendar.knows(day)),
        reporting=reporting(finding, finished, rules),
    )


def _projected(items: Sequence[Item], controls: frozenset[str], path: Sequence[Projection]) -> list[Item]:
    steps = iter(path[1:])
    return [replace(item, after=next(steps) if item.gap.control in controls else None) for item in items]


def _plan(
    assessment: Assessment,
    request: Request,
    now: Projection,
    merged: Merged,
    items: Sequence[Item],
    result: Outcome | None,
) -> Plan:
    days = [request.start, *(d for i in items for d in (i.since, i.terms.due, i.terms.planned))]
    days += [entry.by for item in items for entry in item.reporting]
    return Plan(
        organisation=assessment.organisation,
        answers_file=assessment.answers_file,
        as_of=assessment.as_of,
        start=request.start,
        deadline=request.deadline,
        policy=request.policy.id,
        policy_title=request.policy.title,
        policy_basis=request.policy.basis,
        soon_days=request.policy.soon_days,
        profile=assessment.profile,
        profile_title=assessment.profile_title,
        scoring=assessment.scoring,
        content_version=assessment.content_version,
        content_digest=assessment.content_digest,
        now=now,
        capacity=None if request.capacity is None else float(request.capacity),
        capacity_note=outcome.capacity_note(request, items),
        outcome=result,
        calendar=explained(request.calendar, set(range(min(days).year, max(days).year + 1))),
        items=(*items, *merged.closed),
        unanswered=_unanswered(assessment),
        notices=merged.notices,
    )


def _unanswered(assessment: Assessment) -> tuple[Unanswered, ...]:
    return tuple(
        Unanswered(
            finding.control.id,
            finding.control.title,
            tuple(
                dict.fromkeys(
                    seen.fact.replace("[]", f"[{seen.item}]") if seen.item is not None else seen.fact
                    for seen in finding.observations
                )
            ),
        )
        for finding in assessment.findings
        if finding.status is Status.UNANSWERED
    )
