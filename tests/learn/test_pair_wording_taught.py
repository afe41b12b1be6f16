"""Teaching the wording of pairs."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")

from kg.learn.wording import teach_wording


def score(words, features: list[int]) -> float:
    dense = np.zeros(100, dtype=np.float32)
    words.weights.add_to(dense)
    return float(words.intercept + dense[features].sum())


def test_features_of_right_pairs_weigh_more() -> None:
    told = np.array([[1, 3], [1, 4], [2, 3], [2, 4]] * 20, dtype=np.int32)
    right = np.array([True, True, False, False] * 20)
    words = teach_wording([told[:30], told[30:]], [right[:30], right[30:]])
    assert score(words, [1, 3]) > 1 > -1 > score(words, [2, 4])
    assert score(words, [1, 3]) == pytest.approx(score(words, [1, 4]), abs=0.05)


def test_a_feature_seen_once_weighs_nothing() -> None:
    told = np.array([[1, 3], [1, 3], [2, 9], [2, 3]], dtype=np.int32)
    words = teach_wording([told], [np.array([True, True, False, False])])
    assert 9 not in words.weights.places.tolist()
    assert (np.diff(words.weights.places) > 0).all()


def test_pairs_that_are_never_right_begin_low() -> None:
    told = np.ones((50, 2), dtype=np.int32)
    assert teach_wording([told], [np.zeros(50, dtype=bool)]).intercept < -3
