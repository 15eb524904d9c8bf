"""The example repository passes its own gate, with the commands its pipelines run, and a bad change does not."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from selfcheck.cli import app
from selfcheck.cli.app import run

EXAMPLE = Path(__file__).parents[2] / "examples" / "answers-repo"
DAY = "2026-11-24"
PIPELINES = (".gitlab-ci.yml", "Jenkinsfile", ".workflow/selfcheck.yml")
Gate = Callable[..., tuple[int, str]]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy to work in."""
    copy = tmp_path / "repository"
    shutil.copytree(EXAMPLE, copy)
    (copy / ".git").mkdir()
    monkeypatch.chdir(copy)
    return copy


@pytest.fixture
def gate(repository: Path, capsys: pytest.CaptureFixture[str]) -> Gate:
    def here(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = run(["gate", *(arguments or ("answers/*.yaml",)), "--as-of", DAY, "--lang", "zh"])
        return code, capsys.readouterr().out

    return here


def change(file: str, old: str, new: str) -> int:
    """Changes one line and says which."""
    text = Path(file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {file}"
    Path(file).write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_example_passes(gate: Gate) -> None:
    code, out = gate()
    assert code == 0, out
    assert "共 2 份答卷：通过 2，未通过 0，无法评估 0" in out
    assert "RNR-24 sites[www] 豁免至 2027-04-30" in out
    assert "基线已有 1 处" in out
    assert "! " not in out  # no waiver is unused or about to end


def test_its_readme_shows_what_it_prints(gate: Gate) -> None:
    _, out = gate()
    for name, first in (("README.md", "门禁：通过"), ("README.en.md", "Gate passed")):
        readme = Path(name).read_text(encoding="utf-8")
        assert f"--as-of {DAY}" in readme
        assert first in readme
    assert "门禁：通过\n" in out
    assert "共 2 份答卷：通过 2，未通过 0，无法评估 0" in Path("README.md").read_text(encoding="utf-8")


def test_its_baseline_is_what_would_be_written_today(gate: Gate) -> None:
    before = Path("baseline.json").read_text(encoding="utf-8")
    assert gate("answers/*.yaml", "--write-baseline", "new.json")[0] == 0
    written = Path("new.json").read_text(encoding="utf-8")
    assert re.sub(r'"content_version": "[^"]*"', "", written) == re.sub(r'"content_version": "[^"]*"', "", before)


@pytest.mark.parametrize("name", PIPELINES)
def test_every_pipeline_runs_a_gate_that_passes(name: str, gate: Gate) -> None:
    commands = re.findall(r"selfcheck gate ([^'\n]*)", Path(name).read_text(encoding="utf-8"))
    assert len(commands) == 1
    code, out = gate(*shlex.split(commands[0]))
    assert code == 0, out
    for written in re.findall(r"-o \w+:(\S+)", commands[0]):
        assert Path(written).stat().st_size


@pytest.mark.parametrize("name", [".gitlab-ci.yml", ".workflow/selfcheck.yml", ".github/workflows/selfcheck.yml"])
def test_every_yaml_pipeline_is_well_formed(name: str) -> None:
    assert isinstance(yaml.safe_load((EXAMPLE / name).read_text(encoding="utf-8")), dict)


def test_a_worse_answer_fails_at_its_line(gate: Gate) -> None:
    line = change("answers/hq.yaml", "log_retention_months: 12", "log_retention_months: 1")
    code, out = gate()
    assert code == 1
    assert f"answers/hq.yaml:{line}:5 MON-01" in out
    assert "比基线差的检查项 1 项，最多 0 项  [baseline]" in out


def test_a_closed_gap_passes_and_tightens_the_baseline(gate: Gate) -> None:
    change("answers/branch.yaml", "log_retention_months: 3", "log_retention_months: 12")
    code, out = gate("answers/*.yaml", "--update-baseline")
    assert code == 0, out
    assert '"control"' not in Path("baseline.json").read_text(encoding="utf-8")
    change("answers/branch.yaml", "log_retention_months: 12", "log_retention_months: 3")
    assert gate()[0] == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("evidence/hq/vulnerability-scan-2026-11.txt", "0 个", "9 个", "与登记的 sha256 不一致"),
        ("waivers.yaml", "expires: 2027-04-30", "expires: 2026-11-23", "已于 2026-11-23 到期，差距恢复计入"),
        ("waivers.yaml", "expires: 2027-04-30", "expires: 2027-05-02", "期限超过该风险等级的 180 天"),
        ("answers/hq.yaml", "reviewed_on: 2026-08-31", "reviewed_on: 2025-08-31", "未按期复核的佐证材料 1 项"),
        ("answers/hq.yaml", "evidence/hq/employee-audit-2026.txt", "../employee-audit-2026.txt", "不在仓库内"),
    ],
)
def test_what_excuses_or_proves_must_hold(file: str, old: str, new: str, said: str, gate: Gate) -> None:
    change(file, old, new)
    code, out = gate()
    assert code == 1
    assert said in out.replace("\n      ", "").replace("\n  ", "")


def test_overdue_plan_items_fail(gate: Gate, repository: Path) -> None:
    if "plan" not in app.COMMANDS:
        pytest.skip("there is no command plan yet")
    for name in ("hq", "branch"):
        start = ("--as-of", DAY, "--start", "2026-01-05", "--quiet", "-o", f"json:{name}-plan.json")
        assert run(["plan", f"answers/{name}.yaml", *start]) == 0
    change(
        "selfcheck.yaml",
        "baseline: baseline.json",
        "plan: {file: [hq-plan.json, branch-plan.json], overdue: 0}\nbaseline: baseline.json",
    )
    code, out = gate()
    assert code == 1
    assert "超期未完成的整改项 1 项，最多 0 项  [plan.overdue]\n      MON-01\n" in out
    assert "整改项" in out
    change("selfcheck.yaml", "overdue: 0", "overdue: 1")
    assert gate()[0] == 0
    change("selfcheck.yaml", "[hq-plan.json, branch-plan.json]", "hq-plan.json")
    assert gate()[0] == 2  # no plan for one of the two is not a plan without overdue items


def test_the_broken_answers_of_one_company_do_not_hide_the_other(gate: Gate) -> None:
    change("answers/hq.yaml", "selfcheck: answers/1", "selfcheck: answers/9")
    code, out = gate()
    assert code == 2
    assert "青禾在线商城（海州）仓储有限公司（answers/branch.yaml）  通过" in out
