"""Readable names for the IRIs of a graph, and finding a thing by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.errors import UsageError
from kg.graph.naming import ID, named_by_content
from kg.graph.records import Records
from kg.graph.terms import local
from kg.graph.wording import Values, interval, label, words
from kg.model import Iri
from kg.vocab import (
    ALT_LABEL,
    ATTRIBUTED_TO,
    DERIVED_FROM,
    END,
    GENERATED_BY,
    HAS_SOURCE,
    LABEL,
    OBJECT,
    ORGANIZER,
    PARTICIPATION_OF,
    PERIOD,
    PERIOD_TEXT,
    PREF_LABEL,
    PREFIXES,
    START,
    SUBJECT,
    TYPE,
)

if TYPE_CHECKING:
    from kg.graph.graph import Graph


class Labels:
    """Gives things their names; remembers them for as long as it lives."""

    def __init__(self, graph: Graph) -> None:
        self._records = Records(graph)
        self._labels: dict[str, str] = {}
        self._values: dict[str, Values] = {}

    def values(self, thing: str) -> Values:
        """Return a thing's properties as plain words and IRIs."""
        known = self._values.get(thing)
        if known is None:
            import pyoxigraph as ox

            found = self._records.properties(ox.NamedNode(thing))
            known = {Iri(p): tuple(str(getattr(t, "value", t)) for t in terms) for p, terms in found.items()}
            self._values[thing] = known
        return known

    def of(self, thing: str) -> str:
        """Return the label of a thing; words stay as they are, and a term of a vocabulary is split into words."""
        known = self._labels.get(thing)
        if known is None:
            named = thing.startswith(("http://", "https://", "urn:"))
            known = (label(self.values(thing), self.of) or words(local(Iri(thing)))) if named else thing
            self._labels[thing] = known
        return known

    def period(self, thing: str) -> str:
        """Word the time of a thing with parts."""
        values = self.values(thing)
        return ", ".join(
            [self._time(p) for p in values.get(PERIOD, ())] + [f"“{t}”" for t in values.get(PERIOD_TEXT, ())]
        )

    def _time(self, period: str) -> str:
        values = self.values(period) if "://" in period else {}
        return interval(values) if values.get(START) or values.get(END) else period


def find(graph: Graph, name: str) -> Iri:
    """Find the one thing that an IRI, a name relative to the base (`city/shanghai`) or a label stands for.

    Raises UsageError when nothing or more than one thing is called so.
    """
    for wanted in _iris(graph, name):
        if any(graph.match(wanted)):
            return wanted
    called: set[Iri] = set()
    for prop in (LABEL, PREF_LABEL, ALT_LABEL):
        for quad in graph.match(None, prop):
            if str(getattr(quad.object, "value", "")).casefold() == name.casefold():
                called.add(Iri(str(getattr(quad.subject, "value", ""))))
    if len(called) == 1:
        return called.pop()
    if called:
        choices = ", ".join(sorted(f"{iri.removeprefix(graph.base)} ({_type(graph, iri)})" for iri in called))
        raise UsageError(f"{name!r} may mean {len(called)} things: {choices}; name one of them")
    raise UsageError(f"nothing in the graph is called {name!r}; look for names with `kg facts`")


def composed_of(graph: Graph, thing: str) -> frozenset[str]:
    """Return a thing and all things with parts that it is a part of, at any depth."""
    found, todo = {thing}, [thing]
    while todo:
        for quad in graph.match(None, None, todo.pop()):
            holder = str(getattr(quad.subject, "value", ""))
            if holder not in found and leads_to_part(holder, quad.predicate.value):
                found.add(holder)
                todo.append(holder)
    return frozenset(found)


def leads_to_part(holder: str, predicate: str) -> bool:
    """Say whether a property of a thing leads to a part of it."""
    return predicate not in _NO_PARTS and (named_by_content(holder) or predicate in _EVENT_PARTS)


_NO_PARTS: Final = frozenset({SUBJECT, OBJECT, ATTRIBUTED_TO, DERIVED_FROM, GENERATED_BY, HAS_SOURCE})
_EVENT_PARTS: Final = frozenset({PARTICIPATION_OF, ORGANIZER})


def _iris(graph: Graph, name: str) -> list[Iri]:
    if any(c in name for c in ' <>"{}|^`\\'):
        return []
    prefix, _, rest = name.partition(":")
    spaces = {**PREFIXES, "id": graph.base}
    found = [name] if "://" in name or name.startswith("urn:") else [graph.base + name]
    if prefix in spaces:
        found.append(spaces[prefix] + rest)
    if name.startswith(ID):
        found.append(graph.base + name.removeprefix(ID))
    return [Iri(iri) for iri in found]


def _type(graph: Graph, thing: str) -> str:
    quads = graph.match(thing, TYPE)
    return ", ".join(sorted(words(local(Iri(str(getattr(q.object, "value", ""))))) for q in quads))
