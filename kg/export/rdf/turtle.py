"""Turtle that people read: grouped by kind, one line per predicate; sorted, so the same every time.

The graph's own things are written relative to `@base` (`<city/shanghai>`), since a prefixed name would need its slash
escaped; all others have prefixes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.export.options import PLAIN, Options
from kg.export.rdf.layout import KINDS, TYPE_TERM, Subject, subjects
from kg.export.spool import Text
from kg.model import Iri
from kg.vocab import XSD_BOOLEAN, XSD_DECIMAL, XSD_INTEGER

if TYPE_CHECKING:
    from kg.graph import Graph

_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_PATH: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_SHORT: Final = {
    XSD_INTEGER: re.compile(r"[+-]?[0-9]+"),
    XSD_DECIMAL: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD_BOOLEAN: re.compile(r"true|false"),
}
_REMEMBERED: Final = 1 << 14
_NEXT: Final = " ;\n    "


class Shortener:
    """Writes N-Triples terms short: prefixes, names relative to a base that ends in a slash, bare numbers."""

    def __init__(self, prefixes: dict[str, str], base: str) -> None:
        self.base = base if base.endswith("/") else None
        # The longest namespace first: one may lie inside another.
        self._spaces = sorted(((space, prefix) for prefix, space in prefixes.items()), key=lambda p: (-len(p[0]), p))
        self.used: set[str] = set()
        self.term = lru_cache(_REMEMBERED)(self._term)

    def _term(self, term: str) -> str:
        if term.startswith("<"):
            return self._iri(term)
        if term.endswith(">"):
            words, _, datatype = term.rpartition("^^")
            bare = _SHORT.get(Iri(datatype[1:-1]))
            return words[1:-1] if bare and bare.fullmatch(words[1:-1]) else f"{words}^^{self.term(datatype)}"
        return term

    def _iri(self, term: str) -> str:
        iri = term[1:-1]
        if self.base and iri.startswith(self.base) and _PATH.fullmatch(iri, len(self.base)):
            return f"<{iri[len(self.base) :]}>"
        for space, prefix in self._spaces:
            if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space)):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(space) :]}"
        return term


def write(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the graph as Turtle."""
    names = Shortener(graph.prefixes, graph.base)
    sections = _sections(graph, names)
    yield from head(graph, names)
    yield from _told(sections)


def trig(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the graph as TriG, the quarantine in a graph of its own."""
    names = Shortener(graph.prefixes, graph.base)
    sections, kept_out, name = _sections(graph, names), None, ""
    if graph.quarantine is not None:
        kept_out, name = _sections(graph.quarantine, names), names.term(f"<{graph.quarantine_iri}>")
    yield from head(graph, names)
    yield from _told(sections)
    if kept_out is not None:
        yield f"\n{name} {{\n".encode()
        yield from _told(kept_out)
        yield b"}\n"


def head(graph: Graph, names: Shortener) -> Iterator[bytes]:
    """Yield the base and the prefixes that were used."""
    if names.base:
        yield f"@base <{names.base}> .\n".encode()
    for prefix in sorted(names.used):
        yield f"@prefix {prefix}: <{graph.prefixes[prefix]}> .\n".encode()


@dataclass(slots=True)
class _Section:
    """The things of one kind, written; they wait until all names are known that the head must declare."""

    title: str
    count: int = 0
    text: Text = field(default_factory=Text)


def _sections(graph: Graph, names: Shortener) -> list[_Section]:
    sections = [_Section(title) for title in KINDS]
    for subject in subjects(graph):
        section = sections[subject.kind]
        section.count += 1
        section.text.write(_block(subject, names.term).encode())
    return sections


def _told(sections: Iterable[_Section]) -> Iterator[bytes]:
    """Yield the things of a graph kind by kind, each kind under its title."""
    for section in sections:
        if section.count:
            yield f"\n# {section.title}: {section.count:,}\n\n".encode()
            yield from section.text.chunks()


def turtle_of(lines: Iterable[str]) -> str:
    """Return N-Triples lines as Turtle."""
    from kg.graph import Graph

    return b"".join(write(Graph.of(lines))).decode()


def _block(subject: Subject, short: Callable[[str], str]) -> str:
    written, before = short(subject.name), ""
    for predicate, value in subject.pairs:
        shown = value if value[-1] == '"' else short(value)  # plain words are as short as they get
        if predicate == before:
            written += f", {shown}"
        else:
            verb = "a" if predicate == TYPE_TERM else short(predicate)
            written += f"{_NEXT if before else ' '}{verb} {shown}"
            before = predicate
    return f"{written} .\n"
