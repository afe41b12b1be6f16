import pyoxigraph as ox
import rdflib
import sample
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.export.rdf import turtle
from kg.graph import Graph

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
LOCAL = st.text("abcXYZ019-._~!$&'()*+,;=:@é上/", max_size=12)


def written(graph: Graph) -> bytes:
    return b"".join(turtle.write(graph))


def reread(data: bytes) -> Graph:
    graph = Graph()
    graph.store.bulk_load(input=data, format=ox.RdfFormat.TURTLE)
    return graph


def test_it_reads_back_the_same_and_writes_the_same_again(graph: Graph) -> None:
    data = written(graph)
    assert reread(data) == graph
    assert written(reread(data)) == data


def test_rdflib_reads_the_same(graph: Graph) -> None:
    foreign = rdflib.Graph().parse(data=written(graph), format="turtle")
    nt = rdflib.Graph().parse(data=b"".join(graph.ntriples()), format="nt")
    assert isomorphic(foreign, nt)


def test_it_is_grouped_for_readers(graph: Graph) -> None:
    text = written(graph).decode()
    titles = [line.split(":")[0] for line in text.splitlines() if line.startswith("# ")]
    assert titles == ["# Documents", "# Entities and names", "# Things with parts", "# Claims", "# Evidence", "# Runs"]
    assert '<city/lanzhou> a schema:City ;\n    rdfs:label "Lanzhou" ;' in text
    assert "kg:value 60.21 ." in text


def test_a_base_that_ends_in_no_slash_is_written_as_a_prefix_or_whole() -> None:
    moved = sample.sample_graph("https://example.org/kg#")
    text = written(moved)
    assert b"@base" not in text
    assert reread(text) == moved


@given(st.lists(st.tuples(LOCAL, LOCAL, TEXT), max_size=5))
def test_any_names_and_words_survive(rows: list[tuple[str, str, str]]) -> None:
    base = "https://w3id.org/kg-builder/id/"
    made = Graph()
    for subject, predicate, words in rows:
        made.store.add(
            ox.Quad(ox.NamedNode(base + subject), ox.NamedNode("https://schema.org/" + predicate), ox.Literal(words))
        )
    data = written(made)
    assert reread(data) == made
    assert written(reread(data)) == data


@given(TEXT, st.sampled_from(["integer", "decimal", "boolean", "date", "double"]))
def test_ill_typed_literals_are_kept_as_they_are(words: str, datatype: str) -> None:
    made = Graph()
    literal = ox.Literal(words, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#" + datatype))
    made.store.add(ox.Quad(ox.NamedNode("http://a/"), ox.NamedNode("http://b/"), literal))
    assert reread(written(made)) == made


def test_languages_and_blank_nodes_of_others_are_written_too() -> None:
    made = Graph()
    made.store.add(ox.Quad(ox.BlankNode("x"), ox.NamedNode("http://b/"), ox.Literal("Haus", language="de")))
    assert b'"Haus"@de' in written(made)
