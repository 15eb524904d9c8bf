"""A law, or one of its provisions: editions, locators, whom it binds, fines, and the controls that rest on it."""

from collections.abc import Iterator
from datetime import date

from selfcheck import law, locator, wording, words
from selfcheck.explain.control import provision_penalty
from selfcheck.explain.page import Page
from selfcheck.model.content import Cite, Content
from selfcheck.model.law import Law


def whole(subject: Law, content: Content, day: date, page: Page) -> Iterator[str]:
    yield from page.heading(f"{subject.id}  {page.say(subject.title)}")
    rank, status = wording.RANK[subject.rank], wording.LAW_STATUS[subject.status]
    yield from page.item(page.t("效力", "Rank"), f"{page.say(rank)} · {page.say(subject.issuer)} · {page.say(status)}")
    if subject.superseded_by:
        now = law.standing_now(subject, content.laws)
        yield from page.item(page.t("现为", "Replaced by"), f"{now.id}  {page.say(now.title)}")
    if subject.binds is not None:
        yield from page.item(page.t("约束对象", "Binds where"), page.say(words.condition(subject.binds, content)))
    if subject.note is not None:
        yield from page.item(page.t("提示", "Note"), page.say(subject.note))
    current = law.edition_on(subject, day)
    for edition in subject.editions:
        since = edition.effective
        span = page.t(f"{since} 起", f"from {since}") if since else page.t("施行日不明", "effective date unknown")
        if edition.until:
            span += page.t(f" 至 {edition.until}", f" until {edition.until}")
        mark = page.t("（评估日适用）", " (applies on the day)") if edition is current else ""
        confidence = page.say(wording.CONFIDENCE[edition.confidence])
        yield from page.item(
            page.t("版本", "Edition"), f"{span}{mark} {edition.doc_no or ''} · {confidence} · {edition.source}"
        )
    yield ""
    for name, provision in subject.provisions.items():
        places = page.t("、", ", ").join(
            f"{key}: {page.say(locator.words(place)) or page.t('全文', 'whole')}" for key, place in provision.at.items()
        )
        yield from page.item("", f"{subject.id}/{name}  {page.say(provision.gist)}  [{places}]", 2)


def provision(subject: Law, name: str, content: Content, day: date, page: Page) -> Iterator[str]:
    own = subject.provisions[name]
    yield from page.heading(f"{subject.id}/{name}  {page.say(subject.short)}")
    yield from page.item(page.t("要求", "Gist"), page.say(own.gist))
    for edition in subject.editions:
        if edition.key in own.at:
            place = page.say(locator.words(own.at[edition.key])) or page.t("全文", "whole")
            yield from page.item(page.t("条款", "Place"), f"{edition.key}{page.t('：', ': ')}{place}")
    if not own.verified:
        yield from page.item("", page.say(wording.UNVERIFIED))
    if own.note is not None:
        yield from page.item(page.t("提示", "Note"), page.say(own.note))
    for rule in (subject.binds, own.binds):
        if rule is not None:
            yield from page.item(page.t("约束对象", "Binds where"), page.say(words.condition(rule, content)))
    yield from provision_penalty(page.t("评估日罚则", "Penalty"), Cite(subject.id, name), content, day, page)
    yield ""
    pointer = f"{subject.id}/{name}"
    for control in content.controls.values():
        roles = [
            page.t(zh, en)
            for zh, en, cites in (
                ("义务依据", "duty", control.duties),
                ("相关依据", "related", control.related),
                ("处罚依据", "penalty", control.penalties),
            )
            if any(str(cite) == pointer for cite in cites)
        ]
        if roles:
            yield from page.item(
                control.id,
                f"{page.say(control.title)}{page.t('（', ' (')}{page.t('、', ', ').join(roles)}{page.t('）', ')')}",
            )
