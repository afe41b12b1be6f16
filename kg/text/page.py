"""The pieces of a document with their looks, between them the body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.text.furniture import Line, judge
from kg.text.looks import Look, look_of
from kg.text.pieces import Piece

_CUT = ("...", "…")
_HEAD_LOOK = 100  # pieces among which a sentence may be the title, so that its words are compared
_TEASERS = 4  # pieces between two that break off


@dataclass(frozen=True, slots=True)
class Page:
    """Pieces, the lines they hold and their looks; the body reaches from `first` to `last`, both sentences.

    Without a sentence `first` is the number of pieces and `last` is -1.
    """

    pieces: tuple[Piece, ...]
    lines: tuple[Line, ...]
    looks: tuple[Look, ...]
    first: int
    last: int
    title: int | None = None
    bylines: frozenset[tuple[str, ...]] = frozenset()  # names that stand alone as those of writers do
    announced: frozenset[int] = frozenset()  # lines of lists below the last sentence

    @property
    def has_prose(self) -> bool:
        """Say whether there is any sentence."""
        return self.last >= 0

    @property
    def prose(self) -> list[int]:
        """Return where the sentences stand that no markup has given another role."""
        return [at for at, look in enumerate(self.looks) if look is Look.PROSE and self.pieces[at].role is None]


def page_of(pieces: Sequence[Piece]) -> Page:
    """Look at each piece."""
    lines: list[Line] = []
    looks: list[Look] = []
    for piece in pieces:
        line = judge(piece.text)
        look = look_of(piece, line)
        is_compared = look is not Look.PROSE or len(looks) < _HEAD_LOOK
        looks.append(look)
        lines.append(line if is_compared else replace(line, text="", words=()))  # they would fill the memory
    page = Page(tuple(pieces), tuple(lines), tuple(looks), len(pieces), -1)
    if not (prose := page.prose):
        return page
    first = next((at for at in prose if lines[at].is_full), prose[0])
    return replace(page, first=first, last=prose[-1])


def listed_links(page: Page) -> Iterator[int]:
    """Yield what stands in lists of links: lines, and beginnings of other articles, up to the next sentence."""
    end = -1  # of the beginnings of other articles
    is_listed = False
    for at, look in enumerate(page.looks):
        if look is Look.LINKS:
            is_listed, end = True, end if at < end else _last_teaser(page, at)
        elif at > end and look in (Look.PROSE, Look.KEPT, Look.CAPTION):
            is_listed = False
        if is_listed and look in (Look.LINE, Look.NAME, Look.ITEM, Look.PROSE):
            yield at


def _last_teaser(page: Page, start: int) -> int:
    """Return the last piece below that breaks off with dots, where such pieces follow close on each other."""
    last = start
    at = start + 1
    while at < len(page.pieces) and at - last <= _TEASERS:
        if page.pieces[at].text.endswith(_CUT):
            last = at
        at += 1
    return last
