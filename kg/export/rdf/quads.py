"""N-Triples and N-Quads: a triple a line, sorted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.export.options import PLAIN, Options

if TYPE_CHECKING:
    from kg.graph import Graph


def ntriples(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the graph as N-Triples."""
    yield from graph.ntriples()


def nquads(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the graph as N-Quads, the quarantine in a graph of its own."""
    yield from graph.ntriples()
    if graph.quarantine is not None:
        name = f" <{graph.quarantine_iri}> .\n".encode()
        yield from (line.removesuffix(b" .\n") + name for line in graph.quarantine.ntriples())
