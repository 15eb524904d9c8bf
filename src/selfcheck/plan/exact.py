"""Branch and bound in integers: slower than HiGHS, but there is no rounding in it."""

from fractions import Fraction

from selfcheck.plan.target import Programme

Choice = frozenset[int]


def solve(problem: Programme) -> Choice | None:
    """The choice of the least merit (effort, then most gain, then earliest), or None when there is none."""
    return _Search(problem).best


class _Search:
    """Decides gap after gap in an order in which prerequisites come first, keeping the best choice so far."""

    def __init__(self, problem: Programme) -> None:
        self.problem = problem
        self.order = _prerequisites_first(problem)
        self.best: Choice | None = None
        count = len(self.order)
        self.gain_left = [0] * (count + 1)
        for step in range(count - 1, -1, -1):
            self.gain_left[step] = self.gain_left[step + 1] + problem.gain[self.order[step]]
        self.by_worth = sorted(range(count), key=self._worth)
        self.walk()

    def _worth(self, step: int) -> Fraction | int:
        index = self.order[step]
        gain = self.problem.gain[index]
        return Fraction(self.problem.effort[index], gain) if gain else 10**9

    def walk(self) -> None:
        """Depth first; a stack, because an organisation can have more gaps than Python allows nested calls."""
        stack: list[tuple[int, Choice, int, int]] = [(0, frozenset(), 0, 0)]
        while stack:
            step, chosen, effort, gain = stack.pop()
            if self._hopeless(step, chosen, effort, gain):
                continue
            if step == len(self.order):
                if self.problem.admits(chosen) and (
                    self.best is None or self.problem.merit(chosen) < self.problem.merit(self.best)
                ):
                    self.best = chosen
                continue
            index = self.order[step]
            if index not in self.problem.forced:
                stack.append((step + 1, chosen, effort, gain))
            if all(need in chosen for need in self.problem.needs[index]):
                stack.append(
                    (step + 1, chosen | {index}, effort + self.problem.effort[index], gain + self.problem.gain[index])
                )

    def _hopeless(self, step: int, chosen: Choice, effort: int, gain: int) -> bool:
        if gain + self.gain_left[step] < self.problem.least_gain:
            return True
        left = chosen.union(self.order[step:])
        if any(len(members & left) < least for members, least in self.problem.counts):
            return True
        if self.best is None:
            return False
        return effort + self._at_least(step, gain) > self.problem.merit(self.best)[0]

    def _at_least(self, step: int, gain: int) -> int:
        """A lower bound of the effort still needed: the cheapest gain left, the last gap taken in part."""
        missing, effort = self.problem.least_gain - gain, Fraction(0)
        for other in self.by_worth:
            if missing <= 0:
                break
            index = self.order[other]
            if other >= step and self.problem.gain[index]:
                part = min(missing, self.problem.gain[index])
                effort += Fraction(self.problem.effort[index] * part, self.problem.gain[index])
                missing -= part
        return -(-effort.numerator // effort.denominator)


def _prerequisites_first(problem: Programme) -> list[int]:
    placed: dict[int, None] = {}

    def place(index: int) -> None:
        if index not in placed:
            for need in problem.needs[index]:
                place(need)
            placed[index] = None

    for index in range(len(problem.effort)):
        place(index)
    return list(placed)
