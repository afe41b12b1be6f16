"""Seats: the body or place of an office where the words of the title do not say it ("its", "whose", none at all)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.rules.context import Context
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.posts.offices import antecedent
from kg.model import Mention
from kg.vocab import (
    ADMINISTRATIVE_AREA,
    CITY,
    CORPORATION,
    COUNTRY,
    EDUCATIONAL_ORGANIZATION,
    ORGANIZATION,
    PERSON,
    PLACE,
)

BACK = 3  # sentences before a bare title in which its body may have been named


def whose(context: Context, tape: Tape, start: int) -> Mention | None:
    """ "The office grew, its president, X, said": the last body named before it, else the first a sentence back."""
    here = _topic_of(context, tape, start) or antecedent(context, tape, start)
    told = _told_of(context, tape, start)
    if here is not None and not told:
        return here
    at = context.tapes.index(tape)
    for earlier in reversed(context.tapes[max(0, at - 2) : at]):
        found = next(_bodies(context, earlier, len(earlier.tokens)), None)
        if found is not None:
            return found
        places = [m for m in _named(earlier) if context.is_a(m, PLACE) and m.kind == "name"]
        if places:
            return places[0]
    return here


def _told_of(context: Context, tape: Tape, start: int) -> bool:
    """ "Anna Peeters, formerly of Nordkraft, became its president": what is told of a person before is past."""
    verb = next((t.index for t in tape.tokens[:start] if t.pos in ("VERB", "AUX") and _finite(tape, t.index)), start)
    first = next((c.value for c in tape.chunks if c.end <= verb and isinstance(c.value, Mention)), None)
    beyond = any(
        isinstance(c.value, Mention) and verb < c.start < start for c in tape.chunks if _is_body(context, c.value)
    )
    return verb < start and first is not None and context.is_a(first, PERSON) and not beyond


def _is_body(context: Context, value: object) -> bool:
    return isinstance(value, Mention) and value.kind == "name" and context.is_a(value, ORGANIZATION)


def _topic_of(context: Context, tape: Tape, start: int) -> Mention | None:
    """ "Nordkraft, a unit of Oslo-based Norsk Invest, grew, its chief, X, said": the body that the sentence is about.

    It stands before the verb; not so where "and its" joins the office to the body right before it.
    """
    before = [t.text.lower() for t in tape.tokens[max(0, start - 1) : start]]
    if before in (["and"], ["with"], ["or"], ["as"]):
        return None
    verb = next((t.index for t in tape.tokens[:start] if t.pos in ("VERB", "AUX") and _finite(tape, t.index)), start)
    named = [
        c.value
        for c in tape.chunks
        if c.end <= verb and isinstance(c.value, Mention) and c.value.kind == "name" and not _sat(tape, c.end)
    ]
    return next((m for m in named if context.is_a(m, ORGANIZATION)), None) if verb < start else None


def _finite(tape: Tape, i: int) -> bool:
    token = tape.tokens[i]
    return token.tag in ("VBD", "VBZ", "VBP", "MD") and tape.tokens[i].dep not in ("acl", "acl:relcl")


def _sat(tape: Tape, end: int) -> bool:
    """ "Oslo-based", "The Hague-based", "Nordkraft's": whose or where the body is that follows."""
    behind = [t.text.lower() for t in tape.tokens[end : end + 2]]
    return behind[:1] == ["-"] and behind[1:] in (["based"], ["headquartered"], ["listed"])


def usual(context: Context, tape: Tape, start: int, title: str) -> Mention | None:
    """ "Vice-chancellor X", "Chief Executive X": the body of the kind that such a title is held at, named near."""
    head = last_word(title)
    if head in context.lists["titles_at_cities"]:
        here = next(iter(context.topics), None)
        area = here is not None and context.is_a(here, ADMINISTRATIVE_AREA) and not context.is_a(here, COUNTRY)
        cities = (m for m in context.topics[:3] if context.is_a(m, CITY))
        return here if area else next(cities, None)
    if head in context.lists["titles_at_universities"]:
        near = (m for m in _before(context, tape, start) if context.is_a(m, EDUCATIONAL_ORGANIZATION))
        return _foremost(context, near) or context.main(EDUCATIONAL_ORGANIZATION)
    if head in context.lists["titles_at_courts"]:
        return next((m for m in context.topics if _is_court(context, m)), None)
    if title not in context.lists["titles_at_bodies"]:
        return None
    if context.topic is not None and context.is_a(context.topic, ORGANIZATION):
        return context.topic
    if title in context.lists["titles_at_companies"] and (firm := context.main(CORPORATION)) is not None:
        return firm
    return _foremost(context, _before(context, tape, start))


def _foremost(context: Context, near: Iterator[Mention]) -> Mention | None:
    """Of names the one that the text speaks of most, the nearest where it speaks of none."""
    spoken = [m.text for m in context.topics]
    names = [m for m in near if m.kind == "name"]
    return min(names, key=lambda m: spoken.index(m.text) if m.text in spoken else len(spoken), default=None)


def anothers(context: Context, match: Match, holder: tuple[int, int]) -> bool:
    """ "Her husband stepped down", "Director, Regional Operations, at": kin, or what a post is for, and no holder."""
    start, end = holder
    tokens = match.tape.tokens
    behind = tokens[end].text.lower() if end < len(tokens) else ""
    if tokens[start].tag == "PRP$" or tokens[start].text.lower() == "his":
        return behind in context.lists["kin"]
    held = end + 1 < len(tokens) and behind == "," and tokens[end + 1].text.lower() in ("at", "for")
    before = match.tape.chunk_of[start - 2] if start > 1 and tokens[start - 1].text == "," else None
    return held and before is not None and before.kind == "t"


def last_word(title: str) -> str:
    """ "deputy vice-chancellor for research" -> "chancellor"."""
    words = title.split(" of ")[0].split(" for ")[0].split()
    return words[-1].split("-")[-1] if words else ""


def is_vague(context: Context, title: str) -> bool:
    """Say whether a title says little without what it heads: "partner", but not "chief executive"."""
    if last_word(title) not in context.lists["post_nouns"] or title in context.lists["titles_at_bodies"]:
        return False
    return not set(title.split()[:-1]) & set(context.lists["offices"])


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
