"""A census after any puts and settlings is the one that its documents make at once, and says what each changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.domain import Domain
from kg.extract import Reading
from kg.model import AnalysedDocument, Claim, Document, Entity, Evidence, Iri, Mention, Node, Span
from kg.resolve import Census, Coreference, LocalEntity, Summary, summaries
from kg.resolve.naming import digest
from kg.vocab import (
    AT,
    CITY,
    GOVERNMENT_ORGANIZATION,
    HOLDER,
    ORGANIZATION,
    PERSON,
    PLACE,
    POST,
    PREFIXES,
    TYPE,
)


@dataclass(frozen=True)
class Named:
    """What a document names, before it is told from others; `known` is by what name the lexicon has it."""

    name: str
    type: Iri
    names: tuple[str, ...] = ()
    owner: str | None = None
    known: str | None = None


# Where two labels give one IRI, the later key has a hash behind it; this is the name that gives what then results.
HASHED = f"U.S. Labs {digest(ORGANIZATION, 'us labs')}"
THINGS = [
    *(Named(name, cls) for name in ("Mong Kok", "Li Wei") for cls in (PERSON, PLACE, ORGANIZATION)),
    *(Named("Ministry of Whaling", GOVERNMENT_ORGANIZATION, owner=owner) for owner in (None, None, "Norway", "Japan")),
    Named("Ministry of Whaling of Norway", GOVERNMENT_ORGANIZATION, ("Ministry of Whaling", "MoW")),
    Named("Ministry of Whaling", GOVERNMENT_ORGANIZATION, ("Whaling Ministry",)),
    Named("Whaling Ministry", GOVERNMENT_ORGANIZATION, owner="Norway"),
    Named("MoW", ORGANIZATION),
    Named("Nordic Mark Office", ORGANIZATION, ("NMO",)),
    Named("Nordic Mark Office", GOVERNMENT_ORGANIZATION),
    Named("National Maize Office", ORGANIZATION, ("NMO", "Maize Office")),
    Named("Office of Marks", ORGANIZATION, ("NMO", "Nordic Mark Office")),
    Named("NMO", ORGANIZATION),
    Named("NMO", PLACE),
    Named("Maize Office", ORGANIZATION, ("World Maize Office",)),
    Named("World Maize Office", ORGANIZATION),
    Named("World Intellectual Property Organization", ORGANIZATION, ("WIPO", "Maize Office"), known="WIPO"),
    Named("WIPO", ORGANIZATION, known="WIPO"),
    Named("European Patent Office", ORGANIZATION, ("World Maize Office", "NMO"), known="European Patent Office"),
    Named("Norway", PLACE, known="Norway"),
    Named("Japan", PLACE, known="Japan"),
    Named("Norway", ORGANIZATION),
    *(Named(name, ORGANIZATION) for name in ("U.S. Labs", "US Labs", "U S Labs", "U-S Labs", HASHED)),
    Named("Li", PERSON),
    Named("Lviv Museum", ORGANIZATION),
    Named("Oslo Museum", ORGANIZATION, ("Lviv Museum",)),
]
PEOPLE = [at for at, thing in enumerate(THINGS) if thing.name in {"Li Wei", "Mong Kok", "Li"}]
Contents = tuple[tuple[int, int], ...]  # which things, each with where it works, or itself


def _document(domain: Domain, id_: str, contents: Contents) -> tuple[Summary, ...]:
    """Sum up a document in which each thing is mentioned once or, when it has an even place, twice."""
    document = Document(id_, "x" * 100)
    things: list[LocalEntity] = []
    numbered = list(dict.fromkeys(at for pair in contents for at in pair))
    for at, number in enumerate(numbered):
        named = THINGS[number]
        words = (named.name, *named.names)[: 1 + at % 2]
        mentions = tuple(
            Mention(id_, Span(2 * at + half, 2 * at + half + 1), text, named.type) for half, text in enumerate(words)
        )
        entry = domain.lexicon.lookup(named.known)[0] if named.known else None
        cls = entry.type if entry else named.type
        things.append(LocalEntity(named.name, cls, named.names, mentions, entry, named.owner))
    where = {mention.span: (at,) for at, thing in enumerate(things) for mention in thing.mentions}
    said = {number: things[at].mentions[0] for at, number in enumerate(numbered)}
    posts = tuple(
        Claim(Node(POST, ((HOLDER, said[who]), (AT, said[place]))), TYPE, POST, (Evidence.of(document, Span(0, 1)),))
        for who, place in contents
        if who != place
    )
    reading = Reading(AnalysedDocument(document, ()), (), posts)
    return summaries(reading, Coreference(document, tuple(things), where), domain)


def _alone(number: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.just((number, number))


contents = st.lists(
    st.one_of(
        st.integers(0, len(THINGS) - 1).flatmap(_alone),
        st.tuples(st.sampled_from(PEOPLE), st.integers(0, len(THINGS) - 1)),
    ),
    max_size=5,
).map(tuple)
puts = st.lists(st.tuples(st.sampled_from("abcdef"), contents), min_size=1, max_size=4)


@dataclass(frozen=True)
class State:
    """All that a census tells."""

    entities: tuple[Entity, ...]
    of: Mapping[str, tuple[Entity, ...]]
    reasons: tuple[tuple[str, ...], ...]
    sizes: Mapping[str, int]


SIZED = ("document", "thing", "variant", "key", "bears", "edge", "entity", "dirty", "renamed", "said", "root", "plain")


def _state(connection: sqlite3.Connection, census: Census, documents: Iterable[str]) -> State:
    sizes = {t: connection.execute(f"SELECT COUNT(*) FROM census_{t}").fetchone()[0] for t in SIZED}
    entities = tuple(census)
    assert [census.entity(entity.iri) for entity in entities] == list(entities)
    return State(
        entities,
        {document: census.entities(document) for document in sorted(documents)},
        tuple(census.reasons(entity.iri) for entity in entities),
        sizes,
    )


def _made(domain: Domain, documents: Mapping[str, Contents], order: Sequence[str]) -> State:
    connection = sqlite3.connect(":memory:")
    census = Census(connection, domain)
    for document in order:
        census.put(document, _document(domain, document, documents[document]))
    census.settle()
    state = _state(connection, census, documents)
    connection.close()
    return state


@given(steps=st.lists(puts, min_size=1, max_size=5), data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_census_is_that_of_its_documents_and_says_what_changed(
    domain: Domain, steps: list[list[tuple[str, Contents]]], data: st.DataObject
) -> None:
    connection = sqlite3.connect(":memory:")
    census = Census(connection, domain)
    documents: dict[str, Contents] = {}
    before = _state(connection, census, ())
    for step in steps:
        for document, named in step:
            census.put(document, _document(domain, document, named))
            documents[document] = named
            if not named:
                del documents[document]
        changes = census.settle()
        now = _state(connection, census, documents)
        assert now == _made(domain, documents, data.draw(st.permutations(sorted(documents))))
        assert list(changes.entities) == _difference(before.entities, now.entities)
        elsewhere = set(before.of) & set(now.of) - {document for document, _ in step}
        assert list(changes.documents) == sorted(d for d in elsewhere if _told(before.of[d]) != _told(now.of[d]))
        before = now
    connection.close()


def _difference(before: Iterable[Entity], after: Iterable[Entity]) -> list[tuple[Entity | None, Entity | None]]:
    was, is_now = ({entity.iri: entity for entity in entities} for entities in (before, after))
    pairs = [(was.get(iri), is_now.get(iri)) for iri in sorted({*was, *is_now})]
    return [pair for pair in pairs if pair[0] != pair[1]]


def _told(entities: Iterable[Entity]) -> list[tuple[Iri, Iri]]:
    return [(entity.iri, entity.type) for entity in entities]


@given(documents=st.dictionaries(st.sampled_from("abcdef"), contents.filter(bool), min_size=1))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_entity_has_an_iri_of_its_own_and_every_thing_an_entity(
    domain: Domain, documents: dict[str, Contents]
) -> None:
    state = _made(domain, documents, sorted(documents))
    assert len({entity.iri for entity in state.entities}) == len(state.entities)
    assert {entity for found in state.of.values() for entity in found} == set(state.entities)
    for document, named in documents.items():
        assert len(state.of[document]) == len({number for pair in named for number in pair})


Census_ = Callable[[], Census]


@pytest.fixture
def connection() -> Iterable[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:")
    yield opened
    opened.close()


def _body(name: str, *names: str, type_: Iri = ORGANIZATION, owner: str | None = None, mentions: int = 1) -> Summary:
    which = f"{owner} {name}" if owner else name
    return Summary((ORGANIZATION, which.casefold()), name, names, type_, mentions, owner)


def test_a_document_that_explains_an_acronym_changes_those_that_used_it(
    connection: sqlite3.Connection, domain: Domain
) -> None:
    census = Census(connection, domain)
    census.put("short", [_body("NMO")])
    census.put("other", [_body("Lviv Museum")])
    census.settle()
    census.put("long", [_body("Nordic Mark Office", "NMO")])
    changes = census.settle()
    assert list(changes.documents) == ["short"]
    full = f"{PREFIXES['id']}organization/nordic-mark-office"
    assert [(was and was.label, now and now.label) for was, now in changes.entities] == [
        ("NMO", None),
        (None, "Nordic Mark Office"),
    ]
    assert [entity.iri for entity in census.entities("short")] == [full]
    assert census.reasons(Iri(full)) == ('another document calls it "NMO" besides its full name',)
    census.put("long", [])
    assert list(census.settle().documents) == ["short"]
    assert [entity.label for entity in census] == ["Lviv Museum", "NMO"]


def test_two_entries_are_never_one(connection: sqlite3.Connection, domain: Domain) -> None:
    wipo, epo = (domain.lexicon.lookup(name)[0] for name in ("WIPO", "European Patent Office"))
    census = Census(connection, domain)
    census.put("a", [Summary(("entry", wipo.iri), wipo.label, ("Mark House",), wipo.type, 1)])
    census.put("b", [Summary(("entry", epo.iri), epo.label, ("The Hague Hall",), epo.type, 1)])
    both = (ORGANIZATION, "mark house")
    census.put("c", [Summary(both, "Mark House", (), ORGANIZATION, 1)])
    census.put("d", [Summary(both, "Hague Hall", (), ORGANIZATION, 1)])
    census.settle()
    assert {entity.iri for entity in census} == {wipo.iri, epo.iri}
    assert census.entities("c") == census.entities("d")


def test_an_owned_body_is_not_that_of_another_owner(connection: sqlite3.Connection, domain: Domain) -> None:
    census = Census(connection, domain)
    gov = GOVERNMENT_ORGANIZATION
    census.put("a", [_body("Ministry of Whaling of Norway", "Ministry of Whaling", type_=gov)])
    census.put("b", [_body("Ministry of Whaling", type_=gov, owner="Japan")])
    census.settle()
    assert len(list(census)) == 2


def test_a_body_belongs_to_the_owner_that_its_document_speaks_of(
    connection: sqlite3.Connection, domain: Domain
) -> None:
    census = Census(connection, domain)
    gov, norway = GOVERNMENT_ORGANIZATION, domain.lexicon.lookup("Norway")[0]
    spoken = Summary(("entry", norway.iri), "Norway", (), norway.type, 1)
    census.put("a", [_body("Ministry of Whaling", type_=gov, owner="Norway")])
    census.put("b", [_body("Ministry of Whaling", type_=gov)])
    census.settle()
    assert census.entities("a") != census.entities("b")[:1]
    census.put("b", [_body("Ministry of Whaling", type_=gov), spoken])
    census.settle()
    assert census.entities("a") == census.entities("b")[:1]


def test_a_class_that_turns_tells_the_documents(connection: sqlite3.Connection, domain: Domain) -> None:
    census = Census(connection, domain)
    census.put("a", [Summary((PLACE, "north end"), "North End", (), PLACE, 2)])
    census.settle()
    census.put("b", [Summary((PLACE, "north end"), "North End", (), CITY, 1)])
    changes = census.settle()
    assert [entity.type for entity in census.entities("a")] == [CITY]
    assert list(changes.documents) == ["a"]


def test_what_was_put_is_settled_by_another_census_over_the_same_tables(
    connection: sqlite3.Connection, domain: Domain
) -> None:
    Census(connection, domain).put("a", [_body("NMO")])
    connection.commit()
    census = Census(connection, domain)
    with pytest.raises(ValueError, match="settle"):
        census.entities("a")
    assert [now and now.label for _, now in census.settle().entities] == ["NMO"]
    assert not connection.execute("SELECT 1 FROM census_dirty").fetchall()


def test_nothing_is_committed_but_by_the_caller(connection: sqlite3.Connection, domain: Domain) -> None:
    census = Census(connection, domain)
    census.put("a", [_body("NMO")])
    census.settle()
    connection.commit()
    census.put("a", [_body("Lviv Museum")])
    census.settle()
    connection.rollback()
    assert [entity.label for entity in census] == ["NMO"]


@given(named=contents)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_summary_is_read_as_it_was_written(domain: Domain, named: Contents) -> None:
    things = _document(domain, "a", named)
    assert tuple(Summary.from_json(json.loads(json.dumps(thing.to_json()))) for thing in things) == things
