"""What one document says once its things are known: the input of the graph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Claim, Document, Entity, Node, Span, Term
from kg.vocab import LABEL


@dataclass(frozen=True, slots=True)
class Account:
    """A document, and what it claims of entities; `unresolved` are the words of mentions that no entity was found for.

    `sentences` are the spans of its sentences, in order, where they are known.
    """

    document: Document
    claims: tuple[Claim, ...]
    unresolved: tuple[str, ...] = ()
    sentences: tuple[Span, ...] = ()

    def around(self, span: Span) -> Span:
        """Return the sentences that hold the ends of a span, whole; the span itself where there are none."""
        first = bisect_right(self.sentences, span.start, key=lambda s: s.start) - 1
        last = bisect_left(self.sentences, span.end, key=lambda s: s.start) - 1
        start, end = span.start, span.end
        if first >= 0 and self.sentences[first].end > span.start:
            start = self.sentences[first].start
        if last >= 0 and self.sentences[last].end >= span.end:
            end = self.sentences[last].end
        return Span(start, end)


def named_event(node: Node) -> Entity | None:
    """Return the entity that a node is one with: a node whose label is an entity is that entity."""
    return next((term for name, term in node.parts if name == LABEL and isinstance(term, Entity)), None)


def entities(term: Term | None) -> Iterator[Entity]:
    """Yield the entities that a term is or holds."""
    if isinstance(term, Entity):
        yield term
    elif isinstance(term, Node):
        for _, part in term.parts:
            yield from entities(part)
