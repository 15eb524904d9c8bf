"""Reads one strict YAML document in one pass over parser events, keeping where every key and value stands."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load.quote import quote
from selfcheck.load.yaml_characters import HIDDEN, hidden_in_value, refused
from selfcheck.load.yaml_scalars import CONSTANTS, NUMERIC_STARTS, ScalarError, numeric
from selfcheck.load.yaml_syntax import DIRECTIVE, DIRECTIVE_REFUSED, explain, place
from selfcheck.text import Text

try:
    from yaml._yaml import CParser as Parser
except ImportError:  # PyYAML built without libyaml: the same events, several times slower
    from yaml.loader import BaseLoader as Parser  # type: ignore[assignment]  # only get_event() is used

Value: TypeAlias = "bool | int | float | str | date | list[Value] | dict[str, Value] | None"
Container: TypeAlias = "list[Value] | dict[str, Value]"
_Event: TypeAlias = Any  # the stubs call every mark optional, which the parsers never leave out
_Mark: TypeAlias = Any  # line and column from 0; libyaml's or PyYAML's own
_Entries: TypeAlias = dict[str | int, tuple[_Mark, _Mark]]  # of each key, and of its value
_Places: TypeAlias = dict[int, tuple[Container, _Mark, _Entries]]  # by id(), so the container must stay alive

MOST_PROBLEMS = 100
"""Reading stops here: a hostile file must not buy a megabyte of messages."""

_KEYS_ALLOWED = Text(
    "键须为文字；数字、日期等作键时须加引号",
    "a key must be text; quote a number or a date used as a key",
)
_KEYS_ONCE = Text("每个键只能出现一次", "each key may appear once")
_NO_MERGING = Text("不支持合并，须把内容写全", "merging is not supported, write the content out")
_NO_TAGS = Text(
    "不支持标签；以 ! 开头的文字须加引号",
    "tags are not supported; quote text that starts with !",
)
_NO_ANCHORS = Text(
    "不支持锚点与别名，须把内容写全；以 & 或 * 开头的文字须加引号",
    "anchors and aliases are not supported, write the content out; quote text that starts with & or *",
)
_ROOT_ALLOWED = Text(
    "须由“键: 值”组成，冒号为半角，后面留一个空格",
    'must be made of "key: value" entries, with a space after the colon',
)


class Document:
    """One YAML document: its plain `value`, its `file`, and the place of every key, item and value in it."""

    __slots__ = ("_places", "file", "value")

    def __init__(self, value: dict[str, Value], file: str, places: _Places) -> None:
        self.value = value
        self.file = file
        self._places = places

    def where(self, container: Container, key: str | int | None = None) -> Location:
        """Where a key of a mapping, or an item of a list, starts; without `key`, where the container starts.

        A key that is not there gives the start of its container; a container of another document, the file.
        """
        return self._location(container, key, 0)

    def where_value(self, container: Container, key: str | int) -> Location:
        """Where the value under a key, or an item of a list, starts; what is not there as in `where`."""
        return self._location(container, key, 1)

    def _location(self, container: Container, key: str | int | None, which: int) -> Location:
        if id(container) not in self._places:
            return Location(self.file)
        _, mark, entries = self._places[id(container)]
        if key in entries:
            mark = entries[key][which]
        return Location(self.file, mark.line + 1, mark.column + 1)


def parse(text: str, file: str, *, max_depth: int = 40) -> Document:
    """The one YAML document in `text`, which must be a mapping at its root; `file` is its name in messages.

    Raises SelfcheckError with every problem found; only a syntax error, nesting deeper than `max_depth`
    (at most a few hundred: the reader recurses) and the hundredth problem end the reading early.
    """
    reader = _Reader(text.removeprefix("\ufeff"), file, max_depth)
    value: Value = None
    try:
        value = reader.document()
    except YAMLError as error:
        reader.problems.append(explain(error, reader.text, file))
    except _StopReading:
        pass
    if reader.problems or not isinstance(value, dict):
        raise SelfcheckError(reader.problems)
    return Document(value, file, reader.places)


def _events(text: str) -> Callable[[], _Event]:
    return Parser(text).get_event


class _StopReading(Exception):
    """What follows cannot be read, or is not worth it; the problems say why."""


class _Reader:
    """Builds plain values from parser events; a problem is noted, and a stand-in lets the reading go on."""

    __slots__ = ("file", "max_depth", "next_event", "places", "problems", "text")
    next_event: Callable[[], _Event]

    def __init__(self, text: str, file: str, max_depth: int) -> None:
        self.file = file
        self.max_depth = max_depth
        self.places: _Places = {}
        self.problems: list[Problem] = []
        self.text = text

    def document(self) -> Value:
        self.check_characters()
        self.next_event = _events(self.text)
        self.next_event()  # the start of the stream
        start = self.next_event()
        if type(start) is StreamEndEvent:
            self.report(None, *_not_a_mapping(None))
            return None
        if start.explicit:
            self.check_directives(start.end_mark.index)
        event = self.next_event()
        value = self.value(event, 1)
        self.next_event()  # the end of the document
        end = self.next_event()
        if type(value) is not dict and type(event) is not AliasEvent:
            # An empty document begins, for the parser, on the line after `---`, which may not be there.
            mark = event.start_mark
            empty = type(event) is ScalarEvent and mark is not None and mark.index >= len(self.text)
            self.report(start.start_mark if empty else mark, *_not_a_mapping(value))
        if type(end) is not StreamEndEvent:
            what = Text("此处开始了第二个 YAML 文档", "a second YAML document starts here")
            self.report(end.start_mark, what, Text("一个文件只能有一个文档", "one file holds one document"))
        return value

    def value(self, event: _Event, depth: int) -> Value:
        kind = type(event)
        if kind is ScalarEvent:
            if event.tag is None and event.anchor is None:
                text: str = event.value
                if event.style:  # quoted, or a block of text
                    if text.isprintable():
                        return text
                elif text in CONSTANTS:
                    return CONSTANTS[text]
                elif text[0] not in NUMERIC_STARTS:
                    return text
            return self.scalar(event)
        if kind is MappingStartEvent:
            return self.mapping(event, depth)
        if kind is SequenceStartEvent:
            return self.sequence(event, depth)
        shown = quote(f"*{event.anchor}")
        self.report(event.start_mark, Text(f"别名 {shown}", f"alias {shown}"), _NO_ANCHORS)
        return None

    def mapping(self, start: _Event, depth: int) -> dict[str, Value]:
        self.check_start(start, depth)
        found: dict[str, Value] = {}
        entries: _Entries = {}
        self.places[id(found)] = (found, start.start_mark, entries)
        next_event = self.next_event
        while type(key_event := next_event()) is not MappingEndEvent:
            key = self.key(key_event, entries, depth)
            value_event = next_event()
            value = self.value(value_event, depth + 1)
            if key is not None:
                found[key] = value
                entries[key] = (key_event.start_mark, value_event.start_mark)
        return found

    def key(self, event: _Event, entries: _Entries, depth: int) -> str | None:
        key = self.value(event, depth + 1)
        if isinstance(key, str) and key not in entries and (key != "<<" or event.style):
            return key
        self.report_key(event, key, entries)
        return None

    def sequence(self, start: _Event, depth: int) -> list[Value]:
        self.check_start(start, depth)
        found: list[Value] = []
        entries: _Entries = {}
        self.places[id(found)] = (found, start.start_mark, entries)
        next_event = self.next_event
        while type(event := next_event()) is not SequenceEndEvent:
            entries[len(found)] = (event.start_mark, event.start_mark)
            found.append(self.value(event, depth + 1))
        return found

    def scalar(self, event: _Event) -> Value:
        """The scalars that need a closer look: numbers, dates, text over several lines, tags and anchors."""
        self.check_tag_and_anchor(event)
        text: str = event.value
        if event.style:
            if hidden := hidden_in_value(text):
                self.report(event.start_mark, *refused(hidden))
            return text
        if event.tag is not None:
            return text
        try:
            return CONSTANTS[text] if text in CONSTANTS else numeric(text)
        except ScalarError as error:
            self.report(event.start_mark, error.what, error.allowed)
            return text

    def report_key(self, event: _Event, key: Value, entries: _Entries) -> None:
        if type(event) is AliasEvent:
            return  # reported already
        if not isinstance(key, str):
            kind = _kind(key)
            self.report(event.start_mark, Text(f"键是{kind.zh}", f"this key is {kind.en}"), _KEYS_ALLOWED)
        elif key in entries:
            shown, line = quote(key), entries[key][0].line + 1
            what = Text(f"键 {shown} 重复，第 {line} 行已有", f"duplicate key {shown}, first at line {line}")
            self.report(event.start_mark, what, _KEYS_ONCE)
        else:
            self.report(event.start_mark, Text("合并键 <<", "merge key <<"), _NO_MERGING)

    def check_start(self, start: _Event, depth: int) -> None:
        self.check_tag_and_anchor(start)
        if depth > self.max_depth:
            allowed = Text(f"最多 {self.max_depth} 层", f"at most {self.max_depth} levels")
            self.report(start.start_mark, Text("嵌套过深", "nested too deep"), allowed)
            raise _StopReading

    def check_tag_and_anchor(self, event: _Event) -> None:
        if event.tag is not None:
            shown = quote(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self.report(event.start_mark, Text(f"标签 {shown}", f"tag {shown}"), _NO_TAGS)
        if event.anchor is not None:
            shown = quote(f"&{event.anchor}")
            self.report(event.start_mark, Text(f"锚点 {shown}", f"anchor {shown}"), _NO_ANCHORS)

    def check_characters(self) -> None:
        """Notes every hidden character and puts a visible one in its place, so that the rest can be read."""
        if self.text.replace("\n", "").isprintable():
            return  # nearly every file, in a third of the time of the search below
        for match in HIDDEN.finditer(self.text):
            self.report_at(match.start(), *refused(match.group()))
        if self.problems:
            self.text = HIDDEN.sub("\ufffd", self.text)

    def check_directives(self, end: int) -> None:
        for match in DIRECTIVE.finditer(self.text, 0, end):
            self.report_at(match.start(), *DIRECTIVE_REFUSED)

    def report(self, mark: _Mark, what: Text, allowed: Text) -> None:
        location = Location(self.file, mark.line + 1, mark.column + 1) if mark else Location(self.file)
        self.note(Problem(location, what, allowed))

    def report_at(self, index: int, what: Text, allowed: Text) -> None:
        self.note(Problem(place(self.text, index, self.file), what, allowed))

    def note(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            what = Text("问题过多，不再往下读", "too many problems, the rest was not read")
            self.problems.append(Problem(problem.location, what))
            raise _StopReading


def _kind(value: Value) -> Text:
    match value:
        case None:
            return Text("空值", "null")
        case list():
            return Text("列表", "a list")
        case dict():
            return Text("映射", "a mapping")
        case str():
            return Text("文字", "text")
        case bool() | int() | float() | date():
            return Text(f" {str(value).lower()}", str(value).lower())


def _not_a_mapping(value: Value) -> tuple[Text, Text]:
    if value is None:
        return Text("没有内容", "there is nothing in it"), _ROOT_ALLOWED
    kind = _kind(value)
    return Text(f"整个文件是{kind.zh}", f"the file as a whole is {kind.en}"), _ROOT_ALLOWED
