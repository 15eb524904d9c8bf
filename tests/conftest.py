"""One small sample for every test of the core: two laws with two editions, three controls, one inspection, one case.

It is independent of the shipped checklists. `answered` writes an answers file down as objects, each answer with a
place of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from selfcheck.errors import Location
from selfcheck.load import build
from selfcheck.model.answers import Answer, Answers, Row
from selfcheck.model.content import Content

FILE = "answers.yaml"


def say(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


ORGANISATION: dict[str, Any] = {
    "questions": {
        "org.sectors": {
            "ask": say("属于哪些类别？", "Which kinds apply?"),
            "type": "multi",
            "choices": [
                {"value": "carrier", "zh": "基础电信企业", "en": "carrier"},
                {"value": "cloud", "zh": "云服务", "en": "cloud"},
                {"value": "public-body", "zh": "公共机构", "en": "public body"},
                {"value": "none", "zh": "都不是", "en": "none of these"},
            ],
            "groups": {
                "operator": {"zh": "电信业务经营者", "en": "telecom operators", "members": ["carrier", "cloud"]},
            },
        },
        "org.state_organ": {
            "ask": say("是否为国家机关？", "Is it a state organ?"),
            "type": "bool",
            "ask_if": {"fact": "org.sectors", "in": ["public-body"]},
        },
    },
    "inventories": {"systems": {"title": say("系统台账", "systems"), "item": say("系统", "system")}},
    "columns": {
        "systems[].grade": {"ask": say("定为几级？", "Which grade?"), "type": "number", "unit": say("级", "")},
        "systems[].tested_on": {
            "ask": say("最近一次测评是哪天？", "When was it last tested?"),
            "type": "date",
            "ask_if": {"field": "grade", "gte": 3},
        },
    },
}

DEMO: dict[str, Any] = {
    "id": "demo",
    "prefix": "DEM",
    "title": say("示例", "Demo"),
    "summary": say("示例领域", "A domain to test with"),
    "questions": {
        "demo.policy": {"ask": say("有没有制度？", "Is there a policy?"), "type": "bool"},
        "demo.drills": {"ask": say("做不做演练？", "Are drills held?"), "type": "bool"},
        "demo.drilled_on": {
            "ask": say("最近一次演练是哪天？", "When was the last drill?"),
            "type": "date",
            "ask_if": {"fact": "demo.drills", "is": True},
        },
    },
    "controls": [
        {
            "id": "DEM-01",
            "title": say("有制度并演练", "Policy and drill"),
            "why": say("没有就不行", "Because"),
            "clauses": ["S-1"],
            "origin": "statute",
            "satisfied_when": {
                "all": [
                    {"fact": "demo.policy", "is": True},
                    {"fact": "demo.drilled_on", "within_months": 12, "basis": "beta/drill"},
                ]
            },
            "partial_when": {"fact": "demo.policy", "is": True},
            "severity": "critical",
            "severity_reason": say("红线", "red line"),
            "duties": ["alpha/protect"],
            "penalties": ["alpha/protect-penalty"],
            "precedents": ["drill-missing", "policy-missing", "case-1"],
            "remediation": {
                "action": say("去演练", "hold a drill"),
                "owner": "boss",
                "effort_days": 2,
                "due_days": 30,
                "proof": say("记录", "record"),
            },
        },
        {
            "id": "DEM-02",
            "title": say("重要系统测评", "Important systems tested"),
            "why": say("没有就不行", "Because"),
            "origin": "statute",
            "applies_when": {"fact": "org.sectors", "in": ["operator"]},
            "satisfied_when": {
                "every": {
                    "inventory": "systems",
                    "where": {"field": "grade", "gte": 3},
                    "require": {"field": "tested_on", "within_months": 12, "basis": "practice"},
                    "if_none": "not-satisfied",
                }
            },
            "severity": "high",
            "severity_reason": say("重要", "important"),
            "duties": ["beta/drill"],
            "penalties": ["beta/drill-penalty"],
            "remediation": {
                "action": say("去测评", "have them tested"),
                "owner": "boss",
                "effort_days": 5,
                "due_days": 60,
                "proof": say("报告", "report"),
            },
        },
    ],
}

EXTRA: dict[str, Any] = {
    "id": "extra",
    "prefix": "EXT",
    "title": say("附加", "Extra"),
    "summary": say("附加领域", "Another domain"),
    "questions": {"extra.share": {"ask": say("比例是多少？", "What share?"), "type": "ratio"}},
    "controls": [
        {
            "id": "EXT-01",
            "title": say("良好实践", "Good practice"),
            "why": say("更好", "Better"),
            "origin": "practice",
            "satisfied_when": {"fact": "extra.share", "gte": 0.8, "basis": "practice"},
            "severity": "low",
            "severity_reason": say("实践", "practice"),
            "related": ["alpha/protect"],
            "remediation": {
                "action": say("提高比例", "raise the share"),
                "owner": "boss",
                "effort_days": 1,
                "due_days": 90,
                "proof": say("统计", "statistics"),
            },
        }
    ],
}

ALPHA: dict[str, Any] = {
    "id": "alpha",
    "title": say("中华人民共和国甲法", "Alpha Law of the PRC"),
    "short": say("甲法", "Alpha Law"),
    "rank": "law",
    "issuer": say("某会", "A congress"),
    "status": "in-force",
    "instead": {"when": {"fact": "org.state_organ", "is": True}, "provision": "organ-liability"},
    "editions": [
        {"effective": "2017-06-01", "until": "2025-12-31", "source": "https://a/1", "confidence": "verified"},
        {"effective": "2026-01-01", "source": "https://a/2", "confidence": "single-source"},
    ],
    "provisions": {
        "protect": {"gist": say("应当保护", "Protect"), "at": {"2017-06-01": "21[2]", "2026-01-01": "23[2]"}},
        "protect-penalty": {
            "gist": say("不保护的处罚", "Penalty"),
            "at": {"2017-06-01": "59(1)", "2026-01-01": "61(1)"},
            "tiers": {
                "2017-06-01": [
                    {"when": say("不履行", "not done"), "warning": True, "other": ["rectify"]},
                    {"when": say("拒不改正", "refused"), "org": [10000, 100000], "person": [5000, 50000]},
                ],
                "2026-01-01": [
                    {"when": say("不履行", "not done"), "warning": True, "org": [10000, 50000], "mode": "may"},
                    {"when": say("拒不改正", "refused"), "org": [50000, 500000], "person": [10000, 100000]},
                ],
            },
        },
        "organ-liability": {
            "gist": say("机关改正、处分", "State organs are corrected"),
            "at": {"2017-06-01": "72", "2026-01-01": "76"},
            "tiers": {
                "2017-06-01": [{"when": say("机关", "organ"), "other": ["rectify"]}],
                "2026-01-01": [{"when": say("机关", "organ"), "other": ["rectify", "discipline"]}],
            },
        },
        "only-now": {"gist": say("新义务", "New duty"), "at": {"2026-01-01": "20"}},
    },
}

BETA: dict[str, Any] = {
    "id": "beta",
    "title": say("乙办法", "Beta Measures"),
    "short": say("乙办法", "Beta Measures"),
    "rank": "departmental-rule",
    "issuer": say("某部", "A ministry"),
    "status": "in-force",
    "binds": {"fact": "org.sectors", "in": ["operator"]},
    "editions": [
        {"effective": "undated", "until": "2019-12-31", "source": "https://b/1", "confidence": "id-only"},
        {"effective": "2020-03-01", "source": "https://b/2", "confidence": "verified"},
    ],
    "provisions": {
        "drill": {
            "gist": say("应当演练", "Hold drills"),
            "at": {"undated": "二（四）", "2020-03-01": "5"},
            "verified": False,
        },
        "drill-penalty": {
            "gist": say("不演练的处罚", "Penalty"),
            "at": {"2020-03-01": "30"},
            "tiers": {
                "2020-03-01": [
                    {"when": say("不演练", "no drill"), "org": [None, 30000]},
                    {"when": say("后果严重", "grave"), "see": "grave-penalty"},
                ]
            },
        },
        "grave-penalty": {
            "gist": say("严重的处罚", "Grave"),
            "at": {"2020-03-01": "31"},
            "tiers": {
                "2020-03-01": [
                    {"when": say("严重", "grave"), "org": [500000, None]},
                    {"when": say("致人损害", "harm"), "person": [None, 20000], "detention_days": [5, 15]},
                ]
            },
        },
    },
}

RAW: dict[str, Any] = {
    "01-demo.yaml": DEMO,
    "02-extra.yaml": EXTRA,
    "organisation.yaml": ORGANISATION,
    "vocabulary.yaml": {
        "roles": {"boss": say("主要负责人", "top executive")},
        "measures": {
            "rectify": say("责令改正", "ordered to correct"),
            "discipline": say("处分", "disciplinary action"),
        },
    },
    "scoring.yaml": {
        "id": "sample-1",
        "title": say("样例口径", "Sample scoring"),
        "weights": {"critical": 10, "high": 6, "medium": 3, "low": 1},
        "partial_share": 0.5,
        "conclusion": {"satisfied_rate": 0.9, "not_satisfied_below": 0.6},
    },
    "laws/alpha.yaml": ALPHA,
    "laws/beta.yaml": BETA,
    "precedents/inspection.yaml": {
        "id": "inspection",
        "title": say("检查", "Inspection"),
        "authority": say("某局", "A bureau"),
        "published_on": "2019-12-16",
        "sectors": {"carrier": say("基础电信企业", "carriers"), "cloud": say("云服务", "clouds")},
        "types": {
            "drill-missing": say("未演练", "no drill"),
            "policy-missing": say("无制度", "no policy"),
            "other": say("其他", "other"),
        },
        "organisations": [
            {"id": "O-1", "sector": "carrier", "organisation": "甲公司", "types": ["drill-missing", "policy-missing"]},
            {"id": "O-2", "sector": "cloud", "organisation": "乙公司", "types": ["drill-missing"]},
            {"id": "O-3", "sector": "carrier", "organisation": "丙公司", "types": ["policy-missing", "other"]},
            {"id": "O-4", "sector": "cloud", "organisation": "丁公司", "types": ["other"]},
        ],
    },
    "precedents/cases.yaml": {
        "id": "cases",
        "title": say("案件", "Cases"),
        "cases": [
            {
                "id": "case-1",
                "assessed_on": "2018-09-30",
                "on_basis": say("按月末", "end of month"),
                "authority": "某局",
                "organisation": "戊公司",
                "facts": say("没有演练", "No drill"),
                "types": ["drill-missing"],
                "cited": [{"law": "alpha", "locator": "21", "role": "duty"}],
                "penalty": {"warning": True, "confiscation": False, "fine_org": 50000},
            }
        ],
    },
    "profiles/full.yaml": {
        "id": "full",
        "title": say("全部", "All"),
        "description": say("全部检查项", "Every control"),
        "select": "all",
    },
}


@pytest.fixture(scope="session")
def content() -> Content:
    return build.content(RAW, "sample", "0" * 16)


@pytest.fixture(scope="session")
def answered() -> Callable[..., Answers]:
    """`answered({key: value}, systems=[{"id": …, column: value}])`.

    Facts stand on lines 11, 12 …, the first row on line 100 with its columns on 101, 102 …, the next on 200.
    """
    return _answered


def _answered(facts: Mapping[str, Any] | None = None, **inventories: Sequence[Mapping[str, Any]]) -> Answers:
    return Answers(
        organisation="样例公司",
        facts=_values(facts or {}, 11),
        inventories={
            name: tuple(_row(row, 100 * (index + 1)) for index, row in enumerate(rows))
            for name, rows in inventories.items()
        },
        location=Location(FILE, 1, 1),
        sections={
            "organisation": Location(FILE, 2, 1),
            "answers": Location(FILE, 10, 1),
            **{name: Location(FILE, 90, 1) for name in inventories},
        },
    )


def _values(raw: Mapping[str, Any], line: int) -> dict[str, Answer]:
    return {key: Answer(key, value, Location(FILE, line + index, 3)) for index, (key, value) in enumerate(raw.items())}


def _row(raw: Mapping[str, Any], line: int) -> Row:
    columns = {key: value for key, value in raw.items() if key not in ("id", "name")}
    return Row(raw["id"], raw.get("name", raw["id"]), _values(columns, line + 1), Location(FILE, line, 5))


@pytest.fixture(scope="session")
def today() -> date:
    return date(2026, 11, 24)
