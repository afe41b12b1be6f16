"""What is said to be out of sight of a change is judged as before; what is in sight can be judged by itself."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
import sample
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.domain import load
from kg.graph import Graph
from kg.model import Finding, Iri
from kg.validate import validate
from kg.validate.reach import Reach
from kg.validate.shapes import read, shapes_of
from kg.validate.views import everything, views
from kg.vocab import AT, HOLDS_POST_AT, LABEL, OBJECT, ORGANIZATION, SUBJECT, TYPE

WORLD = load()
REACH = Reach.of(read(WORLD.shapes), WORLD.classes)
SAMPLE = sample.sample_graph()
QUADS = sorted(SAMPLE.store, key=str)
SH = "http://www.w3.org/ns/shacl#"


def judged(graph: Graph) -> set[Finding]:
    return {f for f in validate(graph, WORLD, engine="fast").findings if f.severity == "Violation"}


def seen(findings: set[Finding]) -> set[tuple[str, str, str | None, str | None]]:
    return {(f.focus, f.shape, f.path, f.value) for f in findings}


def kind(term: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> str:
    """Tell IRIs from words, and words by their type: the order of unlike ones is nobody's to judge."""
    return term.datatype.value if isinstance(term, ox.Literal) else ""


def broken(store: ox.Store, draw: random.Random) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """Take some triples out of a store and put some that make no sense in."""
    went = draw.sample(QUADS, draw.randint(1, 5))
    came = []
    for quad in draw.sample(QUADS, draw.randint(0, 4)):
        others = sorted({other.object for other in QUADS if kind(other.object) == kind(quad.object)}, key=str)
        came.append(ox.Quad(quad.subject, quad.predicate, draw.choice(others)))
    went = [quad for quad in went if quad in store and quad not in came]
    came = [quad for quad in came if quad not in store]
    for quad in went:
        store.remove(quad)
    store.extend(came)
    return went, came


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_a_change_judged_where_it_is_seen_is_judged_whole(seed: int) -> None:
    graph = Graph.of((f"{quad.triple} .\n" for quad in QUADS), base=SAMPLE.base)
    draw = random.Random(seed)
    broken(graph.store, draw)
    before = seen(judged(graph))
    went, came = broken(graph.store, draw)
    sights = REACH.sights(graph.store, [*went, *came])
    nodes = set(sights)
    shown = Graph.of(sorted({f"{quad.triple} .\n" for quad in REACH.around(graph.store, nodes)}), base=SAMPLE.base)
    names = {node.value for node in nodes}
    there = {one for one in seen(judged(shown)) if one[0] in names}
    elsewhere = {one for one in before if one[0] not in names}
    after = seen(judged(graph))
    assert there | elsewhere == after
    shapes = {node.value: some for node, some in sights.items()}
    assert all(shape in shapes.get(focus, ()) for focus, shape, *_ in before ^ after)


def test_a_change_is_seen_by_few() -> None:
    graph = Graph.of((f"{quad.triple} .\n" for quad in QUADS), base=SAMPLE.base)
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    (old,) = graph.store.quads_for_pattern(ox.NamedNode(SAMPLE.base + "city/lanzhou"), label, None)
    graph.store.remove(old)
    assert set(REACH.sights(graph.store, [old])) == {ox.NamedNode(SAMPLE.base + "city/lanzhou")}


def lines(turtle: str) -> bytes:
    prefixes = f"@prefix sh: <{SH}> . @prefix x: <http://x/> . "
    triples = ox.parse(input=prefixes + turtle, format=ox.RdfFormat.TURTLE)
    return ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.N_TRIPLES) or b""


PLAIN = "x:s a sh:PropertyShape ; sh:targetClass x:C ; sh:path"
NESTED = "x:t a sh:NodeShape ; sh:property x:u . x:u a sh:PropertyShape ; sh:path x:r ; sh:lessThan x:l ."
ROUND = (
    "x:s a sh:NodeShape ; sh:targetClass x:C ; sh:property x:t . x:t a sh:PropertyShape ; sh:path x:p ; sh:node x:s ."
)


@pytest.mark.parametrize(
    ("turtle", "depth", "steps", "inverse", "deep"),
    [
        (f"{PLAIN} x:p ; sh:minCount 1 .", 1, "p", "", ""),
        (f"{PLAIN} ( x:p x:q ) ; sh:minCount 1 .", 2, "pq", "", "q"),
        (f"{PLAIN} [ sh:inversePath x:p ] ; sh:maxCount 0 .", 1, "", "p", ""),
        (f"{PLAIN} [ sh:alternativePath ( x:p ( x:q x:r ) ) ] ; sh:maxCount 0 .", 2, "pqr", "", "r"),
        (f"{PLAIN} x:p ; sh:node x:t . {NESTED}", 2, "pr", "", "lr"),
        (f"{PLAIN} [ sh:zeroOrMorePath x:p ] ; sh:minCount 1 .", None, "p", "", ""),
        (f"{PLAIN} x:p ; sh:property x:u . x:u sh:path x:r ; sh:maxCount 0 .", None, "pr", "", "r"),
        (ROUND, None, "p", "", ""),
    ],
)
def test_how_far_shapes_see(turtle: str, depth: int | None, steps: str, inverse: str, deep: str) -> None:
    view = everything(shapes_of(lines(turtle), "test"))
    found = (view.steps, view.inverse, view.deep)
    named = [{iri.removeprefix("http://x/") for iri in some if iri.startswith("http://x/")} for some in found]
    assert (view.depth, *named) == (depth, set(steps), set(inverse), set(deep))


def test_our_own_shapes_see_an_end() -> None:
    assert REACH.whole.depth is not None
    assert REACH.whole.depth <= 4
    assert all(Path(file).is_file() for file in WORLD.shapes)


def test_a_closed_shape_of_values_makes_every_triple_of_theirs_matter() -> None:
    closing = "x:t a sh:NodeShape ; sh:closed true ; sh:property x:u . x:u a sh:PropertyShape ; sh:path x:r ."
    reach = Reach.of(shapes_of(lines(f"{PLAIN} x:p ; sh:node x:t . {closing}"), "test"), {})
    store = ox.Store()
    a, b, c = (ox.NamedNode(f"http://x/{name}") for name in "abc")
    store.add(ox.Quad(a, ox.NamedNode("http://x/p"), b))
    came = ox.Quad(b, ox.NamedNode("http://x/anything"), c)
    store.add(came)
    assert set(reach.sights(store, [came])) == {a, b}


def test_what_stands_beside_a_thing_is_looked_at_only_where_a_shape_looks() -> None:
    for typed in (q for q in QUADS if q.predicate.value == TYPE and q.object.value == ORGANIZATION):
        named = next(q for q in QUADS if q.subject == typed.subject and q.predicate.value == LABEL)
        claims = {q.subject for q in QUADS if q.predicate.value in (SUBJECT, OBJECT) and q.object == typed.subject}
        holders = {q.subject for q in QUADS if q.predicate.value in (AT, HOLDS_POST_AT) and q.object == typed.subject}
        assert claims
        assert set(REACH.sights(SAMPLE.store, [named])) == {typed.subject}
        seen_by = set(REACH.sights(SAMPLE.store, [typed]))
        assert seen_by >= {typed.subject} | holders
        assert not seen_by & claims


TWO = """
x:s a sh:NodeShape ; sh:targetClass x:C ; sh:class x:D ; sh:property x:one , [ sh:path x:q ; sh:minCount 1 ] .
x:one sh:path x:p ; sh:node [ sh:property [ sh:path x:r ; sh:class x:E ] ] .
"""


def test_what_does_not_depend_on_one_another_has_views_of_its_own() -> None:
    found = views(shapes_of(lines(TWO), "test"))
    assert {name.removeprefix("http://x/"): sorted(iri[-1] for iri in view.seen) for name, view in found.items()} == {
        "s": ["q"],
        "one": ["p", "r"],
    }
    assert {iri[-1] for iri in found["http://x/s"].classes} == {"C", "D"}
    assert {iri[-1] for iri in found["http://x/one"].classes} == {"C", "E"}


def test_properties_that_count_beside_one_another_have_one_view() -> None:
    counted = "sh:qualifiedValueShape [ sh:class x:E ] ; sh:qualifiedMaxCount 1 ; sh:qualifiedValueShapesDisjoint true"
    both = f"x:one sh:path x:p ; {counted} . x:two sh:path x:q ; {counted} ."
    found = views(
        shapes_of(lines(f"x:s a sh:NodeShape ; sh:targetClass x:C ; sh:property x:one , x:two . {both}"), "test")
    )
    assert list(found) == ["http://x/s"]


def test_a_class_matters_to_who_asks_for_it_or_one_above() -> None:
    classes = {Iri("http://x/Below"): frozenset({Iri("http://x/E")}), Iri("http://x/Other"): frozenset[Iri]()}
    reach = Reach.of(shapes_of(lines(TWO), "test"), classes)
    store = ox.Store()
    a, b, c = (ox.NamedNode(f"http://x/{name}") for name in "abc")
    store.extend([ox.Quad(a, ox.NamedNode("http://x/p"), b), ox.Quad(b, ox.NamedNode("http://x/r"), c)])

    def sights(cls: str) -> dict[str, set[str]]:
        found = reach.sights(store, [ox.Quad(c, ox.NamedNode(TYPE), ox.NamedNode(f"http://x/{cls}"))])
        return {node.value[-1]: {name.removeprefix("http://x/") for name in some} for node, some in found.items()}

    assert sights("Below") == sights("E") == {"a": {"one"}, "b": {"one"}, "c": {"one"}}
    assert sights("D") == {"c": {"s"}}
    assert sights("Other") == {}


def test_what_is_seen_by_way_of_a_triple() -> None:
    reach = Reach.of(shapes_of(lines(TWO), "test"), {})
    store = ox.Store()
    a, b, c = (ox.NamedNode(f"http://x/{name}") for name in "abc")
    near, far = ox.Quad(a, ox.NamedNode("http://x/p"), b), ox.Quad(b, ox.NamedNode("http://x/r"), c)
    store.extend([near, far])
    assert reach.beneath(store, [near]) == {b: {"http://x/one"}, c: {"http://x/one"}}
    assert reach.beneath(store, [far]) == {c: {"http://x/one"}}


def test_a_predicate_walked_both_ways_leads_both_ways() -> None:
    reach = Reach.of(shapes_of(lines(f"{PLAIN} ( x:p [ sh:inversePath x:p ] ) ; sh:maxCount 1 ."), "test"), {})
    store = ox.Store()
    a, b, c = (ox.NamedNode(f"http://x/{name}") for name in "abc")
    one, other = ox.Quad(a, ox.NamedNode("http://x/p"), b), ox.Quad(c, ox.NamedNode("http://x/p"), b)
    store.extend([one, other])
    assert set(reach.beneath(store, [one])) == {a, b, c}
    assert set(reach.sights(store, [other])) >= {a, c}
