"""Nodes judged by themselves on a cluster are judged as in the whole, whatever is broken and however far shapes see."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import sample

from kg.build.quarantine import Targets, condemned
from kg.build.recipe import Recipe
from kg.graph import Graph
from kg.model import Finding
from kg.scale.spark.blame import blamed
from kg.scale.spark.judging import findings
from kg.scale.spark.tools import Order
from kg.validate import validate
from kg.validate.shapes import read
from kg.validate.views import everything

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from kg.build.recipe import Tools

# A sequence with a step back, a shape of a value that looks back and on, a class at the end of a path.
FAR = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/kg-builder/core#> .
@prefix schema: <https://schema.org/> . @prefix x: <https://example.org/shapes#> .
x:Far a sh:NodeShape ; sh:targetSubjectsOf kg:holder ; sh:property x:far-back, x:far-on .
x:far-back a sh:PropertyShape ; sh:path ( kg:holder [ sh:inversePath kg:holder ] kg:at ) ; sh:maxCount 1 .
x:far-on a sh:PropertyShape ; sh:path kg:at ; sh:node x:Seat .
x:Seat a sh:NodeShape ; sh:property [ sh:path [ sh:inversePath schema:location ] ; sh:maxCount 0 ] ,
    [ sh:path schema:containedInPlace ; sh:class schema:Country ; sh:minCount 1 ] .
"""
CLOSED = FAR.replace("x:Seat a sh:NodeShape ;", "x:Seat a sh:NodeShape ; sh:closed true ;")
SAMPLE = sample.sample_graph()


def tools(folder: Path, shapes: str) -> Tools:
    import shutil

    root = Path(__file__).parent.parent.parent
    for room in ("ontology", "shapes"):
        shutil.copytree(root / room, folder / room)
    (folder / "shapes" / "far.ttl").write_text(shapes)
    return Recipe(domain=folder, base=SAMPLE.base, model="none").tools()


def broken(seed: int) -> Graph:
    """Return the sample with some triples taken out and some put in that make no sense."""
    draw = random.Random(seed)
    quads = sorted(SAMPLE.store, key=str)
    gone = set(draw.sample(quads, 12))
    kept = [quad for quad in quads if quad not in gone]
    others = [quad for quad in sorted(gone, key=str) if "/claim/" not in quad.subject.value]  # what claims are is read
    nonsense = [ox.Quad(q.subject, q.predicate, draw.choice(_alike(quads, q.object))) for q in others]
    return Graph.of((f"{quad.triple} .\n" for quad in [*kept, *nonsense]), base=SAMPLE.base)


def _alike(quads: list[ox.Quad], term: ox.NamedNode | ox.Literal) -> list[ox.NamedNode | ox.Literal]:
    """Return values of one kind, since the order of others is left to pyshacl, which words what it finds otherwise."""
    kind = getattr(term, "datatype", None)
    return [quad.object for quad in quads if getattr(quad.object, "datatype", None) == kind]


def seen(found: list[Finding]) -> set[tuple[str, ...]]:
    return {(f.focus, f.shape, f.path or "", f.value or "", f.message) for f in found if f.severity == "Violation"}


@pytest.mark.parametrize(("shapes", "seed"), [(FAR, 1), (FAR, 2), (CLOSED, 3)])
def test_nodes_are_judged_by_themselves_as_in_the_whole(
    spark: SparkSession, tmp_path: Path, shapes: str, seed: int
) -> None:
    made = tools(tmp_path, shapes)
    view = everything(read(made.world.shapes))
    assert view.closed == ("sh:closed" in shapes)
    assert len(view.beyond) == 2
    graph = broken(seed)
    rows = [(str(q.subject), str(q.predicate), str(q.object)) for q in graph.match()]
    triples = spark.createDataFrame(rows, "s string, p string, o string")
    whole = validate(graph, made.world, engine="fast")

    found = findings(triples, view, Order.of(made))
    assert seen(found) == seen(list(whole.findings))
    assert {f.shape for f in found} & {f"https://example.org/shapes#far-{which}" for which in ("back", "on")}

    targets = Targets.read(made.world.shapes)
    charged = {claim: reason for claim, _, reason in blamed(triples, found, targets, graph.base)}
    blame = condemned(graph, whole, targets)
    assert charged == {claim: why for claim, why in blame.items() if graph.evidence(claim)} != {}
