import json
import math
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NoReturn

import igraph
import networkx as nx
import pyoxigraph as ox
import pytest
import sample

from kg.export import export, to_networkx
from kg.export.picture import picture
from kg.graph import Graph, assemble
from kg.vocab import XSD_DECIMAL

NS = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(sample.sample_graph(), tmp_path_factory.mktemp("graphml") / "g.graphml")


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


def test_networkx_reads_the_same_nodes_edges_and_attributes(file: Path) -> None:
    drawn = picture(sample.sample_graph())
    read = nx.read_graphml(file, force_multigraph=True)
    wanted = {n.id: n.attributes for n in drawn.nodes}
    assert set(read.nodes) == set(wanted)
    for name, attributes in read.nodes(data=True):
        assert {k: v for k, v in attributes.items() if k in wanted[name]} == wanted[name]
        assert {v for k, v in attributes.items() if k not in wanted[name]} <= {False}
    edges = {(e.source, e.target, e.id): e.attributes for e in drawn.edges}
    assert {(s, t, k): d for s, t, k, d in read.edges(keys=True, data=True)} == edges


def test_igraph_reads_the_same_nodes_edges_and_attributes(file: Path) -> None:
    drawn = picture(sample.sample_graph())
    read = igraph.Graph.Read_GraphML(str(file))
    assert read.is_directed()
    wanted = {n.id: n.attributes for n in drawn.nodes}
    found = {v["id"]: v.attributes() for v in read.vs}
    assert set(found) == set(wanted)
    for name, attributes in wanted.items():
        assert {k: found[name][k] for k in attributes} == attributes
        missing = [v for k, v in found[name].items() if k not in attributes and k != "id"]
        assert all(v in ("", False) or (isinstance(v, float) and math.isnan(v)) for v in missing)
    # igraph gives edges ids of its own making, so they are told apart by their ends and relation.
    edges = {(read.vs[e.source]["id"], read.vs[e.target]["id"], e["iri"]): e.attributes() for e in read.es}
    wanted = {(e.source, e.target, e.attributes["iri"]): e.attributes for e in drawn.edges}
    assert set(edges) == set(wanted)
    assert all(edges[ends].items() >= attributes.items() for ends, attributes in wanted.items())


READER = """
const fs = require('fs');
const { MultiDirectedGraph } = require('graphology');
const { parse } = require('graphology-graphml');
console.log(JSON.stringify(parse(MultiDirectedGraph, fs.readFileSync(process.argv[2], 'utf8')).export()));
"""


def _unasked(why: str) -> NoReturn:
    """Skip on a machine without node; a CI that has lost it must say so."""
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


def test_graphology_reads_the_same_nodes_edges_and_attributes(file: Path, tmp_path: Path) -> None:
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        _unasked("node and npm are not installed: graphology cannot be asked")
    install = [npm, "install", "--no-audit", "--no-fund", "--silent", "graphology@0.26", "graphology-graphml@0.5"]
    installed = subprocess.run(install, cwd=tmp_path, capture_output=True, text=True, check=False)
    if installed.returncode:
        _unasked(f"npm cannot fetch graphology here: {installed.stderr[-200:]}")
    (tmp_path / "read.js").write_text(READER)
    run = subprocess.run([node, "read.js", str(file)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    read, drawn = json.loads(run.stdout), picture(sample.sample_graph())
    nodes = {n["key"]: n["attributes"] for n in read["nodes"]}
    assert set(nodes) == {n.id for n in drawn.nodes}
    assert all(nodes[n.id].items() >= n.attributes.items() for n in drawn.nodes)
    edges = {e["key"]: (e["source"], e["target"], e["attributes"]) for e in read["edges"]}
    assert edges == {e.id: (e.source, e.target, e.attributes) for e in drawn.edges}


def test_what_no_claim_asserts_is_drawn_only_when_asked_for() -> None:
    made = sample.sample_graph()
    plain = {e.attributes["interaction"] for e in picture(made).edges}
    every = {e.attributes["interaction"]: e.attributes["modality"] for e in picture(made, all_claims=True).edges}
    assert "kg:cooperatesWith" not in plain
    assert every["kg:cooperatesWith"] == "Planned"


def test_things_that_are_no_facts_say_so() -> None:
    alone = Graph.of(assemble([sample.account_a()], sample.SETTING))
    heron = next(n for n in picture(alone).nodes if n.id == "event:operation-heron")
    assert heron.attributes["modality"] == "Possible"
    assert heron.attributes["label"] == "(possible) Operation Heron"


def test_edges_carry_their_words_and_how_sure_they_are() -> None:
    edge = next(e for e in picture(sample.sample_graph()).edges if e.attributes["interaction"] == "kg:holdsPostAt")
    assert edge.attributes["evidence"] == "Wen Yi, Lanzhou vice mayor"
    assert edge.attributes["confidence"] == 0.95
    assert edge.attributes["documents"] == "a"
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


def test_networkx_gets_the_same_graph(file: Path) -> None:
    made = to_networkx(sample.sample_graph())
    read = nx.read_graphml(file, force_multigraph=True)
    assert set(made.nodes) == set(read.nodes)
    assert set(made.edges(keys=True)) == set(read.edges(keys=True))


def test_lists_are_joined() -> None:
    city = next(n for n in picture(sample.sample_graph()).nodes if n.id == "city:lanzhou")
    assert city.attributes["documents"] == "a|b"


def test_whole_and_broken_numbers_of_one_attribute_are_doubles(tmp_path: Path) -> None:
    made = Graph()
    for number, value in enumerate((ox.Literal(3), ox.Literal("0.5", datatype=ox.NamedNode(XSD_DECIMAL)))):
        made.store.add(ox.Quad(ox.NamedNode(f"http://a/{number}"), ox.NamedNode("http://a/value"), value))
    read = nx.read_graphml(export(made, tmp_path / "g.graphml"))
    assert sorted(d["value"] for _, d in read.nodes(data=True)) == [0.5, 3.0]
