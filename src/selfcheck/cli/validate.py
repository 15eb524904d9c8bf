"""`selfcheck validate ANSWERS`: is the file well-formed, and how much of it is answered?"""

from selfcheck.cli import inputs
from selfcheck.cli.gate_options import AnswersPaths
from selfcheck.cli.language import checked, t
from selfcheck.cli.options import Checklists, Language
from selfcheck.cli.streams import say, to_stdout
from selfcheck.errors import Problem, SelfcheckError
from selfcheck.text import Text

HELP = t("只检查答卷的格式", "Check only that answers are well-formed")


def command(answers: AnswersPaths, lang: Language = None, checklists: Checklists = None) -> int:
    """Every file by itself, so that a broken one does not hide the others."""
    language, content = checked(lang), inputs.content(checklists)
    problems: list[Problem] = []
    for file in answers:
        try:
            read = inputs.answers(file, content)
        except SelfcheckError as error:
            problems += error.problems
            continue
        rows = sum(len(items) for items in read.inventories.values())
        count = len(read.facts) + sum(len(row.answers) for items in read.inventories.values() for row in items)
        for location, notice in read.warnings:
            say(f"{location}: {notice.of(language)}")
        said = Text(
            f"{file}：格式正确，{count} 个答案，台账 {rows} 行",
            f"{file}: well-formed, {count} answers, {rows} inventory rows",
        )
        if not problems:
            to_stdout(said.of(language) + "\n")
    if problems:
        raise SelfcheckError(problems)
    return 0
