"""What a constraint is asked about, many focus nodes at once, and how it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.validate.columns import Columns
from kg.validate.index import Index
from kg.validate.sets import HALF, NONE, Flags, Nodes, Pairs, Values, first, held, second
from kg.validate.shapes import Shape


@dataclass(frozen=True, slots=True)
class Table:
    """Focus nodes and their value nodes: value for value, the focus node that it belongs to."""

    focus: Nodes
    owners: Values
    values: Values

    @classmethod
    def of(cls, focus: Nodes, pairs: Pairs) -> Table:
        """Take the pairs of focus and value node apart."""
        return cls(focus, first(pairs), second(pairs)) if len(pairs) else cls(focus, NONE, NONE)

    @classmethod
    def of_nodes(cls, focus: Nodes) -> Table:
        """Make each focus node its own value node."""
        return cls(focus, focus, focus)

    @property
    def pairs(self) -> Pairs:
        """The pairs of focus and value node."""
        return self.owners << HALF | self.values

    def without(self, nodes: Nodes) -> Table:
        """Leave some focus nodes out."""
        stay, rows = ~held(self.focus, nodes), ~held(self.owners, nodes)
        return Table(self.focus[stay], self.owners[rows], self.values[rows])


@dataclass(frozen=True, slots=True)
class Offences:
    """Focus nodes that break a constraint, one for each offence, and the values that do.

    `values` is None where it is the absence of a value that offends; `predicate` is named by sh:closed.
    """

    component: str
    focus: Values
    values: Values | None = None
    predicate: str | None = None


class Checker(Protocol):
    """What constraints ask back: the triples, and whether nodes conform to other shapes."""

    data: Columns
    shapes: Index

    def conforming(self, nodes: Nodes, shape: str) -> Flags: ...
    def siblings(self, shape: Shape) -> Sequence[str]: ...
