"""How an entity is described: by the votes of all that its documents call it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.domain import Domain
from kg.model import Entity, Iri
from kg.resolve.kinds import agreed, family, folder
from kg.resolve.naming import key, looks_like_acronym, slug, words_of
from kg.resolve.people import circles
from kg.resolve.summary import ENTRY, Key
from kg.vocab import PERSON, PREFIXES

_ID: Final = PREFIXES["id"]
_NOTHING: Final = "[[],[],[],[]]"


@dataclass(frozen=True, slots=True)
class Variant:
    """Things that are summed up alike: how many there are in all documents, and how often they are mentioned."""

    id: int
    name: str
    type: Iri
    things: int
    mentions: int
    entity: int | None  # what it stood for when last settled
    names: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Sequence[Any]) -> Variant:
        """Take id, name, type, number of things and of mentions, entity, and the rest as JSON."""
        id_, name, type_, things, mentions, entity, more = row
        lists = map(tuple, json.loads(more)) if more != _NOTHING else ()
        return cls(id_, name, Iri(type_), things, mentions, entity, *lists)


def apart(which: Key, variants: Sequence[Variant]) -> Mapping[Key, Sequence[Variant]]:
    """Give namesakes whose posts have nothing in common keys of their own, qualified by where most say they work."""
    if which[0] != PERSON or len(which) != 2:
        return {which: variants}
    found = circles([(variant, variant.marks) for variant in variants if variant.marks])
    if len(found) < 2:
        return {which: variants}
    untied = [variant for variant in variants if not variant.marks]
    return {(*which, _qualifier(circle)): circle for circle in found} | ({which: untied} if untied else {})


def _qualifier(circle: Sequence[Variant]) -> str:
    names: Counter[str] = Counter()
    for variant in circle:
        for place in variant.places:
            names[place] += variant.things
    return min(names, key=lambda name: (-names[name], name))


def described(domain: Domain, which: Key, variants: Sequence[Variant]) -> Entity:
    """Describe the entity of a key; its IRI is the one that it has where no other claims it."""
    entry = domain.lexicon.entry(which[1]) if which[0] == ENTRY else None
    type_ = entry.type if entry else _type(domain, variants)
    label = entry.label if entry else _label(variants)
    names = {name for v in variants for name in (v.name, *v.names)}
    if entry:
        names |= {word for v in variants for word in v.used}.intersection(entry.names)
    others = {
        key(n): n for n in sorted(names, key=lambda n: (n.isupper() and not looks_like_acronym(n), n), reverse=True)
    }
    others.pop(key(label), None)
    iri = entry.iri if entry else _iri(domain, which, type_, label)
    return Entity(iri, type_, label, tuple(sorted(others.values())), entry.same_as if entry else ())


def _type(domain: Domain, variants: Sequence[Variant]) -> Iri:
    votes: Counter[Iri] = Counter()
    for variant in variants:
        votes[variant.type] += variant.mentions
    kinds: Counter[Iri] = Counter()
    for type_, weight in votes.items():
        kinds[family(domain, type_)] += weight
    best = min(kinds, key=lambda k: (-kinds[k], k))
    return agreed(domain, {t: w for t, w in votes.items() if family(domain, t) == best})


def _label(variants: Sequence[Variant]) -> str:
    """The name that most documents give; among equals the fullest, then by letters."""
    votes: Counter[str] = Counter()
    for variant in variants:
        votes[variant.name] += variant.things
    return min(votes, key=lambda n: (looks_like_acronym(n), n.isupper(), -votes[n], -len(words_of(n)), n))


def _iri(domain: Domain, which: Key, type_: Iri, label: str) -> Iri:
    """Name an entity: its kind, its key, and what sets it apart from its namesakes."""
    readable = label if key(label) == which[1] else which[1]
    apart = f".{slug(which[2])}" if len(which) > 2 else ""
    return Iri(f"{_ID}{folder(domain, type_)}/{slug(readable)}{apart}")
