"""Lint tells an author what is wrong and where: each row of cases/lint.yaml spoils one line of a sound folder."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import selfcheck.load.content as source
from selfcheck.cli import inputs
from selfcheck.errors import Problem
from selfcheck.lint import run
from shipped import content

CASES = Path(__file__).parents[1] / "cases"
ROWS: list[dict[str, Any]] = yaml.safe_load((CASES / "lint.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(CASES / "lint", tmp_path / "lint")


def test_nothing_is_wrong_with_the_sound_folder(folder: Path) -> None:
    summary, problems = run(folder)
    assert problems == []
    assert (
        summary.en
        == "2 controls, 6 questions, 3 laws, 6 examples: no problems; source clauses 2/2, context clauses 1/1"
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["when"]))
def test_lint_says_where_and_what_when(row: dict[str, Any], folder: Path) -> None:
    file = folder / row["file"]
    sound = file.read_text(encoding="utf-8")
    assert sound.count(row["was"]) == 1
    file.write_text(sound.replace(row["was"], row["now"]), encoding="utf-8")
    place = folder / row.get("in", row["file"])
    _, problems = run(folder)
    wanted = [problem for problem in problems if row["says"] in said(problem)]
    assert wanted, [said(problem) for problem in problems]
    pointed = [(problem.location.file, pointed_at(problem)[:80]) for problem in wanted]
    assert any(at == str(place) and text.startswith(row["at"]) for at, text in pointed), pointed


def said(problem: Problem) -> str:
    return problem.what.en + (f"; {problem.allowed.en}" if problem.allowed else "")


def pointed_at(problem: Problem) -> str:
    """The file from the problem's place on."""
    at = problem.location
    lines = Path(at.file).read_text(encoding="utf-8").splitlines(keepends=True)[at.line - 1 :]
    return "".join(lines)[at.column - 1 :]


OWN = """id: own
prefix: {prefix}
title: {{zh: 自有, en: Own}}
summary: {{zh: 自有要求, en: Own requirements}}
questions:
  {key}: {{ask: {{zh: 有吗？, en: Any?}}, type: bool, evidence: {{zh: 制度, en: policy}}}}
controls:
  - id: {prefix}-01
    title: {{zh: 应有, en: Have one}}
    why: {{zh: 公司要求, en: The company asks for it}}
    origin: practice
    satisfied_when: {{fact: {key}, is: true}}
    severity: low
    severity_reason: {{zh: 内部要求, en: internal}}
    remediation:
      action: {{zh: 去做, en: do it}}
      owner: internal-audit
      effort_days: 1
      due_days: 30
      proof: {{zh: 记录, en: record}}
    examples: {{satisfied: {{{key}: true}}, not-satisfied: {{{key}: false}}}}
"""


@pytest.mark.parametrize(
    ("name", "prefix", "key", "says"),
    [
        ("own.yaml", "ACME.SEC", "acme.rule", None),
        ("own.yaml", "SEC", "acme.rule", "a private prefix needs a namespace"),
        ("own.yaml", "ACME.SEC", "emergency.rule", "a private question needs the namespace"),
        ("scoring.yaml", "ACME.SEC", "acme.rule", "the shipped scoring.yaml cannot be replaced"),
    ],
    ids=["under its own namespace", "no namespace", "a shipped domain's key", "in the place of a shipped file"],
)
def test_a_private_folder_adds_and_never_replaces(
    tmp_path: Path, name: str, prefix: str, key: str, says: str | None
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.yaml").write_text(OWN.format(prefix=prefix, key=key), encoding="utf-8")
    if name != "own.yaml":
        shutil.copy(source.bundled() / name, tmp_path / "own" / name)
    _, problems = run(tmp_path / "own")
    found = [said(problem) for problem in problems]
    assert (found == []) if says is None else any(says in text for text in found), found


def test_a_private_law_cannot_take_a_shipped_name(tmp_path: Path) -> None:
    (tmp_path / "own" / "laws").mkdir(parents=True)
    shutil.copy(source.bundled() / "laws" / "vuln-rules.yaml", tmp_path / "own" / "laws")
    _, problems = run(tmp_path / "own")
    assert any("vuln-rules is already used in" in said(problem) for problem in problems)


def test_the_private_checklist_of_the_guide_is_sound_and_is_assessed(tmp_path: Path) -> None:
    guide = (source.bundled() / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(id: acme-security\n.*?)```", guide, re.DOTALL)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "sec.yaml").write_text(example, encoding="utf-8")
    assert run(tmp_path / "own")[1] == []
    assert "ACME.SEC-01" in inputs.content(tmp_path / "own").controls


def test_every_shipped_control_cites_a_duty() -> None:
    assert [control.id for control in content().controls.values() if not control.duties] == []
