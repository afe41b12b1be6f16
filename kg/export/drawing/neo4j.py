"""CSV for property graphs, with the headers that `neo4j-admin database import` reads.

Two files: NAME.nodes.csv with `iri:ID` and `:LABEL`, NAME.relationships.csv with `:START_ID`, `:END_ID` and `:TYPE`.
The other columns have types. Arrays are joined with `;`; where a text of a list holds one, the column is a string
joined with `|`, as Neo4j knows no escape for it. Line breaks become spaces, as it reads none unless told to. A missing
value is an empty field, an empty text a quoted one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kg.export.drawing.columns import Attribute, Attributes, Column, fitted, text
from kg.export.drawing.picture import Picture, picture
from kg.export.options import PLAIN, Options
from kg.graph.terms import local
from kg.graph.wording import words
from kg.model import Iri

if TYPE_CHECKING:
    from kg.graph import Graph

_TYPES: Final = {"boolean": "boolean", "long": "long", "double": "double", "string": "string", "list": "string[]"}
_LEFT_OUT: Final = frozenset({"iri", "color", "size"})  # the first is the id, the others are for drawing
_SEPARATOR: Final = ";"
_BREAKS: Final = re.compile(r"[\r\n]+")
_NO_HEADER: Final = re.compile(r"[:{}()\"]")
_NO_TYPE: Final = re.compile(r"\W+")


def write(graph: Graph, options: Options = PLAIN) -> tuple[Iterator[bytes], Iterator[bytes]]:
    """Return the files of nodes and of relationships."""
    drawn = picture(graph, options)
    return _nodes(drawn), _relationships(drawn)


def _nodes(drawn: Picture) -> Iterator[bytes]:
    columns = [
        c for c in _separable(drawn.node_columns, (n.attributes for n in drawn.nodes)) if c.name not in _LEFT_OUT
    ]
    yield _line(["iri:ID", ":LABEL", *map(_header, columns)])
    for node in drawn.nodes:
        types = fitted(node.attributes["type"], "list")
        labels = _SEPARATOR.join(t.replace(_SEPARATOR, "_") for t in types if t) if isinstance(types, tuple) else ""
        yield _line(
            [_quoted(text(node.attributes["iri"])), _quoted(labels or "Thing"), *_cells(node.attributes, columns)]
        )


def _relationships(drawn: Picture) -> Iterator[bytes]:
    """Yield the edges; each says in `iri` which property or node it is."""
    columns = _separable(drawn.edge_columns, (e.attributes for e in drawn.edges))
    yield _line([":START_ID", ":END_ID", ":TYPE", "id:string", *map(_header, columns)])
    for edge in drawn.edges:
        yield _line(
            [
                *map(_quoted, edge.ends),
                _quoted(_type(edge.attributes)),
                _quoted(edge.id),
                *_cells(edge.attributes, columns),
            ]
        )


def _type(attributes: Attributes) -> str:
    """Name a relationship as is usual there: HOLDS_POST_AT."""
    name = words(local(Iri(text(attributes["interaction"]).rpartition(":")[2])))
    return _NO_TYPE.sub("_", name).upper() or "RELATED"


def _separable(columns: Iterable[Column], rows: Iterable[Attributes]) -> tuple[Column, ...]:
    """Make strings of the lists that no array could hold."""
    lists = {c.name for c in columns if c.kind == "list"}
    unfit = {
        name
        for row in rows
        for name in lists & row.keys()
        if any(_SEPARATOR in word or not word for word in _list(row[name]))
    }
    return tuple(Column(c.name, "string") if c.name in unfit else c for c in columns)


def _list(value: Attribute) -> tuple[str, ...]:
    found = fitted(value, "list")
    return found if isinstance(found, tuple) else ()


def _header(column: Column) -> str:
    return f"{_NO_HEADER.sub('_', column.name)}:{_TYPES[column.kind]}"


def _cells(attributes: Mapping[str, Attribute], columns: Iterable[Column]) -> Iterator[str]:
    for column in columns:
        value = attributes.get(column.name)
        yield "" if value is None else _cell(fitted(value, column.kind))


def _cell(value: Attribute) -> str:
    if isinstance(value, tuple):
        return _quoted(_SEPARATOR.join(value)) if value else ""
    return _quoted(value) if isinstance(value, str) else text(value)


def _quoted(words: str) -> str:
    flat = _BREAKS.sub(" ", words).replace('"', '""')
    return f'"{flat}"'


def _line(cells: Iterable[str]) -> bytes:
    return (",".join(cells) + "\n").encode()
