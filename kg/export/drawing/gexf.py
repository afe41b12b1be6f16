"""GEXF 1.3 for Gephi and Gephi Lite, with colours and sizes.

Lists are joined with `|`, characters that XML forbids are dropped, and a truth value stands on every node or edge.
An attribute's id is its name, since Gephi Lite shows the id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from kg.export.drawing.columns import Attributes, Column, Texts, text
from kg.export.drawing.markup import quoted
from kg.export.drawing.picture import picture
from kg.export.options import PLAIN, Options

if TYPE_CHECKING:
    from kg.graph import Graph

_XML_KINDS: Final = {"list": "string"}
_OUTSIDE: Final = frozenset({"label", "color", "size", "weight"})  # GEXF has places of its own for them
_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd">
<meta><creator>kg</creator></meta>
<graph mode="static" defaultedgetype="directed">
"""


def write(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the graph as GEXF."""
    drawn = picture(graph, options)
    nodes, edges = (_inside(columns) for columns in (drawn.node_columns, drawn.edge_columns))
    yield _HEAD.encode()
    yield from _declared("node", nodes)
    yield from _declared("edge", edges)
    yield b"<nodes>\n"
    texts = Texts(nodes, _value)
    for id_, attributes in drawn.nodes:
        head = f'<node id="{id_}" label={quoted(text(attributes["label"]))}>'
        yield f"{head}<attvalues>{texts.of(attributes)}</attvalues>{_look(attributes)}</node>\n".encode()
    yield b"</nodes>\n<edges>\n"
    texts = Texts(edges, _value)
    for edge in drawn.edges:
        label, weight = (quoted(text(edge.attributes[name])) for name in ("label", "weight"))
        head = f'<edge id="{edge.id}" source="{edge.source}" target="{edge.target}" label={label} weight={weight}>'
        yield f"{head}<attvalues>{texts.of(edge.attributes)}</attvalues></edge>\n".encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


def _inside(columns: Iterable[Column]) -> tuple[Column, ...]:
    return tuple(c for c in columns if c.name not in _OUTSIDE)


def _declared(domain: str, columns: Iterable[Column]) -> Iterator[bytes]:
    yield f'<attributes class="{domain}" mode="static">\n'.encode()
    for column in columns:
        name, kind = quoted(column.name), _XML_KINDS.get(column.kind, column.kind)
        yield f'<attribute id={name} title={name} type="{kind}"/>\n'.encode()
    yield b"</attributes>\n"


def _value(name: str, text: str) -> str:
    return f"<attvalue for={quoted(name)} value={quoted(text)}/>"


def _look(attributes: Attributes) -> str:
    number = int(text(attributes["color"])[1:], 16)
    red, green, blue = number >> 16, number >> 8 & 255, number & 255
    color = f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
    return f'{color}<viz:size value="{text(attributes["size"])}"/>'
