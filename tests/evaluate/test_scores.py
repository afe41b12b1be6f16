"""Precision, recall, F1, and their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.scores import Counts, score, total

small = st.integers(0, 9)
counts = st.builds(lambda found, missed, optional, wrong: Counts(found + missed, found, optional, wrong), *[small] * 4)


def test_figures() -> None:
    one = Counts(required=10, found=6, optional=2, wrong=2)
    assert (one.precision, one.recall) == (0.8, 0.6)
    assert one.f1 == pytest.approx(2 * 0.8 * 0.6 / 1.4)


def test_figures_of_nothing() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (None, None, None)
    assert Counts(required=3).f1 == 0.0
    assert Counts(required=3, wrong=2).f1 == 0.0
    assert Counts(wrong=2).f1 is None


@given(st.lists(counts, max_size=8))
def test_figures_lie_between_0_and_1_and_intervals_are_in_order(documents: list[Counts]) -> None:
    found = score(documents, draws=40)
    assert found.counts == total(documents)
    for interval in (found.precision, found.recall, found.f1):
        assert interval is None or 0 <= interval.low <= interval.high <= 1
    assert score(documents, draws=40) == found


def test_documents_that_score_alike_leave_nothing_to_chance() -> None:
    found = score([Counts(10, 8, 0, 2)] * 20)
    assert found.f1 is not None
    assert (found.f1.low, found.f1.high) == (pytest.approx(0.8), pytest.approx(0.8))


def test_documents_that_differ_make_a_wide_interval() -> None:
    found = score([Counts(10, 10, 0, 0), Counts(10, 0, 0, 10)] * 4)
    assert found.recall is not None
    assert found.recall.low < 0.3
    assert found.recall.high > 0.7


def test_one_document_has_no_interval() -> None:
    assert score([Counts(10, 8, 0, 2)]).f1 is None
