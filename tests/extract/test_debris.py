"""What looks like a name and is none."""

from __future__ import annotations

import pytest
from handmade import plain, sentence

from kg.extract.rules import RulesExtractor
from kg.extract.rules.names.debris import Debris
from kg.model import AnalysedDocument, Document


@pytest.fixture(scope="module")
def debris(rules: RulesExtractor) -> Debris:
    return rules.names.debris


@pytest.mark.parametrize(
    "words",
    ["STAFF WRITER", "Special Correspondent", "Harbour Affairs Reporter", "Release Date", "Last Modified", "SEP"],
)
def test_a_page_and_its_desk_are_labels(debris: Debris, words: str) -> None:
    assert debris.is_label(words.split())


@pytest.mark.parametrize("words", ["Anna Peeters", "Nordic Council", "Bergen Gazette"])
def test_names_are_no_labels(debris: Debris, words: str) -> None:
    assert not debris.is_label(words.split())


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Trade", True),
        ("Research & Development", True),
        ("Danish Industry", True),
        ("10th Danish", True),
        ("Nordic Research", False),
        ("Bergen", False),
    ],
)
def test_fields_of_work_name_nothing(debris: Debris, words: str, field: bool) -> None:
    assert debris.is_field(words.split()) is field


def test_capitals_of_what_the_text_has_in_lower_case_make_no_name(debris: Debris) -> None:
    made = sentence(plain("the clear glass of Oslo"))
    small = debris.small(AnalysedDocument(Document("x", "the clear glass of Oslo"), (made,)))
    assert debris.in_lower_case(("Clear", "Glass"), small)
    assert not debris.in_lower_case(("Oslo",), small)


def test_a_time_zone_stands_behind_a_clocks_time(debris: Debris) -> None:
    tokens = plain("at 5:02 p.m. CT sharp")
    assert debris.is_unit(tokens, 3, 4)
    assert not debris.is_unit(tokens, 4, 5)
