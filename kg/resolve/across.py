"""Identity across documents: one entity with one readable IRI for all that the documents mean by it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from kg.domain import Domain
from kg.extract import Reading
from kg.model import Entity, Iri, Mention, Span
from kg.resolve.coreference import Coreference, LocalEntity
from kg.resolve.kinds import agreed, family, folder
from kg.resolve.naming import digest, is_acronym_of, key, looks_like_acronym, slug, words_of
from kg.resolve.people import told_apart
from kg.vocab import GOVERNMENT_ORGANIZATION, ORGANIZATION, PERSON, PLACE, PREFIXES

_ID: Final = PREFIXES["id"]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Local:
    """A thing of one document, with its place in a deterministic order: the document's id, then where it is named."""

    document: str
    position: int
    thing: LocalEntity


@dataclass(frozen=True, slots=True)
class Identity:
    """The entities of a set of documents, in the order of their IRIs."""

    entities: tuple[Entity, ...]
    _at: Mapping[tuple[str, Span], Entity] = field(repr=False)
    _reasons: Mapping[Iri, tuple[str, ...]] = field(repr=False)
    _of: Mapping[tuple[str, int], Entity] = field(repr=False)

    def things(self, document: str, count: int) -> tuple[Entity, ...]:
        return tuple(self._of[document, position] for position in range(count))

    def get(self, mention: Mention) -> Entity | None:
        """Return what a mention stands for; None where that is not sure, or several things."""
        return self._at.get((mention.document, mention.span))

    def reasons(self, iri: Iri) -> tuple[str, ...]:
        """Return why the mentions of an entity are one, in each document and across them."""
        return self._reasons.get(iri, ())


def link(documents: Iterable[tuple[Reading, Coreference]], domain: Domain) -> Identity:
    """Give everything in a set of documents one entity; the order of the documents does not matter."""
    read = sorted(documents, key=lambda pair: pair[1].document.id)
    locals_ = [Local(c.document.id, i, thing) for _, c in read for i, thing in enumerate(c.entities)]
    keys = _keys(domain, locals_)
    keys, reasons = _joined(domain, locals_, keys)
    keys = told_apart(domain, read, locals_, keys)
    members: dict[Key, list[Local]] = defaultdict(list)
    for local, which in zip(locals_, keys, strict=True):
        members[which].append(local)
    entities = _entities(domain, members)
    of_local = {(m.document, m.position): entities[which] for which, found in members.items() for m in found}
    at = {
        (c.document.id, span): of_local[c.document.id, found[0]]
        for _, c in read
        for span, found in c.spans()
        if len(found) == 1
    }
    why = {entities[which].iri: _reasons(found, reasons.get(which, ())) for which, found in members.items()}
    return Identity(tuple(sorted(entities.values(), key=lambda e: e.iri)), at, why, of_local)


def _reasons(members: Sequence[Local], across: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(reason for m in members for reason in m.thing.reasons), *across]))


# -- what makes two things one -----------------------------------------------------------------------------------------
def _keys(domain: Domain, locals_: Sequence[Local]) -> list[Key]:
    """Name each thing by what it shares with its likes in other documents: its entry, or family, name and owner."""
    return [_key(domain, local) for local in locals_]


def _named(thing: LocalEntity) -> str:
    return key(thing.name)


def _key(domain: Domain, local: Local) -> Key:
    thing = local.thing
    if thing.entry:
        return "entry", thing.entry.iri
    kind = family(domain, thing.type)
    if kind == PERSON and len(words_of(thing.name)) == 1:
        return kind, _named(thing), local.document  # a surname alone: nobody knows whose
    return kind, _body_key(domain, thing)


def _generic(domain: Domain, thing: LocalEntity) -> bool:
    """Say whether a public body's name says nothing of where it is: every country has a Ministry of Law."""
    if not domain.is_a(thing.type, GOVERNMENT_ORGANIZATION) or looks_like_acronym(thing.name):
        return False
    return not _names_place(domain, thing.name)


def _names_place(domain: Domain, name: str) -> bool:
    words = [word for word in name.split() if word[:1].isupper()]
    return any(_place(domain, said) for said in (*words, *map(" ".join, pairwise(words))))


def _place(domain: Domain, words: str) -> bool:
    found = domain.lexicon.lookup(words)
    return bool(domain.lexicon.demonym(words)) or any(domain.is_a(e.type, PLACE) and not e.ambiguous for e in found)


def _body_key(domain: Domain, thing: LocalEntity) -> str:
    """Bring "Singapore's Ministry of Law", "Ministry of Law of Singapore" and "… (Singapore)" to one key."""
    if not domain.is_a(thing.type, GOVERNMENT_ORGANIZATION):
        return key(thing.name)
    if thing.owner and _generic(domain, thing):
        return f"{key(thing.owner)} {key(thing.name)}"
    for opening, closing in ((" of ", ""), (" (", ")")):
        body, _, place = thing.name.removesuffix(closing).rpartition(opening)
        named = thing.name.endswith(closing) and (closing or " of " in body)
        if body and named and _place(domain, place) and not _names_place(domain, body):
            return f"{key(place)} {key(body)}"
    return key(thing.name)


# -- names that other documents explain ----------------------------------------------------------------------------
def _joined(domain: Domain, locals_: Sequence[Local], keys: Sequence[Key]) -> tuple[list[Key], dict[Key, list[str]]]:
    """Join acronyms and short names with the one thing that another document calls so."""
    reasons: dict[Key, list[str]] = defaultdict(list)
    target: dict[Key, Key] = {}
    for rule in (_other_family, _other_name, _owner_elsewhere):
        current = [_final(target, k) for k in keys]
        for which, into, reason in sorted(rule(domain, locals_, current)):
            if _final(target, which) != _final(target, into):
                target[_final(target, which)] = _final(target, into)
                reasons[which].append(reason)
    final = [_final(target, k) for k in keys]
    gathered: dict[Key, list[str]] = defaultdict(list)
    for which, found in sorted(reasons.items()):
        gathered[_final(target, which)] += found
    return final, gathered


def _final(target: Mapping[Key, Key], which: Key) -> Key:
    while which in target:
        which = target[which]
    return which


def _other_family(domain: Domain, locals_: Sequence[Local], keys: Sequence[Key]) -> Iterable[tuple[Key, Key, str]]:
    """One name of several words, taken for a person here and for a place or body there, is one thing."""
    weight: dict[str, Counter[Key]] = defaultdict(Counter)
    for local, which in zip(locals_, keys, strict=True):
        if which[0] in {PERSON, PLACE, ORGANIZATION} and len(which) == 2 and " " in which[1]:
            weight[which[1]][which] += len(local.thing.mentions)
    for name, found in weight.items():
        best = min(found, key=lambda k: (-found[k], k))
        for which in found:
            if which != best:
                yield which, best, f'"{name}" is one name in all documents'


def _other_name(domain: Domain, locals_: Sequence[Local], keys: Sequence[Key]) -> Iterable[tuple[Key, Key, str]]:
    """A name that one document uses alone and another gives as a second name of exactly one thing."""
    called: dict[tuple[Iri, str], set[Key]] = defaultdict(set)
    for local, which in zip(locals_, keys, strict=True):
        kind = family(domain, local.thing.type)
        for name in local.thing.names if kind != PERSON else ():
            called[kind, key(name)].add(which)
    for local, which in zip(locals_, keys, strict=True):
        kind, name = family(domain, local.thing.type), key(local.thing.name)
        others = called[kind, name] - {which} if which[0] not in {"entry", PERSON} else set()
        if len(others) == 1:
            (other,) = others
            if not looks_like_acronym(local.thing.name) or _spelled_out(locals_, keys, other, local.thing.name):
                yield which, other, f'another document calls it "{local.thing.name}" besides its full name'


def _spelled_out(locals_: Sequence[Local], keys: Sequence[Key], which: Key, acronym: str) -> bool:
    """Say whether an acronym is that of a thing by its letters, or given for it in brackets."""
    names = [
        n for local, k in zip(locals_, keys, strict=True) if k == which for n in (local.thing.name, *local.thing.names)
    ]
    return any(is_acronym_of(acronym, name) for name in names) or acronym in names


def _owner_elsewhere(domain: Domain, locals_: Sequence[Local], keys: Sequence[Key]) -> Iterable[tuple[Key, Key, str]]:
    """A body whose owner only other documents name, where these agree and this one speaks of that owner too."""
    owners: dict[str, dict[Key, str]] = defaultdict(dict)
    for local, which in zip(locals_, keys, strict=True):
        if local.thing.owner and _generic(domain, local.thing) and which[0] == ORGANIZATION:
            owners[_named(local.thing)][which] = local.thing.owner
    places: dict[str, set[str]] = defaultdict(set)
    for local in locals_:
        places[local.document].update(key(n) for n in (local.thing.name, *local.thing.names))
    for local, which in zip(locals_, keys, strict=True):
        found = owners.get(_named(local.thing), {})
        if which == (ORGANIZATION, _named(local.thing)) and len(found) == 1:
            ((other, owner),) = found.items()
            if key(owner) in places[local.document] and other != which:
                yield which, other, f"this document speaks of {owner} too"


# -- entities ----------------------------------------------------------------------------------------------------------
def _entities(domain: Domain, members: Mapping[Key, Sequence[Local]]) -> dict[Key, Entity]:
    """Make one entity of each set; where two would share an IRI, the later name gets a hash."""
    made: dict[Key, Entity] = {}
    taken: set[str] = set()
    for which in sorted(members, key=lambda k: (k[0] != "entry", k)):
        entity = _entity(domain, which, members[which])
        if entity.iri in taken:
            iri = Iri(f"{entity.iri}-{digest(*which)}")
            entity = Entity(iri, entity.type, entity.label, entity.names, entity.same_as)
        taken.add(entity.iri)
        made[which] = entity
    return made


def _entity(domain: Domain, which: Key, members: Sequence[Local]) -> Entity:
    entry = next((m.thing.entry for m in members if m.thing.entry), None)
    type_ = entry.type if entry else _type(domain, members)
    label = entry.label if entry else _label(members)
    names = {n for m in members for n in (m.thing.name, *m.thing.names)} | (
        set(entry.names) & _used(members) if entry else set()
    )
    others = {
        key(n): n for n in sorted(names, key=lambda n: (n.isupper() and not looks_like_acronym(n), n), reverse=True)
    }
    others.pop(key(label), None)
    same_as = entry.same_as if entry else ()
    return Entity(
        entry.iri if entry else _iri(domain, which, type_, label), type_, label, tuple(sorted(others.values())), same_as
    )


def _used(members: Sequence[Local]) -> set[str]:
    return {mention.text for m in members for mention in m.thing.mentions}


def _type(domain: Domain, members: Sequence[Local]) -> Iri:
    votes: Counter[Iri] = Counter()
    for member in members:
        votes[member.thing.type] += len(member.thing.mentions)
    kinds: Counter[Iri] = Counter()
    for type_, weight in votes.items():
        kinds[family(domain, type_)] += weight
    best = min(kinds, key=lambda k: (-kinds[k], k))
    return agreed(domain, {t: w for t, w in votes.items() if family(domain, t) == best})


def _label(members: Sequence[Local]) -> str:
    """The name that most documents give; among equals the fullest, then by letters."""
    votes = Counter(m.thing.name for m in members)
    return min(votes, key=lambda n: (looks_like_acronym(n), n.isupper(), -votes[n], -len(words_of(n)), n))


def _iri(domain: Domain, which: Key, type_: Iri, label: str) -> Iri:
    """Name an entity: its kind, its key, and what sets it apart from its namesakes."""
    readable = label if key(label) == which[1] else which[1]
    apart = f".{slug(which[2])}" if len(which) > 2 else ""
    return Iri(f"{_ID}{folder(domain, type_)}/{slug(readable)}{apart}")
