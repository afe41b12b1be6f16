"""Roles of the pieces of a document, from what each looks like and where it stands: head, body or tail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, pairwise

from kg.model import Role
from kg.text.furniture import Line, judge, split
from kg.text.looks import Look, look_of
from kg.text.pieces import Piece

_TITLE_LOOK = 15  # pieces among which a title that is known is looked for
_TITLE_WORDS = 30
_HEAD_LOOK = 100  # pieces above the first sentence among which a title is looked for
_KICKER_WORDS = 3  # a line above the title that is no longer is navigation or a label
_FEW = 3  # lines above the title; more of them are navigation
_LEAD_WORDS = 6
_FACT_WORDS = 12  # below the body, a line this long is no furniture
_CELL_WORDS = 4
_TABLE_CELLS = 8

_OF_LOOK = {
    Look.DEBRIS: Role.DEBRIS,
    Look.LINKS: Role.DEBRIS,
    Look.COMMENTS: Role.DEBRIS,
    Look.BYLINE: Role.BYLINE,
    Look.DATELINE: Role.DATELINE,
    Look.CAPTION: Role.CAPTION,
    Look.KEPT: Role.HEADING,
    Look.ITEM: Role.BODY,
    Look.PROSE: Role.BODY,
}
_SHORT = frozenset({Look.LINE, Look.NAME})
_CREDIT = frozenset({Look.BYLINE, Look.DATELINE, Look.NAME})


@dataclass(frozen=True, slots=True)
class _Page:
    """The pieces with their looks; the body reaches from `first` to `last`, both prose."""

    pieces: tuple[Piece, ...]
    lines: tuple[Line, ...]
    looks: tuple[Look, ...]
    bylines: frozenset[tuple[str, ...]]  # names that stand alone as those of writers do
    title: int | None
    first: int
    last: int
    announced: frozenset[int] = frozenset()

    @property
    def has_prose(self) -> bool:
        return self.first <= self.last


def roles(pieces: Sequence[Piece], title: str | None, authors: Sequence[str]) -> list[Role]:
    """Give each piece its role; `title` and `authors` are what is known already."""
    page = _page(pieces, title, authors)
    given = [piece.role or _role(page, at) for at, piece in enumerate(page.pieces)]
    for at in (*_links(page), *_below_comments(page), *_cells(page)):
        if page.pieces[at].role is None and at != page.title:
            given[at] = Role.DEBRIS
    return given


def _page(pieces: Sequence[Piece], title: str | None, authors: Sequence[str]) -> _Page:
    lines = tuple(judge(piece.text) for piece in pieces)
    looks = tuple(look_of(piece, line) for piece, line in zip(pieces, lines, strict=True))
    prose = [at for at, look in enumerate(looks) if look is Look.PROSE and pieces[at].role is None]
    first, last = (prose[0], prose[-1]) if prose else (len(pieces), -1)
    page = _Page(tuple(pieces), lines, looks, frozenset(), None, first, last)
    title_at = _title(page, title)
    page = replace(page, title=title_at, first=_body_start(page, title_at, prose))
    bylines = _repeated_names(page) | {split(author) for author in authors}
    return replace(page, bylines=bylines, announced=frozenset(_announced(page)))


def _repeated_names(page: _Page) -> frozenset[tuple[str, ...]]:
    """Return the names that stand alone in several places, one of them above the body."""
    names = [(at, line.words) for at, line in enumerate(page.lines) if page.looks[at] is Look.NAME]
    count = Counter(words for _, words in names)
    return frozenset(words for at, words in names if count[words] > 1 and at <= page.first and at != page.title)


def _title(page: _Page, known: str | None) -> int | None:
    """Find the title: as markup or metadata say, else the first real line that is no navigation."""
    marked = next((at for at, piece in enumerate(page.pieces) if piece.role is Role.TITLE), None)
    if marked is not None:
        return marked
    if known is not None and (at := _same(page, split(known))) is not None:
        return at
    linked = frozenset(islice(_links(page), _HEAD_LOOK))
    open_lines = [
        at
        for at in range(min(page.first, _HEAD_LOOK, len(page.pieces)))
        if page.looks[at] in _SHORT
        and page.pieces[at].role is None
        and page.lines[at].count <= _TITLE_WORDS
        and at not in linked
    ]
    return _best_line(page, open_lines) if open_lines else _sentence_title(page)


def _same(page: _Page, title: tuple[str, ...]) -> int | None:
    """Find the line that says the title, or most of it (pages add their own name to it)."""
    for at, line in enumerate(page.lines[:_TITLE_LOOK]):
        longer, shorter = (title, line.words) if len(title) > len(line.words) else (line.words, title)
        is_part = longer[: len(shorter)] == shorter and len(shorter) > _KICKER_WORDS and 2 * len(shorter) > len(longer)
        if title and page.pieces[at].role is None and (longer == shorter or is_part):
            return at
    return None


def _best_line(page: _Page, candidates: list[int]) -> int:
    best = candidates[0]
    for at in candidates[1:]:
        between = page.looks[best + 1 : at]
        if page.lines[best].count > _KICKER_WORDS or Look.BYLINE in between or Look.DATELINE in between:
            break
        if page.lines[at].count > _KICKER_WORDS:
            return at
    return best


def _sentence_title(page: _Page) -> int | None:
    """Take a short sentence for the title when it asks, or when who wrote it comes next; above it only furniture."""
    at = page.first
    if not page.has_prose or at == page.last or page.lines[at].count > _TITLE_WORDS:
        return None
    if any(page.looks[before] not in (Look.DEBRIS, Look.BYLINE) for before in range(at)):
        return None
    is_followed = page.looks[at + 1] in (Look.BYLINE, Look.DATELINE)
    return at if is_followed or page.lines[at].text.endswith(("?", "!")) else None


def _body_start(page: _Page, title: int | None, prose: Sequence[int]) -> int:
    """Return the first piece of the body: above it stand leads and captions, which bylines follow."""
    rest = [at for at in prose if at != title]
    for at, following in pairwise(rest[: _FEW + 1]):
        between = page.looks[at + 1 : following]
        if title is None or at < title or not between or between[0] not in _CREDIT:
            return at
    return rest[min(_FEW, len(rest) - 1)] if rest else len(page.pieces)


def _role(page: _Page, at: int) -> Role:
    if at == page.title:
        return Role.TITLE
    look = page.looks[at]
    if _is_wedged(page, at):
        return Role.CAPTION
    if look is Look.NAME and page.lines[at].words in page.bylines:
        return Role.BYLINE
    if page.title is not None and page.lines[at].words == page.lines[page.title].words and look is not Look.PROSE:
        return Role.DEBRIS  # the title once more
    if look is Look.PROSE and page.title is not None and page.title < at < page.first:
        return Role.LEAD
    if look is Look.DATELINE and page.first < at < page.last:
        return Role.HEADING
    if look not in _SHORT:
        return _OF_LOOK[look]
    if page.title is not None and at < page.title:
        return _role_above(page, at)
    if at < page.first:
        return _role_in_head(page, at)
    return Role.HEADING if at < page.last else _role_in_tail(page, at)


def _is_wedged(page: _Page, at: int) -> bool:
    """Say whether a picture's caption stands between its photographer's name above and below."""
    if not 0 < at < len(page.pieces) - 1 or page.looks[at] not in (Look.LINE, Look.PROSE) or at > page.first:
        return False
    around = (at - 1, at + 1)
    return all(page.looks[i] is Look.NAME for i in around) and page.lines[at - 1].words == page.lines[at + 1].words


def _role_above(page: _Page, at: int) -> Role:
    assert page.title is not None
    above = sum(look in _SHORT for look in page.looks[: page.title])
    return Role.DEBRIS if above > _FEW or page.lines[at].count == 1 else Role.HEADING


def _role_in_head(page: _Page, at: int) -> Role:
    if not page.has_prose:
        return Role.BODY
    if page.looks[at] is Look.NAME and not _is_talked_about(page, at):
        return Role.BYLINE
    return Role.LEAD if page.lines[at].count >= _LEAD_WORDS else Role.HEADING


def _is_talked_about(page: _Page, at: int) -> bool:
    """Say whether a name stands in the body too (below it, a writer may be introduced)."""
    if page.title is None or at > page.title + _TITLE_LOOK:
        return True  # too far down for a byline
    name = page.pieces[at].text
    return any(name in piece.text for piece in page.pieces[page.first : max(page.first + 1, page.last - 1)])


def _role_in_tail(page: _Page, at: int) -> Role:
    """Read what is long or announced below the last sentence; the rest are links and labels."""
    return Role.BODY if at in page.announced or page.lines[at].count >= _FACT_WORDS else Role.DEBRIS


def _announced(page: _Page) -> Iterator[int]:
    """Yield the lines of lists that a colon or a heading announces."""
    is_list = False
    for at in range(max(page.last, 0), len(page.pieces)):
        if page.looks[at] not in _SHORT:
            is_list = page.looks[at] is Look.KEPT or page.pieces[at].text.endswith(":")
        elif is_list:
            yield at


def _links(page: _Page) -> Iterator[int]:
    """Yield what stands in lists of links: lines, and beginnings of other articles, up to the next sentence."""
    is_listed = False
    for at, look in enumerate(page.looks):
        if look is Look.LINKS:
            is_listed = True
        elif look in (Look.PROSE, Look.KEPT, Look.CAPTION):
            is_listed = is_listed and page.pieces[at].text.endswith(("...", "…"))
        if is_listed and look in (Look.LINE, Look.NAME, Look.ITEM, Look.PROSE):
            yield at


def _below_comments(page: _Page) -> range:
    """Return what stands below the head of the readers' comments, if most of the text stands above it."""
    words = [line.count * (look is Look.PROSE) for line, look in zip(page.lines, page.looks, strict=True)]
    total = sum(words)
    for at, above in enumerate(accumulate(words)):
        if page.looks[at] is Look.COMMENTS and 2 * above > total:
            return range(at, len(words))
    return range(0)


def _cells(page: _Page) -> Iterator[int]:
    """Yield the cells of tables that were flattened to a line each: many short lines, a third of them mere figures."""
    run: list[int] = []
    for at in range(len(page.pieces) + 1):
        is_cell = at < len(page.pieces) and page.lines[at].count <= _CELL_WORDS and not page.lines[at].ending
        if is_cell and page.looks[at] in (Look.LINE, Look.NAME, Look.DEBRIS):
            run.append(at)
            continue
        figures = sum(not any(char.isalpha() for char in page.pieces[cell].text) for cell in run)
        if len(run) >= _TABLE_CELLS and 3 * figures >= len(run):
            yield from run
        run = []
