"""A tape: chunks over tokens, the string that patterns run over, and ways through the tree."""

from __future__ import annotations

import pytest
from handmade import figure, plain, tape, text_of, thing, tokens
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.rules.patterns.tape import head_of, token_range
from kg.model import Span
from kg.vocab import CITY, ORGANIZATION

FILED = tokens(
    "Oslo Oslo PROPN NNP nsubj 1",
    "filed file VERB VBD root 1",
    "1,200 1,200 NUM CD nummod 3",
    "patents patent NOUN NNS obj 1",
    "_. . PUNCT . punct 1",
)


def test_an_item_is_written_for_each_chunk_and_each_free_token() -> None:
    laid = tape(FILED, thing(FILED, 0, 1, CITY, "City"), figure(FILED, 2, 3))
    assert laid.text == (
        "<e|,City,Thing,name,|oslo|PROPN|oslo><w||file|VERB|filed><q|,number,|1‚200|NUM|1‚200>"
        "<w||patent|NOUN|patents><w||.|PUNCT|.>"
    )
    assert laid.starts[0] == 0
    assert laid.ends[len(laid.text)] == 5


def test_of_two_chunks_that_overlap_the_first_given_stays() -> None:
    long, short = thing(FILED, 0, 2, ORGANIZATION), thing(FILED, 1, 2, CITY)
    assert tape(FILED, long, short).chunks == (long,)
    assert tape(FILED, short, long).chunks == (short,)


def test_chunks_are_told_in_the_order_of_the_text() -> None:
    assert [c.start for c in tape(FILED, figure(FILED, 2, 3), thing(FILED, 0, 1, CITY)).chunks] == [0, 2]


def test_signs_of_the_tape_in_a_word_do_not_break_it() -> None:
    odd = plain("a|b <x> ,")
    laid = tape(odd)
    assert laid.text.count("<") == laid.text.count(">") == 3
    assert laid.text.count("|") == 12


def test_features_hold_labels_lemmas_words_and_parts_of_speech() -> None:
    laid = tape(FILED, thing(FILED, 0, 1, CITY, "City"))
    assert {"e:City", "e:", "file", "filed", "patent", "VERB"} <= laid.where.keys()
    assert laid.where["file"] == laid.where["filed"] == [1]


def test_words_and_spans_are_those_of_the_text() -> None:
    laid = tape(FILED)
    assert laid.words(0, 5) == "Oslo filed 1,200 patents."
    assert laid.span(2, 4) == Span(11, 24)
    assert text_of(FILED)[11:24] == "1,200 patents"


def test_the_tree_is_walked_down_and_up() -> None:
    laid = tape(FILED)
    assert laid.subtree(3) == [2, 3]
    assert laid.subtree(1) == [0, 1, 2, 3, 4]
    assert laid.child(1, "obj") == 3
    assert laid.child(1, "iobj") is None
    assert list(laid.kids(1, "nsubj", "obj")) == [0, 3]
    assert list(laid.ancestors(2)) == [3, 1]


def test_a_circle_in_the_heads_ends() -> None:
    circle = tokens("a a NOUN NN dep 1", "b b NOUN NN dep 0")
    assert list(tape(circle).ancestors(0)) == [1]


def test_without_syntax_the_last_token_is_the_head() -> None:
    assert head_of(plain("Port of Oslo"), 0, 3) in (0, 2)
    assert head_of(FILED, 2, 4) == 3
    assert tape(plain("Port of Oslo")).children == ((), (), ())


@pytest.mark.parametrize(("span", "expected"), [(Span(0, 4), (0, 1)), (Span(6, 18), (1, 4)), (Span(4, 5), None)])
def test_the_tokens_that_a_span_touches(span: Span, expected: tuple[int, int] | None) -> None:
    assert token_range(FILED, span) == expected


@given(st.lists(st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=6), min_size=1, max_size=9))
def test_any_words_make_a_tape_whose_offsets_lead_back(found: list[str]) -> None:
    made = tokens(*found)
    laid = tape(made)
    assert sorted(laid.starts.values()) == list(range(len(made)))
    assert sorted(laid.ends.values()) == list(range(1, len(made) + 1))
    assert laid.text.count("<") == len(made)
