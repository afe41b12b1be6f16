"""Layout: which part of a document is title, lead, byline, dateline, caption, heading, body or debris."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Block, Document, Role, Span
from kg.text.datelines import dateline_end
from kg.text.markup import markdown_pieces
from kg.text.pieces import Piece, plain_pieces
from kg.text.roles import roles

_MARKDOWN = (".md", ".markdown")


def layout(document: Document) -> Document:
    """Return the document with its blocks, and with the title that stands in the text if it had none.

    Every line that is not blank lies in a block, save the marks of lists, headings and quotations. A paragraph whose
    lines were wrapped by hand is one block, line ends and all. A document that has blocks comes back as it is.
    """
    if document.blocks or not document.text.strip():
        return document
    is_markdown = (document.source or "").lower().endswith(_MARKDOWN)
    pieces = markdown_pieces(document.text) if is_markdown else plain_pieces(document.text)
    given = roles(pieces, document.title, document.authors)
    title = next((piece.text for piece, role in zip(pieces, given, strict=True) if role is Role.TITLE), None)
    return replace(document, blocks=tuple(_blocks(document.text, pieces, given)), title=document.title or title)


def _blocks(text: str, pieces: Sequence[Piece], given: Sequence[Role]) -> Iterator[Block]:
    """Make a block of each piece, and two of the first paragraph when it begins with a dateline."""
    is_first = True
    for piece, role in zip(pieces, given, strict=True):
        span = piece.span
        if role is Role.BODY and is_first:
            is_first = False
            if end := dateline_end(text[span.start : span.end]):
                dateline = text[span.start : span.start + end].rstrip()
                yield Block(Span(span.start, span.start + len(dateline)), Role.DATELINE)
                span = Span(span.start + end, span.end)
        yield Block(span, role)
