"""Direct relations: a plain triple each, between two entities or an entity and a date."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from kg.extract.rules.context import NAME, Context, bound, mention_at
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.model import Claim, Iri, Mention, Modality, Period, Quantity, Term
from kg.vocab import (
    CONTAINED_IN,
    COOPERATES_WITH,
    COUNTRY,
    FOUNDER,
    FOUNDING_DATE,
    HEADQUARTERED_IN,
    LOCATION,
    MEMBER_OF,
    ORGANIZATION,
    ORGANIZER,
    PERSON,
    PLACE,
    PUBLISHER,
    SIGNED_WITH,
)

YEAR = re.compile(r"(1\d{3}|20\d{2})$")
BETWEEN = 5  # tokens between two names of a list
LISTING = {
    "object": frozenset({PUBLISHER, FOUNDER, COOPERATES_WITH, SIGNED_WITH, LOCATION, ORGANIZER}),
    "subject": frozenset({MEMBER_OF}),
}
WHERE = frozenset({LOCATION, HEADQUARTERED_IN})
TOLD_OF_HOST = frozenset({FOUNDER, FOUNDING_DATE, LOCATION})
SYMMETRIC = frozenset({SIGNED_WITH, COOPERATES_WITH})
MIXED = frozenset({FOUNDER, COOPERATES_WITH, SIGNED_WITH, ORGANIZER})  # lists of bodies, places and people
LISTED = 3  # tokens below a conjunct without "and": it is one of a longer list


def relations(context: Context, matches: Sequence[Match]) -> Iterator[Claim]:
    """Yield one claim a relation; a list in subject or object gives one each."""
    seen: set[tuple[object, Iri, object]] = set()
    for match in matches:
        for claim in _relations(context, match):
            key = (_key(claim.subject), claim.predicate, _key(claim.object))
            if key not in seen:
                seen.add(key)
                yield claim


def _relations(context: Context, match: Match) -> Iterator[Claim]:
    predicate = match.rule.emits
    modality = _modality(context, match)
    subjects = [*_several(context, match, "subject"), *_listed(context, match, predicate, "subject")]
    host = _described(context, match, predicate)
    earlier = _listed_before(context, match, predicate)
    objects = _objects(context, match, predicate)
    if _joined(match):
        objects = [*subjects, *objects] if earlier else objects
    for subject in [*earlier, *subjects] if host is None else (host,):
        for object_ in objects:
            if subject == object_ or not _fits(context, predicate, subject, object_):
                continue
            yield Claim(
                subject,
                predicate,
                object_,
                context.evidence(match.tape, *match.ranges[""]),
                modality,
                match.rule.confidence,
                NAME,
                match.rule.name,
            )


def _modality(context: Context, match: Match) -> Modality:
    fixed = match.rule.setting("modality")
    if fixed:
        return Modality(fixed)
    verb = _verb(match) if "verb" in match.ranges else match.node("v") if match.nodes else None
    if verb is not None:
        return context.clauses.modality(match.tape, verb)
    if match.nodes is None:
        start, end = match.ranges[""]
        told = [i for i in range(start, end) if match.tape.tokens[i].pos == "VERB" and match.tape.chunk_of[i] is None]
        firm = (context.clauses.modality(match.tape, i) for i in told)
        hedged = next((m for m in firm if m is not Modality.ASSERTED), None)
        if hedged is not None:
            return hedged
    return _yet_to_be(context, match) if match.rule.emits in WHERE else Modality.ASSERTED


def _verb(match: Match) -> int | None:
    """The verb bound: of a phrase of words ("acceded to") the word that is one."""
    if match.nodes is not None:
        return match.node("verb")
    start, end = match.ranges["verb"]
    return next((i for i in range(start, end) if match.tape.tokens[i].pos == "VERB"), end - 1)


def _yet_to_be(context: Context, match: Match) -> Modality:
    """ "No proposal to open a branch of X in Y": a place is as sure as the opening that the phrase hangs on."""
    tape, node = match.tape, match.node("subject")
    verb = context.clauses.verb_of(tape, node) if node is not None else None
    if verb is None or tape.tokens[verb].lemma.lower() not in context.lists["opening"]:
        return Modality.ASSERTED
    way = (node, *itertools.takewhile(lambda i: i != verb, tape.ancestors(node))) if node is not None else ()
    if not any(tape.tokens[i].dep in ("obj", "nsubj:pass", "conj") for i in way):  # it opens something else
        return Modality.ASSERTED
    above = [i for up in tape.ancestors(verb) for i in (up, *tape.children[up])]
    denied = any(tape.tokens[i].text.lower() in context.lists["negations"] for i in above)
    return Modality.DENIED if denied else context.clauses.modality(tape, verb)


def _several(context: Context, match: Match, name: str) -> list[Mention]:
    """The entity bound, and those coordinated with it."""
    first = bound(match, name)
    if first is None:
        return []
    found = [first]
    node = match.node(name)
    tape = match.tape
    joined = tape.kids(node, "conj") if node is not None and match.nodes is not None else ()
    for i in [c for c in joined if tape.child(c, "cc") is not None or len(tape.subtree(c)) > LISTED]:
        chunk = tape.chunk_of[i]
        if chunk is not None and isinstance(chunk.value, Mention):
            found.append(chunk.value)
    return found


def _joined(match: Match) -> bool:
    """Say whether subject and object are told of together: "Oslo and Bergen have signed …"."""
    (_, end), (start, _) = (next(r for k, r in match.ranges.items() if k.startswith(n)) for n in ("subject", "object"))
    return any(match.tape.tokens[i].text == "and" for i in range(end, start)) and not any(
        match.tape.tokens[i].pos in ("VERB", "ADP") for i in range(end, start)
    )


def _listed_before(context: Context, match: Match, predicate: Iri) -> list[Mention]:
    """What a list begins with of which a token rule met the end: "Oslo, Bergen and Norway have signed …"."""
    if match.nodes is not None or predicate not in SYMMETRIC or bound(match, "subject") is None:
        return []
    tape = match.tape
    at = min(start for key, (start, _) in match.ranges.items() if key.startswith("subject"))
    found: list[Mention] = []
    while True:
        while at > 0 and tape.tokens[at - 1].pos == "DET":
            at -= 1
        if at < 2 or tape.tokens[at - 1].text != ",":
            return found
        at -= 1
        if tape.tokens[at - 1].text == ")":
            at = next((i for i in range(at - 1, max(0, at - 6), -1) if tape.tokens[i].text == "("), at)
        chunk = tape.chunk_of[at - 1] if at else None
        value = chunk.value if chunk is not None else None
        if chunk is None or not isinstance(value, Mention) or not context.is_a(value, ORGANIZATION):
            return found
        found.append(value)
        at = chunk.start


def _described(context: Context, match: Match, predicate: Iri) -> Mention | None:
    """Return the body that is told of where the words stand behind what it belongs to.

    "Nordlys, a unit of the University of Oslo, founded in 1992": it is Nordlys that was.
    """
    if predicate not in TOLD_OF_HOST or match.nodes is not None or bound(match, "subject") is None:
        return None
    tape, node = match.tape, match.node("subject")
    chunk = tape.chunk_of[node] if node is not None else None
    at = chunk.start - 1 if chunk is not None else -1
    while at >= 0 and tape.tokens[at].pos == "DET":
        at -= 1
    if at < 1 or tape.tokens[at].text.lower() not in ("of", "under", "within", "from", "at"):
        return None
    at -= 1
    kinds = context.lists["parts_of_bodies"]
    if tape.tokens[at].text.lower() not in kinds and tape.words(at - 2, at + 1).lower().replace(" ", "") not in kinds:
        return None
    while at >= 0 and tape.tokens[at].pos != "DET" and tape.tokens[at].text != ",":
        at -= 1
    if at < 2 or tape.tokens[at].pos != "DET" or tape.tokens[at - 1].text != ",":
        return None
    at -= 2
    if tape.tokens[at].text == ")":
        at = next((i - 1 for i in range(at, max(0, at - 5), -1) if tape.tokens[i].text == "("), at)
    found = mention_at(tape, at)
    return found if found is not None and context.is_a(found, ORGANIZATION) else None


def _objects(context: Context, match: Match, predicate: Iri) -> list[Term]:
    if predicate == FOUNDING_DATE:
        when = _when(match)
        return [when] if when is not None and when.start is not None and when.start == when.end else []
    return [*_several(context, match, "object"), *_listed(context, match, predicate, "object")]


def _when(match: Match) -> Period | None:
    """The period bound, or a bare number that is a year: "founded in 1425"."""
    node = match.node("object")
    chunk = match.tape.chunk_of[node] if node is not None else None
    if chunk is None or isinstance(chunk.value, Period):
        return chunk.value if chunk is not None else None
    year = match.tape.words(chunk.start, chunk.end)
    return (
        Period(year, year, year, chunk.value.span) if isinstance(chunk.value, Quantity) and YEAR.match(year) else None
    )


def _listed(context: Context, match: Match, predicate: Iri, name: str) -> Iterator[Mention]:
    """What goes on a list that a part of a token rule begins: "by Oslo, the city of Bergen and Norway"."""
    first = bound(match, name)
    if first is None or match.nodes is not None or predicate not in LISTING[name]:
        return
    tape = match.tape
    end = next(end for key, (_, end) in match.ranges.items() if key.rstrip("0123456789") == name)
    if mention_at(tape, end - 1) != first:
        return
    kind = next((c for c in (PLACE, ORGANIZATION, PERSON) if context.is_a(first, c)), None)
    found: list[Mention] = []
    while kind is not None and end < len(tape.tokens):
        at, last = end, False
        while at < len(tape.tokens) and at - end < BETWEEN and _between(tape, at):
            word = tape.tokens[at]
            if word.text.lower() in (",", "and"):
                last = last or word.text != ","
            elif at == end or word.pos not in ("DET", "ADJ", "NOUN"):
                break
            at += 1
        chunk = tape.chunk_of[at] if at < len(tape.tokens) else None
        value = chunk.value if chunk is not None else None
        kinds = (PLACE, ORGANIZATION, PERSON) if predicate in MIXED else (kind,)
        if at == end or chunk is None or not isinstance(value, Mention) or not context.is_a(value, *kinds):
            return
        if (value.kind != "name" and predicate != FOUNDER) or (predicate == LOCATION and value.type != first.type):
            return
        found.append(value)
        end = chunk.end
        if last:  # only what "and" closes is a list
            yield from found
            return


def _between(tape: Tape, at: int) -> bool:
    """Say whether a token may stand between two names of a list: a title may ("and the lawyer Anna Peeters")."""
    chunk = tape.chunk_of[at]
    return chunk is None or chunk.kind == "t"


def _fits(context: Context, predicate: Iri, subject: Mention, object_: Term) -> bool:
    """Say whether classes agree with the ontology's domain and range."""
    if predicate == CONTAINED_IN and isinstance(object_, Mention) and _elsewhere(context, subject, object_):
        return False
    known = context.domain.properties.get(predicate)
    if known is None:
        return True
    if known.domain and not context.is_a(subject, *known.domain):
        return False
    return not (known.range and isinstance(object_, Mention)) or context.is_a(object_, *known.range)


def _elsewhere(context: Context, inner: Mention, outer: Mention) -> bool:
    """Say whether the lexicon knows that a place lies in another country ("Izmir, Korea" in a list)."""
    lexicon = context.domain.lexicon
    outers = {entry.iri for entry in lexicon.lookup(outer.text) if context.domain.is_a(entry.type, COUNTRY)}
    chains = []
    for entry in lexicon.lookup(inner.text):
        chain = {entry.iri}
        above = entry.within
        while above is not None and above not in chain:
            chain.add(above)
            found = lexicon.entry(above)
            above = found.within if found is not None else None
        chains.append(chain)
    return bool(outers) and bool(chains) and not any(chain & outers for chain in chains)


def _key(term: Term) -> object:
    return term.span if isinstance(term, Mention) else term
