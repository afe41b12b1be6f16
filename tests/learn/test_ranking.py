"""Teaching the ranker: subjects and objects come first, and a name counts only where another example has it."""

from __future__ import annotations

import finds
import numpy as np
import pytest

pytest.importorskip("scipy")

from kg.extract.learned.ranker import OBJECT, SUBJECT, Ranker, column, name_features
from kg.extract.learned.schema import Relation
from kg.language import load
from kg.learn.examples import Example, Triple
from kg.learn.lessons import Lessons, lessons
from kg.learn.ranking import Known, Table, teach_ranker

IN, BY, NEVER = (Relation(finds.BASE + name, label, "c:Find", cls) for name, label, cls in (
    ("foundIn", "found in", "c:Site"), ("foundBy", "found by", "c:Person"), ("owner", "owner", "c:Person"),
))  # fmt: skip


@pytest.fixture(scope="module")
def given() -> Lessons:
    made = [
        Example(str(r["id"]), str(r["text"]), tuple(Triple(t["sub"], t["rel"], t["obj"]) for t in r["triples"]))  # type: ignore[attr-defined]
        for r in finds.rows(40)
    ]
    return lessons(made, load("none"))


@pytest.fixture(scope="module")
def ranker(given: Lessons) -> Ranker:
    return teach_ranker(Table(given), given, (BY, IN, NEVER), range(len(given.examples)))


def test_the_right_candidates_come_first(given: Lessons, ranker: Ranker) -> None:
    scores = ranker.score(given.laid, (BY, IN))
    right = []
    for at, golds in enumerate(given.gold):
        begin, end = int(given.laid.bounds[at]), int(given.laid.bounds[at + 1])
        for gold in golds:
            for place, relation in enumerate((BY, IN)):
                if gold.relation == relation.iri:
                    right.append(begin + int(scores.objects[begin:end, place].argmax()) in gold.objects)
                    right.append(begin + int(scores.subjects[begin:end, place].argmax()) in gold.subjects)
    assert len(right) > 30
    assert np.mean(right) > 0.8


def test_only_relations_with_examples_are_taught(ranker: Ranker) -> None:
    assert ranker.taught(IN)
    assert ranker.taught(BY)
    assert not ranker.taught(NEVER)
    assert {column(SUBJECT), column(OBJECT), column(OBJECT, "#c:Site")} <= set(ranker.weights)


def test_features_that_count_are_told_once_and_in_order(ranker: Ranker) -> None:
    assert (np.diff(ranker.kept) > 0).all()
    assert all(vector.places.max(initial=0) < len(ranker.kept) for vector in ranker.weights.values())


def test_some_of_the_lessons_can_be_left_out(given: Lessons) -> None:
    without = [at for at, golds in enumerate(given.gold) if all(gold.relation != BY.iri for gold in golds)]
    assert not teach_ranker(Table(given), given, (BY, IN), without).taught(BY)


def test_no_lessons_teach_nothing(given: Lessons) -> None:
    ranker = teach_ranker(Table(given), given, (BY, IN), [])
    assert ranker.weights == {}
    scores = ranker.score(given.laid, (BY, IN))
    sizes = np.diff(given.laid.bounds)[given.laid.passage_of]
    assert scores.objects[:, 0] == pytest.approx(-np.log(sizes), abs=1e-4)


def about(subject: str, place: str) -> Example:
    return Example(subject, f"{subject} went to {place}.", (Triple(subject, IN.iri, place),))


def test_a_name_counts_where_an_example_about_something_else_has_it() -> None:
    given = lessons([about("Ada", "Orsby"), about("Tom", "Orsby"), about("Mina", "Wend (river)")], load("none"))
    known = Known(given)
    rows, told = known.of_others(given)
    found: dict[str, set[int]] = {}
    for row, feature in zip(rows, told, strict=True):
        at = int(given.laid.passage_of[row])
        bounds = (int(bound[row] - given.laid.offsets[at]) for bound in (given.laid.first, given.laid.last))
        found.setdefault(given.laid.passages[at].text(*bounds), set()).add(feature)
    assert found == {"Orsby": set(name_features(column(OBJECT, IN.iri), 1))}
    rows_later, _ = known.names().of(given.laid)
    assert len(set(rows_later.tolist())) == 6  # a reader knows all names of the examples


def test_figures_are_no_names() -> None:
    given = lessons([about("Ada", "1920"), about("Tom", "1920")], load("none"))
    assert Known(given).of_others(given) == ([], [])
