"""A graph as nodes and edges with attributes, as graph tools want it: the common ground of GraphML and networkx.

Things, nodes with parts and documents are nodes; relations between them are edges; literals are attributes. Claims and
evidence become attributes of what they support. Relations that no claim asserts are left out, unless asked for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.export.layout import Subject, by_kind
from kg.export.literals import Literal, literal
from kg.graph.naming import digest
from kg.graph.terms import local
from kg.graph.wording import label, words
from kg.model import Iri
from kg.vocab import (
    CLAIM,
    CONFIDENCE,
    DERIVED_FROM,
    EVIDENCE,
    EXACT,
    HAS_SOURCE,
    IDENTIFIER,
    LABEL,
    MODALITY,
    OBJECT,
    PREDICATE,
    PREF_LABEL,
    RULE,
    RUN,
    SUBJECT,
    TYPE,
    XSD_BOOLEAN,
    XSD_DECIMAL,
    XSD_INTEGER,
    curie,
    iri,
)

if TYPE_CHECKING:
    from kg.graph import Graph

Attribute = str | int | float | bool
Attributes = dict[str, Attribute]

COLORS: Final = {
    "Person": "#d1495b",
    "City": "#2a9d8f",
    "Country": "#1b7f75",
    "AdministrativeArea": "#48b5a8",
    "Place": "#7fcfc5",
    "GovernmentOrganization": "#2f5d9b",
    "InternationalOrganization": "#274a7d",
    "EducationalOrganization": "#5b8fd0",
    "Corporation": "#7aa6de",
    "Organization": "#4678b8",
    "Group": "#e08e9a",
    "Legislation": "#7d6b91",
    "Index": "#8a5fb0",
    "Ranking": "#a884c9",
    "Measure": "#c2a83e",
    "Observation": "#e3b23c",
    "RankObservation": "#d99a2b",
    "Post": "#b5838d",
    "Quotation": "#8d99ae",
    "Commitment": "#6a994e",
    "Interval": "#adb5bd",
    "Participation": "#d9ae94",
    "NewsArticle": "#495057",
    "CreativeWork": "#6c757d",
}
OTHER_COLOR: Final = "#cc7a3b"  # events, and classes of a domain's own
ASSERTED: Final = iri("kg:Asserted")
_MACHINERY: Final = frozenset({CLAIM, EVIDENCE, RUN})
_SHOWN: Final = ("label", "name", "iri", "type", "color", "colour", "size", "confidence", "modality", "evidence")
_TOOLS: Final = ("documents", "rules", "weight", "interaction", "id", "x", "y", "z", "r", "g", "b", "source", "target")
_TAKEN: Final = frozenset({*_SHOWN, *_TOOLS})  # names that we give, or that some graph tool takes for its own
_NMTOKEN: Final = re.compile(r"[A-Za-z0-9._:-]+")


@dataclass(frozen=True, slots=True)
class PictureNode:
    """A node: an id that is unique and stable, and its attributes."""

    id: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class PictureEdge:
    """An edge from one node's id to another's."""

    id: str
    source: str
    target: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and edges, each sorted by their ids' IRIs."""

    nodes: tuple[PictureNode, ...]
    edges: tuple[PictureEdge, ...]


@dataclass(slots=True)
class _Support:
    """What stands behind a triple or a node: filled claim by claim."""

    confidence: float = 0.0
    modalities: set[str] = field(default_factory=set)
    evidence: dict[str, None] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    claims: int = 0

    def attributes(self) -> Attributes:
        asserted = not self.modalities or "Asserted" in self.modalities
        return {
            "confidence": self.confidence,
            "modality": "Asserted" if asserted else "|".join(sorted(self.modalities)),
            "evidence": "|".join(self.evidence),
            "documents": "|".join(sorted(self.documents)),
            "rules": "|".join(sorted(self.rules)),
        }


def picture(graph: Graph, *, all_claims: bool = False) -> Picture:
    """Draw a graph; with `all_claims` also relations that are only planned, possible or denied."""
    return _Draughtsman(graph).draw(all_claims=all_claims)


class _Draughtsman:
    """Holds a graph's subjects as plain values while it draws them."""

    def __init__(self, graph: Graph) -> None:
        self._base = graph.base
        subjects = {s.name[1:-1]: _values(s) for kind in by_kind(graph) for s in kind if s.name.startswith("<")}
        self._machinery = {name: v for name, v in subjects.items() if _MACHINERY & {*_plain(v.get(TYPE, ()))}}
        self._things = {name: v for name, v in subjects.items() if name not in self._machinery}
        self._plain = {name: {p: _plain(found) for p, found in v.items()} for name, v in self._things.items()}
        self._ids = _ids(self._things, self._base)
        self._support: dict[tuple[str, str, str], _Support] = {}
        self._hedged: dict[tuple[str, str, str], _Support] = {}
        self._about: dict[str, _Support] = {}
        for values in self._machinery.values():
            if CLAIM in _plain(values.get(TYPE, ())):
                self._count(values)

    def draw(self, *, all_claims: bool) -> Picture:
        edges = list(self._edges())
        if all_claims:
            drawn = {edge.id for edge in edges}
            edges += [edge for edge in self._unasserted() if edge.id not in drawn]
        degrees: dict[str, int] = {}
        for edge in edges:
            for end in (edge.source, edge.target):
                degrees[end] = degrees.get(end, 0) + 1
        nodes = tuple(self._node(name, degrees.get(self._ids[name], 0)) for name in self._things)
        return Picture(nodes, tuple(edges))

    # -- claims ---------------------------------------------------------------------------------------------------
    def _count(self, claim: dict[Iri, tuple[str | Literal, ...]]) -> None:
        plain = {prop: _plain(values) for prop, values in claim.items()}
        subject, predicate, object_ = (plain.get(p, ("",))[0] for p in (SUBJECT, PREDICATE, OBJECT))
        asserted = plain.get(MODALITY, (ASSERTED,))[0] == ASSERTED
        kept = self._support if asserted else self._hedged
        supports = [kept.setdefault((subject, predicate, object_), _Support())]
        if predicate == TYPE:
            supports.append(self._about.setdefault(subject, _Support()))
        for support in supports:
            support.claims += 1
            support.confidence = max(support.confidence, float(plain.get(CONFIDENCE, ("1",))[0]))
            support.modalities.update(local(Iri(m)) for m in plain.get(MODALITY, ()))
            support.rules.update(plain.get(RULE, ()))
            for name in plain.get(DERIVED_FROM, ()):
                self._add_evidence(support, name)

    def _add_evidence(self, support: _Support, name: str) -> None:
        evidence = self._machinery.get(name, {})
        support.evidence.update(dict.fromkeys(_plain(evidence.get(EXACT, ()))))
        for source in _plain(evidence.get(HAS_SOURCE, ())):
            support.documents.update(self._plain.get(source, {}).get(IDENTIFIER, (local(Iri(source)),)))

    # -- nodes ----------------------------------------------------------------------------------------------------
    def _name(self, thing: str) -> str:
        found = label(self._plain[thing], self._name) if thing in self._plain else ""
        return found or (words(local(Iri(thing))) if "://" in thing else thing)

    def _node(self, name: str, degree: int) -> PictureNode:
        plain = self._plain[name]
        type_ = plain.get(TYPE, ("",))[0]
        shown = self._name(name)
        support = self._about.get(name, _Support(confidence=1.0)).attributes()
        if plain.get(MODALITY):
            support["modality"] = local(Iri(plain[MODALITY][0]))
            shown = f"({str(support['modality']).lower()}) {shown}"
        attributes: Attributes = {
            "label": shown,
            "name": shown,
            "iri": name,
            "type": local(Iri(type_)),
            "color": COLORS.get(local(Iri(type_)), OTHER_COLOR),
            "size": round(10 + 5 * math.sqrt(degree), 1),
        }
        return PictureNode(self._ids[name], attributes | support | dict(self._own(name)))

    def _own(self, name: str) -> Iterator[tuple[str, Attribute]]:
        """Yield a node's literals, and what it points to that is no node, as attributes."""
        for prop, values in self._things[name].items():
            kept = [v for v in values if isinstance(v, Literal) or v not in self._things]
            if kept and prop not in (TYPE, LABEL, PREF_LABEL, MODALITY):
                yield attribute_name(prop), _attribute(kept)

    # -- edges ----------------------------------------------------------------------------------------------------
    def _edges(self) -> Iterator[PictureEdge]:
        for name, values in self._things.items():
            for prop, objects in values.items():
                for target in objects:
                    if isinstance(target, str) and target in self._things:
                        support = self._support.get((name, prop, target)) or self._about.get(name)
                        yield self._edge(name, prop, target, support or _Support(confidence=1.0))

    def _unasserted(self) -> Iterator[PictureEdge]:
        for (subject, predicate, target), support in sorted(self._hedged.items(), key=lambda item: item[0]):
            if subject in self._things and target in self._things and predicate != TYPE:
                yield self._edge(subject, predicate, target, support)

    def _edge(self, source: str, prop: str, target: str, support: _Support) -> PictureEdge:
        attributes: Attributes = {
            "label": words(local(Iri(prop))),
            "interaction": curie(prop),
            "iri": prop,
            "weight": float(max(1, support.claims)),
        }
        # Relations drawn as part of a node that is no fact are no facts either.
        own = self._plain[source].get(MODALITY)
        modality: Attributes = {"modality": local(Iri(own[0]))} if own else {}
        ends = self._ids[source], self._ids[target]
        return PictureEdge(f"e-{digest([source, prop, target])}", *ends, attributes | support.attributes() | modality)


def attribute_name(prop: str) -> str:
    """Name an attribute by a property's local name, with the prefix where a graph tool gives that name a meaning."""
    name = local(Iri(prop))
    return curie(prop).replace(":", "_") if name in _TAKEN else name


def _values(subject: Subject) -> dict[Iri, tuple[str | Literal, ...]]:
    found: dict[Iri, tuple[str | Literal, ...]] = {}
    for predicate, term in subject.pairs:
        prop = Iri(predicate[1:-1])
        found[prop] = (*found.get(prop, ()), literal(term) or term.removeprefix("<").removesuffix(">"))
    return found


def _plain(values: Iterable[str | Literal]) -> tuple[str, ...]:
    return tuple(v.text if isinstance(v, Literal) else v for v in values)


def _attribute(values: list[str | Literal]) -> Attribute:
    """Give one value its type; join several with a bar."""
    first = values[0]
    if len(values) == 1 and isinstance(first, Literal):
        if first.datatype == XSD_BOOLEAN:
            return first.text == "true"
        if first.datatype == XSD_INTEGER and len(first.text) < 17:
            return int(first.text)
        if first.datatype == XSD_DECIMAL:
            return float(first.text)
    return "|".join(v.text if isinstance(v, Literal) else _reference(v) for v in values)


def _reference(name: str) -> str:
    """Show a term of a vocabulary by its local name, any other IRI whole."""
    return local(Iri(name)) if curie(name) != name else name


def _ids(things: Iterable[str], base: str) -> dict[str, str]:
    """Name nodes `city:shanghai`: XML allows no slash in an id."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for name in things:
        short = name.removeprefix(base).replace("/", ":") if name.startswith(base) else curie(name)
        if not _NMTOKEN.fullmatch(short) or short in taken:
            short = f"n-{digest([name])}"
        taken.add(short)
        ids[name] = short
    return ids
