"""Bylines: who wrote the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.rules.context import NAME, Context
from kg.extract.rules.tape import Tape
from kg.model import Claim, Mention, Role
from kg.vocab import AUTHOR, NEWS_ARTICLE, PERSON

CONFIDENCE = 0.9
NOT_WRITING = frozenset({"editor", "editing", "edited", "photo", "photograph", "photographer", "picture", "translated"})
ANSWERING = frozenset({"contact", "contacts", "enquiries", "information", "inquiries", "officer", "publication"})
HELPING = frozenset({"edition", "photos", "pix", "publishing", "translation"})


def _no_author(context: Context, name: str) -> bool:
    """ "Special Correspondent", "KANTO SHIMBUN": a desk or a paper, not a person."""
    return name.isupper() or any(w.lower() in context.lists["not_authors"] for w in name.split())


def authors(context: Context, tapes: Sequence[Tape]) -> Iterator[Claim]:
    """Yield one claim an author: people in byline blocks that no word sets apart as editor or photographer."""
    seen: set[str] = set()
    for tape in tapes:
        if tape.sentence.role is not Role.BYLINE:
            continue
        words = {t.text.lower() for t in tape.tokens}
        if words & (NOT_WRITING | ANSWERING | HELPING):
            continue
        for chunk in tape.chunks:
            value = chunk.value
            if not isinstance(value, Mention) or value.kind != "name" or not context.is_a(value, PERSON):
                continue
            if _no_author(context, value.text):
                continue
            if value.text not in seen:
                seen.add(value.text)
                yield Claim(
                    NEWS_ARTICLE,  # the document itself
                    AUTHOR,
                    value,
                    context.evidence(tape, chunk.start, chunk.end),
                    confidence=CONFIDENCE,
                    extractor=NAME,
                    rule="author-in-byline",
                )
