"""Traceability as text, JSON and Markdown, both ways."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from selfcheck import law, wording
from selfcheck.explain.page import Page
from selfcheck.model.content import Cite, Clause, Content, Control
from selfcheck.model.law import Law
from selfcheck.text import Lang
from selfcheck.traceability import SourceTrace, Traced, totals, trace


def rendered(content: Content, day: date, lang: Lang, form: str, *, back: bool, width: int) -> str:
    page = Page(lang, width)
    if form == "json":
        data = backward(content, day) if back else forward(content, day)
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    lines = _backward(content, day, page, form) if back else _forward(content, day, page, form)
    return "\n".join(lines).rstrip() + "\n"


def forward(content: Content, day: date) -> dict[str, Any]:
    traces = trace(content)
    return {
        "format": "selfcheck/trace/1",
        "covered": {kind: list(totals(traces, kind)) for kind in ("control", "context")},
        "clauses": [
            {
                "id": traced.clause.id,
                "source": entry.source.id,
                "locator": traced.clause.locator,
                "kind": traced.clause.kind,
                "gist": {"zh": traced.clause.gist.zh, "en": traced.clause.gist.en},
                "covered": traced.covered,
                "reason": None
                if traced.clause.reason is None
                else {"zh": traced.clause.reason.zh, "en": traced.clause.reason.en},
                "names": [
                    {"law": name, "status": content.laws[name].status, "now": _now(name, content).id}
                    for name in traced.clause.names
                ],
                "controls": [{"id": c.id, "laws": [str(cite) for cite in _cites(c)]} for c in traced.controls],
            }
            for entry in traces
            for traced in entry.clauses
        ],
    }


def backward(content: Content, day: date) -> dict[str, Any]:
    return {
        "format": "selfcheck/trace-back/1",
        "provisions": [
            {
                "provision": pointer,
                "citation": {"zh": zh, "en": en},
                "controls": [{"id": c.id, "clauses": list(c.clauses)} for c in controls],
            }
            for pointer, zh, en, controls in _by_provision(content, day)
        ],
    }


def _now(name: str, content: Content) -> Law:
    return law.standing_now(content.laws[name], content.laws)


def named(clause: Clause, content: Content, page: Page) -> Iterator[str]:
    """What became of each instrument the clause calls by name."""
    for name in clause.names:
        title, now = content.laws[name].title, _now(name, content)
        state = page.say(wording.LAW_STATUS[content.laws[name].status])
        if now.id == name:
            yield page.t(f"《{title.zh}》{state}", f"{title.en}: {state}")
        else:
            yield page.t(f"《{title.zh}》{state}，现为《{now.title.zh}》", f"{title.en}: {state}, now {now.title.en}")


def _gist(clause: Clause, content: Content, page: Page) -> str:
    remarks = page.t("；", "; ").join(named(clause, content, page))
    return f"{page.say(clause.gist)}{page.t(f'（{remarks}）', f' ({remarks})') if remarks else ''}"


def _cites(control: Control) -> tuple[Cite, ...]:
    return (*control.duties, *control.related)


def _forward(content: Content, day: date, page: Page, form: str) -> Iterator[str]:
    traces = trace(content)
    (done, of), (told, context) = totals(traces, "control"), totals(traces, "context")
    yield page.t(
        f"要求条目 {done}/{of} 已有检查项，背景条目 {told}/{context} 已说明原因",
        f"control clauses covered {done}/{of}, context clauses explained {told}/{context}",
    )
    for entry in traces:
        yield ""
        yield from _source(entry, content, day, page, form)


def _source(entry: SourceTrace, content: Content, day: date, page: Page, form: str) -> Iterator[str]:
    title = page.say(entry.source.title)
    if form == "markdown":
        yield f"## {title}"
        yield ""
        yield page.t("| 条目 | 要求 | 检查项 | 依据 |", "| Clause | Requirement | Controls | Basis |")
        yield "|---|---|---|---|"
        for traced in entry.clauses:
            controls, basis = _right_side(traced, content, day, page)
            yield f"| {traced.clause.id} | {_gist(traced.clause, content, page)} | {controls} | {basis} |"
        return
    yield from page.heading(title)
    for traced in entry.clauses:
        controls, basis = _right_side(traced, content, day, page)
        yield from page.item(
            traced.clause.id, f"{_gist(traced.clause, content, page)} → {controls}{f' → {basis}' if basis else ''}", 14
        )


def _right_side(traced: Traced, content: Content, day: date, page: Page) -> tuple[str, str]:
    if traced.clause.kind == "context":
        reason = page.say(traced.clause.reason) if traced.clause.reason else page.t("未说明", "no reason given")
        return page.t(f"不评估：{reason}", f"not assessed: {reason}"), ""
    if not traced.controls:
        return page.t("没有检查项", "NO CONTROL"), ""
    cited = dict.fromkeys(
        page.say(found.text)
        for control in traced.controls
        for cite in control.duties
        if (found := law.cited(cite, content.laws[cite.law], day)) is not None
    )
    return ", ".join(control.id for control in traced.controls), page.t("、", "; ").join(cited)


def _by_provision(content: Content, day: date) -> Iterator[tuple[str, str, str, list[Control]]]:
    for its_law in content.laws.values():
        for name in its_law.provisions:
            pointer = f"{its_law.id}/{name}"
            controls = [
                c for c in content.controls.values() if any(str(cite) == pointer for cite in (*_cites(c), *c.penalties))
            ]
            found = law.citation(its_law, name, day)
            if controls:
                text = found.text if found else its_law.short
                yield pointer, text.zh, text.en, controls


def _backward(content: Content, day: date, page: Page, form: str) -> Iterator[str]:
    if form == "markdown":
        yield page.t("| 条款 | 检查项 | 来源条目 |", "| Provision | Controls | Clauses |")
        yield "|---|---|---|"
    for pointer, zh, en, controls in _by_provision(content, day):
        ids = ", ".join(control.id for control in controls)
        clauses = ", ".join(dict.fromkeys(clause for control in controls for clause in control.clauses)) or "—"
        if form == "markdown":
            yield f"| {page.t(zh, en)} | {ids} | {clauses} |"
        else:
            yield from page.item("", f"{page.t(zh, en)} [{pointer}] → {ids} → {clauses}", 0)
