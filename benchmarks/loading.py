"""Reading files: the strict reader beside PyYAML's fastest loader, and the compiled catalogue beside its YAML."""

import os
from pathlib import Path

import timing
import yaml
from rows import Row, Target, skipped
from workplace import Workplace

from selfcheck.cli import inputs
from selfcheck.load import answers
from selfcheck.load import content as source
from selfcheck.load.yaml_reader import parse
from selfcheck.model.content import Content

_FAST = "yaml.load(CSafeLoader)"
_AS_FAST = Target(most=1.0)
_IN_ONE_TURN = 0.02  # seconds; shorter ones are repeated


def measure(place: Workplace, content: Content) -> list[Row]:
    if not yaml.__with_libyaml__:
        return [skipped("reading YAML", "PyYAML built without libyaml")]
    checklist = max(source.bundled().glob("*.yaml"), key=os.path.getsize)
    rows = []
    for what, path in (("answers.yaml", place.answers), (checklist.name, checklist)):
        rows += _reader(what, path, content if path == place.answers else None, place.rounds)
    return rows + _catalogue(place)


def _reader(what: str, path: Path, content: Content | None, rounds: int) -> list[Row]:
    text = path.read_text(encoding="utf-8")
    lines = f"{what}, {len(text.splitlines()):,} lines"
    runs: dict[str, timing.Run] = {
        _FAST: lambda: yaml.load(text, yaml.CSafeLoader),
        "parse": lambda: parse(text, what),
    }
    if content is not None:
        runs["read"] = lambda: answers.read(text, what, content)
    times = timing.round_robin(runs, rounds, at_least=_IN_ONE_TURN)
    rows = [
        Row(f"{_FAST}, {lines}", times.milliseconds(_FAST)),
        Row(f"yaml_reader.parse, {lines}", times.milliseconds("parse"), times.ratio("parse", _FAST), _FAST, _AS_FAST),
    ]
    if content is not None:
        rows.append(Row(f"answers.read, {lines}", times.milliseconds("read"), times.ratio("read", _FAST), _FAST))
    return rows


def _catalogue(place: Workplace) -> list[Row]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(source.bundled().rglob("*.yaml"))]
    fast = "CSafeLoader over all of checklists/"
    runs: dict[str, timing.Run] = {
        "compiled": lambda: inputs.content(),
        "parse": lambda: [parse(text, "") for text in texts],
        fast: lambda: [yaml.load(text, yaml.CSafeLoader) for text in texts],
    }
    times = timing.round_robin(runs, max(3, place.rounds // 3))
    return [
        Row(fast, times.milliseconds(fast)),
        Row("yaml_reader.parse over the same", times.milliseconds("parse"), times.ratio("parse", fast), fast),
        Row("catalogue, read compiled and built", times.milliseconds("compiled"), times.ratio("compiled", fast), fast),
    ]
