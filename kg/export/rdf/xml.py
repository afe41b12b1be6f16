"""RDF/XML as pyoxigraph writes it, from sorted triples so that the bytes are the same every time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Final, cast

from kg.errors import OutputError
from kg.export.options import PLAIN, Options
from kg.export.spool import Text

if TYPE_CHECKING:
    import pyoxigraph

    from kg.graph import Graph

NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BATCH: Final = 1 << 20  # bytes of lines that are parsed together


def write(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the graph as RDF/XML; raises OutputError when a text holds characters that XML forbids."""
    import pyoxigraph as ox

    out = Text()
    file = cast("IO[bytes]", out)
    ox.serialize(_fit(graph.ntriples()), output=file, format=ox.RdfFormat.RDF_XML, prefixes=graph.prefixes)
    yield from out.chunks()


def _fit(lines: Iterable[bytes]) -> Iterator[pyoxigraph.Triple]:
    """Yield triples that XML can hold."""
    import pyoxigraph as ox

    for batch in _batches(lines):
        for quad in ox.parse(input=batch, format=ox.RdfFormat.N_TRIPLES):
            if isinstance(quad.object, ox.Literal) and NOT_IN_XML.search(quad.object.value):
                raise OutputError(
                    f"RDF/XML cannot hold the control characters in {quad.object.value!r}; write Turtle or JSON-LD"
                )
            yield quad.triple


def _batches(lines: Iterable[bytes]) -> Iterator[bytes]:
    held = io.BytesIO()
    for line in lines:
        held.write(line)
        if held.tell() > _BATCH:
            yield held.getvalue()
            held = io.BytesIO()
    yield held.getvalue()
