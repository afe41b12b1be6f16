"""How far shapes see: what may look different to them when some triples come or go, and what they must be shown.

It lets a change of a large graph be checked by itself. What it names is enough, and may be more than is needed: nodes
within the longest path of a shape, along the predicates of some path of its.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.model import Iri
from kg.validate.shapes import Shapes
from kg.validate.views import View, everything, views
from kg.vocab import TYPE

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph as ox

Quad = Any  # a pyoxigraph.Quad of IRIs and literals: no graph of ours has triples inside triples
Term = Any  # a pyoxigraph.NamedNode or Literal
Sights = dict[Term, set[str]]  # nodes, each with the IRIs of the shapes that may see it otherwise


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """How far some shapes see: all together (`whole`), and each with its own view, by IRI.

    `by_predicate` names the shapes that look at a predicate, `by_class` those that look at who is of a class; `always`
    are those that look at whatever a node has.
    """

    whole: View
    views: Mapping[str, View]
    by_predicate: Mapping[str, tuple[str, ...]]
    by_class: Mapping[str, tuple[str, ...]]
    always: tuple[str, ...]

    @classmethod
    def of(cls, shapes: Shapes, classes: Mapping[Iri, frozenset[Iri]]) -> Reach:
        """Measure some shapes; `classes` are the classes of the domain, each with those above it."""
        found = views(shapes)
        always = tuple(sorted(name for name, view in found.items() if view.whole or view.closed))
        by_predicate: dict[str, set[str]] = {TYPE: {*always}}
        by_class: dict[str, set[str]] = {}
        for name, view in found.items():
            for predicate in view.seen:
                by_predicate.setdefault(predicate, {*always}).add(name)
            for asked in view.classes:
                by_class.setdefault(asked, set()).add(name)
        typed = {
            one: by_predicate[TYPE].union(*(by_class.get(above, ()) for above in (one, *classes.get(Iri(one), ()))))
            for one in by_class.keys() | classes.keys()
        }
        return cls(everything(shapes), found, _sorted(by_predicate), _sorted(typed), always)

    def sights(self, store: ox.Store, changed: Collection[Quad]) -> Sights:
        """Return which nodes which shapes may see otherwise when these triples of the default graph go and come.

        The store may be the one before or after.
        """
        import pyoxigraph as ox

        found: Sights = {}
        for quad in changed:
            predicate = quad.predicate.value
            looking = self._looking(quad)
            if looking:
                found.setdefault(quad.subject, set()).update(looking)
            back = {name for name in looking if predicate in self.views[name].inverse}
            if back and isinstance(quad.object, ox.NamedNode):
                found.setdefault(quad.object, set()).update(back)
            aimed = {name for name in looking if predicate in self.views[name].targets}
            if aimed and _alone(store, quad):
                found.setdefault(quad.object, set()).update(aimed)
        neighbours = _neighbours(store)
        deep: dict[str, set[Term]] = {}
        for node, shapes in self.deep(changed).items():
            for name in shapes:
                deep.setdefault(name, set()).add(node)
        for name, nodes in deep.items():
            for node in _above(self.views[name], nodes, neighbours):
                found.setdefault(node, set()).add(name)
        return found

    def deep(self, changed: Iterable[Quad]) -> Sights:
        """Return at which nodes these triples are seen by shapes that come from elsewhere."""
        import pyoxigraph as ox

        found: Sights = {}
        for quad in changed:
            predicate = quad.predicate.value
            for name in self._looking(quad):
                view = self.views[name]
                if view.onward and (view.closed or predicate in view.deep):
                    found.setdefault(quad.subject, set()).add(name)
                if predicate in view.inverse & view.beyond and isinstance(quad.object, ox.NamedNode):
                    found.setdefault(quad.object, set()).add(name)
        return found

    def beneath(self, store: ox.Store, quads: Iterable[Quad]) -> Sights:
        """Return the nodes to which some triples of the default graph lead the shapes that see them from elsewhere."""
        found: Sights = {}
        neighbours = _neighbours(store)
        for quad in quads:
            predicate = quad.predicate.value
            for name in self._looking(quad):
                view = self.views[name]
                if predicate in view.onward:
                    ends = ((quad.object, predicate in view.steps), (quad.subject, predicate in view.inverse))
                    for node in _below(view, {end for end, there in ends if there}, neighbours):
                        found.setdefault(node, set()).add(name)
        return found

    def _looking(self, quad: Quad) -> tuple[str, ...]:
        """Name the shapes that look at a triple, from wherever."""
        if quad.predicate.value == TYPE and quad.object.value in self.by_class:
            return self.by_class[quad.object.value]
        return self.by_predicate.get(quad.predicate.value, self.always)

    def around(self, store: ox.Store, nodes: Iterable[Term]) -> Iterator[Quad]:
        """Yield what the shapes need to be shown to judge some nodes of the default graph."""
        import pyoxigraph as ox

        view = self.whole
        asked = set(nodes)
        yield from self._targeting(store, asked)
        focus = {node for node in asked if isinstance(node, ox.NamedNode)}
        seen: set[Term] = set()
        waiting, onward, inverse = focus, view.onward, view.inverse
        for _ in range((view.depth or 0) + 1):
            nearby: set[Term] = set()
            for node in waiting:
                for quad in _match(store, node):
                    predicate = quad.predicate.value
                    if node in focus or view.closed or predicate in view.deep:
                        yield quad
                    if predicate in onward:
                        nearby.add(quad.object)
                for predicate in inverse:
                    for quad in _match(store, None, ox.NamedNode(predicate), node):
                        yield quad
                        nearby.add(quad.subject)
            seen |= waiting
            waiting = {node for node in nearby if isinstance(node, ox.NamedNode)} - seen
            onward, inverse = view.onward & view.deep, view.beyond  # all that is looked at beyond a focus node

    def _targeting(self, store: ox.Store, nodes: Iterable[Term]) -> Iterator[Quad]:
        """Yield one triple for each property that makes a shape look at a node as its object."""
        import pyoxigraph as ox

        for node in nodes:
            for predicate in self.whole.targets:
                yield from islice(_match(store, None, ox.NamedNode(predicate), node), 1)


def _sorted(names: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(some)) for key, some in names.items()}


def _alone(store: ox.Store, quad: Quad) -> bool:
    """Say whether a triple alone makes, or made, a shape look at its object."""
    return all(other == quad for other in islice(_match(store, None, quad.predicate, quad.object), 2))


def _above(view: View, nodes: set[Term], neighbours: Callable[[Term, str, bool], frozenset[Term]]) -> set[Term]:
    """Return the nodes from which some way of a view leads to one of these.

    Predicate by predicate: a thing that everybody speaks of has too many neighbours to be asked for all of them.
    """
    found: set[Term] = set()
    waiting = nodes
    for _ in range(view.depth or 0):
        reached: set[Term] = set()
        further: set[Term] = set()
        for node in waiting:
            for predicate in view.onward:
                subjects = neighbours(node, predicate, True)
                reached |= subjects
                if view.closed or predicate in view.deep:
                    further |= subjects
            for predicate in view.inverse:
                objects = neighbours(node, predicate, False)
                reached |= objects
                if predicate in view.beyond:
                    further |= objects
        waiting = further - found
        found |= reached
    return found


def _below(view: View, nodes: set[Term], neighbours: Callable[[Term, str, bool], frozenset[Term]]) -> set[Term]:
    """Return some nodes, and those to which a way of a view leads on from them."""
    found, waiting = set(nodes), nodes
    for _ in range((view.depth or 0) - 1):
        onward = [(node, predicate, False) for node in waiting for predicate in view.onward & view.deep]
        back = [(node, predicate, True) for node in waiting for predicate in view.beyond]
        waiting = set[Term]().union(*(neighbours(*step) for step in (*onward, *back))) - found
        found |= waiting
    return found


def _neighbours(store: ox.Store) -> Callable[[Term, str, bool], frozenset[Term]]:
    """Return a function from a node and a predicate to the subjects that have it as object, or its own objects."""
    import pyoxigraph as ox

    @cache
    def neighbours(node: Term, predicate: str, backwards: bool) -> frozenset[Term]:
        named = ox.NamedNode(predicate)
        if backwards:
            return frozenset(quad.subject for quad in _match(store, None, named, node))
        objects = (quad.object for quad in _match(store, node, named)) if isinstance(node, ox.NamedNode) else ()
        return frozenset(found for found in objects if isinstance(found, ox.NamedNode))

    return neighbours


def _match(store: ox.Store, subject: Any = None, predicate: Any = None, object_: Any = None) -> Iterator[Quad]:
    import pyoxigraph as ox

    return store.quads_for_pattern(subject, predicate, object_, ox.DefaultGraph())
