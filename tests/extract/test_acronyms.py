"""Acronyms in brackets find the words that they are made of, and nothing more."""

from __future__ import annotations

import pytest
from handmade import plain
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.rules.names.acronyms import definitions


def found(text: str) -> list[tuple[str, str]]:
    tokens = plain(text)
    return [(" ".join(t.text for t in tokens[a:b]), tokens[c].text) for (a, b), c in definitions(tokens)]


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("the Danish Maritime Authority ( DMA ) said", "Danish Maritime Authority", "DMA"),
        ("the Bank of Northern Ghana ( BNG ) said", "Bank of Northern Ghana", "BNG"),
        ("the Office for Seeds and Plants ( OSP ) said", "Office for Seeds and Plants", "OSP"),
        ("by the Institut de la Propriété ( IP ) and", "Institut de la Propriété", "IP"),
        ("the Lagos Grain - trade Council ( LGC ) met", "Lagos Grain - trade Council", "LGC"),
    ],
)
def test_the_words_that_the_letters_stand_for_are_found(text: str, full: str, short: str) -> None:
    assert found(text) == [(full, short)]


@pytest.mark.parametrize(
    "text",
    [
        "the Danish Maritime Authority ( DSA ) said",  # a letter that no word begins with
        "the Danish Maritime Authority ( Oslo ) said",  # one capital
        "the Danish Maritime Authority ( A4 ) said",  # no word
        "the Danish Maritime Authority ( the DMA ) said",  # more than the acronym in brackets
        "prices of barley and malt ( PBM ) fell",  # no name
        "( DMA ) said it would",
    ],
)
def test_brackets_that_define_nothing_are_left(text: str) -> None:
    assert found(text) == []


def test_two_definitions_of_one_sentence_are_both_found() -> None:
    text = "the Danish Maritime Authority ( DMA ) and the Oslo Seed Bank ( OSB ) agreed"
    assert [short for _, short in found(text)] == ["DMA", "OSB"]


@given(st.lists(st.sampled_from(["(", ")", "AB", "Alpha", "Beta", "of", "and", "x", ","]), min_size=1, max_size=14))
def test_a_definition_stands_right_before_its_bracket(words: list[str]) -> None:
    tokens = plain(" ".join(words))
    for (start, end), short in definitions(tokens):
        assert 0 <= start < end == short - 1
        assert tokens[end].text == "("
        assert tokens[start].text[0].isupper()
