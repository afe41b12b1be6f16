"""What a piece of a document looks like by itself, before its place counts."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from kg.text.bylines import is_byline, is_name
from kg.text.captions import is_caption
from kg.text.datelines import is_dateline
from kg.text.furniture import Line, heads_comments, heads_links, heads_more_text, is_debris
from kg.text.pieces import Piece


class Look(Enum):
    """What a piece looks like by itself."""

    DEBRIS = auto()
    LINKS = auto()  # heads a list of links
    COMMENTS = auto()
    BYLINE = auto()
    DATELINE = auto()
    CAPTION = auto()
    NAME = auto()
    KEPT = auto()  # heads a part of the article below its end
    ITEM = auto()
    PROSE = auto()
    LINE = auto()  # short, and no sentence


SHORT = frozenset({Look.LINE, Look.NAME})

_CHECKS: tuple[tuple[Callable[[Line], bool], Look], ...] = (
    (heads_links, Look.LINKS),
    (heads_comments, Look.COMMENTS),
    (heads_more_text, Look.KEPT),
    (is_caption, Look.CAPTION),
    (is_dateline, Look.DATELINE),
    (is_byline, Look.BYLINE),
    (is_debris, Look.DEBRIS),
)


def look_of(piece: Piece, line: Line) -> Look:
    """Tell what a piece looks like by itself."""
    for check, answer in _CHECKS:
        if check(line):
            return answer
    if line.is_sentence:
        return Look.PROSE
    if piece.is_item:
        return Look.ITEM
    return Look.NAME if is_name(line) else Look.LINE
