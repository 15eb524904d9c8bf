"""`selfcheck validate ANSWERS`: is the file well-formed, and how much of it is answered?"""

from selfcheck.cli import inputs
from selfcheck.cli.language import checked, t
from selfcheck.cli.options import AnswersPath, Checklists, Language
from selfcheck.cli.streams import say, to_stdout
from selfcheck.text import Text

HELP = t("只检查答卷的格式", "Check only that answers are well-formed")


def command(answers: AnswersPath, lang: Language = None, checklists: Checklists = None) -> int:
    language = checked(lang)
    read = inputs.answers(answers, inputs.content(checklists))
    rows = sum(len(items) for items in read.inventories.values())
    count = len(read.facts) + sum(len(row.answers) for items in read.inventories.values() for row in items)
    for location, notice in read.warnings:
        say(f"{location}: {notice.of(language)}")
    said = Text(
        f"{answers}：格式正确，{count} 个答案，台账 {rows} 行",
        f"{answers}: well-formed, {count} answers, {rows} inventory rows",
    )
    to_stdout(said.of(language) + "\n")
    return 0
