"""Figures: which of a sentence's numbers are values and which are changes, and which change belongs to which value."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.rules.context import quantity_at
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.model import Mention, Period, Quantity
from kg.vocab import PERSON

SMALL = 12
CLOSE = 30  # how many times larger a figure may be that shares a unit with another
LENGTHS = ("top", "leading", "best", "largest", "biggest", "strongest")
JOINING = frozenset({",", "and", "the", "by", "to"})  # between the members of a list
DEFINITE = ("the", "these", "those", "both", "its", "their", "his", "her", "only", "other", "another")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence, with the match that made it a value or a change."""

    at: int  # its head token
    quantity: Quantity
    match: Match
    sign: int = 0  # of a change; 0 for a value
    counted: int | None = None  # the thing that another rule found for it
    doubt: str | None = None  # why it may be no figure of its own: "definite" or "listed"

    @property
    def thing(self) -> int | None:
        """The noun that is counted: the head of the compound that the pattern binds."""
        node, tape = self.match.node("thing"), self.match.tape
        node = self.counted if node is None else node
        while node is not None and tape.tokens[node].dep in ("compound", "amod", "nmod:poss", "flat"):
            head = tape.tokens[node].head
            if head <= node or tape.tokens[head].pos not in ("NOUN", "PROPN"):
                break
            node = head
        if node is not None and isinstance(getattr(tape.chunk_of[node], "value", None), Period):
            return None  # "rose to 4,275 last year": no count of years
        return node


_LOWEST = (False, 0.0, 0)


def figures(matches: Sequence[Match]) -> tuple[list[Figure], list[Figure]]:
    """The best match for each figure: a change wins over a value, then the surer rule, then the fuller match."""
    best: dict[int, Figure] = {}
    ranks: dict[int, tuple[bool, float, int]] = {}
    things: dict[int, tuple[tuple[bool, float, int], int | None]] = {}
    for match in matches:
        for name, sign in (("value", 0), ("changePercent", -1 if match.rule.setting("sign") == "-" else 1)):
            node = match.node(name)
            quantity = quantity_at(match.tape, node)
            if node is None or quantity is None or quantity.kind in ("ordinal", "age") or _label(match, node, quantity):
                continue
            chunk = match.tape.chunk_of[node]
            at, thing = chunk.head if chunk else node, match.node("thing")
            rank = bool(sign), match.rule.confidence, len(match.ranges)
            if thing is not None and rank > things.get(at, (_LOWEST, None))[0]:
                things[at] = rank, thing
            if at not in best or rank > ranks[at]:
                ranks[at] = rank
                best[at] = Figure(at, quantity, match, sign, None, _doubt(match, node, quantity))
    found = [replace(best[i], counted=things[i][1]) if i in things else best[i] for i in sorted(best)]
    return [f for f in found if not f.sign], [f for f in found if f.sign]


def _label(match: Match, node: int, quantity: Quantity) -> bool:
    """ "one", years, ages behind a name, and lengths of lists ("103rd out of 132"): numbers that count nothing."""
    tape, chunk = match.tape, match.tape.chunk_of[node]
    start, end = (chunk.start, chunk.end) if chunk else (node, node + 1)
    words = tape.words(start, end)
    before = [t.text.lower() for t in tape.tokens[max(0, start - 2) : start]]
    if before == ["out", "of"] or (quantity.unit is None and _behind_person(tape, start, end)):
        return True
    if words.lower() in ("one", "a", "an", "at least one", "only one", "just one"):
        return True
    if words.isdigit() and len(words) == 4 and 1900 <= quantity.value <= 2100 and "changePercent" not in match.ranges:
        thing = match.node("thing")
        return thing is None or match.tape.tokens[thing].tag not in ("NNS", "NNPS")  # "the 2020 edition"
    return False


def _behind_person(tape: Tape, start: int, end: int) -> bool:
    """ "Anna Peeters, 54, …": a number alone behind a person's name is an age."""
    named = tape.chunk_of[start - 2] if start > 1 and tape.tokens[start - 1].text == "," else None
    alone = end >= len(tape.tokens) or tape.tokens[end].text in (",", ".", ";")
    return alone and named is not None and isinstance(named.value, Mention) and named.value.type == PERSON


def _doubt(match: Match, node: int, quantity: Quantity) -> str | None:
    """Say why a number may only point back ("the two offices") or tell how long a list is ("the top 100")."""
    tape, chunk = match.tape, match.tape.chunk_of[node]
    start, end = (chunk.start, chunk.end) if chunk else (node, node + 1)
    before = tape.tokens[start - 1].text.lower() if start else ""
    earlier = tape.tokens[start - 2].text.lower() if start > 1 else ""
    after = tape.tokens[end].text.lower() if end < len(tape.tokens) else ""
    if quantity.value <= SMALL and tape.tokens[start].text.isalpha() and before in DEFINITE:
        return "definite"
    if before in ("'s", "’s", "the") and "among" in [t.text.lower() for t in tape.tokens[max(0, start - 5) : start]]:
        return "listed"  # "among China's 15 sub-provincial cities"
    listed = before in LENGTHS or after in LENGTHS or (before in ("the", "all") and earlier == "of")
    return "listed" if listed and quantity.kind == "number" else None


def respective(tape: Tape) -> dict[int, Mention]:
    """Whom each figure is about, by the order of two lists of one length: "A, B and C … 8, 6 and 2 percent".

    "respectively" may pair lists that stand anywhere; without it a list of figures belongs to the list of names
    that is the last thing named before it.
    """
    lists = _lists(tape)
    said = "respectively" in tape.where
    for i, figures in enumerate(lists):
        if len(figures) < 2 or not isinstance(figures[0][1], Quantity) or _is_range(tape, figures):
            continue
        named = [names for names in (lists if said else lists[max(0, i - 1) : i]) if isinstance(names[0][1], Mention)]
        for names in named:
            if len(names) == len(figures):
                return {at: who for (at, _), (_, who) in zip(figures, names, strict=True) if isinstance(who, Mention)}
    return {}


def _is_range(tape: Tape, figures: Sequence[tuple[int, object]]) -> bool:
    """ "between 5 and 6", "from 5 to 6": the ends of one stretch are no list."""
    chunk = tape.chunk_of[figures[0][0]]
    start = chunk.start if chunk else figures[0][0]
    opening = {t.text.lower() for t in tape.tokens[max(0, start - 1) : start + 1]}
    return len(figures) == 2 and not opening.isdisjoint(("between", "from"))


def _lists(tape: Tape) -> list[list[tuple[int, Mention | Quantity]]]:
    """Names and figures in runs that commas and "and" join: each with its head token; brackets behind them pass."""
    lists: list[list[tuple[int, Mention | Quantity]]] = []
    last, inside = -2, 0
    for chunk in tape.chunks:
        if not isinstance(chunk.value, (Mention, Quantity)) or getattr(chunk.value, "kind", "") == "ordinal":
            continue
        words = [t.text.lower() for t in tape.tokens[last : chunk.start]] if last >= 0 else ["-"]
        inside += words.count("(") - words.count(")")
        if inside > 0 and isinstance(chunk.value, Mention):
            continue
        joined = bool(lists) and isinstance(chunk.value, Mention) == isinstance(lists[-1][-1][1], Mention)
        if joined and words and all(w in JOINING for w in _unbracketed(words)):
            lists[-1].append((chunk.head, chunk.value))
        else:
            lists.append([(chunk.head, chunk.value)])
        last = chunk.end
    return lists


def _unbracketed(words: Sequence[str]) -> Iterator[str]:
    depth = 0
    for word in words:
        depth += (word == "(") - (word == ")")
        if not depth and word != ")":
            yield word


def run_on(tape: Tape, changes: Sequence[Figure], values: Sequence[Figure]) -> Iterator[Figure]:
    """ "gains of 8.2 percent, 6 percent and 2 percent": what follows a change in its list is a change too."""
    known = {c.at for c in changes}
    order = [c for c in tape.chunks if isinstance(c.value, Quantity)]
    for left, right in itertools.pairwise(order):
        source = next((c for c in changes if c.at == left.head), None)
        between = [t.text.lower() for t in tape.tokens[left.end : right.start]]
        alike = (
            isinstance(left.value, Quantity)
            and isinstance(right.value, Quantity)
            and left.value.kind == right.value.kind
        )
        if source is None or right.head in known or not alike or not between:
            continue
        if all(w in (",", "and", "by", "of") for w in between):
            made = replace(source, at=right.head, quantity=right.value)
            known.add(right.head)
            changes = [*changes, made]
            yield made


def alike(figure: Figure, like: Quantity | None) -> Figure:
    """ "3.49 per cent in Sweden and 2.97 in Denmark": a bare number takes unit and rate of the one before it."""
    quantity = figure.quantity
    if like is None or figure.sign or quantity.kind != "number" or quantity.unit or _counts(figure):
        return figure
    close = like.value and Decimal(1) / CLOSE <= quantity.value / like.value <= CLOSE
    if not close or (like.unit is None and like.per is None):
        return figure
    return replace(figure, quantity=replace(quantity, unit=like.unit, kind=like.kind, per=quantity.per or like.per))


def _counts(figure: Figure) -> bool:
    """Say whether a number has a noun of its own behind it."""
    tape, chunk = figure.match.tape, figure.match.tape.chunk_of[figure.at]
    end = chunk.end if chunk else figure.at + 1
    return end < len(tape.tokens) and tape.tokens[end].pos in ("NOUN", "PROPN", "ADJ", "SYM")


def pair(values: Sequence[Figure], changes: Sequence[Figure]) -> dict[int, Figure]:
    """Give each change to a value: in order where there are as many ("respectively"), else to the nearest before it."""
    if len(values) == len(changes) > 1 and values and values[-1].at < changes[0].at:
        return {v.at: c for v, c in zip(values, changes, strict=True)}
    paired: dict[int, Figure] = {}
    for change in changes:
        before = [v for v in values if v.at < change.at and v.at not in paired]
        behind = next((v for v in values if v.at > change.at and v.at not in paired), None)
        if behind is not None and _leads_to(change, behind):
            paired[behind.at] = change
        elif before and change.match.rule.setting("direction") != "alone":
            paired[before[-1].at] = change
    return paired


def _leads_to(change: Figure, value: Figure) -> bool:
    """ "rose 12.1 percent to 56,267": the change comes before the figure that it led to."""
    tape = change.match.tape
    left, right = tape.chunk_of[change.at], tape.chunk_of[value.at]
    between = tape.tokens[left.end if left else change.at + 1 : right.start if right else value.at]
    words = [t.text.lower() for t in between]
    return "to" in words[-3:] and len(words) <= 6
