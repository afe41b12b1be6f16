"""Presence: how likely a relation is stated, by words without names."""

from __future__ import annotations

import finds
import numpy as np
import pytest

from kg.extract.learned.presence import UNKNOWN, WIDTH, Presence, grams
from kg.extract.learned.ranker import Sparse
from kg.extract.learned.schema import Relation

FOUND, SOLD = Relation("i:found", "found"), Relation("i:sold", "sold")


def weights_of(text: str) -> dict[int, float]:
    told = grams([finds.passage(text)])
    return dict(zip(told.columns.tolist(), told.values.tolist(), strict=True))


def test_the_grams_of_a_passage_have_length_one() -> None:
    told = grams([finds.passage(str(row["text"])) for row in finds.rows(5)])
    squares = np.add.reduceat(told.values.astype(float) ** 2, told.bounds[:-1])
    assert squares == pytest.approx(1.0)
    assert 0 <= told.columns.min() <= told.columns.max() < WIDTH


def test_names_and_figures_are_blotted_out() -> None:
    one = weights_of("so Ada Quill of Orsby found 12 of them")
    assert one == weights_of("so Tom of Upper Wend found 3,400 of them")
    assert one != weights_of("so Tom of Upper Wend sold 3,400 of them")


def test_no_passages_have_no_grams() -> None:
    told = grams([])
    assert told.bounds.tolist() == [0]
    assert len(told.columns) == 0


def test_words_make_a_relation_likely() -> None:
    found = set(weights_of("ada found it")) - set(weights_of("ada sold it"))
    places = np.array(sorted(found), dtype=np.int32)
    presence = Presence({"i:found": -1.0}, {"i:found": Sparse(places, np.full(len(places), 5.0, dtype=np.float32))})
    told = grams([finds.passage("ada found it"), finds.passage("ada sold it")])
    chances = presence.probabilities(told, (FOUND, SOLD))
    assert chances.shape == (2, 2)
    assert chances[0, 0] > 0.9
    assert chances[1, 0] == pytest.approx(1 / (1 + np.exp(1)))
    assert chances[:, 1] == pytest.approx(UNKNOWN)


def test_relations_are_asked_for_in_any_order() -> None:
    presence = Presence({"i:found": 0.0, "i:sold": 2.0}, {})
    told = grams([finds.passage("ada found it")])
    both, turned = presence.probabilities(told, (FOUND, SOLD)), presence.probabilities(told, (SOLD, FOUND))
    assert both[0].tolist() == turned[0, ::-1].tolist()
    assert both[0, 0] == 0.5
