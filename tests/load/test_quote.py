"""A value shown in a message stays on its line, short, and cannot drive the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.load.quote import quote


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("演练 plan", '"演练 plan"'),
        ("", '""'),
        ("\x1b[2J\x07", r'"\x1b[2J\x07"'),
        ("a\r\n::error::b\t", r'"a\r\n::error::b\t"'),
        ("\u202e\u200b\u2028\x9b\x7f", r'"\u202e\u200b\u2028\x9b\x7f"'),
        ("\ud800", r'"\ud800"'),
        ('say "\\"', r'"say \"\\\""'),
    ],
)
def test_what_does_not_print_is_written_as_an_escape(value: str, shown: str) -> None:
    assert quote(value) == shown


def test_sixty_characters_are_shown_whole_and_the_sixty_first_is_cut() -> None:
    assert quote("x" * 60) == '"' + "x" * 60 + '"'
    assert quote("x" * 61) == '"' + "x" * 60 + '…"'


@given(st.text(st.characters(exclude_categories=())))
def test_any_value_becomes_one_short_printable_line(value: str) -> None:
    assert quote(value).isprintable()
    assert len(quote(value)) <= 63
