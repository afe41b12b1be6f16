"""The things of a graph: their values, their names and their classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.evaluate.terms import CLASSES, NODES, OTHER_EVENT
from kg.evaluate.wording import names
from kg.graph import Graph
from kg.graph.labels import Labels
from kg.graph.terms import local
from kg.model import Iri
from kg.vocab import ALT_LABEL, CHANGE_PERCENT, EVENT, LABEL, PREF_LABEL, TYPE, VALUE

if TYPE_CHECKING:
    from kg.domain import Domain

_LABELS: Final = (LABEL, PREF_LABEL, ALT_LABEL)


@dataclass(frozen=True, slots=True)
class Named:
    """What a fact points to, an entity or words; only its folded names count. `node` is the IRI or the words."""

    node: str
    label: str
    names: frozenset[str]

    def __str__(self) -> str:
        return self.label


class Things:
    """Answers questions about the things of a graph, with the classes of a domain."""

    def __init__(self, graph: Graph, domain: Domain) -> None:
        self._domain = domain
        self._labels = Labels(graph)
        self._measures = {measure.iri: (measure.label, *measure.names) for measure in domain.measures.values()}

    def values(self, node: str | None, *properties: Iri) -> Sequence[str]:
        """Return the values of the first of some properties that a thing has."""
        values = self._labels.values(node) if node is not None else {}
        return next((values[prop] for prop in properties if values.get(prop)), ())

    def value(self, node: str | None, *properties: Iri) -> str | None:
        return next(iter(self.values(node, *properties)), None)

    def called(self, term: str) -> list[str]:
        """Return all labels of a thing, the main one first; a measure has those of the domain besides."""
        if not is_node(term):
            return [term]
        own = [label for prop in _LABELS for label in self.values(term, prop)]
        return [*own, *(label for label in self._measures.get(Iri(term), ()) if label not in own)]

    def named(self, *terms: str) -> Named | None:
        """Name a thing or words; of several that do one thing together any name will do."""
        if not terms:
            return None
        called = [self.called(term) or [local(Iri(term)).replace("-", " ")] for term in terms]
        return Named(terms[0], called[0][0], names(one for some in called for one in some))

    def of(self, node: str | None, *properties: Iri) -> Named | None:
        return self.named(*self.values(node, *properties)[:1])

    def words(self, node: str, prop: Iri) -> str | None:
        found = self.of(node, prop)
        return found.label if found else None

    def types(self, node: str) -> frozenset[Iri]:
        """Return a thing's classes and all above them."""
        direct = map(Iri, self.values(node, TYPE))
        return frozenset().union(*(self._domain.classes.get(cls, frozenset()) | {cls} for cls in direct))

    def kinds(self, node: str) -> list[str]:
        """Return the types of fact that a node with parts stands for; a rank that holds a figure is both."""
        kinds = {NODES[cls] for cls in self.types(node) if cls in NODES}
        if "rank" in kinds and self.value(node, VALUE, CHANGE_PERCENT) is None:
            kinds.discard("stat")
        return sorted(kinds)

    def entity_classes(self, node: str) -> frozenset[str]:
        """Return the gold's words for a thing's most special known classes; unknown ones by their local names."""
        types = self.types(node)
        known = {cls for cls in map(Iri, self.values(node, TYPE)) if cls in CLASSES} or types & CLASSES.keys()
        known |= {EVENT} & types
        above = {general for cls in known for general in self._domain.classes.get(cls, frozenset()) - {cls}}
        return frozenset(CLASSES[cls] for cls in known - above) or frozenset(
            local(Iri(cls)) for cls in self.values(node, TYPE)
        )

    def event_classes(self, node: str) -> frozenset[str]:
        known = (self.types(node) & self._domain.event_classes) - {EVENT}
        return frozenset(local(cls).removesuffix("Event") for cls in known) or frozenset({OTHER_EVENT})

    def pointed_at(self, node: str) -> set[str]:
        """Return the things that a thing points to."""
        return {term for values in self._labels.values(node).values() for term in values if is_node(term)}


def is_node(term: str) -> bool:
    """Tell a thing from words."""
    return term.startswith(("http://", "https://", "urn:"))
