"""Batches and features: the same of a passage whatever stands beside it, hashes that can be had without a batch."""

from __future__ import annotations

import finds
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.learned.features import SPACE, batch, feature, features, surface_hash
from kg.extract.learned.passages import Passage, folded

WORDS = ["Ada", "Quill", "of", "the", "(", ")", "“", "”", '"', ",", ".", "1920", "cup", "found", "Orsby", "Łódź", "東"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join)
SOME = [finds.passage(str(row["text"])) for row in finds.rows(6)]


def made(texts: list[str]) -> list[Passage]:
    return [finds.passage(text) for text in texts]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_surfaces_are_hashes_of_folded_letters(texts: list[str]) -> None:
    laid = batch(made(texts))
    for at, surface in enumerate(laid.surface.tolist()):
        passage = int(laid.passage_of[at])
        first, last = (int(bound[at] - laid.offsets[passage]) for bound in (laid.first, laid.last))
        letters = "".join(piece.form.folded for piece in laid.passages[passage].pieces[first:last])
        assert surface == surface_hash(letters)
    assert surface_hash(folded("Łódź")) == surface_hash("lodz") != surface_hash("lodzz")


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_features_of_a_passage_are_the_same_whatever_stands_beside_it(texts: list[str]) -> None:
    laid = batch(made(texts))
    together = features(laid)
    for at, text in enumerate(texts):
        alone = features(batch(made([text])))
        assert np.array_equal(together[laid.bounds[at] : laid.bounds[at + 1]], alone), (texts, at)


def test_an_open_bracket_in_another_passage_is_none_of_this_one() -> None:
    alone = features(batch(made(["Ada saw Orsby"])))
    for before in ("Quill (cup", "Quill “cup", "Quill) cup"):
        laid = batch(made([before, "Ada saw Orsby"]))
        assert np.array_equal(features(laid)[laid.bounds[1] :], alone)


def test_features_fit_their_space_and_tell_candidates_apart() -> None:
    laid = batch(SOME)
    told = features(laid)
    assert told.shape[0] == len(laid.first) == laid.bounds[-1]
    assert 0 <= told.min() <= told.max() < SPACE
    assert len({row.tobytes() for row in told}) == len(told)


def test_bounds_part_the_candidates_by_passage() -> None:
    laid = batch(SOME)
    assert len(laid) == len(SOME)
    assert np.array_equal(laid.passage_of, np.repeat(np.arange(len(SOME)), np.diff(laid.bounds)))
    assert (laid.first >= laid.offsets[laid.passage_of]).all()
    assert (laid.last <= laid.ends[laid.passage_of]).all()


def test_no_passages_have_no_candidates() -> None:
    laid = batch([])
    assert (len(laid), len(laid.first), features(laid).shape[0]) == (0, 0, 0)


def test_a_named_feature_is_one_of_the_space() -> None:
    assert 0 <= feature("known", "S") < SPACE
    assert len({feature("known", "S"), feature("known", "O"), feature("wellknown", "S")}) == 3
