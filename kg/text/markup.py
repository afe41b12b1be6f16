"""The blocks of a Markdown text: headings, lists, quotations, code, tables and the front matter, by their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.model import Role, Span
from kg.text.bylines import is_byline
from kg.text.furniture import judge
from kg.text.markdown import front_matter_end
from kg.text.pieces import MARK, Piece, Row, piece_of, rows

_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"={2,}|-{2,}")
_FENCE = re.compile(r"`{3,}|~{3,}")
_QUOTE = re.compile(r"(?:>[ \t]*)+(?=\S)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)[^*_]{1,200}\1")
_DEBRIS = re.compile(r"!\[[^\]]{0,500}\]\([^)]{0,2000}\)|\[[^\]]{1,200}\]:\s.*|<[!/a-zA-Z].*>|\{[%{].*|[-:|][-:|\s]*")
_BREAK = ("  ", "\\")


@dataclass(frozen=True, slots=True)
class _Marked:
    """A line with its mark taken off."""

    row: Row
    role: Role | None
    level: int = 0


def markdown_pieces(text: str) -> tuple[Piece, ...]:
    """Split Markdown into pieces; only the first heading of the first level can be the title."""
    start = front_matter_end(text)
    pieces = [] if start == 0 else [Piece(Span(0, len(text[:start].rstrip())), text[:start].strip(), role=Role.DEBRIS)]
    pieces += _paragraphs(text, list(_marked(list(rows(text, start)))))
    return tuple(pieces)


def _marked(lines: list[Row]) -> Iterator[_Marked]:
    fence = ""
    for at, row in enumerate(lines):
        opening = _FENCE.match(row.text)
        if fence or opening:
            yield _Marked(row, Role.DEBRIS)
            if not fence and opening:
                fence = opening[0]
            elif row.text.startswith(fence) and not row.text.strip(fence[0]):
                fence = ""
            continue
        following = lines[at + 1] if at + 1 < len(lines) else None
        yield _mark(row, following)


def _mark(row: Row, following: Row | None) -> _Marked:
    if heading := _HEADING.match(row.text):
        level = len(heading[1])
        return _Marked(_cut(row, heading.end(), closing="#"), Role.TITLE if level == 1 else Role.HEADING, level)
    if row.text.startswith("|") or _DEBRIS.fullmatch(row.text):
        return _Marked(row, Role.DEBRIS)
    if following is not None and not following.gap and _UNDERLINE.fullmatch(following.text):
        return _Marked(row, Role.TITLE if following.text[0] == "=" else Role.HEADING, 1)
    if _UNDERLINE.fullmatch(row.text):
        return _Marked(row, Role.DEBRIS)
    if quote := _QUOTE.match(row.text):
        return _Marked(_cut(row, quote.end()), None)
    if _BOLD.fullmatch(row.text):
        return _Marked(row, Role.HEADING)
    return _Marked(row, None)


def _cut(row: Row, length: int, closing: str = "") -> Row:
    """Take a mark off the beginning, and a closing one that a space sets off from the end."""
    words = row.text[length:]
    open_end = words.rstrip(closing) if closing else words
    if open_end[-1:].isspace():
        words = open_end.rstrip()
    return replace(row, start=row.start + length, end=row.start + length + len(words), text=words)


def _paragraphs(text: str, lines: list[_Marked]) -> Iterator[Piece]:
    """Join the lines of a paragraph, as Markdown does; the headings that come later than a title are no titles."""
    has_title = False
    first: Row | None = None
    for at, line in enumerate(lines):
        if line.role is not None:
            is_second = line.role is Role.TITLE and has_title
            has_title = has_title or line.role is Role.TITLE
            role = Role.HEADING if is_second else line.role
            yield Piece(Span(line.row.start, line.row.end), line.row.text, gap=line.row.gap, role=role)
            continue
        first = first or line.row
        following = lines[at + 1] if at + 1 < len(lines) else None
        if following is None or not _goes_on(text, line.row, following):
            yield piece_of(text, first, line.row)
            first = None


def _goes_on(text: str, row: Row, following: _Marked) -> bool:
    after = following.row
    if following.role is not None or after.gap or MARK.match(after.text) or text.startswith(_BREAK, row.end):
        return False
    return not is_byline(judge(row.text)) and not is_byline(judge(after.text))
