"""A graph as nodes and edges with attributes, as graph tools want it: the common ground of all that is no RDF.

Things, nodes with parts and documents are nodes; relations between them are edges; literals are attributes. Claims and
evidence become attributes of what they support. Relations that no claim asserts are left out, unless asked for. In the
view "entities", nodes with parts are edges too: see `folding`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.export.drawing.columns import Attribute, Attributes, Column, Columns, attribute
from kg.export.drawing.folding import Fold, fold, is_interval
from kg.export.drawing.marks import attribute_names, color, node_id
from kg.export.drawing.things import Support, Term, Things
from kg.export.options import PLAIN, Options
from kg.export.rdf.literals import Literal
from kg.graph.naming import digest
from kg.graph.terms import local
from kg.graph.wording import words
from kg.model import Iri
from kg.vocab import LABEL, MODALITY, PREF_LABEL, TYPE, curie

if TYPE_CHECKING:
    from kg.graph import Graph

_TOLD: Final = frozenset({TYPE, LABEL, PREF_LABEL, MODALITY})  # by attributes that every node has
_REMEMBERED: Final = 1 << 14


@dataclass(frozen=True, slots=True)
class PictureNode:
    """A node: an id that is unique and stable, and its attributes."""

    id: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class PictureEdge:
    """An edge from one node's id to another's; `ends` are their IRIs."""

    id: str
    source: str
    target: str
    ends: tuple[str, str]
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and edges, each sorted by their ids' IRIs, and the columns that their attributes make."""

    nodes: tuple[PictureNode, ...]
    edges: tuple[PictureEdge, ...]
    node_columns: tuple[Column, ...]
    edge_columns: tuple[Column, ...]


def picture(graph: Graph, options: Options = PLAIN) -> Picture:
    """Draw a graph."""
    return _Draughtsman(graph, options).draw()


class _Draughtsman:
    """Draws a graph thing by thing."""

    def __init__(self, graph: Graph, options: Options) -> None:
        self._things = Things(graph)
        self._names = attribute_names(self._things.properties())
        self._options = options
        self._folds = options.view == "entities"
        self._fold = lru_cache(_REMEMBERED)(self._folded_to)

    def draw(self) -> Picture:
        edges = list(self._edges())
        degrees: dict[str, int] = {}
        for edge in edges:
            for end in (edge.source, edge.target):
                degrees[end] = degrees.get(end, 0) + 1
        ids = ((name, self._id(name)) for name in self._things if not self._is_folded(name))
        nodes = tuple(self._node(name, id_, degrees.get(id_, 0)) for name, id_ in ids)
        return Picture(
            nodes,
            tuple(edges),
            Columns(n.attributes for n in nodes).found(),
            Columns(e.attributes for e in edges).found(),
        )

    def _id(self, name: str) -> str:
        return node_id(name, self._things.base)

    def _folded_to(self, name: str) -> Fold | None:
        return fold(self._things, name) if self._folds else None

    def _is_interval(self, name: str) -> bool:
        return self._folds and is_interval(self._things, name)

    def _is_folded(self, name: str) -> bool:
        return self._is_interval(name) or self._fold(name) is not None

    # -- nodes ----------------------------------------------------------------------------------------------------
    def _node(self, name: str, id_: str, degree: int) -> PictureNode:
        types = tuple(local(Iri(t)) for t in self._things.plain(name).get(TYPE, ("",)))
        shown = self._shown(name)
        attributes: Attributes = {
            "label": shown,
            "name": shown,
            "iri": name,
            "type": types[0] if len(types) == 1 else types,
            "color": color(types[0]),
            "size": round(10 + 5 * math.sqrt(degree), 1),
        }
        support = _told(self._things.backing(name).itself, self._things.modality(name))
        return PictureNode(id_, attributes | support | self._own(name))

    def _shown(self, name: str) -> str:
        """Return a thing's label, with a word of warning on what is no fact."""
        modality = self._things.modality(name)
        shown = self._things.label(name)
        return f"({modality.lower()}) {shown}" if modality else shown

    def _own(self, name: str) -> Attributes:
        """Return a thing's literals, and what it points to that is no node, as attributes."""
        found: dict[str, list[Term]] = {}
        for prop, values in self._things.values(name).items():
            if prop in _TOLD:
                continue
            for value in values:
                if isinstance(value, Literal) or value not in self._things:
                    found.setdefault(self._names[prop], []).append(value)
                elif self._is_interval(value):
                    self._add_interval(found, self._names[prop], value)
        return {key: attribute(values) for key, values in found.items()}

    def _add_interval(self, found: dict[str, list[Term]], name: str, interval: str) -> None:
        for prop, values in self._things.values(interval).items():
            if prop not in _TOLD:
                found.setdefault(f"{name}_{self._names[prop]}", []).extend(values)

    # -- edges ----------------------------------------------------------------------------------------------------
    def _edges(self) -> Iterator[PictureEdge]:
        for name in self._things:
            folded = self._fold(name)
            if folded:
                yield from self._folded(name, folded)
            elif not self._is_interval(name):
                yield from self._relations(name)
        if self._options.all_claims:
            yield from self._unasserted()

    def _relations(self, name: str) -> Iterator[PictureEdge]:
        backing = self._things.backing(name)
        for prop, target in self._targets(name):
            yield self._edge(name, prop, target, backing.of(prop, target))

    def _targets(self, name: str) -> Iterator[tuple[str, str]]:
        for prop, values in self._things.values(name).items():
            for target in values:
                if isinstance(target, str) and target in self._things and not self._is_folded(target):
                    yield prop, target

    def _unasserted(self) -> Iterator[PictureEdge]:
        """Yield relations that are claimed and not asserted, but those that the graph has all the same."""
        for name in sorted(self._things):
            if self._is_folded(name):
                continue
            drawn = set(self._targets(name))
            for (prop, target), support in sorted(self._things.backing(name).hedged.items()):
                known = target in self._things and prop != TYPE and (prop, target) not in drawn
                if known and not self._is_folded(target):
                    yield self._edge(name, Iri(prop), target, support)

    def _edge(self, source: str, prop: str, target: str, support: Support) -> PictureEdge:
        attributes: Attributes = {
            "label": words(local(Iri(prop))),
            "interaction": curie(prop),
            "iri": prop,
            "weight": float(max(1, support.claims)),
        }
        # Relations drawn as part of a node that is no fact are no facts either.
        told = _told(support, self._things.modality(source))
        return self._drawn([source, prop, target], (source, target), attributes | told)

    def _folded(self, name: str, folded: Fold) -> Iterator[PictureEdge]:
        """Yield the edges that a node with parts becomes, each with all that the node held."""
        type_ = self._things.plain(name).get(TYPE, ("",))[0]
        attributes: Attributes = {
            "label": self._shown(name),
            "interaction": curie(type_),
            "iri": name,
            "weight": float(max(1, folded.support.claims)),
        }
        attributes |= _told(folded.support, self._things.modality(name)) | self._own(name)
        for main in folded.mains:
            for prop, end in folded.ends:
                yield self._drawn([name, main, prop, end], (main, end), attributes | {"through": curie(prop)})

    def _drawn(self, key: list[str], ends: tuple[str, str], attributes: Attributes) -> PictureEdge:
        return PictureEdge(f"e-{digest(key)}", self._id(ends[0]), self._id(ends[1]), ends, attributes)


def _told(support: Support, modality: str | None) -> Attributes:
    """Return what is told of every node and edge: how sure it is, how firm, and by which words of which documents."""
    told: dict[str, Attribute] = {
        "confidence": support.confidence,
        "modality": modality or support.modality,
        "evidence": tuple(support.evidence),
        "documents": tuple(sorted(support.documents)),
        "rules": tuple(sorted(support.rules)),
    }
    return told
