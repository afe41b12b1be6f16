"""A sentence as rules see it: its tokens, and the chunks (entities, figures, periods, titles) that lie over them.

The tape is also written as one string, an item per chunk or free token, so that token patterns run as ordinary
regular expressions in C: `<kind|labels|lemma|POS|word>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kg.model import Mention, Period, Quantity, Sentence, Span, Token

Value = TypeVar("Value", Mention, Quantity, Period, "Title")
UNSAFE = str.maketrans({"<": "‹", ">": "›", "|": "¦", ",": "‚"})


@dataclass(frozen=True, slots=True)
class Title:
    """The words of a post ("vice mayor") and whether it is held, was held, or will be."""

    span: Span
    text: str
    status: str | None = None  # "Former", "Incoming" or None


@dataclass(frozen=True, slots=True)
class Chunk(Generic[Value]):
    """Tokens `start` to `end` (exclusive) that rules see as one item; `head` is the token that governs the others."""

    kind: str  # "e" entity, "q" figure, "p" period, "t" title
    start: int
    end: int
    head: int
    value: Value
    labels: frozenset[str]


AnyChunk = Chunk[Mention] | Chunk[Quantity] | Chunk[Period] | Chunk[Title]


@dataclass(frozen=True, slots=True)
class Tape:
    """One sentence with chunks, its dependency children, and its items as a string."""

    sentence: Sentence
    chunks: tuple[AnyChunk, ...]
    chunk_of: tuple[AnyChunk | None, ...]  # by token
    children: tuple[tuple[int, ...], ...]  # by token
    text: str
    starts: dict[int, int] = field(repr=False)  # offset of an item in `text` -> its first token
    ends: dict[int, int] = field(repr=False)  # offset behind an item in `text` -> the token behind its last
    features: frozenset[str] = field(repr=False)  # labels, lemmas and words that occur
    by_lemma: dict[str, tuple[int, ...]] = field(repr=False)

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.sentence.tokens

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of text of tokens `start` to `end` (exclusive)."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def words(self, start: int, end: int) -> str:
        """Return the words of tokens `start` to `end` with the spaces of the text, as one line."""
        tokens = self.tokens[start:end]
        parts = []
        for i, token in enumerate(tokens):
            parts.append(token.text)
            if i + 1 < len(tokens) and tokens[i + 1].start > token.end:
                parts.append(" ")
        return "".join(parts)

    def subtree(self, index: int) -> list[int]:
        """Return the token and all that depend on it, in order."""
        found, todo = [], [index]
        while todo:
            here = todo.pop()
            found.append(here)
            todo.extend(self.children[here])
        return sorted(found)

    def child(self, index: int, *relations: str) -> int | None:
        """Return the first child in one of the relations."""
        return next((c for c in self.children[index] if self.tokens[c].dep in relations), None)

    def kids(self, index: int, *relations: str) -> Iterator[int]:
        """Yield the children in the relations."""
        return (c for c in self.children[index] if self.tokens[c].dep in relations)

    def ancestors(self, index: int) -> Iterator[int]:
        """Yield the heads above a token, nearest first."""
        seen = {index}
        while True:
            head = self.tokens[index].head
            if head in seen or head < 0:
                return
            yield head
            seen.add(head)
            index = head


def head_of(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return the token whose head lies outside the stretch; the last one where there is no syntax."""
    for i in range(start, end):
        head = tokens[i].head
        if (head < start or head >= end or head == i) and tokens[i].pos not in ("PUNCT", "DET", "ADP"):
            return i
    return end - 1


def token_range(tokens: Sequence[Token], span: Span) -> tuple[int, int] | None:
    """Return the tokens (first, behind the last) that a span touches."""
    inside = [t.index for t in tokens if t.start < span.end and span.start < t.end]
    return (inside[0], inside[-1] + 1) if inside else None


def build(sentence: Sentence, chunks: Iterable[AnyChunk]) -> Tape:
    """Lay chunks over a sentence; where two overlap the one that comes first in `chunks` stays."""
    chunk_of: list[AnyChunk | None] = [None] * len(sentence.tokens)
    kept = []
    for chunk in chunks:
        if all(chunk_of[i] is None for i in range(chunk.start, chunk.end)):
            kept.append(chunk)
            for i in range(chunk.start, chunk.end):
                chunk_of[i] = chunk
    kept.sort(key=lambda c: c.start)
    text, starts, ends = _write(sentence.tokens, chunk_of)
    children: list[list[int]] = [[] for _ in sentence.tokens]
    for token in sentence.tokens:
        if token.head >= 0 and token.head != token.index and token.dep:
            children[token.head].append(token.index)
    by_lemma: dict[str, list[int]] = {}
    features: set[str] = set()
    for token in sentence.tokens:
        for key in {token.lemma.lower(), token.text.lower()}:
            by_lemma.setdefault(key, []).append(token.index)
        features.update((token.lemma.lower(), token.text.lower(), token.pos))
    for chunk in kept:
        features.update(f"{chunk.kind}:{label}" for label in chunk.labels)
        features.add(f"{chunk.kind}:")
    return Tape(
        sentence,
        tuple(kept),
        tuple(chunk_of),
        tuple(map(tuple, children)),
        text,
        starts,
        ends,
        frozenset(features),
        {lemma: tuple(found) for lemma, found in by_lemma.items()},
    )


def _write(tokens: Sequence[Token], chunk_of: Sequence[AnyChunk | None]) -> tuple[str, dict[int, int], dict[int, int]]:
    items, starts, ends, offset, i = [], {}, {}, 0, 0
    while i < len(tokens):
        chunk, end = chunk_of[i], i + 1
        token = tokens[chunk.head if chunk else i]
        labels = f",{','.join(sorted(chunk.labels))}," if chunk else ""
        end = chunk.end if chunk else i + 1
        lemma, word = token.lemma.lower().translate(UNSAFE), token.text.lower().translate(UNSAFE)
        if token.text in ",|<>":
            lemma = word = token.text.translate(UNSAFE)
        item = f"<{chunk.kind if chunk else 'w'}|{labels}|{lemma}|{token.pos}|{word}>"
        starts[offset] = i
        offset += len(item)
        ends[offset] = end
        items.append(item)
        i = end
    return "".join(items), starts, ends
