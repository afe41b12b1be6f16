"""SHACL property paths: which values they lead to, for many nodes at once, and how a person writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.validate.columns import Columns
from kg.validate.index import Index
from kg.validate.sets import Nodes, Pairs, followed, held, itself, once, second
from kg.validate.terms import is_iri
from kg.vocab import PREFIXES, curie

_SH: Final = PREFIXES["sh"]
_FIRST: Final = f"<{PREFIXES['rdf']}first>"
Walk = Callable[[Columns, Nodes], Pairs]


@dataclass(frozen=True, slots=True)
class Path:
    """A path; `predicate` is set for the plainest kind, a single predicate.

    `walk` pairs nodes with the values that the path leads to, `back` with the nodes from which it leads to them.
    """

    text: str
    walk: Walk
    back: Walk
    predicates: frozenset[str]
    predicate: str | None = None

    @property
    def name(self) -> str:
        """The IRI of a plain path, the words of any other."""
        return self.text if self.predicate is None else self.predicate[1:-1]


def read(shapes: Index, node: str) -> Path:
    """Read a path from a shapes graph; raises ValueError when it is none."""
    if is_iri(node):
        return Path(curie(node[1:-1]), _step(node), _step(node, inverse=True), frozenset({node}), node)
    if shapes.objects(node, _FIRST):
        return _sequence(shapes, node)
    for name, make in _KINDS.items():
        inner = shapes.first(node, f"<{_SH}{name}>")
        if inner is not None:
            return make(shapes, inner)
    raise ValueError(f"{node} is no path")


def _step(predicate: str, *, inverse: bool = False) -> Walk:
    return lambda data, nodes: data.step(nodes, predicate, inverse=inverse)


def _members(shapes: Index, head: str) -> tuple[Path, ...]:
    found = tuple(read(shapes, member) for member in shapes.items(head))
    if len(found) < 2:
        raise ValueError(f"{head} is no path")
    return found


def _all_predicates(paths: tuple[Path, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(path.predicates for path in paths))


def _sequence(shapes: Index, head: str) -> Path:
    steps = _members(shapes, head)

    def along(walks: tuple[Walk, ...]) -> Walk:
        def walk(data: Columns, nodes: Nodes) -> Pairs:
            reached = walks[0](data, nodes)
            for step in walks[1:]:
                reached = followed(reached, step(data, once(second(reached))))
            return reached

        return walk

    return Path(
        "/".join(_grouped(step) for step in steps),
        along(tuple(step.walk for step in steps)),
        along(tuple(step.back for step in reversed(steps))),
        _all_predicates(steps),
    )


def _alternative(shapes: Index, head: str) -> Path:
    ways = _members(shapes, head)

    def any_of(walks: tuple[Walk, ...]) -> Walk:
        return lambda data, nodes: once(np.concatenate([walk(data, nodes) for walk in walks]))

    return Path(
        "|".join(_grouped(way) for way in ways),
        any_of(tuple(way.walk for way in ways)),
        any_of(tuple(way.back for way in ways)),
        _all_predicates(ways),
    )


def _inverse(shapes: Index, node: str) -> Path:
    inner = read(shapes, node)
    return Path(f"^{_grouped(inner)}", inner.back, inner.walk, inner.predicates)


def _repeated(sign: str, often: Callable[[Walk], Walk]) -> Callable[[Index, str], Path]:
    def make(shapes: Index, node: str) -> Path:
        inner = read(shapes, node)
        return Path(f"{_grouped(inner)}{sign}", often(inner.walk), often(inner.back), inner.predicates)

    return make


def _zero_or_one(step: Walk) -> Walk:
    return lambda data, nodes: once(np.concatenate((itself(nodes), step(data, nodes))))


def _zero_or_more(step: Walk) -> Walk:
    return lambda data, nodes: _closure(step, data, itself(nodes))


def _one_or_more(step: Walk) -> Walk:
    return lambda data, nodes: _closure(step, data, step(data, nodes))


def _closure(step: Walk, data: Columns, start: Pairs) -> Pairs:
    """Go on from what was reached last until nothing new is."""
    found = new = start
    while len(new):
        further = followed(new, step(data, once(second(new))))
        new = further[~held(further, found)]
        found = once(np.concatenate((found, new)))
    return found


def _grouped(path: Path) -> str:
    return f"({path.text})" if any(sign in path.text.replace("://", "") for sign in "/|") else path.text


_KINDS: Final[dict[str, Callable[[Index, str], Path]]] = {
    "inversePath": _inverse,
    "alternativePath": _alternative,
    "zeroOrMorePath": _repeated("*", _zero_or_more),
    "oneOrMorePath": _repeated("+", _one_or_more),
    "zeroOrOnePath": _repeated("?", _zero_or_one),
}
