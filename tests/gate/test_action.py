"""action.yml as GitHub runs it: its own shell steps, in a repository of their own, over real pull requests."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

import selfcheck

TOP = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
STEPS = {step.get("name", step.get("uses")): step for step in ACTION["runs"]["steps"]}
DAY = "2026-11-24"
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None or shutil.which("git") is None, reason="needs bash and git")


class PullRequest:
    """A clone of the example repository with a base commit, and a change on top of it."""

    def __init__(self, folder: Path) -> None:
        self.top, self.temp, self.bin = folder / "work", folder / "temp", folder / "bin"
        shutil.copytree(TOP / "examples" / "answers-repo", self.top)
        self.temp.mkdir()
        self.bin.mkdir()
        self.program("selfcheck", f'exec "{sys.executable}" -m selfcheck "$@"')
        self.git("init", "--quiet", "--initial-branch", "main")
        self.base = self.commit("base")

    def program(self, name: str, line: str) -> None:
        path = self.bin / name
        path.write_text(f"#!{BASH}\n{line}\n", encoding="utf-8")
        path.chmod(0o755)

    def git(self, *arguments: str) -> str:
        command = [
            "git",
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.org",
            "-c",
            "core.autocrlf=false",
            *arguments,
        ]
        return subprocess.run(command, cwd=self.top, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, message: str) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def change(self, file: str, old: str, new: str) -> int:
        path = self.top / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        self.commit("change")
        return text[: text.index(old)].count("\n") + 1

    def run(self, step: str, **given: str) -> subprocess.CompletedProcess[str]:
        """One step with the defaults of the action's inputs, as the runner fills them in."""
        values = {name: entry.get("default", "") for name, entry in ACTION["inputs"].items()}
        values |= {"base": self.base, "as-of": DAY} | {name.replace("_", "-"): value for name, value in given.items()}
        env = {name: filled(text, values) for name, text in STEPS[step]["env"].items()}
        assert "${{" not in STEPS[step]["run"], "an input reaches the shell through its environment only"
        return subprocess.run(
            [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[step]["run"]],
            cwd=self.top / values["working-directory"],
            env={**self.environment(), **env},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def environment(self) -> Mapping[str, str]:
        source = str(Path(selfcheck.__file__).parents[1])
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("SELFCHECK_", "GITHUB_", "GIT_"))
        }
        return kept | {
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(filter(None, (source, os.environ.get("PYTHONPATH")))),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "GITHUB_REPOSITORY": "owner/answers",
        }

    @property
    def outputs(self) -> dict[str, str]:
        lines = (self.temp / "output").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)


def filled(text: Any, values: Mapping[str, str]) -> str:
    found = re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: str(values[match[1]]), str(text))
    return re.sub(r"\$\{\{[^}]*\}\}", "7", found)  # the token, the number of the pull request


@pytest.fixture
def pull_request(tmp_path: Path) -> PullRequest:
    return PullRequest(tmp_path)


def test_a_pull_request_that_worsens_one_answer_fails_at_its_line(pull_request: PullRequest) -> None:
    line = pull_request.change("answers/hq.yaml", "log_retention_months: 12", "log_retention_months: 1")
    done = pull_request.run("Gate")
    assert done.returncode == 1, done.stderr
    assert pull_request.outputs["code"] == "1"
    assert f"::error file=answers/hq.yaml,line={line},col=5,title=MON-01::MON-01 " in done.stdout
    comment = (pull_request.temp / "selfcheck" / "gate.md").read_text(encoding="utf-8")
    assert comment.startswith("<!-- selfcheck:report -->\n")
    assert "**与 2026&#45;11&#45;24 相比：新增 1 处，消除 0 处，仍在 1 处**" in comment
    assert (pull_request.temp / "summary").read_text(encoding="utf-8").startswith("<!-- selfcheck:report -->")
    results = json.loads((pull_request.temp / "selfcheck" / "gate.sarif").read_text(encoding="utf-8"))["runs"][0][
        "results"
    ]
    (new,) = [result for result in results if result["baselineState"] == "new"]
    assert new["locations"][0]["physicalLocation"]["region"]["startLine"] == line


def test_a_pull_request_that_closes_a_gap_passes(pull_request: PullRequest) -> None:
    pull_request.change("answers/branch.yaml", "log_retention_months: 3", "log_retention_months: 12")
    done = pull_request.run("Gate")
    assert done.returncode == 0, done.stderr
    report = json.loads(Path(pull_request.outputs["report"]).read_text(encoding="utf-8"))
    (branch,) = [one for one in report["organisations"] if "海州" in one["organisation"]]
    assert branch["changes"]["resolved"] == [{"control": "MON-01", "item": "systems[wms]", "now": "satisfied"}]


def test_a_pull_request_that_breaks_the_file_cannot_be_assessed(pull_request: PullRequest) -> None:
    pull_request.change("answers/hq.yaml", "  data.incidents_24m: 0", "  data.incidents_24: 0")
    done = pull_request.run("Gate")
    assert done.returncode == 2
    assert pull_request.outputs["code"] == "2"
    assert "::error file=answers/hq.yaml,line=" in done.stdout


def test_reporting_without_failing_still_fails_when_nothing_could_be_assessed(pull_request: PullRequest) -> None:
    pull_request.change("answers/hq.yaml", "log_retention_months: 12", "log_retention_months: 1")
    assert pull_request.run("Gate", fail="false").returncode == 0
    assert pull_request.run("Gate", fail="false", answers="answers/*.yml").returncode == 2
    assert pull_request.run("Gate", fail="no").returncode == 1


def test_without_a_base_commit_the_verdict_stands_alone(pull_request: PullRequest) -> None:
    for base in ("", "0" * 40):
        done = pull_request.run("Gate", base=base)
        assert done.returncode == 0, done.stderr
        assert json.loads(Path(pull_request.outputs["report"]).read_text())["organisations"][0]["changes"] is None


@pytest.mark.parametrize(
    "given",
    [
        {"policy": "gone.yaml"},
        {"baseline": "gone.json"},
        {"waivers": "gone.yaml"},
        {"answers": "gone/*.yaml"},
        {"as_of": "yesterday"},
        {"lang": "fr"},
    ],
)
def test_an_input_that_leads_nowhere_fails(given: dict[str, str], pull_request: PullRequest) -> None:
    assert pull_request.run("Gate", **given).returncode not in (0, 1)


def test_answers_in_a_folder_of_a_larger_repository(pull_request: PullRequest) -> None:
    (pull_request.top / "compliance").mkdir()
    for name in ("answers", "evidence", "selfcheck.yaml", "waivers.yaml", "baseline.json"):
        (pull_request.top / name).rename(pull_request.top / "compliance" / name)
    pull_request.base = pull_request.commit("moved")
    line = pull_request.change("compliance/answers/hq.yaml", "log_retention_months: 12", "log_retention_months: 1")
    done = pull_request.run("Gate", working_directory="compliance")
    assert done.returncode == 1, done.stderr
    assert f"file=compliance/answers/hq.yaml,line={line}," in done.stdout
    assert "新增 1" in (pull_request.temp / "selfcheck" / "gate.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("known", "call"),
    [
        ("", "--method POST repos/owner/answers/issues/7/comments"),
        ("42", "--method PATCH repos/owner/answers/issues/comments/42"),
    ],
)
def test_the_comment_is_updated_in_place(known: str, call: str, pull_request: PullRequest) -> None:
    """`gh` is played by a script that notes what it was asked."""
    log = pull_request.temp / "gh.log"
    pull_request.program("gh", f'echo "$*" >> "{log}"\ncase "$*" in *--paginate*) echo "{known}";; esac')
    pull_request.run("Gate")
    done = pull_request.run("Comment")
    assert done.returncode == 0, done.stderr
    asked = log.read_text(encoding="utf-8").splitlines()
    assert asked[0].startswith("api --paginate repos/owner/answers/issues/7/comments --jq ")
    assert '.user.type == "Bot"' in asked[0]
    assert asked[1] == f"api --silent {call} --field body=@{pull_request.temp}/selfcheck/gate.md"


def test_every_action_it_uses_is_pinned_to_a_commit() -> None:
    used = [step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step]
    workflow = yaml.safe_load(
        (TOP / "examples/answers-repo/.github/workflows/selfcheck.yml").read_text(encoding="utf-8")
    )
    used += [step["uses"] for step in workflow["jobs"]["gate"]["steps"] if not step["uses"].startswith("OWNER/")]
    assert len(used) == 3
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name) for name in used)


def test_it_fails_by_default() -> None:
    assert ACTION["inputs"]["fail"]["default"] == "true"
    assert not any(step.get("continue-on-error") for step in ACTION["runs"]["steps"])


def test_the_hooks_run_commands_there_are() -> None:
    hooks = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["entry"] for hook in hooks] == ["selfcheck validate", "selfcheck gate"]
    files = ("answers.yaml", "answers/hq.yaml", "sub/answers/hq.yml", "docs/x.yaml")
    assert [bool(re.search(hooks[0]["files"], name)) for name in files] == [True, True, True, False]
    assert [bool(re.search(hooks[1]["files"], name)) for name in ("waivers.yaml", "baseline.json", "a.txt")] == [
        True,
        True,
        False,
    ]
    assert hooks[1]["pass_filenames"] is False
