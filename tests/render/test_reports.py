"""Text, JSON and Markdown of the real examples."""

import json
import re
from typing import cast

import pytest
from jsonschema import Draft202012Validator

from changed import replace
from selfcheck import wording
from selfcheck.load.schema import rendered
from selfcheck.model.assessment import Status
from selfcheck.render import FORMATS, named
from selfcheck.render import _facets as facets
from selfcheck.render._layout import width
from selfcheck.text import Lang
from shipped import STORIES, content, report

ANSI = re.compile(r"\x1b\[[0-9;]*m")
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])
EVERY = pytest.mark.parametrize("story", STORIES)
HOSTILE = "坏人\x1b[31m\u202e<script>alert(1)</script>|`*_[x](javascript:1)\n::error::@all"


@EVERY
@BOTH
@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_of_the_text_report_is_wider_than_the_terminal(story: str, lang: str, columns: int) -> None:
    text = str(named("text")(report(story, cast(Lang, lang), width=columns)))
    too_wide = [line for line in text.splitlines() if width(line) > columns]
    assert too_wide == []


@EVERY
def test_colour_changes_nothing_but_colour(story: str) -> None:
    plain, coloured = (str(named("text")(report(story, colour=colour))) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert ANSI.sub("", coloured) == plain


@EVERY
@BOTH
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_every_gap_and_every_unanswered_control_is_in_every_format(story: str, lang: str, form: str) -> None:
    it = report(story, cast(Lang, lang))
    out = str(named(form)(it))
    for finding in it.assessment.findings:
        if finding.status.is_gap or finding.status is Status.UNANSWERED:
            assert finding.control.id in out


@EVERY
@pytest.mark.parametrize("form", FORMATS)
def test_the_same_input_gives_the_same_bytes(story: str, form: str) -> None:
    assert named(form)(report(story)) == named(form)(report(story))


@EVERY
def test_json_meets_its_published_schema(story: str) -> None:
    validator = Draft202012Validator(json.loads(rendered("result", None)))
    problems = [error.message for error in validator.iter_errors(json.loads(str(named("json")(report(story)))))]
    assert problems == []


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_every_report_ends_with_what_made_it_and_what_it_is_not(form: str) -> None:
    it = report("carrier-full")
    tail = str(named(form)(it)).replace("\n", "").replace(" ", "")[-400:]
    assert it.assessment.content_digest in tail
    assert "评估日" in tail
    assert "本结果为自查结果，不构成等级测评、符合性评测、行政认定或法律意见。" in tail


def test_a_gap_resting_on_an_unseen_text_says_so() -> None:
    it = report("half-answered", profile="inspection")
    unseen = [
        cited
        for finding in it.assessment.gaps
        for cited in (*finding.duties, *(penalty.citation for penalty in finding.penalties))
        if not cited.verified
    ]
    assert unseen, "the example no longer cites an unseen text"
    for form in ("text", "markdown"):
        assert "未核对原文" in str(named(form)(it)).replace("\n          ", "")
    findings = json.loads(str(named("json")(it)))["findings"]
    assert any(not cited["verified"] for finding in findings for cited in finding["duties"])


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_hostile_text_from_the_answers_is_inert(form: str) -> None:
    it = report("cloud-cdn")
    bad = replace(it, assessment=replace(it.assessment, organisation=HOSTILE))
    out = str(named(form)(bad))
    assert "\x1b" not in out and "\u202e" not in out
    assert not re.search(r"(?m)^::error", out)
    if form == "markdown":
        assert "<script>" not in out
        assert "](javascript" not in out
        assert "@all" not in out


def test_hostile_text_in_an_answer_is_inert_in_observations() -> None:
    it = report("cloud-cdn")
    finding = next(f for f in it.assessment.findings if f.observations and f.observations[0].item)
    seen = replace(finding.observations[0], item_name=HOSTILE)
    bad = replace(it, assessment=replace(it.assessment, findings=(replace(finding, observations=(seen,)),)))
    for form in ("text", "markdown"):
        out = str(named(form)(bad))
        assert "\x1b" not in out and "\u202e" not in out
    assert "<script>" not in str(named("markdown")(bad))


def test_the_gaps_come_most_urgent_first() -> None:
    it = report("carrier-full")
    text = str(named("text")(it))
    order = [
        text.index(f"\n{finding.control.id}  ")
        for finding in it.assessment.gaps
        if finding.control.severity == "critical"
    ]
    others = [
        text.index(f"\n{finding.control.id}  ")
        for finding in it.assessment.gaps
        if finding.control.severity != "critical"
    ]
    assert not order or not others or max(order) < min(others)


def test_a_report_in_english_holds_no_chinese_but_names() -> None:
    it = report("small-company", "en")
    text = str(named("text")(it))
    names = [it.assessment.organisation, *(case.organisation for case in content().cases.values())]
    for line in text.splitlines():
        for name in names:
            line = line.replace(name, "")
        line = re.sub(r"\[(?:site|system|supplier|app) [^\]]*\]?", "", line)
        assert not re.search(r"[一-鿿]{4,}", line), line


def test_no_name_becomes_a_command_of_a_ci_log() -> None:
    it = report(STORIES[0])
    for name in ("::error file=x::坏", "  ::stop-commands::x", "##[error]坏"):
        text = str(named("text")(replace(it, assessment=replace(it.assessment, organisation=name))))
        assert not [line for line in text.splitlines() if line.lstrip().startswith(("::", "##"))]


def test_a_gap_short_only_of_thresholds_of_ours_says_so_before_its_penalties() -> None:
    told: dict[bool, int] = {True: 0, False: 0}
    for story in STORIES:
        it = report(story, "zh")
        for finding in it.assessment.findings:
            if not (finding.status.is_gap and finding.penalties):
                continue
            nothing_done = any(seen.actual in ("never", 0, None) for seen in finding.observations)
            ours = {seen.basis for seen in finding.observations} == {"practice"} and not nothing_done
            assert (next(facets.penalties(it, finding)) == wording.ONLY_PRACTICE.zh) is ours, finding.control.id
            told[ours] += 1
    assert min(told.values()) > 0
