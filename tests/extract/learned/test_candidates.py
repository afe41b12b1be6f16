"""Candidates: whole, balanced stretches that no small binding word bounds."""

from __future__ import annotations

import finds
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.learned.candidates import LONGEST, candidates
from kg.extract.learned.passages import passages

WORDS = ["Ada", "Quill", "The",
         "of", "the", "in", "and", "(", ")", "[", "]", '"', "“", "”", ",", ".", "1920", "cup", "was",
         "F.C.", "-", "'s", "it", "to", "Orsby", ":", ";", "’"]  # fmt: skip
OPEN, CLOSE, QUOTES = "([{", ")]}", '"“”'


def told(text: str) -> list[str]:
    passage = finds.passage(text)
    return [passage.text(int(first), int(last)) for first, last in candidates(passage)]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=16))
def test_candidates_are_balanced_and_bounded_by_words_that_say_something(words: list[str]) -> None:
    for passage in passages(finds.analysed(" ".join(words)), 2):
        found = [(int(first), int(last)) for first, last in candidates(passage)]
        assert len(found) == len(set(found))
        for first, last in found:
            stretch = passage.pieces[first:last]
            depth = 0
            for piece in stretch:
                depth += (piece.text in OPEN) - (piece.text in CLOSE)
                assert depth >= 0
            assert depth == 0
            assert sum(piece.text in QUOTES for piece in stretch) % 2 == 0
            for end in (stretch[0], stretch[-1]):
                assert not (end.form.closed and end.text.isalnum()) or end.form.capital
            assert stretch[-1].text not in ",;:-"
            assert stretch[0].sentence == stretch[-1].sentence
            assert 1 <= len(stretch) <= LONGEST


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Quill found it.", "Ada Quill"),
        ("He read The Cup of Gold (part two) again.", "Cup of Gold (part two)"),
        ("He went to Orsby United F.C. on Monday.", "Orsby United F.C."),
        ("It weighs 4,300 grams.", "4,300"),
        ("It fell on 3 May 2021.", "3 May 2021"),
        ("The Marsh-Cup stood in Port Essing, Wend.", "Port Essing, Wend"),
    ],
)
def test_names_and_values_are_among_them(text: str, name: str) -> None:
    assert name in told(text)


def test_no_name_takes_in_the_end_of_its_sentence_or_a_word_that_binds() -> None:
    found = told("So the bell of Orsby was found.")
    assert "Orsby" in found
    assert not {"of Orsby", "bell of", "Orsby was", "found.", "the bell"} & set(found)


def test_a_small_word_written_large_belongs_to_a_name_before_another() -> None:
    assert "The Tall Bell" in told("The Tall Bell rang.")
    assert "Over the Wend" in told("She read Over the Wend twice.")
    assert not any(found.startswith("The") for found in told("The bell rang."))
    assert not any(found.startswith("s ") or found == "s" for found in told("The ship's bell rang."))


def test_binding_words_alone_hold_none() -> None:
    assert candidates(finds.passage("of the")).shape == (0, 2)
