"""`selfcheck init --repo DIR`: a repository of compliance answers to start from."""

import json
import shlex
from pathlib import Path
from typing import Annotated

import typer

from selfcheck.cli import inputs
from selfcheck.cli.language import checked, t
from selfcheck.cli.options import Language
from selfcheck.cli.streams import to_stdout
from selfcheck.text import Text

HELP = t("新建答卷仓库，带门禁策略和流水线", "Start a repository of answers, with gate policy and pipelines")


def command(
    repo: Annotated[Path, typer.Option("--repo", metavar="DIR", help=t("写到这个目录", "write it to this folder"))],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help=t("单位名称", "the organisation’s name"))],
    sector: Annotated[
        list[str],
        typer.Option("--sector", metavar="SECTOR", help=t("单位类别，可重复", "kind of organisation, repeatable")),
    ],
    lang: Language = None,
) -> int:
    from selfcheck.load import answers, starter

    language = checked(lang)
    content = inputs.content()
    known = [choice.value for choice in content.questions["org.sectors"].choices]
    for given in sector:
        if given not in known:
            raise inputs.unknown("--sector", Text("单位类别", "kind of organisation"), given, known)
    # A JSON string is a YAML one; the sectors are plain words of the checklist.
    start = f"""\
# yaml-language-server: $schema=../answers.schema.json
selfcheck: answers/1
organisation:
  name: {json.dumps(name, ensure_ascii=False)}
  sectors: [{", ".join(sector)}]
answers: {{}}
"""
    answers.read(start, "--name", content)  # what cannot be read back is not written
    for path in starter.write(repo, {"organisation.yaml": start}):
        to_stdout(f"{path}\n")
    then = f"cd {shlex.quote(str(repo))}; selfcheck list questions --for answers/organisation.yaml"
    to_stdout(Text(f"下一步：{then}", f"next: {then}").of(language) + "\n")
    return 0
