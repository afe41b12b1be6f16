"""Mermaid, as Markdown pages show it: a flowchart with labels, and a style for each colour.

Of the attributes it holds the label alone. All that is no letter, digit, space or harmless mark is written by its
number, since Mermaid would take it for its own syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.errors import UsageError
from kg.export.drawing.columns import text
from kg.export.drawing.markup import without_forbidden
from kg.export.drawing.small import small_picture
from kg.export.options import PLAIN, Options

if TYPE_CHECKING:
    from kg.export.drawing.picture import Picture
    from kg.graph import Graph

MOST: Final = 500  # Mermaid's own `maxEdges`
LONGEST: Final = 50_000  # Mermaid's own `maxTextSize`
_UNSEEN: Final = re.compile(r"[\x7f-\x9f]")  # control characters that a browser would show as others
_HARMLESS: Final = frozenset(" .,'’“”–-+%/")


def write(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the graph as Mermaid; raises UsageError for one that Mermaid would refuse as too large."""
    drawn = small_picture(graph, options, format="Mermaid", most=MOST)
    written = "".join(_lines(drawn))
    if len(written) > LONGEST:
        raise UsageError(
            f"Mermaid reads at most {LONGEST:,} characters, and this graph takes {len(written):,}; build a graph of "
            "fewer documents, or write GraphML"
        )
    yield written.encode()


def _lines(drawn: Picture) -> Iterator[str]:
    numbers = {node.id: f"n{number}" for number, node in enumerate(drawn.nodes)}
    colors = sorted({text(node.attributes["color"]) for node in drawn.nodes})
    styles = {color: f"c{number}" for number, color in enumerate(colors)}
    yield "flowchart LR\n"
    for node in drawn.nodes:
        style = styles[text(node.attributes["color"])]
        yield f'  {numbers[node.id]}["{_escaped(text(node.attributes["label"]))}"]:::{style}\n'
    for edge in drawn.edges:
        label = _escaped(text(edge.attributes["label"]))
        yield f'  {numbers[edge.source]} -->|"{label}"| {numbers[edge.target]}\n'
    yield from (f"  classDef {style} fill:{color},color:#fff\n" for color, style in styles.items())


def _escaped(words: str) -> str:
    """Write words so that Mermaid shows them as they are; breaks become spaces, and nothing is no label at all."""
    flat = _UNSEEN.sub("", " ".join(without_forbidden(words).split()))
    return "".join(c if c.isalnum() or c in _HARMLESS else f"#{ord(c)};" for c in flat) or " "
