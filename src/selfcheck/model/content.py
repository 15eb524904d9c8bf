"""Checklists, laws, precedents and sources as the rest of the program sees them."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from selfcheck.model.law import Law
from selfcheck.model.rule import Rule
from selfcheck.text import Text


class Severity(StrEnum):
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Origin(StrEnum):
    SEED = "seed"  # one of the five source documents
    STATUTE = "statute"
    PRACTICE = "practice"  # shown as good practice, never scored


class Choice(NamedTuple):
    value: str
    label: Text


class ChoiceGroup(NamedTuple):
    """A named set of choices that rules may use in place of its members."""

    name: str
    label: Text
    members: tuple[str, ...]


class Question(NamedTuple):
    """What is asked; `key` is the fact its answer becomes (`systems[].grade` is a column of an inventory)."""

    key: str
    ask: Text
    type: str  # one of bool date number ratio choice multi text list
    evidence: Text | None
    unit: Text | None
    choices: tuple[Choice, ...]
    groups: tuple[ChoiceGroup, ...]
    ask_if: Rule | None  # asked only where this holds

    @property
    def inventory(self) -> str | None:
        head, bracket, _ = self.key.partition("[].")
        return head if bracket else None

    @property
    def field(self) -> str:
        return self.key.rpartition("[].")[2]

    @property
    def of_profile(self) -> bool:
        """Whether it asks who the organisation is, which decides what applies to it."""
        return self.key.startswith("org.")


class Inventory(NamedTuple):
    id: str
    title: Text
    item: Text  # what one row is called: 系统 / system


class Cite(NamedTuple):
    """A control's pointer to `law/provision`, with a caveat where the link is an inference."""

    law: str
    provision: str
    note: Text | None = None
    since: date | None = None  # where the provision reaches this gap only from a later edition on

    def __str__(self) -> str:
        return f"{self.law}/{self.provision}"


class Remediation(NamedTuple):
    action: Text
    owner: str  # role of vocabulary.yaml
    effort_days: int  # person-days
    due_days: int  # calendar days
    depends_on: tuple[str, ...]
    proof: Text


class Control(NamedTuple):
    id: str
    domain: str
    title: Text
    why: Text
    clauses: tuple[str, ...]
    origin: Origin
    applies_when: Rule | None
    satisfied_when: Rule
    partial_when: Rule | None
    severity: Severity
    severity_reason: Text
    duties: tuple[Cite, ...]
    related: tuple[Cite, ...]
    penalties: tuple[Cite, ...]
    same_act: str | None  # controls one act can breach together are fined once
    precedents: tuple[str, ...]  # inspection finding types and case ids
    remediation: Remediation
    profiles: tuple[str, ...]
    examples: Mapping[str, Mapping[str, object]]  # verdict → answers that produce it
    facts: tuple[str, ...]  # every key its conditions read, in reading order

    @property
    def scored(self) -> bool:
        return self.origin is not Origin.PRACTICE


class Checklist(NamedTuple):
    """One domain."""

    id: str
    number: str
    prefix: str
    title: Text
    summary: Text
    controls: tuple[str, ...]


class CitedArticle(NamedTuple):
    """An article as the authority cited it, in the numbering of that day."""

    law: str
    locator: str
    role: str  # duty | penalty


class Case(NamedTuple):
    id: str
    source: str
    on: date  # the day the case is assessed at; `on_basis` says how it was fixed
    on_basis: Text
    authority: str
    organisation: str
    facts: Text
    types: tuple[str, ...]
    cited: tuple[CitedArticle, ...]
    warning: bool
    fine_org: int | None
    fine_person: int | None
    detention_days: int | None
    confiscation: bool
    other: Text | None


class InspectedOrganisation(NamedTuple):
    id: str
    sector: str
    organisation: str
    types: tuple[str, ...]


class FindingType(NamedTuple):
    """A kind of violation as an inspection published it; a gap in any of `mirrors` is a finding of this kind."""

    label: Text
    mirrors: tuple[str, ...]


class Inspection(NamedTuple):
    id: str
    title: Text
    authority: Text
    published_on: date
    sectors: Mapping[str, Text]
    types: Mapping[str, FindingType]
    organisations: tuple[InspectedOrganisation, ...]


class Clause(NamedTuple):
    id: str
    source: str
    locator: str
    gist: Text
    bearer: str
    kind: str  # control | context
    reason: Text | None  # why a context clause is not assessable
    names: tuple[str, ...] = ()  # laws the clause calls by name, which may since have been replaced


class Source(NamedTuple):
    id: str
    title: Text
    issuer: Text
    published_on: date
    note: Text | None
    clauses: tuple[Clause, ...]


class Profile(NamedTuple):
    """A named scope: which controls are assessed."""

    id: str
    title: Text
    description: Text
    tag: str | None  # controls listing this profile; None with no severities = every control
    severities: tuple[str, ...]


class Scoring(NamedTuple):
    """Weights and cut-offs of a named scoring profile."""

    id: str
    title: Text
    weights: Mapping[str, int]
    partial_share: float
    satisfied_rate: float
    not_satisfied_below: float


class Content(NamedTuple):
    """Everything under `checklists/`, resolved and indexed. `digest` identifies these very bytes."""

    version: str
    digest: str
    questions: Mapping[str, Question]
    inventories: Mapping[str, Inventory]
    checklists: tuple[Checklist, ...]
    controls: Mapping[str, Control]
    laws: Mapping[str, Law]
    inspections: tuple[Inspection, ...]
    cases: Mapping[str, Case]
    sources: tuple[Source, ...]
    profiles: Mapping[str, Profile]
    scoring: Scoring
    roles: Mapping[str, Text]
    measures: Mapping[str, Text]
