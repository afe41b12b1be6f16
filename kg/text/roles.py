"""Roles of the pieces of a document, from what each looks like and where it stands: head, body or tail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from kg.model import Role
from kg.text.bylines import has_trade, is_signature
from kg.text.furniture import split
from kg.text.looks import SHORT, Look
from kg.text.page import Page, listed_links, page_of
from kg.text.pieces import Piece
from kg.text.titles import find_title

_FEW = 3  # lines above the title; more of them are navigation
_NAME_LOOK = 15  # pieces below the title among which a writer's name may stand
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
_CREDIT = frozenset({Look.BYLINE, Look.DATELINE, Look.NAME})


def roles(pieces: Sequence[Piece], title: str | None, authors: Sequence[str]) -> list[Role]:
    """Give each piece its role; `title` and `authors` are what is known already."""
    page = _page(pieces, title, authors)
    given = [piece.role or _role(page, at) for at, piece in enumerate(page.pieces)]
    for at in (*listed_links(page), *_below_comments(page), *_cells(page)):
        if page.pieces[at].role is None and at != page.title:
            given[at] = Role.DEBRIS
    return given


def _page(pieces: Sequence[Piece], title: str | None, authors: Sequence[str]) -> Page:
    page = page_of(pieces)
    title_at = find_title(page, title)
    page = replace(page, title=title_at, first=_body_start(page, title_at))
    bylines = _repeated_names(page) | {split(author) for author in authors}
    return replace(page, bylines=bylines, announced=frozenset(_announced(page)))


def _repeated_names(page: Page) -> frozenset[tuple[str, ...]]:
    """Return the names that stand alone in several places, one of them above the body."""
    names = [(at, line.words) for at, line in enumerate(page.lines) if page.looks[at] is Look.NAME]
    count = Counter(words for _, words in names)
    return frozenset(words for at, words in names if count[words] > 1 and at <= page.first and at != page.title)


def _body_start(page: Page, title: int | None) -> int:
    """Return the first piece of the body: above it stand leads and captions, which bylines follow."""
    rest = [at for at in page.prose if at != title]
    for at, following in pairwise(rest[: _FEW + 1]):
        between = page.looks[at + 1 : following]
        if title is None or at < title or not between or between[0] not in _CREDIT:
            return at
    return rest[min(_FEW, len(rest) - 1)] if rest else len(page.pieces)


def _role(page: Page, at: int) -> Role:
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
    if page.title is not None and at < page.title and (look in SHORT or look is Look.ITEM):
        return _role_above(page, at)
    if look is Look.ITEM and at < page.first:
        return Role.LEAD
    if look not in SHORT:
        return _OF_LOOK[look]
    if at < page.first:
        return _role_in_head(page, at)
    return Role.HEADING if at < page.last else _role_in_tail(page, at)


def _is_wedged(page: Page, at: int) -> bool:
    """Say whether a picture's caption stands between its photographer's name above and below."""
    if not 0 < at < len(page.pieces) - 1 or page.looks[at] not in (Look.LINE, Look.PROSE) or at > page.first:
        return False
    around = (at - 1, at + 1)
    return all(page.looks[i] is Look.NAME for i in around) and page.lines[at - 1].words == page.lines[at + 1].words


def _role_above(page: Page, at: int) -> Role:
    assert page.title is not None
    is_link = page.looks[at] is Look.ITEM or page.lines[at].count == 1
    return Role.DEBRIS if is_link or sum(look in SHORT for look in page.looks[: page.title]) > _FEW else Role.HEADING


def _role_in_head(page: Page, at: int) -> Role:
    if not page.has_prose:
        return Role.BODY
    if page.looks[at] is Look.NAME and not _is_talked_about(page, at):
        return Role.BYLINE
    if _is_credit(page, at):
        return Role.BYLINE
    return Role.LEAD if page.lines[at].count >= _LEAD_WORDS else Role.HEADING


def _is_credit(page: Page, at: int) -> bool:
    """Say whether a line in the head names a writer and a paper, a writer's trade, or a paper among bylines."""
    line = page.lines[at]
    if page.title is not None and (is_signature(line) or (page.looks[at - 1] in _CREDIT and has_trade(line))):
        return True
    around = page.looks[at - 1 : at] + page.looks[at + 1 : at + 2]
    is_among = len(around) == 2 and all(look in (Look.BYLINE, Look.DATELINE) for look in around)
    return is_among and line.count < _LEAD_WORDS


def _is_talked_about(page: Page, at: int) -> bool:
    """Say whether a name stands in the body too (below it, a writer may be introduced)."""
    if page.title is None or at > page.title + _NAME_LOOK:
        return True  # too far down for a byline
    name = page.pieces[at].text
    return any(name in piece.text for piece in page.pieces[page.first : max(page.first + 1, page.last - 1)])


def _role_in_tail(page: Page, at: int) -> Role:
    """Read what is long or announced below the last sentence; the rest are links and labels."""
    return Role.BODY if at in page.announced or page.lines[at].count >= _FACT_WORDS else Role.DEBRIS


def _announced(page: Page) -> Iterator[int]:
    """Yield the lines of lists that a colon or a heading announces."""
    is_list = False
    for at in range(max(page.last, 0), len(page.pieces)):
        if page.looks[at] not in SHORT:
            is_list = page.looks[at] is Look.KEPT or page.pieces[at].text.endswith(":")
        elif is_list:
            yield at


def _below_comments(page: Page) -> range:
    """Return what stands below the head of the readers' comments, if most of the text stands above it."""
    words = [line.count * (look is Look.PROSE) for line, look in zip(page.lines, page.looks, strict=True)]
    total = sum(words)
    for at, above in enumerate(accumulate(words)):
        if page.looks[at] is Look.COMMENTS and 2 * above > total:
            return range(at, len(words))
    return range(0)


def _cells(page: Page) -> Iterator[int]:
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
