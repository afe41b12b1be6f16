"""Inflected forms: regular spelling, irregular words, and lists that stand for all forms of their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.rules.forms import forms, widened


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("open", {"open", "opens", "opened", "opening"}),
        ("file", {"file", "files", "filed", "filing"}),
        ("carry", {"carry", "carries", "carried", "carrying"}),
        ("delay", {"delay", "delays", "delayed", "delaying"}),
        ("publish", {"publish", "publishes", "published", "publishing"}),
        ("drop", {"drop", "drops", "dropped", "dropping"}),
        ("die", {"die", "dies", "died", "dying"}),
        ("fix", {"fix", "fixes", "fixed", "fixing"}),
        ("visit", {"visit", "visits", "visited", "visiting"}),
        ("enter", {"enter", "enters", "entered", "entering"}),
        ("quip", {"quip", "quips", "quipped", "quipping"}),
        ("sail", {"sail", "sails", "sailed", "sailing"}),
        ("host", {"host", "hosts", "hosted", "hosting"}),
    ],
)
def test_regular_words_take_the_endings_of_their_spelling(word: str, expected: set[str]) -> None:
    assert set(forms(word, {})) == expected


def test_irregular_forms_come_on_top() -> None:
    assert set(forms("rise", {"rise": ("rose", "risen")})) >= {"rise", "rising", "rose", "risen"}


@pytest.mark.parametrize("word", ["be", "co-operate", "n't", ""])
def test_short_words_and_words_with_signs_are_left_alone(word: str) -> None:
    assert forms(word, {}) == (word,)


@given(st.text(max_size=20))
def test_a_word_is_the_first_of_its_forms_and_no_form_comes_twice(word: str) -> None:
    found = forms(word, {})
    assert found[0] == word
    assert len(found) == len(set(found))


def test_only_the_lists_named_are_widened() -> None:
    lists = {"say": ("tell", "point out"), "signs": ("tell",)}
    wide = widened(lists, ["say"], {"tell": ("told",)})
    assert wide["signs"] == ("tell",)
    assert {"tell", "tells", "told", "point out"} <= set(wide["say"])
    assert lists["say"] == ("tell", "point out")
