"""Law files: editions in order, locators well formed, tiers ascending, references inside the file resolving."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from selfcheck.errors import Problem
from selfcheck.lint import walk
from selfcheck.lint.walk import Documents, Path, data, problem
from selfcheck.load.values import suggestion
from selfcheck.load.yaml_reader import Document
from selfcheck.text import Text

_ARTICLE = re.compile(r"^[1-9]\d*(-[1-9]\d*)?(\([1-9]\d*\))?(\[[1-9]\d*\])?$")
_HEADING = re.compile(r"^[^\d\s][^\s]*$|^\d+(\.\d+)+$")


def check(documents: Documents) -> Iterator[Problem]:
    ids = {data(document)["id"] for _, document in walk.laws(documents)}
    measures = data(documents["vocabulary.yaml"])["measures"]
    yield from _replacements(documents)
    for _, document in walk.laws(documents):
        law = data(document)
        if (successor := law.get("superseded_by")) is not None and successor not in ids:
            yield problem(
                document,
                ["superseded_by"],
                f"没有法规 {successor}",
                f"no law {successor}",
                suggestion(successor, sorted(ids)),
            )
        if (
            law["status"] in ("superseded", "repealed")
            and "superseded_by" not in law
            and not law["editions"][-1].get("until")
        ):
            yield problem(
                document,
                ["status"],
                "已失效的法规须写 superseded_by 或末版的 until",
                "a law no longer in force needs superseded_by or an until date",
            )
        yield from _editions(document, law)
        for name, provision in (law.get("provisions") or {}).items():
            yield from _provision(document, ["provisions", name], law, provision, measures)
        if "instead" in law and law["instead"]["provision"] not in (law.get("provisions") or {}):
            yield problem(document, ["instead", "provision"], "没有这个条款", "no such provision in this law")


def _replacements(documents: Documents) -> Iterator[Problem]:
    """Whoever follows what replaced a law comes to one that stands."""
    after = {data(d)["id"]: data(d).get("superseded_by") for _, d in walk.laws(documents)}
    for _, document in walk.laws(documents):
        seen: set[str] = set()
        law = data(document)["id"]
        while law is not None and law not in seen:
            seen.add(law)
            law = after.get(law)
        if law is not None:
            yield problem(document, ["superseded_by"], "互相取代，没有终点", "replacements go round in a circle")


def _editions(document: Document, law: dict[str, Any]) -> Iterator[Problem]:
    last: date | None = None
    for index, edition in enumerate(law["editions"]):
        path: Path = ["editions", index]
        begins, ends = _day(edition["effective"]), _day(edition.get("until"))
        for key, value in (("effective", begins), ("until", ends)):
            if key in edition and value is None and edition[key] != "undated":
                yield problem(document, [*path, key], "没有这一天", "no such day")
        if begins is None or (ends is not None and ends < begins):
            if edition["effective"] != "undated":
                yield problem(document, path, "版本的起止日期颠倒", "the edition ends before it begins")
            elif len(law["editions"]) > 1:
                yield problem(document, path, "施行日不明的法规只能有一个版本", "an undated law has one edition")
            continue
        if last is not None and begins <= last:
            yield problem(document, path, "版本应按施行日排列且不重叠", "editions must be in order and not overlap")
        last = ends or date.max


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None


def _provision(
    document: Document, path: Path, law: dict[str, Any], provision: dict[str, Any], measures: dict[str, Any]
) -> Iterator[Problem]:
    editions = {str(edition["effective"]): edition for edition in law["editions"]}
    for key in ("at", "tiers", "changes"):
        for edition in provision.get(key, {}):
            if edition not in editions:
                yield problem(
                    document,
                    [*path, key, edition],
                    f"没有 {edition} 版",
                    f"no edition {edition}",
                    Text(f"版本：{'、'.join(editions)}", f"editions: {', '.join(editions)}"),
                )
            elif key != "at" and edition not in provision["at"]:
                yield problem(
                    document,
                    [*path, key, edition],
                    "这一版没有这一条，却有罚则",
                    "tiers for an edition that lacks the provision",
                )
    for edition, place in provision["at"].items():
        if not (_ARTICLE.match(place) or _HEADING.match(place)):
            yield problem(
                document,
                [*path, "at", edition],
                f"条款定位写法不对：{place}",
                f"malformed locator: {place}",
                Text("如 61(1)、23[3]、253-1、二（四）、whole", "such as 61(1), 23[3], 253-1, 二（四）, whole"),
            )
        if editions.get(edition, {}).get("confidence") in ("id-only", "missing") and provision.get("verified", True):
            yield problem(
                document,
                path,
                "未见原文的条款须标 verified: false",
                "a provision whose text was not seen needs verified: false",
            )
    for edition, tiers in provision.get("tiers", {}).items():
        yield from _tiers(document, [*path, "tiers", edition], law, tiers, measures)


def _tiers(
    document: Document, path: Path, law: dict[str, Any], tiers: list[dict[str, Any]], measures: dict[str, Any]
) -> Iterator[Problem]:
    highest = 0.0
    for index, tier in enumerate(tiers):
        here: Path = [*path, index]
        for measure in tier.get("other", ()):
            if measure not in measures:
                yield problem(
                    document,
                    [*here, "other"],
                    f"没有处罚措施 {measure}",
                    f"no measure {measure}",
                    suggestion(measure, sorted(measures)),
                )
        if (see := tier.get("see")) is not None:
            target = law["provisions"].get(see)
            if target is None or not target.get("tiers", {}).get(path[-1]):
                yield problem(
                    document, [*here, "see"], f"{see} 在这一版没有罚则", f"{see} has no tiers in this edition"
                )
            if tier.get("org") or tier.get("person"):
                yield problem(document, here, "see 和金额只写一个", "give either see or amounts")
        for who in ("org", "person"):
            low, high = tier.get(who) or (None, None)
            if low is not None and high is not None and low > high:
                yield problem(document, [*here, who], "下限高于上限", "the lower bound is above the upper")
        amount = max((bound for bound in tier.get("org") or () if bound is not None), default=0)
        if amount and amount < highest:
            yield problem(document, here, "罚则应由轻到重排列", "tiers must ascend")
        highest = max(highest, amount)
