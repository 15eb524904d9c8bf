"""Conditions written in the languages of other engines: expressions of ZEN, and Rego."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from conditions import And, Condition, Exists, Not, Or, Share, Test

from selfcheck.dates import days_before, months_before
from selfcheck.model.content import Question
from selfcheck.model.rule import Leaf
from selfcheck.rules import Facts


def plain(facts: Facts) -> dict[str, Any]:
    """An organisation as JSON would bring it; dates are day numbers, so that no engine has to parse them."""
    out: dict[str, Any] = {name: [_plain_row(row) for row in rows] for name, rows in facts.rows.items()}
    for key, value in facts.values.items():
        group, _, name = key.partition(".")
        out.setdefault(group, {})[name] = _plain(value)
    return out


def _plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.toordinal()
    return list(value) if isinstance(value, tuple) else value


def bounds(leaf: Leaf, as_of: date) -> tuple[int, int]:
    """First and last day that pass, worked out beforehand, which spares the engines the calendar."""
    if leaf.operator == "not_past":
        return as_of.toordinal(), date.max.toordinal()
    before = months_before if leaf.operator == "within_months" else days_before
    return before(as_of, int(leaf.expected)).toordinal(), as_of.toordinal()  # type: ignore[arg-type]  # a count


class Zen:
    """Expressions of zen-engine."""

    def __init__(self, questions: Mapping[str, Question], as_of: date) -> None:
        self.questions, self.as_of = questions, as_of

    def expression(self, condition: Condition) -> str:
        match condition:
            case Test(leaf):
                return self.leaf(leaf)
            case And(parts):
                return f"({' and '.join(map(self.expression, parts))})" if parts else "true"
            case Or(parts):
                return f"({' or '.join(map(self.expression, parts))})" if parts else "false"
            case Not(part):
                return f"not ({self.expression(part)})"
            case Exists(inventory, where):
                return f"some({inventory}, {self.expression(where)})"
            case Share(inventory, where, require, share):
                selected, met = self.expression(where), self.expression(And((where, require)))
                return f"(count({inventory}, {met}) + 0.000000001 >= {share} * count({inventory}, {selected}))"

    def leaf(self, leaf: Leaf) -> str:
        name = leaf.key if leaf.field is None else f"#.{leaf.field}"
        many = self.questions[leaf.key].type in ("multi", "list")
        match leaf.operator:
            case "is":
                return f"{name} == {json.dumps(leaf.expected, ensure_ascii=False)}"
            case "in":
                listed = json.dumps(leaf.expected, ensure_ascii=False)
                return f"some({name}, # in {listed})" if many else f"{name} in {listed}"
            case "contains":
                return f"({' and '.join(f'{json.dumps(value)} in {name}' for value in leaf.expected)})"  # type: ignore[union-attr]  # a tuple
            case "not_empty":
                return f'(len({name}) > 0 and {name}[0] != "none")' if many else f'{name} != ""'
            case "gte" | "lte":
                return f"{name} {'>=' if leaf.operator == 'gte' else '<='} {leaf.expected}"
            case "within_months" | "within_days" | "not_past":
                first, last = bounds(leaf, self.as_of)
                return f"({name} >= {first} and {name} <= {last})"
        raise NotImplementedError(leaf.operator)


class Rego:
    """A Rego module; what stands under `or` or `not` becomes a rule of its own, a function of the row inside a walk."""

    LONGEST = 30_000  # characters; the lexer of regorus fails on modules beyond 64 kB

    def __init__(self, questions: Mapping[str, Question], as_of: date) -> None:
        self.questions, self.as_of = questions, as_of
        self.lines: list[str] = []
        self.count = 0

    def add(self, name: str, condition: Condition) -> None:
        """`passed` will contain `name` when the condition holds."""
        self.lines.append(f'passed contains "{name}" if {{ {self.body(condition, row=False)} }}')

    def modules(self) -> Iterator[str]:
        """All rules, in as many modules of one package as it takes."""
        head = "package selfcheck\nimport rego.v1\n"
        module = head
        for line in self.lines:
            if len(module) + len(line) > self.LONGEST:
                yield module
                module = head
            module += line + "\n"
        yield module

    def body(self, condition: Condition, *, row: bool) -> str:
        match condition:
            case Test(leaf):
                return self.leaf(leaf, row=row)
            case And(parts):
                return "; ".join(self.body(part, row=row) for part in parts) or "true"
            case Or(parts):
                return self.rule(*(self.body(part, row=row) for part in parts), row=row) if parts else "false"
            case Not(part):
                return "not " + self.rule(self.body(part, row=row), row=row)
            case Exists(inventory, where):
                return self.rule(f"some r in input.{inventory}; {self.body(where, row=True)}", row=False)
            case Share(inventory, where, require, share):
                selected = f"some r in input.{inventory}; {self.body(where, row=True)}"
                met = f"{selected}; {self.body(require, row=True)}"
                return f"count([1 | {met}]) + 0.000000001 >= {share} * count([1 | {selected}])"

    def rule(self, *bodies: str, row: bool) -> str:
        self.count += 1
        head = f"h{self.count}(r)" if row else f"h{self.count}"
        self.lines += [f"{head} if {{ {body} }}" for body in bodies]
        return head

    def leaf(self, leaf: Leaf, *, row: bool) -> str:
        name = f"input.{leaf.key}" if leaf.field is None else f"r.{leaf.field}"
        many = self.questions[leaf.key].type in ("multi", "list")
        match leaf.operator:
            case "is":
                return f"{name} == {json.dumps(leaf.expected, ensure_ascii=False)}"
            case "in":
                listed = json.dumps(leaf.expected, ensure_ascii=False)
                return self.rule(f"some v in {name}; v in {listed}", row=row) if many else f"{name} in {listed}"
            case "contains":
                return "; ".join(f"{json.dumps(value)} in {name}" for value in leaf.expected)  # type: ignore[union-attr]  # a tuple
            case "not_empty":
                return f'count({name}) > 0; {name}[0] != "none"' if many else f'{name} != ""'
            case "gte" | "lte":
                return f"{name} {'>=' if leaf.operator == 'gte' else '<='} {leaf.expected}"
            case "within_months" | "within_days" | "not_past":
                first, last = bounds(leaf, self.as_of)
                return f"{name} >= {first}; {name} <= {last}"
        raise NotImplementedError(leaf.operator)
