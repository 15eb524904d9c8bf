"""The order of work."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from tests.plan.conftest import Made

from selfcheck.model.content import Severity
from selfcheck.plan.model import Plan
from selfcheck.plan.order import Priority, sequence

Planned = Callable[..., Plan]


def ids(made: Plan) -> list[str]:
    return [item.gap.control or "" for item in made.items]


def test_red_lines_come_first_whatever_the_fine(planned: Planned) -> None:
    made = planned([Made("A-1", yuan=10_000_000, found=18), Made("B-1", Severity.CRITICAL)])
    assert ids(made) == ["B-1", "A-1"]


def test_exposure_is_the_fine_times_how_often_it_was_found(planned: Planned) -> None:
    rare_and_dear = Made("Z-1", yuan=1_000_000, found=0)
    common_and_cheap = Made("B-1", yuan=100_000, found=18)
    cheap_and_unknown = Made("C-1", yuan=100_000, found=0)
    assert ids(planned([cheap_and_unknown, rare_and_dear, common_and_cheap])) == ["B-1", "Z-1", "C-1"]


def test_then_severity_then_the_smaller_effort_then_the_id(planned: Planned) -> None:
    made = [
        Made("A-1", Severity.LOW, effort=1),
        Made("B-1", Severity.HIGH, effort=9),
        Made("C-1", Severity.HIGH, effort=2),
        Made("D-1", Severity.HIGH, effort=2),
    ]
    assert ids(planned(made)) == ["C-1", "D-1", "B-1", "A-1"]


def test_a_prerequisite_moves_up_to_what_needs_it(planned: Planned) -> None:
    made = [Made("A-1", Severity.CRITICAL, needs=("Z-1",)), Made("M-1", yuan=500_000), Made("Z-1", Severity.LOW)]
    assert ids(planned(made)) == ["Z-1", "A-1", "M-1"]


def test_a_prerequisite_that_is_no_gap_is_no_constraint(planned: Planned) -> None:
    made = planned([Made("A-1", needs=("Q-9",))])
    assert ids(made) == ["A-1"] and made.items[0].gap.depends_on == ()


def test_needs_in_a_circle_are_each_placed_once() -> None:
    priorities: dict[str, Priority] = {name: (True, 0, 1, 1.0, name) for name in "abc"}
    assert sorted(sequence(priorities, {"a": ("b",), "b": ("c",), "c": ("a",)})) == ["a", "b", "c"]


def test_a_chain_of_ten_thousand_needs_is_no_trouble() -> None:
    names = [f"{number:05d}" for number in range(10_000)]
    priorities: dict[str, Priority] = {name: (True, 0, 1, 1.0, name) for name in names}
    needs = dict(zip(names, ((name,) for name in names[1:]), strict=False))
    assert sequence(priorities, needs) == tuple(reversed(names))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, Priority], dict[str, tuple[str, ...]]]:
    """Any needs without a circle, among ids whose priorities have nothing to do with them."""
    names = [f"C-{number:02d}" for number in range(draw(st.integers(1, 25)))]
    ranks = draw(st.permutations(range(len(names))))
    priorities: dict[str, Priority] = {
        name: (draw(st.booleans()), rank, 0, 0.0, name) for name, rank in zip(names, ranks, strict=True)
    }
    needs = {
        name: tuple(draw(st.lists(st.sampled_from(names[:index]), max_size=3, unique=True)) if index else ())
        for index, name in enumerate(names)
    }
    return priorities, needs


@given(graphs())
def test_order_respects_needs_in_every_generated_case(
    graph: tuple[dict[str, Priority], dict[str, tuple[str, ...]]],
) -> None:
    priorities, needs = graph
    order = sequence(priorities, needs)
    assert sorted(order) == sorted(priorities)
    place = {name: index for index, name in enumerate(order)}
    assert all(place[need] < place[name] for name in order for need in needs[name])


@given(graphs())
def test_nothing_stands_before_a_more_urgent_item_unless_something_urgent_needs_it(
    graph: tuple[dict[str, Priority], dict[str, tuple[str, ...]]],
) -> None:
    priorities, needs = graph
    order = sequence(priorities, needs)

    def behind(name: str) -> set[str]:
        """Everything that needs the id, directly or not, and itself."""
        found, todo = {name}, [name]
        while todo:
            current = todo.pop()
            for other in order:
                if current in needs[other] and other not in found:
                    found.add(other)
                    todo.append(other)
        return found

    urgency = [min(priorities[other] for other in behind(name)) for name in order]
    assert urgency == sorted(urgency)
