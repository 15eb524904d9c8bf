"""A new repository of answers: policy, waivers and pipelines, taken from the example that the tests hold green."""

from collections.abc import Mapping
from pathlib import Path

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load.files import read_bytes, write_atomically
from selfcheck.text import Text

FILE_LIMIT = 1024 * 1024
KEPT = (
    ".gitattributes",
    ".github/CODEOWNERS",
    ".github/workflows/selfcheck.yml",
    ".gitignore",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
    ".workflow/selfcheck.yml",
    "Jenkinsfile",
    "selfcheck.yaml",
)
WAIVERS = """\
# yaml-language-server: $schema=waivers.schema.json
# 豁免只影响门禁，不影响得分和报告。expires 是最后一个有效日（含当日，北京时间）。
# Waivers change the gate, never the score or the report. The day of expires still counts (Asia/Shanghai).
# - control: GRD-03
#   item: systems[crm]          # 不写则整个检查项 / without it the whole control
#   reason: …
#   approver: …
#   approved_on: 2026-11-01
#   expires: 2027-01-31
selfcheck: waivers/1
zone: Asia/Shanghai
waivers: []
"""


def bundled() -> Path:
    """The example: inside the wheel, or at the top of a checkout."""
    package = Path(__file__).parents[1]
    packaged = package / "starter"
    return packaged if packaged.is_dir() else package.parents[1] / "examples" / "answers-repo"


def files(answers: Mapping[str, str]) -> dict[str, bytes]:
    """Everything of a new repository by its path; `answers` has the answers files to put under answers/."""
    found = {name: read_bytes(bundled() / name, limit=FILE_LIMIT) for name in KEPT}
    # There is no baseline yet: it is written from the first answers, and then named in the policy.
    policy = found["selfcheck.yaml"].decode("utf-8").splitlines(keepends=True)
    found["selfcheck.yaml"] = "".join(f"# {line}" if line.startswith("baseline:") else line for line in policy).encode()
    found["waivers.yaml"] = WAIVERS.encode()
    found["evidence/README.md"] = "佐证材料放这里，答卷里写 evidence/文件名。\nEvidence goes here.\n".encode()
    return found | {f"answers/{name}": text.encode() for name, text in answers.items()}


def write(folder: Path, answers: Mapping[str, str]) -> tuple[Path, ...]:
    """Writes a new repository. Raises SelfcheckError, before anything is written, when one of its files is there."""
    wanted = {folder / name: data for name, data in sorted(files(answers).items())}
    there = [path for path in wanted if path.exists() or path.is_symlink()]
    if there:
        allowed = Text("换一个目录，或先移走这些文件", "choose another folder, or move these files away")
        raise SelfcheckError(
            Problem(Location(str(path)), Text("已经存在", "is there already"), allowed) for path in there
        )
    for path, data in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    return tuple(wanted)
