"""`selfcheck explain ID`: a control, a law, a provision or `score`, in full."""

from typing import Annotated

import typer

from selfcheck.cli import inputs, outputs
from selfcheck.cli.language import checked, t
from selfcheck.cli.options import AsOf, Checklists, Language
from selfcheck.text import Text

HELP = t("说明一个检查项、法规、条款或评分口径", "Explain a control, law, provision or the score")


def command(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help=t(
                "如 GRD-03、csl、csl/security-protection、score", "such as GRD-03, csl, csl/security-protection, score"
            ),
        ),
    ],
    as_of: AsOf = None,
    lang: Language = None,
    checklists: Checklists = None,
) -> int:
    from selfcheck.explain import control, scoring, statute
    from selfcheck.explain.page import Page

    page = Page(checked(lang), outputs.columns())
    day, content = inputs.day(as_of), inputs.content(checklists)
    law_id, _, name = subject.partition("/")
    if subject == "score":
        lines = scoring.scoring(content, page)
    elif subject.upper() in content.controls:
        lines = control.control(content.controls[subject.upper()], content, day, page)
    elif subject in content.laws:
        lines = statute.whole(content.laws[subject], content, day, page)
    elif law_id in content.laws and name in content.laws[law_id].provisions:
        lines = statute.provision(content.laws[law_id], name, content, day, page)
    else:
        known = ["score", *content.controls, *content.laws]
        if law_id in content.laws:
            known = [f"{law_id}/{entry}" for entry in content.laws[law_id].provisions]
        raise inputs.unknown("explain", Text("编号", "id"), subject, known)
    outputs.to_stdout("\n".join(lines) + "\n")
    return 0
