"""The options of `selfcheck plan`."""

from pathlib import Path
from typing import Annotated

import typer

from selfcheck.cli.language import t

Start = Annotated[
    str | None,
    typer.Option("--start", metavar="DATE", help=t("计划开始日；默认评估日", "first day; the assessment day")),
]
Deadline = Annotated[
    str | None,
    typer.Option("--deadline", metavar="DATE", help=t("监管要求的截止日", "the regulator’s own deadline")),
]
Goal = Annotated[
    str | None,
    typer.Option(
        "--target",
        metavar="SCORE|gate",
        help=t("用最少人日达到的得分，或者 gate（通过门禁）", "reach this score, or the gate, with the least effort"),
    ),
]
GatePolicy = Annotated[
    Path | None,
    typer.Option("--policy", metavar="FILE", help=t("--target gate 用的门禁策略", "gate policy for --target gate")),
]
Capacity = Annotated[
    str | None,
    typer.Option("--capacity", metavar="N", help=t("每周可投入的人日", "person-days available per week")),
]
PreviousPlan = Annotated[
    Path | None,
    typer.Option(
        "--previous", metavar="PLAN", help=t("上一份计划（json 或 xlsx），沿用其填写", "last plan (json or xlsx), kept")
    ),
]
PlanPolicy = Annotated[
    Path | None,
    typer.Option("--plan-policy", metavar="FILE", help=t("期限口径文件；默认自带的", "periods; the shipped ones")),
]
