"""Lines of fields, made of N-Triples terms, that are sorted and read back by their first field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from kg.export.drawing.things import plain
from kg.export.rdf.literals import literal

TAB: Final = "\t"  # between fields, and between terms in one: N-Triples writes these two characters escaped
AND: Final = "\x02"
HERE: Final = "0"  # what is known of a name comes before those who want to know it
WANTED: Final = "1"


def row(*fields: str) -> bytes:
    """Write fields as a line."""
    return f"{TAB.join(fields)}\n".encode()


def groups(lines: Iterable[bytes]) -> Iterator[tuple[str, Iterator[list[str]]]]:
    """Yield the fields of sorted lines by the first of them."""
    return groupby(map(fields, lines), key=_first)


def fields(line: bytes) -> list[str]:
    """Read a line."""
    return line.decode()[:-1].split(TAB)


def terms(field: str) -> list[str]:
    """Read the terms of a field as words and IRIs."""
    return list(plain(map(term, field.split(AND)))) if field else []


def term(text: str) -> str:
    """Read one term as words or an IRI."""
    found = literal(text) if text[:1] == '"' else None
    return found.text if found else text[1:-1] if text[:1] == "<" else text


class Cursor:
    """Reads sorted lines along with others that are sorted by the same names."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._rows = map(fields, lines)
        self._head = next(self._rows, None)

    def take(self, name: str) -> list[list[str]]:
        """Return the rows of a name; names must be asked for in order, and those between are passed over."""
        found: list[list[str]] = []
        while self._head is not None and self._head[0] <= name:
            if self._head[0] == name:
                found.append(self._head)
            self._head = next(self._rows, None)
        return found


def _first(fields: list[str]) -> str:
    return fields[0]
