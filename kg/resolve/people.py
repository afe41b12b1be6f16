"""Two people with one name: told apart where their posts in different documents contradict each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.domain import Domain
from kg.extract import Reading
from kg.model import Claim, Iri, Mention, Node
from kg.resolve.coreference import Coreference, LocalEntity
from kg.resolve.naming import key
from kg.vocab import AFFILIATION, AT, HOLDER, HOLDS_POST_AT, PERSON, PLACE, POST

if TYPE_CHECKING:
    from kg.resolve.across import Key, Local


def told_apart(
    domain: Domain, read: Sequence[tuple[Reading, Coreference]], locals_: Sequence[Local], keys: Sequence[Key]
) -> list[Key]:
    """Give namesakes whose posts have nothing in common keys of their own, qualified by where they work."""
    ties = {c.document.id: _ties(r, c) for r, c in read}
    by_key: dict[Key, list[int]] = defaultdict(list)
    for at, which in enumerate(keys):
        if which[0] == PERSON and len(which) == 2:
            by_key[which].append(at)
    result = list(keys)
    for which, found in sorted(by_key.items()):
        tied = {at: where for at in found if (where := ties[locals_[at].document].get(locals_[at].position))}
        circles = _circles(domain, tied)
        for circle in circles if len(circles) > 1 else []:
            names = Counter(place.name for at in circle for place in tied[at])
            qualifier = min(names, key=lambda name: (-names[name], name))
            for at in circle:
                result[at] = (*which, qualifier)
    return result


def _ties(reading: Reading, coreference: Coreference) -> dict[int, list[LocalEntity]]:
    """Return where each person of a document works."""
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


def _circles(domain: Domain, tied: Mapping[int, Sequence[LocalEntity]]) -> list[list[int]]:
    """Gather those whose places of work are one, are named after one another, or lie in one place."""
    circles: list[tuple[list[int], set[str]]] = []
    for at in sorted(tied):
        marks = {mark for place in tied[at] for mark in _marks(domain, place)}
        touching = [c for c in circles if c[1] & marks]
        merged = (sorted({at, *(p for c in touching for p in c[0])}), marks.union(*(c[1] for c in touching)))
        circles = [*(c for c in circles if c not in touching), merged]
    return [circle for circle, _ in circles]


def _marks(domain: Domain, thing: LocalEntity) -> Iterator[str]:
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
