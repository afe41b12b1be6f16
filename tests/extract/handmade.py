"""Sentences written by hand, with their syntax: what they test does not hang on a language model."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kg.extract.rules.patterns.tape import AnyChunk, Chunk, Tape, Title, build
from kg.model import Comparator, Iri, Mention, Quantity, Role, Sentence, Span, Token


def tokens(*rows: str) -> tuple[Token, ...]:
    """Make tokens from rows "word lemma POS TAG relation head", heads counted from 0; shorter rows leave out the end.

    A word that begins with "_" stands right behind the one before.
    """
    made: list[Token] = []
    at = 0
    for index, row in enumerate(rows):
        word, *rest = row.split()
        glued = word.startswith("_") and len(word) > 1
        word = word[1:] if glued else word
        lemma, pos, tag, dep, head = [*rest, *["", "X", "", "", "-1"][len(rest) :]]
        start = at - 1 if glued and made else at
        made.append(Token(index, start, start + len(word), word, lemma or word.lower(), pos, tag, dep, int(head)))
        at = start + len(word) + 1
    return tuple(made)


def plain(text: str) -> tuple[Token, ...]:
    """Make tokens without syntax: capitalised words are proper nouns, signs punctuation, digits numbers."""
    rows = []
    for word in text.split():
        bare = word.removeprefix("_") or word
        pos = "PROPN" if bare[0].isupper() else "NUM" if bare[0].isdigit() else "NOUN" if bare.isalpha() else "PUNCT"
        rows.append(f"{word} {bare if pos == 'PROPN' else bare.lower()} {pos}")
    return tokens(*rows)


def sentence(made: Sequence[Token]) -> Sentence:
    """Make a sentence of tokens."""
    return Sentence(0, 0, Role.BODY, Span(0, made[-1].end), tuple(made))


def text_of(made: Sequence[Token]) -> str:
    """Return the text that the tokens stand in."""
    text = ""
    for token in made:
        text = text.ljust(token.start) + token.text
    return text


def thing(made: Sequence[Token], start: int, end: int, cls: Iri, *labels: str, kind: str = "name") -> Chunk[Mention]:
    """Lay an entity over tokens."""
    span = Span(made[start].start, made[end - 1].end)
    words = " ".join(t.text for t in made[start:end])
    return Chunk("e", start, end, end - 1, Mention("d", span, words, cls, kind), frozenset({*labels, kind, "Thing"}))


def figure(made: Sequence[Token], start: int, end: int, kind: str = "number", value: int = 7) -> Chunk[Quantity]:
    """Lay a figure over tokens; its value is the one given, whatever the words say."""
    span = Span(made[start].start, made[end - 1].end)
    found = Quantity(Decimal(value), Comparator.EXACTLY, None, kind, span)
    return Chunk("q", start, end, end - 1, found, frozenset({kind}))


def post(made: Sequence[Token], start: int, end: int, status: str | None = None) -> Chunk[Title]:
    """Lay a title over tokens."""
    span = Span(made[start].start, made[end - 1].end)
    words = " ".join(t.text for t in made[start:end]).lower()
    return Chunk("t", start, end, end - 1, Title(span, words, status), frozenset({status or "Current"}))


def tape(made: Sequence[Token], *chunks: AnyChunk) -> Tape:
    """Lay chunks over tokens."""
    return build(sentence(made), chunks)
