"""A small catalogue, and answers to it written as people write them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from selfcheck.assess import assess
from selfcheck.gate.judge import Submission
from selfcheck.load import answers as answer_files
from selfcheck.load import build, evidence
from selfcheck.model.content import Content
from selfcheck.resolve import scope

CASES = Path(__file__).parents[1] / "cases" / "gate"
GOOD = """\
selfcheck: answers/1
organisation:
  name: 样例公司
  cards: false
systems:
  - {id: crm, name: 客户管理系统, tested: true}
  - {id: oa, name: 办公系统, tested: true}
answers:
  alpha.policy: true
  alpha.drilled_on: 2026-10-01
  beta.share: 0.9
  beta.plan: true
"""


@pytest.fixture(scope="session")
def catalogue() -> Content:
    raw: Any = yaml.safe_load((CASES / "content.yaml").read_text(encoding="utf-8"))
    return build.content(raw, "sample", "0" * 16)


@pytest.fixture(scope="session")
def good() -> str:
    """Answers without any gap."""
    return GOOD


@pytest.fixture(scope="session")
def today() -> date:
    return date(2026, 11, 24)


@pytest.fixture(scope="session")
def submitted(catalogue: Content, today: date) -> Callable[..., Submission]:
    """`submitted(text)`, `submitted(text, waivers=…, as_of=…, profile=…, root=…)`."""

    def make(text: str, **options: Any) -> Submission:
        as_of, profile = options.pop("as_of", today), options.pop("profile", "full")
        root = options.pop("root", None)
        answers = answer_files.read(text, "answers.yaml", catalogue)
        assessment = assess(scope(catalogue, profile), answers, as_of=as_of)
        given = Submission(assessment, answers, **options)
        return given if root is None else given._replace(cited=evidence.of_answers(answers, root))

    return make
