import json
from pathlib import Path
from typing import Any

import javascript
import pytest
import sample
from drawn import LABELS, people
from hypothesis import given

from kg.export import Options, export
from kg.export.drawing import cytoscape
from kg.export.drawing.picture import Picture, picture

READER = """
import fs from 'fs';
import cytoscape from 'cytoscape';
const given = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const cy = cytoscape({ headless: true, elements: given.elements });
console.log(JSON.stringify({ nodes: cy.nodes().map(n => n.data()), edges: cy.edges().map(e => e.data()) }));
"""


def assert_same(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], drawn: Picture) -> None:
    given = [
        {k: list(v) if isinstance(v, tuple) else v for k, v in n.attributes.items()} | {"id": n.id} for n in drawn.nodes
    ]
    lists = {k for row in given for k, v in row.items() if isinstance(v, list)}
    wanted = [{k: [v] if k in lists and not isinstance(v, list) else v for k, v in row.items()} for row in given]
    assert [{k: v for k, v in row.items() if k != "shared_name"} for row in nodes] == wanted
    assert all(row["shared_name"] == row["name"] for row in nodes)
    assert [(e["id"], e["source"], e["target"], e["shared_interaction"]) for e in edges] == [
        (e.id, e.source, e.target, e.attributes["interaction"]) for e in drawn.edges
    ]
    for row, edge in zip(edges, drawn.edges, strict=True):
        for name, value in edge.attributes.items():
            assert row[name] == (list(value) if isinstance(value, tuple) else value)


@pytest.mark.parametrize("view", ["full", "entities"])
def test_cytoscape_reads_the_same_nodes_edges_and_attributes(view: str, tmp_path: Path) -> None:
    file = export(sample.sample_graph(), tmp_path / "g.cyjs", view=view)
    read = javascript.answer(READER, file)
    assert_same(read["nodes"], read["edges"], picture(sample.sample_graph(), Options(view)))


@given(LABELS)
def test_any_words_survive(labels: list[str]) -> None:
    made = people(labels)
    elements = json.loads(b"".join(cytoscape.write(made)))["elements"]
    assert_same([n["data"] for n in elements["nodes"]], [e["data"] for e in elements["edges"]], picture(made))


def test_an_attribute_has_one_type_in_the_whole_file() -> None:
    elements = json.loads(b"".join(cytoscape.write(sample.sample_graph())))["elements"]
    for rows in elements.values():
        kinds: dict[str, set[type]] = {}
        for row in rows:
            for name, value in row["data"].items():
                kinds.setdefault(name, set()).add(type(value))
        assert len(kinds) > 8
        assert all(len(found) == 1 for found in kinds.values()), kinds
