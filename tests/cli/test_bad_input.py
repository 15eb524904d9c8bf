"""Whatever is wrong with an answers file: exit code 2, nothing on standard output, a message that names the place and
what is allowed, and every file as it was."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from selfcheck.model.content import Content

Run = Callable[..., Any]  # the fixtures of conftest.py
Snapshot = Callable[[], Mapping[str, object]]

LANGUAGES = ("zh", "en")
MEGABYTE = 1024 * 1024
HEAD = "selfcheck: answers/1\norganisation: {name: 某某云, sectors: [cloud]}\n"
VALID = HEAD + "answers: {}\n"
BEFORE = b"the report of last month\n"


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
def test_an_answers_file_that_cannot_be_used(
    name: str, lang: str, run_here: Run, tmp_path: Path, snapshot: Snapshot
) -> None:
    content, place, zh, en = FILES[name]
    path, report = tmp_path / "answers.yaml", tmp_path / "report.json"
    path.write_bytes(content)
    report.write_bytes(BEFORE)
    before = snapshot()
    said = zh if lang == "zh" else en
    ending = run_here("assess", path, "-o", f"json:{report}", "-o", "text", lang=lang)
    ending.refused(said)
    assert ending.err.startswith(f"{path}{place}")
    assert snapshot() == before
    assert report.read_bytes() == BEFORE
    run_here("validate", path, lang=lang).refused(said)
    run_here("assess", "-", lang=lang, stdin=content).refused(said, "<stdin>")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_negative_ratio(lang: str, run_here: Run, shipped: Content, tmp_path: Path) -> None:
    key = next(q.key for q in shipped.questions.values() if q.type == "ratio" and q.inventory is None)
    path = tmp_path / "answers.yaml"
    path.write_bytes(with_answers(f"{key}: -0.1"))
    allowed = "应为 0 到 1 的数" if lang == "zh" else "expected 0 to 1, or a percentage such as 80%"
    run_here("assess", path, lang=lang).refused(f"{path}:4:{len(key) + 5}: {key}", "-0.1", allowed)


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
    made: Callable[[Path], Path],
    zh: str,
    en: str,
    lang: str,
    run_alone: Run,
    tmp_path: Path,
    snapshot: Snapshot,
) -> None:
    path = made(tmp_path)
    before = snapshot()
    ending = run_alone("assess", path, "-o", f"json:{tmp_path / 'report.json'}", lang=lang)
    ending.refused(zh if lang == "zh" else en)
    assert ending.err.startswith(f"{path}: ")
    assert snapshot() == before


@pytest.mark.parametrize("name", ["alias bomb", "deep block", "deep flow", "deep items"])
def test_a_hostile_file_does_not_bring_the_process_down(name: str, run_alone: Run, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(FILES[name][0])
    run_alone("assess", path, lang="en").refused(FILES[name][3])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_standard_input_without_end(lang: str, run_here: Run) -> None:
    allowed = "最多 16,777,216 字节" if lang == "zh" else "at most 16,777,216 bytes"
    run_here("assess", "-", lang=lang, stdin=b"#" * (16 * MEGABYTE + 1)).refused("<stdin>", allowed)
