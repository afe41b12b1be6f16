"""Events: what happened or is to happen, of which kind, when, where and with whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.rules.context import Context, bound, mention_at, parts, quantity_at
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.times import statement_period
from kg.model import Claim, Iri, Mention, Modality, Node, Period, Term
from kg.vocab import (
    COUNT,
    EVENT,
    GROUP,
    LABEL,
    LOCATION,
    ORGANIZATION,
    ORGANIZER,
    PARTICIPATION,
    PARTICIPATION_OF,
    PERIOD,
    PERSON,
    PLACE,
    WHO,
)

BEFORE_NOUNS = ("ADP", "DET", "ADJ", "PRON", "NUM")


def events(context: Context, matches: Sequence[Match]) -> Iterator[Claim]:
    """Yield one claim an event; the same verb or noun is one event, whatever rules found it."""
    best: dict[tuple[int, int], Match] = {}
    for match in matches:
        node = _node(match)
        key = (match.tape.sentence.index, node if node is not None else match.ranges[""][0])
        old = best.get(key)
        if old is None or match.rule.confidence > old.rule.confidence:
            best[key] = match
    said: set[tuple[int, Iri]] = set()
    for key in sorted(best):
        claim = _event(context, best[key], key[1])
        if claim is not None and (key[0], best[key].rule.emits) not in said:
            said.add((key[0], best[key].rule.emits))
            yield claim


def _node(match: Match) -> int | None:
    """The verb or noun that an event is told by: of a phrase ("took over") the word that is one."""
    found = next((n for n in ("verb", "thing", "thing2") if n in match.ranges), None)
    if found is None or match.nodes is not None:
        return match.node(found) if found is not None else None
    start, end = match.ranges[found]
    if found == "verb":
        return next((i for i in range(start, end) if match.tape.tokens[i].pos == "VERB"), start)
    return match.node(found)


def _near(tape: Tape, node: int, end: int) -> Period | None:
    """The period in what a rule met, or behind it before the next verb: syntax hangs some on other things."""
    for i in range(node + 1, len(tape.tokens)):
        chunk = tape.chunk_of[i]
        if chunk is not None and isinstance(chunk.value, Period):
            return chunk.value if chunk.value.start else None
        if i >= end and tape.tokens[i].pos in ("VERB", "AUX"):
            return None
    return None


def _firmness(context: Context, match: Match, node: int, verb: int | None) -> Modality:
    """How firmly an event is told: by its verb, or for a noun by what is done to it and how it is called."""
    tape, lists = match.tape, context.lists
    if match.rule.setting("modality"):
        return Modality(match.rule.setting("modality"))
    if verb is None:
        return Modality.ASSERTED
    found = context.clauses.modality(tape, verb)
    token, lemma = tape.tokens[verb], tape.tokens[verb].lemma.lower()
    if found is not Modality.ASSERTED:
        return found
    if token.tag in ("VBZ", "VBP") and lemma in lists["starting"]:
        return Modality.PLANNED
    if verb == node:
        return found
    if any(tape.tokens[c].lemma.lower() in lists["to_come"] for c in tape.kids(node, "amod")):
        return Modality.PLANNED
    met = tape.tokens[node].head == verb and tape.tokens[node].dep in ("obj", "nsubj:pass")
    if met and lemma in lists["calling_off"] and (lemma != "call" or tape.child(verb, "compound:prt") is not None):
        return Modality.DENIED
    if met and (lemma in lists["putting_off"] or lemma in lists["holding_out"] or lemma in lists["scheduled"]):
        return Modality.PLANNED
    return Modality.POSSIBLE if met and lemma in lists["foreseeing"] else found


def _event(context: Context, match: Match, node: int) -> Claim | None:
    tape = match.tape
    if tape.tokens[node].dep == "amod" and "verb" in match.ranges and tape.tokens[node - 1].pos in BEFORE_NOUNS:
        return None  # "the confiscated goods" are spoken of, not confiscated
    told = context.clauses.is_predicate(tape, node)
    if not told and any(t.text.lower() in context.lists["negations"] for t in tape.tokens[max(0, node - 4) : node]):
        return None
    verb = node if told else context.clauses.verb_of(tape, node)
    modality = _firmness(context, match, node, verb)
    if modality is Modality.DENIED:
        return None
    start, end = context.clauses.clause_span(tape, verb) if verb is not None else match.ranges[""]
    start, end = min(start, match.ranges[""][0]), max(end, match.ranges[""][1])
    people = list(_participants(context, match, start, end))
    organizer = bound(match, "organizer")
    period = statement_period(context.clauses, tape, node) or _near(tape, node, match.ranges[""][1])
    place = _place(context, match, start, end)
    if not people and organizer is None and place is None and (period is None or period.start is None):
        return None  # nothing tells this event from any other
    named = mention_at(tape, node)
    label = named if named is not None and context.is_a(named, EVENT) else _label(context, tape, node, end)
    body = Node(
        match.rule.emits,
        (
            *parts(
                (LABEL, label),
                (PERIOD, period if period is not None and period.start else None),
                (LOCATION, place),
                (ORGANIZER, organizer),
            ),
            *((PARTICIPATION_OF, Node(PARTICIPATION, parts((WHO, who), (COUNT, count)))) for who, count in people),
        ),
        f"{context.document.id}:{tape.tokens[node].start}",
    )
    return context.claim(match, body, span=(start, end), modality=context.to_come(modality, period))


def _label(context: Context, tape: Tape, node: int, end: int) -> str:
    """The event in words: the noun with its modifiers, or the verb with what follows."""
    if tape.tokens[node].pos in ("NOUN", "PROPN"):
        inside = [i for i in tape.subtree(node) if i <= node or i - node < 8]
        start = max(min(inside), node - 5)
        return tape.words(start, node + 1).strip(" ,.")
    return tape.words(node, min(end, node + 8)).strip(' ,.;“”"')


def _participants(context: Context, match: Match, start: int, end: int) -> Iterator[tuple[Term, int | None]]:
    """Entities that take part: those bound, those coordinated with them, and groups with their count."""
    tape = match.tape
    seen: set[object] = set()
    for name in sorted(match.ranges):
        if not name.startswith("who"):
            continue
        node = match.node(name)
        nodes = [node] if node is not None else []
        if node is not None and match.nodes is not None:
            nodes += tape.kids(node, "conj")
        for i in nodes:
            who, count = _who(context, tape, i)
            if who is not None and who not in seen:
                seen.add(who)
                yield who, count


def _who(context: Context, tape: Tape, node: int) -> tuple[Term | None, int | None]:
    found = mention_at(tape, node)
    if found is not None and (context.is_a(found, PERSON, ORGANIZATION, GROUP, PLACE) or found.kind == "pronoun"):
        return found, None
    for i in tape.kids(node, "nummod"):
        quantity = quantity_at(tape, i)
        if quantity is not None and quantity.kind == "number" and quantity.value == int(quantity.value):
            return tape.tokens[node].text.lower(), int(quantity.value)
    inner = next(
        (
            m
            for i in tape.subtree(node)
            if (m := mention_at(tape, i)) is not None and context.is_a(m, ORGANIZATION, PERSON) and m.kind != "pronoun"
        ),
        None,
    )
    return inner, None


def _place(context: Context, match: Match, start: int, end: int) -> Mention | None:
    """The place bound, or one that stands behind "in" or "at" within the clause."""
    named = bound(match, "location")
    if named is not None:
        return named
    tape = match.tape
    for i in range(start, min(end, len(tape.tokens))):
        found = mention_at(tape, i)
        if found is None or not context.is_a(found, PLACE) or found.kind == "pronoun":
            continue
        chunk = tape.chunk_of[i]
        before = chunk.start - 1 if chunk else i - 1
        while before >= 0 and tape.tokens[before].pos in ("DET", "ADJ"):
            before -= 1
        if before >= 0 and tape.tokens[before].lemma.lower() in ("in", "at"):
            return found
    return None
