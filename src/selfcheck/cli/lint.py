"""`selfcheck lint [DIR]`: check checklists as their author."""

from pathlib import Path
from typing import Annotated

import typer

from selfcheck.cli.language import checked, t
from selfcheck.cli.options import Language
from selfcheck.cli.streams import to_stdout
from selfcheck.errors import SelfcheckError

HELP = t("检查检查表、法规、先例和来源", "Check checklists, laws, precedents and sources")


def command(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help=t("目录；默认自带的检查表", "folder; the shipped checklists by default")),
    ] = None,
    lang: Language = None,
) -> int:
    from selfcheck.lint import run

    language = checked(lang)
    summary, problems = run(folder)
    if problems:
        raise SelfcheckError(problems)
    to_stdout(summary.of(language) + "\n")
    return 0
