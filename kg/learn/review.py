"""Examples from a graph that a person has gone through: claims that were accepted, and those that were rejected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.extract.learned.schema import Schema
from kg.learn.examples import Example, Triple
from kg.vocab import ACCEPTED, ALT_LABEL, DECISION, LABEL, PREF_LABEL

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.graph.records import ClaimRecord
    from kg.model import Evidence


def reviewed(path: Path, schema: Schema) -> list[Example]:
    """Read the claims of a graph, and of its quarantine, that bear a `kg:decision`.

    The words that claims rest on are the text, what was accepted its triples; relations about which nothing was decided
    there were not looked for. Raises InputError when no claim about a relation of the schema was decided on.
    """
    from kg.graph import Graph

    graph = Graph.read(path)
    taken: dict[Evidence, list[tuple[Triple, bool]]] = defaultdict(list)
    for part in (graph, graph.quarantine):
        for text, triple, accepted in _decided(part, schema) if part is not None else ():
            taken[text].append((triple, accepted))
    if not taken:
        raise InputError(f"{path}: no claim about a relation of the ontology bears a kg:decision")
    return [
        Example(
            f"{text.document}:{text.span.start}",
            text.exact,
            tuple(dict.fromkeys(triple for triple, accepted in told if accepted)),
            frozenset(triple.relation for triple, _ in told),
        )
        for text, told in sorted(taken.items(), key=lambda pair: (pair[0].document, pair[0].span))
    ]


def _decided(graph: Graph, schema: Schema) -> Iterator[tuple[Evidence, Triple, bool]]:
    """Yield what was decided on: the longest words that a claim rests on, its triple as they have it, the decision."""
    known = {relation.iri for relation in schema.relations}
    for iri, decision in _told(graph, None, DECISION):
        claim = graph.claim(iri)
        if claim is None or claim.predicate not in known or not claim.evidence:
            continue
        text = max(claim.evidence, key=lambda evidence: (len(evidence.span), -evidence.span.start))
        subject, object_ = (_as_told(graph, claim, term, text.exact) for term in (claim.subject, claim.object))
        yield text, Triple(subject, claim.predicate, object_), decision == ACCEPTED


def _as_told(graph: Graph, claim: ClaimRecord, term: object, text: str) -> str:
    """Return the name of a thing that the text has, the longest of several; a value as it is written."""
    names = [name for prop in (LABEL, PREF_LABEL, ALT_LABEL) for _, name in _told(graph, str(term), prop)]
    there = [name for name in names if name.casefold() in text.casefold()]
    if there:
        return max(there, key=lambda name: (len(name), name))
    words = [evidence.exact for evidence in claim.evidence if evidence.exact != text]
    return names[0] if names else next((word for word in words if str(term) in word), str(term))


def _told(graph: Graph, subject: str | None, prop: str) -> Iterator[tuple[str, str]]:
    import pyoxigraph as ox

    if subject is not None and "://" not in subject:
        return  # a value has no name
    for quad in graph.match(subject, prop):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.subject.value, quad.object.value
