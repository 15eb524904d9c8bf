"""Rules in three-valued logic with its fourth value, VACUOUS.

The laws of the groups are checked on every combination of truths. Reading rules is in test_rules_parsing.py, what
must hold of any rule in test_rules_generated.py.
"""

from datetime import date
from itertools import permutations, product
from typing import Any

import pytest

from selfcheck.model.rule import Every, Group, IfNone, Leaf, Quantifier, Rule, Some
from selfcheck.rules import NOTHING, UNASKED, VACUOUS, Facts, Truth, compile_rule, parse

TODAY = date(2026, 11, 24)
ALL, ANY, NONE = Quantifier.ALL, Quantifier.ANY, Quantifier.NONE

# Facts that make a leaf come out as each truth; `unknown` has no answer.
KNOWN = Facts({"yes": True, "no": False, "void": VACUOUS}, {}, TODAY)
TRUTHS: dict[str, Truth] = {"yes": True, "no": False, "unknown": None, "void": VACUOUS}


def leaf(name: str) -> Leaf:
    return Leaf(name, None, "is", True)


def group(quantifier: Quantifier, *parts: Rule) -> Group:
    return Group(quantifier, parts)


def truth(rule: Rule, facts: Facts = KNOWN) -> Truth:
    return compile_rule(rule)(facts, {})


SETS = [tuple(map(leaf, names)) for size in range(4) for names in product(TRUTHS, repeat=size)]

# --- leaves ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(TRUTHS))
def test_a_leaf_is_true_false_unknown_or_vacuous(name: str) -> None:
    assert truth(leaf(name)) is TRUTHS[name]


@pytest.mark.parametrize("mark", [UNASKED, NOTHING])
def test_what_never_was_or_is_not_asked_about_is_not_there(mark: Any) -> None:
    facts = Facts({"gone": mark}, {"systems": ({"x": mark},)}, TODAY)
    for operator, expected in (("is", True), ("is", False), ("not_empty", True), ("within_months", 12)):
        assert truth(Leaf("gone", None, operator, expected), facts) is False
        assert truth(group(NONE, Leaf("gone", None, operator, expected)), facts) is True
        assert truth(Some("systems", Leaf("systems[].x", "x", operator, expected)), facts) is False


def test_a_leaf_compares_with_its_operator_on_the_assessment_day() -> None:
    rule = Leaf("drilled_on", None, "within_months", 12)
    drilled = {"drilled_on": date(2025, 11, 24)}
    assert truth(rule, Facts(drilled, {}, date(2026, 11, 24))) is True
    assert truth(rule, Facts(drilled, {}, date(2026, 11, 25))) is False


def test_a_field_reads_the_row_and_a_fact_reads_the_organisation() -> None:
    field, fact = compile_rule(Leaf("systems[].x", "x", "is", True)), compile_rule(leaf("x"))
    facts = Facts({"x": True}, {}, TODAY)
    assert (field(facts, {"x": False}), fact(facts, {"x": False})) == (False, True)
    assert (field(facts, {}), fact(Facts({}, {}, TODAY), {"x": True})) == (None, None)
    assert field(facts, {"x": VACUOUS}) is VACUOUS
    assert field(facts, {"x": UNASKED}) is False


# --- groups ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "all_", "any_", "none"),
    [
        ("yes yes", True, True, False),
        ("yes no", False, True, False),
        ("no no", False, False, True),
        ("yes unknown", None, True, False),
        ("no unknown", False, None, None),
        ("unknown unknown", None, None, None),
        ("yes void", True, True, False),
        ("no void", False, False, True),
        ("unknown void", None, None, None),
        ("void void", VACUOUS, VACUOUS, VACUOUS),
        ("unknown no yes", False, True, False),
    ],
)
def test_the_truth_tables(parts: str, all_: Truth, any_: Truth, none: Truth) -> None:
    members = [leaf(name) for name in parts.split()]
    assert truth(group(ALL, *members)) is all_
    assert truth(group(ANY, *members)) is any_
    assert truth(group(NONE, *members)) is none


@pytest.mark.parametrize("quantifier", list(Quantifier))
def test_order_does_not_matter(quantifier: Quantifier) -> None:
    for parts in SETS:
        results = {truth(group(quantifier, *order)) for order in permutations(parts)}
        assert len(results) == 1


@pytest.mark.parametrize("quantifier", [ALL, ANY])
def test_grouping_does_not_matter(quantifier: Quantifier) -> None:
    for a, b, c in (parts for parts in SETS if len(parts) == 3):
        flat = truth(group(quantifier, a, b, c))
        assert truth(group(quantifier, a, group(quantifier, b, c))) is flat
        assert truth(group(quantifier, group(quantifier, a, b), c)) is flat


def test_none_is_all_of_the_opposites() -> None:
    for parts in SETS:
        assert truth(group(NONE, *parts)) is truth(group(ALL, *(group(NONE, part) for part in parts)))


def test_not_all_is_any_of_the_opposites() -> None:
    for parts in SETS:
        assert truth(group(NONE, group(ALL, *parts))) is truth(group(ANY, *(group(NONE, part) for part in parts)))


def test_denying_twice_changes_nothing() -> None:
    for parts in SETS:
        for quantifier in Quantifier:
            rule = group(quantifier, *parts)
            assert truth(group(NONE, group(NONE, rule))) is truth(rule)


@pytest.mark.parametrize("quantifier", list(Quantifier))
def test_a_vacuous_part_is_as_good_as_absent(quantifier: Quantifier) -> None:
    for parts in SETS:
        bare = truth(group(quantifier, *parts))
        for place in range(len(parts) + 1):
            assert truth(group(quantifier, *parts[:place], leaf("void"), *parts[place:])) is bare


def test_a_part_given_twice_counts_once() -> None:
    for parts in SETS:
        for quantifier in Quantifier:
            assert truth(group(quantifier, *parts, *parts)) is truth(group(quantifier, *parts))


def test_vacuous_is_neither_true_nor_false_nor_unknown() -> None:
    assert all(VACUOUS is not other and other != VACUOUS for other in (True, False, None, UNASKED, NOTHING))
    assert repr(VACUOUS) == "VACUOUS"


# --- walks ----------------------------------------------------------------------------------------------------

WHERE, REQUIRE = Leaf("systems[].in_scope", "in_scope", "is", True), Leaf("systems[].filed", "filed", "is", True)
_ROW = {"y": True, "n": False, "v": VACUOUS}


def rows(written: str) -> tuple[dict[str, Any], ...]:
    """`yn ?y` → two rows as in_scope, filed: y yes, n no, ? not answered, v not applicable."""
    return tuple(
        {key: _ROW[mark] for key, mark in zip(("in_scope", "filed"), row, strict=True) if mark != "?"}
        for row in written.split()
    )


def walk(written: str | None, *, if_none: IfNone = IfNone.UNANSWERED, at_least: float | None = None) -> Truth:
    inventories = {} if written is None else {"systems": rows(written)}
    return truth(Every("systems", WHERE, REQUIRE, if_none, at_least), Facts({}, inventories, TODAY))


@pytest.mark.parametrize(
    ("written", "result"),
    [
        (None, None),  # the inventory was not answered
        ("yy", True),
        ("yn", False),
        ("y?", None),
        ("yy yy", True),
        ("yy yn", False),
        ("yy y?", None),
        ("y? yn", False),
        ("yy nn", True),  # out of scope
        ("yy vn", True),  # the question of scope does not apply to the row
        ("yy yv", True),  # what is required does not apply to the row
        ("yn yv", False),
        ("yy ?y", True),  # fulfils it whether it is in scope or not
        ("yy ?n", None),  # fails if it is in scope
        ("yy ??", None),
        ("yn ??", False),  # one that surely fails is enough
        ("?y", None),  # perhaps no row at all
        ("?n", None),
        ("yy ?v", True),
    ],
)
def test_every_row_in_scope_must_comply(written: str | None, result: Truth) -> None:
    assert walk(written) is result


@pytest.mark.parametrize(
    ("if_none", "result"),
    [(IfNone.NOT_APPLICABLE, VACUOUS), (IfNone.NOT_SATISFIED, False), (IfNone.UNANSWERED, None)],
)
@pytest.mark.parametrize("written", ["", "nn ny n?", "yv", "vn nn"])
def test_an_empty_selection_means_what_the_rule_says(written: str, if_none: IfNone, result: Truth) -> None:
    assert walk(written, if_none=if_none) is result
    assert walk(written, if_none=if_none, at_least=0.5) is result


@pytest.mark.parametrize("if_none", list(IfNone))
def test_an_inventory_that_was_not_answered_is_unknown_whatever_an_empty_one_means(if_none: IfNone) -> None:
    assert walk(None, if_none=if_none) is None
    assert walk(None, if_none=if_none, at_least=0.5) is None


@pytest.mark.parametrize(
    ("written", "at_least", "result"),
    [
        ("yy yn", 0.5, True),
        ("yy yn", 0.51, False),
        ("yy yn yn", 0.5, False),
        ("yy y?", 0.5, True),
        ("y? yn", 0.5, None),  # one of two if it complies
        ("y? yn yn", 0.5, False),  # one of three at best
        ("yy ?n", 0.5, True),  # one of one, or one of two
        ("yy ?n ?n", 0.5, None),  # one of one, or one of three
        ("yn ?y", 0.5, None),  # none of one, or one of two
        ("yn yn ?y", 0.5, False),  # one of three at best
        ("yy yn ?y", 0.5, True),  # one of two, or two of three
        ("yy yn ??", 0.5, None),
        ("yy yv yv yv", 1.0, True),
        ("yn yv yv yv", 0.25, False),
        ("?y ?y", 0.5, None),
        ("nn yy", 0.99, True),
        (" ".join(["yy"] * 19 + ["yn"]), 0.95, True),
        (" ".join(["yy"] * 18 + ["yn"] * 2), 0.95, False),
        (" ".join(["yy"] * 7 + ["yn"] * 18), 0.28, True),  # 0.28 · 25 is a little more than 7 in binary
        (" ".join(["y?"] * 7 + ["yn"] * 18), 0.28, None),
        (" ".join(["yy"] * 29 + ["yn"] * 71), 0.29, True),
        (" ".join(["yy"] * 28 + ["yn"] * 72), 0.29, False),
    ],
)
def test_a_share_of_the_rows_may_be_enough(written: str, at_least: float, result: Truth) -> None:
    assert walk(written, at_least=at_least) is result


@pytest.mark.parametrize(
    ("written", "result"),
    [(None, None), ("", False), ("yn", True), ("nn", False), ("nn yn", True), ("nn ??", None), ("?? yn", True),
     ("vn", False), ("vn ??", None)],
)  # fmt: skip
def test_some_row_is_enough_for_some(written: str | None, result: Truth) -> None:
    inventories = {} if written is None else {"systems": rows(written)}
    assert truth(Some("systems", WHERE), Facts({}, inventories, TODAY)) is result


@pytest.mark.parametrize(("written", "result"), [(None, None), ("", False), ("??", True)])
def test_without_where_some_asks_for_any_row_and_every_takes_all(written: str | None, result: Truth) -> None:
    inventories = {} if written is None else {"systems": rows(written)}
    assert truth(Some("systems", None), Facts({}, inventories, TODAY)) is result
    every = Every("systems", None, REQUIRE, IfNone.NOT_APPLICABLE)
    assert truth(every, Facts({}, {"systems": rows("ny vn")}, TODAY)) is False
    assert truth(every, Facts({}, {"systems": rows("ny vy")}, TODAY)) is True


def test_a_walk_can_read_the_organisation_beside_the_row() -> None:
    rule = parse({"every": {"inventory": "systems", "if_none": "unanswered", "where": {"fact": "carrier", "is": True},
                            "require": {"field": "filed", "is": True}}})  # fmt: skip
    assert truth(rule, Facts({"carrier": True}, {"systems": rows("yn")}, TODAY)) is False
    assert truth(rule, Facts({"carrier": False}, {"systems": rows("yn")}, TODAY)) is None  # if_none
    assert truth(rule, Facts({}, {"systems": rows("yy")}, TODAY)) is None
