"""What each profile resolves to, and how much each kind of organisation is asked: changes must be meant."""

from pathlib import Path

import pytest

from golden import Golden
from selfcheck.questionnaire import questions
from selfcheck.resolve import scope
from shipped import AS_OF, ROOT, answers, content

GOLDEN = Path(__file__).parent / "golden"
KINDS = ("small-company", "platform-minors", "idc-cloud", "mvno", "public-hospital", "carrier-full")


@pytest.mark.parametrize("profile", sorted(content().profiles))
def test_the_profile_resolves_to_these_controls(profile: str, golden: Golden) -> None:
    ids = [entry.control.id for entry in scope(content(), profile).controls]
    golden.check(GOLDEN / "profiles" / f"{profile}.txt", "\n".join(ids) + "\n")


def asked(story: str, profile: str) -> int:
    return len(questions(scope(content(), profile), answers(story), as_of=AS_OF))


def burden() -> str:
    rows = [f"{kind} {asked(kind, 'full')} {asked(kind, 'inspection')}" for kind in KINDS]
    return "\n".join(rows) + "\n"


def test_each_kind_of_organisation_is_asked_this_many_questions(golden: Golden) -> None:
    golden.check(GOLDEN / "burden.txt", burden())


def test_a_small_company_with_one_website_is_asked_little() -> None:
    assert asked("small-company", "full") <= 80
    assert asked("small-company", "inspection") <= 30


def test_both_readmes_show_the_burden() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for kind in KINDS:
            assert f"| {asked(kind, 'full')} | {asked(kind, 'inspection')} |" in text, (name, kind)


def test_red_lines_are_the_critical_controls_alone() -> None:
    chosen = scope(content(), "red-lines").controls
    assert chosen and all(entry.control.severity == "critical" for entry in chosen)
