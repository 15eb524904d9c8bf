"""Measures selfcheck beside its peers: `python benchmarks/run.py [--quick] [--install-peers]`.

Prints a table, writes results.json next to this file, and exits 1 when a target is missed by more than the margin.
Only ratios are compared, each the median over rounds in which all candidates ran side by side. POSIX only.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

import engines  # noqa: E402  # the path is set above, so that a checkout is measured without being installed
import loading  # noqa: E402
import samples  # noqa: E402
import start_up  # noqa: E402
from rows import MARGIN, Row, not_installed, skipped, table  # noqa: E402
from workplace import PEERS, Workplace, install_peers, packaged  # noqa: E402

ROUNDS, QUICK_ROUNDS = 21, 7


def main() -> int:
    options = _options()
    if options.install_peers:
        install_peers(options.peers)
    with tempfile.TemporaryDirectory(prefix="selfcheck-benchmark-") as folder:
        os.environ["XDG_CACHE_HOME"] = folder  # where this process, too, keeps the compiled catalogue
        package = packaged(Path(folder))
        rows = [] if package else [not_installed("selfcheck as packaged (measured as a checkout)", "hatchling")]
        rounds = QUICK_ROUNDS if options.quick else ROUNDS
        place = Workplace(Path(folder), package or HERE.parent / "src", options.peers, rounds)
        rows += _measured(place)
    print(table(rows))
    missed = [row for row in rows if row.met is False]
    left_out = [row for row in rows if row.note.startswith("skipped")]
    print(f"\n{len(missed)} missed by more than {MARGIN:.0%}, {len(left_out)} skipped, {place.rounds} rounds")
    _write(rows, place.rounds)
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROUNDS} rounds instead of {ROUNDS}")
    parser.add_argument("--install-peers", action="store_true", help="install the `bench` group into --peers first")
    parser.add_argument(
        "--peers", type=Path, default=PEERS, metavar="DIR", help=f"virtual environment of the peers ({PEERS})"
    )
    return parser.parse_args()


def _measured(place: Workplace) -> list[Row]:
    from selfcheck.cli import inputs
    from selfcheck.load import schema

    content = inputs.content()
    place.answers.write_text(samples.answers_file(content), encoding="utf-8")
    form = place.folder / "answers.schema.json"
    form.write_text(schema.rendered("answers", content), encoding="utf-8")
    rows: list[Row] = []
    parts: dict[str, Callable[[], list[Row]]] = {
        "start-up": lambda: start_up.measure(place),
        "schema check": lambda: start_up.against_check_jsonschema(place, form),
        "rule engines": lambda: engines.measure(place),
        "loading": lambda: loading.measure(place, content),
    }
    for name, part in parts.items():
        print(f"measuring {name} …", file=sys.stderr)
        rows += part()
    return [*rows, skipped("batch: organisations/s beside polars + numpy", "not written yet")]


def _write(rows: list[Row], rounds: int) -> None:
    result = {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "rounds": rounds,
        "margin": MARGIN,
        "rows": [row.plain() for row in rows],
    }
    (HERE / "results.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
