"""The pipeline as one function: scope and answers → assessment."""

from datetime import date

from selfcheck import law, observe, precedents
from selfcheck.errors import Location
from selfcheck.evaluate import Views, verdict
from selfcheck.facts import has_partly, view
from selfcheck.model.answers import Answers, NotApplicable
from selfcheck.model.assessment import Assessment, Citation, Finding, Observation, Penalty, Status
from selfcheck.model.content import Control
from selfcheck.resolve import Compiled, Scope
from selfcheck.rules import Truth
from selfcheck.score import score
from selfcheck.unasked import unasked


def assess(scope: Scope, answers: Answers, *, as_of: date) -> Assessment:
    """Every control of the scope, scored on `as_of`. Pure: the same arguments give the same assessment."""
    content = scope.content
    strict = view(answers, scope.ask_steps, as_of)
    views = Views(strict)
    if has_partly(answers):
        views = Views(strict, view(answers, scope.ask_steps, as_of, True), view(answers, scope.ask_steps, as_of, False))
    scene = observe.Scene(answers, strict)
    standing = law.Standing(content.laws, strict)
    findings = tuple(_finding(compiled, scope, views, scene, standing) for compiled in scope.controls)
    scored = tuple(finding for finding in findings if finding.control.scored)
    return Assessment(
        organisation=answers.organisation,
        answers_file=answers.location.file,
        as_of=as_of,
        profile=scope.profile.id,
        profile_title=scope.profile.title,
        scoring=content.scoring.id,
        content_version=content.version,
        content_digest=content.digest,
        score=score(scored, content.checklists, content.scoring),
        findings=scored,
        practice=tuple(finding for finding in findings if not finding.control.scored),
        warnings=(*answers.warnings, *unasked(answers, scope.ask_steps, strict, content.questions)),
    )


def _finding(compiled: Compiled, scope: Scope, views: Views, scene: observe.Scene, standing: law.Standing) -> Finding:
    control = compiled.control
    duties, bound = standing.resolve(control.duties)
    related, also_bound = standing.resolve(control.related)
    if not control.duties:  # only supporting provisions, or none at all: then nothing limits whom it addresses
        bound = also_bound if control.related else True
    status = verdict(compiled, views, bound)
    found: tuple[Penalty, ...] = ()
    if status is Status.NOT_APPLICABLE:
        duties, related = (), ()
    else:
        found = standing.penalties(control.penalties)
    observations = _observations(control, status, bound, scope, scene)
    return Finding(
        control=control,
        status=status,
        observations=observations,
        duties=duties,
        related=related,
        penalties=found,
        exposure=law.exposure(found),
        precedents=precedents.count(control, scope.content),
        claims=_claims(control, scene.answers),
        location=observations[0].location if observations else _first_answer(control, scene.answers),
    )


def _observations(
    control: Control, status: Status, bound: Truth, scope: Scope, scene: observe.Scene
) -> tuple[Observation, ...]:
    """What stands in the way: of being satisfied, or of knowing whether the control applies."""
    if status in (Status.SATISFIED, Status.NOT_APPLICABLE):
        return ()
    found: tuple[Observation, ...] = ()
    if status is Status.UNANSWERED:
        if control.applies_when is not None:
            found += observe.blame(control.applies_when, scene)
        if bound is None:
            for cite in (*control.duties, *control.related):
                its_law = scope.content.laws[cite.law]
                for rule in (its_law.binds, its_law.provisions[cite.provision].binds):
                    found += observe.blame(rule, scene) if rule is not None else ()
        if found:
            return tuple(dict.fromkeys(o for o in found if o.met is None)) or found
    found = observe.blame(control.satisfied_when, scene)
    return tuple(o for o in found if o.met is None) or found if status is Status.UNANSWERED else found


def _claims(control: Control, answers: Answers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key, answers.facts[key].value.reason)  # type: ignore[union-attr]  # the condition below says it is one
        for key in control.facts
        if key in answers.facts and isinstance(answers.facts[key].value, NotApplicable)
    )


def _first_answer(control: Control, answers: Answers) -> Location:
    for key in control.facts:
        if key in answers.facts:
            return answers.facts[key].location
    return answers.sections.get("answers", answers.location)


def unverified(finding: Finding) -> tuple[Citation, ...]:
    """The cited provisions whose text was not seen."""
    cited = (*finding.duties, *finding.related, *(penalty.citation for penalty in finding.penalties))
    return tuple(citation for citation in cited if not citation.verified)
