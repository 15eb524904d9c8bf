"""What may be written where in an answers file, and for a key not known in its place: where it belongs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selfcheck.load.meant import did_you_mean, nearest, suggestion
from selfcheck.load.values import also
from selfcheck.model.content import Content, Question
from selfcheck.text import Text

SECTIONS = ("organisation", "answers")
_OF_ROW = re.compile(r"([a-z_]+)\[([^\[\]]+)\]\.(.+)")
_MOST_LISTED = 12
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


def of_row(key: str) -> tuple[str, str, str] | None:
    """`systems[crm].grade` → inventory, row id and column."""
    match = _OF_ROW.fullmatch(key)
    return (match[1], match[2], match[3]) if match else None


def instead(keys: Keys, key: str, known: Sequence[str]) -> Text | None:
    """What to write instead of a key that is not known where only `known` may stand."""
    home = _home(keys, key)
    return home if home is not None else also(*_of(key, known))


def instead_of_fact(keys: Keys, key: str) -> Text | None:
    """The same under `answers`, where any of hundreds of questions may be answered."""
    row = of_row(key)
    if row is not None:
        known = [f"{inventory}[{row[1]}].{field}" for inventory, names in keys.columns.items() for field in names]
    else:
        if (home := _home(keys, key)) is not None:
            return home
        known = list(keys.facts)
    return also(_ALL_QUESTIONS, suggestion(key, known))


def listed(known: Sequence[str]) -> Text:
    shown, rest = known[:_MOST_LISTED], known[_MOST_LISTED:]
    more = Text(f"……共 {len(known)} 个", f" … {len(known)} in all") if rest else Text("", "")
    return Text(f"可写：{'、'.join(shown)}{more.zh}", f"allowed: {', '.join(shown)}{more.en}")


def _of(key: str, known: Sequence[str]) -> tuple[Text | None, ...]:
    near = did_you_mean(nearest(key, known))
    return (near,) if near is not None and len(known) > _MOST_LISTED else (listed(known), near)


def _home(keys: Keys, key: str) -> Text | None:
    """Where a key belongs that stands in the wrong place or was written short; None when it is no key at all."""
    short = key.removeprefix("org.")
    row = of_row(key)
    if key in keys.facts or (row is not None and row[2] in keys.columns.get(row[0], ())):
        return Text("应写在 answers 下", "it belongs under answers")
    if short in keys.organisation:
        return Text(f"应写在 organisation 下，写作 {short}: …", f"it belongs under organisation, as {short}: …")
    if key in keys.columns or key in SECTIONS:
        return Text("应顶格写在最外层", "it belongs at the outermost level, not indented")
    inventory, bracket, column = key.rpartition("[].")
    inventories = [name for name, columns in keys.columns.items() if column in columns and inventory in ("", name)]
    if inventories:
        return Text(
            f"应写在 {'、'.join(inventories)} 的行里，写作 {column}: …；或在 answers 下写 {inventories[0]}[编号].{column}",
            f"it belongs in a row of {', '.join(inventories)}, as {column}: …, "
            f"or under answers as {inventories[0]}[ID].{column}",
        )
    return _in_full(keys, key)


def _in_full(keys: Keys, key: str) -> Text | None:
    """A domain without its question (`emergency`), or a question without its domain (`last_drill_on`)."""
    if first := next((fact for fact in keys.facts if fact.startswith(f"{key}.")), None):
        return Text(f"键要写全，如 {first}: …", f"keys are written in full, such as {first}: …")
    whole = [fact for fact in keys.facts if fact.endswith(f".{key}")]
    return did_you_mean(whole[0]) if len(whole) == 1 else None
