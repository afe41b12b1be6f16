"""What the benchmark of writing compares is the same work: the files of both sides hold the same."""

import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from bench.export import COMPARISONS, PER_THING, TASKS, lines
from kg.graph import Graph

THINGS = 30


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bench") / "graph.nt"
    made.write_text("".join(lines(THINGS)), encoding="utf-8")
    TASKS["store"](made)()
    return made


def test_the_graph_is_the_same_each_time_and_of_the_shape_that_is_told(file: Path) -> None:
    assert "".join(lines(THINGS)) == file.read_text(encoding="utf-8")
    graph = Graph.read(file)
    assert graph.query("SELECT ?a { ?a schema:knows ?b }").__len__() == THINGS * PER_THING
    claimed = graph.query("SELECT ?c { ?c a kg:Claim ; rdf:subject ?a ; rdf:object ?b . ?a schema:knows ?b }")
    assert len(claimed) == len(list(graph.claims())) == THINGS * PER_THING // 10


def test_turtle_of_both_sides_holds_the_same(file: Path) -> None:
    for task in ("turtle_rdflib", "turtle_kg"):
        TASKS[task](file)()
    graphs = [Graph.read(file.with_name(name)) for name in ("rdflib.ttl", "kg.ttl")]
    assert graphs[0] == graphs[1] == Graph.read(file)
    from_memory = file.with_name("kg.ttl").read_bytes()
    TASKS["turtle_kg_disk"](file)()
    assert file.with_name("kg.ttl").read_bytes() == from_memory


def test_graphml_of_both_sides_holds_the_same(file: Path) -> None:
    TASKS["graphml_networkx"](file)()
    theirs = nx.read_graphml(file.with_name("networkx.graphml"), force_multigraph=True)
    for task in ("graphml_kg", "graphml_kg_whole", "graphml_kg_disk", "graphml_kg_lines"):
        file.with_name("kg.graphml").unlink(missing_ok=True)
        TASKS[task](file)()
        ours = nx.read_graphml(file.with_name("kg.graphml"), force_multigraph=True)
        assert dict(ours.nodes(data=True)) == dict(theirs.nodes(data=True))
        assert edges(ours) == edges(theirs)
        assert len(edges(ours)) == THINGS * PER_THING


def edges(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the edges without their ids, which networkx writes as an attribute."""
    return sorted((s, t, sorted(d.items() - {("id", d.get("id"))})) for s, t, d in graph.edges(data=True))


def test_loading_gives_the_same_number_of_triples(file: Path) -> None:
    assert len(TASKS["load_kg"](file)()) == len(TASKS["parse_rdflib"](file)()) == len(TASKS["load_rdflib"](file)())
    assert len(ox.Store.read_only(str(file.with_name("store")))) == len(Graph.read(file))


def test_each_task_runs_by_itself_and_its_cost_is_told() -> None:
    command = [sys.executable, "-m", "bench.export", "--things", "20", "--only", "loading"]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    head, *rows = run.stdout.splitlines()
    assert re.match(r"\d+ triples: 20 things, 80 relations", head)
    costs = [re.fullmatch(r"  (\S.*?) +(\d+\.\d\d) +(\d+)( +\d+\.\d)?", row) for row in rows[3:]]
    wanted = [name for side in (COMPARISONS[0].others, COMPARISONS[0].ours) for name, _ in side]
    assert [cost and cost[1] for cost in costs] == wanted
    assert [bool(cost and cost[4]) for cost in costs] == [False, True, True]
