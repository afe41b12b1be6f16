"""GraphML that NetworkX, igraph, Gephi, Gephi Lite, Cytoscape and yEd read well.

It holds no claims as things of their own: they become attributes of what they support. Characters that XML forbids are
dropped, lists are joined with `|`, dates are ISO strings; an attribute that is a truth value stands on every node or
edge, since igraph takes a missing one for false.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kg.export.picture import Attribute, picture

if TYPE_CHECKING:
    from kg.graph import Graph

_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;"})
_TYPES: Final[dict[type, str]] = {bool: "boolean", int: "long", float: "double", str: "string"}
_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(graph: Graph) -> Iterator[bytes]:
    """Yield the graph as GraphML, without relations that are only planned, possible or denied."""
    return _written(graph, all_claims=False)


def write_all(graph: Graph) -> Iterator[bytes]:
    """Yield the graph as GraphML, with relations that no claim asserts as edges that say so in `modality`."""
    return _written(graph, all_claims=True)


def _written(graph: Graph, *, all_claims: bool) -> Iterator[bytes]:
    drawn = picture(graph, all_claims=all_claims)
    nodes, edges = _types(n.attributes for n in drawn.nodes), _types(e.attributes for e in drawn.edges)
    yield _HEAD.encode()
    for domain, types in (("node", nodes), ("edge", edges)):
        for name, kind in types.items():
            yield f'<key id="{domain[0]}_{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n'.encode()
    yield b'<graph id="G" edgedefault="directed">\n'
    for node in drawn.nodes:
        data = _data("n", node.attributes, nodes)
        yield f'<node id="{escaped(node.id)}">\n{data}</node>\n'.encode()
    for edge in drawn.edges:
        data = _data("e", edge.attributes, edges)
        ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
        yield f'<edge id="{escaped(edge.id)}" {ends}>\n{data}</edge>\n'.encode()
    yield b"</graph>\n</graphml>\n"


def escaped(text: str) -> str:
    """Escape characters for XML; those that it forbids are dropped."""
    return _FORBIDDEN.sub("", text).translate(_ESCAPES)


def _types(rows: Iterable[Mapping[str, Attribute]]) -> dict[str, str]:
    """Find the type of each attribute: whole and broken numbers together are doubles, other mixtures strings."""
    seen: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            seen.setdefault(name, set()).add(_TYPES[type(value)])
    return {name: _common(kinds) for name, kinds in sorted(seen.items())}


def _common(kinds: set[str]) -> str:
    if len(kinds) == 1:
        return next(iter(kinds))
    return "double" if kinds == {"long", "double"} else "string"


def _data(domain: str, attributes: Mapping[str, Attribute], types: Mapping[str, str]) -> str:
    return "".join(
        f'  <data key="{domain}_{name}">{_text(attributes.get(name, False), kind)}</data>\n'
        for name, kind in types.items()
        if name in attributes or kind == "boolean"
    )


def _text(value: Attribute, kind: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(float(value)) if kind == "double" else escaped(str(value))
