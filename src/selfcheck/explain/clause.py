"""One source clause: what it asks, of whom, what became of the instruments it names, and the controls that cover it."""

from collections.abc import Iterator

from selfcheck.explain.page import Page
from selfcheck.explain.tracing import named
from selfcheck.model.content import Content
from selfcheck.traceability import trace


def find(name: str, content: Content) -> bool:
    return any(clause.id == name for source in content.sources for clause in source.clauses)


def whole(name: str, content: Content, page: Page) -> Iterator[str]:
    entry, traced = next((e, t) for e in trace(content) for t in e.clauses if t.clause.id == name)
    clause = traced.clause
    yield from page.heading(f"{clause.id}  {page.say(entry.source.title)}")
    yield from page.item(page.t("位置", "Place"), clause.locator)
    yield from page.item(page.t("要求", "Gist"), page.say(clause.gist))
    if clause.reason is not None:
        yield from page.item(page.t("不评估", "Not assessed"), page.say(clause.reason))
    for remark in named(clause, content, page):
        yield from page.item(page.t("所称文件", "It names"), remark)
    for control in traced.controls:
        yield from page.item(page.t("检查项", "Control"), f"{control.id}  {page.say(control.title)}")
    if entry.source.note is not None:
        yield from page.item(page.t("提示", "Note"), page.say(entry.source.note))
