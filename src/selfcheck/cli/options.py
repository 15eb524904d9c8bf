"""The options several commands share, declared once."""

from pathlib import Path
from typing import Annotated

import typer

from selfcheck.cli.language import t

AnswersPath = Annotated[
    str,
    typer.Argument(
        metavar="ANSWERS", help=t("答卷文件 answers.yaml，- 表示标准输入", "answers.yaml, or - for standard input")
    ),
]
ProfileName = Annotated[
    str,
    typer.Option(
        "--profile", "-p", metavar="PROFILE", help=t("检查范围，见 list profiles", "scope, see list profiles")
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help=t("评估日，决定适用的法规版本；默认今天", "assessment day, decides which law applies; today"),
    ),
]
Language = Annotated[str | None, typer.Option("--lang", metavar="zh|en", help=t("语言", "language"))]
Output = Annotated[
    list[str] | None,
    typer.Option(
        "-o", "--output", metavar="FORMAT[:FILE]", help=t("输出格式和文件，可重复", "format and file, repeatable")
    ),
]
Checklists = Annotated[
    Path | None,
    typer.Option("--checklists", metavar="DIR", help=t("另加的检查表目录", "folder of further checklists")),
]
Previous = Annotated[
    Path | None,
    typer.Option("--previous", metavar="RESULT", help=t("上次的 json 结果，列出变化", "an earlier json result")),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=t("不输出提示", "no notices"))]
