"""Lines and paragraphs: where they begin and end, without list marks, with lines of hard-wrapped text joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Role, Span

LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
MARK = re.compile(r"(?:[•‣▪●○◦▶►*+–—-]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))[ \t\xa0]+(?=\S)")
_SENTENCE_END = (".", "!", "?", ":", ".”", '."', ".’", "!”", "?”", '!"', '?"', ".)", "…")

_NARROW, _WIDE = 40, 120  # between these lies the width of text that somebody wrapped
_FULL_SHARE = 0.7
_SHORT_WORDS = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or line, trimmed: its span in the document and its words as one line.

    `is_item` says that a list mark or number stood before it, `gap` that an empty line did. `role` is set where
    markup has told it.
    """

    span: Span
    text: str
    is_item: bool = False
    gap: bool = False
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line that is not blank: trimmed ends, how far it is indented, whether an empty line stands before it."""

    start: int
    end: int
    indent: int
    gap: bool
    text: str

    @property
    def width(self) -> int:
        return self.end - self.start


def rows(text: str, start: int = 0) -> Iterator[Row]:
    """Yield the lines that are not blank."""
    last = start
    for line in LINE.finditer(text, start):
        words = line[0].strip()
        if not words:
            continue
        begin = line.start() + line[0].index(words[0])
        between = text[last : line.start()] if line.start() - last < 1000 else "\n\n"
        gap = between.count("\n") + between.count("\r") - between.count("\r\n") > 1 or "\f" in between
        yield Row(begin, begin + len(words), begin - line.start(), gap, words)
        last = line.end()


def plain_pieces(text: str) -> tuple[Piece, ...]:
    """Split plain text into its paragraphs and lines."""
    width = max((_wrap_width(group) for group in _groups(rows(text))), default=0)
    return tuple(piece for group in _groups(rows(text)) for piece in _join(text, group, width))


def piece_of(text: str, first: Row, last: Row) -> Piece:
    """Make one piece of the lines from first to last, without the list mark that it may begin with."""
    mark = MARK.match(first.text)
    start = first.start + (mark.end() if mark else 0)
    words = text[start : last.end]
    if first is not last:
        words = " ".join(line[0].strip() for line in LINE.finditer(words))
    return Piece(Span(start, last.end), words, is_item=mark is not None, gap=first.gap)


def _groups(lines: Iterator[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in lines:
        if row.gap and group:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _first_word(row: Row) -> int:
    return len(row.text[:_WIDE].split(None, 1)[0])


def _is_full(row: Row, following: Row, width: int) -> bool:
    """Say whether the next line's first word would not have fitted in."""
    return row.width <= width and row.width + 1 + _first_word(following) > width


def _wrap_width(group: Sequence[Row]) -> int:
    """Return the width at which a group of lines was wrapped, 0 if it was not."""
    width = max(row.width for row in group)
    if len(group) < 3 or not _NARROW <= width <= _WIDE:
        return 0
    pairs = list(pairwise(group))
    full = sum(_is_full(row, following, width) for row, following in pairs)
    inside = sum(not row.text.endswith(_SENTENCE_END) for row, _ in pairs)
    return width if full >= _FULL_SHARE * len(pairs) and inside * 2 >= len(pairs) else 0


def _join(text: str, group: Sequence[Row], width: int) -> Iterator[Piece]:
    is_wrapped = _wrap_width(group) > 0
    first = group[0]
    for row, following in zip(group, [*group[1:], None], strict=True):
        if following is None or not (_hangs(first, following) or _goes_on(row, following, width, is_wrapped)):
            yield piece_of(text, first, row)
            if following is not None:
                first = following


def _hangs(first: Row, following: Row) -> bool:
    """Say whether a line goes on with a list's item: it stands below the item's first word."""
    mark = MARK.match(first.text)
    return mark is not None and following.indent == first.indent + mark.end() and not MARK.match(following.text)


def _goes_on(row: Row, following: Row, width: int, is_wrapped: bool) -> bool:
    """Say whether a line is broken inside a paragraph that the next line goes on with."""
    if row.width > _WIDE or MARK.match(following.text) or following.indent > row.indent + 1:
        return False
    if following.text[0].islower() and not row.text.endswith(_SENTENCE_END) and (width or row.width >= _NARROW):
        return True
    if not width or not _is_full(row, following, width):
        return False
    return is_wrapped or following.text.endswith(_SENTENCE_END) or len(following.text.split()) > _SHORT_WORDS
