"""Text on a terminal: columns of mixed Chinese and Latin text, wrapping, and nothing a terminal would act on."""

from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from selfcheck.render._layout import cut, inert, pad, table, width, wrap

CLOSING = "，。；：？！、）》」』】〕％"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Reports are made of these; `printable` is anything inert lets through.
PROSE = st.text(st.sampled_from("ab1-/ 系统网络，。；（）《》：“”、…😀é"), max_size=60)
PRINTABLE = st.text(max_size=60).map(inert)
COLUMNS = st.integers(4, 40)

# --- width ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc 123", 7),
        ("网络", 4),
        ("网络 a，", 8),
        ("ＡＢ％", 6),  # full-width Latin
        ("ｱｲ", 2),  # half-width katakana
        ("한글", 4),
        ("𠮷", 2),  # outside the first plane
        ("😀", 2),
        ("é", 1),  # composed
        ("e\u0301", 1),  # with a combining accent
        ("न\u0940", 2),  # a vowel sign that takes room
        ("\u0e01\u0e34", 1),  # one that does not
        ("か\u3099", 2),  # a combining voicing mark, which counts among the wide characters
        ("①", 1),
        ("—", 1),
    ],
)
def test_wide_characters_take_two_columns_and_combining_marks_none(text: str, columns: int) -> None:
    assert width(text) == columns


@given(st.text(), st.text())
def test_widths_add_up(a: str, b: str) -> None:
    assert width(a + b) == width(a) + width(b)


# --- padding and cutting --------------------------------------------------------------------------------------


@given(PRINTABLE, st.integers(0, 80), st.booleans())
def test_padding_fills_up_to_the_columns_and_never_cuts(text: str, columns: int, right: bool) -> None:
    padded = pad(text, columns, right=right)
    assert width(padded) == max(columns, width(text))
    assert padded.endswith(text) if right else padded.startswith(text)


@given(PRINTABLE, st.integers(1, 40))
def test_a_cut_text_fits_and_says_that_it_is_cut(text: str, columns: int) -> None:
    shown = cut(text, columns)
    assert width(shown) <= columns
    assert shown == text or (shown[-1] == "…" and text.startswith(shown[:-1]))
    assert (shown == text) is (width(text) <= columns)


@pytest.mark.parametrize(
    ("columns", "shown"), [(8, "网络安全"), (7, "网络安…"), (6, "网络…"), (5, "网络…"), (2, "…"), (1, "…")]
)
def test_a_wide_character_is_never_cut_in_half(columns: int, shown: str) -> None:
    assert cut("网络安全", columns) == shown


# --- wrapping -------------------------------------------------------------------------------------------------


@given(PROSE | PRINTABLE, COLUMNS)
@example("依据《网络安全法》）。", 18)
def test_no_line_is_wider_than_the_columns(text: str, columns: int) -> None:
    assert all(width(line) <= columns for line in wrap(text, columns))


@given(PROSE | PRINTABLE, COLUMNS)
def test_wrapping_loses_nothing_but_spaces(text: str, columns: int) -> None:
    assert "".join(wrap(text, columns)).replace(" ", "") == text.replace(" ", "")


@given(PROSE, COLUMNS)
@example("系统系统  ab", 10)
def test_lines_begin_and_end_with_something_to_read(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert len(lines) >= 1
    assert all(line == line.rstrip() for line in lines)
    assert all(not line.startswith(" ") and line for line in lines[1:])


@given(
    st.lists(st.sampled_from(["系", "统", "系，", "统。", "系）", "a；"]), max_size=30).map("".join), st.integers(8, 40)
)
def test_a_closing_mark_stays_with_what_it_closes(text: str, columns: int) -> None:
    # What becomes of a run of marks, as in 》）。, is left open here.
    assert all(line[0] not in CLOSING for line in wrap(text, columns)[1:])


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 20, [""]),
        ("应在评估日前十二个月内。", 12, ["应在评估日", "前十二个月", "内。"]),
        ("应当（按规定）备案", 9, ["应当", "（按规", "定）备", "案"]),  # the bracket goes with what it opens
        ("abcdef“ghi”", 11, ["abcdef", "“ghi”"]),
        ("the quick brown fox", 12, ["the quick", "brown fox"]),
        ("a" * 25, 12, ["aaaaaaaaa", "aaaaaaaaa", "aaaaaaa"]),
        ("系统 crm 已备案", 12, ["系统 crm", "已备案"]),
    ],
)
def test_lines_break_between_words_and_chinese_characters(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


# --- inertness ------------------------------------------------------------------------------------------------


@given(st.text() | st.text(st.sampled_from("ab\x1b\r\n\t\x00\x7f\x9b\u2028\u2029\ufeff\ud800系" + BIDI)))
def test_inert_text_is_one_line_without_anything_a_terminal_acts_on(text: str) -> None:
    shown = inert(text)
    assert not [c for c in shown if category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")]
    assert len(shown.splitlines()) <= 1
    assert inert(shown) == shown


@given(st.text(st.sampled_from("ab 1系统，。（）😀é\u0301*|<>&`[]")))
def test_what_people_write_is_left_alone(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m红\x1b[0m", "\\x1b[31m红\\x1b[0m"),
        ("甲\n乙\t丙\r丁\u3000戊", "甲 乙 丙 丁 戊"),
        ("abc\u202edcb", "abc\\x202edcb"),  # right-to-left override
        ("\u2067x\u2069", "\\x2067x\\x2069"),
        ("a\x00\x07\x08b", "a\\x00\\x07\\x08b"),
        ("\x9b31m", "\\x9b31m"),  # the one-byte form of an escape sequence
        ("\x1b]8;;http://x\x07链接", "\\x1b]8;;http://x\\x07链接"),
        ("\ufeffa\u200b", "\\xfeffa\\x200b"),
    ],
)
def test_what_a_terminal_would_act_on_is_written_out(text: str, shown: str) -> None:
    assert inert(text) == shown


# --- tables ---------------------------------------------------------------------------------------------------


def test_table_columns_line_up_in_mixed_text() -> None:
    lines = table(("编号", "name", "问题"), [("A-1", "系统", "甲"), ("B-100", "x", "乙\x1b[0m")])
    assert lines == [
        "编号   name  问题",
        "A-1    系统  甲",
        "B-100  x     乙\\x1b[0m",
    ]


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_every_row_of_a_table_is_one_line_with_its_columns_at_one_place(rows: list[tuple[str, ...]]) -> None:
    lines = table(("a", "b"), rows)
    start = 2 + max([1, *(width(inert(row[0])) for row in rows)])
    assert len(lines) == len(rows) + 1
    assert all(width(line) == start + width(inert(row[1])) for line, row in zip(lines[1:], rows, strict=True))
