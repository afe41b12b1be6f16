"""A checker for SHACL Core that asks about whole sets of nodes: pyshacl's answers at some eightieth of its cost.

It knows all of SHACL Core but shapes that refer to themselves and the order of values that the reference leaves open;
for these it raises Unsupported, rather than to guess. It keeps to the recommendation where pyshacl does not: a value of
another kind than a bound (a date and a number), or of no form that its datatype allows, has no order and breaks it; the
inverse of a sequence goes back from its end; a blank node has no length, not even of 0; the flags s and x of a pattern
count; and a gYear of two digits is no gYear, nor a gYearMonth of a thirteenth month a gYearMonth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.validate.columns import Columns, Reader
from kg.validate.constraints import OF_ABSENCE, PAIRED, Check, checks
from kg.validate.index import Index
from kg.validate.results import Result
from kg.validate.sets import NONE, Flags, Nodes, first, held, once, second
from kg.validate.shapes import Shape, Shapes, sh
from kg.validate.tables import Offences, Table
from kg.validate.terms import Unsupported, text
from kg.vocab import SUBCLASS_OF, TYPE

if TYPE_CHECKING:
    import pyoxigraph

_ALWAYS: Final = frozenset({f"<{TYPE}>", f"<{SUBCLASS_OF}>"})


class FastChecker:
    """Shapes made ready to check any number of graphs."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._ready = {node: _Ready.of(shape, shapes.index) for node, shape in shapes.by_node.items()}
        self._nodes = sorted({v for s in shapes.by_node.values() for kind, v in s.targets if kind == "targetNode"})
        self._predicates = _predicates(shapes)
        _refuse_recursion(shapes)

    def check(self, store: pyoxigraph.Store, classes: Iterable[str] = ()) -> Iterator[Result]:
        """Yield all results on the default graph of a store, each once; `classes` are N-Triples lines besides."""
        return self._results(Columns.of_store(store, classes, self._nodes, self._predicates))

    def reader(self) -> Reader:
        """Return what takes N-Triples lines as they come, for `check_read`."""
        return Reader(self._nodes, self._predicates)

    def check_read(self, reader: Reader) -> Iterator[Result]:
        """Yield all results on the lines that a reader has taken, as `check` does; it takes no more."""
        return self._results(Columns.of_reader(reader))

    def check_lines(self, lines: Iterable[str]) -> Iterator[Result]:
        """Yield all results on N-Triples lines, as `check` does."""
        return self._results(Columns.of_lines(lines, self._nodes, self._predicates))

    def _results(self, data: Columns) -> Iterator[Result]:
        run = _Run(self._ready, self._shapes.index, data)
        for node in sorted(self._ready):
            shape = self._ready[node].shape
            if shape.targets:
                yield from run.results(_targets(shape, data), node)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A shape and its checks; `at_ease` when it asks nothing of a node that has no values."""

    shape: Shape
    checks: tuple[Check, ...]
    at_ease: bool

    @classmethod
    def of(cls, shape: Shape, shapes: Index) -> _Ready:
        """Make a shape's checks."""
        return cls(shape, checks(shape, shapes), not any(name in shape.parameters for name in OF_ABSENCE))


class _Run:
    """One check of one graph."""

    __slots__ = ("_ready", "data", "shapes")

    def __init__(self, ready: dict[str, _Ready], shapes: Index, data: Columns) -> None:
        self._ready = ready
        self.shapes = shapes
        self.data = data

    def results(self, nodes: Nodes, name: str) -> Iterator[Result]:
        """Check focus nodes against a shape."""
        ready = self._ready[name]
        if ready.shape.deactivated or not len(nodes):
            return
        table = self._table(nodes, ready.shape)
        if ready.at_ease and not len(table.values):
            return
        for check in ready.checks:
            for offences in check(self, table):
                yield from _results(ready.shape, offences, self.data.terms)
        for inner in ready.shape.parameters.get("property", ()):
            yield from self.results(_value_nodes(table), inner)

    def conforming(self, nodes: Nodes, shape: str) -> Flags:
        """Say which nodes have no result against a shape; one that has is not looked at again."""
        ready = self._ready[shape]
        if ready.shape.deactivated or not len(nodes):
            return np.ones(len(nodes), np.bool_)
        table = self._table(nodes, ready.shape)
        if ready.at_ease and not len(table.values):
            return np.ones(len(nodes), np.bool_)
        for check in ready.checks:
            for offences in check(self, table):
                table = table.without(once(offences.focus))
            if not len(table.focus):
                return np.zeros(len(nodes), np.bool_)
        for inner in ready.shape.parameters.get("property", ()):
            values = _value_nodes(table)
            bad = values[~self.conforming(values, inner)]
            if len(bad):
                table = table.without(once(table.owners[held(table.values, bad)]))
        return held(nodes, table.focus) if len(table.focus) < len(nodes) else np.ones(len(nodes), np.bool_)

    def siblings(self, shape: Shape) -> Sequence[str]:
        """Return the qualified value shapes of the property shapes beside this one."""
        parents = self.shapes.subjects(sh("property"), shape.node)
        beside = {inner for parent in parents for inner in self.shapes.objects(parent, sh("property"))}
        return sorted({found for one in beside for found in self.shapes.objects(one, sh("qualifiedValueShape"))})

    def _table(self, nodes: Nodes, shape: Shape) -> Table:
        if shape.path is None:
            return Table.of_nodes(nodes)
        return Table.of(nodes, shape.path.walk(self.data, nodes))


def _value_nodes(table: Table) -> Nodes:
    return table.focus if table.values is table.focus else once(table.values)


def _targets(shape: Shape, data: Columns) -> Nodes:
    found = [nodes for kind, value in shape.targets if len(nodes := _TARGETS[kind](data, value))]
    return once(np.concatenate(found)) if found else NONE


_TARGETS: Final[dict[str, Callable[[Columns, str], Nodes]]] = {
    "targetClass": lambda data, cls: data.instances(cls),
    "targetNode": lambda data, node: data.numbers((node,)),
    "targetSubjectsOf": lambda data, predicate: first(data.pairs(predicate)),
    "targetObjectsOf": lambda data, predicate: second(data.pairs(predicate)),
}


def _results(shape: Shape, offences: Offences, terms: Sequence[str]) -> Iterator[Result]:
    path = shape.path.name if shape.path else ""
    if offences.predicate is not None:
        path = text(offences.predicate)
    values = offences.values.tolist() if offences.values is not None else [None] * len(offences.focus)
    for focus, value in zip(offences.focus.tolist(), values, strict=True):
        yield Result(
            focus=terms[focus],
            shape=shape.node,
            component=offences.component,
            path=path,
            value="" if value is None else terms[value],
            severity=shape.severity,
            message=shape.words(offences.component),
        )


def _predicates(shapes: Shapes) -> frozenset[str] | None:
    """Return the predicates that the shapes look at, None for all of them."""
    found = set(_ALWAYS)
    for shape in shapes.by_node.values():
        if "closed" in shape.parameters:
            return None
        found.update(value for kind, value in shape.targets if kind in ("targetSubjectsOf", "targetObjectsOf"))
        found.update(other for name in PAIRED for other in shape.parameters.get(name, ()))
        found.update(shape.path.predicates if shape.path else ())
    return frozenset(found)


def _refuse_recursion(shapes: Shapes) -> None:
    """Raise Unsupported when a shape leads back to itself, whose meaning SHACL leaves open."""
    done: set[str] = set()

    def descend(node: str, above: tuple[str, ...]) -> None:
        if node in above:
            raise Unsupported(f"the shape {node} refers to itself; the fast checker does not follow it")
        if node not in done:
            for one in sorted(shapes.inner(node)):
                descend(one, (*above, node))
            done.add(node)

    for node in sorted(shapes.by_node):
        descend(node, ())
