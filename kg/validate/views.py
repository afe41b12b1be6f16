"""What shapes look at: from which nodes, along which predicates, how far.

A view is one shape's, with all that it asks of values; shapes whose results do not depend on one another have views of
their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from kg.validate.index import Index
from kg.validate.shapes import Shape, Shapes, sh
from kg.validate.terms import is_iri, text
from kg.vocab import PREFIXES, TYPE

_FIRST: Final = f"<{PREFIXES['rdf']}first>"
_REPEATED: Final = ("zeroOrMorePath", "oneOrMorePath")
_COMPARED: Final = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
_DISJOINT: Final = "qualifiedValueShapesDisjoint"
_TARGETED: Final = ("targetClass", "targetSubjectsOf", "targetObjectsOf")
_NONE: Final = frozenset[str]()


@dataclass(frozen=True, slots=True)
class View:
    """What some shapes look at.

    `depth` is the number of steps of the longest way, None where a way has no end or what is wrong may be told of a
    node further on. `seen` are all predicates looked at anywhere, `classes` the classes asked for, at the focus node or
    beyond it; `whole` says that every triple of a focus node is looked at. `steps` are the predicates of paths walked
    forwards, `inverse` those walked backwards, `deep` those looked at beyond a focus node itself, `targets` those whose
    objects are looked at. `onward` are the predicates after which something more is looked at, `beyond` those that are
    walked backwards beyond a focus node; `closed` says that all that stands there matters, whatever its predicate.
    """

    depth: int | None = 0
    seen: frozenset[str] = _NONE
    classes: frozenset[str] = _NONE
    whole: bool = False
    steps: frozenset[str] = _NONE
    inverse: frozenset[str] = _NONE
    deep: frozenset[str] = frozenset({TYPE})
    targets: frozenset[str] = _NONE
    onward: frozenset[str] = _NONE
    beyond: frozenset[str] = _NONE
    closed: bool = False

    def __or__(self, other: View) -> View:
        """Return what either looks at."""
        return View(
            None if self.depth is None or other.depth is None else max(self.depth, other.depth),
            self.seen | other.seen,
            self.classes | other.classes,
            self.whole or other.whole,
            self.steps | other.steps,
            self.inverse | other.inverse,
            self.deep | other.deep,
            self.targets | other.targets,
            self.onward | other.onward,
            self.beyond | other.beyond,
            self.closed or other.closed,
        )


def everything(shapes: Shapes) -> View:
    """Return what all shapes together look at."""
    return _united(_view(shapes, shape) for shape in shapes.by_node.values())


def views(shapes: Shapes) -> dict[str, View]:
    """Return what each shape with targets looks at, and each property shape of such a one, by the shape's IRI.

    What has no IRI, or depends on the shapes beside it, counts as part of the shape in which it stands.
    """
    found: dict[str, View] = {}
    for shape in shapes.by_node.values():
        for part in _parted(shapes, shape) if shape.targets else ():
            name = next((text(one) for one in (part[0].node, shape.node) if is_iri(one)), "")
            found[name] = found.get(name, View()) | _united(_view(shapes, one) for one in part) | _aims(shape)
    return found


def _parted(shapes: Shapes, shape: Shape) -> Iterator[list[Shape]]:
    """Part a shape into its properties, each with all that it asks, and the rest of it."""
    inner = _inner(shapes, shape)
    if shape.path is None and not any(_DISJOINT in one.parameters for one in inner):
        properties = [one for one in inner if one.node in shape.parameters.get("property", ())]
        inner = [one for one in inner if one not in properties]
        yield from ([one, *_below(shapes, one, _NONE)] for one in properties)
    yield [shape, *(found for one in inner for found in (one, *_below(shapes, one, _NONE)))]


def _aims(shape: Shape) -> View:
    """Return what makes a shape look at a node at all."""
    aims = {kind: frozenset(text(v) for k, v in shape.targets if k == kind) for kind in _TARGETED}
    seen = aims["targetSubjectsOf"] | aims["targetObjectsOf"]
    return View(seen=seen, classes=aims["targetClass"], targets=aims["targetObjectsOf"])


def _view(shapes: Shapes, shape: Shape) -> View:
    """Return what a shape looks at; the shapes that it asks of its focus nodes have views of their own."""
    found = _steps(shapes.index, shape)
    asked = list(_below(shapes, shape, _NONE)) if shape.path else []
    further = bool(asked) or found.length > 1
    return View(
        depth=_depth(shapes, shape, _NONE),
        seen=_seen(shapes, shape) | found.inverse,
        classes=frozenset(text(one) for one in shape.parameters.get("class", ())),
        whole="closed" in shape.parameters,
        steps=found.first | found.later,
        inverse=found.inverse,
        deep=found.later.union({TYPE}, *(_seen(shapes, inner) for inner in asked)),
        targets=_aims(shape).targets,
        onward=found.first | found.later | found.inverse if further or "class" in shape.parameters else _NONE,
        beyond=(found.inverse if found.length > 1 else _NONE).union(
            *(_steps(shapes.index, inner).inverse for inner in asked)
        ),
        closed=any("closed" in inner.parameters for inner in asked),
    )


def _united(some: Iterable[View]) -> View:
    return reduce(or_, some, View())


@dataclass(frozen=True, slots=True)
class _Steps:
    """The predicates of a path: those of its first step, those of later ones, how many there are, those walked back."""

    first: frozenset[str]
    later: frozenset[str]
    length: int
    inverse: frozenset[str]


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
    told_elsewhere = shape.path is not None and "property" in shape.parameters  # of values, not of the focus node
    if shape.node in above or told_elsewhere or _endless(shapes.index, shape):
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
