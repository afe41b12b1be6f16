"""Who holds a place: bound by the rule, the subject of its clause, or whom a noun in the superlative stands for."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.rules.clause import SUBJECT
from kg.extract.rules.context import Context, bound, mention_at
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.rankings.standings import segment
from kg.model import Mention
from kg.vocab import GROUP, INDEX, ORGANIZATION, PERSON, PLACE

MAY = (ORGANIZATION, PLACE, GROUP)
LINKS = (",", "and", "&", "(", ")", "the", "with", "at", "on", "by", "just")
BETWEEN = 3  # words of description before a name in a row ("the chip maker Nordlys")


def holders(context: Context, match: Match) -> tuple[Mention, ...]:
    """Return who holds the place that a match tells of, in the order of the text."""
    thing = match.node("thing")
    if "about" in match.ranges:
        found = tuple(_bound(context, match))
    elif thing is not None:
        found = of_noun(context, match.tape, thing)
    else:
        found = of_clause(context, match.tape, match.ranges[""][0])
    return tuple(dict.fromkeys(found))


def may(context: Context, mention: Mention | None) -> bool:
    """Say whether a thing can stand in a ranking."""
    if mention is None or context.is_a(mention, INDEX):
        return False
    person = mention.kind == "name" and context.is_a(mention, PERSON)  # a misread name of a place, as often as not
    return person or (
        context.is_a(mention, *MAY) and not (mention.kind == "pronoun" and mention.type in (GROUP, PERSON))
    )


def _bound(context: Context, match: Match) -> Iterator[Mention]:
    node, tape = match.node("about"), match.tape
    first = bound(match, "about")
    if first is None and node is not None and match.nodes is not None:
        first = next((m for i in tape.subtree(node) if may(context, m := mention_at(tape, i)) and m is not None), None)
    if first is None or not may(context, first):
        return
    yield first
    for name in sorted(match.ranges):
        second = mention_at(tape, match.node(name)) if name in ("again", "other") else None
        if second is not None and may(context, second):
            yield second
    if node is not None and match.nodes is not None:
        yield from _joined(context, tape, node)


def _joined(context: Context, tape: Tape, node: int) -> Iterator[Mention]:
    for i in tape.kids(node, "conj"):
        other = mention_at(tape, i)
        between = {t.text for t in tape.tokens[node:i]}
        if other is not None and may(context, other) and not between & {";", ":"}:
            yield other


def of_clause(context: Context, tape: Tape, at: int) -> tuple[Mention, ...]:
    """Return the subject of the clause that a token stands in, with those joined to it."""
    verb = context.clauses.verb_of(tape, at)
    own = tape.child(verb, *SUBJECT) if verb is not None else None
    if own is not None and own < at and tape.tokens[own].text.lower() in ("which", "that", "who"):
        return _before_relative(context, tape, own)
    subject = context.clauses.subject(tape, verb) if verb is not None else None
    if subject is None or subject > at or apart(tape, subject, at):
        subject = None
    found = _entity(context, tape, subject) if subject is not None else ()
    if found or verb is None or verb > at:
        return found
    return row_before(context, tape, verb) or _opening(context, tape, verb)


def _opening(context: Context, tape: Tape, verb: int) -> tuple[Mention, ...]:
    """ "Oslo, the only other name in the top 60, came": the name at the beginning, told of between commas."""
    start, end = segment(tape, verb)
    while start < end and tape.tokens[start].pos in ("DET", "PUNCT", "CCONJ"):
        start += 1
    chunk = tape.chunk_of[start] if start < end else None
    if chunk is None or not isinstance(chunk.value, Mention) or not may(context, chunk.value):
        return ()
    before = {tape.tokens[i].text for i in (verb - 1, verb - 2) if i >= 0}
    return (chunk.value,) if "," in before and tape.tokens[chunk.end].text == "," else ()


def _before_relative(context: Context, tape: Tape, pronoun: int) -> tuple[Mention, ...]:
    """The name right before ", which", or the one that the noun there stands beside ("Oslo, its old rival, which")."""
    at = pronoun - 1
    while at > 0 and (tape.tokens[at].text in (",", ")") or tape.tokens[at].dep == "punct"):
        at -= 1
    return _entity(context, tape, at)


def _entity(context: Context, tape: Tape, node: int) -> tuple[Mention, ...]:
    """The thing that a noun names, or the one that it stands beside ("its rival, which …")."""
    found = mention_at(tape, node)
    chunk = tape.chunk_of[node]
    if found is not None and may(context, found):
        return (found, *_joined(context, tape, chunk.head if chunk else node))
    head = tape.tokens[node].head
    if tape.tokens[node].dep in ("appos", "conj") and head >= 0:
        above = mention_at(tape, head)
        comma = any(tape.tokens[i].text == "," for i in range(head, node))
        if above is not None and comma and may(context, above):
            return (above,)
    names = [m for i in tape.kids(node, "appos", "flat", "nmod:desc") if may(context, m := mention_at(tape, i)) and m]
    if not names and tape.tokens[node].lemma.lower() in context.lists["agents_of_place"]:
        owners = (mention_at(tape, i) for i in tape.kids(node, "nmod:poss", "compound", "amod", "nmod"))
        names = [m for m in owners if m is not None and may(context, m) and context.is_a(m, *MAY)]
    return tuple(names[:1])


def apart(tape: Tape, one: int, other: int) -> bool:
    """Say whether a semicolon or colon parts two tokens."""
    low, high = min(one, other), max(one, other)
    return any(t.text in (";", ":") for t in tape.tokens[low:high])


# -- whom a noun in the superlative stands for ------------------------------------------------------------------------
def of_noun(context: Context, tape: Tape, thing: int) -> tuple[Mention, ...]:
    """Return whom "the largest port of the coast" stands for: its subject, predicate, neighbour, or who has it."""
    token = tape.tokens[thing]
    before = tape.tokens[thing - 1].text.lower() if thing else ""
    articles = {tape.tokens[i].text.lower() for i in tape.kids(thing, "det")}
    cases = {tape.tokens[c].lemma.lower() for c in tape.kids(thing, "case", "mark")}
    if cases - {"as"} or before in ("no", "not") or articles & {"a", "an", "no", "some", "such"}:
        return ()
    if tape.child(thing, "cop") is not None:
        subject = tape.child(thing, *SUBJECT)
        return (
            _entity(context, tape, subject)
            if subject is not None and subject < thing
            else _after_copula(context, tape, thing)
        )
    head = token.head
    if head < 0 or apart(tape, head, thing):
        return ()
    above = tape.tokens[head]
    if token.dep in SUBJECT and tape.child(head, "cop") is not None:
        return _entity(context, tape, head) if mention_at(tape, head) is not None else ()
    if token.dep in ("appos", "conj", "parataxis", "dep") and _comma_before(tape, thing):
        named = _entity(context, tape, head)
        if named and mention_at(tape, head) is not None:
            return named
        behind = " ".join(t.text.lower() for t in tape.tokens[thing + 1 : thing + 3])
        actors = behind in ("of any", "of all", "among all", "for any")  # "the largest haul of any district"
        return of_clause(context, tape, thing) if actors else ()
    if token.dep in ("obj", "xcomp") and above.text.lower() in context.lists["make_forms"]:
        made = tape.child(head, "obj") if token.dep == "xcomp" else None
        if made is not None and made != thing:
            return _entity(context, tape, made)
        return of_clause(context, tape, thing)
    if token.dep in ("obj", "xcomp") and above.text.lower() in context.lists["have_forms"]:
        return of_clause(context, tape, thing)
    if token.dep in ("obl", "nmod") and "as" in cases:
        return of_clause(context, tape, thing)
    return ()


def _after_copula(context: Context, tape: Tape, thing: int) -> tuple[Mention, ...]:
    copula = tape.child(thing, "cop")
    found = mention_at(tape, copula + 1) if copula is not None and copula > thing else None
    return (found,) if found is not None and may(context, found) else ()


def _comma_before(tape: Tape, thing: int) -> bool:
    """Say whether a phrase begins behind a comma: an apposition, and no list of things."""
    start = min(tape.subtree(thing), default=thing)
    inside = [i for i in tape.subtree(thing) if i <= thing]
    for i in reversed(range(thing)):
        if i not in inside:
            start = i + 1
            break
    return (start > 0 and tape.tokens[start - 1].text == ",") or tape.tokens[start].text == ","


# -- rows of names -----------------------------------------------------------------------------------------------------
def row(context: Context, tape: Tape, start: int) -> tuple[Mention, ...]:
    """Return "A, B and C" from a token on; figures and brackets between are passed over."""
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
        elif chunk is None and word not in LINKS:
            free -= 1
            if free < 0 or tape.tokens[i].pos not in ("NOUN", "ADJ", "PROPN") or (found and not link):
                break
        i = chunk.end if chunk is not None else i + 1
    last = max((n for n, join in enumerate(joins) if join == "and"), default=0)
    return tuple(found[: last + 1])


def row_before(context: Context, tape: Tape, end: int) -> tuple[Mention, ...]:
    """Return "A, B and C" that ends before a token: the subject of "came next"."""
    start, closed = end, True
    for i in reversed(range(end)):
        word, chunk = tape.tokens[i].text.lower(), tape.chunk_of[i]
        if word in ("(", ")"):
            closed = word == "("
        elif closed and not (
            word in LINKS or chunk is not None or tape.tokens[i].pos in ("DET", "ADV", "AUX", "PROPN")
        ):
            break
        start = i
    return row(context, tape, start)
