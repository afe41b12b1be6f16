"""Check a graph against a domain's shapes; every finding leads back to the words behind it.

pyshacl is the reference. The fast checker asks about whole sets of nodes and gives the same results (tests hold it to
that, and say where it keeps to the recommendation against pyshacl) at some eightieth of the cost on a million triples;
what it does not support it leaves to pyshacl, and the report says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.domain import Domain, load
from kg.errors import UsageError
from kg.graph import Graph
from kg.model import Finding, Report
from kg.validate.fast import FastChecker
from kg.validate.results import Result
from kg.validate.shapes import Shapes, class_lines, read
from kg.validate.terms import Unsupported

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["ENGINES", "Gathered", "Unsupported", "findings", "validate"]

ENGINES = ("pyshacl", "fast")


def validate(
    graph: Graph | pyoxigraph.Store,
    domain: Domain | str | Path | None = None,
    *,
    shapes: Sequence[Path | str] = (),
    engine: str = "fast",
) -> Report:
    """Check a graph against the shapes of a domain pack and any other shapes files.

    `domain` is a pack, the folder of one, or None for the default; `engine` is "pyshacl" or "fast". Only the default
    graph is checked. Raises DomainError for shapes that cannot be read, BackendError when pyshacl fails on them.
    """
    if engine not in ENGINES:
        raise UsageError(f"engine {engine!r} is unknown; choose one of {', '.join(ENGINES)}")
    from kg.validate.report import report

    world = domain if isinstance(domain, Domain) else load(domain)
    checked = graph if isinstance(graph, Graph) else Graph(graph)
    found = read((*world.shapes, *map(Path, shapes)))
    classes = class_lines(world.classes)
    if engine == "fast":
        try:
            return report(checked, _checker(found).check(checked.store, classes))
        except Unsupported as reason:
            answer = report(checked, _reference(checked, found, classes))
            return Report((*answer.findings, _fallen_back(reason)))
    return report(checked, _reference(checked, found, classes))


def findings(
    data: pyoxigraph.Store | Iterable[str],
    domain: Domain,
    *,
    severity: str = "Violation",
) -> list[Finding]:
    """Return what the fast checker finds of one severity, without the words behind it, which cost most.

    `data` is a store, of which the default graph is checked, or N-Triples lines as Oxigraph writes them, without their
    ends. What the fast checker does not support, pyshacl checks.
    """
    import pyoxigraph as ox

    found, classes = read(domain.shapes), class_lines(domain.classes)
    store = data if isinstance(data, ox.Store) else None
    lines = () if isinstance(data, ox.Store) else list(data)
    try:
        checker = _checker(found)
        results = list(checker.check(store, classes) if store is not None else checker.check_lines([*lines, *classes]))
    except Unsupported:
        graph = Graph(store) if store is not None else Graph.of(f"{line}\n" for line in lines)
        results = list(_reference(graph, found, classes))
    return _of_severity(results, severity)


class Gathered:
    """Triples taken while they are written elsewhere, to be checked when all are there.

    Raises Unsupported for shapes that the fast checker does not know.
    """

    def __init__(self, domain: Domain) -> None:
        self._checker = _checker(read(domain.shapes))
        self._reader = self._checker.reader()
        self._reader.read(class_lines(domain.classes))

    def read(self, lines: Iterable[str]) -> None:
        """Take N-Triples lines as Oxigraph writes them, without their ends; a line may come twice."""
        self._reader.read(lines)

    def findings(self, severity: str = "Violation") -> list[Finding]:
        """Return what is found, as `findings` does; nothing can be taken after that."""
        return _of_severity(self._checker.check_read(self._reader), severity)


def _of_severity(results: Iterable[Result], severity: str) -> list[Finding]:
    from kg.validate.report import finding

    return [finding(result) for result in sorted(set(results)) if result.severity == severity]


def _reference(graph: Graph, shapes: Shapes, classes: Sequence[str]) -> Iterable[Result]:
    from kg.validate.reference import check

    return check(graph.store, shapes, classes)


@lru_cache(maxsize=4)
def _checker(shapes: Shapes) -> FastChecker:
    return FastChecker(shapes)


def _fallen_back(reason: Unsupported) -> Finding:
    return Finding("Info", "", None, None, f"Checked by pyshacl instead of the fast checker: {reason}.", "")
