"""What identity across documents needs to know of one thing of one document: plain values, and what it shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from kg.domain import Domain
from kg.extract import Reading
from kg.model import Iri
from kg.resolve.coreference import Coreference, LocalEntity
from kg.resolve.kinds import family
from kg.resolve.naming import key, looks_like_acronym, words_of
from kg.resolve.people import marks_of, workplaces
from kg.vocab import GOVERNMENT_ORGANIZATION, PERSON, PLACE

ENTRY: Final = "entry"  # what the key of a thing that the lexicon knows begins with
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A thing of one document.

    `key` is what it shares with its likes in other documents: its entry, or family and name, with the document for a
    lone surname. `owner` is whose a public body is that the lexicon does not know and whose name could be any
    country's, `used` the words for it that an entry has for a name. `places` are the names of where it works, `marks`
    what people who work at related places have in common.
    """

    key: Key
    name: str
    names: tuple[str, ...]
    type: Iri
    mentions: int
    owner: str | None = None
    used: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def to_json(self) -> list[Any]:
        """Return the fields in their order, as JSON has them."""
        return [
            list(self.key),
            self.name,
            list(self.names),
            self.type,
            self.mentions,
            self.owner,
            list(self.used),
            list(self.marks),
            list(self.places),
        ]

    @classmethod
    def from_json(cls, value: Sequence[Any]) -> Summary:
        """Take what `to_json` returned."""
        which, name, names, type_, mentions, owner, used, marks, places = value
        return cls(
            tuple(which), name, tuple(names), Iri(type_), mentions, owner, tuple(used), tuple(marks), tuple(places)
        )


def summaries(reading: Reading, coreference: Coreference, domain: Domain) -> tuple[Summary, ...]:
    """Sum up the things of a document, in their order."""
    works_at = workplaces(reading, coreference)
    document = coreference.document.id
    return tuple(_summary(domain, document, t, works_at.get(i, ())) for i, t in enumerate(coreference.entities))


def _summary(domain: Domain, document: str, thing: LocalEntity, places: Sequence[LocalEntity]) -> Summary:
    which = _key(domain, document, thing)
    apart = places if which[0] != ENTRY and len(which) == 2 else ()
    return Summary(
        key=which,
        name=thing.name,
        names=thing.names,
        type=thing.type,
        mentions=len(thing.mentions),
        owner=thing.owner if not thing.entry and _generic(domain, thing) else None,
        used=_used(domain, thing),
        marks=tuple(sorted({mark for place in apart for mark in marks_of(domain, place)})),
        places=tuple(sorted(place.name for place in apart)),
    )


def _used(domain: Domain, thing: LocalEntity) -> tuple[str, ...]:
    words = {mention.text for mention in thing.mentions}
    if thing.entry:
        return tuple(sorted(words.intersection(thing.entry.names)))
    return tuple(sorted(w for w in words if any(w in entry.names for entry in domain.lexicon.lookup(w))))


def _key(domain: Domain, document: str, thing: LocalEntity) -> Key:
    if thing.entry:
        return ENTRY, thing.entry.iri
    kind = family(domain, thing.type)
    if kind == PERSON and len(words_of(thing.name)) == 1:
        return kind, key(thing.name), document  # a surname alone: nobody knows whose
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
