"""DOT for Graphviz: boxes with their labels in the colours of their classes, and labelled arrows.

Of the attributes it holds the label alone, and the IRI as a tooltip. Graphviz reads references such as `&amp;` in a
label, and a backslash as the beginning of a command: both are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.export.drawing.columns import text
from kg.export.drawing.markup import without_forbidden
from kg.export.drawing.small import small_picture
from kg.export.options import PLAIN, Options

if TYPE_CHECKING:
    from kg.graph import Graph

MOST: Final = 2_000
_BREAK: Final = re.compile(r"\r\n?|\n")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;", "<": "&lt;", ">": "&gt;"})


def write(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the graph as DOT; raises UsageError for one that is too large to look at."""
    drawn = small_picture(graph, options, format="DOT", most=MOST)
    yield b'digraph kg {\n  rankdir=LR;\n  node [shape=box, style="rounded,filled", fontcolor=white];\n'
    for node in drawn.nodes:
        label, iri, color = (text(node.attributes[name]) for name in ("label", "iri", "color"))
        look = f"label={_quoted(label)}, tooltip={_quoted(iri)}, fillcolor={_quoted(color)}"
        yield f"  {_quoted(node.id)} [{look}];\n".encode()
    for edge in drawn.edges:
        label = text(edge.attributes["label"])
        yield f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [label={_quoted(label)}];\n".encode()
    yield b"}\n"


def _quoted(words: str) -> str:
    escaped = _BREAK.sub(r"\\n", without_forbidden(words).translate(_ESCAPES))
    return f'"{escaped}"'
