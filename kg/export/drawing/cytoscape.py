"""Cytoscape JSON (`.cyjs`), as Cytoscape and cytoscape.js read it: one node or edge a line.

An attribute has one type in the whole file, since Cytoscape makes a column of each; a list stays a list.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.export.drawing.columns import Attributes, Column, fitted
from kg.export.drawing.picture import picture
from kg.export.options import PLAIN, Options

if TYPE_CHECKING:
    from kg.graph import Graph


def write(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the graph as Cytoscape JSON."""
    drawn = picture(graph, options)
    yield b'{"format_version": "1.0", "generated_by": "kg", "target_cytoscapejs_version": "~3.0",\n'
    yield b'"data": {"name": "kg", "shared_name": "kg"},\n"elements": {"nodes": ['
    yield from _listed(
        {"id": node.id, "shared_name": node.attributes["name"]} | _fitted(node.attributes, drawn.node_columns)
        for node in drawn.nodes
    )
    yield b'],\n"edges": ['
    yield from _listed(
        {
            "id": edge.id,
            "source": edge.source,
            "target": edge.target,
            "shared_interaction": edge.attributes["interaction"],
        }
        | _fitted(edge.attributes, drawn.edge_columns)
        for edge in drawn.edges
    )
    yield b"]}}\n"


def _listed(rows: Iterable[Attributes]) -> Iterator[bytes]:
    before = "\n"
    for row in rows:
        yield f'{before}{{"data": {json.dumps(row, ensure_ascii=False)}}}'.encode()
        before = ",\n"


def _fitted(attributes: Attributes, columns: Iterable[Column]) -> Attributes:
    return {c.name: fitted(attributes[c.name], c.kind) for c in columns if c.name in attributes}
