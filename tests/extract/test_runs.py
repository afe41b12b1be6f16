"""Capitalised runs: told by letters, links and head words alone."""

from __future__ import annotations

import itertools

import pytest
from handmade import plain
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.rules import RulesExtractor


def found(rules: RulesExtractor, text: str) -> list[str]:
    """The runs of a text, as words, where nothing else knows a name."""
    tokens = plain(text)
    runs = rules.names.finder.runs(tokens, [False] * len(tokens))
    return [" ".join(t.text for t in tokens[start:end]) for start, end in runs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("near Kotor Bay today", ["Kotor Bay"]),
        ("during IP Week today", ["IP Week"]),
        ("the IP Commissioner spoke", []),
        ("the Science and Technology Park opened", ["Science and Technology Park"]),
        ("the Bergen Expo and Convention Centre opened", ["Bergen Expo and Convention Centre"]),
        ("the attorney _- _at _- _Law Anna Peeters said", ["Anna Peeters"]),
        ("of Anna Peeters , R _- _Ohio , died", ["Anna Peeters", "Ohio"]),
        ("the U.S. Rep. Anna Peeters said", ["U.S.", "Anna Peeters"]),
        ("for NT$2.1 in SEPTEMBER", []),
        ("the Bank of Ghana said", ["Bank of Ghana"]),
        ("the Ministry of the Interior said", ["Ministry of the Interior"]),
        ("the Ministry of Science and Technology said", ["Ministry of Science and Technology"]),
        ("a Parks and Harbour Department closed", ["Parks and Harbour Department"]),
        ("the Karlin Bureau and the Accra Court said", ["Karlin Bureau", "Accra Court"]),
        ("with Ana de la Cruz today", ["Ana de la Cruz"]),
        ("with Lopes and Sato today", ["Lopes", "Sato"]),
        ("with Lopes of Riga today", ["Lopes", "Riga"]),
        ("with Baker & Olsen today", ["Baker & Olsen"]),
        ("with Jean _- _Luc Morel today", ["Jean - Luc Morel"]),
        ("a Riga _- _based firm", ["Riga"]),
        ("at the 14th Harbour Congress today", ["14th Harbour Congress"]),
        ("the iPhone and the price", ["iPhone"]),
        ("in January the CEO of it", []),
        ("costs US$40 or €40 there", []),
    ],
)
def test_a_run_goes_as_far_as_a_name_may(rules: RulesExtractor, text: str, expected: list[str]) -> None:
    assert found(rules, text) == expected


def test_a_run_is_cut_at_a_title(rules: RulesExtractor) -> None:
    assert found(rules, "said Karlin President Habib Asan today") == ["Karlin", "Habib Asan"]
    assert found(rules, "said Vice Mayor Habib Asan today") == ["Habib Asan"]
    assert found(rules, "the Attorney General Office said") == ["Attorney General Office"]


def test_no_name_that_is_known_is_cut(rules: RulesExtractor) -> None:
    tokens = plain("said Captain Morgan Ellis today")
    finder = rules.names.finder
    assert list(finder.runs(tokens, [False] * 5)) == [(2, 4)]
    assert list(finder.runs(tokens, [False] * 5, [(1, 4)])) == [(1, 4)]


def test_a_first_word_needs_more_than_its_capital(rules: RulesExtractor) -> None:
    tokens = list(plain("Costs rose"))
    common = [t.__class__(t.index, t.start, t.end, t.text, "cost", "NOUN", "NNS") for t in tokens]
    finder = rules.names.finder
    assert list(finder.runs(common, [False, False])) == []
    assert list(finder.runs(common, [True, False])) == [(0, 1)]


WORDS = ["Riga", "Bureau", "of", "and", "the", ",", "(", ")", "Mayor", "de", "la", "_-", "'s", "x", "9th", "&", "IP"]


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_runs_are_in_order_do_not_overlap_and_begin_with_a_name(rules: RulesExtractor, words: list[str]) -> None:
    tokens = plain(" ".join(words))
    runs = list(rules.names.finder.runs(tokens, [False] * len(tokens)))
    assert all(0 <= start < end <= len(tokens) for start, end in runs)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(runs))
    assert all(tokens[start].text.lower() not in ("of", "and", "the", ",", "_-") for start, _ in runs)
