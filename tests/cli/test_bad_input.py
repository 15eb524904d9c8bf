"""Whatever is wrong with the input: exit code 2, nothing on standard output, a message that names the place and what is
allowed, and every file as it was."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import selfcheck
from selfcheck.cli import app, inputs
from selfcheck.load.files import read_bytes
from selfcheck.model.content import Content

LANGUAGES = ("zh", "en")
MEGABYTE = 1024 * 1024
HEAD = "selfcheck: answers/1\norganisation: {name: 某某云, sectors: [cloud]}\n"
VALID = HEAD + "answers: {}\n"
BEFORE = b"the report of last month\n"


class Ending(NamedTuple):
    """How a run of the program ended."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of a user of the program: no language set, a cache of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "SELFCHECK_"))}
    source = Path(selfcheck.__file__).parents[1]
    return {**kept, "PYTHONPATH": str(source), "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}


@pytest.fixture(scope="session")
def shipped(home: Mapping[str, str]) -> Content:
    """Read once: a run in this process need not read the checklists again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", home["XDG_CACHE_HOME"])
        return inputs.content()


Run = Callable[..., Ending]


@pytest.fixture
def run(
    shipped: Content, home: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """`run("assess", path, lang="en")` in this process."""
    read = inputs.content
    monkeypatch.setattr(inputs, "content", lambda extra=None: shipped if extra is None else read(extra))
    monkeypatch.setenv("XDG_CACHE_HOME", home["XDG_CACHE_HOME"])

    def here(*arguments: object, lang: str, stdin: bytes = b"") -> Ending:
        monkeypatch.setenv("SELFCHECK_LANG", lang)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = app.run([str(argument) for argument in arguments])
        return Ending(code, *capsys.readouterr())

    return here


@pytest.fixture
def program(home: Mapping[str, str]) -> Run:
    """The same as a process of its own."""

    def there(*arguments: object, lang: str | None = None, stdin: bytes = b"", **more: Any) -> Ending:
        env = {**home, **({} if lang is None else {"SELFCHECK_LANG": lang})}
        command = [sys.executable, "-m", "selfcheck", *map(str, arguments)]
        done = subprocess.run(command, env=env, input=stdin, capture_output=True, timeout=60, check=False, **more)
        return Ending(done.returncode, done.stdout.decode(), done.stderr.decode())

    return there


def refused(ending: Ending, *fragments: str) -> None:
    assert ending.code == 2, ending.err
    assert ending.out == ""
    assert "Traceback" not in ending.err
    assert ending.err.endswith("\n")
    for fragment in fragments:
        assert fragment in ending.err


def state(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Every entry below a folder with its kind, size and time of change."""
    found = {}
    for path in folder.rglob("*"):
        status = path.lstat()
        found[str(path)] = (status.st_mode, status.st_size, status.st_mtime_ns)
    return found


# --- the answers file -----------------------------------------------------------------------------------------


def with_answers(*lines: str) -> bytes:
    return (HEAD + "answers:\n" + "".join(f"  {line}\n" for line in lines)).encode()


def alias_bomb() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines).encode()


DEEP = 100_000
UNITS = "grading.ungraded_units"
# content, where the first message stands, what it says in Chinese and in English
FILES: dict[str, tuple[bytes, str, str, str]] = {
    "empty": (b"", "", "没有内容；须由“键: 值”组成", 'there is nothing in it; must be made of "key: value"'),
    "comments only": ("# 尚未填写\n# name: x\n".encode(), "", "没有内容；", "there is nothing in it; must be"),
    "a sentence": ("我们都做好了\n".encode(), ":1:1", "整个文件是文字；须由", "the file as a whole is text; must be"),
    "binary": (bytes(range(256)) * 9, ":1:1", "含 NUL 字节，是二进制文件", "holds NUL bytes: binary content"),
    "UTF-16": (VALID.encode("utf-16"), "", "编码为 UTF-16", "is UTF-16 or UTF-32; must be a text file in UTF-8"),
    "no encoding": (b"a: \xff\xff\xff", ":1:4", "既不是 UTF-8 也不是 GB18030", "is neither UTF-8 nor GB18030"),
    "cut inside a character": (VALID.encode()[:49], ":2:", "UTF-8 字节残缺", "broken UTF-8 bytes; must be a text file"),
    "cut inside a quote": (
        HEAD.encode() + b'answers: {x: "',
        ":3:14",
        "须有同样的引号",
        "must end with the same quote",
    ),
    "cut inside brackets": (HEAD.encode() + b"answers: {x: [1,", ":3:", "；", "; "),
    "two documents": (
        VALID.encode() + b"---\na: 1\n",
        ":4:1",
        "第二个 YAML 文档；一个文件只能有一个",
        "one file holds one",
    ),
    "duplicate key": (
        with_answers(f"{UNITS}: 3", f"{UNITS}: 0"),
        ":5:3",
        f'键 "{UNITS}" 重复，第 4 行已有；每个键只能出现一次',
        f'duplicate key "{UNITS}", first at line 4; each key may appear once',
    ),
    "unknown key": (
        with_answers("grading.ungraded_unit: 3"),
        ":4:3",
        f"全部问题见 selfcheck list questions；是否想写 {UNITS}？",
        f"see all with selfcheck list questions; did you mean {UNITS}?",
    ),
    "wrong type": (
        with_answers(f"{UNITS}: 三"),
        ":4:27",
        '"三" 不是数字；应为不小于 0',
        '"三" is not a number; expected',
    ),
    "impossible date": (
        with_answers("grading.unit_division_on: 2026-02-30"),
        ":4:29",
        "日期 2026-02-30 不存在；2026 年 2 月的最后一天是 28 日",
        "there is no date 2026-02-30; the last day of 2026-02 is 28",
    ),
    "tag": (
        with_answers(f"{UNITS}: !!python/object/apply:os.system [id]"),
        ":4:27",
        "不支持标签；以 ! 开头的文字须加引号",
        "tags are not supported; quote text that starts with !",
    ),
    "alias bomb": (alias_bomb(), ":1:5", "不支持锚点与别名", "anchors and aliases are not supported"),
    "deep block": (
        "".join(" " * n + "a:\n" for n in range(2_000)).encode(),
        ":41:41",
        "嵌套过深；最多 40 层",
        "at most 40",
    ),
    "deep flow": (b"a: " + b"[" * DEEP + b"]" * DEEP, ":1:", "嵌套过深；", "nested too deep; "),
    "deep items": (b"- " * DEEP, ":1:", "嵌套过深；", "nested too deep; "),
    "no reason": (
        with_answers(f"{UNITS}: 不适用"),
        ":4:27",
        "不适用须说明理由；写成 {not_applicable: 理由}",
        "not applicable needs a reason; write {not_applicable: reason}",
    ),
    "unknown row": (
        f"{HEAD}systems: [{{id: crm}}]\nanswers: {{'systems[crn].grade': 3}}\n".encode(),
        ":4:11",
        '台账 systems 里没有编号 "crn"；可写：crm；是否想写 crm？',
        'no row "crn" in inventory systems; allowed: crm; did you mean crm?',
    ),
    "another version": (
        VALID.replace("answers/1", "answers/2").encode(),
        ":1:12",
        '不认识格式版本 "answers/2"；这个版本的 selfcheck 只读 answers/1',
        'unknown format version "answers/2"; this version of selfcheck reads answers/1 only',
    ),
    "nothing asked of nobody": (
        b"selfcheck: answers/1\norganisation: {}\nanswers: {}\n",
        ":2:1",
        "organisation 没有写单位名称；应写 name: 单位全称",
        "organisation has no name; write name: …",
    ),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_an_answers_file_that_cannot_be_used(name: str, lang: str, run: Run, tmp_path: Path) -> None:
    content, place, zh, en = FILES[name]
    path, report = tmp_path / "answers.yaml", tmp_path / "report.json"
    path.write_bytes(content)
    report.write_bytes(BEFORE)
    before = state(tmp_path)
    said = zh if lang == "zh" else en
    ending = run("assess", path, "-o", f"json:{report}", "-o", "text", lang=lang)
    refused(ending, said)
    assert ending.err.startswith(f"{path}{place}")
    assert state(tmp_path) == before
    assert report.read_bytes() == BEFORE
    refused(run("validate", path, lang=lang), said)
    refused(run("assess", "-", lang=lang, stdin=content), said, "<stdin>")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_negative_ratio(lang: str, run: Run, shipped: Content, tmp_path: Path) -> None:
    key = next(q.key for q in shipped.questions.values() if q.type == "ratio" and q.inventory is None)
    path = tmp_path / "answers.yaml"
    path.write_bytes(with_answers(f"{key}: -0.1"))
    allowed = "应为 0 到 1 的数" if lang == "zh" else "expected 0 to 1, or a percentage such as 80%"
    refused(run("assess", path, lang=lang), f"{path}:4:{len(key) + 5}: {key}", "-0.1", allowed)


def missing(folder: Path) -> Path:
    return folder / "answers.yaml"


def directory(folder: Path) -> Path:
    return folder


def below_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "answers.yaml"


def sparse(folder: Path) -> Path:
    path = folder / "answers.yaml"
    path.touch()
    os.truncate(path, 200 * MEGABYTE)
    return path


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def endless(folder: Path) -> Path:
    if not Path("/dev/zero").exists():
        pytest.skip("needs /dev/zero")
    return Path("/dev/zero")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        (missing, "文件或目录不存在；须为可读取的文件", "no such file or directory; must be a readable file"),
        (directory, "是目录，不是文件；须为普通文件", "is a directory, not a file; must be a regular file"),
        (below_a_file, "路径中有一段不是目录；", "a part of the path is not a directory; must be a readable file"),
        (sparse, "文件过大；最多 16,777,216 字节", "too large; at most 16,777,216 bytes"),
        (pipe, "是设备或管道；须为普通文件", "is a device or a pipe; must be a regular file"),
        (endless, "是设备或管道；须为普通文件", "is a device or a pipe; must be a regular file"),
    ],
)
def test_what_is_not_a_file_to_read(
    made: Callable[[Path], Path], zh: str, en: str, lang: str, program: Run, tmp_path: Path
) -> None:
    path = made(tmp_path)
    before = state(tmp_path)
    ending = program("assess", path, "-o", f"json:{tmp_path / 'report.json'}", lang=lang)
    refused(ending, zh if lang == "zh" else en)
    assert ending.err.startswith(f"{path}: ")
    assert state(tmp_path) == before


@pytest.mark.parametrize("name", ["alias bomb", "deep block", "deep flow", "deep items"])
def test_a_hostile_file_does_not_bring_the_process_down(name: str, program: Run, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(FILES[name][0])
    refused(program("assess", path, lang="en"), FILES[name][3])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_standard_input_without_end(lang: str, run: Run) -> None:
    allowed = "最多 16,777,216 字节" if lang == "zh" else "at most 16,777,216 bytes"
    refused(run("assess", "-", lang=lang, stdin=b"#" * (16 * MEGABYTE + 1)), "<stdin>", allowed)


# --- the options ----------------------------------------------------------------------------------------------


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(VALID, encoding="utf-8")
    return path


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
    run: Run,
    good: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder, content in {"nothing": None, "y": None, "broken": "a: [", "misshapen": "idd: own\n"}.items():
        (tmp_path / folder).mkdir()
        if content is not None:
            (tmp_path / folder / "20-own.yaml").write_text(content)
    (tmp_path / "link.yaml").symlink_to(good)
    (tmp_path / "report.json").write_bytes(BEFORE)
    before = state(tmp_path)
    ending = run("assess", "answers.yaml", "-o", "json:report.json", *options, lang=lang)
    refused(ending, zh if lang == "zh" else en)
    assert state(tmp_path) == before


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (["assess"], "ANSWERS"),
        (["assess", "answers.yaml", "--wat"], "--wat"),
        (["assess", "answers.yaml", "--profile"], "--profile"),
        (["assess", "answers.yaml", "more.yaml"], "more.yaml"),
        (["assess", "answers.yaml", "--quiet=yes"], "--quiet"),
        (["assses", "answers.yaml"], "assses"),
        (["--wat"], "--wat"),
    ],
)
def test_a_command_line_that_cannot_be_understood(
    arguments: list[str], place: str, lang: str, run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(good.parent)
    ending = run(*arguments, lang=lang)
    help_ = "见 selfcheck --help" if lang == "zh" else "see selfcheck --help"
    refused(ending, "用法错误：" if lang == "zh" else "usage: ", place, help_)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_command_at_all_says_where_to_start(lang: str, run: Run) -> None:
    refused(run(lang=lang), "用法：selfcheck" if lang == "zh" else "Usage: selfcheck", "selfcheck assess answers.yaml")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_organisation_to_which_nothing_applies(lang: str, run: Run, good: Path) -> None:
    good.write_text("selfcheck: answers/1\norganisation: {name: 甲}\nanswers: {}\n", encoding="utf-8")
    ending = run("assess", good, "--as-of", "0001-01-01", lang=lang)
    assert ending.code in (0, 2)
    assert "Traceback" not in ending.err


def test_a_file_that_may_not_be_replaced_is_left_alone(program: Run, good: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everything")
    report = tmp_path / "report.json"
    report.write_bytes(BEFORE)
    report.chmod(0o444)
    refused(program("assess", good, "-o", f"json:{report}", lang="en"), f"{report}: permission denied; ")
    assert report.read_bytes() == BEFORE


def test_of_two_outputs_none_is_written_when_one_format_is_unknown(run: Run, good: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    refused(run("assess", good, "-o", f"json:{report}", "-o", "wat", lang="en"), '-o: no output format "wat"')
    assert not report.exists()


def test_a_name_with_terminal_escapes_is_shown_inert(run: Run, tmp_path: Path) -> None:
    ending = run("assess", tmp_path / "\x1b[31mred\n.yaml", lang="en")
    refused(ending)
    assert "\x1b" not in ending.err
    assert ending.err.count("\n") == 1


# --- the language ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "arguments", "said"),
    [
        ({}, [], "不存在"),
        ({"LANG": "en_GB.UTF-8"}, [], "no such file"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, [], "不存在"),
        ({"SELFCHECK_LANG": "en"}, [], "no such file"),
        ({"SELFCHECK_LANG": "en"}, ["--lang", "zh"], "不存在"),
        ({"SELFCHECK_LANG": "zh", "LANG": "en_GB.UTF-8"}, [], "不存在"),
        ({"SELFCHECK_LANG": "fr"}, [], 'SELFCHECK_LANG: 没有语言 "fr"；可选：zh、en'),
        ({"SELFCHECK_LANG": "fr", "LANG": "en_US"}, [], 'SELFCHECK_LANG: no language "fr"; choices: zh, en'),
        ({"SELFCHECK_LANG": "fr"}, ["--lang", "en"], "no such file"),
    ],
)
def test_messages_are_in_the_language_asked_for(
    environment: dict[str, str], arguments: list[str], said: str, home: Mapping[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "selfcheck", "assess", str(tmp_path / "no.yaml"), *arguments]
    done = subprocess.run(command, env={**home, **environment}, capture_output=True, timeout=60, check=False)
    refused(Ending(done.returncode, done.stdout.decode(), done.stderr.decode()), said)


# --- what is not an error, and what comes from outside --------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_good_file_is_assessed(lang: str, program: Run, good: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_bytes(BEFORE)
    ending = program("assess", good, "--as-of", "2026-11-24", "-o", f"json:{report}", "-o", "text", lang=lang)
    assert ending.code == 0
    assert ending.err == ""
    assert "某某云" in ending.out
    assert b'"selfcheck/result/1"' in read_bytes(report, limit=64 * MEGABYTE)
    assert {path.name for path in tmp_path.iterdir()} == {"answers.yaml", "report.json"}


def test_standard_input_is_assessed_like_a_file(program: Run) -> None:
    assert program("assess", "-", lang="en", stdin=VALID.encode()).code == 0


def test_a_reader_that_goes_away_is_not_an_error(home: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "selfcheck", "schema", "answers"]  # far more than a pipe holds
    with subprocess.Popen(command, env=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == b"{\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_standard_output_that_cannot_be_written_is_said(home: Mapping[str, str], good: Path) -> None:
    command = [sys.executable, "-m", "selfcheck", "assess", str(good)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, env=home, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    refused(Ending(done.returncode, "", done.stderr.decode()), "标准输出")


def test_standard_output_that_is_closed_is_said(home: Mapping[str, str], good: Path) -> None:
    command = ["sh", "-c", f'exec "{sys.executable}" -m selfcheck assess "{good}" >&-']
    done = subprocess.run(command, env=home, stderr=subprocess.PIPE, timeout=60, check=False)
    refused(Ending(done.returncode, "", done.stderr.decode()), "标准输出")


def test_an_error_nobody_reads_is_an_error_all_the_same(home: Mapping[str, str], tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "selfcheck", "assess", str(tmp_path / "no.yaml")]
    done = subprocess.run(command, env=home, stderr=write, stdout=subprocess.PIPE, timeout=60, check=False)
    os.close(write)
    assert (done.returncode, done.stdout) == (2, b"")


def test_an_interrupt_ends_with_130_and_without_a_report(run: Run, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(inputs, "answers", interrupted)
    assert run("assess", good, lang="en") == Ending(130, "", "interrupted\n")


def test_an_interrupt_from_the_keyboard_while_reading_ends_with_130(home: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "selfcheck", "assess", "-"]
    with subprocess.Popen(
        command,
        env={**home, "SELFCHECK_LANG": "en"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores it
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"#" * MEGABYTE)  # returns once the program has begun to read: a pipe holds far less
        code = None
        for _ in range(30):  # a signal between two reads is only noticed at the next one
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(timeout=1)
                break
        process.kill()
        assert process.stdout is not None and process.stderr is not None
        assert (code, process.stdout.read(), process.stderr.read()) == (130, b"", b"interrupted\n")


def test_a_bug_is_told_apart_from_bad_input(run: Run, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(inputs, "answers", broken)
    ending = run("assess", good, lang="en")
    assert (ending.code, ending.out) == (3, "")
    assert "internal error; please report it" in ending.err
