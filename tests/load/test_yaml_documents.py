"""What YAML writes is read back equal, and every key, item and value is reported where it stands."""

import re
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.errors import Location
from selfcheck.load.files import decode
from selfcheck.load.yaml_reader import Container, Document, Value, parse

ANSWERS = """\
# 答卷
selfcheck: answers/1
organisation: {name: 某某云, sectors: [cloud, idc], handles_pi: true}
systems:
  - {id: crm, grade: 3, filed_on: 2025-03-01}
  - id: "erp"
    grade:
answers:
  emergency.last_drill_on: 2026-04-10
  data.encryption_ratio:
    value: 0.8
    evidence:
    - file: evidence/enc.pdf
      valid_until: 2027-01-31
    note: |
      第一行
      第二行
"""


def containers(value: Value) -> Iterator[Container]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from containers(item)
    elif isinstance(value, list):
        yield value
        for item in value:
            yield from containers(item)


def text_at(text: str, location: Location) -> str:
    lines = text.split("\n")
    return "\n".join([lines[location.line - 1][location.column - 1 :], *lines[location.line :]])


@pytest.mark.usefixtures("both_parsers")
def test_keys_values_items_and_containers_are_found_where_they_stand() -> None:
    document = parse(ANSWERS, "a.yaml")
    root = document.value
    systems, answers = root["systems"], root["answers"]
    assert isinstance(systems, list)
    assert isinstance(answers, dict)
    assert isinstance(systems[0], dict)
    assert isinstance(systems[1], dict)
    ratio = answers["data.encryption_ratio"]
    assert isinstance(ratio, dict)
    assert str(document.where(root)) == "a.yaml:2:1"
    assert str(document.where(root, "systems")) == "a.yaml:4:1"
    assert str(document.where_value(root, "systems")) == "a.yaml:5:3"
    assert str(document.where(systems)) == "a.yaml:5:3"
    assert str(document.where(systems, 0)) == "a.yaml:5:5"
    assert str(document.where(systems[0])) == "a.yaml:5:5"
    assert str(document.where(systems[0], "grade")) == "a.yaml:5:15"
    assert str(document.where_value(systems[0], "grade")) == "a.yaml:5:22"
    assert str(document.where(systems, 1)) == "a.yaml:6:5"
    assert str(document.where_value(systems, 1)) == "a.yaml:6:5"
    assert str(document.where_value(systems[1], "id")) == "a.yaml:6:9"
    assert document.where_value(systems[1], "grade").line == 7
    assert str(document.where(answers, "data.encryption_ratio")) == "a.yaml:10:3"
    assert str(document.where(ratio)) == "a.yaml:11:5"
    assert str(document.where_value(ratio, "note")) == "a.yaml:15:11"


def test_what_is_not_there_is_placed_at_its_container_and_a_stranger_at_the_file() -> None:
    document = parse("a: {b: [1]}\n", "a.yaml")
    inner = document.value["a"]
    assert isinstance(inner, dict)
    assert document.where(inner, "missing") == document.where(inner) == Location("a.yaml", 1, 4)
    assert document.where_value(inner, "missing") == Location("a.yaml", 1, 4)
    assert isinstance(inner["b"], list)
    assert document.where(inner["b"], 7) == document.where(inner["b"], -1) == Location("a.yaml", 1, 8)
    assert document.where({}) == document.where(["b"], 0) == Location("a.yaml")


def test_a_container_taken_out_of_the_value_keeps_its_place() -> None:
    document = parse("a: {b: 1}\nc: {d: 1}\n", "a.yaml")
    del document.value["a"]
    strangers: list[dict[str, Value]] = [{"b": 1} for _ in range(100)]  # one would take over a freed id
    assert {document.where(stranger, "b") for stranger in strangers} == {Location("a.yaml")}


def test_a_document_has_no_room_for_more() -> None:
    assert not hasattr(Document({}, "a.yaml", {}), "__dict__")


class Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


WORDS = st.from_regex(r"[a-z一-龥][a-z0-9_.一-龥]{0,8}", fullmatch=True)
PRINTABLE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Cf"), include_characters="\n\t"),
    max_size=12,
).filter(lambda text: not re.fullmatch("[-+.0-9]+e[-+0-9]+", text, re.IGNORECASE))  # text in YAML 1.1, not in 1.2
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18) + 1, 10**18 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates().map(lambda day: day.replace()),
    PRINTABLE,
    st.sampled_from(["yes", "010", "12:30:00", "0x1F", "1_000", "2026-02-30", "<<", "=", "~", "null", "- a"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | PRINTABLE, inner, max_size=4),
    max_leaves=20,
)
DOCUMENTS = st.dictionaries(WORDS | PRINTABLE, VALUES, min_size=1, max_size=5)
STYLES = st.sampled_from([None, True, False])


@given(DOCUMENTS, STYLES, st.sampled_from([20, 80, 100_000]), st.booleans())
def test_what_pyyaml_writes_is_read_back_equal(
    written: dict[str, Value], flow: bool | None, width: int, indented: bool
) -> None:
    indent = 4 if indented else None
    text = yaml.dump(written, Dumper=Dumper, allow_unicode=True, default_flow_style=flow, width=width, indent=indent)
    assert parse(text, "a.yaml").value == written == yaml.load(text, Loader=yaml.CSafeLoader)


@given(DOCUMENTS, STYLES)
def test_at_every_reported_place_stands_what_it_is_the_place_of(written: dict[str, Value], flow: bool | None) -> None:
    text = yaml.dump(written, Dumper=Dumper, allow_unicode=True, default_flow_style=flow, width=100_000)
    document = parse(text, "a.yaml")
    for container in containers(document.value):
        if isinstance(container, dict):
            for key, value in container.items():
                assert begins(text_at(text, document.where(container, key)), key)
                check_value(document, text, value, document.where_value(container, key))
        else:
            for index, value in enumerate(container):
                assert document.where(container, index) == document.where_value(container, index)
                check_value(document, text, value, document.where(container, index))


def begins(found: str, value: Value) -> bool:
    if isinstance(value, str):
        return found.startswith((value, '"', "'", "|", ">") if value else ("''", '""'))
    return found.startswith(yaml.safe_dump(value).split("\n")[0])


def check_value(document: Document, text: str, value: Value, place: Location) -> None:
    found = text_at(text, place)
    if not isinstance(value, list | dict):
        assert begins(found, value)
        return
    assert place == document.where(value)
    if isinstance(value, list):
        assert found[0] in "[-"
    elif found[0] not in "{?":
        assert place == document.where(value, next(iter(value)))


@given(DOCUMENTS, STYLES)
def test_windows_line_ends_change_neither_values_nor_places(written: dict[str, Value], flow: bool | None) -> None:
    text = yaml.dump(written, Dumper=Dumper, allow_unicode=True, default_flow_style=flow)
    unix, windows = parse(text, "a.yaml"), parse(text.replace("\n", "\r\n"), "a.yaml")
    assert windows.value == unix.value
    for ours, theirs in zip(containers(unix.value), containers(windows.value), strict=True):
        assert unix.where(ours) == windows.where(theirs)
        for key in ours if isinstance(ours, dict) else range(len(ours)):
            assert unix.where(ours, key) == windows.where(theirs, key)


def test_columns_count_characters_and_the_byte_order_mark_is_none() -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        text = decode("𠮷田：甲: 1\nb: {键一: 1, 键二: 2}\n".encode(encoding), "a.yaml")
        document = parse(text, "a.yaml")
        inner = document.value["b"]
        assert isinstance(inner, dict)
        assert str(document.where_value(document.value, "𠮷田：甲")) == "a.yaml:1:7"
        assert str(document.where(inner, "键二")) == "a.yaml:2:12"
    marked = parse("\ufeffa: 1\n", "a.yaml")
    assert str(marked.where_value(marked.value, "a")) == "a.yaml:1:4"
