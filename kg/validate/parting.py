"""Shapes parted, so that a large graph can be checked a part of the shapes at a time, or by several processes."""

from __future__ import annotations

from collections.abc import Mapping

from kg.validate.fast import predicates, targeting
from kg.validate.shapes import Shapes


def parted(shapes: Shapes, counts: Mapping[str, int], most: int) -> list[frozenset[str]]:
    """Part the shapes that have targets into so many parts at most, each of which looks at about as many triples.

    `counts` tells how many triples of each predicate a graph has, predicates as N-Triples writes them. The results of
    all parts together are those of all shapes.
    """
    seen = {node: predicates(shapes, (node,)) for node in targeting(shapes)}
    sights = {node: frozenset(counts) if found is None else found for node, found in seen.items()}

    def weight(sight: frozenset[str]) -> int:
        return sum(counts.get(predicate, 0) for predicate in sight)

    parts: list[tuple[set[str], set[str]]] = [(set(), set()) for _ in range(most)]
    for node in sorted(sights, key=lambda node: (-weight(sights[node]), node)):
        members, sight = min(parts, key=lambda part: weight(frozenset(part[1] | sights[node])))
        members.add(node)
        sight |= sights[node]
    return [frozenset(members) for members, _ in parts if members]
