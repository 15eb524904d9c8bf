"""Writing replaces a file whole or leaves it as it was."""

import os
import resource
import stat
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load.files import write_atomically


def refused_write(path: Path, content: str | bytes = "new") -> Problem:
    with pytest.raises(SelfcheckError) as error:
        write_atomically(path, content)
    (problem,) = error.value.problems
    assert problem.location == Location(str(path))
    assert problem.what.zh
    assert problem.allowed is not None
    return problem


def test_text_is_written_as_utf8_with_its_line_ends_untouched(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    write_atomically(path, "符合\r\n不符合\n")
    assert path.read_bytes() == "符合\r\n不符合\n".encode()


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_atomically(path, b"PK\x03\x04\0")
    assert path.read_bytes() == b"PK\x03\x04\0"


def test_a_new_file_gets_the_mode_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "report.txt", "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "report.txt").stat().st_mode) == 0o640


def test_an_existing_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("old and longer")
    path.chmod(0o604)
    write_atomically(path, "new")
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604
    assert list(tmp_path.iterdir()) == [path]


def test_a_symlink_stays_and_its_target_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "folder" / "link.txt"
    target.write_text("old")
    link.parent.mkdir()
    link.symlink_to(target)
    write_atomically(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert list(link.parent.iterdir()) == [link]


def test_a_failing_disk_leaves_the_old_file_whole_and_no_temporary_file(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))  # the eleventh byte fails, as on a full disk
    try:
        problem = refused_write(path, "x" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "File too large" in problem.what.en
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupt_leaves_the_old_file_whole_and_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.txt"
    path.write_text("old")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_content_is_on_the_disk_before_it_takes_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.txt"
    path.write_text("old")
    sizes: list[tuple[int, str]] = []
    real = os.fsync

    def observe(descriptor: int) -> None:
        real(descriptor)
        sizes.append((os.fstat(descriptor).st_size, path.read_text()))

    monkeypatch.setattr(os, "fsync", observe)
    write_atomically(path, "new!")
    assert sizes == [(4, "old")]


def test_writing_into_a_missing_directory_is_refused_and_creates_nothing(tmp_path: Path) -> None:
    assert refused_write(tmp_path / "nowhere" / "report.txt").what.en == "no such file or directory"
    assert list(tmp_path.iterdir()) == []


def test_writing_over_a_directory_is_refused(tmp_path: Path) -> None:
    assert "directory" in refused_write(tmp_path).what.en


def test_writing_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    assert "not a directory" in refused_write(tmp_path / "file" / "report.txt").what.en
    assert (tmp_path / "file").read_text() == "old"


def test_writing_to_a_path_with_a_nul_is_refused(tmp_path: Path) -> None:
    assert refused_write(tmp_path / "a\0b").what.en == "invalid path"


def test_a_named_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "pipe" in refused_write(tmp_path / "pipe").what.en
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_standard_output_into_a_pipe_is_not_taken_for_a_missing_file() -> None:
    reading, writing = os.pipe()
    try:
        assert "pipe" in refused_write(Path(f"/proc/self/fd/{writing}")).what.en
    finally:
        os.close(reading)
        os.close(writing)


def test_a_read_only_file_is_not_overwritten(public_folder: Path, unprivileged: AbstractContextManager[None]) -> None:
    path = public_folder / "report.txt"
    path.write_text("old")
    path.chmod(0o444)
    with unprivileged:
        assert refused_write(path).what.en == "permission denied"
    assert path.read_text() == "old"
    assert list(public_folder.iterdir()) == [path]


def test_a_read_only_directory_is_refused(public_folder: Path, unprivileged: AbstractContextManager[None]) -> None:
    public_folder.chmod(0o555)
    with unprivileged:
        assert refused_write(public_folder / "report.txt").what.en == "permission denied"
    assert list(public_folder.iterdir()) == []


def test_a_loop_of_symlinks_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    refused_write(tmp_path / "a")
    assert (tmp_path / "a").is_symlink()
