"""Two editions of a law, and what an amendment touches, as text and as data."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from selfcheck import amendments, locator, wording
from selfcheck.amendments import Change, Impact, ProvisionChange, Side
from selfcheck.explain.page import Page
from selfcheck.model.assessment import Amount
from selfcheck.model.content import Content
from selfcheck.model.law import Edition, Law, Tier
from selfcheck.text import Text

CHANGE: Final[Mapping[Change, Text]] = {
    Change.NEW: Text("新增", "new"),
    Change.REMOVED: Text("删除", "removed"),
    Change.AMENDED: Text("修改", "amended"),
    Change.RENUMBERED: Text("只改条号", "renumbered"),
    Change.UNCHANGED: Text("未变", "unchanged"),
}


def diff(law: Law, old: Edition, new: Edition, content: Content, page: Page) -> Iterator[str]:
    changes = amendments.diff(law, old, new)
    yield from page.heading(f"{page.say(law.short)}  {old.key} → {new.key}")
    counts = ((page.say(label), sum(c.change is kind for c in changes)) for kind, label in CHANGE.items())
    yield page.t("，", ", ").join(f"{label} {count}" for label, count in counts if count)
    yield page.t("（只列检查表引用的条款）", "(only provisions the checklists cite)")
    for kind in CHANGE:
        mine = [change for change in changes if change.change is kind]
        if mine and kind is not Change.UNCHANGED:
            yield ""
            yield (
                f"{page.say(CHANGE[kind])}（{len(mine)}）" if page.lang == "zh" else f"{CHANGE[kind].en} ({len(mine)})"
            )
            for change in mine:
                yield from _change(change, law, new, content, page)


def _change(change: ProvisionChange, law: Law, new: Edition, content: Content, page: Page) -> Iterator[str]:
    places = f"{_place(change.before, page)} → {_place(change.after, page)}"
    yield from page.item(f"  {places}  ", f"{page.say(change.provision.gist)}  [{law.id}/{change.provision.name}]", 6)
    if change.change is Change.RENUMBERED:
        return
    if new.key in change.provision.changes:
        yield from page.item("", page.say(change.provision.changes[new.key]), 6)
    if change.tiers_before != change.tiers_after:
        yield from _tiers(page.t("原罚则", "Before"), change.tiers_before, content, page)
        yield from _tiers(page.t("新罚则", "After"), change.tiers_after, content, page)


def _tiers(label: str, tiers: tuple[Tier, ...], content: Content, page: Page) -> Iterator[str]:
    head = f"      {label}  "
    if not tiers:
        yield from page.item(head, page.t("无", "none"))
    for tier in tiers:
        yield from page.item(head, page.say(wording.tier(tier, content.measures)), 14)
        head = ""


def _place(place: str | None, page: Page) -> str:
    return "—" if place is None else page.say(locator.words(place)) or page.t("全文", "whole")


def impact(law: Law, impacts: tuple[Impact, ...], title: str, page: Page) -> Iterator[str]:
    yield from page.heading(title)
    if not impacts:
        yield page.t("没有条号或者后果变化的检查项。", "No control's article or exposure changes.")
    for entry in impacts:
        yield from page.item(f"{entry.control.id}  ", page.say(entry.control.title), 8)
        if entry.article_changes:
            yield from page.item(
                "", page.t("条款  ", "Article  ") + f"{_places(entry.before, page)} → {_places(entry.after, page)}", 8
            )
        if entry.exposure_changes:
            yield from page.item(
                "",
                page.t("后果  ", "Exposure  ") + f"{_exposure(entry.before, page)} → {_exposure(entry.after, page)}",
                8,
            )


def _places(side: Side, page: Page) -> str:
    return page.t("、", ", ").join(dict.fromkeys(_place(place, page) for place in side.citations)) or "—"


def _exposure(side: Side, page: Page) -> str:
    parts = [
        _amount(side.exposure.org_max, "单位", "organisation", page),
        _amount(side.exposure.person_max, "个人", "person", page),
    ]
    return page.t("，", ", ").join(part for part in parts if part) or page.t("无罚款", "no fine")


def _amount(amount: Amount | None, zh: str, en: str, page: Page) -> str:
    words = wording.fine(amount)
    return page.t(f"{zh}{words.zh}", f"{en} {words.en}") if words else ""


def diff_data(law: Law, old: Edition, new: Edition) -> dict[str, Any]:
    return {
        "format": "selfcheck/law-diff/1",
        "law": law.id,
        "from": old.key,
        "to": new.key,
        "provisions": [
            {
                "provision": f"{law.id}/{change.provision.name}",
                "change": change.change.value,
                "before": change.before,
                "after": change.after,
                "org_max": [_highest(change.tiers_before, "org"), _highest(change.tiers_after, "org")],
                "person_max": [_highest(change.tiers_before, "person"), _highest(change.tiers_after, "person")],
            }
            for change in amendments.diff(law, old, new)
        ],
    }


def _highest(tiers: tuple[Tier, ...], who: str) -> int | None:
    bounds = [bound for tier in tiers for bound in (getattr(tier, who) or ()) if bound is not None]
    return max(bounds, default=None)


def impact_data(law: Law, impacts: tuple[Impact, ...], days: tuple[str, str]) -> dict[str, Any]:
    def side(entry: Side) -> dict[str, Any]:
        org, person = entry.exposure.org_max, entry.exposure.person_max
        return {
            "locators": list(entry.citations),
            "org_max": None if org is None else org.yuan,
            "person_max": None if person is None else person.yuan,
            "detention_days": entry.exposure.detention_days,
        }

    return {
        "format": "selfcheck/law-impact/1",
        "law": law.id,
        "from": days[0],
        "to": days[1],
        "controls": [
            {"control": entry.control.id, "before": side(entry.before), "after": side(entry.after)} for entry in impacts
        ],
    }
