"""What each operator accepts and refuses, as a table (cases/operators.yaml), and what holds of all of them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.model.rule import type_names
from selfcheck.operators import OPERATORS

TABLE = yaml.safe_load((Path(__file__).parent / "cases" / "operators.yaml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 24)


def frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def cases() -> Iterator[Any]:
    for name, rows in TABLE.items():
        for row in rows:
            on = row.get("as_of", TODAY)
            shown = f"{name}: {row['answer']} against {row['expected']} on {on}"
            yield pytest.param(name, frozen(row["answer"]), frozen(row["expected"]), on, row["holds"], id=shown)


@pytest.mark.parametrize(("name", "answer", "expected", "on", "holds"), list(cases()))
def test_the_table_of_cases(name: str, answer: Any, expected: Any, on: date, holds: bool) -> None:
    assert OPERATORS[name].test(answer, expected, on) is holds


def test_every_operator_has_a_case_of_each_outcome() -> None:
    assert TABLE.keys() == OPERATORS.keys()
    assert all({row["holds"] for row in rows} == {True, False} for rows in TABLE.values())


def test_every_operator_is_documented_and_reads_known_types() -> None:
    for name, operator in OPERATORS.items():
        assert operator.name == name
        assert operator.test.__doc__
        assert operator.types
        assert operator.types <= set(type_names)
        assert operator.expects in {"value", "choices", "flag", "number", "count"}


def test_the_wording_has_a_slot_exactly_where_a_value_is_shown() -> None:
    for operator in OPERATORS.values():
        for text in (operator.phrase, operator.opposite):
            slots = 0 if operator.expects == "flag" else 1
            assert (text.zh.count("{}"), text.en.count("{}")) == (slots, slots)


@given(st.dates(max_value=date(9998, 12, 31)), st.integers(1, 2_000_000), st.integers(0, 2_000_000))
def test_a_future_date_is_never_within_a_period(today: date, ahead: int, period: int) -> None:
    future = date.fromordinal(min(today.toordinal() + ahead, date.max.toordinal()))
    assert OPERATORS["within_months"].test(future, period, today) is False
    assert OPERATORS["within_days"].test(future, period, today) is False


@given(st.dates(), st.dates(), st.integers(0, 2_000), st.integers(0, 2_000))
def test_a_longer_period_never_holds_less(answer: date, today: date, period: int, more: int) -> None:
    for name in ("within_months", "within_days"):
        test = OPERATORS[name].test
        assert test(answer, period, today) <= test(answer, period + more, today)
