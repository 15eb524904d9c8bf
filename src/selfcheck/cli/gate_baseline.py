"""`selfcheck gate --write-baseline` and `--update-baseline`."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from selfcheck.cli import inputs
from selfcheck.cli.gate_inputs import Record
from selfcheck.errors import SelfcheckError
from selfcheck.gate import recording
from selfcheck.gate.baseline import Baseline
from selfcheck.gate.judge import Result, Verdict
from selfcheck.load import baseline as baselines
from selfcheck.load.files import write_atomically
from selfcheck.load.quote import quote
from selfcheck.text import Text


def check(record: Record, compared: Path | None, output: Sequence[str]) -> None:
    """Refuses combinations that would mean nothing, or two things at once."""
    if record.write is not None and (record.update or record.baseline is not None or output):
        what = Text(
            "不能与 --baseline、--update-baseline 或 -o 同用", "goes with none of --baseline, --update-baseline, -o"
        )
        raise inputs.refuse("--write-baseline", what)
    if record.update and compared is None:
        what = Text("没有要收紧的基线", "there is no baseline to tighten")
        raise inputs.refuse("--update-baseline", what, Text("同时给出 --baseline 文件", "give --baseline FILE as well"))
    if record.accept and not record.update and record.write is None:
        what = Text("没有要写的基线", "there is no baseline to write")
        allowed = Text(
            "与 --update-baseline 或 --write-baseline 同用", "it goes with --update-baseline or --write-baseline"
        )
        raise inputs.refuse("--accept", what, allowed)
    if record.write is not None and record.write.exists() and not record.accept:
        what = Text("已有基线，重写会放过新的差距", "there is one already; writing it anew would excuse new gaps")
        allowed = Text(
            "收紧用 --baseline 加 --update-baseline，确要重写加 --accept",
            "to tighten it use --baseline with --update-baseline; to write it anew add --accept",
        )
        raise inputs.refuse(str(record.write), what, allowed)


def write_new(path: Path, verdict: Verdict, profile: str) -> Text:
    """Nothing is recorded unless every answers file could be assessed."""
    if verdict.broken:
        raise SelfcheckError(problem for entry in verdict.broken for problem in entry.problems)
    one_each(verdict.results)
    first = verdict.results[0].assessment
    baseline = recording.new(verdict.results, profile=profile, content_version=first.content_version, as_of=first.as_of)
    write_atomically(path, baselines.written(baseline))
    count = sum(map(len, baseline.organisations.values()))
    return Text(f"已在 {path} 记录 {count} 处差距", f"recorded {count} gaps in {path}")


def update(path: Path, old: Baseline, verdict: Verdict, *, accept: bool) -> tuple[Baseline, Text]:
    one_each(verdict.results)
    baseline = recording.updated(old, verdict.results, accept=accept)
    before, after = (sum(map(len, record.organisations.values())) for record in (old, baseline))
    if baseline != old:
        write_atomically(path, baselines.written(baseline))
    return baseline, Text(f"基线 {path}：{before} 处 → {after} 处", f"baseline {path}: {before} gaps → {after}")


def one_each(results: Sequence[Result]) -> None:
    """A record is kept by the organisation's name, so no two files may share one."""
    names = Counter(result.assessment.organisation for result in results)
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        what = Text(f"{quote(twice[0])} 有不止一份答卷", f"{quote(twice[0])} has more than one answers file")
        raise inputs.refuse("--baseline", what, Text("基线按单位名称记录", "a baseline is kept by organisation"))
