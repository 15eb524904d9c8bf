"""Several files are written, or none."""

from pathlib import Path

import pytest

from selfcheck.errors import SelfcheckError
from selfcheck.load.files import write_together


def test_all_files_are_written(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old")
    write_together([(tmp_path / "a.json", "{}"), (tmp_path / "b.xlsx", b"PK")])
    assert (tmp_path / "a.json").read_text() == "{}"
    assert (tmp_path / "b.xlsx").read_bytes() == b"PK"
    assert len(list(tmp_path.iterdir())) == 2


def test_one_that_cannot_be_written_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old")
    bad = tmp_path / "nowhere" / "b.xlsx"
    with pytest.raises(SelfcheckError) as error:
        write_together([(tmp_path / "a.json", "{}"), (tmp_path / "new.txt", ""), (bad, b"PK")])
    assert error.value.problems[0].line("en").startswith(f"{bad}: no such file or directory; ")
    assert (tmp_path / "a.json").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_an_interrupt_between_two_files_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def second_is_interrupted(self: Path, target: Path) -> Path:
        if target.name == "b":
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", second_is_interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_together([(tmp_path / "a", "1"), (tmp_path / "b", "2")])
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_nothing_to_write_is_no_error() -> None:
    write_together([])
