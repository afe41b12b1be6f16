"""RDF/XML as pyoxigraph writes it, from sorted triples so that the bytes are the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.errors import OutputError
from kg.export.options import PLAIN, Options

if TYPE_CHECKING:
    from kg.graph import Graph

_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the graph as RDF/XML; raises OutputError when a text holds characters that XML forbids."""
    import pyoxigraph as ox

    triples = sorted(graph.store, key=lambda q: (str(q.subject), str(q.predicate), str(q.object)))
    for triple in triples:
        if isinstance(triple.object, ox.Literal) and _NOT_IN_XML.search(triple.object.value):
            raise OutputError(
                f"RDF/XML cannot hold the control characters in {triple.object.value!r}; write Turtle or JSON-LD"
            )
    yield ox.serialize((q.triple for q in triples), format=ox.RdfFormat.RDF_XML, prefixes=graph.prefixes) or b""
