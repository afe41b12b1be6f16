"""Graphs of any size, made up, in the shape of those that are built: claims on evidence, figures, posts, places.

The shares of claims, evidence, figures and posts are those of the graph of seeds/. The same seed gives the same lines.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise
from typing import Final

from kg.graph.naming import ID
from kg.graph.terms import date, decimal, integer, ref, string
from kg.model import Iri, Modality
from kg.vocab import (
    ABOUT,
    ADMINISTRATIVE_AREA,
    AT,
    CHANGE_PERCENT,
    CITY,
    CLAIM,
    COMPARATOR,
    CONFIDENCE,
    CONTAINED_IN,
    COUNTRY,
    DATE_PUBLISHED,
    DERIVED_FROM,
    EVIDENCE,
    EXACT,
    EXTRACTOR,
    GENERATED_BY,
    HAS_SOURCE,
    HEADLINE,
    HOLDER,
    HOLDS_POST_AT,
    IDENTIFIER,
    LABEL,
    LOCATION,
    MEASURE,
    MEASURE_OF,
    MODALITY,
    NEWS_ARTICLE,
    OA_END,
    OA_PREFIX,
    OA_START,
    OA_SUFFIX,
    OBJECT,
    OBSERVATION,
    ORGANIZATION,
    PERIOD,
    PERSON,
    PLACE,
    POST,
    PREDICATE,
    PREF_LABEL,
    RULE,
    RUN,
    SHA256,
    SUBJECT,
    TITLE,
    TYPE,
    UNIT,
    VALUE,
    iri,
)

_PER_DOCUMENT: Final = 950  # triples, things of the world included
_CLAIMS: Final = 47
_FIGURES: Final = 7
_POSTS: Final = 3
_SYLLABLES: Final = ("bel", "cor", "dun", "esk", "gil", "hol", "kel", "lor", "mar", "ost", "sal", "tor", "vel", "wen")
_RUN: Final = Iri(f"{ID}run/0")
_RULES: Final = tuple(f"rule-{number}" for number in range(40))
_MODALITIES: Final = [iri(f"kg:{m.value}") for m in Modality]
_COMPARATORS: Final = [iri(f"kg:{name}") for name in ("Exactly", "MoreThan", "LessThan", "About")]


@dataclass(frozen=True, slots=True)
class World:
    """The things that documents speak of, each in a place: districts in cities, areas, countries."""

    levels: tuple[tuple[Iri, ...], ...]
    organizations: tuple[Iri, ...]
    people: tuple[Iri, ...]
    measures: tuple[Iri, ...]


def lines(triples: int, seed: int = 0) -> Iterator[str]:
    """Yield so many triples as N-Triples lines, no two the same."""
    return islice(_lines(max(1, triples // _PER_DOCUMENT), random.Random(seed)), triples)


def thing(kind: str, number: int) -> Iri:
    """Name a thing of the world: `thing("country", 0)` is one in every graph."""
    return Iri(f"{ID}{kind}/{number}")


def label(kind: str, number: int) -> str:
    """Give a thing its label; no two are the same."""
    made = random.Random(f"{kind} {number}")
    return f"{''.join(made.choices(_SYLLABLES, k=2)).title()} {kind} {number}"


def _lines(documents: int, rng: random.Random) -> Iterator[str]:
    world = _world(documents)
    yield _line(_RUN, TYPE, ref(RUN))
    yield _line(_RUN, LABEL, string("made up"))
    yield from _described(world, rng)
    held: set[tuple[Iri, Iri]] = set()
    number = 0
    while True:
        yield from _document(number, world, held, rng)
        number += 1


def _world(documents: int) -> World:
    def things(kind: str, count: int) -> tuple[Iri, ...]:
        return tuple(thing(kind, number) for number in range(count))

    kinds = {"country": min(150, 2 + documents // 8), "area": 2 + documents // 2, "city": 2 * documents}
    levels = tuple(things(kind, count) for kind, count in (kinds | {"place": 2 * documents}).items())
    return World(
        levels,
        things("organization", 5 * documents),
        things("person", 5 * documents),
        things("measure", 3 * documents),
    )


def _described(world: World, rng: random.Random) -> Iterator[str]:
    for level, class_ in zip(world.levels, (COUNTRY, ADMINISTRATIVE_AREA, CITY, PLACE), strict=True):
        yield from (line for place in level for line in _named(place, class_))
    for around, level in pairwise(world.levels):
        # The first is in the first, so that the first country has something in it, however small the graph.
        yield from (_line(p, CONTAINED_IN, ref(rng.choice(around) if n else around[0])) for n, p in enumerate(level))
    for organization in world.organizations:
        yield from _named(organization, ORGANIZATION)
        yield _line(organization, LOCATION, ref(rng.choice(world.levels[2])))
    yield from (line for person in world.people for line in _named(person, PERSON))
    yield from (line for measure in world.measures for line in _named(measure, MEASURE, PREF_LABEL))


def _named(named: Iri, class_: Iri, prop: Iri = LABEL) -> Iterator[str]:
    kind, number = named.removeprefix(ID).split("/")
    yield _line(named, TYPE, ref(class_))
    yield _line(named, prop, string(label(kind, int(number))))


def _document(number: int, world: World, held: set[tuple[Iri, Iri]], rng: random.Random) -> Iterator[str]:
    document = thing("document", number)
    yield _line(document, TYPE, ref(NEWS_ARTICLE))
    yield _line(document, IDENTIFIER, string(str(number)))
    yield _line(document, HEADLINE, string(_words(rng, 8)))
    yield _line(document, DATE_PUBLISHED, date(f"20{rng.randrange(10, 25)}-{rng.randrange(1, 13):02}-01"))
    yield _line(document, SHA256, string(f"{rng.getrandbits(256):064x}"))
    for _ in range(_FIGURES):
        yield from _figure(document, world, rng)
    for _ in range(_POSTS):
        yield from _post(document, world, held, rng)
    named = ((world.organizations, ORGANIZATION), (world.people, PERSON), (world.levels[2], CITY))
    for _ in range(_CLAIMS - _FIGURES - 2 * _POSTS):
        things, class_ = rng.choice(named)
        yield from _claim(document, rng.choice(things), TYPE, class_, rng)


def _figure(document: Iri, world: World, rng: random.Random) -> Iterator[str]:
    figure = _hashed("observation", rng)
    yield _line(figure, TYPE, ref(OBSERVATION))
    yield _line(figure, ABOUT, ref(rng.choice((*world.levels[2], *world.organizations))))
    yield _line(figure, MEASURE_OF, ref(rng.choice(world.measures)))
    yield _line(figure, COMPARATOR, ref(rng.choice(_COMPARATORS)))
    yield _line(figure, VALUE, rng.choice((integer(rng.randrange(1, 10**6)), decimal(_hundredths(rng, 10**5)))))
    yield _line(figure, PERIOD, date(f"20{rng.randrange(10, 25)}"))
    if rng.random() < 0.4:
        yield _line(figure, UNIT, string(rng.choice(_SYLLABLES)))
    if rng.random() < 0.1:
        yield _line(figure, CHANGE_PERCENT, decimal(_hundredths(rng, 10**4)))
    yield from _claim(document, figure, TYPE, OBSERVATION, rng)


def _post(document: Iri, world: World, held: set[tuple[Iri, Iri]], rng: random.Random) -> Iterator[str]:
    post, holder, at = _hashed("post", rng), rng.choice(world.people), rng.choice(world.organizations)
    yield _line(post, TYPE, ref(POST))
    yield _line(post, HOLDER, ref(holder))
    yield _line(post, AT, ref(at))
    yield _line(post, TITLE, string(_words(rng, 2)))
    yield from _claim(document, post, TYPE, POST, rng)
    if (holder, at) not in held:
        held.add((holder, at))
        yield _line(holder, HOLDS_POST_AT, ref(at))
    yield from _claim(document, holder, HOLDS_POST_AT, at, rng)


def _claim(document: Iri, subject: Iri, predicate: Iri, object_: Iri, rng: random.Random) -> Iterator[str]:
    claim, evidence, start = _hashed("claim", rng), _hashed("evidence", rng), rng.randrange(5000)
    exact = _words(rng, 5)
    yield _line(claim, TYPE, ref(CLAIM))
    yield _line(claim, SUBJECT, ref(subject))
    yield _line(claim, PREDICATE, ref(predicate))
    yield _line(claim, OBJECT, ref(object_))
    yield _line(claim, CONFIDENCE, decimal(_hundredths(rng, 101)))
    yield _line(claim, MODALITY, ref(rng.choices(_MODALITIES, (90, 5, 2, 3))[0]))
    yield _line(claim, EXTRACTOR, string("rules"))
    yield _line(claim, RULE, string(rng.choice(_RULES)))
    yield _line(claim, GENERATED_BY, ref(_RUN))
    yield _line(claim, DERIVED_FROM, ref(evidence))
    yield _line(evidence, TYPE, ref(EVIDENCE))
    yield _line(evidence, HAS_SOURCE, ref(document))
    yield _line(evidence, OA_START, integer(start))
    yield _line(evidence, OA_END, integer(start + len(exact)))
    yield _line(evidence, EXACT, string(exact))
    yield _line(evidence, OA_PREFIX, string(_words(rng, 8)))
    yield _line(evidence, OA_SUFFIX, string(_words(rng, 8)))


def _line(subject: Iri, predicate: Iri, object_: str) -> str:
    return f"<{subject}> <{predicate}> {object_} .\n"


def _hashed(kind: str, rng: random.Random) -> Iri:
    return Iri(f"{ID}{kind}/{rng.getrandbits(64):016x}")


def _hundredths(rng: random.Random, below: int) -> Decimal:
    return Decimal(rng.randrange(below)).scaleb(-2)


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choice(_SYLLABLES) + rng.choice(_SYLLABLES) for _ in range(count))
