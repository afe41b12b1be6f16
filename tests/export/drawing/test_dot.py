import html
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import javascript
import pytest
import sample
from drawn import LABELS, NASTY, in_xml, people
from hypothesis import given

from kg.errors import UsageError
from kg.export import Options, export
from kg.export.drawing import dot
from kg.export.drawing.picture import picture
from kg.graph import Graph

VIZ = """
import fs from 'fs';
import { instance } from '@viz-js/viz';
const viz = await instance();
const text = fs.readFileSync(process.argv[2], 'utf8');
console.log(JSON.stringify({ json: viz.renderJSON(text), svg: viz.renderString(text, { format: 'svg' }) }));
"""
SVG = "{http://www.w3.org/2000/svg}"


def written(graph: Graph) -> str:
    return b"".join(dot.write(graph)).decode()


def shown(words: str) -> str:
    """Read a label as Graphviz shows it."""
    return html.unescape(re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), words))


def in_lines(words: str) -> str:
    return re.sub(r"\r\n?", "\n", str(in_xml(words)))


@pytest.mark.parametrize("view", ["full", "entities", "nasty"])
def test_graphviz_draws_the_same_nodes_edges_and_labels(view: str, tmp_path: Path) -> None:
    made = people(NASTY) if view == "nasty" else sample.sample_graph()
    options = Options("full" if view == "nasty" else view)
    drawn = picture(made, options)
    file = export(made, tmp_path / "g.dot", view=options.view)
    read = javascript.answer(VIZ, file)
    names = [o["name"] for o in read["json"]["objects"]]
    tips = {o["name"]: (shown(o["label"]), o["tooltip"], o["fillcolor"]) for o in read["json"]["objects"]}
    assert tips == {
        n.id: (in_lines(n.attributes["label"]), n.attributes["iri"], n.attributes["color"]) for n in drawn.nodes
    }
    edges = [(names[e["tail"]], names[e["head"]], shown(e["label"])) for e in read["json"]["edges"]]
    assert sorted(edges) == sorted((e.source, e.target, in_lines(e.attributes["label"])) for e in drawn.edges)
    boxes = [g for g in ET.fromstring(read["svg"]).iter(f"{SVG}g") if g.get("class") == "node"]
    lines = {g.findtext(f"{SVG}title"): "".join(t.text or "" for t in g.iter(f"{SVG}text")) for g in boxes}
    assert lines == {n.id: in_lines(n.attributes["label"]).replace("\n", "") for n in drawn.nodes}


@given(LABELS)
def test_no_words_leave_their_quotes(labels: list[str]) -> None:
    made = people(labels)
    rows = [line for line in b"".join(dot.write(made)).decode().split("\n") if "tooltip" in line]
    quoted = [re.fullmatch(rf"  {QUOTED} \[label={QUOTED}, tooltip={QUOTED}, fillcolor={QUOTED}\];", r) for r in rows]
    assert [shown(match[2]) for match in quoted if match] == [
        in_lines(n.attributes["label"]) for n in picture(made).nodes
    ]


QUOTED = r'"((?:[^"\\\n]|\\.)*)"'


def test_a_graph_that_nobody_could_look_at_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    count = picture(sample.sample_graph()).size
    monkeypatch.setattr(dot, "MOST", count)
    assert written(sample.sample_graph()).count(" -> ") == count
    monkeypatch.setattr(dot, "MOST", count - 1)
    with pytest.raises(UsageError, match=f"at most {count - 1} edges, and this graph has {count}; .*--view entities"):
        written(sample.sample_graph())
