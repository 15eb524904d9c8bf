"""`selfcheck law diff|impact`: two editions side by side; what an amendment touches."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from selfcheck.cli import inputs, outputs
from selfcheck.cli.language import checked, t
from selfcheck.cli.options import Checklists, Language, Output, ProfileName
from selfcheck.text import Text

if TYPE_CHECKING:
    from selfcheck.model.content import Content
    from selfcheck.model.law import Edition, Law

HELP = t("对照法规的两个版本，看修改影响哪些检查项", "Compare editions of a law and see what an amendment touches")
HELP_DIFF = t("并排对照两个版本", "Two editions side by side")
HELP_IMPACT = t(
    "修改影响哪些检查项，给出答卷则看影响哪些差距", "Which controls, or with answers which gaps, an amendment touches"
)
FORMATS = ("text", "json")
LawId = Annotated[str, typer.Argument(metavar="LAW", help=t("法规编号，如 csl", "law id such as csl"))]
From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help=t("旧版施行期内的一天", "a day under the older edition"))
]
To = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help=t("新版施行期内的一天", "a day under the newer edition"))
]


def diff(
    law: LawId,
    since: From = None,
    until: To = None,
    lang: Language = None,
    output: Output = None,
    checklists: Checklists = None,
) -> int:
    from selfcheck.explain import amending
    from selfcheck.explain.page import Page

    page = Page(checked(lang), outputs.columns())
    wanted = outputs.targets(output or [], FORMATS)
    content = inputs.content(checklists)
    subject = _law(content, law)
    old, new = _edition(subject, since, -2, "--from"), _edition(subject, until, -1, "--to")

    def render(target: outputs.Target) -> str:
        if target.format == "json":
            return _json(amending.diff_data(subject, old, new))
        return _text(amending.diff(subject, old, new, content, page))

    outputs.write(wanted, render)
    return 0


def impact(
    law: LawId,
    answers: Annotated[
        str | None,
        typer.Argument(metavar="[ANSWERS]", help=t("答卷；不写则列检查项", "answers; without them, controls")),
    ] = None,
    since: From = None,
    until: To = None,
    profile: ProfileName = "full",
    lang: Language = None,
    output: Output = None,
    checklists: Checklists = None,
) -> int:
    from selfcheck import amendments
    from selfcheck.assess import assess
    from selfcheck.explain import amending
    from selfcheck.explain.page import Page

    page = Page(checked(lang), outputs.columns())
    wanted = outputs.targets(output or [], FORMATS, [answers] if answers else [])
    content = inputs.content(checklists)
    subject = _law(content, law)
    # The day the older edition ends and the day the newer one begins, unless told otherwise.
    before, after = _edition(subject, None, -2, "--from"), _edition(subject, None, -1, "--to")
    old = inputs.day(since or (before.until.isoformat() if before.until else None))
    new = inputs.day(until or (after.effective.isoformat() if after.effective else None))
    title = f"{page.say(subject.short)}  {old} → {new}"
    if answers is None:
        impacts = amendments.on_controls(content, subject, old, new)
    else:
        scope = inputs.chosen_scope(content, profile)
        read = inputs.answers(answers, content)
        impacts = amendments.on_gaps(assess(scope, read, as_of=old), assess(scope, read, as_of=new), law)
        title = f"{read.organisation}  {title}"

    def render(target: outputs.Target) -> str:
        if target.format == "json":
            return _json(amending.impact_data(subject, impacts, (old.isoformat(), new.isoformat())))
        return _text(amending.impact(subject, impacts, title, page))

    outputs.write(wanted, render)
    return 0


def _law(content: "Content", name: str) -> "Law":
    if name not in content.laws:
        raise inputs.unknown("law", Text("法规", "law"), name, content.laws)
    return content.laws[name]


def _edition(law: "Law", given: str | None, default: int, option: str) -> "Edition":
    """The edition in force on the day given; the last but one and the last by default."""
    from selfcheck.law import edition_on

    if given is not None:
        found = edition_on(law, inputs.day(given))
        if found is None:
            what = Text(
                f"《{law.short.zh}》在 {given} 没有施行的版本", f"no edition of {law.short.en} is in force on {given}"
            )
            raise inputs.refuse(option, what, _listed(law))
        return found
    if len(law.editions) < 2:
        what = Text(f"《{law.short.zh}》只有一个版本", f"{law.short.en} has only one edition")
        raise inputs.refuse("law", what, _listed(law))
    return law.editions[default]


def _listed(law: "Law") -> Text:
    keys = ", ".join(edition.key for edition in law.editions)
    return Text(f"版本：{keys}", f"editions: {keys}")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def add_to(app: typer.Typer) -> None:
    laws = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
    laws.command("diff", help=HELP_DIFF)(diff)
    laws.command("impact", help=HELP_IMPACT)(impact)
    app.add_typer(laws, name="law")
