"""What `selfcheck plan` reads beside the answers: dates, numbers, the target, the policies, the plan before."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from selfcheck.cli.inputs import refuse
from selfcheck.cli.outputs import Target as OutputTarget
from selfcheck.load.quote import quote
from selfcheck.model.answers import Answers
from selfcheck.model.assessment import Assessment
from selfcheck.model.content import Content
from selfcheck.plan.build import TooSlow, plan
from selfcheck.plan.merge import Previous
from selfcheck.plan.model import Plan
from selfcheck.plan.policy import Policy
from selfcheck.plan.request import Request
from selfcheck.plan.target import Solver, Target
from selfcheck.text import Text

FIRST_YEAR, LAST_YEAR = 1990, 2199
_MOST_PERSON_DAYS = 100_000
EXTRA_OF = {"xlsx": "office", "docx": "office"}


def plan_day(option: str, given: str | None) -> date | None:
    """A date of the plan. Years far away would only be a slip of the keyboard."""
    if given is None:
        return None
    try:
        found = date.fromisoformat(given) if len(given) == len("2026-11-24") else None
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        what = Text(f"{quote(given)} 不是计划日期", f"{quote(given)} is not a date for a plan")
        allowed = Text(
            f"如 2026-11-24，{FIRST_YEAR} 到 {LAST_YEAR} 年", f"such as 2026-11-24, {FIRST_YEAR} to {LAST_YEAR}"
        )
        raise refuse(option, what, allowed)
    return found


def amount(option: str, given: str | None, most: int = _MOST_PERSON_DAYS) -> Fraction | None:
    """A number above 0, as a person writes it; exact, so that 0.1 is a tenth."""
    if given is None:
        return None
    try:
        found = Fraction(given) if given.replace(".", "", 1).isascii() and given.replace(".", "", 1).isdigit() else None
    except ValueError:
        found = None
    if found is None or not 0 < found <= most:
        what = Text(f"{quote(given)} 不是可用的数", f"{quote(given)} is not a usable number")
        raise refuse(option, what, Text(f"大于 0、不超过 {most} 的数", f"a number above 0 and up to {most}"))
    return found


def target_of(given: str | None, policy: Path | None, content: Content) -> Target | None:
    from selfcheck.plan import target

    if given != "gate" and policy is not None:
        what = Text("--policy 只用于 --target gate", "--policy only goes with --target gate")
        raise refuse("--policy", what)
    if given is None:
        return None
    if given != "gate":
        score = amount("--target", given, 100)
        assert score is not None  # something was given
        return target.of_score(score)
    from selfcheck.gate.policy import Policy as Gate
    from selfcheck.load import policy as gate_policy

    gate = Gate() if policy is None else gate_policy.load(policy, content)
    return target.of_gate(gate.minimum.score, gate.minimum.rate, gate.maximum_gaps)


class Limits(NamedTuple):
    """What was given on the command line about the plan, as given."""

    start: str | None
    deadline: str | None
    target: str | None
    capacity: str | None
    plan_policy: Path | None
    policy: Path | None


def request(given: Limits, assessed: date, content: Content, before: Previous | None) -> Request:
    """Starts on the assessment day and keeps the last plan's deadline, unless told otherwise."""
    from selfcheck.load import workdays

    return Request(
        start=plan_day("--start", given.start) or plan_day("--as-of", assessed.isoformat()) or assessed,
        deadline=plan_day("--deadline", given.deadline) or (before.deadline if before else None),
        capacity=amount("--capacity", given.capacity),
        target=target_of(given.target, given.policy, content),
        policy=policy_of(given.plan_policy, content),
        calendar=workdays.installed(),
    )


def policy_of(path: Path | None, content: Content) -> Policy:
    from selfcheck.load import plan_policy

    return plan_policy.shipped() if path is None else plan_policy.load(path, content)


def previous(path: Path | None, organisation: str) -> Previous | None:
    """The last plan. A plan of another organisation is refused: its items would close or return at random."""
    if path is None:
        return None
    from selfcheck.load import previous_plan

    found = previous_plan.load(path)
    if found.organisation != organisation:
        what = Text(
            f"是 {quote(found.organisation)} 的计划，答卷是 {quote(organisation)} 的",
            f"is a plan of {quote(found.organisation)}, the answers are of {quote(organisation)}",
        )
        raise refuse(str(path), what, Text("换成同一单位的计划", "use a plan of the same organisation"))
    return found


def solver(wanted: Target | None) -> Solver:
    """HiGHS where a target is asked for; nothing heavy is imported otherwise."""
    from selfcheck.plan import exact

    if wanted is None:
        return exact.solve
    try:
        from selfcheck.plan import highs
    except ImportError:
        raise missing_extra("--target", "plan") from None
    return highs.solve


def check_extras(wanted: Sequence[OutputTarget]) -> None:
    """Says which extra a format needs before anything is worked out."""
    from selfcheck.render import plan as formats

    for target in wanted:
        try:
            formats.named(target.format)
        except ImportError:
            if target.format not in EXTRA_OF:
                raise
            raise missing_extra(f"-o {target.format}", EXTRA_OF[target.format]) from None


def missing_extra(where: str, extra: str) -> Exception:
    what = Text(f"需要可选依赖 {extra}", f"needs the extra “{extra}”")
    install = f"pip install 'selfcheck[{extra}]'"
    return refuse(where, what, Text(f"安装：{install}", f"install it: {install}"))


def made(result: Assessment, content: Content, answers: Answers, wanted: Request, before: Previous | None) -> Plan:
    """The plan, or a refusal where the capacity would make it endless."""
    try:
        return plan(result, content, answers, wanted, before, solver(wanted.target))
    except TooSlow:
        what = Text("照此投入十年也做不完", "at this rate the work takes more than ten years")
        raise refuse("--capacity", what, Text("加大每周人日", "give more person-days per week")) from None
