"""From findings to claims: exactly those without which the finding would not be there."""

from dataclasses import replace

import pytest
import sample

from kg.build.quarantine import Targets, condemned
from kg.domain import load
from kg.graph import Graph, assemble
from kg.model import Claim, Node, Period
from kg.validate import validate
from kg.vocab import (
    ABOUT,
    AT,
    CONTAINED_IN,
    COUNT,
    FOUNDING_DATE,
    HOLDER,
    HOLDS_POST_AT,
    LABEL,
    OBSERVATION,
    PARTICIPATION,
    PARTICIPATION_OF,
    POST,
    TITLE,
    VALUE,
    iri,
)

DOC = sample.document()
PERSON, CITY, COLLEGE = (sample.mention(DOC, words) for words in ("Wen Yi", "Lanzhou", "Lanzhou IP College"))
WORLD = load()
TARGETS = Targets.read(WORLD.shapes)


def taken_out(*claims: Claim, entity_of=sample.entity_of) -> tuple[set[tuple[str, str]], Graph]:
    """Build a graph of some claims and one that is sound; return what is condemned, and the graph without it."""
    sound = sample.claims_a(DOC)[4]
    made = sample.account(DOC, [PERSON, CITY, COLLEGE], [sound, *claims], entity_of)
    graph = Graph.of(assemble([made], sample.SETTING))
    reasons = condemned(graph, validate(graph, WORLD, engine="fast"), TARGETS)
    rest = Graph.of(assemble([made], sample.SETTING, leave_out=reasons))
    named = {c.iri: (c.predicate.rpartition("#")[2].rpartition("/")[2], str(c.object)) for c in graph.claims()}
    return {named[name] for name in reasons}, rest


def test_a_sound_graph_loses_nothing() -> None:
    lost, rest = taken_out(*sample.claims_a(DOC))
    assert lost == set()
    assert validate(rest, WORLD, engine="fast").conforms


def test_a_node_with_a_bad_part_goes() -> None:
    lost, rest = taken_out(sample.node_claim(DOC, Node(OBSERVATION, ((ABOUT, CITY), (VALUE, "many"))), "60.21 patents"))
    assert lost == {("type", OBSERVATION)}
    assert validate(rest, WORLD, engine="fast").conforms
    assert not rest.query("ASK { ?o a kg:Observation }").truth


def test_a_node_whose_own_node_is_bad_goes() -> None:
    part = Node(PARTICIPATION, ((COUNT, 3),))
    event = Node(iri("ip:Visit"), ((LABEL, "a visit"), (PARTICIPATION_OF, part)))
    lost, rest = taken_out(sample.node_claim(DOC, event, "graduated"))
    assert lost == {("type", iri("ip:Visit"))}
    assert validate(rest, WORLD, engine="fast").conforms


def test_a_post_takes_its_shortcut_along() -> None:
    post = Node(POST, ((HOLDER, PERSON), (TITLE, ""), (AT, CITY)))
    lost, rest = taken_out(sample.node_claim(DOC, post, "Wen Yi, Lanzhou vice mayor"))
    assert {predicate for predicate, _ in lost} == {"type", "holdsPostAt"}
    assert not rest.query("ASK { ?p kg:holdsPostAt ?o }").truth
    assert rest.query("ASK { <person/wen-yi> rdfs:label ?l }").truth


@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [
        (CITY, HOLDS_POST_AT, COLLEGE),
        (PERSON, FOUNDING_DATE, Period("2016", "2016", "2016")),
        (COLLEGE, CONTAINED_IN, CITY),
        (COLLEGE, FOUNDING_DATE, Period(None, None, "long ago")),
        (PERSON, HOLDS_POST_AT, PERSON),
    ],
)
def test_a_relation_between_the_wrong_things_goes_and_leaves_the_things(subject, predicate, object_) -> None:
    lost, rest = taken_out(sample.claim(DOC, subject, predicate, object_, "Wen Yi, Lanzhou"))
    assert {name for name, _ in lost} == {predicate.rpartition("#")[2].rpartition("/")[2]}
    assert validate(rest, WORLD, engine="fast").conforms
    assert rest.query("ASK { <person/wen-yi> a schema:Person . <city/lanzhou> a schema:City }").truth


def test_a_thing_that_is_wrong_itself_goes_with_all_that_is_said_of_it() -> None:
    def entity_of(mention):
        found = sample.entity_of(mention)
        return replace(found, label=" two\nlines ") if found and found.label == "Wen Yi" else found

    lost, rest = taken_out(*sample.claims_a(DOC), entity_of=entity_of)
    assert ("type", sample.PERSON) in lost
    assert not rest.query("ASK { <person/wen-yi> ?p ?o }").truth
    assert validate(rest, WORLD, engine="fast").conforms


def test_the_reason_names_the_shape_and_the_fault() -> None:
    doc_claim = sample.node_claim(DOC, Node(OBSERVATION, ((ABOUT, CITY), (VALUE, "many"))), "60.21 patents")
    graph = Graph.of(assemble([sample.account(DOC, [], [doc_claim], sample.entity_of)], sample.SETTING))
    reasons = condemned(graph, validate(graph, WORLD, engine="fast"), TARGETS)
    assert any("ObservationShape-value" in reason for reason in reasons.values())


def test_targets_are_read_from_the_shapes() -> None:
    assert HOLDS_POST_AT in TARGETS.subjects_of[iri("kg:HoldsPostAtShape")]
