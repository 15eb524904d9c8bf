"""`selfcheck schema WHAT`: the JSON Schema of a file format."""

from typing import Annotated

import typer

from selfcheck.cli import inputs, outputs
from selfcheck.cli.language import t
from selfcheck.cli.options import Checklists
from selfcheck.text import Text

HELP = t("输出文件格式的 JSON Schema", "Print the JSON Schema of a file format")


def command(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help=t("answers、checklist、law、policy、result 等", "answers, checklist, law, policy, result …"),
        ),
    ],
    checklists: Checklists = None,
) -> int:
    from selfcheck.load import schema

    if what not in schema.NAMES:
        raise inputs.unknown("schema", Text("格式", "format"), what, schema.NAMES)
    outputs.to_stdout(schema.rendered(what, inputs.content(checklists) if what == "answers" else None))
    return 0
