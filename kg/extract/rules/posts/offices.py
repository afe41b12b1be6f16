"""Offices: a title with what it is for and where it is held, read off the words around it.

"the ministry's former head of the patent division", "deputy director of operations at the Nordic Council",
"President of the Generalitat", "Head of Licensing (Europe), City of Ghent".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.rules.context import Context
from kg.extract.rules.patterns.tape import AnyChunk, Chunk, Tape, Title
from kg.model import Mention
from kg.vocab import ORGANIZATION, PERSON, PLACE

LINKS = ("of", "for", "at", "in", "to", "with", "on")
POSSESSIVES = ("'s", "’s", "'", "’")
PLAIN = ("NOUN", "ADJ", "PROPN", "NUM", "X")
WIDE = 12  # tokens that the words behind one preposition may have
GAP = 4  # words between the owner and the title: "the bureau's longest-serving patent director"


@dataclass(frozen=True, slots=True)
class Office:
    """A title in full, the body or place that it is held at, and the tokens that say so."""

    title: str
    at: Mention | None
    start: int
    end: int
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words behind a preposition: what they name, and the token behind them."""

    at: Mention | None
    words: tuple[str, ...]
    end: int


def office(context: Context, tape: Tape, chunk: AnyChunk) -> Office:
    """Read the whole office that a title is the head of."""
    assert isinstance(chunk.value, Title)
    start, owner = _owner(context, tape, chunk.start)
    words, at, end = phrases(context, tape, chunk.end)
    if owner is not None and (at is None or not context.is_a(at, ORGANIZATION) or at.kind == "nominal"):
        at = owner  # "the council's coordinator in Ghent": of the council
    if at is None:
        at, end = _apposed(context, tape, end)
    before = [t.text.lower() for t in tape.tokens[max(0, start - 2) : start]]
    if before[-1:] in (["a"], ["an"], ["the"]):
        before.pop()  # "formerly a director"
    status = "Former" if before and before[-1] in context.lists["former"] else chunk.value.status
    return Office(" ".join((chunk.value.text, *words)), at, start, end, status)


def phrases(
    context: Context, tape: Tape, start: int, *, bare: bool = False
) -> tuple[tuple[str, ...], Mention | None, int]:
    """Read "of the patent division at the ministry": words of the title, where it is held, the token behind.

    With `bare` no preposition stands before the first ("heads the patent division at the ministry").
    """
    words: list[str] = []
    at: Mention | None = None
    pending: tuple[str, tuple[str, ...]] = ("", ())
    end = _section(context, tape, _bracket(tape, start))
    if end < len(tape.tokens) and tape.tokens[end].text.lower() in ("now", "currently"):
        end += 1
    while end < len(tape.tokens) and (bare or (tape.tokens[end].text.lower() in LINKS and tape.chunk_of[end] is None)):
        found = phrase(context, tape, end if bare else end + 1)
        link = "of" if bare else tape.tokens[end].text.lower()
        bare = False
        part = at is not None and at.kind == "nominal" and link == "of"  # "the faculty of law"
        bare_words = found is not None and found.at is None and part
        if found is None or (at is not None and not bare_words and not _is_body(context, found.at)):
            break
        if at is not None and at.kind == "nominal":  # what stood before is a part of the body that follows
            words.extend(words_of(at, *pending))
        if found.at is not None and _is_field(context, tape, found):  # "head of Biology at the Nordic Academy"
            words.extend((link, *found.words, *found.at.text.lower().split()))
            end = found.end
            continue
        at, pending = found.at, (link, found.words)
        if at is None or at.kind == "pronoun":
            words.extend((link, *found.words))
        end = _bracket(tape, found.end)
        if at is not None and at.kind != "nominal":
            break
    return tuple(words), at, end


def _is_field(context: Context, tape: Tape, found: Phrase) -> bool:
    """Say whether a name is what a title is for, as the body it is held at comes next, behind "at"."""
    if found.at is None or found.at.kind != "name" or " " in found.at.text or found.at.text.isupper():
        return False
    if found.end + 1 >= len(tape.tokens) or tape.tokens[found.end].text != "at":
        return False
    beyond = phrase(context, tape, found.end + 1)
    return beyond is not None and beyond.at is not None and _is_body(context, beyond.at)


def _is_body(context: Context, at: Mention | None) -> bool:
    return at is not None and context.is_a(at, ORGANIZATION)


def words_of(division: Mention, link: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Put a division back among the words of a title: "of the innovation department"."""
    return (link, *words, *division.text.lower().split())


def phrase(context: Context, tape: Tape, start: int) -> Phrase | None:
    """Read one noun phrase that may name a body or a place; None where there is none."""
    at: Mention | None = None
    words: list[str] = []
    article: tuple[str, ...] = ()
    i = end = start
    while i < min(len(tape.tokens), start + WIDE):
        chunk, token = tape.chunk_of[i], tape.tokens[i]
        word = token.text.lower()
        if chunk is not None:
            if not isinstance(chunk.value, Mention) or at is not None or not _seat(context, chunk.value):
                break
            if _based(tape, chunk.end):
                i = chunk.end + 2
                continue
            i = end = chunk.end
            if _field(context, chunk.value):
                words.extend(chunk.value.text.lower().split())
                continue
            if end < len(tape.tokens) and tape.tokens[end].text in POSSESSIVES:
                owned = phrase(context, tape, end + 1)
                body = owned.at if owned is not None else None
                named = body is not None and body.kind == "name" and context.is_a(body, ORGANIZATION)
                return Phrase(body if named else chunk.value, tuple(words), owned.end if owned is not None else end)
            at = _called(context, tape, chunk)
            end = i = end if at is chunk.value else tape.chunk_of[end].end  # type: ignore[union-attr]
            if at.kind != "pronoun" and context.is_a(at, ORGANIZATION):
                break
            continue
        if word in ("the", "a", "an") and not words and at is None:
            article = (word,) if word == "the" else ()
            i += 1
            continue
        if (at is not None and at.kind != "pronoun") or not _goes_on(tape, i):
            break
        words.append(word)
        i += 1
        end = i
    if at is not None and at.kind == "pronoun":
        at, words = (None, words) if not words else (at, words)
    words = [*article, *words] if words else []
    return Phrase(at, tuple(words), end) if end > start and (words or at is not None) else None


def _called(context: Context, tape: Tape, chunk: Chunk[Mention]) -> Mention:
    """ "the Swiss group Nordkraft": the name behind what a body is called."""
    behind = tape.chunk_of[chunk.end] if chunk.end < len(tape.tokens) else None
    if chunk.value.kind != "nominal" or behind is None or not isinstance(behind.value, Mention):
        return chunk.value
    named = behind.value.kind == "name" and context.is_a(behind.value, ORGANIZATION)
    return behind.value if named else chunk.value


def joined(context: Context, tape: Tape, end: int) -> AnyChunk | None:
    """Return the title that "and" adds to an office that ends here: "director of X and mayor of Y"."""
    i = end + 1 if end < len(tape.tokens) and tape.tokens[end].text == "," else end
    if i >= len(tape.tokens) or tape.tokens[i].text.lower() not in ("and", "&"):
        return None
    for j in range(i + 1, min(len(tape.tokens), i + 4)):
        chunk = tape.chunk_of[j]
        if chunk is not None:
            return chunk if chunk.kind == "t" else None
        if tape.tokens[j].text.lower() not in ("a", "an", "the", "also", "now"):
            return None
    return None


def between(tape: Tape, start: int, end: int) -> Iterator[str]:
    """Yield the words of free tokens between two items, lower case; a chunk other than a title yields "@"."""
    for i in range(start, end):
        chunk = tape.chunk_of[i]
        if chunk is None:
            yield tape.tokens[i].text.lower()
        elif chunk.kind != "t":
            yield "@"


def _owner(context: Context, tape: Tape, start: int) -> tuple[int, Mention | None]:
    """Return whose title it is ("Ghent's", "the bureau's", "WIPO", "its", "whose"), and where that begins."""
    i = start - 1
    while i >= max(0, start - GAP) and tape.chunk_of[i] is None and tape.tokens[i].pos in PLAIN:
        i -= 1
    if i < 0:
        return start, None
    if tape.tokens[i].text in POSSESSIVES:
        i -= 1
    elif tape.tokens[i].text.lower() == "whose":
        return i, antecedent(context, tape, i)
    elif i != start - 1 and tape.chunk_of[i] is not None and not _pronoun(tape.chunk_of[i]):
        return start, None
    chunk = tape.chunk_of[i] if i >= 0 else None
    if chunk is None or not isinstance(chunk.value, Mention) or not _seat(context, chunk.value):
        return start, None
    return chunk.start, None if _field(context, chunk.value) else chunk.value


def antecedent(context: Context, tape: Tape, end: int) -> Mention | None:
    """Return the body named last before a token; the place where there is none."""
    named = [
        c.value for c in tape.chunks if c.end <= end and isinstance(c.value, Mention) and c.value.kind != "pronoun"
    ]
    bodies = [m for m in named if context.is_a(m, ORGANIZATION)]
    places = [m for m in named if context.is_a(m, PLACE) and m.kind == "name"]
    return next(iter([*bodies[-1:], *places[:1]]), None)


def _apposed(context: Context, tape: Tape, end: int) -> tuple[Mention | None, int]:
    """ "Head of Licensing, City of Ghent": the body that stands behind a comma, with a comma or a stop behind it."""
    if end + 1 >= len(tape.tokens) or tape.tokens[end].text != ",":
        return None, end
    chunk = tape.chunk_of[end + 1]
    if chunk is None or not isinstance(chunk.value, Mention) or chunk.value.kind != "name":
        return None, end
    closes = chunk.end >= len(tape.tokens) or tape.tokens[chunk.end].text in (",", ".", ";", ")", "”", '"', "|")
    body = context.is_a(chunk.value, ORGANIZATION) or chunk.value.text.lower().startswith(("city of", "state of"))
    return (chunk.value, chunk.end) if closes and body and not _field(context, chunk.value) else (None, end)


def _goes_on(tape: Tape, i: int) -> bool:
    """Say whether a free token goes on with what a title is for: "commerce, trade and industry"."""
    token = tape.tokens[i]
    if token.pos in PLAIN or (token.pos == "VERB" and token.text.endswith("ing")):
        return True
    following = i + 1 < len(tape.tokens) and tape.chunk_of[i + 1] is None and tape.tokens[i + 1].pos in PLAIN
    if token.text.lower() in ("and", "&", "-", "/"):
        return following
    if token.text in POSSESSIVES or token.text.lower() == "the":
        return following
    return False


def _based(tape: Tape, i: int) -> bool:
    """ "the Ghent-based Nordic Council": where the body that follows sits."""
    return i + 1 < len(tape.tokens) and tape.tokens[i].text == "-" and tape.tokens[i + 1].text.lower() == "based"


def _bracket(tape: Tape, i: int) -> int:
    """Step over "(research)" behind a title."""
    if i + 2 < len(tape.tokens) and tape.tokens[i].text == "(":
        for j in range(i + 1, min(len(tape.tokens), i + 6)):
            if tape.tokens[j].text == ")":
                inside = {c.kind for c in tape.chunk_of[i + 1 : j] if c is not None}
                return j + 1 if not inside else i
    return i


def _section(context: Context, tape: Tape, i: int) -> int:
    """Step over ", Regional Operations," in "Director, Regional Operations, at the Nordic Council"."""
    at = i + 1
    while at < min(len(tape.tokens), i + 7) and (
        tape.tokens[at].text[:1].isupper() or tape.tokens[at].text in ("and", "&")
    ):
        at += 1
    if at == i + 1 or at + 1 >= len(tape.tokens) or tape.tokens[i].text != "," or tape.tokens[at].text != ",":
        return i
    held = tape.tokens[at + 1].text.lower() in ("at", "of", "for", "with") and tape.chunk_of[at + 1] is None
    named = any(c is not None and c.kind == "e" and _body(context, c) for c in tape.chunk_of[i + 1 : at])
    return at + 1 if held and not named else i


def _body(context: Context, chunk: AnyChunk) -> bool:
    value = chunk.value
    return isinstance(value, Mention) and context.is_a(value, ORGANIZATION, PLACE)


def _seat(context: Context, mention: Mention) -> bool:
    return context.is_a(mention, ORGANIZATION, PLACE) and not context.is_a(mention, PERSON)


def _pronoun(chunk: AnyChunk | None) -> bool:
    return chunk is not None and isinstance(chunk.value, Mention) and chunk.value.kind == "pronoun"


def _field(context: Context, mention: Mention) -> bool:
    """ "Operations", "International Affairs": what a title is for, in capitals, is no body."""
    fields = context.lists["title_fields"]
    return mention.kind == "name" and all(word in fields for word in mention.text.lower().split())
