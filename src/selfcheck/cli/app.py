"""Assembles the commands and turns every ending into an exit code.

0 done · 1 gate failed · 2 could not assess (usage, unreadable or invalid input) · 3 a bug in selfcheck.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

import selfcheck
from selfcheck.cli import language, streams
from selfcheck.cli.language import t
from selfcheck.cli.streams import say
from selfcheck.cli.usage import said
from selfcheck.errors import SelfcheckError

COMMANDS = ("assess", "plan", "gate", "init", "validate", "explain", "list", "law", "trace", "lint", "schema")
DONE, GATE_FAILED, CANNOT_ASSESS, BUG, INTERRUPTED = 0, 1, 2, 3, 130
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]  # not exported; its module moved between releases


def build(wanted: str | None = None) -> typer.Typer:
    """All commands; only the `wanted` one where there is such a command, which spares loading the others."""
    app = typer.Typer(
        name="selfcheck",
        help=t(
            "网络安全合规自查：在检查之前找到差距，说明依据、后果和先例。",
            "Network-security compliance self-assessment: find the gaps before the inspector does.",
        ),
        epilog=t(
            "退出码：0 完成，1 门禁未通过，2 无法评估，3 程序错误。",
            "Exit codes: 0 done, 1 gate failed, 2 could not assess, 3 a bug.",
        ),
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=False,
    )
    app.callback(invoke_without_command=True)(_root)
    for name in (wanted,) if wanted in COMMANDS else COMMANDS:
        module = command_module(name)
        module.add_to(app) if hasattr(module, "add_to") else app.command(name, help=module.HELP)(module.command)
    return app


def command_module(name: str) -> Any:
    return import_module(f"selfcheck.cli.{name if name != 'list' else 'list_'}")


def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=t("显示版本", "Show the version"))] = False,
) -> None:
    if version:
        streams.to_stdout(f"selfcheck {selfcheck.__version__}\n")
        raise typer.Exit(DONE)
    if context.invoked_subcommand is None:
        say(_start_here())
        raise typer.Exit(CANNOT_ASSESS)


def _start_here() -> str:
    return t(
        "用法：selfcheck 命令 …\n"
        "  selfcheck assess answers.yaml      评估并给出差距报告\n"
        "  selfcheck list questions           看要回答哪些问题\n"
        "  selfcheck --help                   全部命令",
        "Usage: selfcheck COMMAND …\n"
        "  selfcheck assess answers.yaml      assess and report the gaps\n"
        "  selfcheck list questions           see what is asked\n"
        "  selfcheck --help                   all commands",
    )


def run(arguments: Sequence[str]) -> int:
    """The whole program as a function: arguments → exit code."""
    streams.prepare()
    language.choose(arguments)
    try:
        result: Any = build(next(iter(arguments), None))(list(arguments), standalone_mode=False)
        streams.to_stdout("")  # whatever is still buffered
        if result == INTERRUPTED:  # typer makes an exit code of the interrupt
            say(t("已中断", "interrupted"))
        return result if isinstance(result, int) else DONE
    except SelfcheckError as error:
        for problem in error.problems[:_MOST]:
            say(problem.line(language.current()))
        if (hidden := len(error.problems) - _MOST) > 0:
            say(t(f"另有 {hidden} 个问题", f"{hidden} more problems"))
        return CANNOT_ASSESS
    except typer.Exit as ending:
        return int(ending.exit_code)
    except SystemExit:  # typer's way out when a stream breaks that it, or a command, writes to by itself
        return CANNOT_ASSESS
    except (KeyboardInterrupt, typer.Abort):
        say(t("已中断", "interrupted"))
        return INTERRUPTED
    except _UsageError as error:
        say(t(f"用法错误：{said(error, 'zh')}", f"usage: {said(error, 'en')}"))
        say(t("见 selfcheck --help", "see selfcheck --help"))
        return CANNOT_ASSESS
    except Exception as error:  # the last line of defence: a crash must not look like a verdict
        return _bug(error)


_MOST = 50  # problems printed; the rest are counted


def _bug(error: Exception) -> int:
    import traceback

    say("".join(traceback.format_exception(error)).rstrip())
    say(
        t(
            f"selfcheck {selfcheck.__version__} 内部错误，请连同以上内容反馈。",
            f"selfcheck {selfcheck.__version__}: internal error; please report it with the lines above.",
        )
    )
    return BUG
