"""Ladders: places that are told by the one before them ("followed by A and B", "ahead of A", "B came next")."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from kg.extract.rules.context import Context, quantity_at
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.rankings.holders import apart
from kg.extract.rules.rankings.series import row, row_before
from kg.extract.rules.rankings.standings import Standing
from kg.model import Mention

NEAR = 1  # sentences over which "B came next" goes on from the place told last


@dataclass(frozen=True, slots=True)
class Told:
    """A place that has been told: by which sentence and token, who, and of which list."""

    sentence: int
    at: int
    rank: int
    held_by: int  # how many share it
    standing: Standing
    scope: str | None
    ranking: str | None


def rungs(context: Context, match: Match, told: list[Told]) -> tuple[Told | None, list[tuple[Mention, int]]]:
    """Return the place that a match goes on from, and who stands at which place by it."""
    kind = match.rule.setting("direction")
    at = match.node("verb")
    anchor = _anchor(match, told, at, across=kind == "next")
    if at is None or anchor is None:
        return None, []
    end = match.ranges[""][1]
    if kind == "next":
        named = row_before(context, match.tape, at)
        first = next((c.start for c in match.tape.chunks if named and c.value == named[0]), 0)
        if anchor.sentence != match.tape.sentence.index and any(
            "name" in c.labels and c.end <= first for c in match.tape.chunks
        ):
            return None, []  # the sentence speaks of others first: what they come next to is not known
        taken = {t.rank for t in told if match.tape.sentence.index - t.sentence <= 2 * NEAR}
        return anchor, _down(named, anchor, taken)
    named = row(context, match.tape, end)
    if kind == "below":
        return anchor, _down(named, anchor)
    if kind == "above" and len(named) == anchor.rank - 1:
        return anchor, [(m, n + 1) for n, m in enumerate(named)]
    just = match.tape.tokens[at - 1].text.lower() in ("just", "directly", "only") if at else False
    if kind == "above" and just and len(named) == 1 and anchor.rank > 1:
        return anchor, [(named[0], anchor.rank - 1)]
    return None, []


def _down(named: tuple[Mention, ...], anchor: Told, taken: Set[int] = frozenset()) -> list[tuple[Mention, int]]:
    first = anchor.rank + anchor.held_by
    while first in taken:  # "Oslo leads, while Bergen is third. Malmö followed. Trondheim came next": second, fourth
        first += 1
    return [(m, first + n) for n, m in enumerate(named)]


def _anchor(match: Match, told: list[Told], at: int | None, *, across: bool) -> Told | None:
    """The place told last before a token of the same sentence, else (with `across`) in one of the sentences before."""
    here = match.tape.sentence.index
    if at is None:
        return None
    mine = [t for t in told if t.sentence == here and t.at < at]
    if mine:
        last = max(mine, key=lambda t: t.at)
        return (
            min(mine, key=lambda t: t.rank)
            if across and not apart(match.tape, mine[0].at, at)
            else last
            if across or not apart(match.tape, last.at, at)
            else None
        )
    earlier = [t for t in told if here - NEAR <= t.sentence < here]
    if not across or not earlier or quantity_at(match.tape, at) is not None:
        return None
    return min((t for t in earlier if t.sentence == earlier[-1].sentence), key=lambda t: t.rank)
