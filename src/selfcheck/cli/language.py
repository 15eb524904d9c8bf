"""Which language to speak: --lang, then SELFCHECK_LANG, then the locale (en* → en, else zh)."""

import os
import sys
from collections.abc import Mapping, Sequence

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load.quote import quote
from selfcheck.text import Lang, Text

ALLOWED = Text("可选：zh、en", "choices: zh, en")


def from_environment(env: Mapping[str, str]) -> Lang:
    """The default without --lang. An unknown SELFCHECK_LANG falls to the locale here and is refused in `checked`."""
    wanted = env.get("SELFCHECK_LANG") or ""
    if wanted in ("zh", "en"):
        return "zh" if wanted == "zh" else "en"
    locale = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "zh"


def on_command_line(arguments: Sequence[str], default: Lang) -> Lang:
    """The language for help texts and usage errors, before the arguments are parsed."""
    for index, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    return default


_current: Lang = on_command_line(sys.argv[1:], from_environment(os.environ))


def current() -> Lang:
    return _current


def choose(arguments: Sequence[str]) -> None:
    """Sets the language of messages for one run of the program; help texts keep the one they were made in."""
    global _current
    _current = on_command_line(arguments, from_environment(os.environ))


def t(zh: str, en: str) -> str:
    return zh if _current == "zh" else en


def checked(option: str | None) -> Lang:
    """The language asked for; an unknown one is a usage error."""
    given, where = (
        (option, "--lang") if option is not None else (os.environ.get("SELFCHECK_LANG") or None, "SELFCHECK_LANG")
    )
    if given is None:
        return _current
    if given not in ("zh", "en"):
        what = Text(f"没有语言 {quote(given)}", f"no language {quote(given)}")
        raise SelfcheckError([Problem(Location(where), what, ALLOWED)])
    return "zh" if given == "zh" else "en"
