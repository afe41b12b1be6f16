"""Guessed parts of speech and lemmas, and the examples in the docstrings."""

import doctest
import importlib

import pytest

from kg.language import load
from kg.language.plain import guess_lemma, guess_pos
from kg.model import Document


@pytest.mark.parametrize("module", ["bounds", "plain", "plaintext", "sentences"])
def test_docstring_examples_hold(module: str) -> None:
    results = doctest.testmod(importlib.import_module(f"kg.language.{module}"))
    assert results.attempted
    assert not results.failed


@pytest.mark.parametrize(
    ("word", "pos"),
    [
        ("and", "CCONJ"),
        ("they", "PRON"),
        ("would", "AUX"),
        ("of", "ADP"),
        ("11th", "ADJ"),
        ("2.4", "NUM"),
        ("million", "NUM"),
        ("%", "SYM"),
        ("”", "PUNCT"),
        ("WIPO", "PROPN"),
        ("protective", "ADJ"),
        ("announced", "VERB"),
        ("bureau", "NOUN"),
    ],
)
def test_guesses_parts_of_speech(word: str, pos: str) -> None:
    assert guess_pos(word) == pos


@pytest.mark.parametrize(
    ("word", "pos", "lemma"),
    [
        ("cities", "NOUN", "city"),
        ("taxes", "NOUN", "tax"),
        ("rose", "VERB", "rise"),
        ("were", "AUX", "be"),
        ("planned", "VERB", "plan"),
        ("improving", "VERB", "improve"),
        ("created", "VERB", "create"),
        ("visited", "VERB", "visit"),
        ("passed", "VERB", "pass"),
        ("WIPO", "PROPN", "WIPO"),
        ("census", "NOUN", "census"),
    ],
)
def test_guesses_lemmas(word: str, pos: str, lemma: str) -> None:
    assert guess_lemma(word, pos) == lemma


def test_without_a_model_there_is_no_syntax_and_every_word_is_its_own_head() -> None:
    (sentence,) = load("none").analyse(Document("d", "“Sales rose in Nairobi,” she said."))
    assert {token.dep for token in sentence.tokens} == {""}
    assert all(token.head == token.index for token in sentence.tokens)
    assert [token.pos for token in sentence.tokens][1:5] == ["PROPN", "VERB", "ADP", "PROPN"]
    assert sentence.names == ()
