"""Whatever is wrong with the command line: exit code 2, nothing on standard output, and every file as it was."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

Run = Callable[..., Any]  # the fixtures of conftest.py
Snapshot = Callable[[], Mapping[str, object]]

LANGUAGES = ("zh", "en")
BEFORE = b"the report of last month\n"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("options", "zh", "en"),
    [
        (["--profile", "ful"], '--profile: 没有检查范围 "ful"；是否想写 full？', "did you mean full? choices: full, "),
        (["--profile", ""], '--profile: 没有检查范围 ""；可选：full', '--profile: no profile ""; choices: full, '),
        (["-o", "jsn"], '-o: 没有输出格式 "jsn"；是否想写 json？', '-o: no output format "jsn"; did you mean json?'),
        (["-o", ""], '-o: 没有输出格式 ""；可选：', '-o: no output format ""; choices: '),
        (["-o", "json:"], "-o: json: 后没有写文件", "-o: no file after json:"),
        (
            ["-o", "json", "-o", "text"],
            "-o: 只能有一种格式写到标准输出；",
            "only one format can go to standard output; ",
        ),
        (["-o", "json:x", "-o", "text:x"], "-o: 两种格式写到了同一个文件", "-o: two formats go to the same file"),
        (["-o", "json:x", "-o", "text:y/../x"], "-o: 两种格式写到了同一个文件", "-o: two formats go to the same file"),
        (["-o", "json:answers.yaml"], "输出会覆盖输入文件", "the output would overwrite the input"),
        (["-o", "json:link.yaml"], "输出会覆盖输入文件", "the output would overwrite the input"),
        (["-o", "json:no/where.json"], "no/where.json: 文件或目录不存在", "no/where.json: no such file or directory"),
        (["-o", "json:."], "是目录，不能写入；须为普通文件", "is a directory; must be a regular file"),
        (["-o", "json:answers.yaml/x"], "路径中有一段不是目录；", "a part of the path is not a directory; must be"),
        (["--lang", "fr"], '--lang: 没有语言 "fr"；可选：zh、en', '--lang: no language "fr"; choices: zh, en'),
        (
            ["--as-of", "2026-02-30"],
            '--as-of: "2026-02-30" 不是日期；如 2026-',
            '"2026-02-30" is not a date; such as 2026-',
        ),
        (["--as-of", "20261124"], '--as-of: "20261124" 不是日期；如 2026-', '"20261124" is not a date; such as 2026-'),
        (
            ["--as-of", "2026-W48-2"],
            '--as-of: "2026-W48-2" 不是日期；如 2026-',
            '"2026-W48-2" is not a date; such as 2026-',
        ),
        (["--as-of", "昨天"], '--as-of: "昨天" 不是日期；如 2026-', '--as-of: "昨天" is not a date; such as 2026-'),
        (["--as-of", "0000-00-00"], '--as-of: "0000-00-00" 不是日期；如', '"0000-00-00" is not a date; such as 2026-'),
        (["--as-of", ""], '--as-of: "" 不是日期；如 2026-', '--as-of: "" is not a date; such as 2026-'),
        (["--checklists", "no/where"], "no/where: 没有这个检查表目录；", "no/where: no such checklists folder; "),
        (["--checklists", "answers.yaml"], "answers.yaml: 没有这个检查表目录；", "no such checklists folder; "),
        (
            ["--checklists", "nothing"],
            "nothing: 目录里没有检查表文件；应有 *.yaml",
            "no checklist file in the folder; expected",
        ),
        (["--checklists", "broken"], "broken/20-own.yaml:1:5: ", "broken/20-own.yaml:1:5: "),
        (["--checklists", "misshapen"], "misshapen/20-own.yaml:1:", 'unknown key "idd"; did you mean id?'),
    ],
)
def test_an_option_that_cannot_be_used(
    options: list[str],
    zh: str,
    en: str,
    lang: str,
    run_here: Run,
    good: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snapshot: Snapshot,
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder, content in {"nothing": None, "y": None, "broken": "a: [", "misshapen": "idd: own\n"}.items():
        (tmp_path / folder).mkdir()
        if content is not None:
            (tmp_path / folder / "20-own.yaml").write_text(content)
    (tmp_path / "link.yaml").symlink_to(good)
    (tmp_path / "report.json").write_bytes(BEFORE)
    before = snapshot()
    ending = run_here("assess", "answers.yaml", "-o", "json:report.json", *options, lang=lang)
    ending.refused(zh if lang == "zh" else en)
    assert snapshot() == before


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["assess"], "缺少参数 ANSWERS", "Missing argument 'ANSWERS'."),
        (["assess", "answers.yaml", "--wat"], "没有选项 --wat", "No such option: --wat"),
        (["assess", "answers.yaml", "--profil", "x"], "没有选项 --profil；是否想写 --profile？", "options: --profile"),
        (["assess", "answers.yaml", "--profile"], "选项 --profile 后面缺少内容", "'--profile' requires an argument"),
        (["assess", "answers.yaml", "more.yaml"], "多出的参数 more.yaml", "unexpected extra argument(s) (more.yaml)"),
        (["assess", "answers.yaml", "--quiet=yes"], "选项 --quiet 后面不能带内容", "'--quiet' does not take a value"),
        (["assses", "answers.yaml"], "没有命令 assses；是否想写 assess？", "'assses'. Did you mean 'assess'?"),
        (["zzz"], "没有命令 zzz", "No such command 'zzz'."),
        (["--wat"], "没有选项 --wat", "No such option: --wat"),
    ],
)
def test_a_command_line_that_cannot_be_understood(
    arguments: list[str], zh: str, en: str, lang: str, run_here: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(good.parent)
    ending = run_here(*arguments, lang=lang)
    if lang == "zh":
        ending.refused(f"用法错误：{zh}", "见 selfcheck --help")
    else:
        ending.refused("usage: ", en, "see selfcheck --help")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_command_at_all_says_where_to_start(lang: str, run_here: Run) -> None:
    run_here(lang=lang).refused(
        "用法：selfcheck" if lang == "zh" else "Usage: selfcheck", "selfcheck assess answers.yaml"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_organisation_to_which_nothing_applies(lang: str, run_here: Run, good: Path) -> None:
    nothing = "systems: []\napps: []\nsuppliers: []\nsites: []\nanswers: {}\n"
    no = "".join(f", {key}: false" for key in ("websites", "handles_pi", "important_data", "cii_operator"))
    good.write_text(f"selfcheck: answers/1\norganisation: {{name: 甲, sectors: [enterprise]{no}}}\n{nothing}", "utf-8")
    allowed = "核对 organisation 和评估日" if lang == "zh" else "check organisation and the assessment day"
    run_here("assess", good, "--profile", "ops-88", lang=lang).refused(f"{good}: ", "ops-88", allowed)


def test_of_two_outputs_none_is_written_when_one_format_is_unknown(run_here: Run, good: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    run_here("assess", good, "-o", f"json:{report}", "-o", "wat", lang="en").refused('-o: no output format "wat"')
    assert not report.exists()


def test_a_file_that_may_not_be_replaced_is_left_alone(run_here: Run, good: Path) -> None:
    run_here("assess", good, lang="en")  # loads what the other user may not be able to read
    with TemporaryDirectory() as name:
        report = Path(name, "report.json")
        report.write_bytes(BEFORE)
        report.chmod(0o444)
        Path(name).chmod(0o777)
        answers = Path(name, "answers.yaml")
        answers.write_bytes(good.read_bytes())
        with nobody():
            ending = run_here("assess", answers, "-o", f"json:{report}", lang="en")
        ending.refused(f"{report}: permission denied; must be a path that can be written")
        assert report.read_bytes() == BEFORE
        assert len(list(Path(name).iterdir())) == 2


@contextmanager
def nobody() -> Iterator[None]:
    """Root may write everything, so this is tried as somebody else."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_name_with_terminal_escapes_is_shown_inert(run_here: Run, tmp_path: Path) -> None:
    ending = run_here("assess", tmp_path / "\x1b[31mred\n.yaml", lang="en")
    ending.refused()
    assert "\x1b" not in ending.err
    assert ending.err.count("\n") == 1
