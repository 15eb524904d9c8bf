"""A control in full: what it asks, when it is satisfied, what it rests on, what it costs, how to fix it."""

from collections.abc import Iterator
from datetime import date

from selfcheck import law, wording, words
from selfcheck.explain.page import Page
from selfcheck.model.content import Cite, Content, Control
from selfcheck.model.rule import Rule


def control(subject: Control, content: Content, day: date, page: Page) -> Iterator[str]:
    yield from page.heading(f"{subject.id}  {page.say(subject.title)}")
    domain = next(entry for entry in content.checklists if entry.id == subject.domain)
    severity = f"{page.say(wording.SEVERITY[subject.severity])} — {page.say(subject.severity_reason)}"
    yield from page.item(page.t("领域", "Domain"), page.say(domain.title))
    yield from page.item(page.t("严重程度", "Severity"), severity)
    yield from page.item(page.t("性质", "Origin"), page.say(wording.ORIGIN[subject.origin]))
    yield from page.item(page.t("为什么", "Why"), page.say(subject.why))
    yield ""
    yield from _rules(subject, content, day, page)
    yield ""
    yield from _questions(subject, content, page)
    yield ""
    yield from _cites(page.t("义务依据", "Duties"), subject.duties, content, day, page)
    yield from _cites(page.t("相关依据", "Related"), subject.related, content, day, page)
    yield from _penalties(subject, content, day, page)
    yield from _cautions(subject, content, day, page)
    yield from _precedents(subject, content, page)
    yield ""
    yield from _remediation(subject, content, page)
    if subject.clauses:
        yield from page.item(page.t("来源条目", "Clauses"), ", ".join(subject.clauses))
    if subject.profiles:
        yield from page.item(page.t("检查范围", "Profiles"), ", ".join(subject.profiles))


def _rules(subject: Control, content: Content, day: date, page: Page) -> Iterator[str]:
    def shown(label: str, rule: Rule | None, absent: str = "") -> Iterator[str]:
        if rule is not None or absent:
            yield from page.item(label, page.say(words.condition(rule, content, day)) if rule is not None else absent)

    yield from shown(page.t("适用条件", "Applies"), subject.applies_when, page.t("任何单位", "to everyone"))
    yield from shown(page.t("符合条件", "Satisfied"), subject.satisfied_when)
    yield from shown(page.t("部分符合", "Partly"), subject.partial_when)


def _questions(subject: Control, content: Content, page: Page) -> Iterator[str]:
    for key in subject.facts:
        question = content.questions[key]
        evidence = page.t("  佐证：", "  Evidence: ") + page.say(question.evidence) if question.evidence else ""
        yield from page.item(page.t("问题", "Question"), f"{key} ({question.type})  {page.say(question.ask)}{evidence}")
        if question.choices and not key.startswith("org."):
            choices = page.t("、", ", ").join(
                f"{c.value}（{c.label.zh}）" if page.lang == "zh" else f"{c.value} ({c.label.en})"
                for c in question.choices
            )
            yield from page.item("", page.t("可选：", "Choices: ") + choices)


def _cites(label: str, cites: tuple[Cite, ...], content: Content, day: date, page: Page) -> Iterator[str]:
    for cite in cites:
        its_law = content.laws[cite.law]
        cited = law.cited(cite, its_law, day)
        if cite.since is not None and day < cite.since:
            text = page.t(
                f"《{its_law.short.zh}》自{cite.since}起才用于本项",
                f"{its_law.short.en}: bears on this only from {cite.since}",
            )
        elif cited is None:
            text = page.t(f"《{its_law.short.zh}》在评估日没有这一条", f"{its_law.short.en}: not in force on the day")
        else:
            text = f"{page.say(cited.text)}{page.t('：', ': ')}{page.say(cited.gist)}"
            text += page.say(words.caveats(cited))
        for binds in (its_law.binds, its_law.provisions[cite.provision].binds):
            if binds is not None:
                text += page.t(
                    f"  约束对象：{words.condition(binds, content).zh}",
                    f"  Binds where: {words.condition(binds, content).en}",
                )
        yield from page.item(label, f"{text}  [{cite}]")
        label = ""


def _cautions(subject: Control, content: Content, day: date, page: Page) -> Iterator[str]:
    """What a citation's own note leaves unsaid: the provision's general note behind it, and each law's."""
    label, told = page.t("提示", "Notes"), set[str]()
    for cite in (*subject.duties, *subject.related, *subject.penalties):
        its_law = content.laws[cite.law]
        cited = law.cited(cite, its_law, day)
        notes = [(page.t(f"《{its_law.short.zh}》", its_law.short.en), its_law.note)]
        if cited is not None and cite.note is not None:
            notes.append((page.say(cited.text), its_law.provisions[cite.provision].note))
        for of, note in notes:
            line = f"{of}{page.t('：', ': ')}{page.say(note)}" if note is not None else ""
            if line and line not in told:
                told.add(line)
                yield from page.item(label, line)
                label = ""


def _penalties(subject: Control, content: Content, day: date, page: Page) -> Iterator[str]:
    label = page.t("处罚依据", "Penalties")
    if not subject.penalties:
        yield from page.item(label, page.say(wording.NO_PENALTY))
    for cite in subject.penalties:
        yield from provision_penalty(label, cite, content, day, page)
        label = ""


def provision_penalty(label: str, cite: Cite, content: Content, day: date, page: Page) -> Iterator[str]:
    its_law = content.laws[cite.law]
    cited = law.cited(cite, its_law, day)
    if cited is None:
        return
    yield from page.item(label, f"{page.say(cited.text)}{page.say(words.caveats(cited))}  [{cite}]")
    for tier in law.tiers(its_law, cite.provision, cited.edition):
        yield from page.item("", page.say(wording.tier(tier, content.measures)))


def _precedents(subject: Control, content: Content, page: Page) -> Iterator[str]:
    from selfcheck.precedents import count

    found = count(subject, content)
    label = page.t("先例", "Precedents")
    if found.organisations:
        yield from page.item(
            label,
            page.t(
                f"2019年公示的 {found.out_of} 家中 {found.organisations} 家",
                f"{found.organisations} of {found.out_of} organisations cited in 2019",
            ),
        )
        label = ""
    for name in found.cases:
        case = content.cases[name]
        yield from page.item(
            label, f"{name}  {case.on.year}  {case.organisation}{page.t('：', ': ')}{page.say(case.facts)}"
        )
        label = ""


def _remediation(subject: Control, content: Content, page: Page) -> Iterator[str]:
    fix = subject.remediation
    yield from page.item(page.t("整改", "Fix"), page.say(fix.action))
    owner = page.say(content.roles[fix.owner])
    yield from page.item(
        "",
        page.t(
            f"{owner}；约{fix.effort_days}人日；{fix.due_days}日内",
            f"{owner}; about {fix.effort_days} person-days; within {fix.due_days} days",
        ),
    )
    if fix.depends_on:
        yield from page.item(page.t("先做", "After"), ", ".join(fix.depends_on))
    yield from page.item(page.t("销号材料", "Proof"), page.say(fix.proof))
