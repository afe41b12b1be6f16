"""The ranker: sparse columns that add up, names known from examples, words of a label near a candidate."""

from __future__ import annotations

import finds
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.learned.features import batch, feature, features, surface_hash
from kg.extract.learned.ranker import (
    OBJECT,
    ROLES,
    SUBJECT,
    WORDS,
    Names,
    Ranker,
    Sparse,
    column,
    log_softmax,
    name_features,
    near_words,
    of_class,
)  # fmt: skip
from kg.extract.learned.schema import Relation

MAKER = Relation("i:maker", "maker", "c:Cup", "c:Person")
OWNER = Relation("i:owner", "owner", "c:Cup", "c:Person")
NO_NAMES = Names(np.zeros(0, np.uint64), np.zeros(1, np.int64), np.zeros(0, np.int32))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-2, 2, width=32), min_size=1, max_size=30))
def test_a_sparse_vector_keeps_what_is_not_small(values: list[float]) -> None:
    dense = np.array(values, dtype=np.float32)
    sparse = Sparse.of(dense, 0.5)
    back = np.ones(len(dense), dtype=np.float32)
    sparse.add_to(back)
    assert back.tolist() == (np.where(np.abs(dense) >= 0.5, dense, 0) + np.float32(1)).tolist()
    assert (np.diff(sparse.places) > 0).all()


def test_columns_are_named_by_role_class_and_relation() -> None:
    assert column(SUBJECT) == "S"
    assert column(OBJECT, "i:maker") == "O:i:maker"
    assert of_class(SUBJECT, MAKER) == "S:#c:Cup"
    assert of_class(OBJECT, MAKER) == "O:#c:Person"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.floats(-50, 50, width=32), min_size=1, max_size=6), min_size=1, max_size=5))
def test_chances_of_each_passage_add_up_to_one(scores: list[list[float]]) -> None:
    bounds = np.cumsum([0, *map(len, scores)])
    raw = np.array([score for some in scores for score in some], dtype=np.float32)
    logs = log_softmax(np.stack([raw, -raw], axis=1), bounds)
    assert np.add.reduceat(np.exp(logs.astype(float)), bounds[:-1], axis=0) == pytest.approx(1.0, abs=1e-4)


def test_names_bring_their_features_to_candidates_of_their_letters() -> None:
    laid = batch([finds.passage("Ada Quill saw Orsby."), finds.passage("ORSBY saw Tom Varley.")])
    hashes = np.array(sorted([surface_hash("orsby"), surface_hash("elsewhere")]), dtype=np.uint64)
    told = {surface_hash("orsby"): [7, 8], surface_hash("elsewhere"): [9]}
    flat = [told[key] for key in hashes.tolist()]
    names = Names(hashes, np.cumsum([0, *map(len, flat)]), np.array([f for some in flat for f in some], dtype=np.int32))
    rows, known = names.of(laid)
    found = {laid.passages[int(laid.passage_of[row])].document.text[:3] for row in rows.tolist()}
    assert found == {"Ada", "ORS"}
    assert known.tolist() == [7, 8, 7, 8]
    assert len(NO_NAMES.of(laid)[0]) == 0


def test_a_name_of_many_examples_is_well_known() -> None:
    assert name_features("S", 0) == []
    assert name_features("S", 1) == [feature("known", "S")]
    assert name_features("S", 9) == [feature("known", "S"), feature("wellknown", "S")]


def by_words(laid, values) -> dict[str, object]:
    passage = laid.passages[0]
    offset = int(laid.offsets[0])
    bounds = zip((laid.first - offset).tolist(), (laid.last - offset).tolist(), strict=True)
    return {passage.text(*bound): value for bound, value in zip(bounds, values, strict=True)}


def test_words_of_a_label_are_seen_near_a_candidate() -> None:
    laid = batch([finds.passage("Ada made cups, Tom Varley painted them all day long in Orsby.")])
    near = near_words(laid, (Relation("i", "painter"), MAKER))
    assert near.shape == (len(laid.first), 2, WORDS)
    told = by_words(laid, near[:, 0])
    assert told["Tom Varley"][1] == 1  # right behind it
    assert told["Tom Varley"][0] == 0
    assert told["Ada"][1] < told["cups"][1] < 1
    assert told["Orsby"][0] > 0
    assert not near[:, 1].any()  # no word of "maker" stands there


def test_words_of_another_passage_are_far() -> None:
    laid = batch([finds.passage("Ada painted it."), finds.passage("Tom sat.")])
    near = near_words(laid, (Relation("i", "painter"),))
    assert near[laid.passage_of == 0].any()
    assert not near[laid.passage_of == 1].any()


def ranker_of(laid, **weights: dict[int, float]) -> Ranker:
    kept = np.unique(features(laid)).astype(np.int32)
    vectors = {}
    for name, told in weights.items():
        places = np.array(sorted(np.searchsorted(kept, list(told))), dtype=np.int32)
        vectors[name] = Sparse(places, np.array([told[int(kept[place])] for place in places], dtype=np.float32))
    return Ranker(kept, vectors, {role: np.zeros(WORDS, dtype=np.float32) for role in ROLES}, NO_NAMES)


def test_weights_of_role_class_and_relation_add_up() -> None:
    laid = batch([finds.passage("Ada made cups.")])
    own = next(f for f in features(laid)[0].tolist() if (features(laid) == f).any(axis=1).sum() == 1)  # of "Ada" alone
    for name in ("O", "O:#c:Person", "O:i:maker"):
        ranker = ranker_of(laid, **{name: {own: 3.0}})
        scores = ranker.score(laid, (OWNER, MAKER))
        assert scores.objects[:, 1].argmax() == 0
        assert bool(scores.objects[0, 0] > scores.objects[1, 0]) is (name != "O:i:maker")
        assert scores.subjects[:, 1] == pytest.approx(-np.log(len(laid.first)), abs=1e-5)
        assert ranker.taught(MAKER) is (name == "O:i:maker")
        assert not ranker.taught(OWNER)


def test_a_relation_without_examples_is_found_by_its_words() -> None:
    laid = batch([finds.passage("Ada sat there, the owner Tom Varley had cups of clay.")])
    words = {OBJECT: np.array([1, 0, 0, 1, 0, 0, 0], dtype=np.float32), SUBJECT: np.zeros(WORDS, dtype=np.float32)}
    ranker = Ranker(np.zeros(1, dtype=np.int32), {}, words, NO_NAMES)
    told = by_words(laid, ranker.score(laid, (OWNER,)).objects[:, 0])
    assert told["Tom Varley"] == max(told.values())
    assert told["Tom Varley"] > told["Ada"]
