"""A badge in the shape of a shields.io endpoint."""

import json

from selfcheck import wording
from selfcheck.gate.report import GateReport
from selfcheck.render.gate import _sentences as sentences

SUFFIX = ".json"


def render(report: GateReport) -> str:
    verdict = report.verdict
    outcome = report.say(sentences.outcome(report))
    data: dict[str, object] = {"schemaVersion": 1, "label": report.t("网络安全自查", "selfcheck"), "message": outcome}
    if verdict.exit_code == 2:
        data |= {"color": "lightgrey", "isError": True}
    else:
        data["color"] = "brightgreen" if verdict.passed else "red"
        # The weakest of a set: a badge must not hide it behind an average.
        score = min((result.assessment.score for result in verdict.results), key=lambda score: score.rate or 0.0)
        data["message"] = report.t(
            f"{outcome} · 符合率 {wording.percent(score.rate)} · 完成率 {wording.percent(score.coverage)}",
            f"{outcome} · rate {wording.percent(score.rate)} · coverage {wording.percent(score.coverage)}",
        )
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
