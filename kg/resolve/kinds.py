"""Which classes may stand for one thing, and where in the namespace things of a class live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.domain import Domain
from kg.model import Iri
from kg.vocab import (
    ADMINISTRATIVE_AREA,
    CITY,
    COUNTRY,
    CREATIVE_WORK,
    EVENT,
    GROUP,
    INDEX,
    LEGISLATION,
    ORGANIZATION,
    PERSON,
    PLACE,
)

# Things are named by family, not by class: whether a body is a company or an office may look different in the next
# document, and its IRI must not. Places keep their class, as in the lexicon.
_FOLDERS: Final[tuple[tuple[Iri, str], ...]] = (
    (PERSON, "person"),
    (CITY, "city"),
    (COUNTRY, "country"),
    (ADMINISTRATIVE_AREA, "area"),
    (PLACE, "place"),
    (ORGANIZATION, "organization"),
    (INDEX, "index"),
    (CREATIVE_WORK, "work"),
    (LEGISLATION, "law"),
    (EVENT, "event"),
    (GROUP, "group"),
)
_FAMILIES: Final = (PERSON, PLACE, ORGANIZATION, CREATIVE_WORK, LEGISLATION, EVENT, GROUP)


def folder(domain: Domain, type_: Iri) -> str:
    """Name the part of the namespace in which things of a class live."""
    found = next((name for cls, name in _FOLDERS if domain.is_a(type_, cls)), None)
    return found or type_.rsplit("#", 1)[-1].rsplit("/", 1)[-1].lower() or "thing"


def family(domain: Domain, type_: Iri) -> Iri:
    """Return the broad class within which names may mean one thing: any organisation, any place."""
    return next((cls for cls in _FAMILIES if domain.is_a(type_, cls)), type_)


def compatible(domain: Domain, one: Iri, other: Iri) -> bool:
    """Say whether one thing may be taken for either class."""
    return family(domain, one) == family(domain, other)


def agreed(domain: Domain, votes: Mapping[Iri, float]) -> Iri:
    """Choose the class with most votes, where a vote for a class counts for those below it; then the most special."""
    totals = {cls: sum(w for other, w in votes.items() if domain.is_a(cls, other)) for cls in votes}
    return min(totals, key=lambda cls: (-totals[cls], -len(domain.classes.get(cls, ())), cls))
