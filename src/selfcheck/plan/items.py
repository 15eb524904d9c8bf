"""One gap in words: what is wrong, on what basis, what it can cost, the steps, and what proves it closed."""

import re
from dataclasses import dataclass
from datetime import date

from selfcheck import wording, words
from selfcheck.model.assessment import Amount, Citation, Finding, Status
from selfcheck.model.content import Content
from selfcheck.plan.model import Cost, Gap, Verdict
from selfcheck.text import Text

PREFIX = "P-"
SELF_CHECK = Text("自查", "self-check")
_SENTENCE_ZH = re.compile(r"(?<=[。！？])\s*")
_SENTENCE_EN = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")


@dataclass(frozen=True, slots=True)
class Draft:
    """A gap with what the tool proposes for it, before any date."""

    id: str
    finding: Finding
    gap: Gap
    problem: Text
    steps: Text
    department: Text
    effort: float


def identity(control: str) -> str:
    """The plan id of a control: the same in every run, so that it survives them."""
    return f"{PREFIX}{control}"


def draft(finding: Finding, gaps: frozenset[str], content: Content, day: date) -> Draft:
    """`gaps` are the controls with a gap: only those are prerequisites."""
    fix = finding.control.remediation
    return Draft(
        id=identity(finding.control.id),
        finding=finding,
        gap=described(finding, gaps, content),
        problem=_lines([words.observation(seen, content, day) for seen in finding.observations], finding.control.title),
        steps=numbered(fix.action),
        department=content.roles[fix.owner],
        effort=float(fix.effort_days),
    )


def described(finding: Finding, gaps: frozenset[str], content: Content) -> Gap:
    control = finding.control
    domain = next(checklist.title for checklist in content.checklists if checklist.id == control.domain)
    return Gap(
        control=control.id,
        verdict=Verdict(finding.status.value),
        source=SELF_CHECK,
        domain=domain,
        title=control.title,
        severity=control.severity,
        basis=tuple(_basis(cited) for cited in finding.duties or finding.related),
        cost=cost(finding),
        depends_on=tuple(identity(name) for name in dict.fromkeys(control.remediation.depends_on) if name in gaps),
        proof=control.remediation.proof,
    )


def _lines(sentences: list[Text], otherwise: Text) -> Text:
    if not sentences:
        return otherwise
    return Text("\n".join(dict.fromkeys(s.zh for s in sentences)), "\n".join(dict.fromkeys(s.en for s in sentences)))


def numbered(action: Text) -> Text:
    """Each sentence of an action as a step: 1. … 2. …"""
    zh = [part for part in _SENTENCE_ZH.split(action.zh) if part.strip()]
    en = [part for part in _SENTENCE_EN.split(action.en) if part.strip()]
    return Text(_list(zh), _list(en))


def _list(steps: list[str]) -> str:
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)) if len(steps) > 1 else "".join(steps)


def _basis(cited: Citation) -> Text:
    more = words.caveats(cited)
    return Text(f"{cited.text.zh}：{cited.gist.zh}{more.zh}", f"{cited.text.en}: {cited.gist.en}{more.en}")


def cost(finding: Finding) -> Cost:
    exposure, found = finding.exposure, finding.precedents
    parts = [
        *_amount(exposure.org_max, Text("单位", "organisation ")),
        *_amount(exposure.person_max, Text("责任人员", "persons ")),
    ]
    if exposure.detention_days:
        parts.append(Text(f"拘留{exposure.detention_days}日以下", f"detention up to {exposure.detention_days} days"))
    if not parts:
        parts.append(wording.NO_FINE)
    times = found.organisations + len(found.cases)
    if times:
        parts.append(
            Text(
                f"监管公开查实 {times} 次（检查 {found.organisations} 家，案例 {len(found.cases)} 起）",
                f"found {times} times by regulators ({found.organisations} inspected, {len(found.cases)} cases)",
            )
        )
    return Cost(
        yuan=exposure.org_max.yuan if exposure.org_max else 0,
        found=times,
        text=Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts)),
    )


def _amount(amount: Amount | None, who: Text) -> list[Text]:
    money = wording.fine(amount)
    if amount is None or money is None:
        return []
    return [Text(f"{who.zh}{money.zh}（{amount.when.zh}）", f"{who.en}{money.en} ({amount.when.en})")]


def is_gap(finding: Finding) -> bool:
    return finding.status in (Status.PARTIAL, Status.NOT_SATISFIED)
