"""The fourteen published cases replayed: the facts, answered, cite what the authority cited, then and today.

`cases.yaml` holds each case's facts as answers and the fines of the penalties, copied from the statutes' texts.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
import yaml

from selfcheck import locator
from selfcheck.assess import assess
from selfcheck.load import answers as loader
from selfcheck.model.assessment import Assessment, Finding, Status
from selfcheck.model.content import Case, CitedArticle, Content
from selfcheck.model.law import Tier
from selfcheck.resolve import Scope, scope

TODAY = date(2026, 11, 24)
IDS = [f"gd-2017-{n:02d}" for n in range(1, 5)] + [f"nx-2021-{n:02d}" for n in range(1, 11)]
# Old article of the Cybersecurity Law → the one that took its place on 2026-01-01.
RENUMBERED = {
    "21": "23",
    "22": "24",
    "24": "26",
    "25": "27",
    "44": "46",
    "46": "48",
    "47": "49",
    "59": "61",
    "60": "62",
    "61": "64",
    "64": "71",
    "68": "69",
}

Table = Callable[[str], Any]


@pytest.fixture(scope="module")
def everything(shipped: Content) -> Scope:
    return scope(shipped, "full")


@pytest.fixture(scope="module")
def replayed(table: Table) -> Mapping[str, Any]:
    found: Mapping[str, Any] = table("cases.yaml")
    return found


def assessed(everything: Scope, answers: Mapping[str, Any], day: date) -> Assessment:
    text = yaml.safe_dump({"selfcheck": "answers/1", **answers}, allow_unicode=True, sort_keys=False)
    return assess(everything, loader.read(text, "answers.yaml", everything.content), as_of=day)


def mirrors(result: Assessment, case: Case) -> list[Finding]:
    """The gaps of the controls that have the case as a precedent."""
    return [finding for finding in result.gaps if case.id in finding.control.precedents]


def cites(found: list[Finding], cited: CitedArticle) -> bool:
    """Whether one of the gaps cites the article in the role the authority gave it."""
    if cited.role == "duty":
        own = [citation for finding in found for citation in (*finding.duties, *finding.related)]
    else:
        own = [penalty.citation for finding in found for penalty in finding.penalties]
    return any(c.law == cited.law and locator.covers(cited.locator, c.locator) for c in own)


def tiers(found: list[Finding]) -> dict[str, list[dict[str, Any]]]:
    """`csl 61(1)` → the fines of its tiers, of every penalty the gaps cite."""
    return {
        f"{penalty.citation.law} {penalty.citation.locator}": [fines(tier) for tier in penalty.tiers]
        for finding in found
        for penalty in finding.penalties
    }


def fines(tier: Tier) -> dict[str, Any]:
    named = {
        "warning": tier.warning or None,
        "org": tier.org,
        "person": tier.person,
        "persons": tier.persons,
        "gains_multiple": tier.gains_multiple,
        "detention_days": tier.detention_days,
    }
    return {key: list(value) if isinstance(value, tuple) else value for key, value in named.items() if value}


def article(text: str) -> CitedArticle:
    """`csl 61(1) penalty`."""
    law, place, role = text.split()
    return CitedArticle(law, place, role)


def within(amount: int, bounds: list[int | None] | None) -> bool:
    return bounds is not None and (bounds[0] or 0) <= amount <= (bounds[1] or 10**9)


def test_every_published_case_is_replayed(shipped: Content, replayed: Mapping[str, Any]) -> None:
    assert sorted(shipped.cases) == sorted(replayed) == IDS


@pytest.mark.parametrize("case", IDS)
def test_the_facts_of_a_case_give_its_gaps_and_no_others(
    everything: Scope, replayed: Mapping[str, Any], case: str
) -> None:
    published, data = everything.content.cases[case], replayed[case]
    for when, day in (("then", published.on), ("today", TODAY)):
        result = assessed(everything, data["answers"], day)
        mirrored = mirrors(result, published)
        assert [finding.control.id for finding in mirrored] == data["gaps"], day
        beside = [finding.control.id for finding in result.gaps if finding not in mirrored]
        assert beside == [*data.get("also", ()), *data[when].get("also", ())], day


@pytest.mark.parametrize("case", IDS)
def test_nothing_a_case_leaves_open_counts_as_satisfied(
    everything: Scope, replayed: Mapping[str, Any], case: str
) -> None:
    for day in (everything.content.cases[case].on, TODAY):
        result = assessed(everything, replayed[case]["answers"], day)
        assert [f.control.id for f in (*result.findings, *result.practice) if f.status is Status.SATISFIED] == []


@pytest.mark.parametrize("case", IDS)
def test_a_case_cites_what_the_authority_cited_in_the_edition_of_that_day(
    everything: Scope, replayed: Mapping[str, Any], case: str
) -> None:
    published = everything.content.cases[case]
    found = mirrors(assessed(everything, replayed[case]["answers"], published.on), published)
    assert [cited for cited in published.cited if not cites(found, cited)] == []


@pytest.mark.parametrize("case", IDS)
def test_a_case_cites_the_articles_in_force_today(everything: Scope, replayed: Mapping[str, Any], case: str) -> None:
    published = everything.content.cases[case]
    found = mirrors(assessed(everything, replayed[case]["answers"], TODAY), published)
    wanted = [article(text) for text in replayed[case]["today"]["cited"]]
    assert [cited for cited in wanted if not cites(found, cited)] == []


@pytest.mark.parametrize("case", IDS)
def test_every_citation_is_of_the_edition_in_force_on_the_day(
    everything: Scope, replayed: Mapping[str, Any], case: str
) -> None:
    published = everything.content.cases[case]
    for day, edition in ((published.on, "2017-06-01"), (TODAY, "2026-01-01")):
        result = assessed(everything, replayed[case]["answers"], day)
        cited = [c for f in result.gaps for c in (*f.duties, *f.related, *(p.citation for p in f.penalties))]
        assert {c.edition for c in cited if c.law == "csl"} <= {edition}
        assert [c for c in cited if c.edition != "undated" and date.fromisoformat(c.edition) > day] == []


@pytest.mark.parametrize("case", IDS)
def test_todays_articles_are_those_the_amendment_put_in_place_of_the_cited_ones(
    everything: Scope, replayed: Mapping[str, Any], case: str
) -> None:
    now = {
        (c.law, str(locator.parse(c.locator).article), c.role) for c in map(article, replayed[case]["today"]["cited"])
    }
    then = everything.content.cases[case].cited
    expected = {(c.law, str(locator.parse(c.locator).article), c.role) for c in then}
    assert now == {(law, RENUMBERED[n] if law == "csl" else n, role) for law, n, role in expected}


@pytest.mark.parametrize("case", IDS)
def test_the_fines_are_those_of_the_statute_then_and_today(
    everything: Scope, replayed: Mapping[str, Any], case: str
) -> None:
    published = everything.content.cases[case]
    for when, day in (("then", published.on), ("today", TODAY)):
        found = tiers(mirrors(assessed(everything, replayed[case]["answers"], day), published))
        wanted = {key: value for key, value in replayed[case][when].items() if key not in ("cited", "also")}
        assert {key: found.get(key) for key in wanted} == wanted, when


@pytest.mark.parametrize("case", IDS)
def test_what_the_authority_imposed_lies_within_a_tier_cited_on_that_day(
    everything: Scope, replayed: Mapping[str, Any], case: str
) -> None:
    published = everything.content.cases[case]
    found = mirrors(assessed(everything, replayed[case]["answers"], published.on), published)
    every = [tier for entries in tiers(found).values() for tier in entries]
    imposed = {"org": published.fine_org, "person": published.fine_person, "detention_days": published.detention_days}
    for key, amount in imposed.items():
        assert amount is None or any(within(amount, tier.get(key)) for tier in every), (key, amount)
    assert not published.warning or any(tier.get("warning") for tier in every)


def test_a_state_organ_is_corrected_and_disciplined_instead_of_fined(
    everything: Scope, replayed: Mapping[str, Any]
) -> None:
    facts = replayed["nx-2021-08"]["answers"]
    organ = {**facts, "organisation": {**facts["organisation"], "state_organ": True}}
    found = mirrors(assessed(everything, organ, TODAY), everything.content.cases["nx-2021-08"])
    assert tiers([f for f in found if f.control.id == "EMG-01"]) == {
        "csl 74": [{"persons": "and-other-responsible-persons"}]
    }
    assert {finding.exposure.org_max for finding in found if finding.control.id == "EMG-01"} == {None}
