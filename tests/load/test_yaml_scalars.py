"""A plain scalar is a number or a date only when it can be nothing else."""

import calendar
import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.load.yaml_scalars import ScalarError, numeric


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-0", 0),
        ("+7", 7),
        ("-12", -12),
        ("9" * 18, 10**18 - 1),
        ("1.5", 1.5),
        ("-.5", -0.5),
        ("+2.", 2.0),
        ("0.80", 0.8),
        ("1e3", 1000.0),
        ("1E-2", 0.01),
        ("2.5e+1", 25.0),
        ("2024-02-29", date(2024, 2, 29)),
        ("2000-02-29", date(2000, 2, 29)),
        ("9999-12-31", date(9999, 12, 31)),
    ],
)
def test_a_number_or_a_date_is_read_as_one(text: str, value: int | float | date) -> None:
    assert numeric(text) == value
    assert type(numeric(text)) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "010",
            "00",
            "-01",
            "01.5",
            "1_000",
            "0x1F",
            "0o17",
            "0b1",
            "1e",
            ".",
            "-",
            "+",
            "-e1",
            "1.2.3",
            "1,000",
        ),
        *("12:30:00", "12:30", "2026-1-2", "2026-01-02T03:04:05", "2026-01-02 03:04:05"),
        *(".inf", "-.inf", ".nan", "１２", "٣", "2026-01-０２", "1.5%", "3级", "--", "+86-10", "1\n"),
    ],
)
def test_everything_else_stays_the_text_it_is(text: str) -> None:
    assert numeric(text) == text


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("2026-02-30", "the last day of 2026-02 is 28"),
        ("2024-02-30", "the last day of 2024-02 is 29"),
        ("1900-02-29", "the last day of 1900-02 is 28"),
        ("2100-02-29", "the last day of 2100-02 is 28"),
        ("2026-04-31", "the last day of 2026-04 is 30"),
        ("2026-01-00", "the last day of 2026-01 is 31"),
        ("2026-13-01", "the month must be 01 to 12"),
        ("2026-00-10", "the month must be 01 to 12"),
        ("0000-01-01", "the year must be 0001 to 9999"),
    ],
)
def test_a_date_the_calendar_lacks_names_what_it_has(text: str, allowed: str) -> None:
    with pytest.raises(ScalarError) as error:
        numeric(text)
    assert text in error.value.what.en
    assert text in error.value.what.zh
    assert error.value.allowed.en == allowed


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31))
def test_a_date_is_read_exactly_when_the_month_has_that_day(year: int, month: int, day: int) -> None:
    text = f"{year:04d}-{month:02d}-{day:02d}"
    if day <= calendar.monthrange(year, month)[1]:
        assert numeric(text) == date(year, month, day)
    else:
        with pytest.raises(ScalarError):
            numeric(text)


@pytest.mark.parametrize("text", ["1" * 19, "-" + "9" * 19, "+1000000000000000000", "9" * 100_000])
def test_an_integer_of_more_than_18_digits_is_refused(text: str) -> None:
    with pytest.raises(ScalarError) as error:
        numeric(text)
    assert "too large" in error.value.what.en
    assert len(error.value.what.en) < 100


@pytest.mark.parametrize("text", ["1e999", "-1e999", "9" * 400 + ".0"])
def test_a_float_beyond_the_largest_is_refused_and_never_infinite(text: str) -> None:
    with pytest.raises(ScalarError):
        numeric(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_float_is_read_back_exactly(number: float) -> None:
    read = numeric(repr(number))
    assert isinstance(read, float)
    assert read == number
    assert math.copysign(1, read) == math.copysign(1, number)
