"""Claims, evidence and documents read back from a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.graph.sparql import Value, value
from kg.graph.terms import local
from kg.model import Evidence, Iri, Modality, Span
from kg.vocab import (
    ATTRIBUTED_TO,
    AUTHOR,
    CLAIM,
    CONFIDENCE,
    DATE_PUBLISHED,
    DERIVED_FROM,
    EXACT,
    EXTRACTOR,
    GENERATED_BY,
    HAS_SOURCE,
    HEADLINE,
    IDENTIFIER,
    MODALITY,
    OA_END,
    OA_PREFIX,
    OA_START,
    OA_SUFFIX,
    OBJECT,
    PREDICATE,
    REASON,
    RULE,
    SHA256,
    SUBJECT,
    TEXT,
    TYPE,
    URL,
)

if TYPE_CHECKING:
    from kg.graph.graph import Graph

Properties = dict[str, list[Any]]
Saying = Callable[[Iri], bool]


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as the graph knows it; `text` is there when the build was told to keep it."""

    iri: Iri
    id: str
    headline: str | None
    date: str | None
    url: str | None
    sha256: str | None
    authors: tuple[Iri, ...]
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim as the graph holds it; `evidence` names documents by their identifier."""

    iri: Iri
    subject: Iri
    predicate: Iri
    object: Value
    modality: Modality
    confidence: Decimal
    evidence: tuple[Evidence, ...]
    attributed_to: Iri | None = None
    extractors: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    run: Iri | None = None
    reason: str | None = None


class Records:
    """Reads records from a graph; remembers evidence and documents for as long as it lives."""

    def __init__(self, graph: Graph) -> None:
        self._store, self._name = graph.store, graph.name
        self._ids: dict[Any, str] = {}

    def documents(self) -> Iterator[DocumentRecord]:
        """Yield the documents, in the order of their IRIs."""
        for node in self._subjects(SHA256):
            found = self.properties(node)
            yield DocumentRecord(
                iri=Iri(node.value),
                id=_text(found, IDENTIFIER) or local(Iri(node.value)),
                headline=_text(found, HEADLINE),
                date=_text(found, DATE_PUBLISHED),
                url=_text(found, URL),
                sha256=_text(found, SHA256),
                authors=tuple(sorted(Iri(t.value) for t in found.get(AUTHOR, ()))),
                text=_text(found, TEXT),
            )

    def claims(self, saying: Saying | None = None) -> Iterator[ClaimRecord]:
        """Yield every claim with a predicate for which `saying` holds, in the order of their IRIs."""
        return self._records(self._saying(self._instances(CLAIM), saying))

    def claims_about(self, node: str, saying: Saying | None = None) -> Iterator[ClaimRecord]:
        """Yield the claims, as `claims` does, whose subject or object a thing is, or that it makes."""
        term = _named(node)
        found = {q.subject for role in (SUBJECT, OBJECT, ATTRIBUTED_TO) for q in self._quads(None, role, term)}
        return self._records(self._saying(sorted(found, key=lambda t: str(t.value)), saying))

    def _saying(self, claims: Iterable[Any], saying: Saying | None) -> Iterator[Any]:
        """Choose claims by their predicate alone, which is cheaper than to read them."""
        for claim in claims:
            if saying is None or any(saying(Iri(quad.object.value)) for quad in self._quads(claim, PREDICATE, None)):
                yield claim

    def claims_on(self, evidence: str) -> Iterator[ClaimRecord]:
        """Yield the claims that rest on a piece of evidence."""
        found = {q.subject for q in self._quads(None, DERIVED_FROM, _named(evidence))}
        return self._records(sorted(found, key=lambda t: str(t.value)))

    def claim(self, iri: str) -> ClaimRecord | None:
        """Return one claim, or None."""
        return next(self._records([_named(iri)]), None)

    def properties(self, node: Any) -> Properties:
        """Return all a node's properties by IRI, each with its values in a fixed order; words have none."""
        found: Properties = {}
        if not hasattr(node, "value") or hasattr(node, "datatype"):
            return found
        for quad in self._quads(node, None, None):
            found.setdefault(quad.predicate.value, []).append(quad.object)
        return {name: sorted(values, key=str) for name, values in found.items()}

    def evidence(self, node: Any) -> Evidence | None:
        """Return the words that an evidence node holds, or None when it is none."""
        found = self.properties(node)
        start, end, exact = (_text(found, p) for p in (OA_START, OA_END, EXACT))
        if not (start and end and exact and found.get(HAS_SOURCE) and start.isdigit() and end.isdigit()):
            return None
        span = Span(int(start), max(int(start), int(end)))
        around = _text(found, OA_PREFIX) or "", _text(found, OA_SUFFIX) or ""
        return Evidence(self._document_id(found[HAS_SOURCE][0]), span, exact, *around)

    def _records(self, nodes: Iterable[Any]) -> Iterator[ClaimRecord]:
        for node in nodes:
            found = self.properties(node)
            if all(found.get(p) for p in (SUBJECT, PREDICATE, OBJECT)):
                yield self._record(node, found)

    def _record(self, node: Any, found: Properties) -> ClaimRecord:
        evidence = [self.evidence(e) for e in found.get(DERIVED_FROM, ())]
        return ClaimRecord(
            iri=Iri(node.value),
            subject=Iri(found[SUBJECT][0].value),
            predicate=Iri(found[PREDICATE][0].value),
            object=value(found[OBJECT][0]),
            modality=_modality(found),
            confidence=Decimal(_text(found, CONFIDENCE) or "1"),
            evidence=tuple(sorted((e for e in evidence if e), key=lambda e: (e.document, e.span))),
            attributed_to=_iri(found, ATTRIBUTED_TO),
            extractors=tuple(t.value for t in found.get(EXTRACTOR, ())),
            rules=tuple(t.value for t in found.get(RULE, ())),
            run=_iri(found, GENERATED_BY),
            reason=_text(found, REASON),
        )

    def _document_id(self, node: Any) -> str:
        known = self._ids.get(node)
        if known is None:
            known = self._ids[node] = _text(self.properties(node), IDENTIFIER) or local(Iri(node.value))
        return known

    def _subjects(self, predicate: Iri) -> list[Any]:
        return sorted({q.subject for q in self._quads(None, predicate, None)}, key=lambda t: str(t.value))

    def _instances(self, type_: Iri) -> list[Any]:
        found = {q.subject for q in self._quads(None, TYPE, _named(type_))}
        return sorted(found, key=lambda t: str(t.value))

    def _quads(self, subject: Any, predicate: Iri | None, object_: Any) -> Iterator[Any]:
        return self._store.quads_for_pattern(subject, _named(predicate) if predicate else None, object_, self._name)


def _named(iri: str) -> Any:
    import pyoxigraph as ox

    return ox.NamedNode(iri)


def _text(found: Properties, prop: Iri) -> str | None:
    values = found.get(prop)
    return str(values[0].value) if values else None


def _iri(found: Properties, prop: Iri) -> Iri | None:
    values = found.get(prop)
    return Iri(values[0].value) if values else None


def _modality(found: Properties) -> Modality:
    name = local(Iri(_text(found, MODALITY) or "Asserted"))
    return Modality(name) if name in Modality._value2member_map_ else Modality.ASSERTED
