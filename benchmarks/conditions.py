"""Rules as plain two-valued conditions, the form in which other engines can be given the very same work.

With every question answered a rule is true, false, or has nothing to say (a walk that selects no row). `when_true`
gives the condition under which it is true; every engine then answers the same question of the same rule.
"""

from dataclasses import dataclass
from typing import Any

from selfcheck.model.rule import Every, Group, IfNone, Leaf, Quantifier, Rule, Some


@dataclass(frozen=True, slots=True)
class Test:
    leaf: Leaf


@dataclass(frozen=True, slots=True)
class And:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


@dataclass(frozen=True, slots=True)
class Exists:
    """Some row of the inventory meets the condition."""

    inventory: str
    where: "Condition"


@dataclass(frozen=True, slots=True)
class Share:
    """Of the selected rows at least this share meets `require`."""

    inventory: str
    where: "Condition"
    require: "Condition"
    share: float


Condition = Test | And | Or | Not | Exists | Share
TRUE, FALSE = And(()), Or(())


def conjunction(*parts: Condition) -> Condition:
    kept = tuple(dict.fromkeys(part for part in parts if part != TRUE))
    if FALSE in kept:
        return FALSE
    return kept[0] if len(kept) == 1 else And(kept)


def disjunction(*parts: Condition) -> Condition:
    kept = tuple(dict.fromkeys(part for part in parts if part != FALSE))
    if TRUE in kept:
        return TRUE
    return kept[0] if len(kept) == 1 else Or(kept)


def negation(part: Condition) -> Condition:
    if part in (TRUE, FALSE):
        return FALSE if part == TRUE else TRUE
    return part.part if isinstance(part, Not) else Not(part)


def when_true(rule: Rule) -> Condition:
    return _cases(rule)[0]


def _cases(rule: Rule) -> tuple[Condition, Condition, Condition]:
    """When the rule is true, when it is false, and when it has nothing to say."""
    match rule:
        case Leaf():
            return Test(rule), negation(Test(rule)), FALSE
        case Group(quantifier=quantifier, rules=rules):
            return _group(quantifier, [_cases(part) for part in rules])
        case Every():
            return _every(rule)
        case Some(inventory=name, where=where):
            found = Exists(name, TRUE if where is None else when_true(where))
            return found, negation(found), FALSE


def _group(
    quantifier: Quantifier, parts: list[tuple[Condition, Condition, Condition]]
) -> tuple[Condition, Condition, Condition]:
    true, false, silent = zip(*parts, strict=True)
    all_silent = conjunction(*silent)
    all_true = conjunction(disjunction(*true), *(disjunction(t, s) for t, s in zip(true, silent, strict=True)))
    all_false = conjunction(disjunction(*false), *(disjunction(f, s) for f, s in zip(false, silent, strict=True)))
    match quantifier:
        case Quantifier.ALL:
            return _unless_silent(all_true, silent, true), disjunction(*false), all_silent
        case Quantifier.ANY:
            return disjunction(*true), _unless_silent(all_false, silent, false), all_silent
        case Quantifier.NONE:
            return _unless_silent(all_false, silent, false), disjunction(*true), all_silent


def _unless_silent(general: Condition, silent: Any, cases: Any) -> Condition:
    # A part that always has something to say makes "at least one of them" superfluous.
    return conjunction(*(disjunction(c, s) for c, s in zip(cases, silent, strict=True))) if FALSE in silent else general


def _every(rule: Every) -> tuple[Condition, Condition, Condition]:
    where = TRUE if rule.where is None else when_true(rule.where)
    require = when_true(rule.require)
    some = Exists(rule.inventory, where)
    fails: Condition = Exists(rule.inventory, conjunction(where, negation(require)))
    if rule.at_least is not None:
        fails = negation(Share(rule.inventory, where, require, rule.at_least))
    false = conjunction(some, fails)
    if rule.if_none is IfNone.NOT_SATISFIED:
        false = disjunction(negation(some), fails)
    silent = negation(some) if rule.if_none is IfNone.NOT_APPLICABLE else FALSE
    return conjunction(some, negation(fails)), false, silent
