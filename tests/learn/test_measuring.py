"""Measures by hand: precision, recall, F1 of texts, limits that serve best, calibration and its error."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import finds
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.learned.features import batch
from kg.extract.learned.pairs import Pairs
from kg.extract.learned.reader import Judged, Limits
from kg.extract.learned.schema import Relation
from kg.learn.lessons import Gold
from kg.learn.measuring import (
    Score,
    Trial,
    by_relation,
    calibrated,
    chosen_limits,
    expected_error,
    summed,
    text_f1,
    told,
    whole,
)  # fmt: skip

if TYPE_CHECKING:
    from kg.learn import Learned

IN, BY = Relation("i:in", "in"), Relation("i:by", "by")
Pair = tuple[int, Relation, float, bool]  # passage, relation, chance, right


def trial(pairs: list[Pair], gold: list[list[Relation]]) -> Trial:
    """Make a trial of one pair a relation and text: objects "Orsby", subjects "Ada"."""
    laid = batch([finds.passage("Ada saw Orsby.") for _ in gold])
    offset = laid.bounds[:-1]
    texts = np.array([at for at, *_ in pairs], dtype=np.int64)
    places = np.array([(IN, BY).index(relation) for _, relation, *_ in pairs], dtype=np.int64)
    ends = np.array(
        [int(offset[at + 1]) - 1 if at + 1 < len(gold) else len(laid.first) - 1 for at in texts], dtype=np.int64
    )
    found = Pairs(texts, places, ends, offset[texts], np.zeros((len(pairs), 1), dtype=np.float32))
    chances = np.array([chance for _, _, chance, _ in pairs], dtype=np.float32)
    judged = Judged(found, np.ones(len(pairs), dtype=np.float32), np.arange(len(pairs)), chances)
    right = np.array([good for *_, good in pairs], dtype=bool)
    none: frozenset[int] = frozenset()
    golds = tuple(tuple(Gold(relation.iri, none, none, (True, True)) for relation in some) for some in gold)
    return Trial(laid, judged, right, (IN, BY), golds)


TRIAL = trial(
    [(0, IN, 0.9, True), (0, BY, 0.2, False), (1, IN, 0.6, False), (1, BY, 0.8, True), (2, IN, 0.1, False)],
    [[IN], [BY, BY], []],
)
HALF = Limits(0.5, 0.5, 0.5)


def test_scores_are_ratios_of_counts() -> None:
    score = Score(right=6, wrong=2, missed=4)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.6, pytest.approx(12 / 18))
    assert (Score().precision, Score().recall, Score().f1) == (0, 0, 0)
    assert whole([score, Score(1, 1, 1)]) == Score(7, 3, 5)


def test_what_is_sure_enough_is_told() -> None:
    assert [(one.lesson, one.relation, one.right) for one in told([TRIAL], HALF)] == [
        ((0, 0), IN, True), ((0, 1), BY, True), ((0, 1), IN, False),
    ]  # fmt: skip
    assert list(told([], HALF)) == []


def test_triples_are_counted_by_relation() -> None:
    assert by_relation([TRIAL], HALF) == {BY: Score(1, 0, 1), IN: Score(1, 1, 0)}
    assert by_relation([TRIAL, TRIAL], HALF) == {BY: Score(2, 0, 2), IN: Score(2, 2, 0)}


def test_f1_is_averaged_over_texts_and_silence_counts_where_nothing_is_stated() -> None:
    assert text_f1([TRIAL], HALF) == pytest.approx((1 + 2 / 4 + 1) / 3)
    assert text_f1([TRIAL], HALF, lenient=True) == pytest.approx((1 + 2 / 3 + 1) / 3)
    assert text_f1([TRIAL], Limits(0.0, 0.5, 0.0)) == pytest.approx((2 / 3 + 2 / 4 + 0) / 3)
    assert text_f1([TRIAL], Limits(0.85, 0.5, 0.1)) == pytest.approx((1 + 2 / 3 + 0) / 3)  # the surest of each text
    assert text_f1([], HALF) == 0


def test_sums_agree_with_what_is_told() -> None:
    sums = summed([TRIAL], 0.5, one_class=False)
    for limits in (HALF, Limits(0.0, 0.5, 0.0), Limits(0.15, 0.5, 0.15)):
        right = sums.right[sums.chance >= limits.stated].sum()
        assert right == sum(one.right for one in told([TRIAL], limits))
    assert sums.stated.tolist() == [1, 2, 0]


def test_the_limits_chosen_serve_no_worse_than_others() -> None:
    best = chosen_limits([TRIAL])
    for stated in (0.06, 0.1, 0.22, 0.4, 0.5):
        other = replace(best, stated=stated, surest=stated)
        served = [
            text_f1([TRIAL], best, lenient=lenient) >= text_f1([TRIAL], other, lenient=lenient)
            for lenient in (True, False)
        ]
        assert any(served)
    assert text_f1([TRIAL], best) > text_f1([TRIAL], Limits(1.0, 0.5, 1.0))


def test_words_are_of_one_class_where_limits_say_so() -> None:
    pairs = [(0, IN, 0.9, True), (0, BY, 0.8, False)]
    both = trial(pairs, [[IN]])
    apart = replace(both, relations=(replace(IN, range="c:Site"), replace(BY, range="c:Person")))
    for limits in (HALF, replace(HALF, one_class=True)):
        told_of = [one.relation.label for one in told([apart], limits)]
        assert told_of == (["in"] if limits.one_class else ["in", "by"])
        assert len(list(told([both], limits))) == 2  # of no class or of the same one


def test_confidence_is_how_often_a_chance_is_right() -> None:
    pytest.importorskip("sklearn")
    pairs: list[Pair] = [(at, IN, 0.8, at % 4 != 0) for at in range(40)]
    pairs += [(at, BY, 0.2, at % 10 == 0) for at in range(40)]
    knots = calibrated([trial(pairs, [[IN]] * 40)])
    assert np.interp([0.2, 0.8], *zip(*knots, strict=True)) == pytest.approx([0.1, 0.75], abs=0.01)
    assert all(a <= c and b <= d for (a, b), (c, d) in pairwise(knots))


def test_where_nothing_was_tried_a_chance_is_taken_as_it_is() -> None:
    assert calibrated([]) == calibrated([trial([], [[IN]])]) == ((0.0, 0.0), (1.0, 1.0))


def test_the_error_of_calibration() -> None:
    assert expected_error([]) == 0
    assert expected_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0)
    assert expected_error([(1.0, False), (1.0, False), (0.0, False), (0.0, False)]) == pytest.approx(0.5)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=20))
def test_the_error_of_calibration_is_a_share(pairs: list[tuple[float, bool]]) -> None:
    assert 0 <= expected_error(pairs) <= 1 + 1e-9


def test_the_report_is_plain_and_adds_up(taught: Learned) -> None:
    report = taught.report
    assert json.loads(json.dumps(report)) == report
    relations = report["relations"]
    assert isinstance(relations, list)
    assert sorted(row["relation"] for row in relations) == sorted(finds.BASE + name for name in finds.RELATIONS)
    rows = finds.rows()
    assert report["examples"] == len(rows)
    assert report["triples"] == sum(len(row["triples"]) for row in rows)  # type: ignore[arg-type]
    for row in relations:
        texts = [r for r in rows if any(t["rel"] == row["relation"] for t in r["triples"])]  # type: ignore[attr-defined]
        assert row["examples"] == len(texts)
        assert 0 <= min(row["precision"], row["recall"], row["f1"]) <= max(row["precision"], row["recall"]) <= 1
    assert report["f1"] > 0.6  # type: ignore[operator]
    assert 0 <= report["expected_calibration_error"] < 0.3  # type: ignore[operator]
