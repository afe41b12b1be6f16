"""Teaching: every example is measured once, by what learned from other things; progress is told."""

from __future__ import annotations

from pathlib import Path

import finds
import pytest

pytest.importorskip("lightgbm")

from kg.extract.learned.schema import Schema
from kg.language import load
from kg.learn.examples import Example, Triple
from kg.learn.lessons import Lessons, lessons
from kg.learn.ontology import read_ontology
from kg.learn.teaching import Taught, teach

IN, MADE = finds.BASE + "foundIn", finds.BASE + "madeOf"
HALF = frozenset({IN, finds.BASE + "foundBy"})


@pytest.fixture(scope="module")
def schema(finds_folder: Path) -> Schema:
    return read_ontology(finds_folder / "ontology" / "finds.ttl")


@pytest.fixture(scope="module")
def given() -> Lessons:
    """Examples whose annotators looked for all relations, or in every third for two."""
    made = []
    for number, row in enumerate(finds.rows(30)):
        looked_for = HALF if number % 3 == 0 else None
        triples = [Triple(t["sub"], t["rel"], t["obj"]) for t in row["triples"]]  # type: ignore[attr-defined]
        kept = tuple(t for t in triples if looked_for is None or t.relation in looked_for)
        made.append(Example(str(row["id"]), str(row["text"]), kept, looked_for))
    return lessons(made, load("none"))


@pytest.fixture(scope="module")
def said() -> list[str]:
    return []


@pytest.fixture(scope="module")
def result(given: Lessons, schema: Schema, said: list[str]) -> Taught:
    return teach(given, schema, said.append)


def test_every_example_is_tried_once(given: Lessons, result: Taught) -> None:
    tried = [passage.document.id for trial in result.trials for passage in trial.laid.passages]
    assert sorted(tried) == sorted(passage.document.id for passage in given.laid.passages)
    gold = {
        passage.document.id: g
        for trial in result.trials
        for passage, g in zip(trial.laid.passages, trial.gold, strict=True)
    }
    assert [gold[passage.document.id] for passage in given.laid.passages] == list(given.gold)


def test_only_what_was_looked_for_is_judged(given: Lessons, schema: Schema, result: Taught) -> None:
    scopes = {
        passage.document.id: example.looked_for
        for passage, example in zip(given.laid.passages, given.examples, strict=True)
    }
    for trial in result.trials:
        for passage in trial.laid.passages:
            wanted = scopes[passage.document.id]
            assert {r.iri for r in trial.relations} == (wanted or {r.iri for r in schema.relations})


def test_what_is_right_is_marked(result: Taught) -> None:
    right = sum(int(trial.right.sum()) for trial in result.trials)
    assert right > 10
    for trial in result.trials:
        for row in trial.right.nonzero()[0].tolist():
            pairs = trial.judged.pairs
            golds = trial.gold[int(pairs.passage[row])]
            assert trial.relations[int(pairs.relation[row])].iri in {gold.relation for gold in golds}


def test_progress_is_told(result: Taught, said: list[str]) -> None:
    assert len(said) >= 3
    assert len(said) == len(set(said))
    assert result.reader.sentences in (1, 2)


def about(names: list[str]) -> Lessons:
    places = ["Orsby", "Wend", "Kelmouth", "Dunhale", "Tarrow", "Essing"]
    made = [
        Example(f"{name} {place}", f"The {name} was found in {place}.", (Triple(name, IN, place),))
        for name in names
        for place in places
    ]
    return lessons(made, load("none"))


@pytest.mark.parametrize("names", [["Marsh Cup", "Twin Bell"], ["Marsh Cup", "Twin Bell", "Tall Ring", "Black Comb"]])
def test_few_things_are_enough(schema: Schema, names: list[str]) -> None:
    given = about(names)
    result = teach(given, schema)
    assert sum(len(trial.laid) for trial in result.trials) == len(given.examples)
    # what is about one thing is tried together: never learned from to measure each other
    where: dict[str, set[int]] = {}
    for number, trial in enumerate(result.trials):
        for passage in trial.laid.passages:
            where.setdefault(given.groups[int(passage.document.id)], set()).add(number)
    assert all(len(numbers) == 1 for numbers in where.values())
    assert len(set.union(*where.values())) >= 2
