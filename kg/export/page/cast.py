"""What a page can draw of a graph: the things, the documents, and the parts that are folded into lines between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.graph.naming import named_by_content
from kg.model import Iri
from kg.vocab import CLAIM, EVIDENCE, INTERVAL, LABEL, PREF_LABEL, RUN, SHA256, TYPE

if TYPE_CHECKING:
    from kg.graph import Graph

_MACHINERY: Final = frozenset({CLAIM, EVIDENCE, RUN})


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what may be drawn: `things` were chosen, and sorted, of `all`; `documents` and `parts` are complete.

    A part has no name of its own, only a hash of what it holds: a post, a figure. An interval is a part, too.
    """

    things: tuple[str, ...]
    all: frozenset[str]
    documents: frozenset[str]
    parts: frozenset[str]


def cast(graph: Graph, most: int) -> Cast:
    """Choose the things to draw: at most so many, those with the most links first, then by IRI."""
    types: dict[str, set[str]] = defaultdict(set)
    named: set[str] = set()
    documents: set[str] = set()
    for subject, predicate, object_ in _triples(graph):
        if predicate == TYPE:
            types[subject].add(object_)
        elif predicate in (LABEL, PREF_LABEL):
            named.add(subject)
        elif predicate == SHA256:
            documents.add(subject)
    own = {name for name, kinds in types.items() if not kinds & _MACHINERY} - documents
    parts = frozenset(n for n in own - named if named_by_content(n) or INTERVAL in types[n])
    things = own - parts
    chosen = sorted(things)
    if len(things) > most:
        links = _links(graph, things, parts)
        chosen = sorted(sorted(things, key=lambda name: (-links[name], name))[:most])
    return Cast(tuple(chosen), frozenset(things), frozenset(documents), parts)


def _links(graph: Graph, things: set[str], parts: frozenset[str]) -> Counter[str]:
    """Count for each thing the relations and parts that it stands in."""
    links: Counter[str] = Counter()
    for subject, predicate, object_ in _triples(graph):
        if predicate != TYPE and object_ in things and (subject in things or subject in parts):
            links.update((subject, object_) if subject in things else (object_,))
    return links


def _triples(graph: Graph) -> Iterator[tuple[str, Iri, str]]:
    import pyoxigraph as ox

    for quad in graph.store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value, Iri(quad.predicate.value), str(getattr(quad.object, "value", quad.object))
