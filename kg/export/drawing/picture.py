"""A graph as nodes and edges with attributes, as graph tools want it: the common ground of all that is no RDF.

Things, nodes with parts and documents are nodes; relations between them are edges; literals are attributes. Claims and
evidence become attributes of what they support. Relations that no claim asserts are left out, unless asked for. In the
view "entities", nodes with parts are edges too: see `folding`.
"""

from __future__ import annotations

import marshal
import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.export.drawing.columns import Attributes, Column, Columns, attribute
from kg.export.drawing.folding import Fold, fold, is_interval
from kg.export.drawing.gathering import Things
from kg.export.drawing.marks import attribute_names, color, node_id
from kg.export.drawing.rows import HERE, WANTED, groups, row
from kg.export.drawing.things import Support, Term, Thing, Values, nameless
from kg.export.options import PLAIN, Options
from kg.export.rdf.layout import PARTS
from kg.export.spool import Rows
from kg.graph.naming import digest
from kg.graph.order import Sorter
from kg.graph.terms import local
from kg.graph.wording import words
from kg.model import Iri
from kg.vocab import LABEL, MODALITY, PREF_LABEL, TYPE, curie

if TYPE_CHECKING:
    from kg.graph import Graph

_TOLD: Final = frozenset({TYPE, LABEL, PREF_LABEL, MODALITY})  # by attributes that every node has
_UNCLAIMED: Final[Attributes] = {
    "confidence": 1.0,
    "modality": "Asserted",
    "evidence": (),
    "documents": (),
    "rules": (),
}
_KINDS: Final = range(PARTS + 1)


class PictureNode(NamedTuple):
    """A node: an id that is unique and stable, and its attributes.

    A named tuple, as an edge is: there are millions, and a frozen dataclass takes three times as long to make.
    """

    id: str
    attributes: Attributes


class PictureEdge(NamedTuple):
    """An edge from one node's id to another's; `ends` are their IRIs."""

    id: str
    source: str
    target: str
    ends: tuple[str, str]
    attributes: Attributes


class Picture:
    """Nodes and edges, each by kind and IRI, read as often as wanted; and the columns that their attributes make."""

    def __init__(self, graph: Graph, options: Options) -> None:
        drawn = _Drawing(graph, options)
        self._nodes, self._edges = drawn.nodes, drawn.edges
        self.node_columns: tuple[Column, ...] = drawn.node_columns.found()
        self.edge_columns: tuple[Column, ...] = drawn.edge_columns.found()

    @property
    def nodes(self) -> Iterator[PictureNode]:
        """Yield the nodes."""
        return map(PictureNode._make, chain.from_iterable(self._nodes))

    @property
    def edges(self) -> Iterator[PictureEdge]:
        """Yield the edges."""
        return map(PictureEdge._make, chain.from_iterable(self._edges))

    @property
    def size(self) -> int:
        """The number of edges."""
        return sum(map(len, self._edges))


def picture(graph: Graph, options: Options = PLAIN) -> Picture:
    """Draw a graph."""
    return Picture(graph, options)


class _Drawing:
    """Draws a graph thing by thing; edges that no claim asserts come after all others."""

    def __init__(self, graph: Graph, options: Options) -> None:
        self._base = graph.base
        self._folds = options.view == "entities"
        self._all_claims = options.all_claims
        self.node_columns, self.edge_columns = Columns(), Columns()
        self.nodes = [Rows() for _ in _KINDS]
        self.edges = [Rows() for _ in (*_KINDS, "unasserted")]
        self._touched = Sorter()  # ends of edges that are still to be counted by node
        self._doubtful = Sorter()  # edges to what may yet fold, by that
        things = Things(graph, options)
        self._names = attribute_names(prop[1:-1] for prop in things.properties)
        kept = Rows()
        for thing in things:
            if not self._is_interval(thing):
                self._draw(thing, kept)
        self._add_undoubted()
        self._size(kept)

    def _draw(self, thing: Thing, kept: Rows) -> None:
        folds = fold(thing) if self._folds else ()
        for folded in folds:
            edge = self._folded(thing, folded)
            self._add(thing.kind, edge, edge.ends)
        if folds:
            return
        id_ = node_id(thing.name, self._base)
        degree = 0
        for edge in self._relations(thing, id_):
            degree += self._add_to(thing, thing.kind, edge)
        if self._all_claims:
            for edge in self._unasserted(thing, id_):
                degree += self._add_to(thing, len(_KINDS), edge)
        kept.append((thing.kind, thing.name, id_, self._node(thing), degree))
        if self._folds and nameless(thing.name, thing.values):
            self._doubtful.add(row(f"<{thing.name}>", HERE))

    def _add_to(self, thing: Thing, kind: int, edge: PictureEdge) -> int:
        """Add an edge to another thing, unless that is folded: a node without a name must be seen itself first.

        Return how many edges of the thing itself need be counted no more.
        """
        end = thing.ends[edge.ends[1]]
        if self._folds and end.nameless:
            self._doubtful.add(row(f"<{edge.ends[1]}>", WANTED, str(kind), marshal.dumps(tuple(edge)).hex()))
            return 0
        if self._folds and end.interval is not None:
            return 0
        self._add(kind, edge, edge.ends[1:])
        return 1

    def _add_undoubted(self) -> None:
        for _, rows in groups(self._doubtful):
            if next(rows)[1] == HERE:
                for _, _, kind, edge in rows:
                    found = PictureEdge._make(marshal.loads(bytes.fromhex(edge)))
                    self._add(int(kind), found, found.ends)

    def _add(self, kind: int, edge: PictureEdge, uncounted: Iterable[str]) -> None:
        self.edges[kind].append(tuple(edge))
        self.edge_columns.add(edge.attributes)
        for end in uncounted:
            self._touched.add(row(f"<{end}>"))

    def _size(self, kept: Rows) -> None:
        """Give every node a size by the number of its edges."""
        counts = ((line, len(list(same))) for line, same in groupby(self._touched))
        line, count = next(counts, (b"", 0))
        for kind, iri, id_, attributes, degree in kept:
            own = row(f"<{iri}>")
            while line and line < own:
                line, count = next(counts, (b"", 0))
            attributes["size"] = round(10 + 5 * math.sqrt(degree + (count if line == own else 0)), 1)
            self.node_columns.add(attributes)
            self.nodes[kind].append((id_, attributes))

    def _is_interval(self, thing: Thing) -> bool:
        return self._folds and is_interval(thing)

    # -- nodes ----------------------------------------------------------------------------------------------------
    def _node(self, thing: Thing) -> Attributes:
        types = tuple(_class(t) for t in thing.types()) or ("",)
        shown = _shown(thing)
        attributes: Attributes = {
            "label": shown,
            "name": shown,
            "iri": thing.name,
            "type": types[0] if len(types) == 1 else types,
            "color": color(types[0]),
        }
        return attributes | _told(thing.backing.itself, thing.modality()) | self._own(thing)

    def _own(self, thing: Thing) -> Attributes:
        """Return a thing's literals, and what it points to that is no node, as attributes."""
        found: dict[str, list[Term]] = {}
        for prop, values in thing.values.items():
            if prop in _TOLD:
                continue
            for value in values:
                end = thing.ends.get(value) if isinstance(value, str) else None
                if end is None:
                    found.setdefault(self._names[prop], []).append(value)
                elif self._folds and end.interval is not None:
                    self._add_interval(found, self._names[prop], end.interval)
        return {key: attribute(values) for key, values in found.items()}

    def _add_interval(self, found: dict[str, list[Term]], name: str, interval: Values) -> None:
        for prop, values in interval.items():
            if prop not in _TOLD:
                found.setdefault(f"{name}_{self._names[prop]}", []).extend(values)

    # -- edges ----------------------------------------------------------------------------------------------------
    def _relations(self, thing: Thing, id_: str) -> Iterator[PictureEdge]:
        modality, backing = thing.modality(), thing.backing
        for prop, target in thing.targets():
            yield self._edge(thing.name, id_, prop, target, backing.of(prop, target), modality)

    def _unasserted(self, thing: Thing, id_: str) -> Iterator[PictureEdge]:
        """Yield relations that are claimed and not asserted, but those that the graph has all the same."""
        drawn = set(thing.targets())
        for (prop, target), support in sorted(thing.backing.hedged.items()):
            if prop != TYPE and target in thing.ends and (prop, target) not in drawn:
                yield self._edge(thing.name, id_, prop, target, support, thing.modality())

    def _edge(
        self, source: str, id_: str, prop: str, target: str, support: Support, modality: str | None
    ) -> PictureEdge:
        # Relations drawn as part of a node that is no fact are no facts either.
        attributes = _relation(prop) | {"weight": float(max(1, support.claims))} | _told(support, modality)
        key = digest([source, prop, target])
        return PictureEdge(f"e-{key}", id_, node_id(target, self._base), (source, target), attributes)

    def _folded(self, thing: Thing, folded: Fold) -> PictureEdge:
        """Draw an edge that a node with parts becomes, with all that the node held."""
        attributes: Attributes = {
            "label": _shown(thing),
            "interaction": curie((*thing.types(), "")[0]),
            "iri": thing.name,
            "weight": float(max(1, folded.support.claims)),
        }
        attributes |= _told(folded.support, thing.modality()) | self._own(thing)
        attributes["through"] = curie(folded.prop)
        key = digest([thing.name, folded.main, folded.prop, folded.end])
        ends = folded.main, folded.end
        source, target = (node_id(end, self._base) for end in ends)
        return PictureEdge(f"e-{key}", source, target, ends, attributes)


@lru_cache
def _relation(prop: str) -> Attributes:
    return {"label": words(local(Iri(prop))), "interaction": curie(prop), "iri": prop}


@lru_cache
def _class(iri: str) -> str:
    return local(Iri(iri))


def _shown(thing: Thing) -> str:
    """Return a thing's label, with a word of warning on what is no fact."""
    modality, shown = thing.modality(), thing.label()
    return f"({modality.lower()}) {shown}" if modality else shown


def _told(support: Support, modality: str | None) -> Attributes:
    """Return what is told of every node and edge: how sure it is, how firm, and by which words of which documents."""
    if not support.claims:
        return _UNCLAIMED | {"modality": modality} if modality else _UNCLAIMED
    return {
        "confidence": support.confidence,
        "modality": modality or support.modality,
        "evidence": tuple(support.evidence),
        "documents": tuple(sorted(support.documents)),
        "rules": tuple(sorted(support.rules)),
    }
