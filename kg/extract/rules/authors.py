"""Bylines: who wrote the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.rules.context import NAME, Context
from kg.extract.rules.patterns.tape import Tape
from kg.model import Claim, Mention, Role
from kg.vocab import AUTHOR, NEWS_ARTICLE, PERSON, PLACE

CONFIDENCE = 0.9
HEAD = (Role.HEADING, Role.LEAD)  # what layout may take a byline with more in its line for
BREAKS = frozenset({";", "|", "/", "//", "-", "–", "—", "·", "•", "(", "["})
AFTER = BREAKS | {",", ")", "]", ".", ":", "and", "&", "in", "at", "for", "with"}
SHORT = 24  # tokens of a lead or heading that may be a byline


def authors(context: Context, tapes: Sequence[Tape]) -> Iterator[Claim]:
    """Yield one claim an author: people in bylines that no word sets apart as editor or photographer."""
    seen: set[str] = set()
    for tape in _bylines(tapes):
        if any(t.text.lower() in context.lists["contact_words"] for t in tape.tokens):
            continue
        for start, end, name in _writers(context, tape):
            if name.text not in seen:
                seen.add(name.text)
                yield Claim(
                    NEWS_ARTICLE,  # the document itself
                    AUTHOR,
                    name,
                    context.evidence(tape, start, end),
                    confidence=CONFIDENCE,
                    extractor=NAME,
                    rule="author-in-byline",
                )


def _bylines(tapes: Sequence[Tape]) -> Iterator[Tape]:
    """Byline blocks anywhere, and above the body what reads like one: "By Ada Berg - 3 May"."""
    head = True
    for tape in tapes:
        head = head and tape.sentence.role is not Role.BODY
        if tape.sentence.role is Role.BYLINE or (head and _reads_like_one(tape)):
            yield tape


def _reads_like_one(tape: Tape) -> bool:
    if tape.sentence.role not in HEAD or len(tape.tokens) > SHORT:
        return False
    return tape.tokens[0].text.lower() == "by" and len(tape.tokens) > 1 and tape.chunk_of[1] is not None


def _writers(context: Context, tape: Tape) -> Iterator[tuple[int, int, Mention]]:
    """People behind nothing, a word of writing, or another writer; "editing by" holds until the next break."""
    editing, ready = False, True  # whether a name that comes now is an editor's, or a writer's
    i = 0
    while i < len(tape.tokens):
        chunk, word = tape.chunk_of[i], tape.tokens[i].text.lower()
        if chunk is not None:
            name = _writer(context, tape, chunk.end, chunk.value) if isinstance(chunk.value, Mention) else None
            if name is not None and ready and not editing:
                yield chunk.start, chunk.end, name
            ready = ready and (name is not None or _is_place(context, chunk.value))
            i = chunk.end
            continue
        if word in BREAKS:
            editing, ready = False, ready and word not in ("(", "[")
        elif word in context.lists["editing"]:
            editing = True
        else:
            ready = word in context.lists["writing"] or (ready and word in (",", "and", "&", ":", "in"))
        i += 1


def _writer(context: Context, tape: Tape, end: int, value: Mention) -> Mention | None:
    """Return a person whose whole name stands there: no desk, no words out of a longer phrase."""
    words = value.text.split()
    if value.kind != "name" or not context.is_a(value, PERSON) or len(words) < 2:
        return None
    if any(w.lower() in context.lists["not_authors"] or not w[0].isalpha() for w in words):
        return None
    after = tape.tokens[end].text if end < len(tape.tokens) else ","
    return value if after.lower() in AFTER or after[0] == "@" or tape.chunk_of[end] is not None else None


def _is_place(context: Context, value: object) -> bool:
    return isinstance(value, Mention) and context.is_a(value, PLACE)
