"""What may be written where in an answers file, and for a key not known in its place: where it belongs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from selfcheck.load.meant import also, did_you_mean, one_of, suggestion
from selfcheck.model.content import Content, Question
from selfcheck.text import Text

SECTIONS = ("organisation", "answers")
_CELL = re.compile(r"([a-z_]+)\[([^\[\]]+)\]\.(.+)")
_ALL_QUESTIONS = Text("全部问题见 selfcheck list questions", "see all with selfcheck list questions")


@dataclass(frozen=True, slots=True)
class Keys:
    """The questions by the name each is answered under: in `organisation`, in an inventory's rows, in `answers`."""

    organisation: Mapping[str, Question]
    columns: Mapping[str, Mapping[str, Question]]  # by inventory, then by column
    facts: Mapping[str, Question]


def keys_of(content: Content) -> Keys:
    organisation: dict[str, Question] = {}
    columns: dict[str, dict[str, Question]] = {inventory: {} for inventory in content.inventories}
    facts: dict[str, Question] = {}
    for key, question in content.questions.items():
        if question.inventory is not None:
            columns[question.inventory][question.field] = question
        elif key.startswith("org."):
            organisation[key.removeprefix("org.")] = question
        else:
            facts[key] = question
    return Keys(organisation, columns, facts)


class Cell(NamedTuple):
    """`systems[crm].grade`: one column of one row."""

    inventory: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.inventory}[{self.row}].{self.column}"


def cell_of(key: str) -> Cell | None:
    match = _CELL.fullmatch(key)
    return Cell(match[1], match[2], match[3]) if match else None


def instead(keys: Keys, key: str, known: Sequence[str]) -> Text | None:
    """What to write instead of a key that is not known where only `known` may stand."""
    return _home(keys, key) or one_of(known, key)


def instead_of_fact(keys: Keys, key: str) -> Text | None:
    """The same under `answers`, where any of hundreds of questions may be answered."""
    cell = cell_of(key)
    if cell is None:
        return _home(keys, key) or also(_ALL_QUESTIONS, suggestion(key, list(keys.facts)))
    cells = [str(Cell(name, cell.row, column)) for name, columns in keys.columns.items() for column in columns]
    return also(_ALL_QUESTIONS, suggestion(key, cells))


def _home(keys: Keys, key: str) -> Text | None:
    """Where a key belongs that stands in the wrong place or was written short; None when it is no key at all."""
    short = key.removeprefix("org.")
    written = cell_of(key)
    if key in keys.facts or (written is not None and written.column in keys.columns.get(written.inventory, ())):
        return Text("应写在 answers 下", "it belongs under answers")
    if short in keys.organisation:
        return Text(f"应写在 organisation 下，写作 {short}: …", f"it belongs under organisation, as {short}: …")
    if key in keys.columns or key in SECTIONS:
        return Text("应顶格写在最外层", "it belongs at the outermost level, not indented")
    inventory, _, column = key.rpartition("[].")
    inventories = [name for name, columns in keys.columns.items() if column in columns and inventory in ("", name)]
    if inventories:
        cell = Cell(inventories[0], "…", column)
        return Text(
            f"应写在 {'、'.join(inventories)} 的行里，写作 {column}: …；或在 answers 下写 {cell}: …",
            f"it belongs in a row of {', '.join(inventories)}, as {column}: …, or under answers as {cell}: …",
        )
    return _in_full(keys, key)


def _in_full(keys: Keys, key: str) -> Text | None:
    """A domain without its question (`emergency`), or a question without its domain (`last_drill_on`)."""
    if first := next((fact for fact in keys.facts if fact.startswith(f"{key}.")), None):
        return Text(f"键要写全，如 {first}: …", f"keys are written in full, such as {first}: …")
    whole = [fact for fact in keys.facts if fact.endswith(f".{key}")]
    return did_you_mean(whole[0]) if len(whole) == 1 else None
