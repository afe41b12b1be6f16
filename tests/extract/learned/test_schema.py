"""The relations a model may speak of."""

from __future__ import annotations

from kg.extract.learned.passages import root
from kg.extract.learned.schema import Relation, Schema


def test_a_label_is_known_by_the_roots_of_its_own_words() -> None:
    assert Relation("i", "composer").roots() == {root("composed")}
    assert Relation("i", "dateOfBirth").roots() == {root("date"), root("birth")}
    assert Relation("i", "place_of/death").roots() == {root("place"), root("death")}
    assert Relation("i", "part of").roots() == frozenset()


def test_relations_stand_in_columns() -> None:
    schema = Schema((Relation("a", "a"), Relation("b", "b"), Relation("c", "c")))
    assert schema.places() == (0, 1, 2)
    assert schema.places(frozenset({"c", "a", "unknown"})) == (0, 2)
    assert schema.places(frozenset()) == ()


def test_relations_are_in_order_of_their_iris() -> None:
    assert sorted([Relation("b", "a"), Relation("a", "b")])[0].iri == "a"
