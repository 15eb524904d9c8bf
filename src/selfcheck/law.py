"""Which edition is in force on a day, whom it binds, and what its penalties come to."""

from collections.abc import Iterable, Mapping
from datetime import date

from selfcheck import locator
from selfcheck.model.assessment import Amount, Citation, Exposure, Penalty
from selfcheck.model.content import Cite
from selfcheck.model.law import Edition, Law, Provision, Tier
from selfcheck.model.rule import Rule
from selfcheck.rules import Facts, Truth, compile_rule
from selfcheck.text import Text

Laws = Mapping[str, Law]


def edition_on(law: Law, day: date) -> Edition | None:
    """The edition in force on a day; None before the first and after the last, and for a law that is still a draft."""
    if law.status == "pending":
        return None
    for edition in law.editions:
        if (edition.effective is None or edition.effective <= day) and (edition.until is None or day <= edition.until):
            return edition
    return None


def standing_now(law: Law, laws: Laws) -> Law:
    """The law that stands in this one's place today: itself, or the last of those that replaced it."""
    while law.superseded_by is not None:
        law = laws[law.superseded_by]
    return law


def citation(law: Law, name: str, day: date, note: Text | None = None) -> Citation | None:
    """The provision as it stands on a day; None when it does not exist then. `note` is the control's caveat."""
    edition = edition_on(law, day)
    provision = law.provisions[name]
    place = provision.at.get(edition.key) if edition else None
    if edition is None or place is None:
        return None
    return Citation(
        law=law.id,
        provision=name,
        edition=edition.key,
        locator=place,
        title=law.short,
        place=locator.words(place),
        gist=provision.gist,
        verified=provision.verified,
        confidence=edition.confidence,
        note=note or provision.note,
    )


def cited(cite: Cite, law: Law, day: date) -> Citation | None:
    """What a control's pointer comes to on a day; None before it reaches the gap."""
    return None if cite.since is not None and day < cite.since else citation(law, cite.provision, day, cite.note)


def binding(law: Law, provision: Provision, facts: Facts) -> Truth:
    """Whether this organisation is bound: the law's rule and the provision's own. Unknown stays None."""
    result: Truth = True
    for rule in (law.binds, provision.binds):
        truth = _truth(rule, facts)
        if truth is not True and truth is not None:
            return False
        result = None if truth is None else result
    return result


def _truth(rule: Rule | None, facts: Facts) -> Truth:
    return True if rule is None else compile_rule(rule)(facts, {})


class Standing:
    """The laws as they stand for one organisation on one day.

    Hundreds of controls cite the same provisions: each is looked up, and its addressees tested, once.
    """

    __slots__ = ("_bound", "_cited", "facts", "laws")

    def __init__(self, laws: Laws, facts: Facts) -> None:
        self.laws, self.facts = laws, facts
        self._bound: dict[tuple[str, str], Truth] = {}
        self._cited: dict[Cite, Citation | None] = {}

    def resolve(self, cites: Iterable[Cite]) -> tuple[tuple[Citation, ...], Truth]:
        """The cited provisions in force that bind this organisation, and whether at least one surely does.

        A provision whose addressees are unknown for want of an answer is kept, and the second value is then None.
        """
        found: list[Citation] = []
        bound: Truth = False
        for cite in cites:
            provision = self.citation(cite)
            truth = self.binding(cite) if provision else False
            if provision is None or truth is False:
                continue
            found.append(provision)
            bound = True if truth is True or bound is True else None
        return tuple(found), bound

    def penalties(self, cites: Iterable[Cite]) -> tuple[Penalty, ...]:
        """The penalty provisions that reach this organisation on the day, each with its tiers.

        Where a law says that someone (a state organ) is corrected and disciplined instead of fined, that provision
        takes the place of every fine of the law.
        """
        found: dict[tuple[str, str], Penalty] = {}
        for cite in cites:
            law = self.laws[cite.law]
            provision = self.citation(cite) if self.binding(cite) is not False else None
            if provision is not None and law.instead is not None and _truth(law.instead.when, self.facts) is True:
                provision = self.citation(Cite(law.id, law.instead.provision))
            if provision is not None and (law.id, provision.provision) not in found:
                found[law.id, provision.provision] = Penalty(
                    provision, tiers(law, provision.provision, provision.edition)
                )
        return tuple(found.values())

    def citation(self, cite: Cite) -> Citation | None:
        if cite not in self._cited:
            self._cited[cite] = cited(cite, self.laws[cite.law], self.facts.as_of)
        return self._cited[cite]

    def binding(self, cite: Cite) -> Truth:
        key = cite.law, cite.provision
        if key not in self._bound:
            law = self.laws[cite.law]
            self._bound[key] = binding(law, law.provisions[cite.provision], self.facts)
        return self._bound[key]


def resolve(cites: Iterable[Cite], laws: Laws, facts: Facts) -> tuple[tuple[Citation, ...], Truth]:
    """`Standing.resolve` for a single question."""
    return Standing(laws, facts).resolve(cites)


def penalties(cites: Iterable[Cite], laws: Laws, facts: Facts) -> tuple[Penalty, ...]:
    """`Standing.penalties` for a single question."""
    return Standing(laws, facts).penalties(cites)


def tiers(law: Law, name: str, edition: str) -> tuple[Tier, ...]:
    """A provision's tiers in one edition.

    A tier that refers to another provision brings that one's measures, on its own condition and for its own persons.
    """
    out: list[Tier] = []
    for tier in law.provisions[name].tiers.get(edition, ()):
        if tier.see is None:
            out.append(tier)
            continue
        meant = law.provisions[tier.see].tiers.get(edition, ())
        out.extend(
            other._replace(
                when=tier.when if len(meant) == 1 else _both(tier.when, other.when),
                persons=tier.persons or other.persons,
            )
            for other in meant
        )
    return tuple(out)


def _both(first: Text, then: Text) -> Text:
    return Text(f"{first.zh}：{then.zh}", f"{first.en}: {then.en}")


def exposure(found: Iterable[Penalty]) -> Exposure:
    """The heaviest single consequence, never a sum.

    One act is fined once, under the heavier provision (行政处罚法第二十九条).
    """
    org: Amount | None = None
    person: Amount | None = None
    other: dict[str, None] = {}
    days: int | None = None
    for penalty in found:
        for tier in penalty.tiers:
            org = _heavier(org, _amount(tier.org, tier.turnover_percent, tier.when, penalty.citation))
            person = _heavier(person, _amount(tier.person, None, tier.when, penalty.citation))
            other.update(dict.fromkeys(tier.other))
            if tier.detention_days and tier.detention_days[1] is not None:
                days = max(days or 0, tier.detention_days[1])
    return Exposure(org, person, tuple(other), days)


def _amount(
    fine: tuple[int | None, int | None] | None, percent: float | None, when: Text, cited: Citation
) -> Amount | None:
    if fine is None or (fine[0] is None and fine[1] is None):
        return None
    low, high = fine
    return Amount(high if high is not None else low or 0, high is None, percent, when, cited)


def _heavier(a: Amount | None, b: Amount | None) -> Amount | None:
    if a is None or b is None:
        return a or b
    return b if _weight(b) > _weight(a) else a


def _weight(amount: Amount) -> tuple[int, bool, float]:
    return amount.yuan, amount.open_ended, amount.turnover_percent or 0.0
