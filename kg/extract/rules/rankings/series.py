"""Names in a series: "A, B and C" behind a token or before one, with figures and brackets between them."""

from __future__ import annotations

from kg.extract.rules.context import Context
from kg.extract.rules.patterns.tape import Tape
from kg.model import Mention
from kg.vocab import GROUP, INDEX, ORGANIZATION, PERSON, PLACE

MAY = (ORGANIZATION, PLACE, GROUP)
BEFORE_VERB = ("DET", "ADV", "AUX", "PROPN")
BETWEEN = 3  # words of description before a name in a row ("the chip maker Nordlys")


def may(context: Context, mention: Mention | None) -> bool:
    """Say whether a thing can stand in a ranking."""
    if mention is None or context.is_a(mention, INDEX):
        return False
    person = mention.kind == "name" and context.is_a(mention, PERSON)  # a misread name of a place, as often as not
    return person or (
        context.is_a(mention, *MAY) and not (mention.kind == "pronoun" and mention.type in (GROUP, PERSON))
    )


def row(context: Context, tape: Tape, start: int) -> tuple[Mention, ...]:
    """Return "A, B and C" from a token on; figures and brackets between are passed over."""
    links = context.lists["row_links"]
    found: list[Mention] = []
    joins: list[str] = []  # what stands before each name
    link, i, free, closed = "", start, BETWEEN, True
    while i < len(tape.tokens):
        chunk, word = tape.chunk_of[i], tape.tokens[i].text.lower()
        if word in ("(", ")"):
            closed = word == ")"
        elif not closed:
            pass
        elif chunk is not None and isinstance(chunk.value, Mention) and may(context, chunk.value):
            if found and link not in ("and", ",", "&"):
                break
            found.append(chunk.value)
            joins.append(link)
            link, free = "", BETWEEN
        elif word in ("and", "&", ","):
            link = "and" if word != "," or link == "and" else ","
        elif chunk is None and word not in links:
            free -= 1
            if free < 0 or tape.tokens[i].pos not in ("NOUN", "ADJ", "PROPN") or (found and not link):
                break
        i = chunk.end if chunk is not None else i + 1
    last = max((n for n, join in enumerate(joins) if join == "and"), default=0)
    return tuple(found[: last + 1])


def row_before(context: Context, tape: Tape, end: int) -> tuple[Mention, ...]:
    """Return "A, B and C" that ends before a token: the subject of "came next"."""
    start, closed, links = end, True, context.lists["row_links"]
    for i in reversed(range(end)):
        word, chunk = tape.tokens[i].text.lower(), tape.chunk_of[i]
        if word in ("(", ")"):
            closed = word == "("
        elif closed and chunk is None and word not in links and tape.tokens[i].pos not in BEFORE_VERB:
            break
        start = i
    return row(context, tape, start)
