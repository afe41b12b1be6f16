"""The order in which a graph is written: by kind of thing, then by IRI, types and names first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kg.vocab import CLAIM, EVIDENCE, LABEL, PREF_LABEL, RUN, SHA256, TYPE

if TYPE_CHECKING:
    from kg.graph import Graph

KINDS: Final = ("Documents", "Entities and names", "Things with parts", "Claims", "Evidence", "Runs")
_DOCUMENT, _NAMED, _PARTS, _CLAIM, _EVIDENCE, _RUN = range(6)
_MACHINERY: Final = {f"<{CLAIM}>": _CLAIM, f"<{EVIDENCE}>": _EVIDENCE, f"<{RUN}>": _RUN}
_FIRST: Final = {f"<{TYPE}>": 0, f"<{LABEL}>": 1, f"<{PREF_LABEL}>": 1}
_NAMES: Final = frozenset({f"<{LABEL}>", f"<{PREF_LABEL}>"})


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject with its predicates and objects as N-Triples terms, in the order to write them."""

    name: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> int:
        """The position in `KINDS` of the kind of thing it is."""
        for predicate, value in self.pairs:
            if predicate == f"<{TYPE}>" and value in _MACHINERY:
                return _MACHINERY[value]
        predicates = {predicate for predicate, _ in self.pairs}
        if f"<{SHA256}>" in predicates:
            return _DOCUMENT
        return _NAMED if predicates & _NAMES else _PARTS


def subjects(graph: Graph) -> Iterator[Subject]:
    """Yield a graph's subjects by their names."""
    return _grouped(line.decode() for line in graph.ntriples())


def by_kind(graph: Graph) -> list[list[Subject]]:
    """Return a graph's subjects sorted into `KINDS`."""
    kinds: list[list[Subject]] = [[] for _ in KINDS]
    for subject in subjects(graph):
        kinds[subject.kind].append(subject)
    return kinds


def _grouped(lines: Iterable[str]) -> Iterator[Subject]:
    triples = (line[:-3].split(" ", 2) for line in lines)
    for name, group in groupby(triples, key=lambda triple: triple[0]):
        pairs = ((predicate, value) for _, predicate, value in group)
        yield Subject(name, tuple(sorted(pairs, key=lambda pair: (_FIRST.get(pair[0], 2), pair))))
