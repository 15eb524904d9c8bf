"""What a run may load: every module below costs more than the work it would do in a plain assessment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src"
ANSWERS = """\
selfcheck: answers/1
organisation: {name: 样例公司, sectors: [carrier], websites: true}
answers: {}
"""
REPORT_MODULES = """
import atexit, json, sys
sys.path.insert(0, sys.argv.pop(1))
target = sys.argv.pop(1)
atexit.register(lambda: open(target, "w").write(json.dumps(sorted(sys.modules))))
from selfcheck.cli.app import run
code = run(sys.argv[1:])
sys.stdout.flush()
sys.exit(code)
"""


class Runner:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers = folder / "answers.yaml"
        self.answers.write_text(ANSWERS, encoding="utf-8")

    def modules(self, *arguments: str) -> set[str]:
        """The modules loaded by the time a run ends, its output going to a pipe."""
        listed = self.folder / "modules.json"
        command = [sys.executable, "-c", REPORT_MODULES, str(SOURCE), str(listed), *arguments]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SELFCHECK_"))}
        environment = kept | {"XDG_CACHE_HOME": str(self.folder), "HOME": str(self.folder)}
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout
        return set(json.loads(listed.read_text()))


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """The first run compiles the checklists, for which it may load whatever it needs; only later ones are looked at."""
    runner = Runner(tmp_path_factory.mktemp("start-up"))
    runner.modules("list", "profiles")
    return runner


# difflib is not among them: typer loads it for itself.
HEAVY = ("rich", "jsonschema", "pydantic", "attr", "multiprocessing", "concurrent", "asyncio", "orjson", "jinja2")


@pytest.fixture(scope="module")
def assessing(runner: Runner) -> set[str]:
    return runner.modules("assess", str(runner.answers), "--as-of", "2026-11-24")


@pytest.mark.parametrize("name", HEAVY)
def test_a_plain_assessment_loads_no(name: str, assessing: set[str]) -> None:
    assert name not in assessing


def test_a_plain_assessment_loads_only_the_format_it_prints(assessing: set[str]) -> None:
    formats = {name.removeprefix("selfcheck.render.") for name in assessing if name.startswith("selfcheck.render.")}
    assert {name for name in formats if not name.startswith("_")} == {"text"}


def test_a_plain_assessment_does_not_load_the_checks_for_authors(assessing: set[str]) -> None:
    assert not {name for name in assessing if name.startswith(("selfcheck.lint", "selfcheck.load.schema"))}


# What reads files or works on what was read.
WORKS = ("yaml", "rich", "jsonschema", "pydantic", "hashlib", "fractions")
WORKS_HERE = tuple(
    f"selfcheck.{name}" for name in ("model", "load.yaml_reader", "load.content", "plan", "gate", "render")
)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["assess", "--help"], ["plan", "--help"]])
def test_help_and_version_load_nothing_that_works(arguments: list[str], runner: Runner) -> None:
    loaded = runner.modules(*arguments)
    assert {name for name in loaded if name in WORKS or name.startswith(WORKS_HERE)} == set()
