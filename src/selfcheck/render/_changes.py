"""What changed since an earlier result, as every format says it: the gate's and the assessment's."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from selfcheck.model.assessment import Status
from selfcheck.model.content import Content
from selfcheck.model.gap import Changes, Key, Known, Resolved
from selfcheck.text import Text
from selfcheck.wording import STATUS

KINDS = {"new": Text("新增", "new"), "resolved": Text("消除", "resolved"), "remaining": Text("仍在", "remaining")}
SIGNS = {"new": "+", "resolved": "-", "remaining": "="}


class Line(NamedTuple):
    """One gap and what became of it; `kind` is a key of KINDS. The gap's key may come from somebody else's file."""

    kind: str
    what: Text


def lines(changes: Changes, content: Content) -> Iterator[Line]:
    for gap in changes.new:
        yield Line("new", _named(gap.key, content))
    for gone in changes.resolved:
        yield Line("resolved", _with(_named(gone.key, content), how(gone)))
    for known in changes.remaining:
        yield Line("remaining", _with(_named(known.key, content), STATUS[known.status]))


def headline(changes: Changes) -> Text:
    new, gone, left = len(changes.new), len(changes.resolved), len(changes.remaining)
    return Text(
        f"与 {changes.since} 相比：新增 {new} 处，消除 {gone} 处，仍在 {left} 处",
        f"since {changes.since}: {new} new, {gone} resolved, {left} remaining",
    )


def how(gone: Resolved) -> Text:
    """How a gap went away: closed, or not asked of the organisation any more."""
    if gone.now is Status.NOT_APPLICABLE:
        return Text("不再适用", "not applicable any more")
    return Text("不再评估", "not assessed any more") if gone.now is None else Text("已整改", "closed")


def data(changes: Changes) -> dict[str, Any]:
    """The same for programs."""
    return {
        "since": changes.since,
        "new": [known(gap.known) for gap in changes.new],
        "resolved": [resolved(entry) for entry in changes.resolved],
        "remaining": [known(entry) for entry in changes.remaining],
    }


def known(entry: Known) -> dict[str, Any]:
    return {"control": entry.key.control, "item": entry.key.item, "status": entry.status}


def resolved(entry: Resolved) -> dict[str, Any]:
    return {"control": entry.key.control, "item": entry.key.item, "now": entry.now}


def _named(key: Key, content: Content) -> Text:
    control = content.controls.get(key.control)
    title = Text("", "") if control is None else control.title
    return Text(f"{key} {title.zh}".rstrip(), f"{key} {title.en}".rstrip())


def _with(name: Text, remark: Text) -> Text:
    return Text(f"{name.zh}（{remark.zh}）", f"{name.en} ({remark.en})")
