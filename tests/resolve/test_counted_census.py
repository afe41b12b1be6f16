"""A census that was told how often each variant occurs comes to the entities of one that was told of documents."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.domain import Domain, load
from kg.model import Entity, Iri
from kg.resolve import Census, Summary
from kg.resolve.census import variant_hash
from kg.resolve.joining import speaking_of_owner
from kg.vocab import GOVERNMENT_ORGANIZATION, ORGANIZATION, PERSON, PLACE

WORLD = load()
LAW = "Ministry of Law"


def thing(kind: Iri, name: str, type_: Iri, names: Sequence[str] = (), owner: str | None = None) -> Summary:
    key = f"{owner} {name}" if owner else name
    return Summary((kind, key.lower()), name, tuple(names), type_, 1, owner)


THINGS = [
    thing(ORGANIZATION, LAW, GOVERNMENT_ORGANIZATION),
    thing(ORGANIZATION, LAW, GOVERNMENT_ORGANIZATION, ("Law Office",)),
    *(thing(ORGANIZATION, LAW, GOVERNMENT_ORGANIZATION, owner=owner) for owner in ("Norway", "Japan")),
    thing(ORGANIZATION, "Law Office", GOVERNMENT_ORGANIZATION, owner="Norway"),
    thing(ORGANIZATION, "Law Office", GOVERNMENT_ORGANIZATION, ("Norway",)),
    thing(PLACE, "Norway", PLACE),
    thing(PLACE, "Japan", PLACE, ("Nippon",)),
    thing(PLACE, "Nippon", PLACE),
    *(thing(kind, "Mong Kok", kind) for kind in (PERSON, PLACE, ORGANIZATION)),
    thing(ORGANIZATION, "Oslo Museum", ORGANIZATION, ("OM", "Museum")),
    thing(ORGANIZATION, "OM", ORGANIZATION),
]
named = st.lists(st.tuples(st.integers(0, len(THINGS) - 1), st.integers(1, 3)), max_size=5)


def summaries(found: Sequence[tuple[int, int]]) -> list[Summary]:
    told = (THINGS[at].to_json() for at, _ in found)
    return [Summary.from_json([*t[:4], mentions, *t[5:]]) for t, (_, mentions) in zip(told, found, strict=True)]


def by_documents(world: Domain, documents: Sequence[Sequence[Summary]]) -> list[tuple[Entity, ...]]:
    census = Census(sqlite3.connect(":memory:"), world)
    for number, things in enumerate(documents):
        census.put(f"d{number}", things)
    census.settle()
    return [census.entities(f"d{number}") if things else () for number, things in enumerate(documents)]


def by_counts(world: Domain, documents: Sequence[Sequence[Summary]]) -> list[tuple[Entity, ...]]:
    census = Census(sqlite3.connect(":memory:"), world)
    things, mentions, one = Counter[bytes](), Counter[bytes](), dict[bytes, Summary]()
    for named in (named for document in documents for named in document):
        which = variant_hash(named)
        things[which] += 1
        mentions[which] += named.mentions
        one[which] = named
    for which in one:
        census.count(one[which], things[which], mentions[which])
    owners = census.owners()
    for pair in {pair for document in documents for pair in speaking_of_owner(document, owners)}:
        census.note(pair)
    census.settle()
    known = dict(census.variants())
    return [tuple(known[variant_hash(named)] for named in document) for document in documents]


@settings(max_examples=200, deadline=None)
@given(st.lists(named, min_size=1, max_size=6))
def test_counts_come_to_the_same(found: list[list[tuple[int, int]]]) -> None:
    documents = [summaries(one) for one in found]
    assert by_counts(WORLD, documents) == by_documents(WORLD, documents)


def test_a_body_is_its_owners_where_one_document_speaks_of_both() -> None:
    plain, owned, norway = THINGS[0], THINGS[2], THINGS[6]
    (_, (ours, _)) = by_counts(WORLD, [[owned], [plain, norway]])
    assert ours == by_counts(WORLD, [[owned]])[0][0]
    apart = by_counts(WORLD, [[owned], [plain], [norway]])
    assert apart[0] != apart[1]


def test_only_what_matters_together_is_told() -> None:
    plain, norway, japan = THINGS[0], THINGS[6], THINGS[7]
    owners = {"ministry of law": frozenset({"norway"})}
    assert list(speaking_of_owner([japan, plain, norway], owners)) == [(plain, norway)]
    assert not list(speaking_of_owner([japan, norway], owners))
