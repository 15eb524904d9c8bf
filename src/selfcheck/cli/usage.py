"""What the command-line library says of a command line it does not understand, in Chinese too."""

import re

from selfcheck.text import Lang

_IN_CHINESE = (
    (r"Missing argument '(.+)'\.", r"缺少参数 \1"),
    (r"Got unexpected extra argument\(s\) \((.+)\)", r"多出的参数 \1"),
    (r"No such option: (\S+) \(Possible options: (.+)\)", r"没有选项 \1；是否想写 \2？"),
    (r"No such option: (\S+)", r"没有选项 \1"),
    (r"Option '(.+)' requires an argument\.", r"选项 \1 后面缺少内容"),
    (r"Option '(.+)' does not take a value\.", r"选项 \1 后面不能带内容"),
    (r"No such command '(.+)'\. Did you mean '(.+)'\?", r"没有命令 \1；是否想写 \2？"),
    (r"No such command '(.+)'\.", r"没有命令 \1"),
)


def said(error: Exception, lang: Lang) -> str:
    """A message the table does not know stays English."""
    message = str(getattr(error, "format_message", lambda: error)())
    if lang == "zh":
        for pattern, wording in _IN_CHINESE:
            if match := re.fullmatch(pattern, message):
                return match.expand(wording)
    return message
