import html
import re
from pathlib import Path

import javascript
import pytest
import sample
from drawn import NASTY, in_xml, people
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.export import Options, export
from kg.export.drawing import mermaid
from kg.export.drawing.picture import picture
from kg.graph import Graph

READER = """
import fs from 'fs';
import { JSDOM } from 'jsdom';
globalThis.window = new JSDOM('').window;
globalThis.document = window.document;
const { default: mermaid } = await import('mermaid');
mermaid.initialize({});
const { db } = await mermaid.mermaidAPI.getDiagramFromText(fs.readFileSync(process.argv[2], 'utf8'));
console.log(JSON.stringify({
  nodes: [...db.getVertices().values()].map(v => [v.id, v.text]),
  edges: db.getEdges().map(e => [e.start, e.end, e.text]),
  classes: [...db.getClasses().values()].map(c => [c.id, c.styles]),
}));
"""


def shown(words: str) -> str:
    """Read a label as Mermaid shows it: it marks its references by signs of its own while it parses."""
    return html.unescape(words.replace("ﬂ°°", "&#").replace("ﬂ°", "&").replace("¶ß", ";"))


def on_a_line(words: str) -> str:
    return re.sub(r"[\x7f-\x9f]", "", " ".join(str(in_xml(words)).split())) or " "


@pytest.mark.parametrize("view", ["full", "entities", "nasty"])
def test_mermaid_reads_the_same_nodes_edges_and_labels(view: str, tmp_path: Path) -> None:
    made = people(NASTY) if view == "nasty" else sample.sample_graph()
    options = Options("full" if view == "nasty" else view)
    drawn = picture(made, options)
    file = export(made, tmp_path / "g.mmd", view=options.view)
    read = javascript.answer(READER, file, packages=javascript.MERMAID)
    ids = {node.id: f"n{number}" for number, node in enumerate(drawn.nodes)}
    labels = {name: shown(text) for name, text in read["nodes"]}
    # Mermaid trims what it shows.
    assert labels == {ids[n.id]: on_a_line(n.attributes["label"]).strip() for n in drawn.nodes}
    edges = [(s, t, shown(text)) for s, t, text in read["edges"]]
    assert edges == [(ids[e.source], ids[e.target], on_a_line(e.attributes["label"])) for e in drawn.edges]
    fills = {f"fill:{n.attributes['color']}" for n in drawn.nodes}
    assert {styles[0] for _, styles in read["classes"]} == fills


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_words_leave_their_quotes(words: str) -> None:
    line = b"".join(mermaid.write(people([words]))).decode().splitlines()[1]
    before, label, after = line.split('"')
    assert (before, after) == ("  n0[", "]:::c0")
    assert not set(label) & set("<>[]{}()|`\\")
    (drawn,) = picture(people([words])).nodes
    assert re.sub(r"#(\d+);", lambda m: chr(int(m[1])), label) == on_a_line(drawn.attributes["label"])


def test_a_graph_that_mermaid_would_refuse_is_refused(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"".join(mermaid.write(graph)).decode()
    monkeypatch.setattr(mermaid, "LONGEST", len(text))
    assert b"".join(mermaid.write(graph)).decode() == text
    monkeypatch.setattr(mermaid, "LONGEST", len(text) - 1)
    with pytest.raises(UsageError, match="characters"):
        list(mermaid.write(graph))
    monkeypatch.setattr(mermaid, "MOST", 3)
    with pytest.raises(UsageError, match=r"at most 3 edges, and this graph has \d+; build a graph of fewer"):
        list(mermaid.write(graph, Options("entities")))
