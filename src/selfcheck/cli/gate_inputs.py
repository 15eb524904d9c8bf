"""Everything `selfcheck gate` reads before it judges: policy, waivers, baseline, plans, the earlier result, answers."""

from collections.abc import Mapping, Sequence
from datetime import date
from glob import glob
from pathlib import Path
from typing import NamedTuple

from selfcheck.assess import assess
from selfcheck.cli import inputs
from selfcheck.cli.earlier import another, same_scope
from selfcheck.errors import Location, SelfcheckError
from selfcheck.gate.baseline import Baseline
from selfcheck.gate.changes import Previous
from selfcheck.gate.judge import Broken, Submission
from selfcheck.gate.overdue import PlanItem
from selfcheck.gate.policy import Flags, Policy, tighten
from selfcheck.gate.waivers import Waiver
from selfcheck.load import baseline as baselines
from selfcheck.load import evidence, previous_result, repository
from selfcheck.load import policy as policies
from selfcheck.load import waivers as waiver_files
from selfcheck.load.quote import quote
from selfcheck.model.content import Content
from selfcheck.resolve import Scope
from selfcheck.text import Text

STDIN_NAME = "<stdin>"


class Asked(NamedTuple):
    """The command line: what to judge and by what."""

    answers: tuple[str, ...]
    policy: Path | None
    waivers: Path | None
    previous: Path | None
    profile: str | None
    as_of: str | None
    flags: Flags


class Record(NamedTuple):
    """The command line: the baseline to compare with, to write, to tighten."""

    baseline: Path | None
    write: Path | None
    update: bool
    accept: bool


class Settings(NamedTuple):
    """What every answers file of one run is judged by."""

    policy: Policy
    scope: Scope
    as_of: date
    waivers: tuple[Waiver, ...]
    waivers_file: Path | None
    baseline: Baseline | None
    baseline_file: Path | None
    plans: Mapping[str, tuple[PlanItem, ...]] | None
    previous: Previous | None
    single: bool  # one answers file
    may_add: bool  # an organisation the baseline does not cover is to be added to it

    @property
    def files(self) -> list[str]:
        """The files the policy and the options name, beside the answers."""
        folder = Path(self.policy.file or ".").parent
        named = (
            self.policy.file,
            self.baseline_file,
            self.waivers_file,
            *(folder / name for name in self.policy.plans),
        )
        return [str(path) for path in named if path is not None]


def expanded(names: Sequence[str]) -> tuple[str, ...]:
    """Patterns no shell has expanded (pre-commit, Windows) as the files they match; one that matches none stays."""
    found: list[str] = []
    for name in names:
        is_pattern = any(sign in name for sign in "*?[") and not Path(name).exists()
        found += sorted(glob(name)) or [name] if is_pattern else [name]  # noqa: PTH207  # Path.glob takes no absolute ones
    return tuple(found)


def files_read(asked: Asked, record: Record) -> list[str]:
    """Every file named that an output must not overwrite. Raises SelfcheckError for answers given twice."""
    seen: set[Path | str] = set()
    for file in asked.answers:
        key: Path | str = file if file == inputs.STDIN else Path(file).absolute()
        if key in seen:
            raise inputs.refuse(file, Text("这份答卷写了两次", "this answers file is given twice"))
        seen.add(key)
    named = (asked.policy, asked.waivers, asked.previous, record.baseline)
    return [*asked.answers, *(str(path) for path in named if path is not None)]


def policy(asked: Asked, content: Content) -> Policy:
    """The policy named, or the nearest one, or the strict one, with the flags laid over it."""
    path = asked.policy or repository.policy_of([Path("." if f == inputs.STDIN else f) for f in asked.answers])
    return tighten(policies.load(path, content) if path is not None else Policy(), asked.flags)


def scope_name(policy: Policy, given: str | None) -> str:
    """A scope other than the policy's would leave controls out, or judge by other numbers."""
    if given is not None and policy.profile is not None and given != policy.profile:
        raise _fixed("--profile", policy, policy.profile)
    return given or policy.profile or "full"


def day(policy: Policy, given: str | None, today: date) -> date:
    if given is None:
        return policy.as_of or today
    wanted = inputs.day(given)
    if policy.as_of is not None and wanted != policy.as_of:
        raise _fixed("--as-of", policy, policy.as_of.isoformat())
    return wanted


def file_of(flag: str, given: Path | None, named: str | None, allowed: bool, policy: Policy) -> Path | None:
    """The baseline or waivers file: the policy's where it names one, else the flag's where the policy allows it."""
    mine = None if named is None or policy.file is None else Path(policy.file).parent / named
    if given is None:
        return mine
    if not allowed:
        raise _fixed(flag, policy, "false")
    if mine is not None and mine.absolute() != given.absolute():
        raise _fixed(flag, policy, str(mine))
    return given


def _fixed(flag: str, policy: Policy, value: str) -> SelfcheckError:
    what = Text(
        f"门禁策略 {policy.file} 已定为 {quote(value)}，参数不能改", f"policy {policy.file} sets {quote(value)} already"
    )
    return inputs.refuse(flag, what, Text("要改须改门禁策略文件", "to change it, change the policy file"))


def root(file: str, policy: Policy) -> Path:
    """The folder evidence is looked for in: the policy's where it stands above the answers, else the answers' own."""
    folder = Path.cwd() if file == inputs.STDIN else Path(file).absolute().parent
    if policy.file is not None:
        top = Path(policy.file).absolute().parent
        if folder.resolve().is_relative_to(top.resolve()):
            return top
    return folder


def plans(policy: Policy) -> Mapping[str, tuple[PlanItem, ...]] | None:
    """The items of the plans the policy names, by organisation; None where it names none."""
    if not policy.plans or policy.file is None:
        return None
    from selfcheck.load import previous_plan

    found: dict[str, tuple[PlanItem, ...]] = {}
    for name in policy.plans:
        path = Path(policy.file).parent / name
        plan = previous_plan.load(path)
        found[plan.organisation] = tuple(
            PlanItem(item.id, item.gap.control or "", item.terms.due, not item.is_open, Location(str(path)))
            for item in plan.items
        )
    return found


def settings(asked: Asked, record: Record, content: Content, today: date) -> Settings:
    """Reads everything but the answers. Whatever is named and cannot be read ends the run."""
    rules = policy(asked, content)
    scope = inputs.chosen_scope(content, scope_name(rules, asked.profile))
    waivers_file = file_of("--waivers", asked.waivers, rules.waivers.file, rules.waivers.allowed, rules)
    baseline_file = file_of("--baseline", record.baseline, rules.baseline, rules.baseline_allowed, rules)
    earlier = previous_result.load(asked.previous) if asked.previous is not None else None
    # A baseline that is being written is not there yet.
    known = baselines.load(baseline_file) if baseline_file is not None and record.write is None else None
    for where, made in ((baseline_file, known), (asked.previous, earlier)):
        if made is not None:
            same_scope(made.profile, scope.profile.id, str(where))
    return Settings(
        policy=rules,
        scope=scope,
        as_of=day(rules, asked.as_of, today),
        waivers=waiver_files.load(waivers_file, root(asked.answers[0], rules)) if waivers_file is not None else (),
        waivers_file=waivers_file,
        baseline=known,
        baseline_file=baseline_file,
        plans=plans(rules),
        previous=earlier,
        single=len(asked.answers) == 1,
        may_add=record.update and record.accept and len(asked.answers) > 1,
    )


def submissions(
    files: Sequence[str], settings: Settings, content: Content
) -> tuple[list[Submission], tuple[Broken, ...]]:
    """Each file by itself, so that a broken one does not hide the others."""
    found: list[Submission] = []
    broken: list[Broken] = []
    for file in files:
        try:
            found.append(_submission(file, settings, content))
        except SelfcheckError as error:
            broken.append(Broken(STDIN_NAME if file == inputs.STDIN else str(Path(file)), error.problems))
    return found, tuple(broken)


def _submission(file: str, settings: Settings, content: Content) -> Submission:
    answers = inputs.answers(file, content)
    assessment = assess(settings.scope, answers, as_of=settings.as_of)
    inputs.require_applicable(assessment, file, assessment.profile)
    given = _with_records(Submission(assessment, answers), settings, file)
    return given._replace(cited=evidence.of_answers(answers, root(file, settings.policy)), waivers=settings.waivers)


def _with_records(given: Submission, settings: Settings, file: str) -> Submission:
    """What was recorded of this organisation before. Another organisation's record is no record of this one."""
    name = given.assessment.organisation
    if settings.baseline is not None:
        recorded = settings.baseline.organisations
        if name not in recorded and not settings.may_add:
            raise another(str(settings.baseline_file), Text("基线", "the baseline"), name, recorded)
        given = given._replace(baseline=recorded.get(name, ()))
    if settings.plans is not None:
        items = settings.plans.get(name)
        if items is None:
            raise another(file, Text("整改计划", "the plan"), name, settings.plans)
        given = given._replace(plan=items)
    if settings.previous is not None:
        before = settings.previous.organisations
        if name not in before and settings.single and len(before) == 1:
            raise another("--previous", Text("上次的结果", "the earlier result"), name, before)
        given = given._replace(previous=before.get(name, ()), previous_as_of=settings.previous.as_of)
    return given
