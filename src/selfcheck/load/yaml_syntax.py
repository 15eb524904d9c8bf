"""Turns the YAML parser's own syntax errors into words an officer can act on, at the place to mend."""

import re
from typing import NamedTuple

from yaml.error import MarkedYAMLError, YAMLError

from selfcheck.errors import Location, Problem
from selfcheck.load.quote import quote
from selfcheck.text import Text


class _Wording(NamedTuple):
    found: str
    """Searched for in the detail given by libyaml or by PyYAML's own parser; the first match counts."""
    what: Text
    allowed: Text
    at_start: bool = False
    """Whether the fix belongs where the broken construct begins, not where the parser gave up."""
    by_colon: bool = False
    """Whether a colon glued to its value (`key:value`) on this line or the last may be the cause."""


_TAB = _Wording(
    r"tab character|'\\t'",
    Text("此处的制表符（Tab）不能用于缩进", "a tab cannot be used for indentation"),
    Text("只能用空格缩进", "indent with spaces only"),
)
_COLON = (
    Text("键后的冒号写法有误", "the colon after the key is not written right"),
    Text("须为半角冒号加一个空格，如“name: 值”", 'must be ":" and a space, such as "name: value"'),
)
_KEY = Text("同级的键须左端对齐，写成“键: 值”", 'keys of one level start in one column, as "key: value"')
_CLOSED = Text("值的末尾须有同样的引号", "the value must end with the same quote")
_ITEM = Text("每一项另起一行，写成“- 值”，左端对齐", 'one "- value" a line, all starting in one column')
_QUOTED = Text("以特殊符号开头的文字须加引号", "text that starts with a special character must be quoted")

DIRECTIVE = re.compile(r"^%(?!YAML[ \t]+1\.[12][ \t\r]*$).*", re.MULTILINE)
"""A directive other than %YAML 1.1 and 1.2; the parsers let some of them pass."""
DIRECTIVE_REFUSED = (
    Text("不支持这条 % 指令", "this % directive is not supported"),
    Text("只能用 %YAML 1.1 或 %YAML 1.2", "only %YAML 1.1 and %YAML 1.2 are"),
)

_WORDINGS = (
    _TAB,
    _Wording("directive|incompatible YAML document", *DIRECTIVE_REFUSED, at_start=True),
    _Wording(
        "nesting depth",  # libyaml looks ahead and may find it before the reader does
        Text("嵌套过深", "nested too deep"),
        Text("须减少嵌套", "nest less"),
    ),
    _Wording(
        "cannot start any token",
        Text("值不能以此符号开头", "a value cannot start with this character"),
        _QUOTED,
    ),
    _Wording(
        "an alias|an anchor",
        Text("& 或 * 之后不是名称", "no name after & or *"),
        _QUOTED,
        at_start=True,
    ),
    _Wording("a tag|tag handle", Text("! 开头的标签有误", "a malformed ! tag"), _QUOTED, at_start=True),
    _Wording(
        "quoted scalar: .*(end of stream|document (indicator|separator))",
        Text("引号没有闭合", "this quote is never closed"),
        _CLOSED,
        at_start=True,
    ),
    _Wording(
        "escape character|hexa?decimal|Unicode character escape",
        Text("双引号内的反斜杠写法无效", "not a valid backslash escape inside double quotes"),
        Text(r"反斜杠本身须写成 \\，或改用单引号", r"write a backslash itself as \\, or use single quotes"),
    ),
    _Wording(
        r"flow sequence: .*expected ',' or '\]'",
        Text("方括号没有闭合，或项与项之间缺少逗号", "this bracket is never closed, or a comma is missing"),
        Text("写成 [甲, 乙]", "write [a, b]"),
        at_start=True,
    ),
    _Wording(
        "flow mapping: .*expected ',' or '}'",
        Text("花括号没有闭合，或项与项之间缺少逗号", "this brace is never closed, or a comma is missing"),
        Text("写成 {键: 值, 键: 值}", "write {key: value, key: value}"),
        at_start=True,
    ),
    _Wording(
        "block scalar",
        Text("| 或 > 之后的写法有误", "malformed text after | or >"),
        Text("| 或 > 之后须换行", "start a new line after | or >"),
    ),
    _Wording("node content", Text("此处缺少值", "a value is missing here"), _QUOTED),
    _Wording(
        "expected ':'",
        Text("此行缺少冒号", "this line lacks a colon"),
        _KEY,
        at_start=True,
        by_colon=True,
    ),
    _Wording(
        "mapping values are not allowed",
        Text("此处不应有冒号", "a colon is not expected here"),
        Text("缩进须一致；含“: ”的文字须加引号", 'indent evenly; quote text that holds ": "'),
        by_colon=True,
    ),
    _Wording("sequence entries", Text("此处不应有“-”项", 'a "-" item is not expected here'), _ITEM),
    _Wording("'-' indicator|block collection", Text("此处应为“-”项", 'a "-" item is expected here'), _ITEM),
    _Wording(
        "expected key|block mapping|mapping keys",
        Text("此处应为下一个键，缩进或前一个值有误", "a key is expected here: check the indentation"),
        _KEY,
    ),
    _Wording(
        "document start",
        Text("此处应为 --- 或文件结尾", 'expected "---" or the end of the file here'),
        Text("一个文件只能有一个 YAML 文档", "one file holds one YAML document"),
    ),
)
_CUT_SHORT = (
    Text("文件在此处中断", "the file breaks off here"),
    Text("须补全文件，闭合所有括号", "complete the file and close every bracket"),
)
_UNCLEAR = Text("须为合法的 YAML", "must be well-formed YAML")
_GLUED_COLON = re.compile(r"[ \t]*(?:- +)*[\w.-]+(?P<colon>：|:(?=[^\s/]))(?!.*:(?:\s|$))")


def explain(error: YAMLError, text: str, file: str) -> Problem:
    """The problem behind a syntax error of libyaml or of PyYAML's own parser, in both languages."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return Problem(Location(file), *_unclear(str(error)))
    mark = error.problem_mark
    # libyaml does not say which character cannot start a token; PyYAML's own parser does, this way
    detail = f"{error.context}: {error.problem} {text[mark.index : mark.index + 1]!r}"
    wording = next((wording for wording in _WORDINGS if re.search(wording.found, detail)), None)
    if wording and wording.by_colon and (problem := _glued_colon(text, mark.line, file)):
        return problem
    if wording and wording.at_start and error.context_mark is not None:
        mark = error.context_mark
    end = len(text.rstrip())
    if mark.index >= end:  # the parsers count on, past the last line
        return Problem(place(text, end, file), *_CUT_SHORT)
    what, allowed = (wording.what, wording.allowed) if wording else _unclear(str(error.problem))
    return Problem(Location(file, mark.line + 1, mark.column + 1), what, allowed)


def place(text: str, index: int, file: str) -> Location:
    """The line and column of the character at `index`."""
    return Location(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _glued_colon(text: str, near: int, file: str) -> Problem | None:
    lines = text.split("\n")
    for number in (near, near - 1):
        if 0 <= number < len(lines) and (match := _GLUED_COLON.match(lines[number])):
            return Problem(Location(file, number + 1, match.start("colon") + 1), *_COLON)
    return None


def _unclear(detail: str) -> tuple[Text, Text]:
    shown = quote(detail)
    return Text(f"YAML 语法错误（{shown}）", f"YAML syntax error ({shown})"), _UNCLEAR
