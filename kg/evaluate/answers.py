"""What a graph says of one document, as facts of the gold's types.

A fact belongs to a document when one of its claims has evidence there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.evaluate.nodes import FIELDS
from kg.evaluate.terms import FREE, LOCATED, MACHINERY, PUBLISHES, RELATIONS
from kg.evaluate.things import Named, Things, is_node
from kg.graph import ClaimRecord, Graph
from kg.graph.records import Records
from kg.graph.terms import local
from kg.model import Evidence, Iri, Modality
from kg.vocab import EVENT, HAS_SOURCE, MODALITY, PARTICIPATION, RANKING, TYPE

if TYPE_CHECKING:
    from kg.domain import Domain

_THIS: Final = "document"  # what the gold calls the document itself
_HEDGED: Final = frozenset(m.value for m in Modality if m is not Modality.ASSERTED)


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """A fact that a graph states of a document, and the claims that carry it there."""

    type: str
    node: str
    fields: Mapping[str, Any]
    modality: Modality
    claims: tuple[ClaimRecord, ...]
    evidence: tuple[Evidence, ...]

    def __getitem__(self, name: str) -> Any:
        return self.fields.get(name)

    @property
    def confidence(self) -> float:
        """The confidence of the surest claim."""
        return max((float(claim.confidence) for claim in self.claims), default=0.0)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that found it."""
        return tuple(sorted({rule for claim in self.claims for rule in claim.rules}))

    @property
    def extractors(self) -> tuple[str, ...]:
        """The extractors that found it."""
        return tuple(sorted({extractor for claim in self.claims for extractor in claim.extractors}))


class Reader:
    """Reads the facts of documents out of a graph, with the classes and properties of a domain."""

    def __init__(self, graph: Graph, domain: Domain) -> None:
        self._graph = graph
        self._domain = domain
        self._things = Things(graph, domain)
        self.evidence = tuple(_evidence(graph))
        self._sources = {node: evidence.document for node, evidence in self.evidence if evidence}
        self._claims: dict[str, list[ClaimRecord]] = defaultdict(list)
        self._asserted: set[tuple[str, str, str]] = set()
        for claim in graph.claims():
            for document in sorted({e.document for e in claim.evidence}):
                self._claims[document].append(claim)
            if claim.modality is Modality.ASSERTED:
                self._asserted.add(_triple(claim))

    @property
    def documents(self) -> frozenset[str]:
        """The identifiers of the documents that the graph knows."""
        return frozenset(self._sources.values()) | {record.id for record in self._graph.documents()}

    @property
    def hashes(self) -> Mapping[str, str]:
        """The hashes of the documents' texts, each with its identifier."""
        return {record.sha256: record.id for record in self._graph.documents() if record.sha256}

    def document(self, node: str) -> str | None:
        """Return the identifier of a document's node."""
        return self._sources.get(node)

    def answers(self, document: str) -> list[Answer]:
        """Return all that the graph states of a document, in a fixed order."""
        claims = self._claims.get(document, [])
        nodes = list(self._nodes(claims, document))
        return [*self._entities(claims, nodes, document), *nodes, *self._relations(claims, document)]

    # -- nodes with parts ----------------------------------------------------------------------------------------
    def _nodes(self, claims: Iterable[ClaimRecord], document: str) -> Iterator[Answer]:
        """Yield an answer for each node with parts and each type it stands for; its type claims speak for it."""
        grouped: dict[str, list[ClaimRecord]] = defaultdict(list)
        for claim in claims:
            grouped[claim.subject].append(claim)
        for node, group in sorted(grouped.items()):
            speaking = [claim for claim in group if claim.predicate == TYPE] or group
            modality = self._modality(node, speaking)
            for kind in self._things.kinds(node):
                yield _answer(kind, node, FIELDS[kind](self._things, node), modality, speaking, document)

    def _modality(self, node: str, claims: Iterable[ClaimRecord]) -> Modality:
        """Return a node's own modality; without one, one asserted claim makes it asserted."""
        own = local(Iri(self._things.value(node, MODALITY) or ""))
        if own in _HEDGED:
            return Modality(own)
        said = {claim.modality for claim in claims}
        return Modality.ASSERTED if Modality.ASSERTED in said else min(said, key=lambda m: m.value)

    # -- relations -----------------------------------------------------------------------------------------------
    def _relation(self, claim: ClaimRecord) -> tuple[str, bool] | None:
        """Return the gold's name for a claim's property, or for one above it, and whether it runs the other way.

        An event's place and a document's publisher are parts of these, no relations of their own.
        """
        prop: Iri | None = claim.predicate
        while prop is not None and prop not in RELATIONS:
            known = self._domain.properties.get(prop)
            prop = known.parent if known else None
        if prop is None:
            return None
        name, _ = RELATIONS[prop]
        of_event = name == LOCATED and EVENT in self._things.types(claim.subject)
        of_document = name == PUBLISHES and claim.subject in self._sources
        return None if of_event or of_document else RELATIONS[prop]

    def _relations(self, claims: Iterable[ClaimRecord], document: str) -> Iterator[Answer]:
        """Yield asserted relations that stand as triples, and the others, which stand in claims alone.

        A triple that no claim of the whole graph asserts counts as asserted besides: that is what it says.
        """
        grouped: dict[tuple[str, str, str], list[ClaimRecord]] = defaultdict(list)
        for claim in claims:
            if self._relation(claim):
                grouped[_triple(claim)].append(claim)
        for triple, group in sorted(grouped.items()):
            said: dict[Modality, list[ClaimRecord]] = defaultdict(list)
            for claim in group:
                said[claim.modality].append(claim)
            asserted = said.pop(Modality.ASSERTED, [])
            if self._stands(triple) and (asserted or triple not in self._asserted):
                said[Modality.ASSERTED] = asserted or group
            for modality in sorted(said, key=_firmness):
                yield self._related(said[modality], modality, document)

    def _stands(self, triple: tuple[str, str, str]) -> bool:
        return triple[2] in self._things.values(triple[0], Iri(triple[1]))

    def _related(self, claims: Sequence[ClaimRecord], modality: Modality, document: str) -> Answer:
        claim = claims[0]
        name, inverse = self._relation(claim) or ("", False)
        ends = [self._end(term, document) for term in (claim.subject, str(claim.object))]
        subject, object_ = reversed(ends) if inverse else ends
        fields = {"s": subject, "p": name, "o": object_}
        return _answer("relation", " ".join(_triple(claim)), fields, modality, claims, document)

    def _end(self, term: str, document: str) -> Named | None:
        if self._sources.get(term) == document:
            return Named(term, _THIS, frozenset({_THIS}))
        return self._things.named(term)

    # -- entities ------------------------------------------------------------------------------------------------
    def _entities(self, claims: Sequence[ClaimRecord], nodes: Iterable[Answer], document: str) -> Iterator[Answer]:
        """Yield the things that the claims of a document name, or that parts of its nodes are."""
        behind: dict[str, list[ClaimRecord]] = defaultdict(list)
        for claim in claims:
            for term in {claim.subject, str(claim.object)}:
                behind[term].append(claim)
        for answer in nodes:
            for part in self._parts(answer.node):
                behind[part] += answer.claims
        for node, naming in sorted(behind.items()):
            if self._is_entity(node):
                own = [claim for claim in naming if claim.subject == node and claim.predicate == TYPE] or naming
                yield _answer("entity", node, self._entity(node), Modality.ASSERTED, own, document)

    def _entity(self, node: str) -> dict[str, Any]:
        things = self._things
        free = not FREE.isdisjoint(things.types(node))
        return {"ref": things.named(node), "class": things.entity_classes(node), "free": free}

    def _parts(self, node: str) -> set[str]:
        """Return what a node points to, through participations and rankings too."""
        parts = self._things.pointed_at(node)
        through = [part for part in parts if not {PARTICIPATION, RANKING}.isdisjoint(self._things.values(part, TYPE))]
        return parts.union(*map(self._things.pointed_at, through))

    def _is_entity(self, node: str) -> bool:
        if not is_node(node) or node in self._sources:
            return False
        types = self._things.values(node, TYPE)
        return bool(types) and MACHINERY.isdisjoint(types) and bool(self._things.called(node))


def _evidence(graph: Graph) -> Iterator[tuple[str, Evidence | None]]:
    """Yield the document's node and the words of each piece of evidence; None where it has no offsets or no words."""
    records = Records(graph)
    for quad in sorted(graph.match(None, HAS_SOURCE), key=lambda quad: str(quad.subject)):
        yield str(getattr(quad.object, "value", "")), records.evidence(quad.subject)


def _answer(
    type_: str, node: str, fields: Mapping[str, Any], modality: Modality, claims: Iterable[ClaimRecord], document: str
) -> Answer:
    kept = tuple(sorted(set(claims), key=lambda claim: claim.iri))
    evidence = {e for claim in kept for e in claim.evidence if e.document == document}
    return Answer(type_, node, fields, modality, kept, tuple(sorted(evidence, key=lambda e: (e.span, e.exact))))


def _triple(claim: ClaimRecord) -> tuple[str, str, str]:
    return claim.subject, claim.predicate, str(claim.object)


def _firmness(modality: Modality) -> tuple[bool, str]:
    return modality is not Modality.ASSERTED, modality.value
