"""The CI log and the comment on a pull request."""

from collections.abc import Callable
from typing import Any

import pytest

from selfcheck.gate.policy import Policy
from selfcheck.gate.report import GateReport
from selfcheck.render._layout import width
from selfcheck.render.gate import markdown, text

Make = Callable[..., GateReport]


def test_the_log_says_policy_verdict_numbers_conditions_and_places(reported: Make) -> None:
    out = text.render(reported(lang="zh", width=120))
    assert out.startswith("门禁：未通过\n内置的严格门禁（没有门禁策略文件）")
    assert "  得分 1.9，符合率 0%，完成率 100%（计豁免：得分 25.0，符合率 20%）\n" in out
    assert "✗ 重大风险隐患 1 项，最多 0 项  [maximum_gaps.critical]\n      ALP-01\n" in out
    assert "answers.yaml:9:3 ALP-01 应有制度 [重大 不符合]" in out
    assert "○ BET-02 豁免至 2026-12-31（含当日，北京时间），张三 批准：等预算" in out
    assert "answers.yaml:12:16 alpha.drilled_on：佐证材料 evidence/none.pdf 文件不存在" in out
    assert "本结果为自查结果" in out


@pytest.mark.parametrize("columns", [80, 100, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_of_the_log_is_wider_than_the_terminal(reported: Make, lang: str, columns: int) -> None:
    lines = text.render(reported(lang=lang, width=columns)).splitlines()
    assert [line for line in lines if width(line) > columns] == []


def test_colour_is_used_only_when_asked_for(reported: Make) -> None:
    assert "\x1b" not in text.render(reported())
    assert "\x1b[1;31mfailed\x1b[0m" in text.render(reported(colour=True))


def test_the_comment_has_the_marker_the_verdict_and_the_changes(
    reported: Make, answers: str, known_gaps: Callable[[str], tuple[Any, ...]]
) -> None:
    before = known_gaps(answers.replace("policy: false", "policy: true").replace("{id: oa}", "{id: oa, tested: false}"))
    out = markdown.render(reported(answers.replace("share: 0.6", "share: 0.9"), previous=before))
    assert out.startswith("<!-- selfcheck:report -->\n## ❌ Compliance gate: failed\n")
    assert "**since 2026&#45;01&#45;01&#58; 1 new, 1 resolved, 4 remaining**" in out
    assert "| new | ALP&#45;01 A policy is needed |" in out
    assert "| resolved | BET&#45;01 Data is encrypted &#40;closed&#41; |" in out
    assert "unanswered" in out  # systems[oa]: its answer was taken away
    assert "Waived or in the baseline (1)" in out


def test_a_comment_stays_below_the_limit_of_the_platform(reported: Make, answers: str) -> None:
    rows = "".join(f"  - {{id: system-{number}, tested: false}}\n" for number in range(2000))
    out = markdown.render(reported(answers.replace("  - {id: oa}\n", rows)))
    assert len(out) < 65_536
    assert out.count("<details>") == out.count("</details>")
    assert "… too long; the json output has everything." in out
    assert out.rstrip().endswith("or legal advice.")


def test_a_baseline_is_named_and_what_it_excuses_is_counted(
    reported: Make, answers: str, known_gaps: Callable[[str], tuple[Any, ...]]
) -> None:
    out = text.render(reported(baseline=known_gaps(answers), policy=Policy()))
    assert "against baseline baseline.json: only what got worse fails" in out
    assert "5 gaps, 1 of them waived, 4 in the baseline; 1 unanswered" in out
