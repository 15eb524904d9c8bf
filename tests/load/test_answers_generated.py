"""What holds of any answers file over the shipped questions: fitting answers are read, anything else is refused."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.errors import SelfcheckError
from selfcheck.load import content as source
from selfcheck.load.answers import read
from selfcheck.load.values import NOT_APPLICABLE, says_nothing, word
from selfcheck.model.answers import Answer, Answers
from selfcheck.model.content import Question

SHIPPED = source.load(source.bundled(), "0")
DIGEST = "0a" * 32


_WORD = re.compile(r"[a-z][a-z-]*|[一-鿿]+")


def answers_of(text: str) -> Answers:
    return read(text, "a.yaml", SHIPPED)


@dataclass(frozen=True, slots=True)
class Written:
    """An answers file as plain data: what goes under organisation, into each inventory's rows, under answers."""

    organisation: dict[str, Any]
    rows: dict[str, list[dict[str, Any]]]
    answers: dict[str, Any]

    def containers(self) -> Iterator[dict[str, Any]]:
        yield self.organisation
        for entries in self.rows.values():
            yield from entries
        yield self.answers

    def yaml(self) -> str:
        lines = ["selfcheck: answers/1", "organisation:", *_block(self.organisation)]
        for name, entries in self.rows.items():
            lines += [f"{name}:", *(f"  - {_flow(row)}" for row in entries)] if entries else [f"{name}: []"]
        lines += ["answers:", *_block(self.answers)] if self.answers else ["answers: {}"]
        return "\n".join(lines) + "\n"


def _block(mapping: dict[str, Any]) -> list[str]:
    return [f"  {key}: {_flow(value)}" for key, value in mapping.items()]


def _flow(value: Any) -> str:
    """One line of YAML: dates plain, text in double quotes unless it is a word nobody could mistake."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(entry)}" for key, entry in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case date():
            return value.isoformat()
        case str() if _WORD.fullmatch(value) and value not in ("null", "true", "false"):
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)


TEXTS = st.text(
    st.characters(categories=["L", "N", "P", "S"], exclude_characters="\u202a\u2066"), min_size=1, max_size=12
).filter(lambda text: not says_nothing(text) and word(text) not in NOT_APPLICABLE)
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
PAPERS = st.lists(
    TEXTS | st.fixed_dictionaries({"file": TEXTS}, optional={"valid_until": DAYS, "sha256": st.just(DIGEST)}),
    max_size=2,
)


def fitting(question: Question) -> st.SearchStrategy[Any]:
    """Values people write that answer a question."""
    choices = [name for choice in question.choices for name in (choice.value, choice.label.zh, choice.label.en)]
    picked = st.lists(
        st.sampled_from([choice for choice in question.choices if choice.value != "none"] or [None]),
        min_size=1,
        max_size=3,
        unique=True,
    )
    by_type: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "bool": lambda: st.booleans() | st.sampled_from(["是", "否", "部分", "yes", "no", "　是"]),
        "date": lambda: DAYS | DAYS.map(date.isoformat) | st.sampled_from(["从未", "never"]),
        "number": lambda: st.integers(0, 10**18 - 1) | st.floats(0, 1e9),
        "ratio": lambda: st.floats(0, 1) | st.integers(0, 100).map(lambda share: f"{share}%"),
        "choice": lambda: st.sampled_from(choices),
        "multi": lambda: st.sampled_from(choices) | picked.map(lambda some: [choice.value for choice in some]),
        "text": lambda: TEXTS,
        "list": lambda: TEXTS | st.lists(TEXTS, max_size=3),
    }
    return by_type[question.type]()


def answer_to(question: Question) -> st.SearchStrategy[Any]:
    """A bare value or the full form; who the organisation is cannot be declared not applicable."""
    details = {"evidence": PAPERS, "note": TEXTS, "owner": TEXTS, "reviewed_on": DAYS}
    value = fitting(question)
    forms = value | st.fixed_dictionaries({"value": value}, optional=details)
    if question.of_profile:
        return forms
    return forms | st.fixed_dictionaries({"not_applicable": st.just("没有这类业务")}, optional=details)


def some(questions: dict[str, Question], at_most: int) -> st.SearchStrategy[dict[str, Any]]:
    chosen = st.lists(st.sampled_from(sorted(questions)), max_size=at_most, unique=True)
    return chosen.flatmap(lambda keys: st.fixed_dictionaries({key: answer_to(questions[key]) for key in keys}))


ORGANISATION = {key[4:]: q for key, q in SHIPPED.questions.items() if key.startswith("org.")}
FACTS = {key: q for key, q in SHIPPED.questions.items() if q.inventory is None and not key.startswith("org.")}
COLUMNS = {
    name: {q.field: q for q in SHIPPED.questions.values() if q.inventory == name} for name in SHIPPED.inventories
}


@st.composite
def files(draw: st.DrawFn) -> Written:
    organisation = {"name": draw(TEXTS), **draw(some(ORGANISATION, 4))}
    facts = draw(some(FACTS, 5))
    inventories: dict[str, list[dict[str, Any]]] = {}
    for name in draw(st.lists(st.sampled_from(sorted(COLUMNS)), max_size=2, unique=True)):
        inventories[name] = []
        for number in range(draw(st.integers(0, 2))):
            row = draw(some(COLUMNS[name], 4))
            beside = draw(some(COLUMNS[name], 2))
            facts |= {f"{name}[r{number}].{key}": value for key, value in beside.items() if key not in row}
            inventories[name].append({"id": f"r{number}", **row})
    return Written(organisation, inventories, facts)


def located(read_: Answers) -> Iterator[tuple[str, Answer]]:
    for key, answer in read_.facts.items():
        yield key.removeprefix("org."), answer
    for name, entries in read_.inventories.items():
        for row in entries:
            for column, answer in row.answers.items():
                in_row = answer.location.line == row.location.line
                yield column if in_row else f"{name}[{row.id}].{column}", answer


@settings(deadline=None)
@given(files())
def test_any_file_of_fitting_answers_is_read_and_every_answer_knows_its_place(written: Written) -> None:
    text = written.yaml()
    read_ = answers_of(text)
    lines = text.splitlines()
    places = [(key, answer.location) for key, answer in located(read_)]
    for key, place in places:
        assert lines[place.line - 1][place.column - 1 :].startswith(f"{key}: ")
    assert len(places) == sum(len(set(part) - {"id", "name"}) for part in written.containers())
    assert len({place for _, place in places}) == len(places)


WRONG: dict[str, list[Any]] = {
    "bool": [3, "有", date(2026, 4, 10), "从未"],
    "date": [3, True, "2026/4/10", "2026-02-30", "是"],
    "number": ["3", True, date(2026, 4, 10), -1, "三"],
    "ratio": [1.5, -0.1, True, "0.8", "101%", date(2026, 4, 10)],
    "choice": [3, True, "zzz", ["zzz"], date(2026, 4, 10)],
    "multi": [3, True, "zzz", ["zzz"], [3], []],
    "text": [3, True, "/", date(2026, 4, 10)],
    "list": [3, True, ["甲", 3], [["甲"]]],
}
WRONG_OF_ANY_TYPE: list[Any] = [None, {}, [None], [[]], {"zzz": 1}, {"value": None}, {"value": {"value": 1}}]


def questions_of(written: Written) -> list[tuple[dict[str, Any], str, Question]]:
    """Every answer of the file: where it stands, its key there, its question."""
    found = [(written.organisation, key, ORGANISATION[key]) for key in written.organisation if key != "name"]
    for name, entries in written.rows.items():
        found += [(row, key, COLUMNS[name][key]) for row in entries for key in row if key != "id"]
    for key in written.answers:
        name, bracket, rest = key.partition("[")
        found.append((written.answers, key, COLUMNS[name][rest.partition("].")[2]] if bracket else FACTS[key]))
    return found


@settings(deadline=None)
@given(files(), st.data())
def test_an_answer_of_the_wrong_type_is_always_refused_at_its_line(written: Written, data: st.DataObject) -> None:
    written.answers["grading.ungraded_units"] = 3
    container, key, question = data.draw(st.sampled_from(questions_of(written)))
    wrong = WRONG[question.type] if data.draw(st.booleans()) else WRONG_OF_ANY_TYPE
    container[key] = data.draw(st.sampled_from(wrong))
    text = written.yaml()
    with pytest.raises(SelfcheckError) as error:
        answers_of(text)
    lines = text.splitlines()
    assert error.value.problems
    for problem in error.value.problems:
        assert f"{key}: " in lines[problem.location.line - 1]
        assert problem.what.zh and problem.allowed is not None


@settings(deadline=None)
@given(files(), st.data())
def test_a_key_that_is_not_known_is_always_refused_at_its_place(written: Written, data: st.DataObject) -> None:
    container = data.draw(st.sampled_from(list(written.containers())))
    key = data.draw(st.sampled_from(["zzz", "a.b", "systems[r0].zzz", "sector", "valeu", "grading"]))
    container[f'"{key}"'] = 1
    text = written.yaml()
    with pytest.raises(SelfcheckError) as error:
        answers_of(text)
    (problem,) = error.value.problems
    line = text.splitlines()[problem.location.line - 1]
    assert line[problem.location.column - 1 :].startswith(f'"{key}": 1')
    assert problem.allowed is not None


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | DAYS | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["value", "evidence", "file", "id", "name", "sectors", "not_applicable", "sha256"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
KEYS = st.sampled_from(["selfcheck", "organisation", "systems", "sites", "answers", "zzz"])


@settings(deadline=None)
@given(st.dictionaries(KEYS, JUNK, max_size=5), st.booleans())
def test_any_document_at_all_is_read_or_refused(document: dict[str, Any], versioned: bool) -> None:
    if versioned:
        document["selfcheck"] = "answers/1"
    text = "".join(f"{key}: {_flow(value)}\n" for key, value in document.items())
    try:
        answers_of(text)
    except SelfcheckError as error:
        assert all(problem.what.zh and problem.what.en for problem in error.problems)
