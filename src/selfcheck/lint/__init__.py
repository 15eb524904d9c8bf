"""Checks of checklists as their author needs them: shape, references, rules, languages, coverage, examples."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selfcheck.errors import Problem, SelfcheckError
from selfcheck.load import build, schema
from selfcheck.load import content as source
from selfcheck.load.yaml_reader import Document
from selfcheck.text import Text
from selfcheck.traceability import totals, trace


def checked(files: source.Files) -> dict[str, Any]:
    """The files as plain data, fit to be built. Raises SelfcheckError with every problem of shape and reference."""
    documents = source.documents(files)
    problems = structural(documents)
    if problems:
        raise SelfcheckError(problems)
    return {name: source.plain(document.value) for name, document in documents.items()}


def structural(documents: Mapping[str, Document]) -> list[Problem]:
    """What would keep content from being built or from meaning what it says."""
    from selfcheck.lint import laws, references, rules

    plain = {name: source.plain(document.value) for name, document in documents.items()}
    shape = [p for name, document in documents.items() for p in schema.problems(name, document, plain[name])]
    if shape:
        return shape
    return [*references.check(documents), *rules.check(documents), *laws.check(documents)]


def run(folder: Path | None) -> tuple[Text, list[Problem]]:
    """Everything, for the author: a summary and the problems.

    A folder with its own organisation.yaml stands alone; any other is laid over the shipped checklists.
    """
    from selfcheck.lint import coverage, examples, languages

    alone = folder is not None and (folder / "organisation.yaml").exists()
    files = source.read(folder) if folder is not None and alone else source.read(source.bundled(), folder)
    documents = source.documents(files)
    problems = structural(documents)
    plain = {name: source.plain(document.value) for name, document in documents.items()}
    if problems:
        return Text("", ""), problems
    content = build.content(plain, "lint", files.digest)
    problems = [
        *languages.check(documents),
        *coverage.check(content, documents),
        *examples.check(content, documents),
    ]
    (covered, clauses), (told, context) = (totals(trace(content), kind) for kind in ("control", "context"))
    numbers = len(content.controls), len(content.questions), len(content.laws)
    examined = sum(len(control.examples) for control in content.controls.values())
    return Text(
        f"{numbers[0]} 个检查项、{numbers[1]} 个问题、{numbers[2]} 部法规、{examined} 个示例，没有问题；"
        f"来源条目 {covered}/{clauses}，背景条目 {told}/{context}",
        f"{numbers[0]} controls, {numbers[1]} questions, {numbers[2]} laws, {examined} examples: no problems; "
        f"source clauses {covered}/{clauses}, context clauses {told}/{context}",
    ), problems
