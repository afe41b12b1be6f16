"""Inside one document: what is one thing, what must stay two, and what is left open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.domain import load
from kg.extract import Reading
from kg.model import Span
from kg.resolve import Coreference, inside

Clusters = Callable[[str], dict[str, list[str]]]

ONE = [
    # names
    ("COPENHAGEN – {COPENHAGEN:City} is small. {Copenhagen:City} grew.", ["COPENHAGEN", "Copenhagen"]),
    ("{The Straits Times:Org} and {Straits Times:Org} agree.", ["The Straits Times", "Straits Times"]),
    ("{Johnson & Johnson:Firm} sued; {Johnson and Johnson:Firm} lost.", ["Johnson & Johnson", "Johnson and Johnson"]),
    ("{World\u00a0Bank:Intl} and {World Bank:Intl} pay.", ["World\u00a0Bank", "World Bank"]),
    ("{António Campos:Person} rose. {Antonio Campos:Person} fell.", ["António Campos", "Antonio Campos"]),
    # acronyms
    (
        "The {Nordic Plant Variety Office:Gov} ({NPVO:Org}) met. {NPVO:Org} won.",
        ["Nordic Plant Variety Office", "NPVO", "NPVO"],
    ),
    ("{NPVO:Org} ({Nordic Plant Variety Office:Gov}) met.", ["NPVO", "Nordic Plant Variety Office"]),
    ("The {Nordic Plant Variety Office:Gov} met. Later the {NPVO:Gov} won.", ["Nordic Plant Variety Office", "NPVO"]),
    ("The {Union of Mark Agents:Org} ({PEM:Org}) met.", ["Union of Mark Agents", "PEM"]),
    (
        "{WIPO:Intl} is the {World Intellectual Property Organization:Intl}.",
        ["WIPO", "World Intellectual Property Organization"],
    ),
    ("{Britain:Country} is the {UK:Country}.", ["Britain", "UK"]),
    # people
    ("{Chen Bo:Person} spoke. {Chen:Person} left.", ["Chen Bo", "Chen"]),
    ("{Gwen Harris:Person} spoke. Mr {Harris:Person} left.", ["Gwen Harris", "Harris"]),
    ("{Pia Di Rosa:Person} spoke. {Di Rosa:Person} left.", ["Pia Di Rosa", "Di Rosa"]),
    ("{Mourão:Person} starts\n\n{Tomás Mourão:Person} started today.", ["Mourão", "Tomás Mourão"]),
    # shortened names
    ("{Nansha District:Area} grew. {Nansha:Place} builds.", ["Nansha District", "Nansha"]),
    ("{Nansha District:Area} grew. {Nansha:Person?} builds.", ["Nansha District", "Nansha"]),
    ("{Acme Electronics:Firm} rose. {Acme:Firm} fell.", ["Acme Electronics", "Acme"]),
    ("The {Bergen Harbour Board:Gov} met. The {Harbour Board:Gov} voted.", ["Bergen Harbour Board", "Harbour Board"]),
]


@pytest.mark.parametrize(("text", "together"), ONE)
def test_two_names_of_one_thing(clusters: Clusters, text: str, together: list[str]) -> None:
    assert sorted(map(sorted, clusters(text).values())) == [sorted(together)]


APART = [
    "The {Hong Kong University of Science and Technology:School} and the "
    "{Hong Kong University of Science and Technology:School} (Guangzhou) are two.",
    "The {European Patent Office:Intl} belongs to the {European Patent Organisation:Intl}.",
    "{Korea:Country} is not {South Sudan:Country}.",
    "{DTI-Eastern Samar:Gov} has an office in {Eastern Samar:Place}.",
    "The {Harbour Office:Gov} and the {Boards of Appeal of the Harbour Office:Gov} met.",
    "{Tencent:Firm} and {Tencent Music:Firm} both rose.",
    "{Copenhagen:City} has a {Copenhagen Municipality:Gov}.",
    "The {Ministry of Trade:Gov} and the {Ministry of Trade and Crafts:Gov} differ.",
]


@pytest.mark.parametrize("text", APART)
def test_names_that_are_alike_stay_apart(clusters: Clusters, text: str) -> None:
    assert all(len(set(mentions)) == 1 for mentions in clusters(text).values())
    assert len(clusters(text)) >= 2


def test_one_name_under_two_owners_is_two_things(read: Callable[..., tuple[object, Coreference]]) -> None:
    text = "{China:Country}'s {Ministry of Commerce:Gov} and {Japan:Country}'s {Ministry of Commerce:Gov} met."
    _, coreference = read(text)
    assert [thing.owner for thing in coreference.entities if thing.name == "Ministry of Commerce"] == ["China", "Japan"]


def test_a_surname_of_two_people_goes_to_the_one_named_last(read: Callable[..., tuple[object, Coreference]]) -> None:
    text = "{Chen Bo:Person} spoke. {Chen:Person} left. {Chen Lei:Person} came. {Chen:Person} stayed."
    reading, coreference = read(text)
    found = [coreference.local(m) for m in reading.mentions]  # type: ignore[attr-defined]
    assert [thing.name if thing else None for thing in found] == ["Chen Bo", "Chen Bo", "Chen Lei", "Chen Lei"]


PHRASES = [
    ("{Shenzhen:City} filed more. By autumn {the city:City} held many.", "Shenzhen"),
    ("The {Lviv Patent Bureau:Gov} met. {The bureau:Gov} put them higher.", "Lviv Patent Bureau"),
    ("The {Lviv Patent Bureau:Gov} met the {Lviv Court:Gov}. {The bureau:Gov} won.", "Lviv Patent Bureau"),
    ("{Copenhagen:City} met {Vienna:City}. {the Danish capital:City} lost.", "Copenhagen"),
    ("{Copenhagen:City} met {Vienna:City}. Later {the Austrian capital:City} lost.", "Vienna"),
    ("{INPI:Org}, {the industrial property institute:Gov} in town, met {EUIPO:Intl}.", "INPI"),
    ("The {University of Bergen:School} grew. {the new university:School} hired.", "University of Bergen"),
    ("The {Global Mood Index:Index} is out. {the list:Index} is long.", "Global Mood Index"),
    ("{Norway:Country} grew. {the country:Country} is rich.", "Norway"),
    ("{Bergen:City} grew. {this city:City} is rich.", "Bergen"),
    ("{Fjord Bank:Firm} paid. {Nordlys Robotics:Org} won a prize. {the company:Firm} grew.", "Nordlys Robotics"),
    ("{Acme Steel:Firm} hired a cook. {Bravo Steel:Firm} will move, {the company:Firm} said.", "Bravo Steel"),
    ("The {Oslo Office:Gov} met. So did {Bergen Office:Gov}. {the office:Gov} voted.", "Bergen Office"),
    ("{Bergen Port Board:Gov} director {Anna Peeters:Person} said {the agency:Gov} would grow.", "Bergen Port Board"),
    ("They met in {the port city:City} of {Bergen:City}.", "Bergen"),
    ("{Oslo:City} grew. The {Port of Bergen:Org} is full. {The port:Place} moved ore.", "Port of Bergen"),
    ("{Oslo Bank:Firm} lent more. {Nordlys Works:Firm} is new. {The firm:Firm} has nine looms.", "Nordlys Works"),
]


@pytest.mark.parametrize(("text", "name"), PHRASES)
def test_a_phrase_stands_for_what_was_named(clusters: Clusters, text: str, name: str) -> None:
    pieces = text.replace("}", "{").split("{")
    phrase = next(p for p in pieces if p.lower().startswith(("the ", "this ")) and ":" in p)
    assert phrase.split(":")[0] in clusters(text)[name]


OPEN = [
    "{Oslo:City} and {Bergen:City} grew. {the city of Hamar:City} did not.",
    "{Acme Steel:Firm} and {Bravo Steel:Firm} met. {the company:Firm} won.",
    "The {Lviv Council:Gov} told {the agency:Gov} so.",
    "{Fjord Bank:Firm} paid. Nobody came. Rain fell for a week. {the company:Firm} was founded by a cook.",
    "{Oslo:City} and {Bergen University:School} came. It rained. Nobody left. {the university:School} grew.",
    "Yesterday {Acme Steel:Firm} sued {the company:Firm}.",
    "The {Lviv Council:Gov} has a rule; nobody has ratified {it:Org}.",
    "{Shenzhen:City} filed more. {the other city:City} filed less.",
    "The {Lviv Court:Gov} met. {The bureau:Gov} did not.",
    "{the city:City} is nice.",
    "The {Lviv Council:Gov} met. {the management board:Gov} voted.",
    "{Copenhagen:City} grew. {the Austrian capital:City} shrank.",
    "The {Oslo Office:Gov} met the {Bergen Office:Gov}. It was announced; {it:Org} was expected.",
]


@pytest.mark.parametrize("text", OPEN)
def test_in_doubt_nothing_is_merged(clusters: Clusters, text: str) -> None:
    merged = [mentions for mentions in clusters(text).values() if len(mentions) > 1]
    assert merged == []


def test_two_offices_are_both(read: Callable[..., tuple[object, Coreference]]) -> None:
    text = "The {Oslo Office:Gov} met the {Bergen Office:Gov}. {the two offices:Gov} will talk."
    reading, coreference = read(text)
    phrase = reading.mentions[-1]  # type: ignore[attr-defined]
    assert [thing.name for thing in coreference.locals(phrase)] == ["Oslo Office", "Bergen Office"]
    assert coreference.local(phrase) is None


def test_a_body_is_the_one_of_the_place_spoken_of(read: Callable[..., tuple[object, Coreference]]) -> None:
    _, coreference = read("{Hong Kong:City} is busy. The {Customs and Excise Department:Gov} seized toys.")
    assert [thing.entry.label for thing in coreference.entities if thing.entry] == [
        "Hong Kong",
        "Hong Kong Customs and Excise Department",
    ]


def test_a_stranger_is_not_the_one_named_before(clusters: Clusters) -> None:
    assert clusters('{Ole Bull:Person} spoke. An importer disagreed. "No," {he:Person} said.') == {
        "Ole Bull": ["Ole Bull"]
    }


PRONOUNS = [
    ("{Lone Kjær:Person} said so. {She:Person} added more.", "Lone Kjær", "She"),
    ("{Lone Kjær:Person} praised {Ole Bull:Person}. {He:Person} smiled.", "Lone Kjær", "He"),
    ("Mr {Ole Bull:Person} praised {Lone Kjær:Person}. {She:Person} smiled.", "Lone Kjær", "She"),
    ("The {Lviv Patent Bureau:Gov} plans to cut {its:Org} backlog.", "Lviv Patent Bureau", "its"),
    ("The {Lviv Patent Bureau:Gov} is old. {It:Org} opened a school.", "Lviv Patent Bureau", "It"),
    (
        "{Bergen Harbour:Place} shipped ore. {It:Org} has been the world's largest port for years.",
        "Bergen Harbour",
        "It",
    ),
    ("{Bergen Works:Org} is large. In 2015 {its:Org} staff doubled.", "Bergen Works", "its"),
    ("Founded in 2016 by two cooks, {Bravoxa:Org} prints menus. {It:Org} employs nine people.", "Bravoxa", "It"),
    ("{Ole Bull:Person} has run {Oslo Marks:Org} since {it:Org} was founded.", "Oslo Marks", "it"),
    ("The work is led by {Bergen Works:Org}. {Its:Org} managing director spoke.", "Bergen Works", "Its"),
    ("They were passed to {Bergen Works:Org}. {It:Org} expects 500 cases.", "Bergen Works", "It"),
    ("{Bergen Works:Org}, a unit of {Oslo Works:Org}, has sold {its:Org} barge.", "Bergen Works", "its"),
    ("{Bergen Works:Org} has 40 boats in {Oslo:City}, {its:Org} director said.", "Bergen Works", "its"),
    ("Sales at {Bergen Works:Org} rose in {Oslo:City}. {Its:Org} boats are old.", "Bergen Works", "Its"),
    ("{Bergen Works:Org} is new. Founded in 2016 by two cooks, {it:Org} prints menus.", "Bergen Works", "it"),
    ("{Bergen Works:Org}'s 5,310 designs put {it:Org} ninth.", "Bergen Works", "it"),
    (
        "{Lone Kjær:Person} left. The deputy director {Ole Bull:Person} was kinder. {He:Person} smiled.",
        "Ole Bull",
        "He",
    ),
]


@pytest.mark.parametrize(("text", "name", "word"), PRONOUNS)
def test_a_pronoun_stands_for_the_last_subject(clusters: Clusters, text: str, name: str, word: str) -> None:
    assert word in clusters(text)[name]


WHOSE = [
    "{Bergen Trade Department:Gov} head {Anna Peeters:Person} said {her:Person} {department:Gov} would grow.",
    "{Anna Peeters:Person}, a lawyer at the {Bergen Trade Department:Gov}, left. {Her:Person} {department:Gov} grew.",
]


@pytest.mark.parametrize("text", WHOSE)
def test_a_persons_department_is_the_one_where_she_is(
    read: Callable[..., tuple[Reading, Coreference]], text: str
) -> None:
    reading, _ = read(text)
    phrases = tuple(replace(m, kind="nominal") if m.text == "department" else m for m in reading.mentions)
    coreference = inside(reading.analysed, phrases, load())
    found = coreference.local(next(m for m in phrases if m.kind == "nominal"))
    assert found is not None
    assert found.name == "Bergen Trade Department"


def test_every_merge_has_a_reason(read: Callable[..., tuple[object, Coreference]]) -> None:
    text = "The {Nordic Mark Office:Gov} ({NMO:Org}) met {Chen Bo:Person}. {Chen:Person} left {the office:Gov}."
    _, coreference = read(text)
    reasons = {thing.name: thing.reasons for thing in coreference.entities}
    assert len(reasons["Nordic Mark Office"]) == 2
    assert reasons["Chen Bo"] == ('"Chen" is part of the name "Chen Bo"',)


def test_mentions_are_found_by_their_span(read: Callable[..., tuple[object, Coreference]]) -> None:
    _, coreference = read("{Oslo:City} and {Oslo:City}")
    assert list(coreference.spans()) == [(Span(0, 4), (0,)), (Span(9, 13), (0,))]


def test_a_namesake_city_is_the_one_in_the_country_spoken_of(read: Callable[..., tuple[object, Coreference]]) -> None:
    entries = {}
    for country in ("the UK", "the United States"):
        _, coreference = read("{Cambridge:City} is in {" + country + ":Country}.")
        entries[country] = coreference.entities[0].entry
    assert all(entries.values())
    assert entries["the UK"] != entries["the United States"]
