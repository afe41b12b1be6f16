"""What formats for small graphs share: they refuse a graph that nobody could look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.export.drawing.picture import Picture, picture
from kg.export.options import Options

if TYPE_CHECKING:
    from kg.graph import Graph


def small_picture(graph: Graph, options: Options, *, format: str, most: int) -> Picture:
    """Draw a graph; raises UsageError when it has more edges than a format is for."""
    drawn = picture(graph, options)
    count = drawn.size
    if count > most:
        fold = "" if options.view == "entities" else " draw fewer with --view entities,"
        raise UsageError(
            f"{format} is for at most {most:,} edges, and this graph has {count:,};{fold} build a graph of fewer "
            "documents, or write GraphML"
        )
    return drawn
