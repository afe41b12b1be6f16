"""Places: the number of a rank, the one before it, and those of a row."""

from __future__ import annotations

import itertools

from kg.extract.rules.context import Context, quantity_at
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import AnyChunk, Tape
from kg.extract.rules.rankings.standings import segment
from kg.model import Mention, Period, Quantity

REACH = 14  # tokens around a place in which it is told how far it has moved
STEP = 4  # tokens between a name and the place that it has moved from
OTHERS = ("behind", "after", "ahead", "below", "above")  # before names that have not moved: "up from sixth, behind X"
FIRST = ("first", "1st")
EARLIER = ("a year ago", "last year", "a year earlier", "the year before", "a year before", "previously")


def number(match: Match, name: str) -> int | None:
    """Return the whole number that a name of the match binds or its rule sets."""
    fixed = match.rule.setting(name)
    if fixed:
        return int(fixed)
    quantity = quantity_at(match.tape, match.node(name))
    if quantity is None or quantity.kind not in ("ordinal", "number") or quantity.value != int(quantity.value):
        return None
    return int(quantity.value)


def respective(match: Match) -> list[int]:
    """ "A and B are second and third": the places in a row that begins with the one bound, if there are several."""
    row = _row(match)
    return [int(c.value.value) for c in row if isinstance(c.value, Quantity)] if len(row) > 1 else []


def row_heads(match: Match) -> tuple[int, ...]:
    """Return the tokens of the places in a row."""
    return tuple(c.head for c in _row(match))


def _row(match: Match) -> list[AnyChunk]:
    node, tape = match.node("rank"), match.tape
    order = _ordinals(tape)
    at = next((i for i, c in enumerate(order) if c.head == node), None)
    if at is None:
        return []
    row = [order[at]]
    for chunk in order[at + 1 :]:
        between = [t.text.lower() for t in tape.tokens[row[-1].end : chunk.start]]
        if not between or any(w not in (",", "and") for w in between):
            break
        row.append(chunk)
    return row


def _ordinals(tape: Tape) -> list[AnyChunk]:
    return [c for c in tape.chunks if isinstance(c.value, Quantity) and c.value.kind == "ordinal"]


def no_place(context: Context, match: Match) -> bool:
    """Say whether an ordinal counts something else: "first published", "the first to join", "a second office"."""
    node = match.node("rank")
    chunk = match.tape.chunk_of[node] if node is not None else None
    if chunk is None or match.rule.setting("rank") or "number" in chunk.labels:
        return False
    tokens = match.tape.tokens
    after = tokens[chunk.end].text.lower() if chunk.end < len(tokens) else "."
    behind = tokens[chunk.end] if chunk.end < len(tokens) else None
    placed = after in context.lists["place_nouns"] or after in context.lists["superlatives"] or after == "most"
    whole = "-" in match.tape.words(chunk.start, chunk.end)
    if tokens[chunk.start].text.lower() in ("no", "no.", "number", "nos", "#"):
        return False  # "the No. 1 applicant"
    if after in context.lists["scope_words"]:
        return False  # "placed fourth nationwide"
    if behind is not None and behind.pos in ("NOUN", "ADJ", "PROPN") and not (placed or whole):
        return True
    if tokens[chunk.start].text.lower() not in FIRST:
        return after in context.lists["counted_off"]
    return not (placed or after in context.lists["behind_first"])


def _used_to(tape: Tape, start: int) -> bool:
    """ "used to head the list": no longer."""
    words = [t.text.lower() for t in tape.tokens[max(0, start - 4) : start + 3]]
    return ("used", "to") in itertools.pairwise(words)


def was_before(match: Match) -> bool:
    """Say whether a place is the one before: behind "from", or told of an earlier time ("when it was 11th")."""
    node, tape = match.node("rank"), match.tape
    if _used_to(tape, match.ranges[""][0]):
        return True
    if node is None or match.rule.setting("rank"):
        return False
    chunk = tape.chunk_of[node]
    start = chunk.start if chunk else node
    end = chunk.end if chunk else node + 1
    before = [t.text.lower() for t in tape.tokens[max(0, start - 4) : start]]
    told = "previousRank" in match.ranges
    joined = before[-2:-1] == ["from"] and before[-1] in ("the", "joint", "equal")
    return (
        ((before[-1:] == ["from"] or joined) and not told)
        or "when" in before
        or ("been" in before and bool({"having", "had"} & set(before)))
        or bool({"once", "formerly"} & set(before))
        or _earlier(tape, end)
        or _told_aside(tape, start, end)
    )


def _told_aside(tape: Tape, start: int, end: int) -> bool:
    """ "19th (27th in 2020)", "Oslo, which held the eleventh place in 2020, rose to seventh": a place told aside."""
    words = [t.text.lower() for t in tape.tokens]
    ordinals = _ordinals(tape)
    if start and words[start - 1] == "(":
        dated = words[end : end + 1] == ["in"] and any(
            c.start == end + 1 and isinstance(c.value, Period) for c in tape.chunks
        )
        return dated and any(c.end <= start for c in ordinals)
    opens = next((i for i in range(start - 1, max(0, start - 6), -1) if words[i] in ("which", "who")), None)
    if opens is None or words[opens - 1] != "," or "," not in words[end : end + 6]:
        return False
    closes = words.index(",", end)
    dated = any(isinstance(c.value, Period) and end <= c.start < closes for c in tape.chunks)
    return dated and any(closes < c.start <= closes + 8 for c in ordinals)


def _earlier(tape: Tape, end: int) -> bool:
    after = " ".join(t.text.lower() for t in tape.tokens[end : end + 4])
    return after.startswith(EARLIER)


def previous(context: Context, match: Match, rank: int, core: int | None) -> int | None:
    """The place before: named, so many places away, told of a year ago, or the same ("for a fourth straight year")."""
    named = number(match, "previousRank")
    if named is None and match.node("rank") is not None:
        named = _told_before(match)
    if named is not None:
        return named
    moved = _moved(context, match, core)
    if moved is not None:
        return rank + moved if rank + moved >= 1 else None
    first, last = segment(match.tape, core) if core is not None else match.ranges[""]
    words = f" {match.tape.words(first, last).lower()} "
    return rank if any(f" {phrase}" in words for phrase in context.lists["again_phrases"]) else None


def _told_before(match: Match) -> int | None:
    """ "second with 18 percent, up from fourth", "12th a year ago": the nearest other place that is an earlier one."""
    tape, rank = match.tape, match.node("rank")
    if rank is None:
        return None
    first, last = segment(tape, rank)
    others = [c for c in _ordinals(tape) if c.head != rank and first <= c.start < last]
    positions = [c for c in tape.chunks if isinstance(c.value, Quantity) and c.value.kind == "number"]
    for place in positions:  # "11th …, from position 26"
        before = [t.text.lower() for t in tape.tokens[max(0, place.start - 2) : place.start]]
        if before[:1] == ["from"] and before[1:] in (["position"], ["place"], ["rank"], ["number"], ["spot"], ["no."]):
            return int(place.value.value) if isinstance(place.value, Quantity) and place.start > rank else None
    for chunk in sorted(others, key=lambda c: abs(c.head - rank)):
        before = [t.text.lower() for t in tape.tokens[max(0, chunk.start - 4) : chunk.start]]
        own = before[-2:] in (["having", "been"], ["had", "been"]) or _told_aside(tape, chunk.start, chunk.end)
        if own and _between(tape, rank, chunk.head) and before[-2:] != ["having", "been"]:
            own = False
        told = "from" in before[-2:] or "when" in before or _earlier(tape, chunk.end)
        if isinstance(chunk.value, Quantity) and (own or (told and not _between(tape, rank, chunk.head))):
            return int(chunk.value.value)
    return None


def moved_before(tape: Tape, about: Mention) -> int | None:
    """ "Oslo, up from fourth, with 57", "and, up from fifth in 2018, Bergen": the place from which a name has moved."""
    mine = next((c for c in tape.chunks if c.value == about), None)
    if mine is None:
        return None
    for chunk in _ordinals(tape):
        before = [t.text.lower() for t in tape.tokens[max(0, chunk.start - 3) : chunk.start]]
        if before[-1:] != ["from"] or before[-2:-1] not in (["up"], ["down"]) or not isinstance(chunk.value, Quantity):
            continue
        behind = before[0] in (",", "(") and mine.end == chunk.start - 3
        gap = {t.text.lower() for t in tape.tokens[chunk.end : mine.start]}
        ahead = before[0] in (",", "and") and 0 <= mine.start - chunk.end <= STEP and not gap & set(OTHERS)
        if behind or (ahead and not _between(tape, mine.start, chunk.head)):
            return int(chunk.value.value)
    return None


def _between(tape: Tape, one: int, other: int) -> bool:
    """Say whether a place or body is named between two tokens: what stands behind it is told of that one."""
    low, high = min(one, other), max(one, other)
    kinds = ("City", "Country", "Organization")
    return any(low < c.start < high and "name" in c.labels and set(kinds) & c.labels for c in tape.chunks)


def _moved(context: Context, match: Match, core: int | None) -> int | None:
    """How many places lower it stood: "climbed nine places to", "up two", "four places better"; minus if it fell."""
    fixed = number(match, "change")
    if fixed is not None:
        return fixed if match.rule.setting("direction") == "up" else -fixed
    if core is None or match.rule.setting("rank"):
        return None
    tape = match.tape
    first, last = segment(tape, core)
    for chunk in sorted(tape.chunks, key=lambda c: abs(c.start - core)):
        if not (isinstance(chunk.value, Quantity) and chunk.value.kind == "number" and first <= chunk.start < last):
            continue
        if (
            _between(tape, chunk.head, core)
            or abs(chunk.start - core) > REACH
            or chunk.value.value != int(chunk.value.value)
        ):
            continue
        sign = _direction(context, tape, chunk, core)
        if sign:
            return sign * int(chunk.value.value)
    return None


def _direction(context: Context, tape: Tape, chunk: AnyChunk, core: int) -> int:
    before = [t.text.lower() for t in tape.tokens[max(0, chunk.start - 2) : chunk.start]]
    after = [t.text.lower() for t in tape.tokens[chunk.end : chunk.end + 3]]
    steps = bool(after) and after[0] in context.lists["place_nouns"]
    if steps and len(after) > 1 and after[1] in ("better", "higher", "up"):
        return 1
    if steps and len(after) > 1 and after[1] in ("worse", "lower", "down"):
        return -1
    to = after[1:2] == ["to"] if steps else after[:1] == ["to"]
    near = (
        steps
        or (to and chunk.end + 1 <= core <= chunk.end + 2)
        or (before[-1:] in (["up"], ["down"]) and after[:1] in ([")"], [","], ["."]))
    )
    if not near:
        return 0
    if any(w == "up" or w in context.lists["climb"] for w in before):
        return 1
    return -1 if any(w == "down" or w in context.lists["drop"] for w in before) else 0


def beside_earlier(tape: Tape, period: Period) -> bool:
    """Say whether a time is that of the place before: "up from fifth in 2016", "19th (27th in 2020)"."""
    at = next((c.start for c in tape.chunks if c.value == period), None)
    if at is None:
        return False
    for chunk in _ordinals(tape):
        before = [t.text.lower() for t in tape.tokens[max(0, chunk.start - 2) : chunk.start]]
        aside = before[-1:] in (["("], ["from"]) or before in (["having", "been"], ["had", "been"])
        if aside and chunk.end <= at <= chunk.end + 4:
            return True
    return False


def plain_period(period: Period | None) -> Period | None:
    """Return a period that has a date, else None."""
    return period if period is not None and period.start else None
