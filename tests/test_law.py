"""The edition in force on a day, and whom a provision binds. What it can cost is in test_law_penalties.py."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from changed import replace
from selfcheck.law import binding, citation, edition_on, exposure, penalties, resolve
from selfcheck.model.assessment import Citation
from selfcheck.model.content import Cite, Content
from selfcheck.rules import UNASKED, VACUOUS, Facts, parse
from selfcheck.text import Text

NOW = date(2026, 11, 24)
CARRIER: Mapping[str, Any] = {"org.sectors": ("carrier",), "org.state_organ": UNASKED}
OTHER: Mapping[str, Any] = {"org.sectors": ("none",), "org.state_organ": UNASKED}


def facts(values: Mapping[str, Any] = CARRIER, day: date = NOW) -> Facts:
    return Facts(values, {}, day)


def cites(*pointers: str) -> list[Cite]:
    return [Cite(law, name) for law, name in (pointer.split("/") for pointer in pointers)]


# --- editions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("law", "day", "edition"),
    [
        ("alpha", "2017-05-31", None),  # the day before the first
        ("alpha", "2017-06-01", "2017-06-01"),  # its first day
        ("alpha", "2025-12-31", "2017-06-01"),  # its last
        ("alpha", "2026-01-01", "2026-01-01"),
        ("alpha", "9999-12-31", "2026-01-01"),
        ("beta", "0001-01-01", "undated"),  # in force since nobody knows when
        ("beta", "2019-12-31", "undated"),
        ("beta", "2020-01-01", None),  # between two editions
        ("beta", "2020-02-29", None),
        ("beta", "2020-03-01", "2020-03-01"),
    ],
)
def test_the_day_picks_the_edition(content: Content, law: str, day: str, edition: str | None) -> None:
    found = edition_on(content.laws[law], date.fromisoformat(day))
    assert (found.key if found else None) == edition


def test_after_its_last_day_a_law_is_over(content: Content) -> None:
    (first, _) = content.laws["alpha"].editions
    repealed = replace(content.laws["alpha"], editions=(first,))
    assert edition_on(repealed, date(2025, 12, 31)) is first
    assert edition_on(repealed, date(2026, 1, 1)) is None


def test_the_day_picks_article_and_fine_together(content: Content) -> None:
    for day, article, highest in ((date(2025, 12, 31), "59(1)", 100_000), (date(2026, 1, 1), "61(1)", 500_000)):
        (penalty,) = penalties(cites("alpha/protect-penalty"), content.laws, facts(day=day))
        assert penalty.citation.locator == article
        org = exposure([penalty]).org_max
        assert org is not None
        assert org.yuan == highest


def test_a_citation_says_everything_a_report_shows(content: Content) -> None:
    assert citation(content.laws["alpha"], "protect", NOW, Text("推定", "inferred")) == Citation(
        law="alpha",
        provision="protect",
        edition="2026-01-01",
        locator="23[2]",
        title=Text("甲法", "Alpha Law"),
        place=Text("第二十三条第（二）项", "Art. 23(2)"),
        gist=Text("应当保护", "Protect"),
        verified=True,
        confidence="single-source",
        note=Text("推定", "inferred"),
    )


def test_a_citation_of_an_undated_edition_uses_its_own_heading(content: Content) -> None:
    cited = citation(content.laws["beta"], "drill", date(2015, 1, 1))
    assert cited is not None
    assert (cited.edition, cited.text.zh, cited.text.en) == (
        "undated", "《乙办法》二（四）", "Beta Measures, part 二（四）"
    )  # fmt: skip
    assert (cited.verified, cited.confidence) == (False, "id-only")


def test_the_whole_instrument_is_cited_without_a_place(content: Content) -> None:
    alpha = content.laws["alpha"]
    whole = replace(alpha.provisions["protect"], at={"2026-01-01": "whole"})
    cited = citation(replace(alpha, provisions={"protect": whole}), "protect", NOW)
    assert cited is not None
    assert (cited.text.zh, cited.text.en) == ("《甲法》", "Alpha Law")


@pytest.mark.parametrize(("name", "day"), [("protect", date(2017, 5, 31)), ("only-now", date(2025, 12, 31))])
def test_a_provision_that_is_not_there_on_the_day_is_not_cited(content: Content, name: str, day: date) -> None:
    assert citation(content.laws["alpha"], name, day) is None
    assert resolve(cites(f"alpha/{name}"), content.laws, facts(day=day)) == ((), False)
    assert penalties(cites(f"alpha/{name}"), content.laws, facts(day=day)) == ()


# --- whom it binds --------------------------------------------------------------------------------------------

YES, NO, MAYBE, VOID = (parse({"fact": name, "is": True}) for name in ("yes", "no", "maybe", "void"))
KNOWN = {"yes": True, "no": False, "void": VACUOUS}


@pytest.mark.parametrize(
    ("of_law", "of_provision", "bound"),
    [
        (None, None, True),
        (YES, None, True),
        (None, YES, True),
        (YES, YES, True),
        (NO, None, False),
        (NO, YES, False),
        (YES, NO, False),
        (MAYBE, YES, None),
        (YES, MAYBE, None),
        (MAYBE, NO, False),
        (NO, MAYBE, False),
        (VOID, None, False),
    ],
)
def test_law_and_provision_must_both_bind(content: Content, of_law: Any, of_provision: Any, bound: Any) -> None:
    law = replace(content.laws["alpha"], binds=of_law)
    provision = replace(law.provisions["protect"], binds=of_provision)
    assert binding(law, provision, facts(KNOWN)) is bound


@pytest.mark.parametrize(
    ("values", "cited", "bound"),
    [
        (CARRIER, ["alpha", "beta"], True),
        (OTHER, ["alpha"], True),  # beta does not bind it
        ({}, ["alpha", "beta"], True),  # beta may bind it; alpha surely does
    ],
)
def test_what_does_not_bind_is_dropped_and_what_may_bind_is_kept(
    content: Content, values: Mapping[str, Any], cited: list[str], bound: bool
) -> None:
    found, surely = resolve(cites("alpha/protect", "beta/drill"), content.laws, facts(values))
    assert ([each.law for each in found], surely) == (cited, bound)
    assert resolve(cites("beta/drill", "alpha/protect"), content.laws, facts(values))[1] is bound


def test_whether_anything_binds_is_unknown_where_the_only_duty_may(content: Content) -> None:
    found, bound = resolve(cites("beta/drill"), content.laws, facts({}))
    assert ([each.law for each in found], bound) == (["beta"], None)
    assert resolve(cites("beta/drill"), content.laws, facts(OTHER)) == ((), False)


def test_provisions_of_one_law_bind_each_for_itself(content: Content) -> None:
    alpha = content.laws["alpha"]
    provisions = {"a": replace(alpha.provisions["protect"], binds=NO), "b": alpha.provisions["protect"]}
    laws = {"alpha": replace(alpha, provisions=provisions)}
    for pointers in (["alpha/a", "alpha/b"], ["alpha/b", "alpha/a"]):
        found, bound = resolve(cites(*pointers), laws, facts(KNOWN))
        assert ([each.provision for each in found], bound) == (["b"], True)
        assert [each.citation.provision for each in penalties(cites(*pointers), laws, facts(KNOWN))] == ["b"]


def test_the_caveat_of_a_control_comes_before_the_provisions_own(content: Content) -> None:
    own, caveat = Text("条款说明", "provision"), Text("控制说明", "control")
    alpha = content.laws["alpha"]
    laws = {"alpha": replace(alpha, provisions={"protect": replace(alpha.provisions["protect"], note=own)})}
    (first, second), _ = resolve([Cite("alpha", "protect", caveat), Cite("alpha", "protect")], laws, facts())
    assert (first.note, second.note) == (caveat, own)


def test_penalties_that_may_reach_are_kept_and_those_that_do_not_are_dropped(content: Content) -> None:
    pointers = cites("beta/drill-penalty", "alpha/protect-penalty")
    reached = {name: penalties(pointers, content.laws, facts(values)) for name, values in
               (("carrier", CARRIER), ("other", OTHER), ("unknown", {}))}  # fmt: skip
    assert {name: [each.citation.law for each in found] for name, found in reached.items()} == {
        "carrier": ["beta", "alpha"],
        "other": ["alpha"],
        "unknown": ["beta", "alpha"],
    }


# --- a citation that starts later ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "reached"), [(date(2017, 5, 31), False), (date(2023, 4, 30), False), (date(2023, 5, 1), True), (NOW, True)]
)
def test_a_citation_reaches_the_gap_from_its_own_day_on(content: Content, day: date, reached: bool) -> None:
    for name in ("protect", "protect-penalty"):
        later = Cite("alpha", name, since=date(2023, 5, 1))
        found, bound = resolve([later], content.laws, facts(day=day))
        assert ([each.provision for each in found], bound) == (([name], True) if reached else ([], False))
        assert len(penalties([later], content.laws, facts(day=day))) == reached


def test_a_citation_that_starts_later_says_nothing_of_the_others(content: Content) -> None:
    both = [Cite("alpha", "protect", since=date(9999, 1, 1)), Cite("beta", "drill")]
    found, bound = resolve(both, content.laws, facts())
    assert ([each.law for each in found], bound) == (["beta"], True)
