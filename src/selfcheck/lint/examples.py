"""A control's examples are its own tests: each set of answers must yield the verdict it stands under."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from selfcheck.assess import assess
from selfcheck.errors import Location, Problem
from selfcheck.lint import walk
from selfcheck.lint.walk import Documents, Path, problem
from selfcheck.load.values import Misfit, convert
from selfcheck.load.yaml_reader import Document
from selfcheck.model.answers import Answer, Answers, Row
from selfcheck.model.content import Content
from selfcheck.resolve import Scope, scope
from selfcheck.text import Text

AS_OF = date(2026, 11, 1)  # the day all examples are assessed on


def check(content: Content, documents: Documents) -> Iterator[Problem]:
    everything = scope(content, "full")
    compiled = {entry.control.id: entry for entry in everything.controls}
    for document, path, entry in walk.controls(documents):
        control = content.controls[entry["id"]]
        alone = Scope(content, everything.profile, (compiled[control.id],), everything.ask_steps)
        if control.applies_when is not None and "not-applicable" not in control.examples:
            yield problem(
                document, path, f"{control.id} 缺 not-applicable 示例", f"{control.id} has no example not-applicable"
            )
        if control.partial_when is not None and "partial" not in control.examples:
            yield problem(document, path, f"{control.id} 缺 partial 示例", f"{control.id} has no example partial")
        for verdict, example in control.examples.items():
            yield from _example(alone, document, [*path, "examples", verdict], verdict, example)


def _example(
    alone: Scope, document: Document, path: Path, verdict: str, example: Mapping[str, Any]
) -> Iterator[Problem]:
    try:
        answers = read(example, alone.content)
    except Misfit as misfit:
        yield problem(document, path, misfit.what.zh, misfit.what.en, misfit.allowed)
        return
    result = assess(alone, answers, as_of=AS_OF)
    finding = (*result.findings, *result.practice)[0]
    if finding.status != verdict:
        seen = "; ".join(f"{o.fact} {o.operator}" for o in finding.observations[:3])
        why = Text(f"未满足：{seen}", f"not met: {seen}") if seen else None
        yield problem(
            document,
            path,
            f"示例得出 {finding.status}，应为 {verdict}",
            f"the example yields {finding.status}, not {verdict}",
            why,
        )


def read(example: Mapping[str, Any], content: Content) -> Answers:
    """`{fact: value, inventory: [rows]}` → Answers. Raises Misfit for what is not a question or does not fit."""
    here = Location("example", 1, 1)
    facts: dict[str, Answer] = {}
    inventories: dict[str, tuple[Row, ...]] = {}
    for key, value in example.items():
        if key in content.inventories:
            inventories[key] = tuple(_row(key, row, content, here) for row in value)
        else:
            facts[key] = _answer(key, value, content, here)
    return Answers("example", facts, inventories, here, {})


def _row(inventory: str, raw: Mapping[str, Any], content: Content, here: Location) -> Row:
    answers = {
        field: _answer(f"{inventory}[].{field}", value, content, here)
        for field, value in raw.items()
        if field not in ("id", "name")
    }
    return Row(str(raw["id"]), str(raw.get("name", raw["id"])), answers, here)


def _answer(key: str, value: Any, content: Content, here: Location) -> Answer:
    question = content.questions.get(key)
    if question is None:
        raise Misfit(Text(f"没有这个问题：{key}", f"no such question: {key}"))
    try:
        return Answer(key, convert(question, value), here)
    except Misfit as misfit:
        raise Misfit(Text(f"{key}：{misfit.what.zh}", f"{key}: {misfit.what.en}"), misfit.allowed) from None
