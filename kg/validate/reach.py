"""How far shapes see: which nodes may look different to them when some triples come or go, and what they must be shown.

It lets a change of a large graph be checked by itself. What it names is enough, and may be more than is needed: nodes
within the longest path of any shape, along the predicates of some path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from kg.validate.index import Index
from kg.validate.shapes import Shape, Shapes, sh
from kg.validate.terms import is_iri
from kg.vocab import PREFIXES, TYPE

if TYPE_CHECKING:
    import pyoxigraph as ox

Quad = Any  # a pyoxigraph.Quad of IRIs and literals: no graph of ours has triples inside triples
Term = Any  # a pyoxigraph.NamedNode or Literal
_FIRST: Final = f"<{PREFIXES['rdf']}first>"
_REPEATED: Final = ("zeroOrMorePath", "oneOrMorePath")
_COMPARED: Final = ("equals", "disjoint", "lessThan", "lessThanOrEquals")


@dataclass(frozen=True, slots=True)
class _Steps:
    """The predicates of a path: those of its first step, those of later ones, how many there are, those walked back."""

    first: frozenset[str]
    later: frozenset[str]
    length: int
    inverse: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far some shapes see.

    `depth` is the number of steps of the longest way, None where a way has no end; `steps` are all predicates of paths,
    `inverse` those walked backwards, `deep` those looked at beyond a focus node itself, `targets` those whose objects
    are looked at. `onward` are the predicates after which something more is looked at, `beyond` those that are walked
    backwards beyond a focus node; `closed` says that all that stands there matters, whatever its predicate.
    """

    depth: int | None
    steps: frozenset[str]
    inverse: frozenset[str]
    deep: frozenset[str]
    targets: frozenset[str]
    onward: frozenset[str] = frozenset()
    beyond: frozenset[str] = frozenset()
    closed: bool = False

    @classmethod
    def of(cls, shapes: Shapes) -> Reach:
        """Measure some shapes."""
        steps, inverse, deep, targets = set[str](), set[str](), set[str]({TYPE}), set[str]()
        onward, beyond = set[str](), set[str]()
        depth: int | None = 0
        closed = False
        for shape in shapes.by_node.values():
            found = _steps(shapes.index, shape)
            steps |= found.first | found.later
            inverse |= found.inverse
            deep |= found.later
            asked = list(_below(shapes, shape, frozenset())) if shape.path else []
            for inner in asked:
                deep |= _seen(shapes, inner)
                beyond |= _steps(shapes.index, inner).inverse
                closed = closed or "closed" in inner.parameters
            if asked or found.length > 1 or "class" in shape.parameters:
                onward |= found.first | found.later | found.inverse
            if found.length > 1:
                beyond |= found.inverse
            targets.update(value[1:-1] for kind, value in shape.targets if kind == "targetObjectsOf")
            own = _depth(shapes, shape, frozenset())
            depth = None if depth is None or own is None else max(depth, own)
        sides = frozenset(steps), frozenset(inverse), frozenset(deep), frozenset(targets)
        return cls(depth, *sides, frozenset(onward), frozenset(beyond), closed)

    def affected(self, store: ox.Store, went: Iterable[Quad], came: Iterable[Quad]) -> set[Term]:
        """Return the nodes that the shapes may see otherwise, now that these triples of a graph went and came."""
        import pyoxigraph as ox

        found: set[Term] = set()
        deep: set[Term] = set()
        for quad in (*went, *came):
            predicate = quad.predicate.value
            found.add(quad.subject)
            if self.closed or predicate in self.deep:
                deep.add(quad.subject)
            if predicate in self.inverse and isinstance(quad.object, ox.NamedNode):
                found.add(quad.object)
                if predicate in self.beyond:
                    deep.add(quad.object)
            elif predicate in self.targets and self._alone(store, quad):
                found.add(quad.object)
        return found | self._above(store, deep)

    def around(self, store: ox.Store, nodes: Iterable[Term]) -> Iterator[Quad]:
        """Yield what the shapes need to be shown to judge some nodes of the default graph."""
        import pyoxigraph as ox

        asked = set(nodes)
        yield from self._targeting(store, asked)
        focus = {node for node in asked if isinstance(node, ox.NamedNode)}
        seen: set[Term] = set()
        waiting, onward, inverse = focus, self.onward, self.inverse
        for _ in range((self.depth or 0) + 1):
            nearby: set[Term] = set()
            for node in waiting:
                for quad in _match(store, node):
                    predicate = quad.predicate.value
                    if node in focus or self.closed or predicate in self.deep:
                        yield quad
                    if predicate in onward:
                        nearby.add(quad.object)
                for predicate in inverse:
                    for quad in _match(store, None, ox.NamedNode(predicate), node):
                        yield quad
                        nearby.add(quad.subject)
            seen |= waiting
            waiting = {node for node in nearby if isinstance(node, ox.NamedNode)} - seen
            onward, inverse = self.onward & self.deep, self.beyond  # all that is looked at beyond a focus node

    def _targeting(self, store: ox.Store, nodes: Iterable[Term]) -> Iterator[Quad]:
        """Yield one triple for each property that makes a shape look at a node as its object."""
        import pyoxigraph as ox

        for node in nodes:
            for predicate in self.targets:
                yield from islice(_match(store, None, ox.NamedNode(predicate), node), 1)

    def _alone(self, store: ox.Store, quad: Quad) -> bool:
        """Say whether a triple alone makes, or made, a shape look at its object."""
        return all(other == quad for other in islice(_match(store, None, quad.predicate, quad.object), 2))

    def _above(self, store: ox.Store, nodes: set[Term]) -> set[Term]:
        """Return the nodes from which some way leads to one of these.

        Predicate by predicate: a thing that everybody speaks of has too many neighbours to be asked for all of them.
        """
        import pyoxigraph as ox

        found: set[Term] = set()
        waiting = nodes
        for _ in range(self.depth or 0):
            reached: set[Term] = set()
            further: set[Term] = set()
            for node in waiting:
                for predicate in self.onward:
                    subjects = [quad.subject for quad in _match(store, None, ox.NamedNode(predicate), node)]
                    reached.update(subjects)
                    if self.closed or predicate in self.deep:
                        further.update(subjects)
                for predicate in self.inverse:
                    quads = _match(store, node, ox.NamedNode(predicate))
                    objects = [quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)]
                    reached.update(objects)
                    if predicate in self.beyond:
                        further.update(objects)
            waiting = further - found
            found |= reached
        return found


def _match(store: ox.Store, subject: Any = None, predicate: Any = None, object_: Any = None) -> Iterator[Quad]:
    import pyoxigraph as ox

    return store.quads_for_pattern(subject, predicate, object_, ox.DefaultGraph())


def _inner(shapes: Shapes, shape: Shape) -> list[Shape]:
    """Return the shapes that a shape asks of its values."""
    return [shapes.by_node[one] for one in sorted(shapes.inner(shape.node)) if one in shapes.by_node]


def _below(shapes: Shapes, shape: Shape, above: frozenset[str]) -> Iterator[Shape]:
    """Yield the shapes that a shape asks of its values, and what these ask in turn, at any depth."""
    above |= {shape.node}
    for inner in _inner(shapes, shape):
        if inner.node not in above:
            yield inner
            yield from _below(shapes, inner, above)


def _seen(shapes: Shapes, shape: Shape) -> frozenset[str]:
    """Return the predicates that a shape itself looks at."""
    found = _steps(shapes.index, shape)
    compared = {value[1:-1] for name in _COMPARED for value in shape.parameters.get(name, ())}
    return found.first | found.later | compared


def _depth(shapes: Shapes, shape: Shape, above: frozenset[str]) -> int | None:
    """Return how many steps a shape looks from a node; None where there is no end."""
    if shape.node in above or _endless(shapes.index, shape):
        return None
    inner = [_depth(shapes, one, above | {shape.node}) for one in _inner(shapes, shape)]
    if any(found is None for found in inner):
        return None
    return _steps(shapes.index, shape).length + max([0, *(found for found in inner if found is not None)])


def _path(index: Index, shape: Shape) -> str | None:
    return index.first(shape.node, sh("path"))


def _endless(index: Index, shape: Shape) -> bool:
    path = _path(index, shape)
    return path is not None and any(_holds(index, path, sh(name)) for name in _REPEATED)


def _holds(index: Index, node: str, predicate: str) -> bool:
    """Say whether a path, or a part of it, is of a kind."""
    return bool(index.objects(node, predicate)) or any(_holds(index, part, predicate) for part in _parts(index, node))


def _parts(index: Index, node: str) -> list[str]:
    if is_iri(node):
        return []
    if index.objects(node, _FIRST):
        return list(index.items(node))
    named = ("inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
    inner = [one for name in named for one in index.objects(node, sh(name))]
    ways = [one for head in index.objects(node, sh("alternativePath")) for one in index.items(head)]
    return inner + ways


def _steps(index: Index, shape: Shape) -> _Steps:
    path = _path(index, shape)
    return _walked(index, path) if path else _Steps(frozenset(), frozenset(), 0, frozenset())


def _walked(index: Index, node: str) -> _Steps:
    if is_iri(node):
        return _Steps(frozenset({node[1:-1]}), frozenset(), 1, frozenset())
    parts = [_walked(index, part) for part in _parts(index, node)]
    everything = frozenset().union(*(p.first | p.later for p in parts))
    inverse = frozenset().union(*(p.inverse for p in parts))
    if index.objects(node, sh("inversePath")):
        return _Steps(frozenset(), frozenset(), sum(p.length for p in parts), inverse | everything)
    if index.objects(node, _FIRST):
        later = frozenset().union(*(p.first | p.later for p in parts[1:]), parts[0].later)
        return _Steps(parts[0].first, later, sum(p.length for p in parts), inverse)
    length = max([0, *(p.length for p in parts)])
    later = frozenset().union(*(p.later for p in parts))
    return _Steps(frozenset().union(*(p.first for p in parts)), later, length, inverse)
