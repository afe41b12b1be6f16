"""Which things of a text a noun phrase may stand for, by its class, its noun and its modifiers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.domain import Domain, Entry
from kg.model import Iri
from kg.resolve.naming import key, words
from kg.resolve.trail import Thing, Trail
from kg.resolve.words import Heads
from kg.vocab import ADMINISTRATIVE_AREA, GOVERNMENT_ORGANIZATION, ORGANIZATION, PLACE

# Words between article and noun that say nothing about which one is meant.
_NEUTRAL: Final = words(
    "new same said whole entire host once newly-opened young old big small local municipal federal national "
    "public state"
)
ANY_BODY: Final = words("agency authority body organisation organization institution regulator watchdog")
_SITES: Final = words("port harbour park zone airport island terminal campus market museum hospital")
SPELLING: Final = {"organisation": "organization", "centre": "center"}


def may_be(domain: Domain, type_: Iri, thing: Thing) -> bool:
    one_way = domain.is_a(thing.type, type_) or domain.is_a(type_, thing.type)
    return one_way or (domain.is_a(type_, ORGANIZATION) and domain.is_a(thing.type, ORGANIZATION))


def fitting(trail: Trail, heads: Heads, number: int, head: str, modifiers: Sequence[str]) -> list[Thing]:
    """Return what a noun and its modifiers may stand for; those that bear the noun in their name go before others."""
    type_, domain = trail.scene.mentions[number].type, trail.domain
    owner = trail.scene.owners[number]
    things = [t for t in trail.known(number) if may_be(domain, type_, t)]
    if owner is not None:
        things = [t for t in things if _belongs(trail, t, owner)]
    things = [t for t in things if all(modifies(domain, t, word, head) for word in modifiers)]
    named = [t for t in things if {head, SPELLING.get(head, head)} & t.words]
    named = [t for t in named if _called(t, head)] or named  # what lexicons add comes second
    if named and not domain.is_a(type_, PLACE):
        return named
    kind = [t for t in things if domain.is_a(t.type, type_)]
    if head in _SITES and type_ == PLACE:
        return named or [t for t in things if t.type == PLACE]
    if type_ == ADMINISTRATIVE_AREA:
        return named or [t for t in things if t.type == type_ and _not_otherwise(heads, t)]
    if not domain.is_a(type_, ORGANIZATION):
        return kind or named
    if head in ANY_BODY:
        return things
    if type_ == GOVERNMENT_ORGANIZATION:
        return things if len(things) == 1 and _not_otherwise(heads, things[0]) else []
    return kind if type_ != ORGANIZATION else []


def bearing(trail: Trail, number: int, head: str, modifiers: Sequence[str]) -> Thing | None:
    """Read "the port" where one thing bears the word in its name, be it a body or a place."""
    if head not in _SITES or trail.scene.owners[number] is not None:
        return None
    bearing = [
        t
        for t in trail.known(number)
        if not t.is_person()
        and any(w.casefold().endswith(head) for form in t.forms for w in form.words)
        and all(modifies(trail.domain, t, word, "") for word in modifiers)
    ]
    return bearing[0] if len(bearing) == 1 else None


def _called(thing: Thing, head: str) -> bool:
    """Say whether a noun is the head of a name that the text itself gives."""
    return any(
        word == head and (i + 1 == len(form.words) or form.words[i + 1] in ("of", "for", "and"))
        for form in thing.forms
        for i, word in enumerate(form.words)
    )


def _not_otherwise(heads: Heads, thing: Thing) -> bool:
    """Refuse a court for "the bureau"."""
    return not any(heads.of(tuple(key(name).split())) for name in thing.names)


def _belongs(trail: Trail, thing: Thing, owner: int) -> bool:
    """Say whether a thing is that of an owner: it is named after it, or the text says whose it is."""
    words = set(key(trail.scene.mentions[owner].text).split())
    return any(
        words <= set(form.words) or (form.owner and key(form.owner) == " ".join(sorted(words))) for form in thing.forms
    )


def modifies(domain: Domain, thing: Thing, word: str, head: str) -> bool:
    if word in _NEUTRAL or word in thing.words:
        return True
    place = word.removesuffix("-based")
    entry = domain.lexicon.demonym(place.title()) or next(iter(domain.lexicon.lookup(place.title())), None)
    if entry is not None:
        return _located(domain, thing, entry) or place in thing.words
    return domain.is_a(thing.type, PLACE) and head in {"city", "town", "country", "nation"} and not word.endswith("ing")


def _located(domain: Domain, thing: Thing, place: Entry) -> bool:
    """Say whether the lexicon puts a thing in a place."""
    for form in thing.forms:
        entry = form.entry
        around = {entry.within, entry.headquarters, entry.capital_of, entry.iri} if entry else set()
        for iri in [i for i in around if i]:
            holder = domain.lexicon.entry(iri)
            around |= {holder.within} if holder else set()
        if place.iri in around:
            return True
    return False
