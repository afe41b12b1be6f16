"""The triples of shapes, by subject and predicate; by predicate and object where somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.vocab import TYPE

_NOTHING: Final[Mapping[str, list[str]]] = {}


class Index:
    """A set of triples; terms are strings as N-Triples writes them.

    >>> index = Index(['<a> <b> "c" .'])
    >>> index.objects("<a>", "<b>")
    ['"c"']
    """

    __slots__ = ("_by_predicate", "_triples")

    def __init__(self, lines: Iterable[str]) -> None:
        triples: dict[str, dict[str, list[str]]] = {}
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            term = rest.rstrip("\n").removesuffix(".").rstrip(" ")
            about = triples.get(subject)
            if about is None:
                triples[subject] = {predicate: [term]}
            elif predicate not in about:
                about[predicate] = [term]
            elif term not in about[predicate]:
                about[predicate].append(term)
        self._triples = triples
        self._by_predicate: dict[str, dict[str, list[str]]] = {}

    def about(self, subject: str) -> Mapping[str, list[str]]:
        """Return all values of a subject by predicate."""
        return self._triples.get(subject, _NOTHING)

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Return the values of a property."""
        return self._triples.get(subject, _NOTHING).get(predicate, [])

    def first(self, subject: str, predicate: str) -> str | None:
        """Return one value of a property, or None."""
        found = self.objects(subject, predicate)
        return found[0] if found else None

    def subjects(self, predicate: str, term: str) -> list[str]:
        """Return the subjects that have this value."""
        return self._inverse(predicate).get(term, [])

    def subjects_of(self, predicate: str) -> Iterator[str]:
        """Yield all subjects that have the property."""
        return (subject for subject, about in self._triples.items() if predicate in about)

    def objects_of(self, predicate: str) -> Iterator[str]:
        """Yield all values of the property."""
        return iter(self._inverse(predicate))

    def _inverse(self, predicate: str) -> dict[str, list[str]]:
        known = self._by_predicate.get(predicate)
        if known is None:
            known = self._by_predicate[predicate] = {}
            for subject, about in self._triples.items():
                for term in about.get(predicate, ()):
                    known.setdefault(term, []).append(subject)
        return known

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        for subject, about in self._triples.items():
            for predicate, terms in about.items():
                for term in terms:
                    yield subject, predicate, term

    def items(self, head: str) -> tuple[str, ...]:
        """Return the members of an RDF list."""
        rdf = TYPE.removesuffix("type")
        found: list[str] = []
        while head != f"<{rdf}nil>":
            member = self.first(head, f"<{rdf}first>")
            rest = self.first(head, f"<{rdf}rest>")
            if member is None or rest is None or len(found) > 10_000:
                raise ValueError(f"{head} is no list")
            found.append(member)
            head = rest
        return tuple(found)
