"""Labels are found where a text holds them: letters alike, the same date, the same number."""

from __future__ import annotations

import finds
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.learn.alignment import Places


def found(text: str, label: str) -> list[str]:
    passage = finds.passage(text)
    return [passage.text(*stretch) for stretch in Places(passage).find(label)]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("Ada Quill saw Ada Quill.", "Ada Quill", ["Ada Quill", "Ada Quill"]),
        ("So ada quill sat.", "Ada Quill", ["ada quill"]),
        ("Łódź lies there.", "Lodz", ["Łódź"]),
        ("The Marsh-Cup fell.", "Marsh Cup", ["Marsh-Cup"]),
        ("Orsby F.C. won.", "Orsby F.C.", ["Orsby F.C."]),
        ("It fell on 4 May 1920.", "1920-05-04", ["4 May 1920"]),
        ("It fell on May 4, 1920.", "4 May 1920", ["May 4, 1920"]),
        ("It fell in 1920.", "1920-01-01", ["1920"]),
        ("It weighs 4,300 grams.", "4300", ["4,300"]),
        ("It weighs 4,300 grams.", "4300.0", ["4,300"]),
        ("It cost 1.2 million crowns.", "1200000", ["1.2 million"]),
        ("She read Orsby that day.", "Orsby (novel)", ["Orsby"]),
        ("She went to Orsby then.", "Orsby, Wend", ["Orsby"]),
        ("They are cups now.", "cups", ["cups"]),
        ("They are potters now.", "Potter", ["potters"]),
        ("She went to Orsby then.", "Dunhale", []),
        ("She went to Orsby then.", "", []),
        ("She went to Orsby then.", "“", []),
        ("She went to Orsby then.", "ors", []),
        ("It weighs 4,300 grams.", "430", []),
        ("It fell on 4 May 1920.", "1920-05-05", []),
    ],
)
def test_a_label_is_found(text: str, label: str, words: list[str]) -> None:
    assert found(text, label) == words


WORDS = ["Ada", "Quill", "Łódź", "1920", "4", "May", "4,300", "of", "the", "(", ")", "“", ".", "F.C.", "東京", "-"]


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=10), at=st.integers(0, 9), size=st.integers(1, 4))
def test_words_of_a_text_are_found_in_it(words: list[str], at: int, size: int) -> None:
    passage = finds.passage(" ".join(words))
    first = at % len(passage.pieces)
    last = min(first + size, len(passage.pieces))
    places = Places(passage).find(passage.text(first, last))
    letters = [piece.form.folded for piece in passage.pieces]
    if letters[first] and letters[last - 1]:
        assert any(a <= first and last <= b for a, b in places)
    assert all(0 <= a < b <= len(letters) for a, b in places)


@settings(max_examples=60, deadline=None)
@given(label=st.one_of(st.text(max_size=12), st.from_regex(r'["(]?[0-9.,eE+-]{1,9}[")]?', fullmatch=True)))
def test_any_label_is_looked_for(label: str) -> None:
    passage = finds.passage("On 4 May 1920 Ada Quill (of Orsby) paid 4,300 crowns.")
    for first, last in Places(passage).find(label):
        assert 0 <= first < last <= len(passage.pieces)
