"""GraphML that NetworkX, igraph, Gephi, Gephi Lite, Cytoscape and yEd read well.

It holds no claims as things of their own: they become attributes of what they support. Characters that XML forbids are
dropped, lists are joined with `|`, dates are ISO strings; an attribute that is a truth value stands on every node or
edge, since igraph takes a missing one for false.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.export.drawing import yed
from kg.export.drawing.columns import Column, Texts
from kg.export.drawing.markup import escaped
from kg.export.drawing.picture import Picture, picture
from kg.export.options import PLAIN, Options

if TYPE_CHECKING:
    from kg.graph import Graph

_XML_KINDS: Final = {"list": "string"}
_SPACES: Final = 'xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_SCHEMA: Final = "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"


def write(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the graph as GraphML; the flavour "yed" adds shapes and labels for yEd."""
    yield from written(picture(graph, options), for_yed=options.flavour == "yed")


def written(drawn: Picture, *, for_yed: bool = False) -> Iterator[bytes]:
    """Yield what is drawn already as GraphML."""
    spaces = f"{_SPACES} {yed.SPACE}" if for_yed else _SPACES
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml {spaces} xsi:schemaLocation="{_SCHEMA}">\n'.encode()
    yield from _keys("node", drawn.node_columns)
    yield from _keys("edge", drawn.edge_columns)
    if for_yed:
        yield yed.KEYS.encode()
    yield b'<graph id="G" edgedefault="directed">\n'
    nodes = Texts(drawn.node_columns, partial(_data, "n"))
    for node in drawn.nodes:
        shape = yed.node(node.attributes) if for_yed else ""
        yield f'<node id="{node.id}">\n{nodes.of(node.attributes)}{shape}</node>\n'.encode()
    edges = Texts(drawn.edge_columns, partial(_data, "e"))
    for id_, source, target, _, attributes in drawn.edges:
        line = yed.edge(attributes) if for_yed else ""
        head = f'<edge id="{id_}" source="{source}" target="{target}">'
        yield f"{head}\n{edges.of(attributes)}{line}</edge>\n".encode()
    yield b"</graph>\n</graphml>\n"


def _keys(domain: str, columns: Iterable[Column]) -> Iterator[bytes]:
    for column in columns:
        name, kind = escaped(column.name), _XML_KINDS.get(column.kind, column.kind)
        yield f'<key id="{domain[0]}_{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n'.encode()


def _data(domain: str, name: str, text: str) -> str:
    return f'  <data key="{domain}_{escaped(name)}">{escaped(text)}</data>\n'
