"""What yEd needs besides plain GraphML: a shape and a label for each node, a line and a label for each edge."""

from __future__ import annotations

import re
from typing import Final

from kg.export.drawing.columns import Attributes, text
from kg.export.drawing.markup import escaped, without_forbidden

SPACE: Final = 'xmlns:y="http://www.yworks.com/xml/graphml"'
KEYS: Final = (
    '<key id="n_graphics" for="node" yfiles.type="nodegraphics"/>\n'
    '<key id="e_graphics" for="edge" yfiles.type="edgegraphics"/>\n'
)
_HTML: Final = re.compile(r"\s*<html", re.IGNORECASE)
_ZERO_WIDTH_SPACE: Final = "\u200b"
_PER_CHARACTER: Final = 7  # pixels, at yEd's usual size of letters
_SIDES: Final = 20
_HEIGHT: Final = 30


def node(attributes: Attributes) -> str:
    """Write a node as a rounded box in the colour of its class, as wide as its label."""
    shown = label(text(attributes["label"]))
    width = _SIDES + _PER_CHARACTER * len(shown)
    return (
        f'  <data key="n_graphics"><y:ShapeNode><y:Geometry height="{_HEIGHT}" width="{width}"/>'
        f'<y:Fill color="{text(attributes["color"])}" transparent="false"/>'
        f"<y:NodeLabel>{escaped(shown)}</y:NodeLabel>"
        '<y:Shape type="roundrectangle"/></y:ShapeNode></data>\n'
    )


def edge(attributes: Attributes) -> str:
    """Write an edge as an arrow with its label."""
    return (
        '  <data key="e_graphics"><y:PolyLineEdge><y:Arrows source="none" target="standard"/>'
        f"<y:EdgeLabel>{escaped(label(text(attributes['label'])))}</y:EdgeLabel></y:PolyLineEdge></data>\n"
    )


def label(words: str) -> str:
    """Keep yEd from taking words for HTML, which it does when they begin so; a space of no width goes before."""
    shown = without_forbidden(words)
    return f"{_ZERO_WIDTH_SPACE}{shown}" if _HTML.match(shown) else shown
