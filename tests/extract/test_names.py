"""Names: where they stand and what they stand for, by lexicon, head word, title, and what is said beside them."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from kg.extract.rules import RulesExtractor
from kg.language import Analyzer
from kg.model import AnalysedDocument, Block, Document, Mention, Role, Span
from kg.vocab import curie

Analysed = Callable[[str], AnalysedDocument]


@pytest.fixture(scope="module")
def names(rules: RulesExtractor, analysed: Analysed) -> Callable[[str], dict[str, str]]:
    """Give what finds the names of a text with their classes."""
    return lambda text: {m.text: curie(m.type).partition(":")[2] for m in rules.names.find(analysed(text))}


Names = Callable[[str], dict[str, str]]


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("The team met in Lisbon.", "Lisbon", "City"),
        ("WIPO opened an office in Algiers.", "WIPO", "InternationalOrganization"),
        ("The Danish Maritime Bureau opened an office.", "Danish Maritime Bureau", "GovernmentOrganization"),
        ("Talks were held at Accra University on Monday.", "Accra University", "EducationalOrganization"),
        ("She left Novatek Pharmaceuticals in May.", "Novatek Pharmaceuticals", "Corporation"),
        ("The Valparaiso Wine Index fell again.", "Valparaiso Wine Index", "Index"),
        ("Delegates came to the Baltic Trade Forum.", "Baltic Trade Forum", "Event"),
        ("Filings rose under the Madrid Protocol.", "Madrid Protocol", "Legislation"),
        ("Boats lay in the Kotor Bay.", "Kotor Bay", "Place"),
        (
            "She joined the United Arab Emirates University.",
            "United Arab Emirates University",
            "EducationalOrganization",
        ),
        ("He sits on the Copyright Tribunal in London.", "Copyright Tribunal", "GovernmentOrganization"),
        ("Delegates came from Côte d'Ivoire and Togo.", "Côte d'Ivoire", "Country"),
    ],
)
def test_lexicon_and_head_words_tell_the_class(names: Names, text: str, name: str, cls: str) -> None:
    assert names(text).get(name) == cls


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Minister Tomas Riha spoke.", "Tomas Riha"),
        ("Officials thanked Mr Okafor for it.", "Okafor"),
        ("Officials thanked Ms. Lindqvist for it.", "Lindqvist"),
        ("The talks were led by Pia Holm, deputy director of the bureau.", "Pia Holm"),
        ("The talks were led by Pia Holm, who runs the plant.", "Pia Holm"),
    ],
)
def test_titles_and_honorifics_tell_a_person(names: Names, text: str, name: str) -> None:
    assert names(text).get(name) == "Person"


def test_the_parts_of_a_persons_name_are_that_person(names: Names) -> None:
    found = names("Pia Holm spoke in Riga. Later Holm left for Accra.")
    assert found["Pia Holm"] == found["Holm"] == "Person"


def test_a_name_has_one_class_wherever_it_stands(rules: RulesExtractor, analysed: Analysed) -> None:
    text = "Veltron hired 40 people. Shares of Veltron rose. The Veltron Corporation is large. Veltron slept."
    found = rules.names.find(analysed(text))
    assert len({m.type for m in found if m.text == "Veltron"}) == 1


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Science and Technology of Peru",
        "Customs and Excise Department of Cyprus",
        "Office for Harbours and Ports",
        "Bank of Northern Ghana",
    ],
)
def test_small_words_inside_a_name_do_not_cut_it(names: Names, name: str) -> None:
    assert name in names(f"The {name} opened an office.")


@pytest.mark.parametrize("name", ["Ana de la Cruz", "Pieter van den Berg", "Carla da Silva"])
def test_particles_of_persons_names_do_not_cut_them(names: Names, name: str) -> None:
    assert names(f"The mayor met {name} in Quito.").get(name) == "Person"


def test_two_things_beside_each_other_are_two_names(names: Names) -> None:
    found = names("The Danish Maritime Bureau and Accra University signed a contract.")
    assert {"Danish Maritime Bureau", "Accra University"} <= set(found)


def test_a_demonym_is_a_group_only_where_it_stands_for_people(names: Names) -> None:
    assert names("Germans filed more patents than Swedes.") == {"Germans": "Group", "Swedes": "Group"}
    assert names("The German office rejected the Swedish claim.") == {}


@pytest.mark.parametrize(
    "text",
    [
        "Patents are dear.",
        "Filings rose. Filings fell.",
        "Several judges agreed.",
        "However, costs rose.",
        "On Monday the price of AI chips rose, the CEO said.",
        "In January he left.",
    ],
)
def test_capitals_that_sentences_and_calendars_ask_for_are_no_names(names: Names, text: str) -> None:
    assert names(text) == {}


def test_what_a_minister_is_for_is_no_thing_and_who_it_is_is_one(names: Names) -> None:
    assert names("The Minister of Commerce and Consumer Affairs, Ravi Menon, opened the talks.") == {
        "Ravi Menon": "Person"
    }
    assert names("The Minister of Trade, Industry and Energy, Ravi Menon, opened the talks.") == {
        "Ravi Menon": "Person"
    }


def test_an_acronym_and_the_name_that_it_stands_for_are_two_mentions(names: Names) -> None:
    found = names("The Danish Maritime Bureau (DMB) opened an office. The DMB hired 40 people.")
    assert set(found) == {"Danish Maritime Bureau", "DMB"}


def read(analyzer: Analyzer, rules: RulesExtractor, *blocks: tuple[Role, str]) -> list[Mention]:
    """Find the names of a document of several blocks."""
    text, made = "", []
    for role, words in blocks:
        made.append(Block(Span(len(text), len(text) + len(words)), role))
        text += words + "\n\n"
    return list(rules.names.find(analyzer.analyse(Document("d", text, date="2017-03-01"), made)))


def test_names_in_a_byline_are_persons(analyzer: Analyzer, rules: RulesExtractor) -> None:
    found = read(analyzer, rules, (Role.BYLINE, "By Imre Vadas"), (Role.BODY, "Costs rose in spring."))
    assert [(m.text, curie(m.type)) for m in found] == [("Imre Vadas", "schema:Person")]


def test_debris_has_no_names(analyzer: Analyzer, rules: RulesExtractor) -> None:
    found = read(analyzer, rules, (Role.DEBRIS, "Read more: Lisbon, Algiers"), (Role.BODY, "Costs rose in Accra."))
    assert [m.text for m in found] == ["Accra"]


def test_mentions_lead_back_to_the_text_and_do_not_overlap(rules: RulesExtractor, analysed: Analysed) -> None:
    document = analysed("Prof. Maria Lopes (Accra University) met the Danish Maritime Bureau's Ken Sato in Riga.")
    found = rules.names.find(document)
    assert [m.text for m in found] == [document.document.slice(m.span) for m in found]
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert all(0 < m.confidence < 1 and m.document == "example" and m.unit is not None for m in found)


def test_a_state_in_its_short_form_makes_a_city_of_what_stands_before_it(
    rules: RulesExtractor, analysed: Analysed
) -> None:
    found = {m.text: m for m in rules.names.find(analysed("Firms in Laramie, WY, filed more."))}
    assert curie(found["Laramie"].type).endswith(":City")
    assert found["WY"].full == "Wyoming"
