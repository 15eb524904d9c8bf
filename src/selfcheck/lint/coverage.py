"""Every control clause of the sources is covered by a control."""

from collections.abc import Iterator

from selfcheck.errors import Problem
from selfcheck.lint import walk
from selfcheck.lint.walk import Documents, data, problem
from selfcheck.model.content import Content
from selfcheck.traceability import trace


def check(content: Content, documents: Documents) -> Iterator[Problem]:
    files = {data(document)["id"]: document for _, document in walk.in_folder(documents, "sources")}
    for entry in trace(content):
        for index, traced in enumerate(entry.clauses):
            if not traced.covered:
                name = traced.clause.id
                yield problem(
                    files[entry.source.id], ["clauses", index], f"{name} 没有检查项", f"{name} is covered by no control"
                )
