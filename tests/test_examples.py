"""Every example prints what its folder says it prints: the commands a reader would copy, run for real."""

import shlex
from pathlib import Path

import pytest

from golden import Golden
from selfcheck.cli.app import run

EXAMPLES = Path(__file__).parents[1] / "examples"
RUNS = [
    (story.parent, *line.split(None, 1))
    for story in sorted(EXAMPLES.glob("*/commands.txt"))
    for line in story.read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize(("folder", "output", "command"), RUNS, ids=[f"{f.name}/{o}" for f, o, _ in RUNS])
def test_the_command_prints_the_expected_output(
    folder: Path,
    output: str,
    command: str,
    golden: Golden,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    program, *arguments = shlex.split(command)
    assert program == "selfcheck"
    assert run(arguments) == 0
    golden.check(folder / "expected" / output, capsys.readouterr().out)


def test_there_is_an_example_for_every_story_told_in_the_readme() -> None:
    stories = {folder.name for folder, _, _ in RUNS}
    expected = {
        "cloud-cdn",
        "mvno",
        "hospital",
        "carrier",
        "half-answered",
        "carrier-full",
        "idc-cloud",
        "platform-minors",
        "domain-registrar",
        "public-hospital",
        "small-company",
    }
    assert expected <= stories
