"""The softmax over candidates: right ones become likely, and no more than shrinkage lets them."""

from __future__ import annotations

import numpy as np
import pytest

scipy_sparse = pytest.importorskip("scipy.sparse")

from kg.learn.softmax import Choice, fit  # noqa: E402


def rows(dense: list[list[float]]):
    return scipy_sparse.csr_matrix(np.array(dense, dtype=np.float32))


def loss(matrix, choices: list[Choice], weights, shrink: float, offsets=None) -> float:
    scores = matrix @ weights + (0 if offsets is None else offsets)
    total = 0.5 * shrink * float(weights @ weights)
    for choice in choices:
        powers = np.exp(scores[choice.start : choice.end].astype(float))
        total -= np.log(sum(powers[at - choice.start] for at in choice.right) / powers.sum())
    return float(total)


RANDOM = np.random.default_rng(4)
MATRIX = rows((RANDOM.random((40, 6)) < 0.4).astype(float).tolist())
CHOICES = [Choice(at, at + 5, tuple(sorted({at, at + int(RANDOM.integers(5))}))) for at in range(0, 40, 5)]


def test_what_is_right_becomes_likely() -> None:
    weights = fit(
        rows([[1, 0], [0, 1], [1, 0], [0, 1]]), [Choice(0, 2, (0,)), Choice(2, 4, (2,))], None, shrink=0.1, steps=50
    )
    assert weights[0] > 0.5
    assert weights[1] == pytest.approx(-weights[0], abs=1e-3)


def test_the_weights_are_the_best_ones() -> None:
    weights = fit(MATRIX, CHOICES, None, shrink=0.5, steps=200)
    best = loss(MATRIX, CHOICES, weights, 0.5)
    for at in range(6):
        for step in (-0.05, 0.05):
            moved = weights.copy()
            moved[at] += step
            assert loss(MATRIX, CHOICES, moved, 0.5) > best


def test_where_any_of_several_is_right_none_is_preferred() -> None:
    weights = fit(rows([[1, 0, 0], [0, 1, 0], [0, 0, 1]]), [Choice(0, 3, (0, 1))], None, shrink=0.1, steps=50)
    assert weights[0] == pytest.approx(weights[1], abs=1e-3)
    assert weights[0] > 0 > weights[2]


def test_shrinkage_shrinks() -> None:
    sizes = [float(np.abs(fit(MATRIX, CHOICES, None, shrink=shrink, steps=100)).sum()) for shrink in (0.1, 1.0, 10.0)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 2 * sizes[2]


def test_scores_to_start_from_leave_less_to_learn() -> None:
    offsets = np.zeros(40, dtype=np.float32)
    for choice in CHOICES:
        offsets[list(choice.right)] = 9.0
    known = fit(MATRIX, CHOICES, offsets, shrink=0.5, steps=100)
    assert np.abs(known).sum() < 0.1 * np.abs(fit(MATRIX, CHOICES, None, shrink=0.5, steps=100)).sum()


def test_features_of_no_choice_weigh_nothing() -> None:
    weights = fit(rows([[1, 0, 0], [0, 1, 0], [0, 0, 1]]), [Choice(0, 2, (1,))], None, shrink=0.5, steps=50)
    assert weights[2] == 0
    assert weights.shape == (3,)
