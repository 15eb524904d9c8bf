"""What a gap can cost: state organs instead of fines, tiers, and the heaviest single consequence."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changed import replace
from selfcheck.law import exposure, penalties, tiers
from selfcheck.model.assessment import Exposure, Penalty
from selfcheck.model.content import Cite, Content
from selfcheck.rules import UNASKED, VACUOUS, Facts
from selfcheck.text import Text

NOW = date(2026, 11, 24)
CARRIER: Mapping[str, Any] = {"org.sectors": ("carrier",), "org.state_organ": UNASKED}
ORGAN: Mapping[str, Any] = {"org.sectors": ("public-body",), "org.state_organ": True}


def facts(values: Mapping[str, Any] = CARRIER, day: date = NOW) -> Facts:
    return Facts(values, {}, day)


def cites(*pointers: str) -> list[Cite]:
    return [Cite(law, name) for law, name in (pointer.split("/") for pointer in pointers)]


# --- state organs ---------------------------------------------------------------------------------------------


def test_a_state_organ_is_corrected_and_disciplined_instead_of_fined(content: Content) -> None:
    (penalty,) = penalties([Cite("alpha", "protect-penalty", Text("x", "x"))], content.laws, facts(ORGAN))
    assert (penalty.citation.provision, penalty.citation.locator, penalty.citation.note) == (
        "organ-liability", "76", None
    )  # fmt: skip
    assert exposure([penalty]) == Exposure(None, None, ("rectify", "discipline"), None)


@pytest.mark.parametrize(
    "organ", [{"org.state_organ": False}, {"org.state_organ": UNASKED}, {"org.state_organ": VACUOUS}, {}]
)
def test_only_who_surely_is_a_state_organ_is_spared_the_fine(content: Content, organ: dict[str, Any]) -> None:
    (penalty,) = penalties(cites("alpha/protect-penalty"), content.laws, facts(organ))
    assert penalty.citation.provision == "protect-penalty"


def test_every_fine_of_the_law_gives_way_to_one_provision(content: Content) -> None:
    pointers = cites("alpha/protect-penalty", "alpha/organ-liability", "alpha/protect-penalty")
    assert len(penalties(pointers, content.laws, facts(ORGAN))) == 1
    assert len(penalties(pointers, content.laws, facts())) == 2


def test_a_penalty_of_an_edition_not_in_force_reaches_no_state_organ_either(content: Content) -> None:
    assert penalties(cites("alpha/protect-penalty"), content.laws, facts(ORGAN, date(2017, 5, 31))) == ()


# --- tiers and exposure ---------------------------------------------------------------------------------------


def test_a_tier_that_refers_to_another_provision_brings_its_tiers(content: Content) -> None:
    beta = content.laws["beta"]
    own, *brought = tiers(beta, "drill-penalty", "2020-03-01")
    assert own.org == (None, 30_000)
    meant = beta.provisions["grave-penalty"].tiers["2020-03-01"]
    assert [(tier.org, tier.person, tier.other) for tier in brought] == [(t.org, t.person, t.other) for t in meant]


def test_what_a_reference_brings_keeps_the_condition_and_the_persons_of_its_own(content: Content) -> None:
    beta = content.laws["beta"]
    own, *brought = tiers(beta, "drill-penalty", "2020-03-01")
    meant = beta.provisions["grave-penalty"].tiers["2020-03-01"]
    assert [tier.when.en for tier in brought] == [f"grave: {tier.when.en}" for tier in meant]
    assert [tier.persons for tier in brought] == [tier.persons for tier in meant]
    named = own._replace(see="grave-penalty", persons="individuals", when=Text("转售", "resold"))
    single = beta.provisions["grave-penalty"]._replace(tiers={"2020-03-01": meant[:1]})
    drill = beta.provisions["drill-penalty"]._replace(tiers={"2020-03-01": (named,)})
    law = beta._replace(provisions={**beta.provisions, "grave-penalty": single, "drill-penalty": drill})
    (only,) = tiers(law, "drill-penalty", "2020-03-01")
    assert (only.when.en, only.persons, only.org) == ("resold", "individuals", meant[0].org)


def test_a_reference_brings_the_tiers_of_the_same_edition(content: Content) -> None:
    beta = content.laws["beta"]
    grave = beta.provisions["grave-penalty"]
    later = replace(grave, tiers={**grave.tiers, "2027-01-01": grave.tiers["2020-03-01"][:1]})
    law = replace(beta, provisions={**beta.provisions, "grave-penalty": later})
    assert len(tiers(law, "drill-penalty", "2020-03-01")) == 3
    assert tiers(law, "drill-penalty", "2027-01-01") == ()


def test_exposure_is_the_heaviest_and_never_a_sum(content: Content) -> None:
    found = penalties(cites("alpha/protect-penalty", "beta/drill-penalty"), content.laws, facts())
    heaviest = exposure(found)
    assert heaviest.org_max is not None
    assert heaviest.person_max is not None
    # 500,000 without an upper limit weighs more than up to 500,000.
    assert (heaviest.org_max.yuan, heaviest.org_max.open_ended) == (500_000, True)
    assert (heaviest.org_max.citation.provision, heaviest.org_max.when.en) == ("drill-penalty", "grave: grave")
    assert (heaviest.person_max.yuan, heaviest.person_max.citation.law) == (100_000, "alpha")
    assert heaviest.detention_days == 15


def test_no_penalty_is_no_exposure() -> None:
    assert exposure([]) == Exposure(None, None, (), None)


@pytest.fixture(scope="session")
def fined(content: Content) -> Callable[..., Penalty]:
    """A penalty with one tier for each set of fields given."""
    (sample,) = penalties(cites("alpha/organ-liability"), content.laws, facts())
    bare = replace(sample.tiers[0], other=())

    def made(*written: dict[str, Any]) -> Penalty:
        return replace(sample, tiers=tuple(replace(bare, **fields) for fields in written))

    return made


@pytest.mark.parametrize(
    ("lighter", "heavier"),
    [
        ({"org": (None, 30_000)}, {"org": (None, 50_000)}),
        ({"org": (10_000, 50_000)}, {"org": (None, 500_000)}),
        ({"org": (500_000, 1_000_000)}, {"org": (1_000_000, None)}),  # no upper limit
        ({"org": (None, 50_000_000)}, {"org": (None, 50_000_000), "turnover_percent": 5}),
        ({"org": (None, 50_000_000), "turnover_percent": 1}, {"org": (None, 50_000_000), "turnover_percent": 5}),
        ({"org": None}, {"org": (None, 1)}),
        ({"org": (None, None)}, {"org": (None, 1)}),
    ],
)
def test_of_two_fines_the_heavier_is_shown_in_whichever_order_they_come(
    fined: Callable[..., Penalty], lighter: dict[str, Any], heavier: dict[str, Any]
) -> None:
    alone = exposure([fined(heavier)]).org_max
    assert alone is not None
    for order in permutations([lighter, heavier]):
        assert exposure([fined(*order)]).org_max == alone
        assert exposure([fined(each) for each in order]).org_max == alone


def test_turnover_and_the_open_end_are_carried_along(fined: Callable[..., Penalty]) -> None:
    org = exposure([fined({"org": (None, 50_000_000), "turnover_percent": 5})]).org_max
    assert org is not None
    assert (org.yuan, org.open_ended, org.turnover_percent) == (50_000_000, False, 5)
    org = exposure([fined({"org": (500_000, None)})]).org_max
    assert org is not None
    assert (org.yuan, org.open_ended, org.turnover_percent) == (500_000, True, None)


def test_a_turnover_fine_on_the_organisation_is_not_one_on_a_person(fined: Callable[..., Penalty]) -> None:
    person = exposure([fined({"person": (100_000, 1_000_000), "turnover_percent": 5})]).person_max
    assert person is not None
    assert person.turnover_percent is None


def test_other_measures_are_listed_once_in_the_order_met(fined: Callable[..., Penalty]) -> None:
    found = exposure([fined({"other": ("b", "a")}, {"other": ("a", "c")}), fined({"other": ("b", "d")})])
    assert found.other == ("b", "a", "c", "d")


@pytest.mark.parametrize(
    ("days", "longest"),
    [([(5, 15), (None, 5)], 15), ([(None, 5), (5, 10)], 10), ([None], None), ([(None, None)], None)],
)
def test_detention_is_the_longest(fined: Callable[..., Penalty], days: list[Any], longest: int | None) -> None:
    assert exposure([fined(*({"detention_days": pair} for pair in days))]).detention_days == longest


@given(highest=st.lists(st.integers(0, 10**8), min_size=1, max_size=6), together=st.booleans())
def test_exposure_is_the_maximum_whatever_the_order(
    fined: Callable[..., Penalty], highest: list[int], together: bool
) -> None:
    fines = [{"org": (None, yuan)} for yuan in highest]
    org = exposure([fined(*fines)] if together else map(fined, fines)).org_max
    assert org is not None
    assert org.yuan == max(highest)
