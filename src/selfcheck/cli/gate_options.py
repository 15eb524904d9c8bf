"""The options of `selfcheck gate`."""

from pathlib import Path
from typing import Annotated

import typer

from selfcheck.cli.language import t

AnswersPaths = Annotated[
    list[str],
    typer.Argument(
        metavar="ANSWERS...", help=t("答卷文件，可多份，- 表示标准输入", "answers files, or - for standard input")
    ),
]
PolicyFile = Annotated[
    Path | None,
    typer.Option(
        "--policy", metavar="FILE", help=t("门禁策略；默认就近的 selfcheck.yaml", "policy; the nearest selfcheck.yaml")
    ),
]
BaselineFile = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help=t("基线：只有变差的才不通过", "only what got worse than it fails")),
]
WriteBaseline = Annotated[
    Path | None,
    typer.Option("--write-baseline", metavar="FILE", help=t("把今天的差距记为基线", "record today's gaps")),
]
UpdateBaseline = Annotated[
    bool,
    typer.Option("--update-baseline", help=t("从基线里去掉已消除的差距", "take resolved gaps out of the baseline")),
]
Accept = Annotated[
    bool,
    typer.Option("--accept", help=t("写基线时接受新增的差距", "let the baseline take in new gaps")),
]
WaiversFile = Annotated[Path | None, typer.Option("--waivers", metavar="FILE", help=t("豁免文件", "waivers file"))]
PreviousFile = Annotated[
    Path | None,
    typer.Option("--previous", metavar="RESULT", help=t("上次的 json 结果，列出变化", "an earlier json result")),
]
ProfileFlag = Annotated[
    str | None,
    typer.Option("--profile", "-p", metavar="PROFILE", help=t("检查范围，默认 full", "scope; full by default")),
]
MinScore = Annotated[
    str | None,
    typer.Option("--min-score", metavar="0-100", help=t("最低得分，只能收紧", "least score; only tightens")),
]
MinRate = Annotated[
    str | None, typer.Option("--min-rate", metavar="0-1", help=t("最低符合率，只能收紧", "least rate; only tightens"))
]
MinCoverage = Annotated[
    str | None,
    typer.Option("--min-coverage", metavar="0-1", help=t("最低完成率，只能收紧", "least coverage; only tightens")),
]
MaxGaps = Annotated[
    list[str] | None,
    typer.Option(
        "--max-gaps", metavar="SEVERITY=N", help=t("某等级最多几项差距，可重复", "most gaps of a severity, repeatable")
    ),
]
SarifSuppressed = Annotated[
    str,
    typer.Option(
        "--sarif-suppressed", metavar="omit|include", help=t("SARIF 里是否列出豁免项", "waived results in SARIF")
    ),
]
