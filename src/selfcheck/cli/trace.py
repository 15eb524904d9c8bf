"""`selfcheck trace`: source clause → controls → laws, and back."""

from typing import Annotated

import typer

from selfcheck.cli import inputs, outputs
from selfcheck.cli.language import checked, t
from selfcheck.cli.options import AsOf, Checklists, Language, Output

HELP = t(
    "来源条目对应哪些检查项、检查项依据哪些法规", "Which controls cover each source clause, and on which laws they rest"
)
FORMATS = ("text", "json", "markdown")


def command(
    as_of: AsOf = None,
    lang: Language = None,
    output: Output = None,
    checklists: Checklists = None,
    back: Annotated[
        bool,
        typer.Option(
            "--back", help=t("反向：法规条款 → 检查项 → 来源条目", "the other way: provision → controls → clauses")
        ),
    ] = False,
) -> int:
    from selfcheck.explain import tracing

    language = checked(lang)
    wanted = outputs.targets(output or [], FORMATS)
    content, day = inputs.content(checklists), inputs.day(as_of)
    outputs.write(
        wanted,
        lambda target: tracing.rendered(content, day, language, target.format, back=back, width=outputs.columns()),
    )
    return 0
