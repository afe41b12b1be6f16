from datetime import date
from decimal import Decimal

import pytest

from kg.errors import UsageError
from kg.graph import Graph


def test_rows_are_typed_and_known_by_name_and_position(graph: Graph) -> None:
    (row,) = graph.query("SELECT ?v ?per { ?o kg:value ?v ; kg:per ?per }")
    assert row["v"] == row[0] == Decimal("60.21")
    assert list(row) == [Decimal("60.21"), "10,000 residents"]
    assert row.asdict() == {"v": Decimal("60.21"), "per": "10,000 residents"}


def test_values_have_python_s_types(graph: Graph) -> None:
    literals = 'BIND(3 AS ?i) BIND(true AS ?b) BIND("2021-04-27"^^xsd:date AS ?d) BIND("2021"^^xsd:gYear AS ?y)'
    (row,) = graph.query(f"SELECT ?i ?b ?d ?y ?none {{ {literals} }}")
    assert row.values == (3, True, date(2021, 4, 27), "2021", None)


@pytest.mark.parametrize("literal", ['"soon"^^xsd:date', '"many"^^xsd:integer', '"NaN"^^xsd:decimal'])
def test_an_ill_typed_literal_keeps_its_words(graph: Graph, literal: str) -> None:
    (row,) = graph.query(f"SELECT ?x {{ BIND({literal} AS ?x) }}")
    assert row["x"] == literal.split('"')[1]


def test_ask_and_construct(graph: Graph) -> None:
    assert graph.query("ASK { ?s a schema:City }").truth is True
    assert not graph.query("ASK { ?s a schema:Country }")
    triples = graph.query("CONSTRUCT { ?s a schema:City } { ?s a schema:City }").triples
    assert triples is not None
    assert len(triples) == 1


def test_a_mistake_is_told_with_its_place(graph: Graph) -> None:
    with pytest.raises(UsageError, match=r"line 2, column \d+"):
        graph.query("SELECT * {\n ?s ?p }")
