"""Taking over the last plan: ids, owners, states, notes and hand edits stay; gaps close, return and appear."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from selfcheck.model.answers import Answers
from selfcheck.model.assessment import Assessment, Finding, Status
from selfcheck.plan.items import Draft
from selfcheck.plan.model import Event, EventKind, Item, State, Terms, Verdict, Work
from selfcheck.text import Text

_MOST_PROOFS = 10


@dataclass(frozen=True, slots=True)
class Previous:
    """What a plan read back from a file still has to say. `notices` are the reader's."""

    organisation: str
    policy: str
    deadline: date | None
    items: tuple[Item, ...]
    notices: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An open item before its dates: a gap of today, an item of the last plan, or both."""

    draft: Draft | None
    before: Item | None
    since: date
    work: Work
    history: tuple[Event, ...]
    verdict: Verdict

    @property
    def id(self) -> str:
        return self.draft.id if self.draft is not None else self.last.id

    @property
    def last(self) -> Item:
        """The item of the last plan; an entry that is no gap today always has one."""
        assert self.before is not None
        return self.before


def kept(before: Item | None, computed: Terms) -> Terms:
    """`computed`, but for the hand edits of the last plan: where it differed from what was computed then."""
    if before is None:
        return computed
    edits: dict[str, Any] = {
        field.name: getattr(before.terms, field.name)
        for field in fields(Terms)
        if getattr(before.terms, field.name) != getattr(before.computed, field.name)
    }
    return replace(computed, **edits)


@dataclass(frozen=True, slots=True)
class Merged:
    open: tuple[Entry, ...]
    closed: tuple[Item, ...]
    notices: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """The day's self-check, as far as items of the last plan look at it."""

    as_of: date
    start: date  # periods of new and returned gaps are counted from here
    findings: Mapping[str, Finding]
    answers: Answers


def today(assessment: Assessment, answers: Answers, start: date) -> Today:
    return Today(assessment.as_of, start, {f.control.id: f for f in assessment.findings}, answers)


def merge(drafts: Mapping[str, Draft], previous: Previous | None, now: Today) -> Merged:
    """Every gap of today and every item of the last plan, exactly once."""
    entries, closed, notices = list[Entry](), list[Item](), list(previous.notices if previous else ())
    for before in previous.items if previous else ():
        draft = drafts.get(before.id)
        if draft is not None:
            entry, notice = _still_a_gap(draft, before, now)
            notices += [notice] if notice else []
            entries.append(entry)
        elif (done := _closed(before, now)) is not None:
            closed.append(done)
        else:
            entries.append(Entry(None, before, before.since, before.work, before.history, verdict(before, now)))
    met = {item.id for item in previous.items} if previous else set()
    entries += [_new(draft, now) for identity, draft in drafts.items() if identity not in met]
    return Merged(tuple(entries), tuple(sorted(closed, key=lambda item: item.id)), tuple(notices))


def _new(draft: Draft, now: Today) -> Entry:
    opened = Event(now.as_of, EventKind.OPENED, Text("列入整改计划", "entered the plan"))
    return Entry(draft, None, now.start, Work(), (opened,), draft.gap.verdict)


def _still_a_gap(draft: Draft, before: Item, now: Today) -> tuple[Entry, Text | None]:
    if before.is_open:
        return Entry(draft, before, before.since, before.work, before.history, draft.gap.verdict), None
    if before.closed_on is None:
        return _claimed(draft, before, now)
    event = Event(now.as_of, EventKind.REOPENED, _returned(before))
    work = replace(before.work, state=State.NOT_STARTED, finished_on=None, reason="", verifier="", verified_on=None)
    note = Text(f"{before.id} 再次出现差距，已重新打开", f"{before.id}: the gap is back, reopened")
    return Entry(draft, before, now.start, work, (*before.history, event), draft.gap.verdict), note


def _returned(before: Item) -> Text:
    """What the last closing said, so that clearing its fields loses nothing."""
    work, closing = before.work, before.closing or Text("", "")
    zh = [f"差距再次出现。上次销号 {before.closed_on}：{closing.zh}"]
    en = [f"The gap is back. Last closed {before.closed_on}: {closing.en}"]
    for label, value in (
        (Text("实际完成", "finished"), work.finished_on),
        (Text("验证人", "verifier"), work.verifier),
        (Text("验证日期", "verified"), work.verified_on),
        (Text("未完成原因", "reason"), work.reason),
    ):
        if value:
            zh.append(f"{label.zh} {value}")
            en.append(f"{label.en} {value}")
    return Text("；".join(zh), "; ".join(en))


def _claimed(draft: Draft, before: Item, now: Today) -> tuple[Entry, Text]:
    """People closed it by hand, the self-check does not agree: it waits for verification, nothing else changes."""
    note = Text("台账写已销号，自查仍有差距，改为待验证", "the ledger says closed, the self-check still finds the gap")
    work = replace(before.work, state=State.TO_VERIFY)
    history = (*before.history, Event(now.as_of, EventKind.CLAIMED, note))
    notice = Text(
        f"{before.id} 台账写已销号，但自查仍有差距，改为待验证；请更新答卷或者状态",
        f"{before.id} is closed in the ledger, but the self-check still finds the gap: set to “to verify”; "
        "update the answers or the status",
    )
    return Entry(draft, before, before.since, work, history, draft.gap.verdict), notice


def verdict(before: Item, now: Today) -> Verdict:
    """What today's self-check says of an item that is not a gap."""
    if before.gap.control is None:
        return Verdict.NOT_ASSESSED
    finding = now.findings.get(before.gap.control)
    return Verdict(finding.status.value) if finding is not None else Verdict.OUT_OF_SCOPE


def _closed(before: Item, now: Today) -> Item | None:
    """The item as closed today or before; None while it has to stay open."""
    finding = now.findings.get(before.gap.control or "")
    proven = finding is not None and finding.status in (Status.SATISFIED, Status.NOT_APPLICABLE)
    if not proven or finding is None:
        # Unanswered, out of scope or people's own item: only people can have closed it.
        return None if before.is_open else _kept(before, verdict(before, now))
    if before.closed_on is not None and not before.is_open:
        return _kept(before, verdict(before, now))
    closing = proof(finding, now)
    return replace(
        before,
        gap=replace(before.gap, verdict=Verdict(finding.status.value)),
        work=replace(before.work, state=State.CLOSED),
        closed_on=now.as_of,
        closing=closing,
        after=None,
        history=(*before.history, Event(now.as_of, EventKind.CLOSED, closing)),
    )


def _kept(before: Item, found: Verdict) -> Item:
    return replace(before, gap=replace(before.gap, verdict=found), after=None)


def proof(finding: Finding, now: Today) -> Text:
    """Why the self-check holds the gap closed: verdict, day, the answer's place, the evidence named there."""
    if finding.status is Status.NOT_APPLICABLE:
        says = Text("自查判定不再适用", "the self-check finds it no longer applicable")
    else:
        says = Text("自查判定符合", "the self-check finds it satisfied")
    files = list(dict.fromkeys(_evidence(finding, now.answers)))
    shown, more = files[:_MOST_PROOFS], len(files) - _MOST_PROOFS
    zh = f"{says.zh}（评估日 {now.as_of}，答卷 {finding.location}）"
    en = f"{says.en} (as of {now.as_of}, answer at {finding.location})"
    if shown:
        zh += f"；佐证：{'、'.join(shown)}" + (f"等 {len(files)} 件" if more > 0 else "")
        en += f"; evidence: {', '.join(shown)}" + (f" and {more} more" if more > 0 else "")
    else:
        zh, en = f"{zh}；答卷没有列佐证", f"{en}; the answers name no evidence"
    return Text(zh, en)


def _evidence(finding: Finding, answers: Answers) -> Iterator[str]:
    for key in finding.control.facts:
        inventory, bracket, column = key.partition("[].")
        if bracket:
            found = [row.answers[column] for row in answers.inventories.get(inventory, ()) if column in row.answers]
        else:
            found = [answers.facts[key]] if key in answers.facts else []
        for answer in found:
            yield from (entry.file for entry in answer.evidence)
