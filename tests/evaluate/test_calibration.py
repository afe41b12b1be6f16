"""Confidence against being right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate import calibration

pairs = st.lists(st.tuples(st.floats(0, 1, allow_nan=False), st.booleans()), max_size=200)


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(found: list[tuple[float, bool]], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert calibration(shuffled) == calibration(found)


@given(pairs)
def test_every_answer_is_in_one_bin_of_like_confidence(found: list[tuple[float, bool]]) -> None:
    made = calibration(found)
    assert made.count == len(found)
    assert len(made.bins) <= 10
    assert all(one.high < other.low for one, other in zip(made.bins, made.bins[1:], strict=False))
    assert (made.error is None) is (not found)
    assert made.error is None or -1e-9 <= made.error <= 1 + 1e-9


@given(st.integers(1, 40), st.integers(1, 40))
def test_what_keeps_its_word_has_no_error(right: int, wrong: int) -> None:
    share = right / (right + wrong)
    assert calibration([(share, True)] * right + [(share, False)] * wrong).error == pytest.approx(0)


def test_the_error_is_the_gap() -> None:
    assert calibration([(0.9, False)] * 50).error == pytest.approx(0.9)
    assert calibration([(0.9, True)] * 8 + [(0.9, False)] * 2).error == pytest.approx(0.1)


def test_bins_hold_as_many_answers_each() -> None:
    made = calibration([(n / 100, True) for n in range(100)])
    assert [one.count for one in made.bins] == [10] * 10
    assert (made.bins[0].low, made.bins[0].high) == (0.0, 0.09)
