"""Who holds a place: bound by the rule, the subject of its clause, or whom a noun in the superlative stands for."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.rules.clause import SUBJECT
from kg.extract.rules.context import Context, bound, mention_at
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.rankings.series import MAY, may, row_before
from kg.extract.rules.rankings.standings import segment
from kg.model import Mention

LINKS = (
    ",",
    "and",
    "&",
    "(",
    ")",
    "the",
    "with",
    "at",
    "on",
    "by",
    "just",
    "up",
    "down",
    "from",
    "in",
    "then",
    "finally",
    "closely",
)
FRONTED = ("as", "at", "with", "in", "by", "already", "now", "long", "still", "once", "the")


def holders(context: Context, match: Match) -> tuple[Mention, ...]:
    """Return who holds the place that a match tells of, in the order of the text."""
    thing = match.node("thing")
    if "about" in match.ranges:
        found = tuple(_bound(context, match))
    elif thing is not None:
        found = of_noun(context, match.tape, thing)
    else:
        found = of_clause(context, match.tape, match.ranges[""][0]) or _before(context, match)
    own = mention_at(match.tape, thing) if thing is not None else None
    return tuple(dict.fromkeys(m for m in found if m != own))


def _before(context: Context, match: Match) -> tuple[Mention, ...]:
    """The names right before what a rule has found, where the syntax has seen no clause in them."""
    start = match.ranges[""][0]
    while start > 0 and match.tape.tokens[start - 1].pos in ("AUX", "ADV"):
        start -= 1
    tokens = match.tape.tokens
    if start > 2 and tokens[start - 1].text.lower() in context.lists["standing_of"] and tokens[start - 2].tag == "POS":
        start -= 2  # "Oslo's rate" misread: "ranks" as a noun
    chunk = match.tape.chunk_of[start - 1] if start > 0 else None
    name = chunk is not None and isinstance(chunk.value, Mention) and chunk.value.kind == "name"
    return row_before(context, match.tape, start) if name else ()


def _bound(context: Context, match: Match) -> Iterator[Mention]:
    node, tape = match.node("about"), match.tape
    first = bound(match, "about")
    if first is None and node is not None and match.nodes is not None:
        first = next((m for i in tape.subtree(node) if may(context, m := mention_at(tape, i)) and m is not None), None)
    if first is None or not may(context, first):
        return
    if first.kind == "pronoun" and match.nodes is None and match.rule.name in ("put-it-ordinal", "from-to"):
        first = _whose_place(context, match, first)
    yield first
    for name in sorted(match.ranges):
        second = mention_at(tape, match.node(name)) if name in ("again", "other") else None
        if second is not None and may(context, second):
            yield second
    if node is not None and match.nodes is not None:
        yield from _joined(context, tape, node)


def _whose_place(context: Context, match: Match, pronoun: Mention) -> Mention:
    """ "The bureau filed nine, leaving it seventh": the subject of the clause before, where one is named."""
    tape, start = match.tape, next(c.start for c in match.tape.chunks if c.value == pronoun)
    if pronoun.text.lower() != "it" or not start or tape.tokens[start - 1].tag != "VBG":
        return pronoun
    verb = context.clauses.verb_of(tape, tape.tokens[start - 1].head)
    subject = context.clauses.subject(tape, verb) if verb is not None else None
    found = mention_at(tape, subject)
    return found if found is not None and found.kind == "name" and may(context, found) else pronoun


def _joined(context: Context, tape: Tape, node: int) -> Iterator[Mention]:
    for i in tape.kids(node, "conj"):
        other = mention_at(tape, i)
        between = {t.text for t in tape.tokens[node:i]}
        if other is not None and may(context, other) and not between & {";", ":"} and tape.tokens[i].dep == "conj":
            yield other


def of_clause(context: Context, tape: Tape, at: int) -> tuple[Mention, ...]:
    """Return the subject of the clause that a token stands in, with those joined to it."""
    verb = context.clauses.verb_of(tape, at)
    if verb is not None and tape.tokens[verb].dep == "acl" and context.clauses.subject(tape, verb) is None:
        verb = context.clauses.verb_of(tape, tape.tokens[verb].head)  # "has moved up six places to rank 77th"
    own = tape.child(verb, *SUBJECT) if verb is not None else None
    if own is not None and own < at and tape.tokens[own].text.lower() in ("which", "that", "who"):
        return _before_relative(context, tape, own)
    subject = context.clauses.subject(tape, verb) if verb is not None else None
    if subject is None or (subject > at and not _fronted(context, tape, at, subject)) or apart(tape, subject, at):
        subject = None
    found = _entity(context, tape, subject) if subject is not None else ()
    if found or verb is None or verb > at:
        return found
    return row_before(context, tape, verb) or _opening(context, tape, verb)


def _fronted(context: Context, tape: Tape, at: int, subject: int) -> bool:
    """ "As Europe's largest port, Oslo …", "Ranked third, Oslo …": what opens a sentence is told of its subject."""
    first = next((t for t in tape.tokens if t.pos != "PUNCT"), None)
    opens = first is not None and (first.text.lower() in context.lists["fronting"] or first.pos == "VERB")
    return opens and any(t.text == "," for t in tape.tokens[at:subject])


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
    lemma, word = tape.tokens[node].lemma.lower(), tape.tokens[node].text.lower()
    if not names and (lemma in context.lists["agents_of_place"] or {lemma, word} & set(context.lists["standing_of"])):
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
    if before in ("no", "not") or articles & {"a", "an", "no", "some", "such"}:
        return ()
    if cases - {"as"}:
        return _with_measure(context, tape, thing, cases)
    named = mention_at(tape, tape.child(thing, "appos")) if token.dep in SUBJECT else None
    if named is not None and named.kind == "name" and may(context, named):
        return (named,)
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
    beside_it = token.dep == "nmod" and not cases and mention_at(tape, head) is not None
    if (beside_it or token.dep in ("appos", "conj", "parataxis", "dep")) and _comma_before(tape, thing):
        beside = _entity(context, tape, head)
        if beside and mention_at(tape, head) is not None:
            return beside
        behind = " ".join(t.text.lower() for t in tape.tokens[thing + 1 : thing + 3])
        actors = behind in ("of any", "of all", "among all", "for any")  # "the largest haul of any district"
        return of_clause(context, tape, thing) if actors else ()
    if token.dep in ("obj", "xcomp") and above.text.lower() in context.lists["make_forms"]:
        made = tape.child(head, "obj") if token.dep == "xcomp" else None
        if made is not None and made != thing:
            return _entity(context, tape, made)
        return of_clause(context, tape, thing)
    gets = above.text.lower() in context.lists["have_forms"] or above.text.lower() in context.lists["bring_in"]
    if token.dep in ("obj", "xcomp") and (gets or above.text.lower() in context.lists["held_to_be"]):
        return of_clause(context, tape, thing)
    if token.dep not in ("obl", "nmod", "advcl") or "as" not in cases:
        return ()
    verb = context.clauses.verb_of(tape, head)
    lost = verb is not None and _lost(context, tape, verb)
    return () if lost else of_clause(context, tape, thing)


def _lost(context: Context, tape: Tape, verb: int) -> bool:
    """ "has lost its title as the largest", "was replaced as the largest": another one is."""
    word = tape.tokens[verb].text.lower()
    passive = tape.child(verb, "aux:pass", "nsubj:pass") is not None
    beaten = word in context.lists["overtaking"] or word in context.lists["top_off"]
    return word in context.lists["losing"] or (passive and beaten)


def _with_measure(context: Context, tape: Tape, thing: int, cases: set[str]) -> tuple[Mention, ...]:
    """ "accounted for the largest share", "is home to the second-highest number", "Oslo, with the highest rate"."""
    head = tape.tokens[thing].head
    if cases == {"of"} and head >= 0 and tape.tokens[head].lemma.lower() in context.lists["crowns"]:
        verb = context.clauses.verb_of(tape, head)
        return of_clause(context, tape, thing) if verb is not None and not _lost(context, tape, verb) else ()
    if tape.tokens[thing].lemma.lower() not in context.lists["measured"]:
        return ()
    whose = mention_at(tape, head) if cases == {"with"} and head >= 0 else None
    if whose is not None and may(context, whose):
        return (whose,)
    home = any(t.text.lower() in ("home", "host") for t in tape.tokens[max(0, thing - 6) : thing])
    fits = cases == {"for"} and head >= 0 and tape.tokens[head].lemma.lower() == "account"
    return of_clause(context, tape, thing) if fits or (cases == {"to"} and home) or cases == {"with"} else ()


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
