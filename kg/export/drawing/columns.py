"""The attributes of nodes and edges: their values, their types, and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.export.drawing.marks import reference
from kg.export.rdf.literals import Literal
from kg.vocab import XSD_BOOLEAN, XSD_DECIMAL, XSD_INTEGER

Scalar = str | int | float | bool
Attribute = Scalar | tuple[str, ...]
Attributes = dict[str, Attribute]

_KINDS: Final[dict[type, str]] = {bool: "boolean", int: "long", float: "double", str: "string", tuple: "list"}
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
        for row in rows:
            self.add(row)

    def add(self, row: Mapping[str, Attribute]) -> None:
        """Count in one row."""
        for name, value in row.items():
            known = self._seen.get(name)
            if known is None:
                known = self._seen[name] = set()
            known.add(type(value))

    def found(self) -> tuple[Column, ...]:
        """Return the columns, by name."""
        return tuple(Column(name, _common({_KINDS[t] for t in types})) for name, types in sorted(self._seen.items()))


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
