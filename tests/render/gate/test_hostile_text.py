"""Names, notes, reasons and keys come from whoever opens a pull request: in no format may they do anything."""

import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from selfcheck.gate.report import GateReport
from selfcheck.render import gate as formats

Make = Callable[..., GateReport]
DATES = "approved_on: 2026-11-01, expires: 2026-12-31"
ATTACKS = (
    "::error file=x::owned",
    "%0A::error::owned",
    "::set-output name=a::b",
    "##vso[task.complete result=Succeeded;]",
    "<script>alert(1)</script>",
    "--> <!-- x",
    "</failure></testcase>",
    "]]>",
    "&lt;b&gt; & \"quoted\" 'too'",
    "[a](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "| a | b |\u3000@everyone #1 https://evil.example",
    "`code` **bold** </details>",
    "{0} {1} %s %(x)s",
    "[red]rich[/red] [link=https://evil.example]x[/link]",
    "a, b: c; d",
    "=cmd|'/c calc'!A1",
)


def hostile(answers: str, attack: str) -> str:
    quoted = json.dumps(attack, ensure_ascii=False)
    row = json.dumps(re.sub("[\\[\\]\u3000]", "_", attack), ensure_ascii=False)  # no row may be called by those
    return (
        answers.replace("name: 样例公司", f"name: {quoted}")
        .replace("name: 客户管理系统", f"name: {quoted}")
        .replace("id: crm", f"id: {row}")
        .replace("file: evidence/none.pdf", f"file: {quoted}")
    )


def waivers(attack: str) -> str:
    quoted = json.dumps(attack, ensure_ascii=False)
    return (
        "selfcheck: waivers/1\nwaivers:\n"
        f"  - {{control: BET-02, reason: {quoted}, approver: {quoted}, {DATES}}}\n"
        f"  - {{control: ALP-02, item: {quoted}, reason: x, approver: y, {DATES}}}\n"
    )


@pytest.fixture(params=ATTACKS)
def attacked(request: pytest.FixtureRequest, reported: Make, answers: str) -> GateReport:
    attack: str = request.param
    return reported(hostile(answers, attack), waivers=waivers(attack), include_waived=True)


def rendered(report: GateReport, name: str) -> str:
    out = formats.named(name)(report)
    assert isinstance(out, str)
    return out


@pytest.mark.parametrize("name", formats.FORMATS)
def test_nothing_a_terminal_acts_on_is_printed(name: str, attacked: GateReport) -> None:
    assert re.search(r"[^\n\x20-\x7e\u00a0-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]", rendered(attacked, name)) is None


@pytest.mark.parametrize("name", formats.FORMATS)
def test_no_line_begins_with_a_command_of_the_runner_that_is_not_ours(name: str, attacked: GateReport) -> None:
    ours = r"::(?:error|warning|notice) (?:file=answers\.yaml,(?:line=\d+,col=\d+,)?)?title=[\w.-]+::"
    for line in rendered(attacked, name).splitlines():
        if line.lstrip().startswith(("::", "##vso", "##[")):
            assert name == "github"
            assert re.match(ours, line)


@pytest.mark.parametrize("shift", range(0, 76, 5))
def test_wrapping_brings_no_command_to_the_start_of_a_line(reported: Make, answers: str, shift: int) -> None:
    name = f"{'x' * shift} ::error::owned ##vso[task.complete]"
    out = rendered(reported(answers.replace("客户管理系统", name).replace("样例公司", name)), "text")
    assert [line for line in out.splitlines() if line.lstrip().startswith(("::", "##"))] == []


def test_annotations_show_the_text_as_it_was_written(reported: Make, answers: str) -> None:
    out = rendered(reported(hostile(answers, "%0A::error::owned"), waivers=waivers("x")), "github")
    assert "%250A::error::owned" in out
    assert "%0A" not in out.replace("%250A", "")


def test_a_path_with_signs_of_its_own_is_escaped_in_a_property(reported: Make) -> None:
    out = rendered(reported(paths={"answers.yaml": "a,b:c%d.yaml"}), "github")
    assert "::error file=a%2Cb%3Ac%25d.yaml,line=" in out


def test_xml_stays_well_formed_and_says_the_text(attacked: GateReport) -> None:
    root = ElementTree.fromstring(rendered(attacked, "junit"))
    assert root[0].get("name") == attacked.verdict.results[0].assessment.organisation.replace("\u3000", " ")
    assert {element.tag for element in root.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "skipped", "system-out",
    }  # fmt: skip


def test_json_formats_hold_the_text_as_data(attacked: GateReport) -> None:
    for name in ("json", "sarif", "gitlab", "badge"):
        json.loads(rendered(attacked, name))
    name = json.loads(rendered(attacked, "json"))["organisations"][0]["organisation"]
    assert name == attacked.verdict.results[0].assessment.organisation


def test_markdown_holds_no_markup_but_ours(attacked: GateReport) -> None:
    out = rendered(attacked, "markdown")
    lines = out.splitlines()
    assert lines[0] == "<!-- selfcheck:report -->"
    assert out.count("<!--") == 1
    tags = set(re.findall(r"<[^>\n]*>?", out))
    assert tags <= {"<!-- selfcheck:report -->", "<details>", "</details>", "<summary>", "</summary>"}
    assert re.search(r"!?\[[^\]]*\]\(", out) is None
    assert "@everyone" not in out
    assert "https://evil" not in out
    for row in lines:
        if row.startswith("|") and not row.startswith("|---"):
            assert row.count("|") in (4, 3)


def test_a_control_character_in_an_escape_is_refused_before_any_format(reported: Make, answers: str) -> None:
    report = reported(answers.replace("name: 样例公司", 'name: "\\e[31mred"'))
    assert report.verdict.exit_code == 2
    for name in formats.FORMATS:
        assert "\x1b" not in rendered(report, name)
