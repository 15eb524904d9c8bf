"""Profile → the controls to assess, in checklist order, each with its rules compiled."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from selfcheck.facts import AskStep, ask_order
from selfcheck.model.content import Content, Control, Profile
from selfcheck.model.rule import Rule
from selfcheck.rules import Closure, compile_rule, keys_of


class Compiled(NamedTuple):
    control: Control
    applies: Closure | None
    satisfied: Closure
    partial: Closure | None


class Scope(NamedTuple):
    """What one profile assesses. Made once, used for any number of organisations."""

    content: Content
    profile: Profile
    controls: tuple[Compiled, ...]
    ask_steps: tuple[AskStep, ...]


def selects(profile: Profile, control: Control) -> bool:
    if profile.severities:
        return control.severity in profile.severities
    return profile.tag is None or profile.tag in control.profiles


def scope(content: Content, profile_id: str) -> Scope:
    """KeyError when there is no such profile."""
    profile = content.profiles[profile_id]
    chosen = [control for control in content.controls.values() if selects(profile, control)]
    return Scope(content, profile, tuple(map(_compile, chosen)), ask_order(content.questions))


def _compile(control: Control) -> Compiled:
    return Compiled(
        control,
        compile_rule(control.applies_when) if control.applies_when is not None else None,
        compile_rule(control.satisfied_when),
        compile_rule(control.partial_when) if control.partial_when is not None else None,
    )


def asked_because_of(content: Content, control: Control) -> Mapping[str, None]:
    """Every fact a control's verdict can depend on.

    What it reads, what decides whether its duties bind, and what decides whether either is asked at all.
    """
    return with_conditions(content, (*control.facts, *deciding_keys(content, control)))


def deciding_keys(content: Content, control: Control) -> tuple[str, ...]:
    """The facts that decide whether a control applies: its own condition, and whom its duties bind."""
    applies = () if control.applies_when is None else (control.applies_when,)
    return tuple(key for rule in (*applies, *binding_rules(content, control)) for key in keys_of(rule))


def with_conditions(content: Content, keys: Iterable[str]) -> Mapping[str, None]:
    """The keys, and those that decide whether they are asked."""
    seen: dict[str, None] = {}
    todo = list(keys)
    while todo:
        key = todo.pop()
        if key in seen:
            continue
        seen[key] = None
        question = content.questions.get(key)
        if question is not None and question.ask_if is not None:
            todo.extend(keys_of(question.ask_if))
    return seen


def binding_rules(content: Content, control: Control) -> tuple[Rule, ...]:
    """Whom the control's duties bind; of a control without duties, its related provisions."""
    found: list[Rule] = []
    for cite in control.duties or control.related:
        law = content.laws[cite.law]
        found.extend(rule for rule in (law.binds, law.provisions[cite.provision].binds) if rule is not None)
    return tuple(found)
