"""The triples of a graph as columns: a sorted array of numbers for each predicate.

A term is a number, and a pair of terms is one number of 64 bits: a million triples take some megabytes, and a question
about all nodes of a kind is one search.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from typing import IO, TYPE_CHECKING, Final, cast

import numpy as np

from kg.validate.lines import Lines
from kg.validate.sets import HALF, LOWER, NONE, Flags, Nodes, Pairs, Values, joined, once, second, spread, swapped
from kg.validate.terms import datatype, well_formed
from kg.vocab import SUBCLASS_OF, TYPE, XSD_STRING

if TYPE_CHECKING:
    import pyoxigraph

_TYPE: Final = f"<{TYPE}>"
_SUBCLASS_OF: Final = f"<{SUBCLASS_OF}>"
IRI, BLANK = "IRI", "BlankNode"


class Columns:
    """A set of triples; terms are strings as N-Triples writes them, numbered in the order of their coming.

    >>> columns = Columns.of_lines(['<a> <b> "c" .'])
    >>> [columns.terms[value] for value in second(columns.pairs("<b>"))]
    ['"c"']
    """

    __slots__ = ("_good", "_instances", "_kinds", "_lower", "_members", "_numbers", "_read", "_sorted", "terms")

    def __init__(self, numbers: dict[str, int], read: Mapping[str, array[int]]) -> None:
        self._numbers = numbers
        self._read = read
        self.terms: Sequence[str] = list(numbers)
        self._sorted: dict[tuple[str, bool], Pairs] = {}
        self._instances: dict[str, Nodes] = {}
        self._lower: dict[int, list[int]] | None = None
        self._members: dict[str, Flags] = {}
        self._good: dict[str, Flags] = {}
        self._kinds: tuple[Values, dict[str, int]] | None = None

    @classmethod
    def of_lines(
        cls, lines: Iterable[str], nodes: Iterable[str] = (), predicates: frozenset[str] | None = None
    ) -> Columns:
        """Read N-Triples lines as Oxigraph writes them; see `of_store`."""
        reader = Reader(nodes, predicates)
        reader.read(lines)
        return cls.of_reader(reader)

    @classmethod
    def of_reader(cls, reader: Reader) -> Columns:
        """Take over what a reader has read."""
        numbers = reader.numbers
        numbers.default_factory = None  # so that a question adds nothing
        return cls(numbers, reader.columns)

    @classmethod
    def of_store(
        cls,
        store: pyoxigraph.Store,
        lines: Iterable[str] = (),
        nodes: Iterable[str] = (),
        predicates: frozenset[str] | None = None,
    ) -> Columns:
        """Read the default graph of a store as a stream, and some N-Triples lines besides.

        `nodes` get numbers although no triple may hold them; of `predicates` alone the triples are kept, of all by
        default.
        """
        import pyoxigraph as ox

        reader = Reader(nodes, predicates)
        store.dump(cast("IO[bytes]", Lines(reader.read)), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        reader.read(lines)
        return cls.of_reader(reader)

    # -- terms --------------------------------------------------------------------------------------------------------
    def number(self, term: str) -> int | None:
        """Return the number of a term, or None when nothing here holds it."""
        return self._numbers.get(term)

    def numbers(self, terms: Iterable[str]) -> Nodes:
        """Return the numbers of those terms that have one."""
        found = (self._numbers.get(term) for term in terms)
        return once(np.array([number for number in found if number is not None], np.int64))

    def judged(self, values: Values, fine: Callable[[str], bool]) -> Flags:
        """Ask about each value by its term, about each term once."""
        terms = self.terms
        return spread(values, lambda nodes: np.array([fine(terms[node]) for node in nodes.tolist()], np.bool_))

    def of_kind(self, values: Values, kinds: Iterable[str]) -> Flags:
        """Say which values are of some kinds: IRI, BLANK, or the IRI of a datatype."""
        column, codes = self._all_kinds()
        own = column[values]
        found = np.zeros(len(values), np.bool_)
        for kind in kinds:
            if kind in codes:
                found |= own == codes[kind]
        return found

    def of_datatype(self, values: Values, wanted: str) -> Flags:
        """Say which values are literals of a datatype, in a form that it allows."""
        good = self._good.get(wanted)
        if good is None:
            good = self.of_kind(np.arange(len(self.terms)), (wanted,))
            if wanted != XSD_STRING:
                held = np.flatnonzero(good)
                good[held] = [well_formed(self.terms[node]) for node in held.tolist()]
            self._good[wanted] = good
        return good[values]

    def _all_kinds(self) -> tuple[Values, dict[str, int]]:
        if self._kinds is None:
            codes: dict[str, int] = defaultdict(count().__next__)
            iri, blank = codes[IRI], codes[BLANK]
            column = [
                iri if term[0] == "<" else blank if term[0] == "_" else codes[datatype(term)] for term in self.terms
            ]
            self._kinds = np.array(column, np.int64), dict(codes)
        return self._kinds

    # -- triples ------------------------------------------------------------------------------------------------------
    @property
    def predicates(self) -> list[str]:
        """The predicates of all triples, in order."""
        return sorted(self._read)

    def pairs(self, predicate: str, *, inverse: bool = False) -> Pairs:
        """Return subject and object of all triples of a predicate, or object and subject."""
        known = self._sorted.get((predicate, inverse))
        if known is None:
            if inverse:
                known = swapped(self.pairs(predicate))
            else:
                read = self._read.get(predicate)
                known = once(np.frombuffer(read, np.int64)) if read else NONE
            self._sorted[predicate, inverse] = known
        return known

    def step(self, nodes: Nodes, predicate: str, *, inverse: bool = False) -> Pairs:
        """Return some nodes with the values of their property, or with those that they are values of."""
        return joined(nodes, self.pairs(predicate, inverse=inverse))

    # -- classes ------------------------------------------------------------------------------------------------------
    def instances(self, cls: str) -> Nodes:
        """Return the things of a class or a subclass."""
        known = self._instances.get(cls)
        if known is None:
            types = self.pairs(_TYPE, inverse=True)
            known = self._instances[cls] = once(second(joined(self._below(cls), types)))
        return known

    def are(self, values: Values, cls: str) -> Flags:
        """Say which values are of a class or a subclass."""
        members = self._members.get(cls)
        if members is None:
            members = self._members[cls] = np.zeros(len(self.terms), np.bool_)
            members[self.instances(cls)] = True
        return members[values]

    def _below(self, cls: str) -> Nodes:
        """Return a class and all its subclasses."""
        if self._lower is None:
            self._lower = defaultdict(list)
            for pair in self.pairs(_SUBCLASS_OF).tolist():
                self._lower[pair & LOWER].append(pair >> HALF)
        found = set(waiting := self.numbers((cls,)).tolist())
        while waiting:
            new = [lower for lower in self._lower.get(waiting.pop(), ()) if lower not in found]
            found.update(new)
            waiting += new
        return np.array(sorted(found), np.int64)


class Reader:
    """Numbers terms and files pairs under their predicate."""

    def __init__(self, nodes: Iterable[str], predicates: frozenset[str] | None) -> None:
        self.numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self.columns: dict[str, array[int]] = defaultdict(lambda: array("q"))
        self._keeps = predicates
        for node in nodes:
            self.numbers[node]

    def read(self, lines: Iterable[str]) -> None:
        """Take N-Triples lines as Oxigraph writes them, without their ends."""
        numbers, columns, keeps = self.numbers, self.columns, self._keeps
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            if keeps is None or predicate in keeps:
                columns[predicate].append(numbers[subject] << HALF | numbers[rest[:-2]])
