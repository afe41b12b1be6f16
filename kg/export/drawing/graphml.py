"""GraphML that NetworkX, igraph, Gephi, Gephi Lite, Cytoscape and yEd read well.

It holds no claims as things of their own: they become attributes of what they support. Characters that XML forbids are
dropped, lists are joined with `|`, dates are ISO strings; an attribute that is a truth value stands on every node or
edge, since igraph takes a missing one for false.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from kg.export.drawing import yed
from kg.export.drawing.columns import Attributes, Column, fitted, text
from kg.export.drawing.markup import escaped
from kg.export.drawing.picture import picture
from kg.export.options import PLAIN, Options

if TYPE_CHECKING:
    from kg.graph import Graph

_XML_KINDS: Final = {"list": "string"}
_SPACES: Final = 'xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_SCHEMA: Final = "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"


def write(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the graph as GraphML; the flavour "yed" adds shapes and labels for yEd."""
    drawn = picture(graph, options)
    for_yed = options.flavour == "yed"
    spaces = f"{_SPACES} {yed.SPACE}" if for_yed else _SPACES
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml {spaces} xsi:schemaLocation="{_SCHEMA}">\n'.encode()
    yield from _keys("node", drawn.node_columns)
    yield from _keys("edge", drawn.edge_columns)
    if for_yed:
        yield yed.KEYS.encode()
    yield b'<graph id="G" edgedefault="directed">\n'
    for node in drawn.nodes:
        data = _data("n", node.attributes, drawn.node_columns)
        shape = yed.node(node.attributes) if for_yed else ""
        yield f'<node id="{escaped(node.id)}">\n{data}{shape}</node>\n'.encode()
    for edge in drawn.edges:
        data = _data("e", edge.attributes, drawn.edge_columns)
        line = yed.edge(edge.attributes) if for_yed else ""
        ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
        yield f'<edge id="{escaped(edge.id)}" {ends}>\n{data}{line}</edge>\n'.encode()
    yield b"</graph>\n</graphml>\n"


def _keys(domain: str, columns: Iterable[Column]) -> Iterator[bytes]:
    for column in columns:
        name, kind = escaped(column.name), _XML_KINDS.get(column.kind, column.kind)
        yield f'<key id="{domain[0]}_{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n'.encode()


def _data(domain: str, attributes: Attributes, columns: Iterable[Column]) -> str:
    values = (
        (c.name, fitted(attributes.get(c.name, False), c.kind))
        for c in columns
        if c.name in attributes or c.kind == "boolean"
    )
    return "".join(f'  <data key="{domain}_{escaped(n)}">{escaped(text(v))}</data>\n' for n, v in values)
