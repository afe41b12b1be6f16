"""Which time a statement is about: the period in its clause, in its sentence, or the one the text speaks of."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.rules.clause import Clauses
from kg.extract.rules.context import periods
from kg.extract.rules.patterns.tape import Tape
from kg.model import Period

EDGE = 6  # tokens: a period before the sixth word opens the sentence, and holds for all of it


def statement_period(clauses: Clauses, tape: Tape, index: int) -> Period | None:
    """Return the period of the clause that a token stands in, else the one at the sentence's edge, else None."""
    verb = clauses.verb_of(tape, index)
    usable = [(i, p) for i, p in periods(tape) if not is_basis(tape, i) and not reporting(clauses, tape, i)]
    noun = tape.tokens[index].head
    near = {index, noun} if noun >= 0 and tape.tokens[noun].pos in ("NOUN", "PROPN") else {index}
    told = [(i, p) for i, p in usable if near & set(tape.ancestors(i)) and verb != tape.tokens[i].head]
    if told:  # "applications reached in 2007": a time told of the very thing
        return min(told, key=lambda found: (abs(found[0] - index), found[0]))[1]
    same = [(i, p) for i, p in usable if clauses.verb_of(tape, i) == verb]
    if same:
        return min(same, key=lambda found: (abs(found[0] - index), found[0]))[1]
    chain = set(tape.ancestors(index))
    above = [(i, p) for i, p in usable if clauses.verb_of(tape, i) in chain]
    if above:
        return min(above, key=lambda found: (abs(found[0] - index), found[0]))[1]
    first = [(i, p) for i, p in usable if i < index and i < EDGE]
    return first[0][1] if first else None


def is_basis(tape: Tape, index: int) -> bool:
    """Say whether a period is what a change is measured against ("than in 2013", "a year earlier")."""
    chunk = tape.chunk_of[index]
    start = chunk.start if chunk else index
    end = chunk.end if chunk else index + 1
    before = [t.text.lower() for t in tape.tokens[max(0, start - 3) : start]]
    words = tape.words(start, end).lower()
    if words.endswith(("earlier", "before", "ago")) or "previous" in words or "on year" in words:
        return not words.endswith("ago")
    if chunk is not None and isinstance(chunk.value, Period) and chunk.value.start != chunk.value.end:
        return before[-1:] == ["than"]  # "from 3 to 9 March" is no basis
    return bool(before) and (before[-1] in ("than", "from", "with", "against") or before[-2:-1] == ["than"])


def reporting(clauses: Clauses, tape: Tape, index: int) -> bool:
    """Say whether a period tells when something was said ("announced yesterday")."""
    verb = clauses.verb_of(tape, index)
    return verb is not None and tape.tokens[verb].lemma.lower() in clauses.lists["say"]


def carried(lists: Mapping[str, tuple[str, ...]], period: Period | None) -> bool:
    """Say whether a period is one that later sentences may go on speaking of: placed, and longer than a day."""
    if period is None or period.start is None or any(w in lists["points"] for w in period.text.lower().split()):
        return False
    return len(period.start) < 10 or period.start != period.end


def anaphoric(lists: Mapping[str, tuple[str, ...]], period: Period) -> bool:
    """Say whether the words mean the time that the text has been speaking of ("the same period", "the six months")."""
    words = period.text.lower().split()
    return period.start is None and any(w in lists["same_time"] for w in words)
