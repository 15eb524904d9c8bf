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
) -> int:
    from selfcheck.listing import TABLES
    from selfcheck.render._layout import table

    language = checked(lang)
    if what not in TABLES:
        raise inputs.unknown("list", Text("可列的内容", "such list"), what, TABLES)
    scope = inputs.chosen_scope(inputs.content(checklists), profile)
    heads, rows = TABLES[what](scope, language, inputs.day(as_of))
    outputs.to_stdout("\n".join(table(heads, rows)) + "\n")
    return 0
