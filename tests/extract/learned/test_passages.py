"""Passages: cut finely, each piece at its place; runs of sentences; values told."""

from __future__ import annotations

from itertools import pairwise

import finds
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.learned.passages import KINDS, SHAPES, folded, form, passages, root, stem, whole
from kg.model import Block, Role, Span

WORDS = ["The", "Marsh", "Cup", "O'Neill", "F.C.", "3,400", "4 May 1920", "well-known", "(", ")", "“", "”", ".", ",",
         "ÅNGSTRÖM", "e\u0301tude", "東京", "_x_", "\n\n", "\u200b", "12%", "𝒳", "é", "-", "\ud800"]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), st.text(max_size=40))


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_words_of_a_passage_stand_in_the_document_where_it_says(text: str) -> None:
    for passage in passages(finds.analysed(text), 3):
        pieces = passage.pieces
        assert all(piece.text == text[piece.start : piece.end] != "" for piece in pieces)
        assert all(one.end <= other.start for one, other in pairwise(pieces))
        assert [piece.sentence for piece in pieces] == sorted(piece.sentence for piece in pieces)
        for first in range(len(pieces)):
            for last in range(first + 1, min(len(pieces), first + 5) + 1):
                span = passage.stretch(first, last)
                assert passage.text(first, last) == passage.document.slice(span)
                assert passage.span.contains(span)


def test_marks_and_hyphens_are_pieces_and_figures_stay_whole() -> None:
    told = [piece.text for piece in finds.passage("The well-known O'Neill (b. 1920) paid 3,400.50 for it.").pieces]
    assert told[:5] == ["The", "well", "-", "known", "O"]
    assert "3,400.50" in told
    assert told[told.index("(") : told.index("(") + 2] == ["(", "b"]


def test_runs_of_sentences_come_shorter_first_and_stay_in_a_paragraph() -> None:
    text = "One fell. Two rose. Three sat.\n\nFour ran."
    end = text.index("\n")
    blocks = [Block(Span(0, end), Role.BODY), Block(Span(end + 2, len(text)), Role.BODY)]
    document = finds.analysed(text, blocks=blocks)
    told = [passage.document.slice(passage.span).strip() for passage in passages(document, 2)]
    assert told == ["One fell.", "Two rose.", "Three sat.", "Four ran.", "One fell. Two rose.", "Two rose. Three sat."]
    assert max(passage.pieces[-1].sentence for passage in passages(document, 3)) == 2


@pytest.mark.parametrize("role", list(Role))
def test_what_frames_an_article_is_not_read(role: Role) -> None:
    text = "Ada Quill found it."
    document = finds.analysed(text, blocks=[Block(Span(0, len(text)), role)])
    read = role not in (Role.BYLINE, Role.DATELINE, Role.DEBRIS)
    assert len(list(passages(document, 1))) == read


def test_an_empty_document_is_no_passage() -> None:
    assert whole(finds.analysed("")) is None
    assert list(passages(finds.analysed(" \n "), 3)) == []


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("It weighs 4,300 grams.", "4,300", "number"),
        ("It was made in 1987.", "1987", "year"),
        ("It fell on 3 May 2021.", "3 May 2021", "day"),
        ("It fell in May 2021.", "May 2021", "month"),
    ],
)
def test_values_are_told_by_their_kind(text: str, words: str, kind: str) -> None:
    passage = finds.passage(text)
    assert {passage.text(*stretch): KINDS[told] for stretch, told in passage.values.items()}[words] == kind


def test_letters_alone_are_folded() -> None:
    assert folded("Łódź") == folded("LODZ") == "lodz"
    assert folded("“–”") == ""


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12))
def test_folding_is_done_once_for_all(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_forms_of_a_word_have_one_stem() -> None:
    assert stem("painted") == stem("painting") == stem("painter") == "paint"
    assert root("Founder") == root("founded") != root("painted")
    assert form("of").closed
    assert form("the").closed
    assert not form("Bell").closed
    assert [SHAPES[form(word).shape] for word in ("bell", "Bell", "BELL", "B", "1987", "3,400", "%")] == [
        "x", "Xx", "XX", "X", "d4", "D", "other",
    ]  # fmt: skip
    assert form("Bell").capital
    assert not form("bell").capital
