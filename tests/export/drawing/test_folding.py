import pyoxigraph as ox
import sample
from drawn import node

from kg.export import Options
from kg.export.drawing.picture import Picture, PictureEdge, picture
from kg.graph import Graph, assemble
from kg.graph.naming import named_by_content
from kg.vocab import (
    ABOUT,
    AGENT,
    ALT_LABEL,
    AT,
    CITY,
    COMMITMENT,
    HOLDER,
    LABEL,
    OBSERVATION,
    PARTICIPATION_OF,
    PERIOD,
    PERSON,
    POST,
    TITLE,
    TYPE,
    iri,
)

ENTITIES = Options("entities")


def folded(graph: Graph | None = None) -> Picture:
    return picture(graph or sample.sample_graph(), ENTITIES)


def edges(drawn: Picture, interaction: str) -> list[PictureEdge]:
    return [e for e in drawn.edges if e.attributes["interaction"] == interaction]


def graph_of(*triples: tuple[str, str, object]) -> Graph:
    made = Graph()
    for subject, prop, value in triples:
        term = ox.Literal(value[1:]) if isinstance(value, str) and value.startswith("=") else value
        target = node(term) if isinstance(term, str) else term
        made.store.add(ox.Quad(node(subject), ox.NamedNode(prop), target))
    return made


POST_IRI, OTHER_IRI = "post/0123456789abcdef", "post/fedcba9876543210"
SOMEBODY = [("person/a", TYPE, ox.NamedNode(PERSON)), ("person/a", LABEL, "=A")]
SOMEWHERE = [("city/b", TYPE, ox.NamedNode(CITY)), ("city/b", LABEL, "=B")]
A_POST = [
    (POST_IRI, TYPE, ox.NamedNode(POST)),
    (POST_IRI, HOLDER, "person/a"),
    (POST_IRI, AT, "city/b"),
    (POST_IRI, TITLE, "=mayor"),
]


def test_a_post_is_an_edge_from_holder_to_place_with_all_that_it_held() -> None:
    vice, former = sorted(edges(folded(), "kg:Post"), key=lambda e: e.source, reverse=True)
    assert (vice.source, vice.target) == ("person:wen-yi", "city:lanzhou")
    assert vice.attributes["title"] == "vice mayor"
    assert vice.attributes["through"] == "kg:at"
    assert vice.attributes["evidence"] == ("Wen Yi, Lanzhou vice mayor",)
    assert vice.attributes["documents"] == ("a",)
    assert vice.attributes["rules"] == ("by-hand",)
    assert vice.attributes["confidence"] == 0.95
    assert named_by_content(str(vice.attributes["iri"]))
    assert former.attributes["status"] == "Former"


def test_a_figure_is_an_edge_from_whom_it_is_about_to_what_it_counts() -> None:
    (figure,) = edges(folded(), "kg:Observation")
    assert (figure.source, figure.target) == ("city:lanzhou", "measure:patents")
    wanted = {"value": 60.21, "per": "10,000 residents", "comparator": "Exactly", "period": "2020"}
    assert figure.attributes.items() >= wanted.items()


def test_where_there_is_no_other_end_it_is_the_document() -> None:
    (said,), (promised,) = edges(folded(), "schema:Quotation"), edges(folded(), "kg:Commitment")
    assert (said.source, said.target, said.attributes["text"]) == ("person:wen-yi", "document:a", "We act early,")
    assert (promised.source, promised.target) == ("city:lanzhou", "document:a")
    assert promised.attributes["action"] == "work with WIPO"
    assert said.attributes["through"] == "prov:wasDerivedFrom"


def test_events_are_things_and_who_took_part_in_them_edges() -> None:
    drawn = folded()
    (event,) = (n for n in drawn.nodes if n.attributes["label"] == "a batch graduated")
    (part,) = edges(drawn, "kg:Participation")
    assert (part.source, part.target) == (event.id, "document:a")
    assert part.attributes.items() >= {"who": "postgraduates", "count": 178}.items()
    assert part.attributes["evidence"] == ("a batch of 178 postgraduates graduated",)


def test_an_interval_is_a_start_and_an_end() -> None:
    (event,) = (n for n in folded().nodes if n.attributes["label"] == "a batch graduated")
    assert event.attributes.items() >= {"period_start": "2018-01", "period_end": "2018-06"}.items()


def test_nothing_is_left_over_and_nothing_is_lost() -> None:
    full, drawn = picture(sample.sample_graph()), folded()
    kept = {n.id for n in drawn.nodes}
    gone = [n for n in full.nodes if n.id not in kept]
    assert {n.attributes["type"] for n in gone} == {
        "Post", "Observation", "Quotation", "Commitment", "Participation", "Interval"
    }  # fmt: skip
    told = {str(e.attributes["iri"]) for e in drawn.edges}
    for old in gone:
        if old.attributes["type"] != "Interval":
            assert old.attributes["iri"] in told
            (edge,) = (e for e in drawn.edges if e.attributes["iri"] == old.attributes["iri"])
            own = set(old.attributes) - {"name", "type", "color", "size", "label"}
            assert {k: edge.attributes[k] for k in own - SUPPORT} == {k: old.attributes[k] for k in own - SUPPORT}
    assert all({e.source, e.target} <= kept for e in drawn.edges)


SUPPORT = {"evidence", "documents", "rules", "confidence"}  # of a participation these are its event's


def test_a_joint_commitment_is_an_edge_from_each() -> None:
    made = graph_of(
        *SOMEBODY,
        *SOMEWHERE,
        ("commitment/0123456789abcdef", TYPE, ox.NamedNode(COMMITMENT)),
        ("commitment/0123456789abcdef", AGENT, "person/a"),
        ("commitment/0123456789abcdef", AGENT, "city/b"),
        ("commitment/0123456789abcdef", iri("kg:with"), "organization/c"),
        ("organization/c", LABEL, "=C"),
    )
    found = [(e.source, e.target) for e in folded(made).edges]
    assert sorted(found) == [("city:b", "organization:c"), ("person:a", "organization:c")]


def test_what_is_no_fact_says_so() -> None:
    made = graph_of(*SOMEBODY, *SOMEWHERE, *A_POST, (POST_IRI, iri("kg:modality"), ox.NamedNode(iri("kg:Planned"))))
    (edge,) = folded(made).edges
    assert edge.attributes["modality"] == "Planned"
    assert edge.attributes["label"] == "(planned) mayor, B"


def ids(*triples: tuple[str, str, object]) -> set[str]:
    return {n.id for n in folded(graph_of(*triples)).nodes}


def test_what_cannot_be_folded_stays_a_node() -> None:
    stays = POST_IRI.replace("/", ":")
    assert ids(*SOMEBODY, *SOMEWHERE, *A_POST) == {"person:a", "city:b"}
    # It has no main end that is a node; another thing refers to it; it has a name; nothing says so in a document.
    assert stays in ids(*SOMEWHERE, *[t for t in A_POST if t[1] != HOLDER])
    assert stays in ids(*SOMEBODY, *SOMEWHERE, *A_POST, ("person/a", iri("schema:hasOccupation"), POST_IRI))
    assert stays in ids(*SOMEBODY, *SOMEWHERE, *A_POST, (POST_IRI, LABEL, "=the mayor"))
    assert stays in ids(*SOMEBODY, *[t for t in A_POST if t[1] != AT])


def test_two_nodes_without_names_that_refer_to_each_other_both_stay() -> None:
    found = ids(
        *SOMEBODY,
        *A_POST,
        *SOMEWHERE,
        (OTHER_IRI, TYPE, ox.NamedNode(OBSERVATION)),
        (OTHER_IRI, ABOUT, POST_IRI),
        (OTHER_IRI, iri("kg:measure"), "measure/m"),
        ("measure/m", LABEL, "=m"),
    )
    assert {POST_IRI.replace("/", ":"), OTHER_IRI.replace("/", ":")} <= found


def test_an_interval_that_points_elsewhere_or_that_nothing_lies_in_stays() -> None:
    span = ("interval/x", TYPE, ox.NamedNode(iri("kg:Interval")))
    assert "interval:x" in ids(span)
    assert "interval:x" in ids(
        *SOMEBODY, span, ("person/a", PERIOD, "interval/x"), ("interval/x", ALT_LABEL, "person/a")
    )
    assert "interval:x" not in ids(*SOMEBODY, span, ("person/a", PERIOD, "interval/x"))


def test_relations_that_no_claim_asserts_are_drawn_when_asked_for() -> None:
    drawn = picture(sample.sample_graph(), Options("entities", all_claims=True))
    (planned,) = edges(drawn, "kg:cooperatesWith")
    assert planned.attributes["modality"] == "Planned"
    assert edges(folded(), "kg:cooperatesWith") == []


def test_what_is_merely_possible_stays_marked() -> None:
    alone = Graph.of(assemble([sample.account_a()], sample.SETTING))
    heron = next(n for n in folded(alone).nodes if n.id == "event:operation-heron")
    assert heron.attributes["modality"] == "Possible"


def test_a_part_of_two_things_has_the_words_of_each() -> None:
    part, who = "participation/0123456789abcdef", "organization/c"
    made = graph_of(
        ("event/x", LABEL, "=x"),
        ("event/y", LABEL, "=y"),
        (who, LABEL, "=C"),
        *[(event, PARTICIPATION_OF, part) for event in ("event/x", "event/y")],
        (part, TYPE, ox.NamedNode(iri("kg:Participation"))),
        (part, iri("kg:who"), who),
        *[
            triple
            for event, words in (("event/x", "x words"), ("event/y", "y words"))
            for triple in (
                (f"claim/{event[-1] * 16}", TYPE, ox.NamedNode(iri("kg:Claim"))),
                (f"claim/{event[-1] * 16}", iri("rdf:subject"), event),
                (f"claim/{event[-1] * 16}", iri("rdf:predicate"), ox.NamedNode(TYPE)),
                (f"claim/{event[-1] * 16}", iri("rdf:object"), ox.NamedNode(iri("schema:Event"))),
                (f"claim/{event[-1] * 16}", iri("prov:wasDerivedFrom"), f"evidence/{event[-1]}"),
                (f"evidence/{event[-1]}", TYPE, ox.NamedNode(iri("kg:Evidence"))),
                (f"evidence/{event[-1]}", iri("oa:exact"), f"={words}"),
                (f"evidence/{event[-1]}", iri("oa:hasSource"), "document/d"),
            )
        ],
    )
    told = {e.source: (e.target, e.attributes["evidence"], e.attributes["documents"]) for e in folded(made).edges}
    assert told == {
        "event:x": ("organization:c", ("x words",), ("d",)),
        "event:y": ("organization:c", ("y words",), ("d",)),
    }


def test_a_part_that_does_not_fold_is_an_edge_of_its_whole() -> None:
    part = "participation/0123456789abcdef"
    triples = [
        ("event/x", LABEL, "=x"),
        ("event/x", PARTICIPATION_OF, part),
        (part, TYPE, ox.NamedNode(iri("kg:Participation"))),
        (part, iri("kg:who"), "=somebody"),
    ]
    drawn = folded(graph_of(*triples))
    assert [(e.source, e.target) for e in drawn.edges] == [("event:x", part.replace("/", ":"))]
    assert next(n for n in drawn.nodes if n.id == "event:x").attributes["size"] == 15.0
