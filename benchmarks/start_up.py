"""Whole processes, from start to exit, beside a bare interpreter and beside other checkers on the same file."""

import sys
from pathlib import Path

import timing
from rows import Row, Target, not_installed
from samples import AS_OF
from workplace import Workplace

BARE = "python -c pass"
_ASSESS = "assess, 1,000 lines, piped"
_TARGETS = {
    "--version": None,
    "--help": Target(most=8),
    _ASSESS: Target(most=15, stretch=9),
    "assess, on a terminal": Target(most=24),
}
_PEERS = {  # command → package, target of assess ÷ command
    "yamllint": ("yamllint", Target(most=0.6)),
    "trestle version": ("compliance-trestle", Target(most=0.25)),
}


def measure(place: Workplace) -> list[Row]:
    ours = _ours(place)
    peers = {what: place.program(what.split()[0]) for what in _PEERS}
    found = {what: _peer(place, what, path) for what, path in peers.items() if path is not None}
    times = timing.round_robin({BARE: _bare(place), **ours, **found}, place.rounds)
    rows = [Row(BARE, times.milliseconds(BARE))]
    rows += [
        Row(f"selfcheck {what}", times.milliseconds(what), times.ratio(what, BARE), BARE, target)
        for what, target in _TARGETS.items()
    ]
    for what, (package, target) in _PEERS.items():
        if what in found:
            rows += [
                Row(what, times.milliseconds(what), times.ratio(what, BARE), BARE),
                Row(f"selfcheck {_ASSESS}", times.milliseconds(_ASSESS), times.ratio(_ASSESS, what), what, target),
            ]
        else:
            rows.append(not_installed(what, package))
    return rows


def against_check_jsonschema(place: Workplace, schema: Path) -> list[Row]:
    """Apart and in few rounds: it takes seconds."""
    name = "check-jsonschema"
    path = place.program(name)
    if path is None:
        return [not_installed(name, name)]
    command = [path, "--no-cache", "--schemafile", str(schema), str(place.answers)]
    candidates = {
        BARE: _bare(place),
        _ASSESS: _ours(place)[_ASSESS],
        name: timing.piped(command, place.environment, place.folder),
    }
    times = timing.round_robin(candidates, max(3, place.rounds // 5))
    return [
        Row(name, times.milliseconds(name), times.ratio(name, BARE), BARE),
        Row(f"selfcheck {_ASSESS}", times.milliseconds(_ASSESS), times.ratio(_ASSESS, name), name),
    ]


def _bare(place: Workplace) -> timing.Run:
    return timing.piped([sys.executable, "-c", "pass"], place.environment, place.folder)


def _ours(place: Workplace) -> dict[str, timing.Run]:
    assess = [*place.selfcheck, "assess", str(place.answers), "--as-of", str(AS_OF)]
    environment, folder = place.environment, place.folder
    return {
        "--version": timing.piped([*place.selfcheck, "--version"], environment, folder),
        "--help": timing.piped([*place.selfcheck, "--help"], environment, folder),
        _ASSESS: timing.piped(assess, environment, folder),
        "assess, on a terminal": timing.on_terminal(assess, environment, folder),
    }


def _peer(place: Workplace, what: str, path: str) -> timing.Run:
    arguments = [str(place.answers)] if what == "yamllint" else what.split()[1:]
    # Their own dependencies, not ours: no PYTHONPATH.
    environment = {name: value for name, value in place.environment.items() if name != "PYTHONPATH"}
    return timing.piped([path, *arguments], environment, place.folder)
