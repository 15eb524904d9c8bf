"""How often regulators found the same gap."""

import pytest

from changed import replace
from selfcheck.model.assessment import PrecedentCount
from selfcheck.model.content import Content
from selfcheck.precedents import count


def counted(content: Content, *precedents: str) -> PrecedentCount:
    return count(replace(content.controls["DEM-01"], precedents=precedents), content)


def test_an_organisation_with_several_findings_counts_once(content: Content) -> None:
    assert counted(content, "drill-missing", "policy-missing") == PrecedentCount(
        organisations=3, out_of=4, by_sector=(("carrier", 2), ("cloud", 1)), cases=()
    )


@pytest.mark.parametrize(
    ("kind", "by_sector"),
    [
        ("drill-missing", (("carrier", 1), ("cloud", 1))),
        ("policy-missing", (("carrier", 2),)),
        ("other", (("carrier", 1), ("cloud", 1))),
    ],
)
def test_findings_are_counted_by_sector(content: Content, kind: str, by_sector: tuple[tuple[str, int], ...]) -> None:
    found = counted(content, kind)
    assert found.by_sector == by_sector
    assert found.organisations == sum(number for _, number in by_sector)


def test_cases_are_named_and_not_counted_as_inspected(content: Content) -> None:
    assert counted(content, "case-1") == PrecedentCount(0, 4, (), ("case-1",))
    assert counted(content, "other", "case-1").organisations == 2


def test_several_inspections_are_added_up(content: Content) -> None:
    twice = replace(content, inspections=content.inspections * 2)
    assert counted(twice, "drill-missing") == PrecedentCount(4, 8, (("carrier", 2), ("cloud", 2)), ())


def test_without_precedents_nothing_was_found_among_all_inspected(content: Content) -> None:
    assert counted(content) == PrecedentCount(0, 4, (), ())
