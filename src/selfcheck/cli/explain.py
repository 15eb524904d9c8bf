"""`selfcheck explain ID`: a control, a law, a provision, a source clause or `score`, in full."""

from typing import TYPE_CHECKING, Annotated

import typer

from selfcheck.cli import inputs, outputs
from selfcheck.cli.language import checked, t
from selfcheck.cli.options import AsOf, Checklists, Language
from selfcheck.errors import SelfcheckError
from selfcheck.text import Text

if TYPE_CHECKING:
    from selfcheck.model.content import Content

HELP = t(
    "说明一个检查项、法规、条款、来源条目或评分口径", "Explain a control, law, provision, source clause or the score"
)


def command(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help=t(
                "如 GRD-03、csl、csl/security-protection、G368-2-3-01、score",
                "such as GRD-03, csl, csl/security-protection, G368-2-3-01, score",
            ),
        ),
    ],
    as_of: AsOf = None,
    lang: Language = None,
    checklists: Checklists = None,
) -> int:
    from selfcheck.explain import clause, control, scoring, statute
    from selfcheck.explain.page import Page

    page = Page(checked(lang), outputs.columns())
    day, content = inputs.day(as_of), inputs.content(checklists)
    law_id, _, name = subject.partition("/")
    if subject == "score":
        lines = scoring.scoring(content, day, page)
    elif subject.upper() in content.controls:
        lines = control.control(content.controls[subject.upper()], content, day, page)
    elif subject in content.laws:
        lines = statute.whole(content.laws[subject], content, day, page)
    elif law_id in content.laws and name in content.laws[law_id].provisions:
        lines = statute.provision(content.laws[law_id], name, content, day, page)
    elif clause.find(subject.upper(), content):
        lines = clause.whole(subject.upper(), content, page)
    else:
        raise _unknown(subject, content)
    outputs.to_stdout("\n".join(lines) + "\n")
    return 0


def _unknown(subject: str, content: "Content") -> SelfcheckError:
    """The nearest of a thousand ids, or where they are listed."""
    law_id = subject.partition("/")[0]
    if law_id in content.laws and content.laws[law_id].provisions:
        known = [f"{law_id}/{entry}" for entry in content.laws[law_id].provisions]
        return inputs.unknown("explain", Text("条款", "provision"), subject, known)
    clauses = (entry.id for source in content.sources for entry in source.clauses)
    where = Text(
        "须为检查项、法规、法规/条款、来源条目的编号或 score；编号见 selfcheck list 和 selfcheck trace",
        "expected the id of a control, law, law/provision or source clause, or score; "
        "selfcheck list and selfcheck trace show them",
    )
    known = ["score", *content.controls, *content.laws, *clauses]
    return inputs.unknown("explain", Text("编号", "id"), subject, known, where)
