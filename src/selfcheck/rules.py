"""Rules: read from plain data, compiled once to closures, evaluated in three-valued logic.

A missing answer is unknown (None) and unknown never becomes true. A fourth value, VACUOUS, marks a rule that has
nothing to say here (a walk that selects no row, a question declared not applicable): groups pass over it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from selfcheck.model.rule import Every, Group, IfNone, Leaf, Quantifier, Rule, Some
from selfcheck.operators import OPERATORS


class _Mark:
    """A named singleton that is neither true nor false."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


VACUOUS: Final = _Mark("VACUOUS")
UNASKED: Final = _Mark("UNASKED")  # the question does not arise, so what it asks about is not there
NOTHING: Final = _Mark("NOTHING")  # answered: it never happened, there is none
Truth = bool | None | _Mark
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """`rows[inventory]` is absent when the inventory was not answered, empty when it was answered with none."""

    values: Mapping[str, Any]
    rows: Mapping[str, tuple[Row, ...]]
    as_of: date


Closure = Callable[[Facts, Row], Truth]


Groups = Mapping[str, Mapping[str, tuple[str, ...]]]  # fact key → group name → its members
_NO_GROUPS: Final[Groups] = {}


def parse(raw: Mapping[str, Any], groups: Groups = _NO_GROUPS, inventory: str | None = None) -> Rule:
    """Plain data → rule. The shape must have passed the schema; KeyError or ValueError otherwise.

    A named group of choices stands for its members.

    `{all|any|none: [rule…]}`, `{every: {inventory, where?, require, if_none, at_least?, basis?}}`,
    `{some: {inventory, where?}}`, or a leaf `{fact|field: key, <operator>: expected, basis?}`.
    """
    if "fact" in raw or "field" in raw:
        return _leaf(raw, groups, inventory)
    for name, quantifier in _QUANTIFIERS:
        if name in raw:
            return Group(quantifier, tuple([parse(part, groups, inventory) for part in raw[name]]))
    if "every" in raw:
        body = raw["every"]
        name = body["inventory"]
        where = parse(body["where"], groups, name) if "where" in body else None
        require, if_none = parse(body["require"], groups, name), IfNone(body["if_none"])
        return Every(name, where, require, if_none, body.get("at_least"), body.get("basis"))
    if "some" in raw:
        body = raw["some"]
        name = body["inventory"]
        return Some(name, parse(body["where"], groups, name) if "where" in body else None)
    return _leaf(raw, groups, inventory)


_QUANTIFIERS: Final = tuple((str(quantifier), quantifier) for quantifier in Quantifier)  # an enum is slow to walk


def _leaf(raw: Mapping[str, Any], groups: Groups, inventory: str | None) -> Leaf:
    field = raw.get("field")
    key = f"{inventory}[].{field}" if field is not None else raw["fact"]
    (name, expected), *more = [(k, v) for k, v in raw.items() if k not in ("fact", "field", "basis")]
    if more:
        raise ValueError(f"a leaf has exactly one operator: {sorted(raw)}")
    if isinstance(expected, list):
        named = groups.get(key, {})
        expected = tuple(dict.fromkeys(member for entry in expected for member in named.get(entry, (entry,))))
    return Leaf(key, field, name, expected, raw.get("basis"))


def leaves(rule: Rule) -> Iterator[Leaf]:
    """Every leaf in reading order."""
    match rule:
        case Leaf():
            yield rule
        case Group(rules=rules):
            for part in rules:
                yield from leaves(part)
        case Every(where=where, require=require):
            if where is not None:
                yield from leaves(where)
            yield from leaves(require)
        case Some(where=where):
            if where is not None:
                yield from leaves(where)


def keys_of(rule: Rule) -> tuple[str, ...]:
    """The fact and column keys a rule reads, each once, in reading order."""
    return tuple(dict.fromkeys(leaf.key for leaf in leaves(rule)))


def inventories_of(rule: Rule) -> tuple[str, ...]:
    match rule:
        case Every(inventory=name) | Some(inventory=name):
            return (name,)
        case Group(rules=rules):
            return tuple(dict.fromkeys(name for part in rules for name in inventories_of(part)))
    return ()


def compile_rule(rule: Rule) -> Closure:
    match rule:
        case Leaf():
            return _compile_leaf(rule)
        case Group(quantifier=quantifier, rules=rules):
            return _GROUPS[quantifier](tuple(compile_rule(part) for part in rules))
        case Every():
            return _compile_every(rule)
        case Some():
            return _compile_some(rule)


def _compile_leaf(rule: Leaf) -> Closure:
    test = OPERATORS[rule.operator].test
    expected = rule.expected
    key = rule.key if rule.field is None else rule.field

    def of_fact(facts: Facts, row: Row) -> Truth:
        value = facts.values.get(key)
        if value is None or value is VACUOUS:
            return value
        return False if value is UNASKED or value is NOTHING else test(value, expected, facts.as_of)

    def of_row(facts: Facts, row: Row) -> Truth:
        value = row.get(key)
        if value is None or value is VACUOUS:
            return value
        return False if value is UNASKED or value is NOTHING else test(value, expected, facts.as_of)

    return of_fact if rule.field is None else of_row


def _all(parts: tuple[Closure, ...]) -> Closure:
    def all_of(facts: Facts, row: Row) -> Truth:
        result: Truth = VACUOUS
        for part in parts:
            truth = part(facts, row)
            if truth is True:
                if result is VACUOUS:
                    result = True
            elif truth is False:
                return False
            elif truth is None:
                result = None
        return result

    return all_of


def _any(parts: tuple[Closure, ...]) -> Closure:
    def any_of(facts: Facts, row: Row) -> Truth:
        result: Truth = VACUOUS
        for part in parts:
            truth = part(facts, row)
            if truth is True:
                return True
            if truth is None:
                result = None
            elif truth is False and result is VACUOUS:
                result = False
        return result

    return any_of


def _none(parts: tuple[Closure, ...]) -> Closure:
    any_of = _any(parts)

    def none_of(facts: Facts, row: Row) -> Truth:
        truth = any_of(facts, row)
        return not truth if isinstance(truth, bool) else truth

    return none_of


_GROUPS: Final[Mapping[Quantifier, Callable[[tuple[Closure, ...]], Closure]]] = {
    Quantifier.ALL: _all,
    Quantifier.ANY: _any,
    Quantifier.NONE: _none,
}
_EMPTY: Final[Mapping[IfNone, Truth]] = {
    IfNone.NOT_APPLICABLE: VACUOUS,
    IfNone.NOT_SATISFIED: False,
    IfNone.UNANSWERED: None,
}


def _compile_every(rule: Every) -> Closure:
    where = compile_rule(rule.where) if rule.where is not None else None
    require = compile_rule(rule.require)
    inventory, share, empty = rule.inventory, rule.at_least, _EMPTY[rule.if_none]

    def every(facts: Facts, row: Row) -> Truth:
        rows = facts.rows.get(inventory)
        if rows is None:
            return None
        # Counts over rows that are surely selected, and over rows that may be.
        met = failed = unknown = maybe_met = maybe_failed = maybe_unknown = 0
        for item in rows:
            selected = True if where is None else where(facts, item)
            if selected is False or selected is VACUOUS:
                continue
            truth = require(facts, item)
            if selected is None:
                maybe_met += truth is True
                maybe_failed += truth is False
                maybe_unknown += truth is None
            elif truth is True:
                met += 1
            elif truth is False:
                if share is None:
                    return False
                failed += 1
            elif truth is None:
                unknown += 1
        if not (sure := met + failed + unknown) and not (maybe_met + maybe_failed + maybe_unknown):
            return empty
        worst_total = sure + maybe_failed + maybe_unknown
        best, best_total = met + unknown + maybe_met + maybe_unknown, sure + maybe_met + maybe_unknown
        need = 1.0 if share is None else share
        if sure and met >= need * worst_total - 1e-9:
            return True
        if sure and best < need * best_total - 1e-9:
            return False
        return None

    return every


def _compile_some(rule: Some) -> Closure:
    where = compile_rule(rule.where) if rule.where is not None else None
    inventory = rule.inventory

    def some(facts: Facts, row: Row) -> Truth:
        rows = facts.rows.get(inventory)
        if rows is None:
            return None
        result: Truth = False
        for item in rows:
            truth = True if where is None else where(facts, item)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return some
