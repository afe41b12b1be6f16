"""Pairs: subjects and objects of one passage that do not overlap, and the best of each relation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import finds
import numpy as np
import pytest

from kg.extract.learned.features import Batch, batch
from kg.extract.learned.pairs import PRESENCE, Customs, Pairs, stated
from kg.extract.learned.passages import KINDS
from kg.extract.learned.presence import grams

if TYPE_CHECKING:
    from kg.learn import Learned

TEXTS = [str(row["text"]) for row in finds.rows(12, start=100)]


@pytest.fixture(scope="module")
def laid() -> Batch:
    return batch([finds.passage(text) for text in TEXTS])


@pytest.fixture(scope="module")
def found(laid: Batch, taught: Learned) -> Pairs:
    return taught.reader.parts.pairs(laid, taught.reader.schema, taught.reader.schema.places())


def test_both_parts_stand_in_their_passage_and_do_not_overlap(laid: Batch, found: Pairs) -> None:
    assert len(found) > len(TEXTS)
    assert np.array_equal(laid.passage_of[found.object], found.passage)
    assert np.array_equal(laid.passage_of[found.subject], found.passage)
    apart = (laid.last[found.object] <= laid.first[found.subject]) | (
        laid.last[found.subject] <= laid.first[found.object]
    )
    assert apart.all()


def test_pairs_are_told_once_in_order(found: Pairs) -> None:
    keys = list(zip(found.passage.tolist(), found.relation.tolist(), strict=True))
    assert keys == sorted(keys)
    every = list(zip(keys, found.subject.tolist(), found.object.tolist(), strict=True))
    assert len(every) == len(set(every))


def test_features_are_figures_and_tell_how_likely_the_relation_is(laid: Batch, found: Pairs, taught: Learned) -> None:
    assert np.isfinite(found.features).all()
    assert len(found.features) == len(found)
    chances = taught.reader.parts.presence.probabilities(grams(laid.passages), taught.reader.schema.relations)
    assert found.features[:, PRESENCE] == pytest.approx(chances[found.passage, found.relation])


def test_what_is_stated_is_among_the_pairs(laid: Batch, found: Pairs, taught: Learned) -> None:
    told = set()
    for row in range(len(found)):
        passage, offset = int(found.passage[row]), int(laid.offsets[found.passage[row]])
        parts = [
            laid.passages[passage].text(int(laid.first[at]) - offset, int(laid.last[at]) - offset)
            for at in (int(found.subject[row]), int(found.object[row]))
        ]
        told.add((passage, parts[0], taught.reader.schema.relations[int(found.relation[row])].iri, parts[1]))
    wanted = {
        (at, t["sub"], t["rel"], t["obj"])
        for at, row in enumerate(finds.rows(12, start=100))
        for t in row["triples"]  # type: ignore[attr-defined]
    }
    assert len(wanted & told) >= 0.8 * len(wanted)


def test_the_best_pair_of_each_relation_speaks_for_it(found: Pairs) -> None:
    fit = np.random.default_rng(3).random(len(found)).astype(np.float32)
    top, rows = stated(found, fit, 6)
    keys = list(zip(found.passage.tolist(), found.relation.tolist(), strict=True))
    assert [keys[at] for at in top.tolist()] == sorted(set(keys))
    best = {key: max(fit[at] for at, other in enumerate(keys) if other == key) for key in set(keys)}
    assert all(fit[at] == best[keys[at]] for at in top.tolist())
    assert np.array_equal(rows[:, : found.features.shape[1]], found.features[top])
    assert np.isfinite(rows).all()


def test_no_pairs_state_nothing(found: Pairs) -> None:
    none = np.zeros(0, dtype=np.int64)
    top, rows = stated(Pairs(none, none, none, none, found.features[:0]), np.zeros(0, dtype=np.float32), 6)
    assert len(top) == len(rows) == 0
    assert rows.shape[1] > found.features.shape[1]


def test_customs_of_some_relations() -> None:
    known = Customs(np.arange(3 * len(KINDS)).reshape(3, -1), np.array([1, 2, 3]), np.array([4, 5, 6]))
    some = known.of(np.array([2, 0]))
    assert some.often.tolist() == [3, 1]
    assert some.many.tolist() == [6, 4]
    assert some.kinds[:, 0].tolist() == [2 * len(KINDS), 0]
