from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import sample

from kg.errors import InputError, InputMissing, UsageError
from kg.export import FORMATS, export
from kg.graph import Graph
from kg.model import Modality

RDF = [f for f in FORMATS if Graph.reads(f"g{f.suffixes[0]}")]


@pytest.mark.parametrize("format", RDF, ids=lambda f: f.name)
def test_every_rdf_format_is_read_back_the_same(graph: Graph, tmp_path: Path, format) -> None:
    path = export(graph, tmp_path / f"g{format.suffixes[0]}")
    assert Graph.read(path) == graph


def test_the_rdflib_view_is_live_and_knows_the_prefixes() -> None:
    made = sample.sample_graph()
    view = made.rdf
    assert len(view) == len(made)
    view.add((rdflib.URIRef("http://a/s"), rdflib.RDF.type, rdflib.URIRef("https://schema.org/Thing")))
    assert made.query("ASK { <http://a/s> a schema:Thing }").truth
    assert ("kg", rdflib.URIRef("https://w3id.org/kg-builder/core#")) in set(view.namespaces())


def test_equality_is_of_triples(graph: Graph) -> None:
    assert sample.sample_graph() == graph
    assert Graph() != graph
    assert graph != "graph"


def test_an_empty_graph_is_still_true() -> None:
    assert Graph()
    assert len(Graph()) == 0


def test_claims_about_a_thing_come_with_their_words(graph: Graph) -> None:
    base = graph.base
    found = {
        (c.predicate.rsplit("#")[-1], c.modality) for c in graph.claims(about=base + "international-organization/wipo")
    }
    assert ("cooperatesWith", Modality.PLANNED) in found


def test_evidence_of_a_node_a_claim_and_itself(graph: Graph) -> None:
    (post,) = graph.query('SELECT ?p { ?p kg:title "vice mayor" }')
    (words,) = graph.evidence(str(post["p"]))
    assert words.exact == "Wen Yi, Lanzhou vice mayor"
    claim = next(c for c in graph.claims() if c.subject == post["p"])
    assert graph.evidence(claim.iri) == (words,)
    (node,) = graph.query(f"SELECT ?e {{ <{claim.iri}> prov:wasDerivedFrom ?e }}")
    assert graph.evidence(str(node["e"])) == (words,)
    assert graph.evidence("http://nowhere/") == ()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("g.ttl", "<a> <b", "no valid Turtle"),
        ("g.jsonld", '{"@context": "http://127.0.0.1:9/"}', "no valid JSON-LD"),
        ("g.rdf", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "document type"),
        ("g.nt", "\x00\x01\x02", "no valid N-Triples"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=said):
        Graph.read(tmp_path / name)


def test_a_missing_file_and_an_unknown_suffix(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="no such file"):
        Graph.read(tmp_path / "g.ttl")
    with pytest.raises(UsageError, match=r"\.ttl"):
        Graph.read(tmp_path / "g.xlsx")


def test_named_graphs_are_left_aside(tmp_path: Path) -> None:
    (tmp_path / "g.nq").write_text(
        "<http://a> <http://b> <http://c> .\n<http://a> <http://b> <http://d> <http://g> .\n"
    )
    assert list(Graph.read(tmp_path / "g.nq").ntriples()) == [b"<http://a> <http://b> <http://c> .\n"]


def test_a_store_of_one_s_own_can_be_looked_into() -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://a"), ox.NamedNode("http://b"), ox.Literal("c")))
    assert [row["o"] for row in Graph(store).query("SELECT ?o { ?s ?p ?o }")] == ["c"]


def test_evidence_that_is_a_word_is_no_evidence(graph: Graph) -> None:
    derived = "http://www.w3.org/ns/prov#wasDerivedFrom"
    (claim, *_) = graph.claims()
    lines = [line.decode() for line in graph.ntriples()]
    bad = Graph.of([*lines, f'<{claim.iri}> <{derived}> "words" .\n'], base=graph.base)
    assert bad.claim(claim.iri).evidence == claim.evidence
