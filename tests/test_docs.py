"""The documents say what the program does: commands, outputs, formats, operators, exit codes."""

import re
import shlex
from pathlib import Path

import pytest

from selfcheck import render
from selfcheck.cli import app, assess
from selfcheck.operators import OPERATORS
from selfcheck.questionnaire import questions
from selfcheck.resolve import scope
from shipped import AS_OF, ROOT, answers, content

READMES = ("README.md", "README.zh-CN.md")
BOTH = pytest.mark.parametrize("name", READMES)
BLOCK = re.compile(
    r"<!-- (output: (?P<command>[^|]+)\| head (?P<lines>\d+)|burden) -->\n(?P<body>.*?)<!-- end -->", re.S
)
KINDS = {
    "small-company": ("小公司，一个网站", "small company, one website"),
    "public-hospital": ("公立医院", "public hospital"),
    "platform-minors": ("平台，有应用和未成年人", "platform with apps and minors"),
    "idc-cloud": ("数据中心和云", "data centre and cloud"),
    "mvno": ("虚拟运营商", "virtual operator"),
    "carrier-full": ("基础电信企业，关基", "carrier with CII"),
}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def session(command: str, lines: int, capsys: pytest.CaptureFixture[str]) -> str:
    program, *arguments = shlex.split(command)
    assert program == "selfcheck"
    assert app.run(arguments) == 0
    shown = capsys.readouterr().out.splitlines()[:lines]
    return "```text\n" + "\n".join(shown) + "\n…\n```\n"


def burden(name: str) -> str:
    chinese = name.endswith("zh-CN.md")
    heads = "| | `full` | `inspection` |" if not chinese else "| 单位 | `full` | `inspection` |"
    rows = [
        f"| {labels[0 if chinese else 1]} | {asked(kind, 'full')} | {asked(kind, 'inspection')} |"
        for kind, labels in KINDS.items()
    ]
    return "\n".join([heads, "|---|---|---|", *rows]) + "\n"


def asked(story: str, profile: str) -> int:
    return len(questions(scope(content(), profile), answers(story), as_of=AS_OF))


@BOTH
def test_the_readme_shows_what_its_commands_print(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)

    def made(match: re.Match[str]) -> str:
        head = match[0].partition("\n")[0]
        body = session(match["command"], int(match["lines"]), capsys) if match["command"] else burden(name)
        return f"{head}\n{body}<!-- end -->"

    now = BLOCK.sub(made, text(name))
    if request.config.getoption("--update-golden"):
        Path(ROOT / name).write_text(now, encoding="utf-8")
    assert text(name) == now, f"{name} is out of date; run make golden and read the diff"


@BOTH
def test_every_command_and_every_format_is_in_the_readme(name: str) -> None:
    for command in app.COMMANDS:
        assert f"selfcheck {command}" in text(name), command
    for form in render.FORMATS:
        assert form in text(name), form


@BOTH
def test_every_profile_is_in_the_readme(name: str) -> None:
    for profile in content().profiles:
        assert f"`{profile}`" in text(name), profile


@BOTH
def test_every_exit_code_is_in_the_readme(name: str) -> None:
    for code in (app.DONE, app.GATE_FAILED, app.CANNOT_ASSESS, app.BUG):
        assert f"\n| {code} | " in text(name), code


@BOTH
def test_the_first_screen_is_sentences_a_control_a_command_and_its_output(name: str) -> None:
    order = ["# selfcheck", "```yaml", "```console", "$ selfcheck assess", "<!-- output:"]
    places = [text(name).index(mark) for mark in order]
    assert places == sorted(places)


def test_every_operator_is_in_the_authors_guide() -> None:
    guide = (ROOT / "checklists" / "README.md").read_text(encoding="utf-8")
    for operator in OPERATORS:
        assert f"`{operator}`" in guide, operator


def test_every_field_of_a_control_is_in_the_authors_guide() -> None:
    import json

    schema = json.loads((ROOT / "src" / "selfcheck" / "schemas" / "content.json").read_text(encoding="utf-8"))
    guide = (ROOT / "checklists" / "README.md").read_text(encoding="utf-8")
    for field in schema["$defs"]["control"]["properties"]:
        assert f"`{field}`" in guide, field


def test_every_command_has_help_in_the_language_of_the_reader() -> None:
    assert assess.HELP
    for name in app.COMMANDS:
        assert app.command_module(name).HELP


def test_no_document_names_a_machine_path() -> None:
    for path in [*ROOT.glob("*.md"), *ROOT.glob("checklists/*.md"), *ROOT.glob("benchmarks/*.md")]:
        assert "/work/" not in path.read_text(encoding="utf-8"), path
