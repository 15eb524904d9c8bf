"""Every command on the shipped content, in both languages, as a user would call it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from jsonschema import Draft202012Validator

from selfcheck.cli.app import run
from selfcheck.explain import clause as explain_clause
from selfcheck.explain import statute
from selfcheck.explain.control import control as explain_control
from selfcheck.explain.page import Page
from selfcheck.law import edition_on
from selfcheck.load.content import plain
from selfcheck.render._layout import width
from selfcheck.text import Lang
from shipped import AS_OF, EXAMPLES, STORIES, content

Said = Callable[..., tuple[int, str, str]]
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Said:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        seen = capsys.readouterr()
        return code, seen.out, seen.err

    return call


@BOTH
def test_every_control_can_be_explained_within_80_columns(lang: str) -> None:
    page = Page(cast(Lang, lang), 80)
    for control in content().controls.values():
        lines = list(explain_control(control, content(), AS_OF, page))
        assert lines[0].startswith(control.id)
        assert [line for line in lines if width(line) > 80] == [], control.id


@BOTH
def test_every_law_and_every_provision_can_be_explained_within_80_columns(lang: str) -> None:
    page = Page(cast(Lang, lang), 80)
    for law in content().laws.values():
        pages = [statute.whole(law, content(), AS_OF, page)]
        pages += [statute.provision(law, name, content(), AS_OF, page) for name in law.provisions]
        for lines in pages:
            assert [line for line in lines if width(line) > 80] == [], law.id


@BOTH
@pytest.mark.parametrize("subject", ["EMG-04", "csl", "csl/security-protection"])
def test_a_control_a_law_and_a_provision_are_explained_by_their_id(subject: str, lang: str, say: Said) -> None:
    code, out, err = say("explain", subject, "--lang", lang)
    assert (code, err) == (0, "")
    assert out.startswith(subject)


@BOTH
def test_every_source_clause_can_be_explained_within_80_columns(lang: str) -> None:
    for source in content().sources:
        for entry in source.clauses:
            lines = "\n".join(explain_clause.whole(entry.id, content(), Page(cast(Lang, lang), 80)))
            assert lines.startswith(entry.id)
            assert max(width(line) for line in lines.splitlines()) <= 80


@pytest.mark.parametrize(
    ("clause", "named", "now"),
    [
        ("G368-2-2-01", "公共互联网网络安全应急预案", "公共互联网网络安全突发事件应急预案"),
        ("G368-2-3-01", "木马和僵尸网络监测与处置机制", "公共互联网网络安全威胁监测与处置办法"),
        ("G368-2-3-02", "移动互联网恶意程序监测与处置机制", "公共互联网网络安全威胁监测与处置办法"),
    ],
)
def test_a_clause_says_what_replaced_the_instrument_it_names(clause: str, named: str, now: str, say: Said) -> None:
    code, out, _ = say("explain", clause.lower(), "--lang", "zh")
    assert code == 0
    assert f"《{named}》已被取代，现为《{now}》" in "".join(line.strip() for line in out.splitlines())
    traced = {entry["id"]: entry for entry in json.loads(say("trace", "-o", "json")[1])["clauses"]}
    (entry,) = traced[clause]["names"]
    assert content().laws[entry["law"]].title.zh == named
    assert (entry["status"], content().laws[entry["now"]].title.zh) == ("superseded", now)


def test_drafts_are_listed_as_pending_and_stand_on_no_day(say: Said) -> None:
    code, out, _ = say("list", "laws", "--lang", "en")
    rows = [line for line in out.splitlines() if line.endswith("pending")]
    drafts = [law for law in content().laws.values() if law.status == "pending"]
    assert code == 0
    assert [line.split()[0] for line in rows] == [law.id for law in drafts]
    assert {edition_on(law, AS_OF) for law in drafts} == {None}


def test_a_law_that_was_replaced_is_listed_with_what_stands_now(say: Said) -> None:
    assert "superseded (now ops-2026)" in next(
        line for line in say("list", "laws", "--lang", "en")[1].splitlines() if line.startswith("ops-88 ")
    )


def test_a_provision_is_explained_in_the_numbering_of_the_day(say: Said) -> None:
    _, out, _ = say("explain", "GOV-01", "--as-of", "2021-06-01", "--lang", "zh")
    assert "《网络安全法》第二十一条第（一）项" in out.replace("\n            ", "")
    _, out, _ = say("explain", "GOV-01", "--as-of", "2026-06-01", "--lang", "zh")
    assert "《网络安全法》第二十三条第（一）项" in out.replace("\n            ", "")


def _explained(control: str, say: Said) -> str:
    return say("explain", control, "--lang", "zh")[1].replace("\n            ", "")


def test_a_control_shows_what_is_said_of_the_law_and_of_the_provision_behind_its_own_note(say: Said) -> None:
    cautions = _explained("GRD-15", say).split("提示", 1)[1]
    for law, provision in (("cii-crypto", None), ("crypto-law", "cii-commercial-cryptography-penalty")):
        subject = content().laws[law]
        note = subject.note if provision is None else subject.provisions[provision].note
        assert note is not None
        assert cautions.count(note.zh) == 1


def test_a_citation_shows_both_whom_the_law_and_whom_the_provision_binds(say: Said) -> None:
    duty = _explained("POL-06", say).split("[guidance-368/security-funding]")[0].split("义务依据")[1]
    assert duty.count("约束对象") == 2
    assert "应属于：电信和互联网企业" in duty
    assert "应属于：通信网络运行单位" in duty


def test_a_provision_that_does_not_bear_on_the_control_yet_says_from_when_it_does(say: Said) -> None:
    _, out, _ = say("explain", "PII-03", "--as-of", "2024-06-01", "--lang", "zh")
    assert "《个人信息保护法》自2025-05-01起才用于本项" in out
    assert "《个人信息保护合规审计管理办法》在评估日没有这一条" in out.replace("\n            ", "")


def test_a_penalty_not_checked_against_its_text_says_so(say: Said) -> None:
    assert "《电话用户真实身份信息登记规定》第十七条〔未核对原文〕" in _explained("RNR-01", say)


@BOTH
def test_the_score_is_explained_with_the_weights_of_every_profile(lang: str, say: Said) -> None:
    code, out, _ = say("explain", "score", "--lang", lang)
    assert code == 0
    for profile in content().profiles:
        assert profile in out
    (heads,) = (line.split() for line in out.splitlines() if line.split() == list(content().profiles))
    cells = {line.split()[0]: line.split()[1:] for line in out.splitlines() if re.fullmatch(r"\S+( +\d+/\d+)+", line)}
    assert list(cells) == [choice.value for choice in content().questions["org.sectors"].choices]
    everything = cells["carrier"][heads.index("full")].split("/")
    assert 200 < int(everything[0]) < 325
    assert int(cells["enterprise"][heads.index("full")].split("/")[1]) < int(everything[1])


def test_an_unknown_id_is_refused_with_the_nearest_known_one(say: Said) -> None:
    code, out, err = say("explain", "GRD-3", "--lang", "en")
    assert (code, out) == (2, "")
    assert "did you mean GRD-" in err or "choices" in err


@pytest.mark.parametrize("what", ["controls", "questions", "laws", "profiles", "precedents"])
@BOTH
def test_every_list_prints_a_heading_and_its_rows(what: str, lang: str, say: Said) -> None:
    code, out, err = say("list", what, "--lang", lang)
    assert (code, err) == (0, "")
    counts = {
        "controls": len(content().controls),
        "laws": len(content().laws),
        "profiles": len(content().profiles),
        "precedents": 68 + 14,
    }
    assert len(out.splitlines()) - 1 == counts.get(what, len(out.splitlines()) - 1)


def test_a_carrier_is_asked_more_than_a_small_company(say: Said) -> None:
    few, many = (
        len(say("list", "questions", "--for", str(EXAMPLES / story / "answers.yaml"))[1].splitlines())
        for story in ("small-company", "carrier-full")
    )
    assert few * 4 < many


def test_trace_covers_every_clause_both_ways(say: Said) -> None:
    code, out, _ = say("trace", "-o", "json")
    data = json.loads(out)
    assert code == 0
    assert data["covered"] == {"control": [266, 266], "context": [47, 47]}
    assert all(entry["covered"] for entry in data["clauses"])
    back = json.loads(say("trace", "--back", "-o", "json")[1])
    assert {c["id"] for p in back["provisions"] for c in p["controls"]} <= set(content().controls)
    for form in ("text", "markdown"):
        assert say("trace", "-o", form, "--lang", "en")[0] == 0
        assert say("trace", "--back", "-o", form, "--lang", "zh")[0] == 0


def test_law_diff_shows_the_renumbering_and_the_fines_of_both_editions(say: Said) -> None:
    code, out, _ = say("law", "diff", "csl", "-o", "json")
    changes = {entry["provision"]: entry for entry in json.loads(out)["provisions"]}
    assert code == 0
    assert (changes["csl/security-protection"]["before"], changes["csl/security-protection"]["after"]) == ("21", "23")
    fine = changes["csl/security-protection-penalty"]
    assert (fine["before"], fine["after"], fine["change"]) == ("59(1)", "61(1)", "amended")
    assert fine["org_max"] == [100_000, 500_000]
    assert say("law", "diff", "csl", "--lang", "en")[0] == 0


def test_law_impact_lists_the_organisation_s_own_gaps(say: Said) -> None:
    answers = str(EXAMPLES / "hospital" / "answers.yaml")
    code, out, _ = say("law", "impact", "csl", answers, "--profile", "inspection", "-o", "json")
    data = json.loads(out)
    assert (code, data["from"], data["to"]) == (0, "2025-12-31", "2026-01-01")
    gap = next(entry for entry in data["controls"] if entry["control"] == "AST-07")
    assert gap["before"]["org_max"] == 100_000
    assert gap["after"]["org_max"] == 10_000_000
    assert "59(1)" in gap["before"]["locators"] and "61(1)" in gap["after"]["locators"]


def test_law_diff_of_a_law_with_one_edition_is_refused(say: Said) -> None:
    code, out, err = say("law", "diff", "dsl", "--lang", "en")
    assert (code, out) == (2, "")
    assert "only one edition" in err


@pytest.mark.parametrize(
    "name", ["checklist", "law", "organisation", "precedents", "profile", "result", "scoring", "source", "vocabulary"]
)
def test_every_schema_is_a_schema(name: str, say: Said) -> None:
    code, out, _ = say("schema", name)
    assert code == 0
    Draft202012Validator.check_schema(json.loads(out))


@pytest.mark.parametrize("story", STORIES)
def test_the_answers_schema_accepts_every_example(story: str, say: Said) -> None:
    schema: Any = json.loads(say("schema", "answers")[1])
    answers = plain(yaml.safe_load((EXAMPLES / story / "answers.yaml").read_text(encoding="utf-8")))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(answers)] == []


def test_the_answers_schema_refuses_what_the_loader_refuses(say: Said) -> None:
    validator = Draft202012Validator(json.loads(say("schema", "answers")[1]))
    base = {"selfcheck": "answers/1", "organisation": {"name": "x"}, "answers": {}}
    assert validator.is_valid(base)
    assert not validator.is_valid({**base, "answer": {}})
    assert not validator.is_valid({**base, "answers": {"emergency.last_drill": "2026-01-01"}})
    assert not validator.is_valid({**base, "organisation": {"name": "x", "sectors": ["telco"]}})


def test_outputs_go_to_their_files_and_nothing_to_the_screen(tmp_path: Path, say: Said) -> None:
    answers = str(EXAMPLES / "cloud-cdn" / "answers.yaml")
    targets = {form: tmp_path / f"report.{form}" for form in ("text", "json", "markdown")}
    options = [part for form, path in targets.items() for part in ("-o", f"{form}:{path}")]
    code, out, err = say("assess", answers, *options)
    assert (code, out, err) == (0, "", "")
    assert all(path.stat().st_size > 1000 for path in targets.values())


def test_lint_is_clean_on_the_shipped_checklists(say: Said) -> None:
    code, out, err = say("lint", "--lang", "zh")
    assert (code, err) == (0, "")
    assert "没有问题" in out
