"""Judges: presence, customs, right pairs and boosted forests."""

from __future__ import annotations

import finds
import numpy as np
import pytest

pytest.importorskip("lightgbm")

from kg.extract.learned.pairs import Pairs
from kg.extract.learned.passages import KINDS
from kg.extract.learned.presence import UNKNOWN, grams
from kg.extract.learned.schema import Relation
from kg.language import load
from kg.learn.examples import Example, Triple
from kg.learn.judging import boosted, customs, right_pairs, teach_fitting, teach_presence, teach_stating
from kg.learn.lessons import Lessons, lessons

IN, WEIGHT, NEVER = (Relation(finds.BASE + name, name) for name in ("foundIn", "weight", "owner"))


def made(rows: list[dict[str, object]], looked_for: frozenset[str] | None = None) -> Lessons:
    examples = [
        Example(
            str(r["id"]), str(r["text"]), tuple(Triple(t["sub"], t["rel"], t["obj"]) for t in r["triples"]), looked_for
        )  # type: ignore[attr-defined]
        for r in rows
    ]
    return lessons(examples, load("none"))


@pytest.fixture(scope="module")
def given() -> Lessons:
    return made(finds.rows(45))


def test_presence_is_learned_from_words(given: Lessons) -> None:
    told = grams(given.laid.passages)
    presence = teach_presence(told, given, (IN, WEIGHT, NEVER), range(len(given.examples)))
    chances = presence.probabilities(told, (IN, WEIGHT, NEVER))
    for place, relation in enumerate((IN, WEIGHT)):
        there = np.array([any(gold.relation == relation.iri for gold in golds) for golds in given.gold])
        assert chances[there, place].min() > chances[~there, place].max()
    assert chances[:, 2] == pytest.approx(UNKNOWN)


def test_presence_is_asked_only_of_those_who_looked() -> None:
    given = made(finds.rows(18), frozenset({IN.iri}))
    presence = teach_presence(grams(given.laid.passages), given, (IN, WEIGHT), range(18))
    assert set(presence.weights) == {IN.iri}
    assert presence.probabilities(grams(given.laid.passages), (WEIGHT,)) == pytest.approx(UNKNOWN)


def test_customs_count_kinds_of_values_examples_and_triples(given: Lessons) -> None:
    known = customs(given, (IN, WEIGHT, NEVER), range(len(given.examples)))
    assert np.exp(known.kinds).sum(axis=1) == pytest.approx(1.0, abs=1e-4)
    assert KINDS[int(known.kinds[0].argmax())] == "words"
    assert KINDS[int(known.kinds[1].argmax())] == "number"
    count = sum(any(gold.relation == IN.iri for gold in golds) for golds in given.gold)
    assert np.expm1(known.often).tolist() == pytest.approx([count, np.expm1(known.often[1]), 0])
    assert known.many.tolist() == [1, 1, 1]
    assert customs(given, (IN,), []).often.tolist() == [0]


def test_pairs_are_right_where_the_example_states_them(given: Lessons) -> None:
    gold = next(g for g in given.gold[0] if g.relation == IN.iri)
    (subject,), (object_,) = gold.subjects, gold.objects
    columns = [[0, 0, 0, 1], [1, 0, 1, 1], [object_, object_, subject, object_], [subject, subject, object_, subject]]
    found = Pairs(*(np.array(column) for column in columns), np.zeros((4, 1), dtype=np.float32))
    assert right_pairs(found, given, (WEIGHT, IN), [0, 1]).tolist() == [True, False, False, False]


def test_too_few_or_like_rows_make_one_constant() -> None:
    rows = np.random.default_rng(0).random((40, 3)).astype(np.float32)
    for right in (rows[:, 0] > 0.5, np.ones(40, dtype=bool), np.zeros(40, dtype=bool)):
        told = boosted(rows, right).probabilities(rows)
        assert np.ptp(told) == 0
        assert told[0] == pytest.approx((right.sum() + 0.5) / 41, abs=1e-5)


def tables(count: int) -> tuple[Pairs, np.ndarray]:
    """Make pairs of two rivals a passage: the one with the greater first feature is right in every other passage."""
    chance = np.random.default_rng(2)
    passage = np.repeat(np.arange(count), 2)
    features = chance.random((2 * count, 30)).astype(np.float32)
    features[:, 1] = passage % 2
    best = features[0::2, 0] > features[1::2, 0]
    right = np.stack([best, ~best], axis=1).ravel() & (passage % 2 == 0)
    return Pairs(passage, np.zeros_like(passage), np.arange(2 * count), np.arange(2 * count), features), right


def test_forests_tell_which_pair_fits_and_whether_it_is_stated() -> None:
    table = tables(300)
    fitting = teach_fitting([table], 1)
    stating = teach_stating([table], fitting, 1)
    pairs, right = table
    fit = fitting.probabilities(pairs.features)
    even = pairs.passage % 2 == 0
    assert ((fit > 0.5) == right)[even].mean() > 0.8
    from kg.extract.learned.pairs import stated

    top, rows = stated(pairs, fit, 1)
    chances = stating.probabilities(rows)
    assert ((chances > 0.5) == right[top]).mean() > 0.9
