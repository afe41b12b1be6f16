"""Which piece is the title: as markup or metadata say, else the first real line that is no navigation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from kg.model import Role
from kg.text.bylines import is_only_date
from kg.text.furniture import split
from kg.text.looks import SHORT, Look
from kg.text.page import Page, listed_links

_KNOWN_LOOK = 15  # pieces among which a title that is known is looked for
_HEAD_LOOK = 100  # pieces above the first sentence among which a title is looked for
_TITLE_WORDS = 30
_KICKER_WORDS = 3  # a line above the title that is no longer is navigation or a label
_MENU = 5  # entries
_ENTRY_WORDS = 5
_BAR_LINES = 3  # lines without empty ones between them, and without a sentence, are a bar of links


def find_title(page: Page, known: str | None) -> int | None:
    """Return the index of the title's piece; `known` is the title that metadata give."""
    marked = next((at for at, piece in enumerate(page.pieces) if piece.role is Role.TITLE), None)
    if marked is not None:
        return marked
    if known is not None and (at := _same(page, split(known))) is not None:
        return at
    candidates = list(_candidates(page))
    return _best(page, candidates) if candidates else _sentence(page)


def _same(page: Page, title: tuple[str, ...]) -> int | None:
    """Find the line that says the title, or most of it (pages add their own name to it)."""
    for at, line in enumerate(page.lines[:_KNOWN_LOOK]):
        longer, shorter = (title, line.words) if len(title) > len(line.words) else (line.words, title)
        is_part = longer[: len(shorter)] == shorter and len(shorter) > _KICKER_WORDS and 2 * len(shorter) > len(longer)
        if title and page.pieces[at].role is None and (longer == shorter or is_part):
            return at
    return None


def _candidates(page: Page) -> Iterator[int]:
    linked = frozenset(islice(listed_links(page), _HEAD_LOOK))
    for at in range(min(page.first, _HEAD_LOOK, len(page.pieces))):
        is_line = page.looks[at] in SHORT and page.pieces[at].role is None
        if is_line and page.lines[at].count <= _TITLE_WORDS and at not in linked:
            yield at


def _best(page: Page, candidates: Sequence[int]) -> int:
    """Take the first candidate, unless it is a label or a link and a better one follows."""
    best = candidates[0]
    if not page.has_prose:
        return best
    for at in candidates[1:]:
        if page.lines[best].count > _KICKER_WORDS or _names_writer(page, best + 1, at):
            break
        if page.lines[at].count > _KICKER_WORDS:
            best = at
            break
    if not _is_in_bar(page, best):
        return _below_menu(page, best, candidates)
    alone = (at for at in candidates if at > best and page.lines[at].count > _KICKER_WORDS and _stands_alone(page, at))
    return next(alone, best)


def _below_menu(page: Page, best: int, candidates: Sequence[int]) -> int:
    """Take the first line below a menu, if one stands between it and the candidate, which names the site then."""
    entries = 0
    for at in range(best + 1, candidates[-1] + 1):
        entries += page.looks[at] in (Look.ITEM, Look.DEBRIS) and page.lines[at].count <= _ENTRY_WORDS
        if entries >= _MENU and at in candidates and page.lines[at].count > _KICKER_WORDS:
            return at
    return best


def _names_writer(page: Page, start: int, end: int) -> bool:
    credits = (at for at in range(start, end) if page.looks[at] in (Look.BYLINE, Look.DATELINE))
    return any(not is_only_date(page.lines[at]) for at in credits)


def _stands_alone(page: Page, at: int) -> bool:
    return page.pieces[at].gap and (at + 1 == len(page.pieces) or page.pieces[at + 1].gap)


def _is_in_bar(page: Page, at: int) -> bool:
    """Say whether a line is one of several that stand together without a sentence among them."""
    start, end = at, at + 1
    while start > 0 and not page.pieces[start].gap and at - start < _HEAD_LOOK:
        start -= 1
    while end < len(page.pieces) and not page.pieces[end].gap and end - at < _HEAD_LOOK:
        end += 1
    short = sum(page.looks[i] in SHORT or page.looks[i] is Look.DEBRIS for i in range(start, end))
    return short > _BAR_LINES and short >= end - start - 1


def _sentence(page: Page) -> int | None:
    """Take a first short sentence if it asks, has capitals like a headline, or who wrote it comes next."""
    at = next(iter(page.prose), len(page.pieces))
    if at >= page.last or page.lines[at].count > _TITLE_WORDS:
        return None
    if any(page.looks[before] not in (Look.DEBRIS, Look.BYLINE) for before in range(at)):
        return None
    is_followed = page.looks[at + 1] in (Look.BYLINE, Look.DATELINE)
    text = page.pieces[at].text
    return at if is_followed or text.endswith(("?", "!")) or _has_headline_case(text) else None


def _has_headline_case(text: str) -> bool:
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)
