"""The integer programme handed to HiGHS. Import needs the extra `plan`."""

import highspy
import numpy as np

from selfcheck.plan.target import Programme


def solve(problem: Programme) -> frozenset[int] | None:
    """The least effort; among those the most gain; among those the earliest in the order of work.

    Three programmes, each holding the optimum of the one before as an equation, so that the answer does not
    depend on which of several equally good ones the solver meets first.
    """
    effort, gain = list(problem.effort), list(problem.gain)
    positions = list(range(len(effort)))
    held: list[tuple[list[int], int]] = []
    chosen: frozenset[int] | None = None
    for objective in (effort, [-value for value in gain], positions):
        chosen = _minimum(problem, objective, held)
        if chosen is None:
            return None
        held.append((objective, sum(objective[index] for index in chosen)))
    return chosen


def _minimum(problem: Programme, objective: list[int], held: list[tuple[list[int], int]]) -> frozenset[int] | None:
    count = len(objective)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no annotation
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.5)  # the objective is a whole number
    lower = np.array([1.0 if index in problem.forced else 0.0 for index in range(count)])
    solver.addVars(count, lower, np.ones(count))
    every = np.arange(count, dtype=np.int32)
    solver.changeColsCost(count, every, np.array(objective, dtype=float))
    solver.changeColsIntegrality(count, every, np.array([highspy.HighsVarType.kInteger] * count))
    _row(solver, problem.gain, problem.least_gain, highspy.kHighsInf)
    for members, least in problem.counts:
        _row(solver, [int(index in members) for index in range(count)], least, highspy.kHighsInf)
    for coefficients, value in held:
        _row(solver, coefficients, value, value)
    for index, needs in enumerate(problem.needs):
        for need in needs:
            pair = np.array([need, index], dtype=np.int32)
            solver.addRow(0.0, highspy.kHighsInf, 2, pair, np.array([1.0, -1.0]))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return frozenset(index for index, value in enumerate(solver.getSolution().col_value) if round(value) == 1)


def _row(solver: highspy.Highs, coefficients: "list[int] | tuple[int, ...]", low: float, high: float) -> None:
    used = [index for index, value in enumerate(coefficients) if value]
    values = np.array([float(coefficients[index]) for index in used])
    solver.addRow(float(low), float(high), len(used), np.array(used, dtype=np.int32), values)
