"""The 2019 inspection replayed: compliant answers, changed as each published finding says, give just those findings.

Sixty-eight organisations were published with 135 findings of 17 types. `base/` holds compliant answers of the four
sectors, `changes.yaml` what each type means in answers; both go through the loader as text.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from selfcheck.assess import assess
from selfcheck.facts import view
from selfcheck.load import answers as loader
from selfcheck.model.assessment import Assessment, Status
from selfcheck.model.content import Content, InspectedOrganisation, Inspection
from selfcheck.resolve import Scope, scope
from selfcheck.unasked import unasked

TODAY = date(2026, 11, 24)
SECTORS = ("carrier", "internet", "mvno", "domain")
# Findings that suppose a business the sector's compliant organisation is not in.
OUTSIDE = {
    "carrier": set[str](),
    "internet": {"real-name-registration-lax", "iot-card-management-lax"},
    "mvno": {"isms-function-noncompliant", "isms-performance-noncompliant"},
    "domain": {
        "real-name-registration-lax",
        "iot-card-management-lax",
        "isms-function-noncompliant",
        "isms-performance-noncompliant",
    },
}

Table = Callable[[str], Any]


@pytest.fixture(scope="module")
def inspection(shipped: Content) -> Inspection:
    (found,) = (entry for entry in shipped.inspections if entry.id == "inspection-2019")
    return found


@pytest.fixture(scope="module")
def inspected(shipped: Content) -> Scope:
    return scope(shipped, "inspection")


@pytest.fixture(scope="module")
def changes(table: Table) -> Mapping[str, Any]:
    found: Mapping[str, Any] = table("changes.yaml")
    return found


def assessed(inspected: Scope, document: Any, day: date = TODAY) -> Assessment:
    """Plain data written down as YAML, read as a person's file and assessed."""
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    return assess(inspected, loader.read(text, "answers.yaml", inspected.content), as_of=day)


def types_found(result: Assessment, inspection: Inspection) -> set[str]:
    gaps = {finding.control.id for finding in result.gaps}
    return {name for name, kind in inspection.types.items() if not gaps.isdisjoint(kind.mirrors)}


def changed(document: Any, change: Mapping[str, Any]) -> Any:
    """The document with one change of `changes.yaml` made to it, in place; one that changes nothing is an error."""
    before = deepcopy(document)
    _change(document["answers"], change)
    for entry in change.get("rows", ()):
        rows = [row for row in document[entry["in"]] if entry["having"] in row]
        for row in rows[:1] if entry["which"] == "first" else rows:
            _change(row, entry)
    assert document != before, change
    return document


def _change(answers: dict[str, Any], change: Mapping[str, Any]) -> None:
    for key, value in change.get("set", {}).items():
        if value == "gone":
            del answers[key]
        else:
            answers[key] = deepcopy(value)  # two rows must not share a list: YAML would write an alias
    for key, choices in change.get("drop", {}).items():
        answers[key] = [choice for choice in answers[key] if choice not in choices] or ["none"]


def replay(
    inspected: Scope,
    table: Table,
    changes: Mapping[str, Any],
    sector: str,
    types: Iterable[str],
    day: date = TODAY,
) -> Assessment:
    document = table(f"base/{sector}.yaml")
    for name in types:
        changed(document, changes[name])
    return assessed(inspected, moved(document, day - TODAY), day)


def moved(value: Any, by: timedelta) -> Any:
    """The same document with every date moved, so that it reads on another day as it does on TODAY."""
    if isinstance(value, dict):
        return {key: moved(entry, by) for key, entry in value.items()}
    if isinstance(value, list):
        return [moved(entry, by) for entry in value]
    return value + by if isinstance(value, date) else value


def cited(result: Assessment) -> set[tuple[str, str, str]]:
    """Law, edition and locator of everything the gaps cite."""
    return {
        (citation.law, citation.edition, citation.locator)
        for finding in result.gaps
        for citation in (*finding.duties, *finding.related, *(penalty.citation for penalty in finding.penalties))
    }


def organisations(inspection: Inspection) -> Mapping[str, InspectedOrganisation]:
    return {organisation.id: organisation for organisation in inspection.organisations}


def ids() -> list[str]:
    counts = {"C": 23, "I": 37, "M": 7, "D": 1}
    return [f"INS19-{letter}{number:02d}" for letter, count in counts.items() for number in range(1, count + 1)]


def test_sixty_eight_organisations_with_135_findings_are_replayed(inspection: Inspection) -> None:
    assert sorted(organisations(inspection)) == sorted(ids())
    assert sum(len(organisation.types) for organisation in inspection.organisations) == 135


def test_every_published_type_has_its_change(inspection: Inspection, changes: Mapping[str, Any]) -> None:
    assert set(changes) == set(inspection.types)
    assert len(changes) == 17


@pytest.mark.parametrize("sector", SECTORS)
def test_a_compliant_organisation_of_each_sector_is_found_wanting_in_nothing(
    inspected: Scope, inspection: Inspection, table: Table, sector: str
) -> None:
    result = assessed(inspected, table(f"base/{sector}.yaml"))
    assert [(f.control.id, f.status) for f in result.findings if f.status.is_gap] == []
    assert [f.control.id for f in result.findings if f.status is Status.UNANSWERED] == []
    assert types_found(result, inspection) == set()
    assert (result.score.value, result.score.rate, result.score.coverage) == (100.0, 1.0, 1.0)


@pytest.mark.parametrize("name", [*SECTORS, "carrier-full"])
def test_compliant_answers_hold_nothing_that_was_not_asked(shipped: Content, table: Table, name: str) -> None:
    everything = scope(shipped, "full")
    answers = loader.read(yaml.safe_dump(table(f"base/{name}.yaml"), allow_unicode=True), "answers.yaml", shipped)
    assert unasked(answers, everything.ask_steps, view(answers, everything.ask_steps, TODAY), shipped.questions) == ()


@pytest.mark.parametrize("organisation", ids())
def test_an_inspected_organisation_gets_exactly_the_findings_published(
    inspected: Scope, inspection: Inspection, table: Table, changes: Mapping[str, Any], organisation: str
) -> None:
    published = organisations(inspection)[organisation]
    for day in (TODAY, inspection.published_on):
        result = replay(inspected, table, changes, published.sector, published.types, day)
        assert types_found(result, inspection) == set(published.types), day


@pytest.mark.parametrize(
    ("kind", "then", "today"),
    [
        ("config-noncompliant", "21[2]", "23[2]"),
        ("sensitive-encryption-missing", "21[4]", "23[4]"),
        ("user-info-protection-system-missing", "40", "42(1)"),
        ("known-hazard-unremediated", "25", "27"),
        ("malware-handling-capability-missing", "21[2]", "23[2]"),
    ],
)
def test_a_finding_cites_the_edition_in_force_on_the_day(
    inspected: Scope,
    inspection: Inspection,
    table: Table,
    changes: Mapping[str, Any],
    kind: str,
    then: str,
    today: str,
) -> None:
    before = cited(replay(inspected, table, changes, "internet", [kind], inspection.published_on))
    after = cited(replay(inspected, table, changes, "internet", [kind], TODAY))
    assert ("csl", "2017-06-01", then) in before
    assert ("csl", "2026-01-01", today) in after
    assert {edition for law, edition, _ in before if law == "csl"} == {"2017-06-01"}
    assert [edition for _, edition, _ in before if edition != "undated" and edition > "2019-12-16"] == []


@pytest.mark.parametrize("sector", SECTORS)
def test_answers_of_today_can_be_read_on_the_day_of_the_inspection(
    inspected: Scope, inspection: Inspection, table: Table, sector: str
) -> None:
    """What was done after that day does not count on it; nothing else is lost."""
    result = assessed(inspected, table(f"base/{sector}.yaml"), inspection.published_on)
    assert len(result.findings) + len(result.practice) == len(inspected.controls)
    for finding in result.gaps:
        assert any(isinstance(o.actual, date) and o.actual > result.as_of for o in finding.observations)
    assert len(result.gaps) > 5


@pytest.mark.parametrize("sector", SECTORS)
def test_each_type_alone_is_found_alone(
    inspected: Scope, inspection: Inspection, table: Table, changes: Mapping[str, Any], sector: str
) -> None:
    for name in set(changes) - OUTSIDE[sector]:
        result = replay(inspected, table, changes, sector, [name])
        assert types_found(result, inspection) == {name}, name


@pytest.mark.parametrize("sector", SECTORS)
def test_all_types_of_a_sector_at_once_are_all_found(
    inspected: Scope, inspection: Inspection, table: Table, changes: Mapping[str, Any], sector: str
) -> None:
    together = [name for name in changes if name not in OUTSIDE[sector]]
    assert types_found(replay(inspected, table, changes, sector, together), inspection) == set(together)


def test_a_gap_found_names_the_answer_to_change(
    inspected: Scope, inspection: Inspection, table: Table, changes: Mapping[str, Any]
) -> None:
    result = replay(inspected, table, changes, "carrier", ["config-noncompliant"])
    (finding,) = (f for f in result.gaps if f.control.id in inspection.types["config-noncompliant"].mirrors)
    seen = [(o.fact, o.item, o.actual) for o in finding.observations]
    assert seen == [("systems[].config_pass_rate", "core-net", 0.93)]


def test_the_controls_that_mirror_a_type_count_its_organisations_as_precedents(
    inspected: Scope, inspection: Inspection
) -> None:
    controls = inspected.content.controls
    for name, kind in inspection.types.items():
        for control in kind.mirrors:
            assert name in controls[control].precedents, (name, control)
            assert controls[control] in [compiled.control for compiled in inspected.controls], (name, control)
