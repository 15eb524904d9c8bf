"""Observations in words: what was asked, what was answered, what is required and who requires it."""

from datetime import date

from selfcheck import law
from selfcheck.model.assessment import NEVER, Citation, Observation
from selfcheck.model.content import Content, Question
from selfcheck.model.rule import Every, Expected, Group, Leaf, Quantifier, Rule, Scalar, Some
from selfcheck.operators import OPERATORS
from selfcheck.text import Text
from selfcheck.wording import UNVERIFIED

YES_NO = {True: Text("是", "yes"), False: Text("否", "no")}


def observation(seen: Observation, content: Content, day: date) -> Text:
    """One sentence: 〔系统 crm 客户管理系统〕最近一次…？答：2024-03-01；应在评估日前12个月内（实践口径）."""
    if seen.operator in ("every", "some"):
        return _walk(seen, content)
    question = content.questions[seen.fact]
    item = _item(seen, question, content)
    zh, en = item.zh + question.ask.zh, item.en + question.ask.en
    need = requirement(question, seen.operator, seen.expected, seen.wanted)
    source = basis(seen.basis, content, day)
    given = _given(seen, question)
    return Text(f"{zh} {given.zh}；{need.zh}{source.zh}", f"{en} {given.en}; {need.en}{source.en}")


def _given(seen: Observation, question: Question) -> Text:
    if seen.partly:
        return Text("答：部分", "Answer: partly")
    if seen.actual is None:
        return Text("没有填写", "Not answered") if seen.met is None else Text("没有", "None")
    shown = value(question, seen.actual)
    return Text(f"答：{shown.zh}", f"Answer: {shown.en}")


def _item(seen: Observation, question: Question, content: Content) -> Text:
    if seen.item is None or question.inventory is None:
        return Text("", "")
    what = content.inventories[question.inventory].item
    name = seen.item if seen.item_name in (None, seen.item) else f"{seen.item} {seen.item_name}"
    return Text(f"〔{what.zh} {name}〕", f"[{what.en} {name}] ")


def _walk(seen: Observation, content: Content) -> Text:
    inventory = content.inventories[seen.fact]
    which = Text("", "") if seen.where is None else condition(seen.where, content)
    zh_which, en_which = (f"（{which.zh}）", f" where {which.en}") if which.zh else ("", "")
    if seen.met is None:
        return Text(f"{inventory.title.zh}没有填写", f"The inventory of {inventory.title.en} was not answered")
    if not seen.wanted:
        return Text(f"台账里有{inventory.item.zh}{zh_which}", f"The inventory lists a {inventory.item.en}{en_which}")
    return Text(
        f"台账里没有{inventory.item.zh}{zh_which}，应当登记",
        f"The inventory lists no {inventory.item.en}{en_which}; one is expected",
    )


def requirement(question: Question, name: str, expected: Expected, wanted: bool = True) -> Text:
    """What an operator asks for: 应不少于 0.8 / must be at least 80%."""
    operator = OPERATORS[name]
    shown = _choices(question, expected, name) if isinstance(expected, tuple) else value(question, expected)
    phrase = operator.phrase if wanted else operator.opposite
    if name in ("within_months", "within_days"):
        shown = Text(str(expected), str(expected))
    return Text(phrase.zh.replace("{}", shown.zh), phrase.en.replace("{}", shown.en))


def value(question: Question, given: Scalar) -> Text:
    """A value as a person reads it: labels for choices, percent for ratios, units for numbers."""
    if isinstance(given, bool):
        return YES_NO[given]
    if isinstance(given, tuple):
        return _choices(question, given, "in")
    if question.type == "date" and given == NEVER:
        return Text("从未", "never")
    if question.type == "ratio" and isinstance(given, int | float):
        shown = f"{given * 100:.6g}%"
        return Text(shown, shown)
    if question.type == "number" and question.unit is not None:
        return Text(f"{given}{question.unit.zh}", f"{given} {question.unit.en}".rstrip())
    if question.type == "choice":
        return next(
            (choice.label for choice in question.choices if choice.value == given), Text(str(given), str(given))
        )
    shown = given.isoformat() if isinstance(given, date) else str(given)
    return Text(shown, shown)


def _choices(question: Question, values: tuple[str, ...], name: str) -> Text:
    """Labels of the values; a whole named group is called by its name."""
    labels = {choice.value: choice.label for choice in question.choices}
    parts: list[Text] = []
    left = list(values)
    for group in sorted(question.groups, key=lambda group: -len(group.members)):
        if name == "in" and set(group.members) <= set(left):
            parts.append(group.label)
            left = [entry for entry in left if entry not in group.members]
    parts.extend(labels.get(entry, Text(entry, entry)) for entry in left)
    if not parts:
        return Text("（空）", "(empty)")
    between = ", " if name == "contains" else " / "
    return Text("、".join(part.zh for part in parts), between.join(part.en for part in parts))


def basis(source: str | None, content: Content, day: date) -> Text:
    """Who set the threshold: （依据《…》第…条） or （实践口径，非法定）."""
    if source is None:
        return Text("", "")
    if source == "practice":
        return Text("（实践口径，非法定）", " (practice, not set by law)")
    law_id, _, name = source.partition("/")
    cited = law.citation(content.laws[law_id], name, day)
    if cited is None:
        title = content.laws[law_id].short
        return Text(f"（《{title.zh}》，评估日未施行）", f" ({title.en}, not in force on the assessment day)")
    return Text(f"（{cited.text.zh}）", f" ({cited.text.en})")


def caveats(cited: Citation) -> Text:
    """What a reader must know of a citation, to follow its words: text not seen, link inferred."""
    zh, en = "", ""
    if not cited.verified:
        zh, en = f"〔{UNVERIFIED.zh}〕", f" [{UNVERIFIED.en}]"
    if cited.note:
        zh, en = f"{zh}（{cited.note.zh}）", f"{en} ({cited.note.en})"
    return Text(zh, en)


def condition(rule: Rule, content: Content, day: date | None = None) -> Text:
    """A rule in words, for people who read what a control looks at; with a day each threshold says who set it."""
    match rule:
        case Leaf():
            question = content.questions[rule.key]
            need = requirement(question, rule.operator, rule.expected)
            ask = Text(question.ask.zh.rstrip("？?"), question.ask.en.rstrip("?"))
            by = _set_by(rule.basis, content, day)
            return Text(f"{ask.zh}：{need.zh}{by.zh}", f"“{ask.en}” {need.en}{by.en}")
        case Group(quantifier=quantifier, rules=rules):
            return _joined(quantifier, [_part(part, content, day) for part in rules])
        case Every(inventory=name, where=where, require=require, at_least=share, basis=source):
            item = content.inventories[name].item
            scope = Text("", "") if where is None else condition(where, content, day)
            need, by = condition(require, content, day), _set_by(source if share else None, content, day)
            zh_share = f"至少{share:.0%}{by.zh}的" if share else "每个"
            en_share = f"at least {share:.0%}{by.en} of {item.en} rows" if share else f"every {item.en}"
            return Text(
                f"{zh_share}{item.zh}{f'（{scope.zh}）' if scope.zh else ''}：{need.zh}",
                f"{en_share}{f' where {scope.en}' if scope.en else ''}: {need.en}",
            )
        case Some(inventory=name, where=where):
            item = content.inventories[name].item
            scope = Text("", "") if where is None else condition(where, content, day)
            return Text(
                f"有{item.zh}{f'（{scope.zh}）' if scope.zh else ''}",
                f"there is a {item.en}{f' where {scope.en}' if scope.en else ''}",
            )


def _set_by(source: str | None, content: Content, day: date | None) -> Text:
    return Text("", "") if day is None else basis(source, content, day)


def _joined(quantifier: Quantifier, parts: list[Text]) -> Text:
    zh_join, en_join = ("，且", " and ") if quantifier is Quantifier.ALL else ("，或", " or ")
    zh, en = zh_join.join(part.zh for part in parts), en_join.join(part.en for part in parts)
    return Text(f"非（{zh}）", f"not ({en})") if quantifier is Quantifier.NONE else Text(zh, en)


def _part(rule: Rule, content: Content, day: date | None) -> Text:
    """One part of a group; a group of several stands in brackets, so that and and or cannot be misread."""
    said = condition(rule, content, day)
    if isinstance(rule, Group) and rule.quantifier is not Quantifier.NONE and len(rule.rules) > 1:
        return Text(f"（{said.zh}）", f"({said.en})")
    return said
