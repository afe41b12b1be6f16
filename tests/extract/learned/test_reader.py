"""Reading: the same statements in any batch and order, of the relations asked for, the surest first."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import finds
import pytest

from kg.extract.learned.passages import Passage
from kg.extract.learned.reader import Limits, Reader, Statement

if TYPE_CHECKING:
    from kg.learn import Learned

ROWS = finds.rows(150, start=200)
EVERYTHING = Limits(0.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def reader(taught: Learned) -> Reader:
    return taught.reader


@pytest.fixture(scope="module")
def passages() -> list[Passage]:
    odd = ["of the", "(", "Mr", "Ada Quill (of Orsby “said", "12 12 12", "\ud800 𝒳 東京"]
    return [finds.passage(text) for text in [*(str(row["text"]) for row in ROWS), *odd]]


def words(passage: Passage, statement: Statement) -> tuple[str, str, str]:
    return passage.text(*statement.subject), statement.relation.iri, passage.text(*statement.object)


def test_it_states_what_it_was_taught_to(reader: Reader, passages: list[Passage]) -> None:
    right = wrong = missed = 0
    for row, (passage, statements) in zip(ROWS, reader.read(passages), strict=False):
        told = {words(passage, statement) for statement in statements}
        gold = {(t["sub"], t["rel"], t["obj"]) for t in row["triples"]}  # type: ignore[attr-defined]
        right, wrong, missed = right + len(told & gold), wrong + len(told - gold), missed + len(gold - told)
    assert 2 * right / (2 * right + wrong + missed) > 0.7


def test_names_that_no_example_had_are_found(reader: Reader) -> None:
    passage = finds.passage("The Salt Helmet was found by Petra Noll in Nether Vale.")
    ((_, statements),) = reader.read([passage])
    told = {words(passage, statement) for statement in statements}
    assert ("Salt Helmet", finds.BASE + "foundIn", "Nether Vale") in told
    assert ("Salt Helmet", finds.BASE + "foundBy", "Petra Noll") in told


def test_statements_do_not_depend_on_batch_or_order(reader: Reader, passages: list[Passage]) -> None:
    together = [statements for _, statements in reader.read(passages)]
    assert sum(map(len, together)) > 100
    alone = [statements for passage in passages[::7] for _, statements in reader.read([passage])]
    assert alone == together[::7]
    order = list(range(len(passages)))
    random.Random(1).shuffle(order)
    shuffled = {at: told for at, (_, told) in zip(order, reader.read(passages[at] for at in order), strict=True)}
    assert [shuffled[at] for at in range(len(passages))] == together


def test_every_passage_comes_back_in_its_place(reader: Reader, passages: list[Passage]) -> None:
    assert [passage for passage, _ in reader.read(iter(passages))] == passages
    assert list(reader.read([])) == []


def test_only_relations_asked_for_are_stated(reader: Reader, passages: list[Passage]) -> None:
    asked = frozenset({finds.BASE + "foundIn", finds.BASE + "weight", "unknown"})
    told = {s.relation.iri for _, statements in reader.read(passages, asked) for s in statements}
    assert told == asked - {"unknown"}
    assert not any(statements for _, statements in reader.read(passages, frozenset()))


def test_limits_say_how_sure_it_must_be(reader: Reader, passages: list[Passage]) -> None:
    never = Limits(1.1, 1.1, 1.1)
    assert not any(statements for _, statements in reader.read(passages, limits=never))
    several = [told for _, told in reader.read(passages, limits=EVERYTHING)]
    usual = [told for _, told in reader.read(passages)]
    assert sum(map(len, several)) > sum(map(len, usual))


def test_the_surest_come_first_and_parts_stay_apart(reader: Reader, passages: list[Passage]) -> None:
    for passage, statements in reader.read(passages, limits=EVERYTHING):
        sure = [statement.confidence for statement in statements]
        assert sure == sorted(sure, reverse=True)
        assert all(0 <= confidence <= 1 for confidence in sure)
        for at, one in enumerate(statements):
            assert one.subject[1] <= one.object[0] or one.object[1] <= one.subject[0]
            assert min(one.subject[0], one.object[0]) >= 0
            assert max(one.subject[1], one.object[1]) <= len(passage.pieces)
            for other in statements[:at]:
                if (one.relation, one.subject) == (other.relation, other.subject):
                    assert one.object[1] <= other.object[0] or other.object[1] <= one.object[0]


def test_confidence_rises_with_chance(reader: Reader) -> None:
    told = [reader.confidence(chance / 50) for chance in range(51)]
    assert told == sorted(told)
    assert told[0] < told[-1]
    assert told[0] >= 0
    assert told[-1] <= 1


def test_runs_are_as_long_as_the_texts_of_the_examples(reader: Reader) -> None:
    assert reader.sentences == 2
