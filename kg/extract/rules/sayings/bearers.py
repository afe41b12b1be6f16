"""Who is meant by a title alone ("the minister", "the judge"): the last person before it whom the text gave it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.rules.context import Context
from kg.extract.rules.patterns.tape import Tape
from kg.model import Mention
from kg.vocab import PERSON

FAR = 8  # tokens before a name or behind it in which its title stands
NOUNS = ("NOUN", "PROPN", "ADJ", "ADP", "DET", "PRON", "PART", "CCONJ")


def bearer(context: Context, tape: Tape, node: int) -> Mention | None:
    """Return the person whom a noun such as "minister" stands for; None where nobody was given it before."""
    word = tape.tokens[node].text.lower()
    before = tape.tokens[node].start
    found: Mention | None = None
    for earlier in context.tapes:
        if earlier.sentence.index > tape.sentence.index:
            break
        if word not in earlier.where:
            continue
        for mention, words in _titled(context, earlier):
            if word in words and mention.span.start < before:
                found = mention
    return found


def _titled(context: Context, tape: Tape) -> Iterator[tuple[Mention, frozenset[str]]]:
    """Yield the people named in a sentence with the nouns said of them right before or behind their names."""
    for chunk in tape.chunks:
        value = chunk.value
        if isinstance(value, Mention) and value.kind == "name" and context.is_a(value, PERSON):
            yield value, frozenset((*_before(tape, chunk.start), *_behind(tape, chunk.end), *_own(tape, chunk.start)))


def _own(tape: Tape, start: int) -> Iterator[str]:
    """The words of the name's own chunk: "Judge Rowan Ek"."""
    chunk = tape.chunk_of[start]
    yield from (t.text.lower() for t in tape.tokens[start : chunk.end if chunk else start + 1])


def _before(tape: Tape, start: int) -> Iterator[str]:
    """ "the chief judge, Anna Riis", "Mayor Anna Riis", "chief collector (south) Anna Riis"."""
    at, comma = start - 1, False
    while at >= max(0, start - FAR):
        token = tape.tokens[at]
        if token.text == "," and not comma and at == start - 1:
            comma = True
        elif token.pos not in NOUNS and token.text not in ("-", "(", ")"):
            return
        elif token.pos in ("NOUN", "PROPN"):
            yield token.text.lower()
        at -= 1


def _behind(tape: Tape, end: int) -> Iterator[str]:
    """ "Anna Riis, its chief executive", "Anna Riis, who was mayor"."""
    tokens = tape.tokens
    if end >= len(tokens) or tokens[end].text not in (",", "("):
        return
    for token in tokens[end + 1 : end + 1 + FAR]:
        if token.text in (",", ")", ";") or (token.pos in ("VERB", "AUX") and token.tag in ("VBD", "VBZ")):
            return
        if token.pos in ("NOUN", "PROPN"):
            yield token.text.lower()
