"""What is measured on: an answers file of a thousand lines and a set of organisations, both made from the
shipped questions and the same on every run."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from selfcheck.model.content import Content, Question
from selfcheck.rules import Facts

AS_OF = date(2026, 11, 24)
LINES = 1000
_ROWS = {"systems": 2, "apps": 2, "suppliers": 2, "sites": 2}  # how many fit into LINES
_ORGANISATION_ROWS = {"systems": 20, "apps": 3, "suppliers": 3, "sites": 3}
_YES = 0.9  # the share of yes; with the values below about half of the controls end in a gap
_EVIDENCE = (
    "    evidence:",
    "      - {file: evidence/record.pdf, valid_until: 2027-01-31}",
    "    note: 制度已印发，记录齐全",
    "    owner: 安全管理部",
    "    reviewed_on: 2026-10-01",
)
_WIDEST = 80  # columns, the default limit of yamllint


def answers_file(content: Content) -> str:
    """answers.yaml of exactly LINES lines: every question answered, rows written out column by column."""
    chance = random.Random(2026)
    questions = [question for question in content.questions.values() if question.inventory is None]
    lines = ["---", "selfcheck: answers/1", "organisation:", "  name: 某云计算有限公司"]
    for question in questions:
        if question.key.startswith("org."):
            lines += _entry("  ", question.key[4:], _value(question, chance))
    for inventory in content.inventories:
        lines.append(f"{inventory}:")
        for number in range(1, _ROWS.get(inventory, 1) + 1):
            lines += [f"  - id: {inventory}-{number}", f"    name: 第 {number} 项"]
            for column in content.questions.values():
                if column.inventory == inventory:
                    lines += _entry("    ", column.field, _value(column, chance))
    lines.append("answers:")
    return "\n".join(lines + _answers(questions, chance, LINES - len(lines))) + "\n"


def _answers(questions: Sequence[Question], chance: random.Random, room: int) -> list[str]:
    """As many answers with their evidence as the room allows, the rest bare."""
    facts = [(q.key, _value(q, chance)) for q in questions if not q.key.startswith("org.")]
    bare = [_entry("  ", key, value) for key, value in facts]
    full = [[f"  {key}:", *_entry("    ", "value", value), *_EVIDENCE] for key, value in facts]
    spare = room - sum(map(len, bare))
    chosen = []
    for short, long in zip(bare, full, strict=True):
        extra = len(long) - len(short)
        chosen.append(long if extra <= spare else short)
        spare -= extra if extra <= spare else 0
    return [line for entry in chosen for line in entry] + ["# to the round number"] * spare


def organisations(content: Content, count: int) -> list[Facts]:
    """Organisations with every question answered, ready for the rules."""
    chance = random.Random(2027)
    return [_organisation(content, chance) for _ in range(count)]


def _organisation(content: Content, chance: random.Random) -> Facts:
    values = {key: _value(q, chance) for key, q in content.questions.items() if q.inventory is None}
    rows = {
        inventory: tuple(
            {q.field: _value(q, chance) for q in content.questions.values() if q.inventory == inventory}
            for _ in range(_ORGANISATION_ROWS.get(inventory, 1))
        )
        for inventory in content.inventories
    }
    return Facts(values, rows, AS_OF)


def _value(question: Question, chance: random.Random) -> Any:
    choices = [choice.value for choice in question.choices]
    if question.key.startswith("org.") and question.type in ("bool", "multi"):
        # An operator of everything, so that nearly every control applies.
        return question.key != "org.state_organ" if question.type == "bool" else tuple(choices)
    match question.type:
        case "bool":
            return chance.random() < _YES
        case "date":
            return AS_OF - timedelta(days=chance.randrange(1, 370))
        case "number":
            return chance.choice((0, 0, 1, 3, 12, 30, 180, 365, 1_200_000))
        case "ratio":
            return chance.choice((0.5, 0.9, 1, 1))
        case "choice":
            return chance.choice((choices[0], chance.choice(choices)))
        case "multi":
            return _several([value for value in choices if value != "none"], chance)
        case "list":
            return ("甲", "乙")
        case _:
            return "已按制度执行"


def _several(choices: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    some = len(choices) if chance.random() < 0.5 else chance.randint(1, len(choices))
    return tuple(chance.sample(choices, some))


def _entry(indent: str, key: str, value: Any) -> list[str]:
    """`key: value`, a long list one item a line."""
    line = f"{indent}{key}: {_yaml(value)}"
    if len(line) <= _WIDEST or not isinstance(value, tuple):
        return [line]
    return [f"{indent}{key}:", *(f"{indent}  - {_yaml(item)}" for item in value)]


def _yaml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_yaml, value))}]"
    return f'"{value}"' if value in ("yes", "no") else str(value)
