"""`selfcheck list WHAT`: controls, questions, laws, profiles, precedents."""

from typing import Annotated

import typer

from selfcheck.cli import inputs, outputs
from selfcheck.cli.language import checked, t
from selfcheck.cli.options import AsOf, Checklists, Language, ProfileName
from selfcheck.text import Text

HELP = t("列出检查项、问题、法规、范围或先例", "List controls, questions, laws, profiles or precedents")


def command(
    what: Annotated[
        str,
        typer.Argument(metavar="WHAT", help="controls | questions | laws | profiles | precedents"),
    ],
    profile: ProfileName = "full",
    as_of: AsOf = None,
    lang: Language = None,
    checklists: Checklists = None,
    for_: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="ANSWERS",
            help=t("只列该答卷要回答的问题（用于 questions）", "only what these answers are asked (questions)"),
        ),
    ] = None,
) -> int:
    from selfcheck.listing import TABLES, asked
    from selfcheck.questionnaire import questions
    from selfcheck.render._layout import table

    language = checked(lang)
    if what not in TABLES:
        raise inputs.unknown("list", Text("可列的内容", "such list"), what, TABLES)
    if for_ is not None and what != "questions":
        raise inputs.refuse("--for", Text("--for 只用于 list questions", "--for goes with list questions only"))
    content = inputs.content(checklists)
    scope, day = inputs.chosen_scope(content, profile), inputs.day(as_of)
    if for_ is None:
        heads, rows = TABLES[what](scope, language, day)
    else:
        heads, rows = asked(questions(scope, inputs.answers(for_, content), as_of=day), language)
    outputs.to_stdout("\n".join(table(heads, rows)) + "\n")
    return 0
