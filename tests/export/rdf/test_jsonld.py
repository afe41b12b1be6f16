import json

import pyoxigraph as ox
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.export.rdf import jsonld
from kg.graph import Graph

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
TYPES = ["integer", "decimal", "boolean", "date", "string", "anyURI"]


def written(graph: Graph) -> bytes:
    return b"".join(jsonld.write(graph))


def test_it_is_isomorphic_to_the_triples_for_a_foreign_reader(graph: Graph) -> None:
    foreign = rdflib.Graph().parse(data=written(graph), format="json-ld")
    nt = rdflib.Graph().parse(data=b"".join(graph.ntriples()), format="nt")
    assert isomorphic(foreign, nt)


def test_it_reads_well(graph: Graph) -> None:
    data = json.loads(written(graph))
    city = next(node for node in data["@graph"] if node["@id"] == "city/lanzhou")
    assert city["@type"] == "schema:City"
    assert city["rdfs:label"] == "Lanzhou"
    claim = next(node for node in data["@graph"] if node["@type"] == "kg:Claim")
    assert claim["kg:modality"].startswith("kg:")
    assert data["@context"]["kg:confidence"] == {"@type": "xsd:decimal"}
    assert data["@context"]["kg:modality"] == {"@type": "@id"}


@given(st.lists(st.tuples(TEXT, st.sampled_from(TYPES)), max_size=4), st.booleans())
def test_any_literals_beside_each_other_survive(values: list[tuple[str, str]], link: bool) -> None:
    made = Graph()
    subject, predicate = ox.NamedNode("http://a/"), ox.NamedNode("https://schema.org/b")
    for words, datatype in values:
        typed = ox.Literal(words, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#" + datatype))
        made.store.add(ox.Quad(subject, predicate, typed))
    if link:
        made.store.add(ox.Quad(subject, predicate, ox.NamedNode("https://schema.org/c")))
    back = Graph()
    back.store.load(input=written(made), format=ox.RdfFormat.JSON_LD)
    assert back == made


def test_large_numbers_stay_exact() -> None:
    made = Graph()
    made.store.add(ox.Quad(ox.NamedNode("http://a/"), ox.NamedNode("http://b/"), ox.Literal(2**60 + 1)))
    back = Graph()
    back.store.load(input=written(made), format=ox.RdfFormat.JSON_LD)
    assert back == made
