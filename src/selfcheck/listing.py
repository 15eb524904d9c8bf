"""Tables of what the content holds: controls, questions, laws, profiles, precedents. Plain rows of text."""

from collections.abc import Callable, Mapping
from datetime import date

from selfcheck import law, wording
from selfcheck.model.content import Content
from selfcheck.questionnaire import Asked
from selfcheck.resolve import Scope, asked_because_of, selects
from selfcheck.text import Lang

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]


def controls(scope: Scope, lang: Lang, day: date) -> Table:
    heads = ("编号", "严重程度", "检查项") if lang == "zh" else ("id", "severity", "control")
    chosen = [compiled.control for compiled in scope.controls]
    return heads, [(c.id, wording.SEVERITY[c.severity].of(lang), c.title.of(lang)) for c in chosen]


def questions(scope: Scope, lang: Lang, day: date) -> Table:
    """The questions the scope's controls can depend on, in declared order."""
    needed: dict[str, None] = {}
    for compiled in scope.controls:
        needed.update(asked_because_of(scope.content, compiled.control))
    heads = ("键", "类型", "问题") if lang == "zh" else ("key", "type", "question")
    known = scope.content.questions
    return heads, [(key, q.type, q.ask.of(lang)) for key, q in known.items() if key in needed]


def asked(found: tuple[Asked, ...], lang: Lang) -> Table:
    """The questions one organisation is asked, with how they stand."""
    heads = ("键", "类型", "状态", "问题") if lang == "zh" else ("key", "type", "state", "question")

    def state(entry: Asked) -> str:
        if not entry.open:
            return "已答" if lang == "zh" else "answered"
        if entry.certain:
            return "待答" if lang == "zh" else "open"
        return "视前题" if lang == "zh" else "depends"

    return heads, [(e.question.key, e.question.type, state(e), e.question.ask.of(lang)) for e in found]


def laws(scope: Scope, lang: Lang, day: date) -> Table:
    heads = ("编号", "名称", "评估日版本", "状态") if lang == "zh" else ("id", "title", "edition on the day", "status")
    rows: list[tuple[str, ...]] = []
    for entry in scope.content.laws.values():
        edition = law.edition_on(entry, day)
        state = wording.LAW_STATUS[entry.status].of(lang)
        now = law.standing_now(entry, scope.content.laws).id
        if now != entry.id:
            state += f"（现为 {now}）" if lang == "zh" else f" (now {now})"
        rows.append((entry.id, entry.short.of(lang), edition.key if edition else "—", state))
    return heads, rows


def profiles(scope: Scope, lang: Lang, day: date) -> Table:
    content = scope.content
    heads = ("编号", "名称", "检查项数", "说明") if lang == "zh" else ("id", "title", "controls", "description")
    rows: list[tuple[str, ...]] = [
        (p.id, p.title.of(lang), str(sum(selects(p, c) for c in content.controls.values())), p.description.of(lang))
        for p in content.profiles.values()
    ]
    return heads, rows


def precedents(scope: Scope, lang: Lang, day: date) -> Table:
    content: Content = scope.content
    heads = ("编号", "日期", "单位", "情形") if lang == "zh" else ("id", "date", "organisation", "what was found")
    rows: list[tuple[str, ...]] = []
    for inspection in content.inspections:
        for organisation in inspection.organisations:
            found = ("、" if lang == "zh" else "; ").join(
                inspection.types[name].label.of(lang) for name in organisation.types
            )
            rows.append((organisation.id, inspection.published_on.isoformat(), organisation.organisation, found))
    rows.extend(
        (case.id, case.on.isoformat(), case.organisation, case.facts.of(lang)) for case in content.cases.values()
    )
    return heads, rows


TABLES: Mapping[str, Callable[[Scope, Lang, date], Table]] = {
    "controls": controls,
    "questions": questions,
    "laws": laws,
    "profiles": profiles,
    "precedents": precedents,
}
