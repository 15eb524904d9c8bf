"""Gaps somebody has answered for until a day. A waiver changes the gate, never the score or the report."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from selfcheck.errors import Location
from selfcheck.gate.evidence import Cited, flaw
from selfcheck.gate.policy import Policy
from selfcheck.model.content import Control
from selfcheck.model.gap import Gap, Key
from selfcheck.text import Text

ZONE = "Asia/Shanghai"


class Waiver(NamedTuple):
    """Days are calendar days in Asia/Shanghai and count whole. None stands for a date that cannot be read."""

    key: Key  # without an item the whole control
    organisation: str | None  # None: every organisation of the repository
    reason: str
    approver: str
    approved_on: date | None
    expires: date | None
    cited: tuple[Cited, ...]
    location: Location


class Standing(StrEnum):
    IN_FORCE = "in-force"
    MALFORMED = "malformed"
    EXPIRED = "expired"
    NOT_YET = "not-yet"
    TOO_LONG = "too-long"
    RED_LINE = "red-line"
    UNPROVEN = "unproven"


class Notice(NamedTuple):
    """Something a reader must know that decides nothing by itself."""

    location: Location
    what: Text


class Applied(NamedTuple):
    by_gap: Mapping[Key, Waiver]  # the gaps waived, each by the waiver that does it
    matched: tuple[Waiver, ...]  # those that name a gap there is, in force or not
    notices: tuple[Notice, ...]


def standing(waiver: Waiver, control: Control, policy: Policy, as_of: date) -> Standing:
    """Whether a waiver counts on the day. Whatever is doubtful about it means that it does not."""
    approved, expires = waiver.approved_on, waiver.expires
    if approved is None or expires is None or expires < approved:
        return Standing.MALFORMED
    if expires < as_of:
        return Standing.EXPIRED
    if approved > as_of:
        return Standing.NOT_YET
    if not policy.may_be_waived(control):
        return Standing.RED_LINE
    if (expires - approved).days > policy.waivers.longest_days[control.severity]:
        return Standing.TOO_LONG
    if any(flaw(cited, as_of) is not None for cited in waiver.cited):
        return Standing.UNPROVEN
    return Standing.IN_FORCE


def apply(found: Iterable[Gap], waivers: Iterable[Waiver], policy: Policy, as_of: date) -> Applied:
    """Gaps only: an answer that is missing cannot be waived."""
    open_gaps = [gap for gap in found if gap.status.is_gap]
    by_gap: dict[Key, Waiver] = {}
    matched: list[Waiver] = []
    notices: list[Notice] = []
    for waiver in waivers:
        meant = [gap for gap in open_gaps if _covers(waiver.key, gap.key)]
        if not meant:
            continue
        matched.append(waiver)
        control = meant[0].finding.control
        verdict = standing(waiver, control, policy, as_of)
        if verdict is Standing.IN_FORCE:
            by_gap.update({gap.key: waiver for gap in meant})
        if (notice := _notice(waiver, verdict, control, policy, as_of)) is not None:
            notices.append(notice)
    return Applied(by_gap, tuple(matched), tuple(notices))


def unused(waivers: Iterable[Waiver], matched: Iterable[Waiver], found: Iterable[Gap]) -> tuple[Notice, ...]:
    """Waivers that name no gap of any organisation judged."""
    used, items = set(matched), [gap.key for gap in found if gap.status.is_gap]
    return tuple(_unused(waiver, items) for waiver in waivers if waiver not in used)


def _covers(waived: Key, gap: Key) -> bool:
    return waived.control == gap.control and waived.item in (None, gap.item)


def _unused(waiver: Waiver, open_gaps: list[Key]) -> Notice:
    items = dict.fromkeys(key.item or "—" for key in open_gaps if key.control == waiver.key.control)
    shown = ", ".join(list(items)[:5])
    hint = Text(f"；该检查项的差距在 {shown}", f"; the gaps of this control are in {shown}") if shown else Text("", "")
    return Notice(
        waiver.location,
        Text(
            f"豁免 {waiver.key} 没有用上：没有这项差距{hint.zh}",
            f"waiver {waiver.key} is not used: there is no such gap{hint.en}",
        ),
    )


def _notice(waiver: Waiver, verdict: Standing, control: Control, policy: Policy, as_of: date) -> Notice | None:
    what = _words(waiver, verdict, control, policy, as_of)
    if what is None:
        return None
    back = Text("", "") if verdict is Standing.IN_FORCE else Text("，差距恢复计入", "; its gap counts again")
    return Notice(
        waiver.location, Text(f"豁免 {waiver.key} {what.zh}{back.zh}", f"waiver {waiver.key} {what.en}{back.en}")
    )


def _words(waiver: Waiver, verdict: Standing, control: Control, policy: Policy, as_of: date) -> Text | None:
    expires, approved = waiver.expires, waiver.approved_on
    match verdict:
        case Standing.MALFORMED:
            return Text("日期无法识别，视为已到期", "has a date that cannot be read and counts as expired")
        case Standing.EXPIRED:
            return Text(f"已于 {expires} 到期", f"expired on {expires}")
        case Standing.NOT_YET:
            return Text(f"自 {approved} 起才生效", f"takes effect on {approved} only")
        case Standing.RED_LINE:
            return Text(
                "针对红线，门禁策略没有点名允许", "is for a red line, which the policy does not name as waivable"
            )
        case Standing.TOO_LONG:
            most = policy.waivers.longest_days[control.severity]
            return Text(f"期限超过该风险等级的 {most} 天", f"runs longer than the {most} days its severity allows")
        case Standing.UNPROVEN:
            flaws = [text for cited in waiver.cited if (text := flaw(cited, as_of)) is not None]
            return flaws[0]
    left = (expires - as_of).days if expires is not None else 0
    if left > policy.waivers.warn_days:
        return None
    return Text(
        f"{left} 天后到期（{expires}，含当日，北京时间）" if left else f"今天到期（{expires}，北京时间）",
        f"expires in {left} days ({expires} inclusive, {ZONE})" if left else f"expires today ({expires}, {ZONE})",
    )
