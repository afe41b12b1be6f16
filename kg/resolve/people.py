"""Two people with one name: told apart where their posts in different documents contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from kg.domain import Domain
from kg.extract import Reading
from kg.model import Claim, Iri, Mention, Node
from kg.resolve.coreference import Coreference, LocalEntity
from kg.resolve.naming import key
from kg.vocab import AFFILIATION, AT, HOLDER, HOLDS_POST_AT, PLACE, POST

Thing = TypeVar("Thing")


def workplaces(reading: Reading, coreference: Coreference) -> Mapping[int, Sequence[LocalEntity]]:
    """Return where the things of a document work, by their positions; once for every time that it says so."""
    position = {id(thing): i for i, thing in enumerate(coreference.entities)}
    found: dict[int, list[LocalEntity]] = defaultdict(list)
    for person, place in _posts(reading.claims):
        who, where = coreference.local(person), coreference.local(place)
        if who is not None and where is not None:
            found[position[id(who)]].append(where)
    return found


def _posts(claims: Sequence[Claim]) -> Iterator[tuple[Mention, Mention]]:
    """Yield who holds a post or belongs where."""
    for claim in claims:
        subject, value = claim.subject, claim.object
        if isinstance(subject, Node) and subject.type == POST:
            holders = _mentions(subject, HOLDER)
            yield from ((who, where) for who in holders for where in _mentions(subject, AT))
        elif claim.predicate in {AFFILIATION, HOLDS_POST_AT} and isinstance(subject, Mention):
            yield from ((subject, where) for where in (value,) if isinstance(where, Mention))


def _mentions(node: Node, part: Iri) -> list[Mention]:
    return [value for name, value in node.parts if name == part and isinstance(value, Mention)]


def circles(marked: Sequence[tuple[Thing, Sequence[str]]]) -> list[list[Thing]]:
    """Gather the things that share a mark, be it by way of others; each has one mark at least."""
    above: dict[str, str] = {}

    def top(mark: str) -> str:
        while (higher := above.setdefault(mark, mark)) != mark:
            above[mark] = mark = above[higher]
        return mark

    for _, marks in marked:
        for mark in marks:
            above[top(mark)] = top(marks[0])
    gathered: dict[str, list[Thing]] = defaultdict(list)
    for thing, marks in marked:
        gathered[top(marks[0])].append(thing)
    return list(gathered.values())


def marks_of(domain: Domain, thing: LocalEntity) -> Iterator[str]:
    """Yield what two related places of work have in common: a name, or a place that it speaks of or lies in."""
    for name in (thing.name, *thing.names, *((thing.entry.label, *thing.entry.names) if thing.entry else ())):
        yield key(name)
        words = name.split()
        for first in range(len(words)):
            for last in range(first + 1, min(len(words), first + 3) + 1):
                yield from _places(domain, " ".join(words[first:last]))
    if thing.owner:
        yield key(thing.owner)
    for iri in (thing.entry.headquarters, thing.entry.parent) if thing.entry else ():
        yield from ([key(entry.label)] if iri and (entry := domain.lexicon.entry(iri)) else [])


def _places(domain: Domain, words: str) -> Iterator[str]:
    entries = (*domain.lexicon.lookup(words), *filter(None, [domain.lexicon.demonym(words)]))
    yield from (key(entry.label) for entry in entries if domain.is_a(entry.type, PLACE))
