import pyoxigraph as ox
import pytest
from drawn import node

from kg.export.drawing.picture import picture
from kg.graph import Graph
from kg.vocab import CLAIM, CONFIDENCE, OBJECT, PREDICATE, SUBJECT, TYPE, iri


def test_all_classes_of_a_thing_are_told() -> None:
    made = Graph()
    for class_ in ("schema:City", "schema:Place"):
        made.store.add(ox.Quad(node("city/a"), ox.NamedNode(TYPE), ox.NamedNode(iri(class_))))
    (drawn,) = picture(made).nodes
    assert drawn.attributes["type"] == ("City", "Place")


def test_two_properties_of_one_local_name_are_two_attributes() -> None:
    made = Graph()
    for prop in ("http://one/size", "http://two/height", "http://three/height"):
        made.store.add(ox.Quad(node("city/a"), ox.NamedNode(prop), ox.Literal(prop)))
    (drawn,) = picture(made).nodes
    assert {"http://one/size", "http://two/height", "http://three/height"} <= set(drawn.attributes.values())


@pytest.mark.parametrize("words", ["high", "nan", "inf", ""])
def test_a_confidence_that_is_no_number_stops_nothing(words: str) -> None:
    made = Graph()
    claim, city = node("claim/0123456789abcdef"), node("city/a")
    for subject, prop, value in (
        (city, TYPE, ox.NamedNode(iri("schema:City"))),
        (claim, TYPE, ox.NamedNode(CLAIM)),
        (claim, SUBJECT, city),
        (claim, PREDICATE, ox.NamedNode(TYPE)),
        (claim, OBJECT, ox.NamedNode(iri("schema:City"))),
        (claim, CONFIDENCE, ox.Literal(words)),
    ):
        made.store.add(ox.Quad(subject, ox.NamedNode(prop), value))
    (drawn,) = picture(made).nodes
    assert drawn.attributes["confidence"] == 1.0
