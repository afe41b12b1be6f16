"""The attributes of nodes and edges: their values, their types, and lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.export.drawing.marks import reference
from kg.export.rdf.literals import Literal
from kg.vocab import XSD_BOOLEAN, XSD_DECIMAL, XSD_INTEGER

Scalar = str | int | float | bool
Attribute = Scalar | tuple[str, ...]
Attributes = dict[str, Attribute]

_KINDS: Final[dict[type, str]] = {bool: "boolean", int: "long", float: "double", str: "string", tuple: "list"}
_MOST_SHAPES: Final = 1_000
_MOST_TEXTS: Final = 500
_LONG: Final = 300
_REMEMBERED: Final = frozenset({str, tuple, float})
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]{1,300}(?:\.[0-9]*)?|\.[0-9]+)")


@dataclass(frozen=True, slots=True)
class Column:
    """An attribute's name, and the one kind that holds all its values: boolean, long, double, string or list."""

    name: str
    kind: str


class Columns:
    """Gathers the attributes of rows: whole and broken numbers together are doubles, lists beside others lists."""

    def __init__(self, rows: Iterable[Mapping[str, Attribute]] = ()) -> None:
        self._seen: dict[str, set[type]] = {}
        self._shapes: set[tuple[object, ...]] = set()
        for row in rows:
            self.add(row)

    def add(self, row: Mapping[str, Attribute]) -> None:
        """Count in one row; most are like one before."""
        shape = (*row, *map(type, row.values()))
        if shape not in self._shapes:
            if len(self._shapes) >= _MOST_SHAPES:
                self._shapes.clear()
            self._shapes.add(shape)
            for name, value in row.items():
                self._seen.setdefault(name, set()).add(type(value))

    def found(self) -> tuple[Column, ...]:
        """Return the columns, by name."""
        return tuple(Column(name, _common({_KINDS[t] for t in types})) for name, types in sorted(self._seen.items()))


class Texts:
    """Writes the attributes of rows column by column, each framed with its name.

    A truth value stands in every row. What was written for the first values of a column is remembered, since most
    columns have few; never of mixed columns, where 1 and True are equal and not written alike.
    """

    def __init__(self, columns: Iterable[Column], frame: Callable[[str, str], str]) -> None:
        self._columns = [(c.name, self._writer(c, frame), c.kind == "boolean") for c in columns]

    def of(self, attributes: Attributes) -> str:
        """Write a row."""
        return "".join(
            [
                write(attributes.get(name, False))
                for name, write, always in self._columns
                if always or name in attributes
            ]
        )

    @staticmethod
    def _writer(column: Column, frame: Callable[[str, str], str]) -> Callable[[Attribute], str]:
        name, kind = column.name, column.kind
        known: dict[Attribute, str] = {}

        def write(value: Attribute) -> str:
            found = known.get(value) if type(value) in _REMEMBERED else None
            if found is None:
                found = frame(name, text(fitted(value, kind)))
                if len(known) < _MOST_TEXTS and len(found) < _LONG and type(value) in _REMEMBERED:
                    known[value] = found
            return found

        return write


def attribute(values: Iterable[str | Literal]) -> Attribute:
    """Give one value its type; several are a list of words."""
    terms = tuple(values)
    if len(terms) == 1:
        return _scalar(terms[0])
    return tuple(_words(term) for term in terms)


def joined(value: Attribute) -> Scalar:
    """Join a list with bars, for formats that have none."""
    return "|".join(value) if isinstance(value, tuple) else value


def fitted(value: Attribute, kind: str) -> Attribute:
    """Bring a value to the kind of its column."""
    if kind == "list":
        return value if isinstance(value, tuple) else (text(value),)
    if kind == "double" and not isinstance(value, str | tuple):
        return float(value)
    return text(value) if kind == "string" else value


def text(value: Attribute) -> str:
    """Write a value as words; a truth value in lower case, a list joined with bars."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(joined(value))


def _common(kinds: set[str]) -> str:
    if len(kinds) == 1:
        return next(iter(kinds))
    return "list" if "list" in kinds else "double" if kinds == {"long", "double"} else "string"


def _scalar(term: str | Literal) -> Scalar:
    if isinstance(term, Literal):
        if term.datatype == XSD_BOOLEAN and term.text in ("true", "false"):
            return term.text == "true"
        if term.datatype == XSD_INTEGER and _INTEGER.fullmatch(term.text):
            return int(term.text)
        if term.datatype == XSD_DECIMAL and _DECIMAL.fullmatch(term.text):
            return float(term.text)
    return _words(term)


def _words(term: str | Literal) -> str:
    return term.text if isinstance(term, Literal) else reference(term)
