"""One verdict for every format: two organisations and a broken file, with a waiver, a baseline and hostile text."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from selfcheck.assess import assess
from selfcheck.errors import SelfcheckError
from selfcheck.gate.gaps import gaps
from selfcheck.gate.judge import Broken, Submission, judge, judge_set
from selfcheck.gate.policy import Policy
from selfcheck.gate.report import GateReport
from selfcheck.load import answers as answer_files
from selfcheck.load import build, evidence
from selfcheck.load import waivers as waiver_files
from selfcheck.model.content import Content
from selfcheck.resolve import scope

CONTENT = Path(__file__).parents[2] / "cases" / "gate" / "content.yaml"
DAY = date(2026, 11, 24)
ANSWERS = """\
selfcheck: answers/1
organisation: {name: 样例公司, cards: false}
systems:
  - id: crm
    name: 客户管理系统
    tested: false
  - {id: oa}
answers:
  alpha.policy: false
  alpha.drilled_on:
    value: 2025-01-01
    evidence: [{file: evidence/none.pdf}]
  beta.share: 0.6
  beta.plan: false
"""
WAIVERS = """\
selfcheck: waivers/1
waivers:
  - control: BET-02
    reason: 等预算
    approver: 张三
    approved_on: 2026-11-01
    expires: 2026-12-31
"""
Make = Callable[..., GateReport]


@pytest.fixture(scope="session")
def catalogue() -> Content:
    raw: Any = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    return build.content(raw, "sample", "0" * 16)


@pytest.fixture(scope="session")
def answers() -> str:
    """Gaps of every severity, one of them waived, a row without an answer, and evidence that is not there."""
    return ANSWERS


@pytest.fixture(scope="session")
def reported(catalogue: Content) -> Make:
    """`reported(text, …)`: the gate's report on one or more answers; `baseline=True` knows all gaps of the first."""

    def make(*texts: str, policy: Policy | None = None, waivers: str = WAIVERS, **options: Any) -> GateReport:
        rules = policy or Policy()
        root = Path("/nowhere")
        given = waiver_files.read(waivers, "waivers.yaml", root)
        known = options.pop("baseline", None)
        previous = options.pop("previous", None)
        results, broken = [], []
        for number, text in enumerate(texts or (ANSWERS,)):
            file = "answers.yaml" if not number else f"answers-{number}.yaml"
            try:
                read = answer_files.read(text, file, catalogue)
            except SelfcheckError as error:
                broken.append(Broken(file, error.problems))
                continue
            assessment = assess(scope(catalogue, "full"), read, as_of=DAY)
            submission = Submission(
                assessment, read, evidence.of_answers(read, root), given, known, None, previous, "2026-01-01"
            )
            results.append(judge(submission, rules, catalogue))
        verdict = judge_set(results, broken, given, rules, catalogue)
        options.setdefault("lang", "en")
        name = "baseline.json" if known is not None else None
        return GateReport(verdict, rules, catalogue, DAY, tool_version="1.2.3", baseline=name, **options)

    return make


@pytest.fixture(scope="session")
def known_gaps(catalogue: Content) -> Callable[[str], tuple[Any, ...]]:
    """The gaps of an answers file as a baseline records them."""

    def make(text: str) -> tuple[Any, ...]:
        read = answer_files.read(text, "answers.yaml", catalogue)
        return tuple(gap.known for gap in gaps(assess(scope(catalogue, "full"), read, as_of=DAY)))

    return make
