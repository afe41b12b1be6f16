import csv
import io
import json

import pytest

from kg.errors import UsageError
from kg.graph import Graph
from kg.query import query, render

PEOPLE = "SELECT ?who ?name { ?who a schema:Person ; rdfs:label ?name } ORDER BY ?name"


def test_rows_as_a_table(graph: Graph) -> None:
    assert render(query(graph, PEOPLE), "table", graph).splitlines() == [
        "who            name",
        "-------------  ------",
        "person/ha-li   Ha Li",
        "person/wen-yi  Wen Yi",
    ]


def test_rows_as_json_csv_and_tsv(graph: Graph) -> None:
    answer = query(graph, PEOPLE)
    bindings = json.loads(render(answer, "json", graph))["results"]["bindings"]
    assert [b["name"] for b in bindings] == [{"type": "literal", "value": n} for n in ("Ha Li", "Wen Yi")]
    assert bindings[0]["who"] == {"type": "uri", "value": graph.base + "person/ha-li"}
    rows = list(csv.reader(io.StringIO(render(answer, "csv", graph))))
    assert rows[0] == ["who", "name"]
    assert rows[2][1] == "Wen Yi"
    assert render(answer, "tsv", graph).splitlines()[:2] == ["?who\t?name", f'<{graph.base}person/ha-li>\t"Ha Li"']


def test_truth_values(graph: Graph) -> None:
    answer = query(graph, "ASK { ?s a schema:City }")
    shown = {name: render(answer, name, graph).strip() for name in ("table", "json", "csv", "tsv")}
    assert shown == {"table": "yes", "json": '{"head": {}, "boolean": true}', "csv": "true", "tsv": "true"}


def test_triples_as_turtle(graph: Graph) -> None:
    answer = query(graph, "CONSTRUCT { ?s a schema:City } { ?s a schema:City }")
    assert "<city/lanzhou> a schema:City ." in render(answer, "turtle", graph)
    with pytest.raises(UsageError, match="triples, which csv does not hold; ask for --format turtle"):
        render(answer, "csv", graph)
    with pytest.raises(UsageError, match="rows, which turtle does not hold"):
        render(query(graph, PEOPLE), "turtle", graph)


def test_unbound_and_typed_values(graph: Graph) -> None:
    answer = query(graph, "SELECT ?none ?n ?l { BIND(3 AS ?n) BIND('Haus'@de AS ?l) }")
    (binding,) = json.loads(render(answer, "json", graph))["results"]["bindings"]
    assert binding == {
        "n": {"type": "literal", "value": "3", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        "l": {"type": "literal", "value": "Haus", "xml:lang": "de"},
    }
    assert render(answer, "csv", graph).splitlines()[1] == ",3,Haus"
