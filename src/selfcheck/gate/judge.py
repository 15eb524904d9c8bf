"""One organisation, and a set of them, against the policy: the verdict and the exit code that says it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from selfcheck.errors import Problem
from selfcheck.gate import baseline as base
from selfcheck.gate import conditions, evidence, waivers
from selfcheck.gate.changes import changes
from selfcheck.gate.conditions import Condition, Judged, Judging
from selfcheck.gate.evidence import Cited
from selfcheck.gate.gaps import gaps
from selfcheck.gate.numbers import Numbers, numbers
from selfcheck.gate.overdue import PlanItem, overdue
from selfcheck.gate.policy import Policy
from selfcheck.gate.waivers import Notice, Waiver
from selfcheck.model.answers import Answers
from selfcheck.model.assessment import Assessment
from selfcheck.model.content import Content
from selfcheck.model.gap import Changes, Gap, Known, Resolved
from selfcheck.report import urgency
from selfcheck.text import Text


class Submission(NamedTuple):
    """One organisation and everything it is judged by. None for a baseline, plan or earlier result: there is none."""

    assessment: Assessment
    answers: Answers
    cited: tuple[Cited, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    baseline: tuple[Known, ...] | None = None
    plan: tuple[PlanItem, ...] | None = None
    previous: tuple[Known, ...] | None = None
    previous_as_of: str = ""


class Result(NamedTuple):
    """`counted` are the numbers with waived gaps taken as satisfied; the assessment keeps the true ones."""

    assessment: Assessment
    judging: Judging
    counted: Numbers
    conditions: tuple[Condition, ...]  # violated first, most severe first
    matched: tuple[Waiver, ...]
    resolved: tuple[Resolved, ...]  # since the baseline
    changes: Changes | None
    notices: tuple[Notice, ...]

    @property
    def judged(self) -> tuple[Judged, ...]:
        return self.judging.judged

    @property
    def passed(self) -> bool:
        return all(condition.met for condition in self.conditions)


class Broken(NamedTuple):
    """An answers file that could not be assessed, and why."""

    file: str
    problems: tuple[Problem, ...]


class Verdict(NamedTuple):
    """A set of answers files. `conditions` are those of the set as a whole."""

    results: tuple[Result, ...]
    broken: tuple[Broken, ...]
    conditions: tuple[Condition, ...]
    notices: tuple[Notice, ...]

    @property
    def passed(self) -> bool:
        good = all(result.passed for result in self.results) and all(entry.met for entry in self.conditions)
        return bool(self.results) and not self.broken and good

    @property
    def all_notices(self) -> tuple[Notice, ...]:
        """Those of every organisation and of the set, each once: one waivers file may serve many."""
        return tuple(dict.fromkeys((*(n for result in self.results for n in result.notices), *self.notices)))

    @property
    def exit_code(self) -> int:
        """0 passed · 1 failed · 2 something could not be assessed, whatever the rest came to."""
        return 2 if self.broken or not self.results else 0 if self.passed else 1


def judge(given: Submission, policy: Policy, content: Content) -> Result:
    assessment = given.assessment
    found = gaps(assessment)
    mine = tuple(w for w in given.waivers if w.organisation in (None, assessment.organisation))
    applied = waivers.apply(found, mine, policy, assessment.as_of)
    compared = base.compare(found, given.baseline) if given.baseline is not None else {}
    judged = [Judged(gap, applied.by_gap.get(gap.key), compared.get(gap.key)) for gap in found]
    judged.sort(key=lambda entry: (urgency(entry.gap.finding), entry.gap.key.item or ""))
    here = conditions.judging(assessment, content, judged)
    return Result(
        assessment=assessment,
        judging=here,
        counted=here.numbers(),
        conditions=conditions.most_severe_first(_conditions(given, policy, here)),
        matched=applied.matched,
        resolved=base.resolved(given.baseline, found, assessment) if given.baseline is not None else (),
        changes=None if given.previous is None else changes(given.previous, assessment, given.previous_as_of),
        notices=(*(Notice(place, what) for place, what in assessment.warnings), *applied.notices),
    )


def _conditions(given: Submission, policy: Policy, here: Judging) -> Iterator[Condition]:
    yield from conditions.red_lines(policy, here)
    if given.baseline is None:
        yield from conditions.limits(policy, here)
    else:
        yield conditions.worse(here)
    found = evidence.broken(given.cited, given.assessment)
    yield conditions.faults("evidence", Text("不成立的佐证材料", "evidence that does not hold"), found, here)
    if policy.evidence_required:
        what = Text("没有佐证材料的符合项", "satisfied controls without evidence")
        found = evidence.unproven(given.answers, given.assessment, policy)
        yield conditions.faults("evidence.required", what, found, here)
    for path, months, what, stale in (
        (
            "evidence.fresh_within_months",
            policy.evidence_months,
            Text("未按期复核的佐证材料", "evidence not reviewed in time"),
            evidence.stale_evidence,
        ),
        (
            "answers.reviewed_within_months",
            policy.reviewed_months,
            Text("未按期复核的答案", "answers not reviewed in time"),
            evidence.stale_answers,
        ),
    ):
        if months is not None:
            yield conditions.faults(path, what, stale(given.answers, given.assessment, months), here)
    if given.plan is not None:
        yield conditions.late(policy, overdue(given.plan, given.assessment.as_of), here)


def judge_set(
    results: Sequence[Result], broken: Sequence[Broken], given: Sequence[Waiver], policy: Policy, content: Content
) -> Verdict:
    matched = [waiver for result in results for waiver in result.matched]
    found: list[Gap] = [entry.gap for result in results for entry in result.judged]
    return Verdict(
        results=tuple(results),
        broken=tuple(broken),
        conditions=conditions.most_severe_first(_of_set(results, policy, content)) if results else (),
        notices=waivers.unused(given, matched, found) if results else (),
    )


def _of_set(results: Sequence[Result], policy: Policy, content: Content) -> Iterator[Condition]:
    each = [result.judging for result in results]
    yield from conditions.most_gaps("set.maximum_gaps", policy.set_maximum_gaps, each)
    verdicts = [(finding.control, status) for here in each for finding, status in here.statuses]
    yield from conditions.least("set.minimum", policy.set_minimum, numbers(verdicts, content.scoring), each)
