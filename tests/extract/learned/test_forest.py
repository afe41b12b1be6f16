"""Forests as arrays judge as LightGBM itself does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

lightgbm = pytest.importorskip("lightgbm")

from kg.extract.learned.forest import Forest  # noqa: E402
from kg.learn.judging import boosted  # noqa: E402


@pytest.fixture
def boosters(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Keep what LightGBM trains, so that its own answers can be asked."""
    kept: list[Any] = []
    train = lightgbm.train

    def keeping(*given: Any, **named: Any) -> Any:
        kept.append(train(*given, **named))
        return kept[-1]

    monkeypatch.setattr(lightgbm, "train", keeping)
    return kept


def average(boosters: list[Any], rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Average the log-odds of several boosters, as LightGBM itself gives them."""
    scores = np.mean([booster.predict(rows, raw_score=True) for booster in boosters], axis=0)
    return 1 / (1 + np.exp(-scores))


@pytest.mark.parametrize(("seed", "count", "width"), [(0, 90, 1), (1, 700, 6), (2, 1300, 25)])
def test_probabilities_are_those_of_lightgbm(boosters: list[Any], seed: int, count: int, width: int) -> None:
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(count, width)).astype(np.float32).round(seed)
    right = rows[:, 0] + chance.normal(size=count) * 0.5 > 0
    forest = boosted(rows, right)
    asked = np.concatenate([rows, chance.normal(size=(600, width)).astype(np.float32) * 3, np.zeros((1, width))])
    asked = asked.astype(np.float32)
    assert np.allclose(forest.probabilities(asked), average(boosters, asked), atol=1e-5)
    assert np.ptp(forest.probabilities(asked)) > 0.3


@pytest.mark.parametrize("value", [1.0, 1 / 3, -2.7, 1e-3, 12345.67])
def test_no_row_changes_sides_where_values_lie_next_to_each_other(boosters: list[Any], value: float) -> None:
    steps = [np.float32(value)]
    for _ in range(3):
        steps.append(np.nextafter(steps[-1], np.float32(np.inf)))
    place = np.tile(np.arange(4), 60)
    rows = np.array(steps, dtype=np.float32)[place][:, None]
    forest = boosted(rows, place % 2 == 1)
    assert np.allclose(forest.probabilities(rows), average(boosters, rows), atol=1e-5)


def test_rows_are_judged_one_by_one() -> None:
    chance = np.random.default_rng(5)
    rows = chance.normal(size=(1100, 4)).astype(np.float32)
    forest = boosted(rows, rows[:, 1] > 0)
    together = forest.probabilities(rows)
    assert np.array_equal(
        np.concatenate([forest.probabilities(rows[at : at + 1]) for at in range(0, 1100, 97)]), together[::97]
    )
    assert forest.probabilities(rows[:0]).shape == (0,)


def test_a_tree_written_by_hand() -> None:
    forest = Forest(
        begins=np.array([0], dtype=np.int32),
        feature=np.array([0, 1], dtype=np.int32),
        threshold=np.array([0.5, 2.0], dtype=np.float32),
        leaves=np.array([0xFFFFFFFE, 0xFFFFFFFD], dtype=np.uint32),  # right of the root: not leaf 0; below: not leaf 1
        values=np.array([[-9.0, 0.0, 9.0, *[0.0] * 29]], dtype=np.float32),
    )
    rows = np.array([[0.5, 9.0], [0.6, 2.0], [0.6, 2.1]], dtype=np.float32)
    assert forest.probabilities(rows).round(2).tolist() == [0.0, 0.5, 1.0]
