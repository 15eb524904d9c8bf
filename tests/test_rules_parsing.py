"""Reading rules from plain data: what is a rule, what is not, and what a rule reads."""

from collections.abc import Sequence
from typing import Any

import pytest

from selfcheck.model.rule import Every, Group, IfNone, Leaf, Quantifier, Some
from selfcheck.rules import compile_rule, inventories_of, keys_of, leaves, parse

GROUPS = {"org.sectors": {"operator": ("carrier", "cloud")}}


def test_a_leaf_is_read_with_its_basis() -> None:
    assert parse({"fact": "a.b", "gte": 0.8, "basis": "practice"}) == Leaf("a.b", None, "gte", 0.8, "practice")


def test_groups_nest() -> None:
    a, b = {"fact": "a", "is": True}, {"fact": "b", "is": False}
    rule = parse({"any": [a, {"all": [b]}, {"none": [a, b]}]})
    la, lb = Leaf("a", None, "is", True), Leaf("b", None, "is", False)
    assert rule == Group(Quantifier.ANY, (la, Group(Quantifier.ALL, (lb,)), Group(Quantifier.NONE, (la, lb))))


def test_walks_give_their_fields_the_key_of_the_column() -> None:
    field = {"field": "grade", "gte": 3}
    column = Leaf("systems[].grade", "grade", "gte", 3)
    body = {"inventory": "systems", "where": field, "require": field, "if_none": "not-satisfied"}
    assert parse({"every": {**body, "at_least": 0.9, "basis": "practice"}}) == Every(
        "systems", column, column, IfNone.NOT_SATISFIED, 0.9, "practice"
    )
    assert parse({"some": {"inventory": "systems", "where": field}}) == Some("systems", column)
    assert parse({"some": {"inventory": "systems"}}) == Some("systems", None)


@pytest.mark.parametrize(
    ("written", "members"),
    [
        (["operator"], ("carrier", "cloud")),
        (["cdn", "operator"], ("cdn", "carrier", "cloud")),
        (["cloud", "operator"], ("cloud", "carrier")),  # each choice once
        (["cdn"], ("cdn",)),
    ],
)
def test_a_named_group_of_choices_stands_for_its_members(written: list[str], members: Sequence[str]) -> None:
    assert parse({"fact": "org.sectors", "in": written}, GROUPS) == Leaf("org.sectors", None, "in", tuple(members))


def test_a_group_of_one_question_means_nothing_to_another() -> None:
    assert parse({"fact": "org.kinds", "in": ["operator"]}, GROUPS) == Leaf("org.kinds", None, "in", ("operator",))


@pytest.mark.parametrize(
    "raw",
    [
        {"fact": "a"},
        {"fact": "a", "basis": "practice"},
        {"fact": "a", "gte": 1, "lte": 3},
        {"gte": 1},
        {"every": {"inventory": "systems", "require": {"field": "x", "is": True}}},
        {"every": {"inventory": "systems", "require": {"field": "x", "is": True}, "if_none": "satisfied"}},
    ],
)
def test_a_rule_that_is_not_one_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises((KeyError, ValueError)):
        parse(raw)


def test_an_unknown_operator_is_refused_before_anything_is_assessed() -> None:
    with pytest.raises(KeyError):
        compile_rule(parse({"fact": "a", "matches": ".*"}))


def test_a_rule_lists_what_it_reads_once_and_in_reading_order() -> None:
    a, x, y = {"fact": "a", "is": True}, {"field": "x", "is": True}, {"field": "y", "is": True}
    rule = parse(
        {
            "all": [
                a,
                {"every": {"inventory": "systems", "where": y, "require": {"all": [x, a]}, "if_none": "unanswered"}},
                {"none": [{"some": {"inventory": "apps", "where": x}}, {"some": {"inventory": "sites"}}]},
                {"fact": "b", "is": True},
            ]
        }
    )
    assert keys_of(rule) == ("a", "systems[].y", "systems[].x", "apps[].x", "b")
    assert [found.key for found in leaves(rule)].count("a") == 2
    assert inventories_of(rule) == ("systems", "apps", "sites")
    assert inventories_of(parse(a)) == ()
