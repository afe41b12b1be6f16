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


GOV = GOVERNMENT_ORGANIZATION
# Where two labels give one IRI, the later key has a hash behind it; these are names that give what then results, with
# a key before that one and behind it.
HASHED, LATER = (f"{name} {digest(ORGANIZATION, 'us labs')}" for name in ("U S Labs", "U.S. Labs"))
LI_WEI, LVIV, OSLO = Named("Li Wei", PERSON), Named("Lviv Museum", ORGANIZATION), Named("Oslo Museum", ORGANIZATION)
MUSEUMS = [LVIV, OSLO, Named("Oslo Museum", ORGANIZATION, ("Lviv Museum",))]
NORWAY, JAPAN = Named("Norway", PLACE, known="Norway"), Named("Japan", PLACE, known="Japan")
PEOPLE = {"Li Wei", "Li", "Mong Kok"}
# Things of one row are what one rule or another is about.
ROWS = [
    [*(Named(name, cls) for name in ("Mong Kok", "Li Wei") for cls in (PERSON, PLACE, ORGANIZATION)), *MUSEUMS],
    [LI_WEI, Named("Li", PERSON), *MUSEUMS, Named("Norway Museum", ORGANIZATION), NORWAY, JAPAN],
    [
        Named("Ministry of Whaling", GOV),
        Named("Ministry of Whaling", GOV, ("Whaling Ministry",)),
        *(Named("Ministry of Whaling", GOV, owner=owner) for owner in ("Norway", "the Norway", "Japan")),
        Named("Ministry of Whaling of Norway", GOV, ("Ministry of Whaling", "MoW")),
        Named("Whaling Ministry", GOV, owner="Norway"),
        Named("Whaling Ministry", GOV),
        Named("MoW", ORGANIZATION),
        NORWAY,
        JAPAN,
    ],
    [Named("Ministry of Whaling", GOV), Named("Ministry of Whaling", GOV, owner="Norway"), NORWAY],
    [
        Named("Nordic Mark Office", ORGANIZATION, ("NMO",)),
        Named("Nordic Mark Office", PLACE, ("NMO",)),
        Named("National Maize Office", ORGANIZATION, ("NMO", "Maize Office")),
        Named("Office of Marks", ORGANIZATION, ("NMO", "Nordic Mark Office")),
        *(Named(name, ORGANIZATION) for name in ("NMO", "Maize Office", "World Maize Office")),
        Named("Maize Office", ORGANIZATION, ("World Maize Office",)),
        Named("World Maize Office", ORGANIZATION, ("Maize Office",)),
    ],
    [
        Named("World Intellectual Property Organization", ORGANIZATION, ("Office of Marks of Norway",), known="WIPO"),
        Named("WIPO", ORGANIZATION, known="WIPO"),
        Named(
            "European Patent Office", ORGANIZATION, ("Norway Office of Marks", "NOM"), known="European Patent Office"
        ),
        Named("Oslo Marks", ORGANIZATION, ("Office of Marks of Norway",)),
        Named("Marks of Oslo", ORGANIZATION, ("Norway Office of Marks",)),
        *(Named(name, GOV) for name in ("Office of Marks of Norway", "Norway Office of Marks", "NOM")),
    ],
    [Named(name, ORGANIZATION) for name in ("U.S. Labs", "US Labs", "U S Labs", "Ú.S. Labs", HASHED, LATER)],
]
THINGS = [thing for row in ROWS for thing in row]
Contents = tuple[tuple[Named, Named], ...]  # things, each with where it works, or itself
Step = list[tuple[str, Contents]]  # what is put between one settling and the next


def _document(domain: Domain, id_: str, contents: Contents) -> tuple[Summary, ...]:
    """Sum up a document in which each thing is mentioned once or, when it has an even place, twice."""
    document = Document(id_, "x" * 100)
    things: list[LocalEntity] = []
    distinct = list(dict.fromkeys(named for pair in contents for named in pair))
    for at, named in enumerate(distinct):
        words = (named.name, *named.names)[: 1 + at % 2]
        mentions = tuple(
            Mention(id_, Span(2 * at + half, 2 * at + half + 1), text, named.type) for half, text in enumerate(words)
        )
        entry = domain.lexicon.lookup(named.known)[0] if named.known else None
        cls = entry.type if entry else named.type
        things.append(LocalEntity(named.name, cls, named.names, mentions, entry, named.owner))
    where = {mention.span: (at,) for at, thing in enumerate(things) for mention in thing.mentions}
    said = {named: things[at].mentions[0] for at, named in enumerate(distinct)}
    posts = tuple(
        Claim(Node(POST, ((HOLDER, said[who]), (AT, said[place]))), TYPE, POST, (Evidence.of(document, Span(0, 1)),))
        for who, place in contents
        if who != place
    )
    reading = Reading(AnalysedDocument(document, ()), (), posts)
    return summaries(reading, Coreference(document, tuple(things), where), domain)


@st.composite
def _contents(draw: st.DrawFn, pool: Sequence[Named]) -> Contents:
    thing = st.sampled_from(pool)
    pairs = [(named, named) for named in draw(st.lists(thing, max_size=4))]
    people = [named for named in pool if named.name in PEOPLE]
    return (*pairs, *draw(st.lists(st.tuples(st.sampled_from(people), thing), max_size=2) if people else st.just([])))


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Draw steps in which documents speak of a row's things, or of some of all."""
    pool = draw(st.one_of(*map(st.just, ROWS), st.lists(st.sampled_from(THINGS), min_size=3, max_size=12)))
    puts = st.lists(st.tuples(st.sampled_from("abcdef"), _contents(pool)), min_size=1, max_size=4)
    return draw(st.lists(puts, min_size=1, max_size=5))


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


def _follow(domain: Domain, steps: Sequence[Step], order: Callable[[list[str]], Sequence[str]]) -> State:
    """Put and settle, and compare what the census tells after each step with one made at once of the documents."""
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
        assert now == _made(domain, documents, order(sorted(documents)))
        assert list(changes.entities) == _difference(before.entities, now.entities)
        elsewhere = set(before.of) & set(now.of) - {document for document, _ in step}
        assert list(changes.documents) == sorted(d for d in elsewhere if _told(before.of[d]) != _told(now.of[d]))
        before = now
    connection.close()
    return before


@given(steps=histories(), data=st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_census_is_that_of_its_documents_and_says_what_changed(
    domain: Domain, steps: list[Step], data: st.DataObject
) -> None:
    _follow(domain, steps, lambda documents: data.draw(st.permutations(documents)))


def _org(name: str, *names: str, type_: Iri = ORGANIZATION, owner: str | None = None) -> Contents:
    named = Named(name, type_, names, owner)
    return ((named, named),)


NORTHERN = _org("Ministry of Whaling", type_=GOV, owner="Norway")
SOMEBODYS = (*_org("Ministry of Whaling", type_=GOV), (NORWAY, NORWAY))
SPACED, DOTTED, ACCENTED = (_org(f"{letters} Labs") for letters in ("U S", "U.S.", "Ú.S."))  # all are "u-s-labs"
HASH = digest(ORGANIZATION, "us labs")
TURNS: dict[str, tuple[list[Step], list[str]]] = {
    "a family that turns takes along what another document calls so": (
        [
            [("a", _org("Nordic Mark Office", "NMO")), ("b", _org("NMO"))],
            [(document, _org("Nordic Mark Office", type_=PLACE)) for document in "cde"],
        ],
        ["place/nordic-mark-office"],
    ),
    "a body that turns out another takes along those whose owner others name": (
        [
            [("a", NORTHERN), ("b", SOMEBODYS), ("c", _org("Ministry of Whaling of Norway", type_=GOV))],
            [("d", _org("Whale House", "Ministry of Whaling of Norway"))],
        ],
        ["country/norway", "organization/whale-house"],
    ),
    "what joined two goes, and others stay joined": (
        [
            [
                ("a", (*_org("Office of Marks of Norway", type_=GOV), *_org("Norway Office of Marks", type_=GOV))),
                ("b", _org("Alpha Hall", "Office of Marks of Norway", "Alfa House")),
                ("c", _org("Beta Hall", "Norway Office of Marks")),
                ("d", _org("Alfa House")),
            ],
            [("a", ())],
        ],
        ["organization/alpha-hall", "organization/beta-hall"],
    ),
    "an IRI falls to the next of two, and its own to who wanted that": (
        [[("a", SPACED), ("b", DOTTED), ("c", _org(LATER))], [("a", ())]],
        ["organization/u-s-labs", f"organization/u-s-labs-{HASH}"],
    ),
    "an IRI falls to the next of three": (
        [[("a", SPACED), ("b", DOTTED), ("c", _org(LATER)), ("d", ACCENTED)], [("a", ())]],
        [
            "organization/u-s-labs",
            f"organization/u-s-labs-{digest(ORGANIZATION, 'ús labs')}",
            f"organization/u-s-labs-{HASH}",
        ],
    ),
    "an IRI with a hash falls to who wanted it": (
        [[("a", SPACED), ("b", DOTTED), ("c", _org(LATER))], [("b", ())]],
        ["organization/u-s-labs", f"organization/u-s-labs-{HASH}"],
    ),
    "an IRI stays where what had it goes into what takes it": (
        [[("a", SPACED), ("b", DOTTED)], [("c", _org("U.S. Labs", "U S Labs"))]],
        ["organization/u-s-labs"],
    ),
    "posts tell people apart, and agree again": (
        [
            [("a", ((LI_WEI, LVIV),)), ("b", ((LI_WEI, LI_WEI),))],
            [("c", ((LI_WEI, OSLO),))],
            [("d", ((LI_WEI, Named("Museum of Lviv and Oslo", ORGANIZATION, ("Lviv Museum", "Oslo Museum"))),))],
        ],
        ["organization/museum-of-lviv-and-oslo", "person/li-wei"],
    ),
}


@pytest.mark.parametrize("what", TURNS)
def test_what_comes_and_goes_turns_others(domain: Domain, what: str) -> None:
    steps, names = TURNS[what]
    for order in (sorted, lambda documents: sorted(documents, reverse=True)):
        last = _follow(domain, steps, order)
        assert sorted(entity.iri.removeprefix(PREFIXES["id"]) for entity in last.entities) == sorted(names)


def _difference(before: Iterable[Entity], after: Iterable[Entity]) -> list[tuple[Entity | None, Entity | None]]:
    was, is_now = ({entity.iri: entity for entity in entities} for entities in (before, after))
    pairs = [(was.get(iri), is_now.get(iri)) for iri in sorted({*was, *is_now})]
    return [pair for pair in pairs if pair[0] != pair[1]]


def _told(entities: Iterable[Entity]) -> list[tuple[Iri, Iri]]:
    return [(entity.iri, entity.type) for entity in entities]


@given(steps=histories())
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_entity_has_an_iri_of_its_own_and_every_thing_an_entity(domain: Domain, steps: list[Step]) -> None:
    documents = {document: named for step in steps for document, named in step if named}
    state = _made(domain, documents, sorted(documents))
    assert len({entity.iri for entity in state.entities}) == len(state.entities)
    assert {entity for found in state.of.values() for entity in found} == set(state.entities)
    for document, named in documents.items():
        assert len(state.of[document]) == len({thing for pair in named for thing in pair})


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
    census.put("b", [Summary(("entry", epo.iri), epo.label, ("Hague Hall",), epo.type, 1)])
    census.put(
        "c", [Summary((ORGANIZATION, "hall"), name, (), ORGANIZATION, 1) for name in ("Mark House", "Hague Hall")]
    )
    census.settle()
    assert {entity.iri for entity in census} == {wipo.iri, epo.iri}


def test_what_other_documents_call_as_an_entry_goes_into_it(connection: sqlite3.Connection, domain: Domain) -> None:
    wipo = domain.lexicon.lookup("WIPO")[0]
    census = Census(connection, domain)
    census.put("a", [Summary(("entry", wipo.iri), wipo.label, ("Mark House",), wipo.type, 1)])
    census.put("b", [_body("Marks Geneva", "Hague Hall")])
    census.put(
        "c", [Summary((ORGANIZATION, "hall"), name, (), ORGANIZATION, 1) for name in ("Mark House", "Hague Hall")]
    )
    census.settle()
    assert [entity.iri for entity in census] == [wipo.iri]
    assert len(census.reasons(wipo.iri)) == 2


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


@given(steps=histories())
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_summary_is_read_as_it_was_written(domain: Domain, steps: list[Step]) -> None:
    things = _document(domain, "a", steps[0][0][1])
    assert tuple(Summary.from_json(json.loads(json.dumps(thing.to_json()))) for thing in things) == things
