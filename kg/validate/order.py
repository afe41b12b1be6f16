"""The order of many literals at once."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from kg.validate.columns import Columns
from kg.validate.sets import Flags, Values, once
from kg.validate.terms import Comparable, Unsupported, comparable, is_literal


def in_order(data: Columns, left: Values, right: Values, *, or_equal: bool = False) -> Flags:
    """Say of each pair whether the first comes before the second (or is equal); what cannot be compared does not.

    Raises Unsupported for values whose order the reference leaves open.
    """
    nodes = once(np.concatenate((left, right)))
    places = [_place(data.terms[node]) for node in nodes.tolist()]
    ranks = _ranks(places)
    kinds = np.array([ranks[place][0] for place in places], np.int64)
    order = np.array([ranks[place][1] for place in places], np.int64)
    one, other = np.searchsorted(nodes, left), np.searchsorted(nodes, right)
    before = order[one] <= order[other] if or_equal else order[one] < order[other]
    answer: Flags = before & (kinds[one] == kinds[other]) & (kinds[one] > 0)
    return answer


def _place(term: str) -> Comparable | None:
    if not is_literal(term):
        raise Unsupported(f"the order of {term} is not decided here; check with pyshacl instead")
    return comparable(term)


def _ranks(places: list[Comparable | None]) -> dict[Comparable | None, tuple[int, int]]:
    """Give each value its kind, from 1, and its place among those of its kind."""
    by_kind: dict[str, set[Comparable]] = defaultdict(set)
    for place in places:
        if place is not None:
            by_kind[place[0]].add(place)
    ranks: dict[Comparable | None, tuple[int, int]] = {None: (0, 0)}
    for number, kind in enumerate(sorted(by_kind), 1):
        ranks.update({place: (number, rank) for rank, place in enumerate(sorted(by_kind[kind]))})
    return ranks
