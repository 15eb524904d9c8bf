"""A syntax error is told in the reader's language, where the mending has to be done."""

import re

import pytest
from yaml._yaml import CParser
from yaml.error import YAMLError
from yaml.events import StreamEndEvent
from yaml.loader import BaseLoader
from yaml.reader import ReaderError

from selfcheck.errors import Problem
from selfcheck.load.yaml_syntax import explain

Parser = type[CParser] | type[BaseLoader]


def explained(text: str, parser: Parser) -> Problem:
    with pytest.raises(YAMLError) as error:
        events = parser(text)
        while not isinstance(events.get_event(), StreamEndEvent):
            pass
    return explain(error.value, text, "a.yaml")


CASES = [
    ("a:\n\tb: 1", 2, 1, "制表符", "tab"),
    ("a: 1\n\tb: 2", 2, 1, "制表符", "tab"),
    ("a: |\n\tx", 2, 1, "制表符", "tab"),
    ("%YAML 2.0\n---\na: 1", 1, 1, "指令", "directive"),
    ("a: @x", 1, 4, "此符号开头", "cannot start with this character"),
    ("a: `x`", 1, 4, "此符号开头", "cannot start with this character"),
    ("a: %x", 1, 4, "此符号开头", "cannot start with this character"),
    ("a: *重要*", 1, 4, "不是名称", "no name after"),
    ("a: &", 1, 4, "不是名称", "no name after"),
    ("a: !x!y z", 1, 4, "标签", "tag"),
    ("a: !<x", 1, 4, "标签", "tag"),
    ("a: 'x\nb: 1\n", 1, 4, "引号没有闭合", "quote is never closed"),
    ('a: "x\n---\n"', 1, 4, "引号没有闭合", "quote is never closed"),
    ("a: [1, 2\nb: 3\n", 1, 4, "方括号没有闭合", "bracket is never closed"),
    ("a:\n  - [1, 2", 2, 5, "方括号没有闭合", "bracket is never closed"),
    ("a: {b: 1\nc: 3\n", 1, 4, "花括号没有闭合", "brace is never closed"),
    ("a: |x\n  b", 1, 5, "| 或 >", "after | or >"),
    ("a: |0\n  b", 1, 5, "| 或 >", "after | or >"),
    ("a: [1,,2]", 1, 7, "缺少值", "value is missing"),
    ("a: }", 1, 4, "缺少值", "value is missing"),
    ("a: 1\nbcd\ne: 2\n", 2, 1, "缺少冒号", "lacks a colon"),
    ("a: 1\n  b: 2\n", 2, 4, "不应有冒号", "colon is not expected"),
    ("a: b: c", 1, 5, "不应有冒号", "colon is not expected"),
    ("a: - b", 1, 4, "不应有“-”", '"-" item is not expected'),
    ("a:\n  - b\n  c: 1", 3, 3, "应为“-”", '"-" item is expected'),
    ("a:\n  b: 1\n c: 2", 3, 2, "应为下一个键", "key is expected"),
    ("a: 'x'y", 1, 7, "应为下一个键", "key is expected"),
    ("%YAML 1.2\na: 1", 2, 1, "文件结尾", "end of the file"),
    ("a: [", 1, 5, "中断", "breaks off"),
    ("a:\n  b: {c: 1,\n\n", 2, 12, "中断", "breaks off"),
    ("%YAML 1.2\n", 1, 10, "中断", "breaks off"),
    ("a: 1\nb：2\n", 2, 2, "冒号写法", "colon after the key"),
    ("a：1\nb: 2\n", 1, 2, "冒号写法", "colon after the key"),
    ("a: 1\nb:2\nc: 3\n", 2, 2, "冒号写法", "colon after the key"),
    ("a:\n  - id:1\n    b: 2\n", 2, 7, "冒号写法", "colon after the key"),
    ("a: 1\nhttp://x\nb: 2\n", 2, 1, "缺少冒号", "lacks a colon"),
]


@pytest.mark.parametrize("parser", [CParser, BaseLoader])
@pytest.mark.parametrize(("text", "line", "column", "zh", "en"), CASES)
def test_an_error_is_explained_in_both_languages_at_its_place(
    text: str, line: int, column: int, zh: str, en: str, parser: Parser
) -> None:
    problem = explained(text, parser)
    assert zh in problem.what.zh
    assert en in problem.what.en
    assert str(problem.location) == f"a.yaml:{line}:{column}"
    assert problem.allowed is not None
    assert not re.search("[a-z]{4}", problem.what.zh + problem.allowed.zh.replace("name: ", ""))


@pytest.mark.parametrize("parser", [CParser, BaseLoader])
@pytest.mark.parametrize("text", [r'a: "C:\路径"', r'a: "\xZZ"', r'a: "\u12"'])
def test_a_backslash_that_is_no_escape_says_how_to_write_one(text: str, parser: Parser) -> None:
    problem = explained(text, parser)
    assert "反斜杠" in problem.what.zh
    assert r"\\" in str(problem.allowed)
    assert problem.location.line == 1


def test_an_unknown_error_keeps_the_parsers_words_inert() -> None:
    problem = explain(YAMLError("\x1b[2J new kind"), "a: 1", "a.yaml")
    assert problem.line("zh") == r'a.yaml: YAML 语法错误（"\x1b[2J new kind"）；须为合法的 YAML'


def test_an_error_without_a_line_is_placed_at_the_file() -> None:
    error = ReaderError("x", 3, 0x41, "utf-8", "invalid")
    assert str(explain(error, "a: 1", "a.yaml").location) == "a.yaml"
