"""Chunks besides names: titles, honorifics, acronyms in brackets, noun phrases that point back, pronouns, figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.rules import RulesExtractor
from kg.extract.rules.patterns.tape import Tape, Title
from kg.model import AnalysedDocument, Mention, Quantity
from kg.vocab import curie


@pytest.fixture(scope="module")
def lay(rules: RulesExtractor, analysed: Callable[[str], AnalysedDocument]) -> Callable[[str], Tape]:
    """Give what lays chunks over a sentence."""
    return lambda text: rules.tapes(analysed(text))[0]


Lay = Callable[[str], Tape]


def titles(tape: Tape) -> list[tuple[str, str | None]]:
    return [(c.value.text, c.value.status) for c in tape.chunks if isinstance(c.value, Title)]


def things(tape: Tape, kind: str) -> list[tuple[str, str]]:
    """The words that entities of a kind cover on the tape, with their classes."""
    return [
        (tape.words(c.start, c.end), curie(c.value.type).partition(":")[2])
        for c in tape.chunks
        if isinstance(c.value, Mention) and c.value.kind == kind
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lena Vogel, mayor of Riga, spoke.", ("mayor", None)),
        ("The vice mayor spoke.", ("vice mayor", None)),
        ("He met former finance minister Ola Berg.", ("finance minister", "Former")),
        ("Mayor-elect Pia Holm spoke.", ("mayor", "Incoming")),
        ("He met incoming chief executive officer Ken Sato.", ("chief executive officer", "Incoming")),
        ("The director-general resigned.", ("director-general", None)),
        ("He met Ken Sato, deputy director of the port.", ("deputy director", None)),
        (
            "The Minister of Trade, Industry and Energy, Ravi Menon, spoke.",
            ("minister of trade, industry and energy", None),
        ),
        ("The Minister of Commerce, Ravi Menon, spoke.", ("minister of commerce", None)),
    ],
)
def test_a_title_is_taken_whole_with_its_status(lay: Lay, text: str, expected: tuple[str, str | None]) -> None:
    assert titles(lay(text)) == [expected]


def test_a_demonym_and_an_own_are_no_part_of_a_title(lay: Lay) -> None:
    assert titles(lay("He met the German minister."))[0][0] == "minister"
    assert titles(lay("He met the new director."))[0][0] == "director"


def test_a_name_stretches_over_honorifics_and_its_acronym(lay: Lay) -> None:
    assert things(lay("Officials met Prof. Dr. Maria Lopes in May."), "name")[0][0] == "Prof. Dr. Maria Lopes"
    found = things(lay("The Danish Maritime Bureau (DMB) opened an office."), "name")
    assert found == [("Danish Maritime Bureau (DMB)", "GovernmentOrganization")]


def test_the_mention_itself_stays_as_the_text_has_it(lay: Lay) -> None:
    tape = lay("The Danish Maritime Bureau (DMB) opened an office.")
    assert next(c.value.text for c in tape.chunks if isinstance(c.value, Mention)) == "Danish Maritime Bureau"


def test_a_name_and_its_other_name_behind_or_are_one_item(lay: Lay) -> None:
    found = things(lay("The Tallinn Technical Museum, or TTM, opened in May."), "name")
    assert [words for words, _ in found] == ["Tallinn Technical Museum, or TTM,"]


@pytest.mark.parametrize(
    ("text", "words", "cls"),
    [
        ("Costs rose, the bureau said.", "the bureau", "GovernmentOrganization"),
        ("Costs rose in the old city.", "the old city", "City"),
        ("The city's court agreed.", "court", "GovernmentOrganization"),
        ("This university is large.", "This university", "EducationalOrganization"),
        ("He thanked local customs for it.", "customs", "GovernmentOrganization"),
    ],
)
def test_a_definite_noun_phrase_stands_for_a_thing(lay: Lay, text: str, words: str, cls: str) -> None:
    assert any(found.endswith(words) and kind == cls for found, kind in things(lay(text), "nominal"))


@pytest.mark.parametrize("text", ["A school and a bureau opened.", "Any city would do.", "The city council met."])
def test_an_indefinite_one_or_a_part_of_a_compound_does_not(lay: Lay, text: str) -> None:
    assert [words for words, _ in things(lay(text), "nominal") if words.split()[-1] != "council"] == []


def test_pronouns_stand_for_persons_bodies_and_groups(lay: Lay) -> None:
    found = dict(things(lay("She praised its staff and they praised him."), "pronoun"))
    assert found == {"She": "Person", "its": "Organization", "they": "Group", "him": "Person"}


def test_a_figure_is_one_item_with_its_words_and_kind(lay: Lay) -> None:
    tape = lay("They sold over 4.3 million bags, up 12 percent, in May 2016.")
    found = [(c.kind, tape.words(c.start, c.end)) for c in tape.chunks if not isinstance(c.value, Mention)]
    assert found == [("q", "over 4.3 million"), ("q", "12 percent"), ("p", "May 2016")]
    assert [c.value.kind for c in tape.chunks if isinstance(c.value, Quantity)] == ["number", "percent"]


def test_labels_hold_the_class_and_those_above_it(lay: Lay) -> None:
    (chunk,) = [c for c in lay("Costs rose in Lisbon.").chunks if c.kind == "e"]
    assert {"City", "Place", "Thing", "name", "is-City"} <= chunk.labels
    assert "is-Place" not in chunk.labels


def test_no_two_chunks_share_a_token(lay: Lay) -> None:
    tape = lay("The 2016 Riga Trade Forum of the Danish Maritime Bureau's vice mayor drew 40 percent more in May 2016.")
    covered = [i for c in tape.chunks for i in range(c.start, c.end)]
    assert len(covered) == len(set(covered))
