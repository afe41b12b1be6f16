"""A sentence as rules see it: its tokens, and the chunks (entities, figures, periods, titles) that lie over them.

The tape is also written as one string, an item per chunk or free token, so that token patterns run as ordinary
regular expressions in C: `<kind|labels|lemma|POS|word>`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Generic, TypeVar

from kg.model import Iri, Mention, Period, Quantity, Sentence, Span, Token

Value = TypeVar("Value", Mention, Quantity, Period, "Title")
UNSAFE = str.maketrans({"<": "‹", ">": "›", "|": "¦", ",": "‚"})
WORDS = 65536  # words that are remembered as written
LABELS = 4096  # sets of labels that are remembered as written: classes and titles come again and again


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
    tokens: tuple[Token, ...]  # those of the sentence
    chunks: tuple[AnyChunk, ...]
    chunk_of: tuple[AnyChunk | None, ...]  # by token
    children: tuple[tuple[int, ...], ...]  # by token
    text: str
    starts: dict[int, int] = field(repr=False)  # offset of an item in `text` -> its first token
    ends: dict[int, int] = field(repr=False)  # offset behind an item in `text` -> the token behind its last
    items: dict[str, list[int]] = field(repr=False)  # POS, word or label ("e:City") -> the items' offsets in `text`
    where: dict[str, list[int]] = field(repr=False)  # the same -> the tokens that bear it, inside chunks too
    verbs: dict[int, int | None] = field(default_factory=dict, repr=False, compare=False)  # clauses found so far

    def bearing(self, features: frozenset[str]) -> list[int]:
        """Return the tokens that bear one of some features, in order."""
        met = features.intersection(self.where) if len(features) > len(self.where) else self.where.keys() & features
        if len(met) == 1:  # nearly always
            return self.where[next(iter(met))]
        return sorted({i for feature in met for i in self.where[feature]})

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
        for child in self.children[index]:
            if self.tokens[child].dep in relations:
                return child
        return None

    def kids(self, index: int, *relations: str) -> list[int]:
        """Return the children in the relations."""
        return [c for c in self.children[index] if self.tokens[c].dep in relations]

    def parts(self, one: int, other: int, kind: str, besides: AnyChunk | None = None) -> bool:
        """Say whether a chunk of a kind reaches between two tokens, not counting `besides`."""
        first, behind = min(one, other) + 1, max(one, other)
        return any(
            c.kind == kind and max(c.start, first) < min(c.end, behind) and c is not besides for c in self.chunks
        )

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
    first = bisect_right(tokens, span.start, key=attrgetter("end"))
    behind = bisect_left(tokens, span.end, key=attrgetter("start"))
    return (first, behind) if first < behind else None


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
    children: list[list[int]] = [[] for _ in sentence.tokens]
    where: defaultdict[str, list[int]] = defaultdict(list)
    words = [_word(t.lemma, t.text, t.pos) for t in sentence.tokens]
    for token, (keys, _) in zip(sentence.tokens, words, strict=True):
        if token.head >= 0 and token.head != token.index and token.dep:
            children[token.head].append(token.index)
        for key in keys:
            where[key].append(token.index)
    for chunk in kept:
        for key in _keys(chunk.kind, chunk.labels):
            where[key].extend(range(chunk.start, chunk.end))
    return Tape(
        sentence,
        sentence.tokens,
        tuple(kept),
        tuple(chunk_of),
        tuple(map(tuple, children)),
        *_write(words, chunk_of),
        dict(where),
    )


def _write(
    words: Sequence[tuple[tuple[str, ...], str]], chunk_of: Sequence[AnyChunk | None]
) -> tuple[str, dict[int, int], dict[int, int], dict[str, list[int]]]:
    """The items as one string, where each begins and ends, and where those stand that bear a label, a word or a POS."""
    items: list[str] = []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    bearing: defaultdict[str, list[int]] = defaultdict(list)
    offset = i = 0
    while i < len(words):
        chunk = chunk_of[i]
        if chunk is None:
            keys, written = words[i]
            item, behind = f"<w||{written}>", i + 1
        else:
            keys, written = _keys(chunk.kind, chunk.labels), words[chunk.head][1]
            item, behind = f"<{chunk.kind}|{_written(chunk.labels)}|{written}>", chunk.end
        for key in keys:
            bearing[key].append(offset)
        starts[offset] = i
        offset += len(item)
        i = ends[offset] = behind
        items.append(item)
    return "".join(items), starts, ends, dict(bearing)


@lru_cache(maxsize=WORDS)
def _word(lemma: str, text: str, pos: str) -> tuple[tuple[str, ...], str]:
    """What patterns look a word up by, and the word as it is written."""
    small, word = lemma.lower(), text.lower()
    keys = tuple({small, word, pos})
    if text in ",|<>":
        small = word = text
    return keys, f"{_safe(small)}|{pos}|{_safe(word)}"


def _safe(word: str) -> str:
    return word if word.isalnum() else word.translate(UNSAFE)


@lru_cache(maxsize=LABELS)
def _keys(kind: str, labels: frozenset[str]) -> tuple[str, ...]:
    """What patterns look a chunk up by."""
    return (f"{kind}:", *(f"{kind}:{label}" for label in sorted(labels)))


@lru_cache(maxsize=LABELS)
def _written(labels: frozenset[str]) -> str:
    return f",{','.join(sorted(labels))},"


@lru_cache(maxsize=1024)
def labels_of(kind: str, cls: Iri, classes: frozenset[Iri]) -> frozenset[str]:
    """Return the names by which patterns call a mention: its class, the classes above it, and its kind."""
    names = {c.rsplit("#", 1)[-1].rsplit("/", 1)[-1] for c in classes}
    return frozenset({*names, kind, "Thing", f"is-{cls.rsplit('#', 1)[-1].rsplit('/', 1)[-1]}"})
