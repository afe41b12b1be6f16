"""RDF formats that pyoxigraph writes, from sorted triples so that the bytes are the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.errors import OutputError
from kg.export import turtle

if TYPE_CHECKING:
    from kg.graph import Graph

NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def ntriples(graph: Graph) -> Iterator[bytes]:
    """Yield the graph as N-Triples."""
    yield from graph.ntriples()


def nquads(graph: Graph) -> Iterator[bytes]:
    """Yield the graph as N-Quads, the quarantine in a graph of its own."""
    yield from graph.ntriples()
    if graph.quarantine is not None:
        name = f" <{graph.quarantine_iri}> .\n".encode()
        yield from (line.removesuffix(b" .\n") + name for line in graph.quarantine.ntriples())


def trig(graph: Graph) -> Iterator[bytes]:
    """Yield the graph as TriG, the quarantine in a graph of its own."""
    names = turtle.Shortener(graph.prefixes, graph.base)
    body = list(turtle.sections(graph, names))
    if graph.quarantine is not None:
        name = names.term(f"<{graph.quarantine_iri}>")
        body += [f"\n{name} {{\n", *turtle.sections(graph.quarantine, names), "}\n"]
    yield from turtle.head(graph, names)
    yield from (part.encode() for part in body)


def rdf_xml(graph: Graph) -> Iterator[bytes]:
    """Yield the graph as RDF/XML; raises OutputError when a text holds characters that XML forbids."""
    import pyoxigraph as ox

    triples = sorted(graph.store, key=lambda q: (str(q.subject), str(q.predicate), str(q.object)))
    for triple in triples:
        if isinstance(triple.object, ox.Literal) and NOT_IN_XML.search(triple.object.value):
            raise OutputError(
                f"RDF/XML cannot hold the control characters in {triple.object.value!r}; write Turtle or JSON-LD"
            )
    yield ox.serialize((q.triple for q in triples), format=ox.RdfFormat.RDF_XML, prefixes=graph.prefixes) or b""
