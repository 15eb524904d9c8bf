"""What commands share on the way in: content, answers, the assessment day, the profile.

Every command imports this module, so what reads files is imported where it is used: help must not wait for it.
"""

import re
import sys
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import selfcheck
from selfcheck.cli.streams import say
from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load.files import decode
from selfcheck.load.quote import quote
from selfcheck.text import Lang, Text

if TYPE_CHECKING:
    from selfcheck.load.content import Files
    from selfcheck.model.answers import Answers
    from selfcheck.model.assessment import Assessment
    from selfcheck.model.content import Content
    from selfcheck.resolve import Scope

STDIN = "-"
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SHANGHAI = timezone(timedelta(hours=8))  # laws, deadlines and expiry days are days there, wherever the machine stands


def refuse(where: str, what: Text, allowed: Text | None = None) -> SelfcheckError:
    return SelfcheckError([Problem(Location(where), what, allowed)])


def content(extra: Path | None = None) -> "Content":
    """The shipped checklists, with those of `--checklists` laid over them."""
    from selfcheck.load import catalogue

    return catalogue.load(extra, selfcheck.__version__, _check)


def _check(files: "Files") -> dict[str, Any]:
    from selfcheck.lint import checked  # the schemas are only needed for files not met before

    return checked(files)


def answers(path: str, known: "Content") -> "Answers":
    """Answers from a file, or from standard input for `-`."""
    from selfcheck.load import answers as load_answers

    if path != STDIN:
        return load_answers.load(Path(path), known)
    data = sys.stdin.buffer.read(load_answers.FILE_LIMIT + 1)
    if len(data) > load_answers.FILE_LIMIT:
        limit = f"{load_answers.FILE_LIMIT:,}"
        allowed = Text(f"最多 {limit} 字节", f"at most {limit} bytes")
        raise refuse("<stdin>", Text("标准输入过大", "standard input is too large"), allowed)
    return load_answers.read(decode(data, "<stdin>"), "<stdin>", known)


def day(given: str | None) -> date:
    """`--as-of`, or today in China: with the gate the only places that look at the clock."""
    if given is None:
        return datetime.now(SHANGHAI).date()
    try:
        if not _ISO_DATE.fullmatch(given):  # fromisoformat also reads 20261124 and 2026-W48-2
            raise ValueError
        return date.fromisoformat(given)
    except ValueError:
        what = Text(f"{quote(given)} 不是日期", f"{quote(given)} is not a date")
        raise refuse("--as-of", what, Text("如 2026-11-24", "such as 2026-11-24")) from None


def chosen_scope(known: "Content", profile: str) -> "Scope":
    from selfcheck.resolve import scope

    if profile not in known.profiles:
        raise unknown("--profile", Text("检查范围", "profile"), profile, known.profiles)
    return scope(known, profile)


def unknown(where: str, kind: Text, given: str, known: Iterable[str], found: Text | None = None) -> SelfcheckError:
    """`no such …`, with the nearest known name or all of them (or where they are `found`, if they are too many)."""
    from selfcheck.load.values import suggestion

    names = list(known)
    near = suggestion(given, names)
    listed = found or Text(f"可选：{'、'.join(names)}", f"choices: {', '.join(names)}")
    if near is not None and len(names) <= 12:
        near = Text(f"{near.zh}{listed.zh}", f"{near.en} {listed.en}")
    return refuse(where, Text(f"没有{kind.zh} {quote(given)}", f"no {kind.en} {quote(given)}"), near or listed)


def require_applicable(result: "Assessment", answers: str, profile: str) -> None:
    """An assessment in which nothing applies says nothing: refused, never shown as a perfect score."""
    if result.score.applicable == 0:
        what = Text(
            f"检查范围 {profile} 里没有适用的检查项，无法评估", f"nothing to evaluate: no control of {profile} applies"
        )
        hint = Text("核对 organisation 和评估日", "check organisation and the assessment day")
        raise refuse(answers, what, hint)


def notices(result: "Assessment", language: Lang) -> None:
    """What the reader of the answers should know, on standard error."""
    for location, notice in result.warnings:
        say(f"{location}: {notice.of(language)}")
