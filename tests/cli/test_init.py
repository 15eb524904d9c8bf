"""`selfcheck init --repo` writes a repository that the gate judges at once, and never over what is there."""

from pathlib import Path

import pytest

from selfcheck.cli.app import run


def start(folder: Path, name: str = "新公司", *more: str) -> int:
    return run(["init", "--repo", str(folder), "--name", name, "--sector", "enterprise", *more])


def test_the_new_repository_is_gated_and_fails_until_it_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(tmp_path / "new") == 0
    monkeypatch.chdir(tmp_path / "new")
    assert run(["validate", "answers/organisation.yaml"]) == 0
    assert run(["gate", "answers/*.yaml", "--as-of", "2026-11-24"]) == 1
    assert "新公司" in capsys.readouterr().out


def test_nothing_is_written_over(tmp_path: Path) -> None:
    assert start(tmp_path) == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert start(tmp_path, "另一公司") == 2
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["", "\x7f", "\x1b[31m红"])
def test_a_name_no_answers_file_may_hold_writes_nothing(tmp_path: Path, name: str) -> None:
    assert start(tmp_path / "new", name) == 2
    assert not (tmp_path / "new").exists()


def test_a_hostile_name_stays_one_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start(tmp_path / "new", '甲"}, sectors: [carrier] #') == 0
    assert run(["validate", str(tmp_path / "new" / "answers" / "organisation.yaml")]) == 0


def test_an_unknown_kind_of_organisation_is_refused_with_the_known_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", "--repo", str(tmp_path / "new"), "--name", "新公司", "--sector", "bank"]) == 2
    assert "enterprise" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
