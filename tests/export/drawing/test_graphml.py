import math
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import igraph
import javascript
import networkx as nx
import pyoxigraph as ox
import pytest
import sample
from drawn import LABELS, flat, people
from hypothesis import given, settings

from kg.export import Options, export
from kg.export.drawing import graphml
from kg.export.drawing.picture import picture
from kg.graph import Graph, assemble
from kg.vocab import XSD_DECIMAL

NS = "{http://graphml.graphdrawing.org/xmlns}"


VIEWS = [Options(), Options("entities"), Options("entities", all_claims=True)]


@pytest.fixture(scope="module", params=VIEWS, ids=lambda o: "-".join([o.view, *o.chosen]))
def options(request: pytest.FixtureRequest) -> Options:
    return request.param


@pytest.fixture(scope="module")
def file(options: Options, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graphml") / "g.graphml"
    return export(sample.sample_graph(), path, view=options.view, all_claims=options.all_claims)


def test_keys_are_readable_typed_and_apart(file: Path) -> None:
    keys = ET.parse(file).getroot().findall(f"{NS}key")
    ids = [key.get("id") for key in keys]
    assert len(set(ids)) == len(ids)
    assert {"n_label", "n_name", "n_iri", "n_type", "n_color", "n_size"} <= set(ids)
    assert {"e_label", "e_interaction", "e_iri", "e_weight", "e_confidence", "e_evidence"} <= set(ids)
    assert all(key.get("attr.name") and key.get("attr.type") for key in keys)
    assert all(key.get("id") == f"{key.get('for', '')[0]}_{key.get('attr.name')}" for key in keys)


def test_nodes_and_edges_have_ids_of_their_own(file: Path) -> None:
    root = ET.parse(file).getroot()
    (drawn,) = root.findall(f"{NS}graph")
    assert drawn.get("edgedefault") == "directed"
    for tag in ("node", "edge"):
        ids = [e.get("id") for e in drawn.findall(f"{NS}{tag}")]
        assert ids
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"[\w.:-]+", i or "") for i in ids)


def test_networkx_reads_the_same_nodes_edges_and_attributes(file: Path, options: Options) -> None:
    drawn = picture(sample.sample_graph(), options)
    read = nx.read_graphml(file, force_multigraph=True)
    assert_same(dict(read.nodes(data=True)), {n.id: flat(n.attributes) for n in drawn.nodes})
    edges = {(e.source, e.target, e.id): flat(e.attributes) for e in drawn.edges}
    assert_same({(s, t, k): d for s, t, k, d in read.edges(keys=True, data=True)}, edges)


def assert_same(read: dict, wanted: dict) -> None:
    """Compare whole attributes; a truth value that is missing may be false."""
    assert set(read) == set(wanted)
    for name, attributes in read.items():
        assert {k: v for k, v in attributes.items() if k in wanted[name]} == wanted[name]
        assert {v for k, v in attributes.items() if k not in wanted[name]} <= {False}


def test_igraph_reads_the_same_nodes_edges_and_attributes(file: Path, options: Options) -> None:
    drawn = picture(sample.sample_graph(), options)
    read = igraph.Graph.Read_GraphML(str(file))
    assert read.is_directed()
    # igraph gives ids of its own making to edges, so they are told apart by their ends and relation.
    ends = [((e.source, e.target, e.attributes["iri"]), e.attributes) for e in drawn.edges]
    edges = [((read.vs[e.source]["id"], read.vs[e.target]["id"], e["iri"]), e.attributes()) for e in read.es]
    rows = [(n.id, n.attributes) for n in drawn.nodes]
    for found, wanted in (([(v["id"], v.attributes()) for v in read.vs], rows), (edges, ends)):
        assert sorted(key for key, _ in found) == sorted(key for key, _ in wanted)
        assert len(dict(wanted)) == len(wanted)
        for key, attributes in wanted:
            told = dict(found)[key]
            assert {k: told[k] for k in attributes} == flat(attributes)
            missing = [v for k, v in told.items() if k not in attributes and k != "id"]
            assert all(v in ("", False) or (isinstance(v, float) and math.isnan(v)) for v in missing)


READER = """
import fs from 'fs';
import graphology from 'graphology';
import graphml from 'graphology-graphml';
const text = fs.readFileSync(process.argv[2], 'utf8');
console.log(JSON.stringify(graphml.parse(graphology.MultiDirectedGraph, text).export()));
"""


def test_graphology_reads_the_same_nodes_edges_and_attributes(file: Path, options: Options) -> None:
    read, drawn = javascript.answer(READER, file), picture(sample.sample_graph(), options)
    assert_same({n["key"]: n["attributes"] for n in read["nodes"]}, {n.id: flat(n.attributes) for n in drawn.nodes})
    edges = {e["key"]: (e["source"], e["target"]) for e in read["edges"]}
    assert edges == {e.id: (e.source, e.target) for e in drawn.edges}
    assert_same({e["key"]: e["attributes"] for e in read["edges"]}, {e.id: flat(e.attributes) for e in drawn.edges})


@settings(deadline=None, max_examples=40)
@given(LABELS)
def test_any_words_survive_but_what_xml_forbids(labels: list[str]) -> None:
    made = people(labels)
    for flavour in (None, "yed"):
        read = nx.parse_graphml(b"".join(graphml.write(made, Options(flavour=flavour))).decode(), force_multigraph=True)
        drawn = picture(made)
        found = {name: {k: v for k, v in d.items() if k not in YED} for name, d in read.nodes(data=True)}
        if flavour:  # networkx takes the label of the shape
            found = {name: d | {"label": (d["label"] or "").removeprefix("\u200b")} for name, d in found.items()}
        assert found == {n.id: flat(n.attributes) for n in drawn.nodes}
        assert {k for _, _, k in read.edges(keys=True)} == {e.id for e in drawn.edges}


YED = {"shape_type", "x", "y", "width", "height"}  # what networkx makes of yEd's shapes
Y = "{http://www.yworks.com/xml/graphml}"


def test_for_yed_every_node_and_edge_has_its_label_and_look(options: Options) -> None:
    made = sample.sample_graph()
    wanted = picture(made, options)
    root = ET.fromstring(b"".join(graphml.write(made, Options(options.view, options.all_claims, "yed"))))
    nodes = {n.get("id"): n for n in root.iter(f"{NS}node")}
    for node in wanted.nodes:
        shape = nodes[node.id].find(f".//{Y}ShapeNode")
        assert shape is not None
        assert shape.findtext(f"{Y}NodeLabel") == node.attributes["label"]
        assert shape.find(f"{Y}Fill").get("color") == node.attributes["color"]
        assert float(shape.find(f"{Y}Geometry").get("width")) > 0
    edges = {e.get("id"): e for e in root.iter(f"{NS}edge")}
    assert edges
    for edge in wanted.edges:
        assert edges[edge.id].findtext(f".//{Y}PolyLineEdge/{Y}EdgeLabel") == edge.attributes["label"]
    kinds = {k.get("id"): k.get("yfiles.type") for k in root.findall(f"{NS}key") if k.get("yfiles.type")}
    assert kinds == {"n_graphics": "nodegraphics", "e_graphics": "edgegraphics"}


@pytest.mark.parametrize("label", ["<html><img src=x>", "<HTML>", "\n <Html>", "\x00<html>"])
def test_yed_takes_no_label_for_html(label: str) -> None:
    root = ET.fromstring(b"".join(graphml.write(people([label]), Options(flavour="yed"))))
    shown = root.findtext(f".//{Y}NodeLabel")
    assert shown.endswith(label.replace("\x00", ""))
    assert not shown.lstrip(" \n\t").lower().startswith("<html")


def test_what_no_claim_asserts_is_drawn_only_when_asked_for() -> None:
    made = sample.sample_graph()
    plain = {e.attributes["interaction"] for e in picture(made).edges}
    every = {
        e.attributes["interaction"]: e.attributes["modality"] for e in picture(made, Options(all_claims=True)).edges
    }
    assert "kg:cooperatesWith" not in plain
    assert every["kg:cooperatesWith"] == "Planned"


def test_things_that_are_no_facts_say_so() -> None:
    alone = Graph.of(assemble([sample.account_a()], sample.SETTING))
    heron = next(n for n in picture(alone).nodes if n.id == "event:operation-heron")
    assert heron.attributes["modality"] == "Possible"
    assert heron.attributes["label"] == "(possible) Operation Heron"


def test_edges_carry_their_words_and_how_sure_they_are() -> None:
    edge = next(e for e in picture(sample.sample_graph()).edges if e.attributes["interaction"] == "kg:holdsPostAt")
    assert edge.attributes["evidence"] == ("Wen Yi, Lanzhou vice mayor",)
    assert edge.attributes["confidence"] == 0.95
    assert edge.attributes["documents"] == ("a",)
    assert edge.attributes["label"] == "holds post at"


def test_control_characters_are_dropped_and_markup_is_words(tmp_path: Path) -> None:
    made = Graph()
    person = ox.NamedNode("http://a/p")
    for predicate, words in (
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ox.NamedNode("https://schema.org/Person")),
        ("http://www.w3.org/2000/01/rdf-schema#label", ox.Literal('<html>a&b"\x00\x1f\ufffec\n\td')),
    ):
        made.store.add(ox.Quad(person, ox.NamedNode(predicate), words))
    read = nx.read_graphml(export(made, tmp_path / "g.graphml"))
    assert [d["label"] for _, d in read.nodes(data=True)] == ['<html>a&b"c\n\td']


def test_lists_are_joined(file: Path) -> None:
    assert nx.read_graphml(file, force_multigraph=True).nodes["city:lanzhou"]["documents"] == "a|b"


def test_whole_and_broken_numbers_of_one_attribute_are_doubles(tmp_path: Path) -> None:
    made = Graph()
    for number, value in enumerate((ox.Literal(3), ox.Literal("0.5", datatype=ox.NamedNode(XSD_DECIMAL)))):
        made.store.add(ox.Quad(ox.NamedNode(f"http://a/{number}"), ox.NamedNode("http://a/value"), value))
    read = nx.read_graphml(export(made, tmp_path / "g.graphml"))
    assert sorted(d["value"] for _, d in read.nodes(data=True)) == [0.5, 3.0]
