"""Which leaves of a rule stand between an organisation and the wanted result, row by row."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from selfcheck.errors import Location
from selfcheck.model.answers import Answer, Answers, Never, Partly, Row
from selfcheck.model.assessment import NEVER, Observation
from selfcheck.model.rule import Every, Group, Leaf, Quantifier, Rule, Some
from selfcheck.rules import UNASKED, VACUOUS, Facts, compile_rule

_NO_ROW: Mapping[str, object] = {}


class Scene(NamedTuple):
    """The answers as written beside the facts made from them, rows in the same order."""

    answers: Answers
    facts: Facts


def blame(rule: Rule, scene: Scene, *, want: bool = True) -> tuple[Observation, ...]:
    """The observations that keep `rule` from being `want`: failed leaves and missing answers. Empty when it is."""
    return tuple(dict.fromkeys(_blame(rule, scene, None, _NO_ROW, want)))


def _blame(
    rule: Rule, scene: Scene, row: Row | None, values: Mapping[str, object], want: bool
) -> Iterator[Observation]:
    truth = compile_rule(rule)(scene.facts, values)
    if truth is want or truth is VACUOUS:
        return
    match rule:
        case Leaf():
            yield _leaf(rule, scene, row, values, truth is None, want)
        case Group(quantifier=quantifier, rules=rules):
            for part in rules:
                yield from _blame(part, scene, row, values, want != (quantifier is Quantifier.NONE))
        case Every():
            yield from _walk(rule, rule.require, scene, want)
        case Some():
            yield from _none_found(rule, scene, want)


def _walk(rule: Every, require: Rule, scene: Scene, want: bool) -> Iterator[Observation]:
    rows = scene.answers.inventories.get(rule.inventory)
    if rows is None:
        yield _inventory(rule, scene, None, want)
        return
    told = 0
    for row, values in zip(rows, scene.facts.rows[rule.inventory], strict=True):
        chosen = True if rule.where is None else compile_rule(rule.where)(scene.facts, values)
        if chosen is False or chosen is VACUOUS:
            continue
        if compile_rule(require)(scene.facts, values) is VACUOUS:
            continue
        told += 1
        if chosen is None and rule.where is not None:
            yield from _blame(rule.where, scene, row, values, True)
        yield from _blame(require, scene, row, values, want)
    if not told:
        yield _inventory(rule, scene, False, want)


def _none_found(rule: Some, scene: Scene, want: bool) -> Iterator[Observation]:
    rows = scene.answers.inventories.get(rule.inventory)
    if rows is None or want or rule.where is None:
        truth = compile_rule(rule)(scene.facts, _NO_ROW)
        yield _inventory(rule, scene, None if truth is None else False, want)
        return
    for row, values in zip(rows, scene.facts.rows[rule.inventory], strict=True):
        if rule.where is not None and compile_rule(rule.where)(scene.facts, values) is not False:
            yield from _blame(rule.where, scene, row, values, False)


def _inventory(rule: Every | Some, scene: Scene, met: bool | None, want: bool) -> Observation:
    return Observation(
        fact=rule.inventory,
        item=None,
        item_name=None,
        operator="every" if isinstance(rule, Every) else "some",
        expected=True,
        actual=None,
        met=met,
        wanted=want,
        basis=None,
        partly=False,
        where=rule.where,
        location=scene.answers.sections.get(rule.inventory, scene.answers.location),
    )


def _leaf(
    rule: Leaf, scene: Scene, row: Row | None, values: Mapping[str, object], unknown: bool, want: bool
) -> Observation:
    answers = scene.answers.facts if row is None or rule.field is None else row.answers
    answer = answers.get(rule.key if rule.field is None else rule.field)
    partly = answer is not None and isinstance(answer.value, Partly)
    seen = scene.facts.values.get(rule.key) if rule.field is None else values.get(rule.field)
    nothing = answer is None or partly or unknown or seen is UNASKED
    actual = None if answer is None or nothing else NEVER if isinstance(answer.value, Never) else answer.value
    return Observation(
        fact=rule.key,
        item=row.id if row and rule.field is not None else None,
        item_name=row.name if row and rule.field is not None else None,
        operator=rule.operator,
        expected=rule.expected,
        actual=actual,  # type: ignore[arg-type]  # a NotApplicable answer makes its leaf VACUOUS and never gets here
        met=None if unknown and not partly else False,
        wanted=want,
        basis=rule.basis,
        partly=partly,
        where=None,
        location=_place(answer, rule, scene, row),
    )


def _place(answer: Answer | None, rule: Leaf, scene: Scene, row: Row | None) -> Location:
    """The answer itself; where it is missing, the row or the section it belongs in."""
    if answer is not None:
        return answer.location
    if row is not None and rule.field is not None:
        return row.location
    section = "organisation" if rule.key.startswith("org.") else "answers"
    return scene.answers.sections.get(section, scene.answers.location)
