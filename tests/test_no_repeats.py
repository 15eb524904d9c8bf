"""No control repeats another: those that read the same answers under one duty judge different measures, and why."""

from itertools import combinations

from selfcheck.model.content import Control
from shipped import content

# One question lists the measures; each control asks for its own and stands on its own source clause.
JUSTIFIED = {
    ("POL-01", "POL-02"): "management rules; operating procedures, which the article and the case name apart",
    ("DAT-08", "DAT-09"): "encryption; tamper protection",
    ("DAT-08", "DAT-14"): "encryption; leak prevention",
    ("DAT-09", "DAT-14"): "tamper protection; leak prevention",
}


def inputs_of(control: Control) -> frozenset[str]:
    """What it asks about beside who the organisation is."""
    return frozenset(fact for fact in control.facts if not fact.startswith("org."))


def test_controls_with_the_same_duty_and_the_same_questions_are_the_justified_ones() -> None:
    alike = {
        (a.id, b.id)
        for a, b in combinations(content().controls.values(), 2)
        if inputs_of(a) == inputs_of(b) and {str(cite) for cite in a.duties} & {str(cite) for cite in b.duties}
    }
    assert alike == set(JUSTIFIED)


def test_no_two_controls_have_the_same_rule() -> None:
    rules: dict[object, str] = {}
    for control in content().controls.values():
        same = rules.setdefault((control.applies_when, control.satisfied_when), control.id)
        assert same == control.id
