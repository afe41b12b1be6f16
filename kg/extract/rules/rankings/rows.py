"""Rows: names that stand in the order of their places ("the top three were A, B and C", "only A had more than B")."""

from __future__ import annotations

from kg.extract.rules.context import Context, bound
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.rankings.holders import of_clause
from kg.extract.rules.rankings.places import number
from kg.extract.rules.rankings.series import may, row, row_before
from kg.model import Mention

ROWS = ("list", "completing", "only", "after", "order")


def in_order(context: Context, match: Match) -> list[tuple[Mention, int]]:
    """Return who stands at which place of a row."""
    kind, tape = match.rule.setting("direction"), match.tape
    if kind == "only":
        return _only(context, match)
    if kind == "order":  # "A, B and C were the leading buyers, in that order"
        return _from(row_before(context, tape, match.ranges["verb"][0]), 1)
    names = row(context, tape, match.ranges[""][1])
    if kind == "after":  # "trails only A and B": the subject comes third
        mine = [m for m in of_clause(context, tape, match.ranges[""][0]) if m not in names]
        return [(m, len(names) + 1) for m in mine[:1]] if names else []
    if kind == "completing":
        last = number(match, "change")
        return _from(names, last - len(names) + 1) if last is not None and last > len(names) else []
    return _from(names, 1)


def _from(names: tuple[Mention, ...], first: int) -> list[tuple[Mention, int]]:
    return [(name, first + n) for n, name in enumerate(names)]


def _only(context: Context, match: Match) -> list[tuple[Mention, int]]:
    """ "Only A had more than B": first and second; of "only A and B" no more is known than that B comes third."""
    behind = bound(match, "about")
    above = row(context, match.tape, match.ranges["verb"][1])
    if behind is None or not may(context, behind) or not above or behind in above:
        return []
    return [*(_from(above, 1) if len(above) == 1 else ()), (behind, len(above) + 1)]
