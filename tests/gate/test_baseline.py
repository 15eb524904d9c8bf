"""With a baseline only what got worse fails; it can be tightened by anybody and loosened only on purpose."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.errors import SelfcheckError
from selfcheck.gate import recording
from selfcheck.gate.baseline import Baseline
from selfcheck.gate.judge import Result, Submission, judge
from selfcheck.gate.policy import Policy
from selfcheck.load import baseline as baselines
from selfcheck.model.assessment import Status
from selfcheck.model.content import Content
from selfcheck.model.gap import Key, Known

Make = Callable[..., Submission]
PARTS = ("policy: true", "drilled_on: 2026-10-01", "share: 0.9", "plan: true", "crm, name: 客户管理系统, tested: true")
WORSE = {"true": "false", "2026-10-01": "从未", "0.9": "0.1"}


def with_gaps(text: str, parts: list[str]) -> str:
    for part in parts:
        head, _, value = part.rpartition(": ")
        text = text.replace(part, f"{head}: {WORSE[value]}")
    return text


def baseline_of(result: Result) -> Baseline:
    return recording.new([result], profile="full", content_version="1", as_of=date(2026, 11, 24))


def recorded(result: Result) -> tuple[Known, ...]:
    return baseline_of(result).organisations["样例公司"]


@given(st.lists(st.sampled_from(PARTS), unique=True), st.lists(st.sampled_from(PARTS), unique=True))
def test_only_gaps_that_were_not_recorded_fail(
    submitted: Make, good: str, catalogue: Content, before: list[str], after: list[str]
) -> None:
    known = recorded(judge(submitted(with_gaps(good, before)), Policy(), catalogue))
    result = judge(submitted(with_gaps(good, after), baseline=known), Policy(), catalogue)
    assert result.passed is (set(after) <= set(before))
    assert len(result.resolved) == len(set(before) - set(after))


@given(st.lists(st.sampled_from(PARTS), unique=True), st.lists(st.sampled_from(PARTS), unique=True))
def test_an_update_never_adds_a_gap(
    submitted: Make, good: str, catalogue: Content, before: list[str], after: list[str]
) -> None:
    old = baseline_of(judge(submitted(with_gaps(good, before)), Policy(), catalogue))
    now = judge(submitted(with_gaps(good, after)), Policy(), catalogue)
    tight = set(recording.updated(old, [now], accept=False).organisations["样例公司"])
    assert tight <= set(old.organisations["样例公司"])
    assert len(tight) == len(set(before) & set(after))
    accepted = recording.updated(old, [now], accept=True).organisations["样例公司"]
    assert set(accepted) == set(recorded(now))


def test_an_answer_taken_away_is_worse_and_resolves_nothing(submitted: Make, good: str, catalogue: Content) -> None:
    known = recorded(judge(submitted(good.replace("plan: true", "plan: false")), Policy(), catalogue))
    result = judge(submitted(good.replace("  beta.plan: true\n", ""), baseline=known), Policy(), catalogue)
    assert not result.passed
    assert [(entry.id, entry.controls) for entry in result.conditions if not entry.met] == [("baseline", ("BET-02",))]
    assert result.resolved == ()


def test_rows_that_are_no_longer_listed_resolve_nothing_while_the_control_is_unanswered(
    submitted: Make, good: str, catalogue: Content
) -> None:
    crm = good.replace("客户管理系统, tested: true", "客户管理系统, tested: false")
    old = baseline_of(judge(submitted(crm), Policy(), catalogue))
    head, _, rest = good.partition("systems:\n")
    unlisted = head + rest[rest.index("answers:") :]
    now = judge(submitted(unlisted, baseline=old.organisations["样例公司"]), Policy(), catalogue)
    assert not now.passed
    assert now.resolved == ()
    assert recording.updated(old, [now], accept=False) is old


def test_a_half_closed_gap_is_better_and_may_not_open_again_after_the_update(
    submitted: Make, good: str, catalogue: Content
) -> None:
    open_, half = good.replace("share: 0.9", "share: 0.1"), good.replace("share: 0.9", "share: 0.6")
    old = baseline_of(judge(submitted(open_), Policy(), catalogue))
    known = old.organisations["样例公司"]
    better = judge(submitted(half, baseline=known), Policy(), catalogue)
    assert better.passed
    tight = recording.updated(old, [better], accept=False).organisations["样例公司"]
    assert tight == (Known(Key("BET-01", None), Status.PARTIAL),)
    assert not judge(submitted(open_, baseline=tight), Policy(), catalogue).passed


def test_another_row_of_a_known_control_is_new(submitted: Make, good: str, catalogue: Content) -> None:
    crm = good.replace("客户管理系统, tested: true", "客户管理系统, tested: false")
    known = recorded(judge(submitted(crm), Policy(), catalogue))
    assert known == (Known(Key("ALP-02", "systems[crm]"), Status.NOT_SATISFIED),)
    both = crm.replace("办公系统, tested: true", "办公系统, tested: false")
    assert not judge(submitted(both, baseline=known), Policy(), catalogue).passed
    moved = crm.replace("answers:", "# a line\n# another\nanswers:").replace("客户管理系统", "客户系统（新名）")
    assert judge(submitted(moved, baseline=known), Policy(), catalogue).passed


def test_a_red_line_the_policy_names_is_not_excused_by_a_baseline(
    submitted: Make, good: str, catalogue: Content
) -> None:
    text = good.replace("plan: true", "plan: false")
    known = recorded(judge(submitted(text), Policy(), catalogue))
    assert not judge(submitted(text, baseline=known), Policy(red_lines=("BET-02",)), catalogue).passed


def test_an_unchanged_baseline_keeps_its_date(submitted: Make, good: str, catalogue: Content) -> None:
    old = Baseline("full", date(2020, 1, 1), "0", {"样例公司": (), "别家": ()})
    now = judge(submitted(good), Policy(), catalogue)
    assert recording.updated(old, [now], accept=False) is old
    assert recording.updated(old, [now], accept=True) is old


KEYS = st.builds(Key, st.sampled_from(("ALP-01", "ALP-02")), st.none() | st.text('[]abc"\\:#-汉 ', min_size=1))
KNOWN = st.builds(Known, KEYS, st.sampled_from((Status.PARTIAL, Status.NOT_SATISFIED, Status.UNANSWERED)))


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=30).filter(str.isprintable), st.lists(KNOWN, unique_by=lambda k: k.key), min_size=1
    )
)
def test_what_is_written_is_read_back(organisations: dict[str, list[Known]]) -> None:
    baseline = Baseline("full", date(2026, 11, 24), "1", {name: tuple(known) for name, known in organisations.items()})
    again = baselines.read(baselines.written(baseline), "b.json")
    assert baselines.written(again) == baselines.written(baseline)
    assert {name: set(known) for name, known in again.organisations.items()} == {
        name: set(known) for name, known in organisations.items()
    }


def test_a_baseline_holds_neither_lines_nor_wording(submitted: Make, good: str, catalogue: Content) -> None:
    text = baselines.written(baseline_of(judge(submitted(with_gaps(good, list(PARTS))), Policy(), catalogue)))
    assert '{\n        "control": "ALP-01",\n        "item": null,\n        "status": "not-satisfied"\n      }' in text
    assert "answers.yaml" not in text
    assert "制度" not in text


OK = baselines.written(Baseline("full", date(2026, 11, 24), "1", {"甲": (Known(Key("A-1", None), Status.PARTIAL),)}))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "b.json: there is nothing in it"),
        ("[]", "b.json:1:1: the file as a whole is a list"),
        ("{}", "b.json:1:1: the format version is missing"),
        (OK.replace("baseline/1", "baseline/2"), 'b.json:2:13: unknown format version "selfcheck/baseline/2"'),
        (OK[: len(OK) // 2], "b.json:"),
        (OK.replace('"status"', '"state"'), "b.json:8:7: a recorded gap cannot be"),
        (OK.replace('"partial"', '"done"'), 'b.json:8:7: unknown status "done"'),
        (OK.replace('"2026-11-24"', '"2026-11-31"'), "b.json:4:18: recorded_on: there is no day 2026-11-31"),
        (OK.replace('"甲": [', '"甲": [{"control": "A-1", "item": null, "status": "partial"},'), "b.json:8:7: gap A-1"),
        (OK.replace('"profile"', '"profil"'), 'b.json:3:3: unknown key "profil"'),
        (
            '{"format": "selfcheck/baseline/1", "profile": "full", "recorded_on": "2026-11-24", '
            '"content_version": "1", "organisations": {}}',
            "b.json:1:",
        ),
    ],
)
def test_a_damaged_baseline_is_refused_at_its_place(text: str, problem: str) -> None:
    with pytest.raises(SelfcheckError) as error:
        baselines.read(text, "b.json")
    assert [each for each in error.value.problems if each.line("en").startswith(problem)], str(error.value)
