"""Sets of numbered terms, and of pairs of them, as sorted arrays.

A pair is one number of 64 bits, its first term in the upper half, so that pairs of one first term lie together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

Nodes = npt.NDArray[np.int64]  # terms by number, sorted, each once
Values = npt.NDArray[np.int64]  # terms by number, in any order
Pairs = npt.NDArray[np.int64]  # two terms each, sorted, each once
Flags = npt.NDArray[np.bool_]

HALF: Final = 32
NONE: Final[Nodes] = np.empty(0, np.int64)
LOWER: Final = (1 << HALF) - 1


def once(values: Values) -> Nodes:
    """Sort values, each once."""
    if len(values) < 2 or np.count_nonzero(values[1:] > values[:-1]) == len(values) - 1:
        return values
    ordered = np.sort(values)
    new = ordered[1:] != ordered[:-1]
    return ordered if new.all() else ordered[np.concatenate(((True,), new))]


def held(values: Values, by: Nodes) -> Flags:
    """Say which values are among some sorted ones."""
    if not len(by) or not len(values):
        return np.zeros(len(values), np.bool_)
    places = by.searchsorted(values)
    places[places == len(by)] = 0
    found: Flags = by[places] == values
    return found


def spread(values: Values, ask: Callable[[Nodes], Flags]) -> Flags:
    """Ask about the different values, and give each value its answer."""
    nodes = once(values)
    answers = ask(nodes)
    return answers if nodes is values else answers[nodes.searchsorted(values)]


def paired(left: Values, right: Values) -> Pairs:
    """Make pairs of two columns."""
    return once(left << HALF | right)


def first(pairs: Pairs) -> Values:
    """Return the first of each pair: they are sorted."""
    return pairs >> HALF


def second(pairs: Pairs) -> Values:
    """Return the second of each pair."""
    return pairs & LOWER


def swapped(pairs: Pairs) -> Pairs:
    """Turn pairs round."""
    return np.sort(second(pairs) << HALF | first(pairs))


def itself(nodes: Nodes) -> Pairs:
    """Pair each node with itself."""
    return nodes << HALF | nodes


def joined(nodes: Nodes, pairs: Pairs) -> Pairs:
    """Return the pairs that begin with some nodes."""
    return pairs[_rows(nodes, pairs)[0]] if len(pairs) and len(nodes) else NONE


def followed(pairs: Pairs, more: Pairs) -> Pairs:
    """Go on from the second of each pair: of (a, b) and (b, c) comes (a, c)."""
    rows, counts = _rows(second(pairs), more)
    return paired(first(pairs).repeat(counts), second(more[rows]))


def matched(left: Pairs, right: Pairs) -> tuple[Values, Values, Values]:
    """Set each pair beside each other that begins alike: three columns, the first they share and both seconds."""
    rows, counts = _rows(first(left), right)
    return first(left).repeat(counts), second(left).repeat(counts), second(right[rows])


def _rows(values: Values, pairs: Pairs) -> tuple[Values, Values]:
    """Find where the pairs stand that begin with each value, and how many there are for each."""
    if not len(pairs) or not len(values):
        return NONE, np.zeros(len(values), np.int64)
    start = pairs.searchsorted(values << HALF)
    counts = pairs.searchsorted((values + 1) << HALF) - start
    stop = counts.cumsum()
    if not stop[-1]:
        return NONE, counts
    if stop[-1] == len(values) == np.count_nonzero(counts):
        return start, counts
    return np.arange(stop[-1]) + (start - stop + counts).repeat(counts), counts
