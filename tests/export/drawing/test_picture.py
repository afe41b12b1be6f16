import math
from collections import Counter

import pyoxigraph as ox
import pytest
from drawn import node
from hypothesis import given
from hypothesis import strategies as st

from kg.export import Options, spool
from kg.export.drawing.picture import picture
from kg.graph import Graph, order
from kg.vocab import (
    ABOUT,
    AGENT,
    AT,
    CLAIM,
    CONFIDENCE,
    HOLDER,
    INTERVAL,
    LABEL,
    OBJECT,
    PARTICIPATION_OF,
    PERIOD,
    PREDICATE,
    SUBJECT,
    TYPE,
    iri,
)

HASHES = [f"{kind}/{digit * 16}" for kind, digit in (("post", "0"), ("observation", "1"), ("participation", "2"))]
THINGS = ["person/a", "person/a-b", "city/b", "event/e", "interval/i", *HASHES]
LINKS = [HOLDER, AT, ABOUT, AGENT, PARTICIPATION_OF, PERIOD, iri("schema:knows")]
TRIPLES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(THINGS), st.sampled_from(LINKS), st.sampled_from(THINGS).map(node)),
        st.tuples(st.sampled_from(THINGS), st.sampled_from([LABEL, iri("kg:title")]), st.just(ox.Literal("words"))),
        st.just(("interval/i", TYPE, ox.NamedNode(INTERVAL))),
    ),
    max_size=25,
)
CLAIMED = st.lists(st.tuples(st.sampled_from(THINGS), st.sampled_from(LINKS), st.sampled_from(THINGS)), max_size=4)


@pytest.fixture(scope="module", autouse=True)
def little_memory() -> None:
    """Let sorting and spooling go by files, however small the graphs."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, little in ((order, "BUDGET", 200), (order, "_BLOCK", 50), (spool, "_BATCH", 2)):
            patch.setattr(module, name, little)
        yield


def made_of(triples: list, claimed: list) -> Graph:
    """Make a graph of triples, and of others that are claimed and not asserted."""
    made = Graph(base=node("").value)
    made.store.extend(ox.Quad(node(s), ox.NamedNode(p), o) for s, p, o in triples)
    for number, (subject, predicate, value) in enumerate(claimed):
        for prop, term in (
            (TYPE, ox.NamedNode(CLAIM)),
            (SUBJECT, node(subject)),
            (PREDICATE, ox.NamedNode(predicate)),
            (OBJECT, node(value)),
            (iri("kg:modality"), ox.NamedNode(iri("kg:Possible"))),
        ):
            made.store.add(ox.Quad(node(f"claim/{number:016x}"), ox.NamedNode(prop), term))
    return made


def links(triples: list) -> set[tuple[str, str, str]]:
    """Return what are edges: triples between two things that the graph says something of."""
    things = {node(s).value for s, _, _ in triples}
    return {(node(s).value, p, o.value) for s, p, o in triples if isinstance(o, ox.NamedNode) and o.value in things}


@given(TRIPLES, CLAIMED, st.booleans())
def test_the_full_view_has_every_thing_and_every_relation(triples: list, claimed: list, every: bool) -> None:
    drawn = picture(made_of(triples, claimed), Options(all_claims=every))
    things = {node(s).value for s, _, _ in triples}
    nodes, edges = list(drawn.nodes), list(drawn.edges)
    assert sorted(n.attributes["iri"] for n in nodes) == sorted(things)
    found = [(e.ends[0], e.attributes["iri"], e.ends[1]) for e in edges]
    hedged = {(node(s).value, p, node(o).value) for s, p, o in claimed}
    wanted = links(triples) | ({t for t in hedged if {t[0], t[2]} <= things} if every else set())
    assert sorted(found) == sorted(wanted)
    assert drawn.size == len(edges)
    assert_sized(nodes, edges)


@given(TRIPLES, CLAIMED, st.booleans())
def test_the_view_of_entities_loses_no_thing_and_leads_nowhere_else(triples: list, claimed: list, every: bool) -> None:
    drawn = picture(made_of(triples, claimed), Options("entities", every))
    nodes, edges = list(drawn.nodes), list(drawn.edges)
    kept = {n.attributes["iri"] for n in nodes}
    folded = {e.attributes["iri"] for e in edges}
    for name in {node(s).value for s, _, _ in triples} - kept - {node("interval/i").value}:
        assert name in folded
    assert {end for e in edges for end in e.ends} <= kept
    assert len({e.id for e in edges}) == len(edges)
    unfolded = {t for t in links(triples) if {t[0], t[2]} <= kept}
    assert unfolded <= {(e.ends[0], e.attributes["iri"], e.ends[1]) for e in edges}
    assert_sized(nodes, edges)


def assert_sized(nodes: list, edges: list) -> None:
    degrees = Counter(end for e in edges for end in (e.source, e.target))
    assert {n.id: n.attributes["size"] for n in nodes} == {
        n.id: round(10 + 5 * math.sqrt(degrees[n.id]), 1) for n in nodes
    }


def test_all_classes_of_a_thing_are_told() -> None:
    made = Graph()
    for class_ in ("schema:City", "schema:Place"):
        made.store.add(ox.Quad(node("city/a"), ox.NamedNode(TYPE), ox.NamedNode(iri(class_))))
    (drawn,) = picture(made).nodes
    assert drawn.attributes["type"] == ("City", "Place")


def test_two_properties_of_one_local_name_are_two_attributes() -> None:
    made = Graph()
    for prop in ("http://one/size", "http://two/height", "http://three/height"):
        made.store.add(ox.Quad(node("city/a"), ox.NamedNode(prop), ox.Literal(prop)))
    (drawn,) = picture(made).nodes
    assert {"http://one/size", "http://two/height", "http://three/height"} <= set(drawn.attributes.values())


@pytest.mark.parametrize("words", ["high", "nan", "inf", ""])
def test_a_confidence_that_is_no_number_stops_nothing(words: str) -> None:
    made = Graph()
    claim, city = node("claim/0123456789abcdef"), node("city/a")
    for subject, prop, value in (
        (city, TYPE, ox.NamedNode(iri("schema:City"))),
        (claim, TYPE, ox.NamedNode(CLAIM)),
        (claim, SUBJECT, city),
        (claim, PREDICATE, ox.NamedNode(TYPE)),
        (claim, OBJECT, ox.NamedNode(iri("schema:City"))),
        (claim, CONFIDENCE, ox.Literal(words)),
    ):
        made.store.add(ox.Quad(subject, ox.NamedNode(prop), value))
    (drawn,) = picture(made).nodes
    assert drawn.attributes["confidence"] == 1.0
