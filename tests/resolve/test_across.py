"""Across documents: one IRI for one thing, two for two, whatever the order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linking import Identity, link

from kg.domain import Domain
from kg.extract import Reading
from kg.model import Entity
from kg.resolve import Coreference

Pair = tuple[Reading, Coreference]
Read = Callable[..., Pair]


@pytest.fixture(scope="session")
def linked(read: Read, domain: Domain) -> Callable[..., Identity]:
    """Give what links marked texts, called a, b, c …"""

    def linking(*texts: str) -> Identity:
        return link([read(text, name) for text, name in zip(texts, "abcdefgh", strict=False)], domain)

    return linking


def _ids(identity: Identity) -> list[str]:
    return [entity.iri.split("/id/")[1] for entity in identity.entities]


SAME = [
    ("{Shanghai:City} grew.", "{SHANGHAI:City} shrank.", "city/shanghai"),
    (
        "{WIPO:Intl} met.",
        "{World Intellectual Property Organization:Intl} met.",
        "organization/world-intellectual-property-organization",
    ),
    ("{Chen Bo:Person} spoke.", "Mr {Chen Bo:Person} left.", "person/chen-bo"),
    ("The {Nordic Mark Office:Gov} ({NMO:Gov}) met.", "{NMO:Gov} closed.", "organization/nordic-mark-office"),
    ("{Foo & Bar Labs:Firm} rose.", "The {Foo and Bar Labs:Firm} fell.", "organization/foo-and-bar-labs"),
    ("{Mong Kok:Person} is loud.", "{Mong Kok:Place} is loud. {Mong Kok:Place} is big.", "place/mong-kok"),
    ("{Łódź Cluster:Org} met.", "{Łódź Cluster:Org} won.", "organization/lodz-cluster"),
]


@pytest.mark.parametrize(("one", "other", "iri"), SAME)
def test_one_thing_in_two_documents_has_one_iri(
    linked: Callable[..., Identity], one: str, other: str, iri: str
) -> None:
    assert _ids(linked(one, other)) == [iri]


def test_a_ministry_is_that_of_its_country(linked: Callable[..., Identity]) -> None:
    identity = linked(
        "{Norway:Country}'s {Ministry of Whaling:Gov} met.",
        "{Japan:Country}'s {Ministry of Whaling:Gov} met.",
        "The {Ministry of Whaling of Norway:Gov} met.",
    )
    ministries = [iri for iri in _ids(identity) if "ministry" in iri]
    assert ministries == ["organization/japan-ministry-of-whaling", "organization/norway-ministry-of-whaling"]


def test_the_lexicon_knows_whose_a_body_is(linked: Callable[..., Identity]) -> None:
    identity = linked("{Singapore:Country}'s {Ministry of Law:Gov} met.", "The {Ministry of Law of Singapore:Gov} met.")
    assert [iri for iri in _ids(identity) if "law" in iri] == ["organization/ministry-of-law-of-singapore"]


def test_an_acronym_of_two_things_is_neither(linked: Callable[..., Identity]) -> None:
    identity = linked(
        "The {Nordic Mark Office:Gov} ({NMO:Gov}) met.",
        "The {National Maize Office:Gov} ({NMO:Gov}) met.",
        "{NMO:Gov} won.",
    )
    assert _ids(identity) == [
        "organization/national-maize-office",
        "organization/nmo",
        "organization/nordic-mark-office",
    ]


def test_a_lone_surname_is_nobody_elsewhere(linked: Callable[..., Identity]) -> None:
    assert _ids(linked("Mr {Tan:Person} spoke.", "Ms {Tan:Person} spoke.")) == ["person/tan.a", "person/tan.b"]


def _namesakes(read: Read) -> list[Pair]:
    court = "{Li Wei:Person} of the {Shenzhen Court:Gov} spoke."
    return [
        read(court, "a", posts=(("Li Wei", "Shenzhen Court"),)),
        read("{Li Wei:Person} of {Lviv Museum:Org} spoke.", "b", posts=(("Li Wei", "Lviv Museum"),)),
        read("{Li Wei:Person} of {Shenzhen:City} spoke.", "c", posts=(("Li Wei", "Shenzhen"),)),
    ]


def test_people_whose_posts_contradict_are_two(read: Read, domain: Domain) -> None:
    for order in permutations(_namesakes(read)):
        people = [iri for iri in _ids(link(order, domain)) if iri.startswith("person/")]
        assert people == ["person/li-wei.lviv-museum", "person/li-wei.shenzhen"]


def test_people_whose_posts_agree_are_one(read: Read, domain: Domain) -> None:
    first, _, third = _namesakes(read)
    assert [iri for iri in _ids(link([first, third], domain)) if iri.startswith("person/")] == ["person/li-wei"]


def test_an_entry_of_the_lexicon_gives_label_and_identifiers(linked: Callable[..., Identity], domain: Domain) -> None:
    (entity,) = linked("The {U.S.:Country} grew.").entities
    entry = domain.lexicon.entry(entity.iri)
    assert entry is not None
    assert (entity.label, entity.same_as, entity.type) == (entry.label, entry.same_as, entry.type)
    assert "U.S." in entity.names


def test_mentions_lead_to_entities_and_entities_to_reasons(read: Read, domain: Domain) -> None:
    pair = read("The {Nordic Mark Office:Gov} ({NMO:Gov}) met. {the office:Gov} is new.", "a")
    identity = link([pair], domain)
    found = {identity.get(mention) for mention in pair[0].mentions}
    assert found == {identity.entities[0]}
    assert len(identity.reasons(identity.entities[0].iri)) == 2


def test_a_mention_nobody_knows_is_none(read: Read, domain: Domain) -> None:
    pair = read("{the other city:City} is far.", "a")
    assert link([pair], domain).get(pair[0].mentions[0]) is None


TEXTS = [
    "The {Nordic Mark Office:Gov} ({NMO:Gov}) met {Chen Bo:Person} in {Oslo:City}.",
    "{NMO:Gov} met {Chen:Person}. {Nansha:Place} grew.",
    "{Norway:Country}'s {Ministry of Law:Gov} in {Nansha District:Area} met {Mong Kok:Person}.",
    "The {Ministry of Law:Gov} of {Norway:Country}. {Mong Kok:Place} and {Mong Kok:Place}.",
    "{Chen Bo:Person} and {Chen Lei:Person}. {Cambridge:City} in the {UK:Country}.",
]


@pytest.fixture(scope="session")
def corpus(read: Read) -> Sequence[Pair]:
    return [read(text, f"doc{number}") for number, text in enumerate(TEXTS)]


@given(order=st.permutations(range(len(TEXTS))))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_order_of_documents_does_not_matter(corpus: Sequence[Pair], domain: Domain, order: list[int]) -> None:
    def everything(identity: Identity) -> tuple[tuple[Entity, ...], list[tuple[str, ...]]]:
        return identity.entities, [identity.reasons(entity.iri) for entity in identity.entities]

    assert everything(link([corpus[i] for i in order], domain)) == everything(link(corpus, domain))
