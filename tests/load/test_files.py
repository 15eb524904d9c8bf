"""Reading refuses whatever is not a text file of bounded size in a known encoding."""

import os
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load.files import decode, read_bytes

MEGABYTE = 1024 * 1024
SENTENCES = (
    "selfcheck: answers/1\norganisation: {name: 某某云计算有限公司, sectors: [cloud]}\n",
    "answers:\n  emergency.drill_note: 已按预案完成应急演练，参演 23 人\n",
    "note: 联通\n",  # the classic pair that is nearly UTF-8
    "owner: 𠮷田，电话 010-1234；备注：“已整改”\n",  # a character of four bytes in GB18030
)


def problem_of(error: pytest.ExceptionInfo[SelfcheckError]) -> Problem:
    (problem,) = error.value.problems
    assert problem.what.zh
    assert problem.allowed is not None
    return problem


def refused_read(path: Path, limit: int = 100) -> Problem:
    with pytest.raises(SelfcheckError) as error:
        read_bytes(path, limit=limit)
    problem = problem_of(error)
    assert problem.location == Location(str(path))
    return problem


def refused_text(content: bytes) -> Problem:
    with pytest.raises(SelfcheckError) as error:
        decode(content, "answers.yaml")
    return problem_of(error)


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"a: 1\n")
    assert read_bytes(path, limit=5) == b"a: 1\n"


def test_one_byte_over_the_limit_is_refused_and_the_limit_is_named(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"x" * 2049)
    problem = refused_read(path, limit=2048)
    assert problem.line("en") == f"{path}: too large; at most 2,048 bytes"
    assert problem.line("zh") == f"{path}: 文件过大；最多 2,048 字节"


def test_an_empty_file_is_read_as_no_bytes(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.touch()
    assert read_bytes(path, limit=10) == b""


def test_a_sparse_file_of_200_megabytes_is_refused_without_being_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "huge.yaml"
    path.touch()
    os.truncate(path, 200 * MEGABYTE)

    def unexpected(*_: object, **__: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(Path, "open", unexpected)
    assert "too large" in refused_read(path, limit=10 * MEGABYTE).what.en


def test_no_more_than_one_byte_over_the_limit_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size == 11
            return b"x" * size

    path = tmp_path / "answers.yaml"
    path.touch()
    monkeypatch.setattr(Path, "open", lambda *_: Endless())
    assert "too large" in refused_read(path, limit=10).what.en


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs /proc")
def test_a_file_that_holds_more_than_it_reports_is_refused() -> None:
    assert Path("/proc/self/maps").stat().st_size == 0
    assert "too large" in refused_read(Path("/proc/self/maps"), limit=100).what.en


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refused_read(tmp_path / "nowhere.yaml").what.en == "no such file or directory"


def test_a_dangling_symlink_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(tmp_path / "nowhere.yaml")
    assert refused_read(link).what.en == "no such file or directory"


def test_a_file_used_as_a_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "not a directory" in refused_read(tmp_path / "file" / "answers.yaml").what.en


def test_a_loop_of_symlinks_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    refused_read(tmp_path / "a")


def test_a_path_with_a_nul_is_refused(tmp_path: Path) -> None:
    assert refused_read(tmp_path / "a\0b").what.en == "invalid path"


def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert "directory" in refused_read(tmp_path).what.en


def test_a_named_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "pipe" in refused_read(tmp_path / "pipe").what.en


def test_an_endless_device_is_refused() -> None:
    assert "device" in refused_read(Path("/dev/zero")).what.en


def test_a_file_without_read_permission_is_refused(
    public_folder: Path, unprivileged: AbstractContextManager[None]
) -> None:
    path = public_folder / "secret.yaml"
    path.write_bytes(b"a: 1\n")
    path.chmod(0)
    with unprivileged:
        assert refused_read(path).what.en == "permission denied"


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_utf8_with_or_without_bom_and_gb18030_give_the_same_text(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "answers.yaml") == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_any_utf8_text_is_read_as_it_was_written(text: str) -> None:
    assert decode(text.encode("utf-8"), "answers.yaml") == text


@given(st.binary(max_size=60))
def test_any_bytes_give_text_or_a_problem(content: bytes) -> None:
    try:
        text = decode(content, "answers.yaml")
    except SelfcheckError as error:
        assert error.problems
    else:
        assert "\0" not in text
        assert "\ufffd" not in text or "\ufffd".encode() in content or "\ufffd".encode("gb18030") in content


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-32-be"])
def test_utf16_and_utf32_are_refused_by_name(encoding: str) -> None:
    problem = refused_text(SENTENCES[0].encode(encoding))
    assert "UTF-16" in problem.what.en
    assert "UTF-16" in problem.what.zh
    assert "GB18030" in str(problem.allowed)


def test_a_utf16_byte_order_mark_is_enough_to_be_refused() -> None:
    assert "UTF-16" in refused_text("\ufeff检查".encode("utf-16-be")).what.en


def test_binary_content_is_refused_at_the_place_of_the_nul() -> None:
    problem = refused_text("甲: 1\n乙: \0\n".encode())
    assert problem.location == Location("answers.yaml", 2, 4)
    assert "binary" in problem.what.en


def test_bytes_that_are_no_encoding_at_all_are_refused_at_the_first_bad_byte() -> None:
    problem = refused_text("甲: 1\n乙: ".encode("gb18030") + b"\xff\xff\xff")
    assert problem.location == Location("answers.yaml", 2, 4)
    assert "neither" in problem.what.en


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_utf8_cut_inside_a_character_is_not_read_as_gb18030(bom: bytes) -> None:
    cut = bom + "name: 某某云\nnote: 演练".encode()[:-1]
    problem = refused_text(cut)
    assert problem.location == Location("answers.yaml", 2, 8)
    assert "UTF-8" in problem.what.en


def test_a_broken_byte_on_the_first_line_is_counted_from_behind_the_bom() -> None:
    assert refused_text(b"\xef\xbb\xbfa: \xff").location == Location("answers.yaml", 1, 4)
