"""Who says it: the noun phrase beside a verb of saying, by its words rather than by its syntax, which slips here."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.rules.context import Context, mention_at
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.sayings.bearers import bearer
from kg.model import Mention
from kg.vocab import GROUP, INDEX, ORGANIZATION, PERSON, PLACE

SPEAKERS = (PERSON, ORGANIZATION, GROUP, INDEX)
PHRASE = ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PART", "ADP", "X", "SYM")
CLOSING = ("”", '"', "»", "’", "''", "“")
OPENERS = (",", "and", "but", ";", ":", "that", "–", "—")
DEFINITE = ("the", "its", "his", "her", "their", "this", "'s", "’s")
AUX = ("has", "have", "had")
FINITE = ("VBD", "VBZ", "VBP", "MD")
NEAR = 3  # sentences back in which the body stands for which "a spokesman" speaks
COMMAS = 5  # how many commas back an apposition may begin
REACH = 14  # tokens behind "said" in which its subject stands


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, and the token range of the phrase that says so."""

    mention: Mention
    start: int
    end: int


def beside(context: Context, tape: Tape, verb: int) -> Speaker | None:
    """Return who stands before a verb of saying as its subject, or behind it ("…, said the mayor")."""
    at = _back(tape, verb - 1)
    if at < 0:
        return _behind(context, tape, verb) if verb <= 1 else None
    text = tape.tokens[at].text
    if text in CLOSING:
        return _behind(context, tape, verb)
    if text == ",":
        return _apposed(context, tape, at) or _behind(context, tape, verb)
    return _phrase(context, tape, at)


def _back(tape: Tape, at: int) -> int:
    """Skip auxiliaries, adverbs and times between subject and verb."""
    while at >= 0:
        chunk, token = tape.chunk_of[at], tape.tokens[at]
        if chunk is not None and chunk.kind == "p":
            at = chunk.start - 1
            while at >= 0 and tape.tokens[at].pos == "ADP":
                at -= 1
        elif chunk is None and (token.pos == "ADV" or token.text.lower() in (*AUX, "himself", "herself", "itself")):
            at -= 1
        elif token.text == ")" and "(" in [t.text for t in tape.tokens[max(0, at - 6) : at]] and chunk is None:
            while tape.tokens[at].text != "(":
                at -= 1
            at -= 1
        else:
            return at
    return at


def _phrase_start(tape: Tape, end: int) -> int:
    """The first token of the noun phrase that ends at a token."""
    start = end
    while start >= 0:
        chunk, token = tape.chunk_of[start], tape.tokens[start]
        if chunk is not None and chunk.kind in ("e", "t"):
            start = chunk.start - 1
        elif token.pos in PHRASE or token.text in ("-", "&") or token.tag == "PRP$":
            if token.pos == "ADP" and token.text.lower() in ("that", "after", "as", "since", "before", "while"):
                break
            start -= 1
        else:
            break
    return start + 1


def _phrase(context: Context, tape: Tape, end: int) -> Speaker | None:
    """The entity that a noun phrase before the verb stands for."""
    start = _phrase_start(tape, end)
    if start > end:
        return None
    found = entity(context, tape, start, end + 1)
    before = tape.chunk_of[start - 2] if start > 1 and tape.tokens[start - 1].text == "and" else None
    if before is not None and before.kind == "t":  # "chairman and chief executive Anna Riis"
        start = _phrase_start(tape, start - 2)
    return Speaker(found, start, end + 1) if found is not None else None


def entity(context: Context, tape: Tape, start: int, end: int) -> Mention | None:
    """Return whom a noun phrase means: the person at its end, the holder of a title, or the body in it."""
    inside = [c for c in tape.chunks if start <= c.start and c.end <= end]
    mentions = [c.value for c in inside if isinstance(c.value, Mention)]
    last = inside[-1] if inside else None
    if last is not None and last.end == end and isinstance(last.value, Mention) and context.is_a(last.value, PERSON):
        return last.value
    head = _head(tape, start, end)
    over = mention_at(tape, head)
    if over is not None and context.is_a(over, PERSON) and over.kind == "name":
        return over  # "Inspector Anna Riis of the bureau"
    if any(context.is_a(m, PERSON) and m.kind == "name" for m in mentions):
        return None  # "the brother of Anna Riis"
    bodies = [m for m in mentions if context.is_a(m, ORGANIZATION, INDEX) and m.kind != "pronoun"]
    places = [m for m in mentions if context.is_a(m, PLACE) and m.kind != "pronoun"]
    word = tape.tokens[head].text.lower()
    if over is not None:
        return over if _speaks(context, over) else None
    if word in context.lists["report_nouns"]:
        return next(iter([*bodies, *places]), None)
    if word in context.lists["spokespeople"]:
        named = next(iter([*bodies, *places]), None)
        return _spoken_for(context, tape) if named is None and head - start < 2 else named
    held = bearer(context, tape, head) if _definite(tape, start) else None
    if held is not None:
        return held
    officials = word.removesuffix("s") in context.lists["title_heads"] or word in context.lists["spokespeople"]
    return bodies[0] if bodies and officials else None


def _speaks(context: Context, mention: Mention) -> bool:
    if mention.kind == "pronoun":
        return mention.type != GROUP
    return context.is_a(mention, *SPEAKERS, PLACE)


def _definite(tape: Tape, start: int) -> bool:
    words = [t.text.lower() for t in tape.tokens[start : start + 4]]
    return bool(words) and (words[0] in DEFINITE or any(w in ("'s", "’s") for w in words))


def _head(tape: Tape, start: int, end: int) -> int:
    """The last noun before a preposition: "an official of the bureau", "clerks at WIPO"."""
    at = start
    while at < end:
        chunk = tape.chunk_of[at]
        stop = chunk.end if chunk is not None else at + 1
        if at > start and chunk is None and tape.tokens[at].pos == "ADP" and tape.tokens[at].text.lower() != "-":
            return at - 1
        at = stop
    return end - 1


def _spoken_for(context: Context, tape: Tape) -> Mention | None:
    """ "The bureau has no such plan, a spokesman said": the body that this sentence, or the last, is about."""
    near = [t for t in context.tapes if 0 <= tape.sentence.index - t.sentence.index <= NEAR]
    for earlier in reversed(near):
        for chunk in earlier.chunks:
            value = chunk.value
            subject = earlier.tokens[chunk.head].dep.startswith("nsubj")
            named = isinstance(value, Mention) and value.kind == "name" and context.is_a(value, ORGANIZATION)
            if subject and named and isinstance(value, Mention):
                return value
    return None


def _apposed(context: Context, tape: Tape, comma: int) -> Speaker | None:
    """ "Anna Riis, mayor of Riga, said", "its chief executive, Anna Riis, told"."""
    tokens = tape.tokens
    commas = [i for i in range(comma, -1, -1) if tokens[i].text == ","][:COMMAS]
    ends = [(at, _back(tape, at - 1)) for at in commas]
    for cls in (PERSON, ORGANIZATION, INDEX):
        for at, end in ends:
            value = mention_at(tape, end) if end >= 0 else None
            if value is None or value.kind != "name" or not context.is_a(value, cls):
                continue
            start = _phrase_start(tape, end)
            opened = start == 0 or tokens[start - 1].text in (*OPENERS, *CLOSING)
            if not opened or not _no_clause(tape, at, comma):
                continue
            if cls == PERSON:
                return Speaker(value, _with_title(tape, start), comma)
            found = entity(context, tape, start, end + 1) if at != comma else None
            if found is not None:
                return Speaker(found, start, comma)
    return None


def _with_title(tape: Tape, start: int) -> int:
    """ "its chief executive, Anna Riis, told": the phrase begins before the title."""
    if start < 3 or tape.tokens[start - 1].text != ",":
        return start
    title = _phrase_start(tape, start - 2)
    opened = title == 0 or tape.tokens[title - 1].text in (",", *CLOSING)
    return title if title < start - 1 and opened and _definite(tape, title) else start


def _no_clause(tape: Tape, start: int, end: int) -> bool:
    """Say whether no clause of its own stands between two commas, but for one of "who" or "which"."""
    free = True
    for token in tape.tokens[start:end]:
        if token.text.lower() in ("who", "which", "whose", "where", "whom"):
            free = False
        if token.text.lower() in ("and", "but") and tape.tokens[token.index - 1].text == ",":
            return False
        if free and token.pos in ("VERB", "AUX") and token.tag in FINITE:
            return False
    return True


def _limit(tape: Tape, start: int) -> int:
    """Where the phrase behind "said" ends: at a verb, a clause, a quotation, or after REACH tokens."""
    for i in range(start, min(len(tape.tokens), start + REACH)):
        token, chunk = tape.tokens[i], tape.chunk_of[i]
        if chunk is not None and chunk.kind in ("e", "t"):
            continue
        if token.text in CLOSING or token.text in (";", ":", ".", "‘", "„", "«"):
            return i
        if token.pos in ("SCONJ", "AUX") or (token.pos == "VERB" and token.tag != "VBN"):
            return i
        if token.text.lower() in ("who", "whose", "which", "that", "where", "when", "as", "after", "but", "and"):
            return i
    return min(len(tape.tokens), start + REACH)


def _first(context: Context, tape: Tape, start: int, end: int) -> Mention | None:
    """The person named in a phrase, else whom it means up to its first comma or preposition of time."""
    stop = next((t.index for t in tape.tokens[start:end] if t.text == ","), end)
    people = [c for c in tape.chunks if start <= c.start and c.end <= end and _is_person(context, c.value)]
    here = [c.value for c in people if c.end <= stop][-1:] or [c.value for c in people][:1]
    if here and isinstance(here[0], Mention):
        return here[0]
    periods = [c.start for c in tape.chunks if c.kind == "p" and start <= c.start < stop]
    stop = min([stop, *periods])
    while stop > start and tape.tokens[stop - 1].pos == "ADP":
        stop -= 1
    return entity(context, tape, start, stop) if stop > start else None


def _is_person(context: Context, value: object) -> bool:
    return isinstance(value, Mention) and value.kind == "name" and context.is_a(value, PERSON)


def _behind(context: Context, tape: Tape, verb: int) -> Speaker | None:
    """ "…,” said Anna Riis", "…, remarked the director of the bureau, Dr Anna Riis"."""
    limit = _limit(tape, verb + 1)
    if tape.tokens[verb].text.lower() in context.lists["to_hearers"]:
        return None  # "told Anna Riis": she hears it
    if limit < len(tape.tokens) and tape.tokens[limit].pos in ("VERB", "AUX") and tape.tokens[limit].tag in FINITE:
        return None  # "…, said Anna Riis was late"
    found = _first(context, tape, verb + 1, limit) if limit > verb + 1 else None
    return Speaker(found, verb + 1, limit) if found is not None else None
