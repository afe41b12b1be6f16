"""The order in which a graph is written: by kind of thing, then by IRI, types and names first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.vocab import CLAIM, EVIDENCE, LABEL, PREF_LABEL, RUN, SHA256, TYPE

if TYPE_CHECKING:
    from kg.graph import Graph

KINDS: Final = ("Documents", "Entities and names", "Things with parts", "Claims", "Evidence", "Runs")
DOCUMENT, NAMED, PARTS, _CLAIM, _EVIDENCE, _RUN = range(6)
TYPE_TERM: Final = f"<{TYPE}>"
_MACHINERY: Final = {f"<{CLAIM}>": _CLAIM, f"<{EVIDENCE}>": _EVIDENCE, f"<{RUN}>": _RUN}
_FIRST: Final = {TYPE_TERM: 0, f"<{LABEL}>": 1, f"<{PREF_LABEL}>": 1}
_TELLING: Final = {TYPE_TERM: PARTS, f"<{SHA256}>": DOCUMENT, f"<{LABEL}>": NAMED, f"<{PREF_LABEL}>": NAMED}

Pair = tuple[str, str]


class Subject(NamedTuple):
    """A subject with its predicates and objects as N-Triples terms, in the order to write them.

    A named tuple, as there are millions: a frozen dataclass takes three times as long to make.
    """

    name: str
    pairs: list[Pair]

    @property
    def kind(self) -> int:
        """The position in `KINDS` of the kind of thing it is."""
        kind = PARTS
        for predicate, value in self.pairs:
            if predicate in _TELLING:
                if predicate != TYPE_TERM:
                    kind = min(kind, _TELLING[predicate])
                elif value in _MACHINERY:
                    return _MACHINERY[value]
        return kind


def subjects(graph: Graph) -> Iterator[Subject]:
    """Yield a graph's subjects by their names."""
    return grouped(graph.ntriples())


def grouped(lines: Iterable[bytes]) -> Iterator[Subject]:
    """Yield the subjects of sorted N-Triples lines."""
    name, pairs = "", list[Pair]()
    for line in lines:
        subject, predicate, value = line.decode().split(" ", 2)
        if subject != name:
            if pairs:
                yield _ordered(name, pairs)
            name, pairs = subject, []
        pairs.append((predicate, value[:-3]))
    if pairs:
        yield _ordered(name, pairs)


def _ordered(name: str, pairs: list[Pair]) -> Subject:
    """Put types and names first; the rest is sorted already."""
    first = [pair for pair in pairs if pair[0] in _FIRST]
    if first:
        first.sort(key=_rank)
        pairs = first + [pair for pair in pairs if pair[0] not in _FIRST]
    return Subject(name, pairs)


def _rank(pair: Pair) -> int:
    return _FIRST[pair[0]]
