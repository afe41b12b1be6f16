import xml.etree.ElementTree as ET
from pathlib import Path

import javascript
import networkx as nx
import pytest
import sample
from drawn import LABELS, flat, people
from hypothesis import given, settings

from kg.export import Options, export
from kg.export.drawing import gexf
from kg.export.drawing.picture import picture
from kg.graph import Graph

OUTSIDE = {"color", "size", "weight"}


def colour(value: str) -> dict[str, int]:
    return dict(zip("rgb", bytes.fromhex(value[1:]), strict=True))


@pytest.fixture(params=["full", "entities"])
def view(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def file(view: str, tmp_path: Path) -> Path:
    return export(sample.sample_graph(), tmp_path / "g.gexf", view=view)


def assert_networkx_reads(file: Path, graph: Graph, options: Options) -> None:
    drawn, read = picture(graph, options), nx.read_gexf(file)
    assert set(read.nodes) == {n.id for n in drawn.nodes}
    for node in drawn.nodes:
        found, wanted = dict(read.nodes[node.id]), flat(node.attributes)
        looks = found.pop("viz")
        assert {k: looks["color"][k] for k in "rgb"} == colour(wanted["color"])
        assert looks["size"] == wanted["size"]
        assert {k: v for k, v in found.items() if v is not False} == {
            k: v for k, v in wanted.items() if k not in OUTSIDE and v is not False
        }
    found = {d["id"]: (s, t, d) for s, t, d in read.edges(data=True)}
    if read.is_multigraph():
        found = {k: (s, t, d) for s, t, k, d in read.edges(keys=True, data=True)}
    assert set(found) == {e.id for e in drawn.edges}
    for edge in drawn.edges:
        source, target, data = found[edge.id]
        assert (source, target) == (edge.source, edge.target)
        assert {k: v for k, v in data.items() if v is not False and k != "id"} == {
            k: v for k, v in flat(edge.attributes).items() if v is not False
        }


def test_networkx_reads_the_same_nodes_edges_attributes_and_looks(file: Path, view: str) -> None:
    assert_networkx_reads(file, sample.sample_graph(), Options(view))


READER = """
import fs from 'fs';
import graphology from 'graphology';
import gexf from 'graphology-gexf';
const text = fs.readFileSync(process.argv[2], 'utf8');
console.log(JSON.stringify(gexf.parse(graphology.MultiDirectedGraph, text).export()));
"""


def test_graphology_reads_the_same_nodes_edges_and_attributes(file: Path, view: str) -> None:
    read, drawn = javascript.answer(READER, file), picture(sample.sample_graph(), Options(view))
    nodes = {n["key"]: n["attributes"] for n in read["nodes"]}
    assert set(nodes) == {n.id for n in drawn.nodes}
    for node in drawn.nodes:
        red, green, blue = colour(node.attributes["color"]).values()
        wanted = flat(node.attributes) | {"color": f"rgb({red},{green},{blue})"}
        assert nodes[node.id].items() >= without_empty(wanted).items()
        assert all(v is False for k, v in nodes[node.id].items() if k not in wanted)
    edges = {e["key"]: (e["source"], e["target"], e["attributes"]) for e in read["edges"]}
    assert set(edges) == {e.id for e in drawn.edges}
    for edge in drawn.edges:
        source, target, found = edges[edge.id]
        assert (source, target) == (edge.source, edge.target)
        assert found.items() >= without_empty(flat(edge.attributes)).items()


def without_empty(attributes: dict) -> dict:
    """Leave out empty texts: graphology takes them for missing."""
    return {k: v for k, v in attributes.items() if v != ""}


@settings(deadline=None, max_examples=40)
@given(LABELS)
def test_any_words_survive_but_what_xml_forbids(tmp_path_factory: pytest.TempPathFactory, labels: list[str]) -> None:
    made = people(labels)
    file = tmp_path_factory.mktemp("gexf") / "g.gexf"
    file.write_bytes(b"".join(gexf.write(made)))
    assert_networkx_reads(file, made, Options())


def test_it_says_its_version_and_types(file: Path) -> None:
    root = ET.parse(file).getroot()
    assert (root.tag, root.get("version")) == ("{http://gexf.net/1.3}gexf", "1.3")
    kinds = {a.get("type") for a in root.iter("{http://gexf.net/1.3}attribute")}
    assert kinds <= {"string", "long", "double", "boolean"}
    assert {"string", "double"} <= kinds
