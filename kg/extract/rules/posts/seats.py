"""Seats: the body or place of an office where the words of the title do not say it ("its", "whose", none at all)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.rules.context import Context
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.posts.offices import antecedent
from kg.model import Mention
from kg.vocab import CITY, EDUCATIONAL_ORGANIZATION, ORGANIZATION, PLACE

BACK = 3  # sentences before a bare title in which its body may have been named
TITLES_AT = {
    EDUCATIONAL_ORGANIZATION: "titles_at_universities",
    CITY: "titles_at_cities",
}


def whose(context: Context, tape: Tape, start: int) -> Mention | None:
    """ "The office grew, its president, X, said": the last body named before it, else the first a sentence back."""
    here = antecedent(context, tape, start)
    if here is not None:
        return here
    at = context.tapes.index(tape)
    for earlier in reversed(context.tapes[max(0, at - 2) : at]):
        found = next(_bodies(context, earlier, len(earlier.tokens)), None)
        if found is not None:
            return found
        places = [m for m in _named(earlier) if context.is_a(m, PLACE) and m.kind == "name"]
        if places:
            return places[0]
    return None


def usual(context: Context, tape: Tape, start: int, title: str) -> Mention | None:
    """ "Vice-chancellor X", "Chief Executive X": the body of the kind that such a title is held at, named near."""
    head = last_word(title)
    for cls, words in TITLES_AT.items():
        if head in context.lists[words]:
            near = [m for m in _before(context, tape, start) if context.is_a(m, cls)]
            return context.main(cls) if not near or cls == CITY else near[0]
    if head in context.lists["titles_at_courts"]:
        courts = [m for m in _before(context, tape, start, back=len(context.tapes)) if _is_court(context, m)]
        return next(iter(courts), None)
    if title not in context.lists["titles_at_bodies"]:
        return None
    near = [m for m in _before(context, tape, start) if m.kind == "name" or m is context.topic]
    clear = context.topic is not None and context.is_a(context.topic, ORGANIZATION)
    return context.topic if clear else next(iter(near), None)


def last_word(title: str) -> str:
    """ "deputy vice-chancellor for research" -> "chancellor"."""
    words = title.split(" of ")[0].split(" for ")[0].split()
    return words[-1].split("-")[-1] if words else ""


def is_vague(context: Context, title: str) -> bool:
    """Say whether a title says little without what it heads: "partner", but not "chief executive"."""
    return last_word(title) in context.lists["post_nouns"] and title not in context.lists["titles_at_bodies"]


def _before(context: Context, tape: Tape, start: int, back: int = BACK) -> Iterator[Mention]:
    """Yield the bodies named before a token: those of its sentence, then of the ones before, subjects first."""
    yield from _bodies(context, tape, start)
    at = context.tapes.index(tape)
    for earlier in reversed(context.tapes[max(0, at - back) : at]):
        yield from _bodies(context, earlier, len(earlier.tokens))


def _bodies(context: Context, tape: Tape, end: int) -> Iterator[Mention]:
    """Yield the bodies of a sentence up to a token: its subject, then names, then phrases."""
    found = [
        (not tape.tokens[c.head].dep.startswith("nsubj"), c.value.kind != "name", c.start, c.value)
        for c in tape.chunks
        if c.end <= end
        and isinstance(c.value, Mention)
        and c.value.kind != "pronoun"
        and context.is_a(c.value, ORGANIZATION)
    ]
    yield from (m for *_, m in sorted(found, key=lambda f: f[:3]))


def _named(tape: Tape) -> Iterator[Mention]:
    return (c.value for c in tape.chunks if isinstance(c.value, Mention))


def _is_court(context: Context, mention: Mention) -> bool:
    words = {w.lower() for w in mention.text.split()}
    return mention.kind == "name" and not words.isdisjoint(context.lists["court_words"])
