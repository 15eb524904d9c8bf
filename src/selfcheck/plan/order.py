"""The order of work: red lines, then exposure, severity and effort; a prerequisite never after what needs it."""

from collections.abc import Iterable, Mapping

from selfcheck.model.content import Severity
from selfcheck.plan.model import Cost

_RANK = {Severity.CRITICAL: 0, Severity.HIGH: 1, Severity.MEDIUM: 2, Severity.LOW: 3}
Priority = tuple[bool, int, int, float, str]


def priority(identity: str, severity: Severity, cost: Cost, effort: float) -> Priority:
    """Smallest first. Exposure is the fine at stake times (1 + how often regulators found it).

    The 1 keeps a large fine nobody was caught for above a small one.
    """
    exposure = cost.yuan * (1 + cost.found)
    return (severity is not Severity.CRITICAL, -exposure, _RANK[severity], effort, identity)


def sequence(priorities: Mapping[str, Priority], needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every id once: by priority, each preceded by whatever it needs. A need that is not an id is ignored.

    A prerequisite moves up to the place of what needs it, not the other way round, so a red line is never held
    back by an unimportant item. Of needs in a circle (the checklists' lint refuses them) each is placed once.
    """
    placed: dict[str, None] = {}
    for identity in sorted(priorities, key=priorities.__getitem__):
        _place(identity, priorities, needs, placed)
    return tuple(placed)


def _place(
    identity: str, priorities: Mapping[str, Priority], needs: Mapping[str, tuple[str, ...]], placed: dict[str, None]
) -> None:
    # A stack instead of recursion: a chain of needs may be longer than Python's recursion limit.
    stack, on_path = [(identity, False)], set[str]()
    while stack:
        current, ready = stack.pop()
        if current in placed or (current in on_path and not ready):
            continue
        if ready:
            placed[current] = None
            continue
        on_path.add(current)
        stack.append((current, True))
        first = sorted(_known(needs.get(current, ()), priorities), key=priorities.__getitem__, reverse=True)
        stack.extend((need, False) for need in first)


def _known(needs: Iterable[str], priorities: Mapping[str, Priority]) -> list[str]:
    return [need for need in needs if need in priorities]


def closure(identity: str, needs: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The id and everything it needs, directly or not."""
    found, todo = {identity}, [identity]
    while todo:
        for need in needs.get(todo.pop(), ()):
            if need not in found:
                found.add(need)
                todo.append(need)
    return frozenset(found)
