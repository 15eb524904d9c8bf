"""Rules read known facts with fitting operators and values, and every threshold says who set it."""

from collections.abc import Iterator, Mapping
from typing import Any

from selfcheck.errors import Problem
from selfcheck.lint import walk
from selfcheck.lint.references import provisions
from selfcheck.lint.walk import Documents, Path, data, problem
from selfcheck.load.values import suggestion
from selfcheck.load.yaml_reader import Document
from selfcheck.operators import OPERATORS
from selfcheck.text import Text

_NOT_OPERATORS = ("fact", "field", "basis")
# Comparing with these counts or means all and none: no one had to choose a number.
_NO_THRESHOLD = (0, 1)


class _Checker:
    def __init__(self, documents: Documents) -> None:
        self.questions: Mapping[str, dict[str, Any]] = {key: entry for _, _, key, entry in walk.questions(documents)}
        self.inventories = set(data(documents["organisation.yaml"])["inventories"])
        self.provisions = provisions(documents)
        self.in_law = False  # who is bound is set by the law itself, so its thresholds need no basis

    def rule(self, document: Document, path: Path, rule: dict[str, Any], inventory: str | None) -> Iterator[Problem]:
        for group in ("all", "any", "none"):
            if group in rule:
                for index, part in enumerate(rule[group]):
                    yield from self.rule(document, [*path, group, index], part, inventory)
                return
        for walk_kind in ("every", "some"):
            if walk_kind in rule:
                yield from self.walk(document, [*path, walk_kind], rule[walk_kind], inventory)
                return
        yield from self.leaf(document, path, rule, inventory)

    def walk(self, document: Document, path: Path, body: dict[str, Any], inventory: str | None) -> Iterator[Problem]:
        name = body["inventory"]
        if inventory is not None:
            yield problem(document, path, "台账规则里不能再套台账规则", "a walk cannot stand inside a walk")
        if name not in self.inventories:
            hint = suggestion(name, sorted(self.inventories))
            yield problem(document, [*path, "inventory"], f"没有台账 {name}", f"no inventory {name}", hint)
            return
        for part in ("where", "require"):
            if part in body:
                yield from self.rule(document, [*path, part], body[part], name)
        yield from self.basis(document, path, body)

    def leaf(self, document: Document, path: Path, leaf: dict[str, Any], inventory: str | None) -> Iterator[Problem]:
        operators = [key for key in leaf if key not in _NOT_OPERATORS]
        if len(operators) != 1:
            yield problem(
                document,
                path,
                "一个判据须有且只有一个算子",
                "a leaf has exactly one operator",
                Text(f"算子：{'、'.join(OPERATORS)}", f"operators: {', '.join(OPERATORS)}"),
            )
            return
        if "field" in leaf and inventory is None:
            yield problem(
                document,
                path,
                "field 只能用在 every、some 里",
                "field belongs inside every or some",
                Text("改用 fact", "use fact"),
            )
            return
        key = leaf["fact"] if "fact" in leaf else f"{inventory}[].{leaf['field']}"
        question = self.questions.get(key)
        if question is None:
            yield problem(
                document,
                path,
                f"没有这个问题：{key}",
                f"no such question: {key}",
                suggestion(key, list(self.questions)),
            )
            return
        yield from self.comparison(document, path, key, question, operators[0], leaf[operators[0]])
        yield from self.basis(document, path, leaf)

    def comparison(
        self, document: Document, path: Path, key: str, question: dict[str, Any], name: str, expected: Any
    ) -> Iterator[Problem]:
        operator = OPERATORS.get(name)
        if operator is None:
            yield problem(
                document,
                [*path, name],
                f"没有算子 {name}",
                f"no operator {name}",
                suggestion(name, list(OPERATORS))
                or Text(f"算子：{'、'.join(OPERATORS)}", f"operators: {', '.join(OPERATORS)}"),
            )
            return
        if question["type"] not in operator.types:
            fitting = ", ".join(sorted(operator.types))
            yield problem(
                document,
                [*path, name],
                f"{name} 不适用于 {question['type']} 型的 {key}",
                f"{name} does not fit {key} of type {question['type']}",
                Text(f"适用类型：{fitting}", f"types: {fitting}"),
            )
        elif not _fits(operator.expects, expected, question):
            shown = _EXPECTS[operator.expects]
            yield problem(
                document, [*path, name], f"{name} 后面的值不合适", f"the value behind {name} does not fit", shown
            )
        else:
            yield from self.choices(document, [*path, name], question, expected)

    def choices(self, document: Document, path: Path, question: dict[str, Any], expected: Any) -> Iterator[Problem]:
        known = [choice["value"] for choice in question.get("choices", ())] + list(question.get("groups", {}))
        for value in expected if isinstance(expected, list) else [expected]:
            if known and isinstance(value, str) and value not in known:
                yield problem(document, path, f"没有选项 {value}", f"no choice {value}", suggestion(value, known))

    def basis(self, document: Document, path: Path, raw: dict[str, Any]) -> Iterator[Problem]:
        if (given := raw.get("basis")) is not None:
            if given != "practice" and given not in self.provisions:
                yield problem(
                    document,
                    [*path, "basis"],
                    f"没有条款 {given}",
                    f"no provision {given}",
                    suggestion(given, sorted(self.provisions)),
                )
        elif _is_threshold(raw) and not self.in_law:
            yield problem(
                document,
                path,
                "阈值没有写依据",
                "the threshold has no basis",
                Text("写 basis: 法规/条款，或 basis: practice", "write basis: law/provision or basis: practice"),
            )


_EXPECTS: Mapping[str, Text] = {
    "value": Text("应为一个值", "one value"),
    "choices": Text("应为选项的列表", "a list of choices"),
    "flag": Text("应为 true", "true"),
    "number": Text("应为数", "a number"),
    "count": Text("应为正整数", "a positive whole number"),
}


def _fits(expects: str, value: Any, question: dict[str, Any]) -> bool:
    if expects == "choices":
        return isinstance(value, list)
    if expects == "flag":
        return value is True
    if expects == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if expects == "count":
        return isinstance(value, int) and not isinstance(value, bool) and value > 0
    wanted = {"bool": bool, "number": int | float}.get(question["type"], str)
    return isinstance(value, wanted) and (question["type"] == "bool" or not isinstance(value, bool))


def _is_threshold(leaf: dict[str, Any]) -> bool:
    if "within_months" in leaf or "within_days" in leaf or "at_least" in leaf:
        return True
    return any(name in leaf and leaf[name] not in _NO_THRESHOLD for name in ("gte", "lte"))


def check(documents: Documents) -> Iterator[Problem]:
    checker = _Checker(documents)
    for document, path, entry in walk.controls(documents):
        for key in ("applies_when", "satisfied_when", "partial_when"):
            if key in entry:
                yield from checker.rule(document, [*path, key], entry[key], None)
    for document, path, key, entry in walk.questions(documents):
        if "ask_if" in entry:
            inventory, bracket, _ = key.partition("[].")
            yield from checker.rule(document, [*path, "ask_if"], entry["ask_if"], inventory if bracket else None)
    checker.in_law = True
    for _, document in walk.laws(documents):
        if "binds" in data(document):
            yield from checker.rule(document, ["binds"], data(document)["binds"], None)
        if "instead" in data(document):
            yield from checker.rule(document, ["instead", "when"], data(document)["instead"]["when"], None)
        for name, provision in (data(document).get("provisions") or {}).items():
            if "binds" in provision:
                yield from checker.rule(document, ["provisions", name, "binds"], provision["binds"], None)
