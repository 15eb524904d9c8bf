"""A new repository of answers is gated from the start: half-answered it fails, and never because a file is missing."""

from pathlib import Path

import pytest

from selfcheck.cli.app import run
from selfcheck.errors import SelfcheckError
from selfcheck.load import starter

ANSWERS = "selfcheck: answers/1\norganisation: {name: 新公司, sectors: [enterprise]}\nanswers: {}\n"


def test_a_new_repository_is_gated_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written = starter.write(tmp_path / "new", {"hq.yaml": ANSWERS})
    assert {path.relative_to(tmp_path / "new").as_posix() for path in written} == {
        *starter.KEPT, "waivers.yaml", "evidence/README.md", "answers/hq.yaml",
    }  # fmt: skip
    monkeypatch.chdir(tmp_path / "new")
    assert run(["gate", "answers/*.yaml", "--as-of", "2026-11-24", "--lang", "zh"]) == 1
    assert "门禁策略 selfcheck.yaml" in capsys.readouterr().out
    assert run(["gate", "answers/*.yaml", "--as-of", "2026-11-24", "--write-baseline", "baseline.json"]) == 0
    policy = Path("selfcheck.yaml")
    policy.write_text(policy.read_text(encoding="utf-8").replace("# baseline:", "baseline:"), encoding="utf-8")
    assert run(["gate", "answers/*.yaml", "--as-of", "2026-11-24", "--lang", "zh"]) == 0


def test_nothing_is_overwritten_and_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "Jenkinsfile").write_text("mine", encoding="utf-8")
    with pytest.raises(SelfcheckError) as error:
        starter.write(tmp_path, {})
    assert [problem.location.file for problem in error.value.problems] == [str(tmp_path / "Jenkinsfile")]
    assert [path.name for path in tmp_path.iterdir()] == ["Jenkinsfile"]
