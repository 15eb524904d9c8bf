"""Cited evidence against the assessment day: there, inside the repository, unaltered, not expired, recent."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from selfcheck.dates import months_before
from selfcheck.errors import Location
from selfcheck.gate.policy import Policy
from selfcheck.model.answers import Answer, Answers, Evidence
from selfcheck.model.assessment import Assessment, Status
from selfcheck.text import Text


class State(StrEnum):
    """What the file system says of a cited file."""

    SOUND = "sound"
    OUTSIDE = "outside"
    MISSING = "missing"
    NOT_A_FILE = "not-a-file"
    UNREADABLE = "unreadable"
    ALTERED = "altered"


class Cited(NamedTuple):
    """One file an answer or a waiver rests on.

    `fact` is the question's key, `name` what the answer can be written as (`systems[crm].grade`).
    """

    fact: str
    name: str
    evidence: Evidence
    state: State


class Fault(NamedTuple):
    """One answer that does not hold, where it stands, and the controls that rest on it.

    `subject` names it through edits and rewording, as a fingerprint needs.
    """

    subject: str
    location: Location
    what: Text
    controls: tuple[str, ...]


_STATES = {
    State.OUTSIDE: Text("不在仓库内", "is outside the repository"),
    State.MISSING: Text("文件不存在", "does not exist"),
    State.NOT_A_FILE: Text("不是普通文件", "is not a regular file"),
    State.UNREADABLE: Text("无法读取", "cannot be read"),
    State.ALTERED: Text("与登记的 sha256 不一致", "does not match its sha256"),
}


def flaw(cited: Cited, as_of: date) -> Text | None:
    """Why a cited file proves nothing on the day; None when it holds. The last valid day counts."""
    file, until = cited.evidence.file, cited.evidence.valid_until
    if cited.state is not State.SOUND:
        why = _STATES[cited.state]
        return Text(f"佐证材料 {file} {why.zh}", f"evidence {file} {why.en}")
    if until is not None and until < as_of:
        return Text(f"佐证材料 {file} 已于 {until} 到期", f"evidence {file} expired on {until}")
    return None


def broken(cited: Iterable[Cited], assessment: Assessment) -> Iterator[Fault]:
    for entry in cited:
        what = flaw(entry, assessment.as_of)
        if what is not None:
            named = Text(f"{entry.name}：{what.zh}", f"{entry.name}: {what.en}")
            yield Fault(
                f"{entry.name} {entry.evidence.file}", entry.evidence.location, named, readers(entry.fact, assessment)
            )


def readers(fact: str, assessment: Assessment) -> tuple[str, ...]:
    """The applicable controls whose verdict rests on a fact."""
    return tuple(
        finding.control.id
        for finding in assessment.findings
        if fact in finding.control.facts and finding.status is not Status.NOT_APPLICABLE
    )


def unproven(answers: Answers, assessment: Assessment, policy: Policy) -> Iterator[Fault]:
    """Satisfied controls of the severities in question none of whose answers cites evidence."""
    proven = {answer.key for _, answer in every_answer(answers) if answer.evidence}
    places: dict[str, Location] = {}
    for _, answer in every_answer(answers):
        if not answer.key.startswith("org."):  # who the organisation is proves nothing
            places.setdefault(answer.key, answer.location)
    for finding in assessment.findings:
        control = finding.control
        wanted = control.severity in policy.evidence_required and finding.status is Status.SATISFIED
        if wanted and proven.isdisjoint(control.facts):
            here = next((places[key] for key in control.facts if key in places), finding.location)
            what = Text(f"{control.id} 判为符合，但没有佐证材料", f"{control.id} is satisfied without any evidence")
            yield Fault(control.id, here, what, (control.id,))


def stale_evidence(answers: Answers, assessment: Assessment, months: int) -> Iterator[Fault]:
    """Answers with evidence nobody has looked at again within so many months."""
    cited = ((name, answer) for name, answer in every_answer(answers) if answer.evidence)
    return _stale(cited, assessment, months)


def stale_answers(answers: Answers, assessment: Assessment, months: int) -> Iterator[Fault]:
    """Answers not reviewed within so many months.

    A cell of an inventory and a fact of the organisation need a review only where one is dated.
    """
    asked = (
        (name, answer)
        for name, answer in every_answer(answers)
        if answer.reviewed_on is not None or (answer.key in answers.facts and not answer.key.startswith("org."))
    )
    return _stale(asked, assessment, months)


def _stale(asked: Iterable[tuple[str, Answer]], assessment: Assessment, months: int) -> Iterator[Fault]:
    oldest = months_before(assessment.as_of, months)
    for name, answer in asked:
        on = answer.reviewed_on
        if on is not None and oldest <= on <= assessment.as_of:
            continue
        controls = readers(answer.key, assessment)
        if controls:
            said = Text("没有写复核日期", "has no review date")
            if on is not None:
                late = on > assessment.as_of
                said = Text(
                    f"复核日期 {on} {'晚于评估日' if late else '已过期'}",
                    f"was reviewed on {on}, {'after the assessment day' if late else 'too long ago'}",
                )
            yield Fault(name, answer.location, Text(f"{name} {said.zh}", f"{name} {said.en}"), controls)


def every_answer(answers: Answers) -> Iterator[tuple[str, Answer]]:
    """Every answer by the name it can be written under."""
    yield from answers.facts.items()
    for inventory, rows in answers.inventories.items():
        for row in rows:
            for column, answer in row.answers.items():
                yield f"{inventory}[{row.id}].{column}", answer
