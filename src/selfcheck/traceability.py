"""Source clause → controls → laws, and the clauses nothing covers."""

from dataclasses import dataclass

from selfcheck.model.content import Clause, Content, Control, Source


@dataclass(frozen=True, slots=True)
class Traced:
    clause: Clause
    controls: tuple[Control, ...]

    @property
    def covered(self) -> bool:
        """A control clause is covered by a control, a context clause by the reason it is not assessable."""
        return bool(self.controls) if self.clause.kind == "control" else self.clause.reason is not None


@dataclass(frozen=True, slots=True)
class SourceTrace:
    source: Source
    clauses: tuple[Traced, ...]

    def count(self, kind: str) -> tuple[int, int]:
        """(covered, all) clauses of a kind."""
        mine = [traced for traced in self.clauses if traced.clause.kind == kind]
        return sum(traced.covered for traced in mine), len(mine)


def trace(content: Content) -> tuple[SourceTrace, ...]:
    by_clause: dict[str, list[Control]] = {}
    for control in content.controls.values():
        for clause in control.clauses:
            by_clause.setdefault(clause, []).append(control)
    return tuple(
        SourceTrace(source, tuple(Traced(clause, tuple(by_clause.get(clause.id, ()))) for clause in source.clauses))
        for source in content.sources
    )


def totals(traces: tuple[SourceTrace, ...], kind: str) -> tuple[int, int]:
    counts = [entry.count(kind) for entry in traces]
    return sum(covered for covered, _ in counts), sum(total for _, total in counts)
