import random
import re
from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
import sample
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import Graph, Ledger, assemble
from kg.graph.naming import ID
from kg.model import Claim, Document, Entity, Evidence, Iri, Modality, Node, Period, Span
from kg.vocab import (
    ABOUT,
    CHANGE_PERCENT,
    COOPERATES_WITH,
    FOUNDING_DATE,
    LABEL,
    MEASURE,
    MEASURE_OF,
    OBSERVATION,
    PART_OF_INDEX,
    PERIOD,
    PREF_LABEL,
    RANK_OBSERVATION,
    RANKING,
    RANKING_OF,
    TYPE,
    VALUE,
    iri,
)

DOC = sample.document()
CITY = sample.mention(DOC, "Lanzhou")
WORDS = "60.21 patents per 10,000 residents in 2020"


def built(*claims: Claim, **options) -> Graph:
    made = sample.account(DOC, [], claims, sample.entity_of)
    return Graph.of(assemble([made], replace(sample.SETTING, **options)))


def rows(graph: Graph, pattern: str, columns: str = "*") -> list[tuple]:
    return [tuple(row) for row in graph.query(f"SELECT {columns} {{ {pattern} }}")]


def observed(*parts) -> Graph:
    return built(sample.node_claim(DOC, Node(OBSERVATION, ((ABOUT, CITY), *parts)), WORDS))


def test_every_asserted_relation_stands_and_has_its_claim(graph: Graph) -> None:
    assert graph.query("ASK { <person/wen-yi> kg:holdsPostAt <city/lanzhou> }").truth
    claim = """?c a kg:Claim ; rdf:subject <person/wen-yi> ; rdf:predicate kg:holdsPostAt ; rdf:object <city/lanzhou> ;
        kg:confidence 0.95 ; kg:modality kg:Asserted ; kg:extractor "rules" ; kg:rule "by-hand" ;
        prov:wasGeneratedBy ?run ; prov:wasDerivedFrom ?e .
        ?e a kg:Evidence ; oa:hasSource <document/a> ; oa:start 0 ; oa:end 26 ; oa:exact "Wen Yi, Lanzhou vice mayor" .
        ?run a kg:Run ; rdfs:label ?label"""
    assert len(rows(graph, claim)) == 1


def test_a_planned_relation_stands_as_a_claim_alone(graph: Graph) -> None:
    assert not graph.query("ASK { ?s kg:cooperatesWith ?o }").truth
    planned = "?c rdf:predicate kg:cooperatesWith ; kg:modality kg:Planned"
    assert len(rows(graph, planned)) == 1


def test_a_relation_that_one_source_asserts_and_another_denies_stands_with_both_claims() -> None:
    wipo = sample.mention(DOC, "WIPO")
    claims = [
        sample.claim(DOC, CITY, COOPERATES_WITH, wipo, "WIPO", modality=m) for m in (Modality.DENIED, Modality.ASSERTED)
    ]
    both = built(*claims)
    assert both.query("ASK { <city/lanzhou> kg:cooperatesWith ?o }").truth
    assert len(rows(both, "?c rdf:predicate kg:cooperatesWith")) == 2


def test_every_direct_triple_and_node_has_a_claim_with_evidence(graph: Graph) -> None:
    missing = """SELECT ?s ?p ?o { ?s ?p ?o . FILTER(isIRI(?s))
        FILTER NOT EXISTS { ?s a ?machinery . FILTER(?machinery IN
            (kg:Claim, kg:Evidence, kg:Run, kg:Interval, kg:Measure, kg:Participation, schema:NewsArticle)) }
        FILTER NOT EXISTS { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; prov:wasDerivedFrom/oa:exact ?words }
        FILTER NOT EXISTS { ?c rdf:subject ?s ; rdf:predicate rdf:type ; prov:wasDerivedFrom/oa:exact ?words }}"""
    assert list(graph.query(missing)) == []


def test_evidence_is_what_stands_there(graph: Graph) -> None:
    texts = {"a": sample.TEXT_A, "b": sample.TEXT_B}
    found = [e for claim in graph.claims() for e in claim.evidence]
    assert len(found) == len(list(graph.claims()))
    assert all(texts[e.document][e.span.start : e.span.end] == e.exact for e in found)


def test_entities_have_one_label_their_names_and_identifiers(graph: Graph) -> None:
    found = rows(graph, "<city/lanzhou> rdfs:label ?l ; skos:altLabel ?n ; schema:sameAs ?i ; a ?c", "?l ?n ?i ?c")
    assert found == [("Lanzhou", "Lan-chou", "http://www.wikidata.org/entity/Q1", sample.CITY)]


def test_an_entity_has_one_claim_per_document_that_names_it(graph: Graph) -> None:
    found = rows(graph, "?c rdf:subject <person/wen-yi> ; rdf:predicate rdf:type ; prov:wasDerivedFrom/oa:hasSource ?d")
    assert len(found) == 2


def test_documents_say_where_they_come_from(graph: Graph) -> None:
    (one,) = [d for d in graph.documents() if d.id == "a"]
    assert (one.headline, one.date, one.url, one.sha256) == (
        "Title a",
        "2021-04-27",
        "https://example.org/a?b=1&c=2",
        DOC.sha256,
    )


def test_a_document_is_the_subject_of_claims_about_its_author() -> None:
    author = sample.claim(
        DOC, sample.iri("schema:NewsArticle"), iri("schema:author"), sample.mention(DOC, "Wen Yi"), "Wen Yi"
    )
    assert built(author).query("ASK { <document/a> schema:author <person/wen-yi> }").truth


def test_claims_are_named_by_what_they_say_and_where() -> None:
    post = next(c for c in sample.claims_a(DOC))
    again = replace(post, confidence=0.5, rule="other")
    moved = replace(post, evidence=(replace(post.evidence[0], document="b"),))
    assert len(rows(built(post, again), "?c rdf:predicate kg:holdsPostAt")) == 1
    assert len(rows(built(post, moved), "?c rdf:predicate kg:holdsPostAt")) == 2


def test_two_rules_that_agree_make_one_claim_with_both_names_and_the_higher_confidence() -> None:
    post = sample.claims_a(DOC)[0]
    merged = built(replace(post, confidence=0.5, rule="other"), post)
    (claim,) = [c for c in merged.claims() if c.predicate == iri("kg:holdsPostAt")]
    assert claim.rules == ("by-hand", "other")
    assert claim.confidence == Decimal("0.95")


def test_hashed_names_have_sixteen_digits(graph: Graph) -> None:
    names = [q.subject.value for q in graph.store if "/claim/" in q.subject.value]
    assert all(re.fullmatch(re.escape(ID) + "claim/[0-9a-f]{16}", name) for name in names)


def test_measures_are_named_by_their_label_and_keep_the_domain_s_own() -> None:
    minted = observed((MEASURE_OF, Node(MEASURE, ((LABEL, "invention patent applications"),))))
    assert minted.query("ASK { <measure/invention-patent-applications> skos:prefLabel ?l ; a kg:Measure }").truth
    own = iri("ip:patents")
    known = {own: Entity(own, MEASURE, "patents")}
    claim = sample.node_claim(DOC, Node(OBSERVATION, ((ABOUT, CITY), (MEASURE_OF, own))), WORDS)
    described = built(claim, known=known)
    assert described.query(
        'ASK { ?o kg:measure ip:patents . ip:patents a kg:Measure ; skos:prefLabel "patents" }'
    ).truth


def test_a_measure_with_two_spellings_has_one_name() -> None:
    claims = [
        sample.node_claim(
            DOC, Node(OBSERVATION, ((ABOUT, CITY), (MEASURE_OF, Node(MEASURE, ((PREF_LABEL, name),))))), WORDS
        )
        for name in ("GDP", "gdp")
    ]
    assert len(rows(built(*claims), "<measure/gdp> skos:prefLabel ?l")) == 1


def test_rankings_of_two_indexes_stay_apart() -> None:
    index = sample.mention(DOC, "WIPO")
    nodes = [Node(RANKING, ((LABEL, "overall"),)), Node(RANKING, ((LABEL, "overall"), (PART_OF_INDEX, index)))]
    claims = [sample.node_claim(DOC, Node(RANK_OBSERVATION, ((ABOUT, CITY), (RANKING_OF, n))), WORDS) for n in nodes]
    names = {row[0] for row in rows(built(*claims), "?r a kg:Ranking")}
    assert names == {ID + "ranking/overall", ID + "ranking/wipo--overall"}


def test_periods_are_dates_intervals_or_words() -> None:
    year = observed((PERIOD, Period("2020", "2020", "2020")))
    assert rows(year, "?o kg:period ?p", "?p") == [("2020",)]
    half = observed((PERIOD, Period("2018-01", "2018-06", "the first half of 2018")))
    (ends,) = rows(half, "?o kg:period ?i . ?i a kg:Interval ; kg:start ?s ; kg:end ?e", "?i ?s ?e")
    assert ends == (ID + "interval/2018-01--2018-06", "2018-01", "2018-06")
    since = observed((PERIOD, Period("2018", None, "since 2018")))
    assert since.query("ASK { ?o kg:period ?i . ?i kg:start ?s . FILTER NOT EXISTS { ?i kg:end ?e } }").truth
    words = observed((PERIOD, Period(None, None, "last year")))
    assert rows(words, "?o kg:periodText ?p", "?p") == [("last year",)]
    assert not words.query("ASK { ?o kg:period ?p }").truth


def test_a_founding_date_keeps_its_granularity(graph: Graph) -> None:
    assert graph.query('ASK { ?o schema:foundingDate "2016"^^xsd:gYear }').truth
    assert FOUNDING_DATE in {c.predicate for c in graph.claims()}


def test_numbers_have_their_types() -> None:
    made = observed((VALUE, Decimal("82800")), (CHANGE_PERCENT, Decimal("16")))
    assert made.query('ASK { ?o kg:value 82800 ; kg:changePercent "16"^^xsd:decimal }').truth


def test_what_is_not_asserted_says_so_on_the_node() -> None:
    node = Node(OBSERVATION, ((ABOUT, CITY), (VALUE, 3), (MEASURE_OF, Node(MEASURE, ((LABEL, "x"),)))))
    sure = built(sample.node_claim(DOC, node, WORDS))
    hedged = built(sample.node_claim(DOC, node, WORDS, modality=Modality.POSSIBLE))
    assert not sure.query("ASK { ?o a kg:Observation ; kg:modality ?m }").truth
    assert hedged.query("ASK { ?o a kg:Observation ; kg:modality kg:Possible }").truth
    assert not hedged.query("ASK { ?o a kg:Measure ; kg:modality ?m }").truth
    assert {r[0] for r in rows(sure, "?o a kg:Observation")} != {r[0] for r in rows(hedged, "?o a kg:Observation")}


def test_a_named_event_is_one_node_with_one_class(graph: Graph) -> None:
    assert rows(graph, "<event/operation-heron> a ?c") == [(iri("ip:Seizure"),)]


def test_what_is_merely_possible_of_an_event_that_took_place_stays_a_claim(graph: Graph) -> None:
    assert not graph.query("ASK { <event/operation-heron> kg:period ?p }").truth
    assert not graph.query("ASK { <event/operation-heron> kg:modality ?p }").truth
    assert graph.query(
        "ASK { ?c rdf:subject <event/operation-heron> ; rdf:predicate kg:period ; kg:modality kg:Possible }"
    ).truth


def test_an_event_that_nobody_asserts_says_so_itself() -> None:
    alone = Graph.of(assemble([sample.account_a()], sample.SETTING))
    assert alone.query(
        'ASK { <event/operation-heron> kg:modality kg:Possible ; kg:period "2021-05"^^xsd:gYearMonth }'
    ).truth


def test_the_order_of_documents_and_claims_does_not_matter(graph: Graph) -> None:
    accounts = [sample.account_b(), sample.account_a()]
    shuffled = [replace(a, claims=tuple(random.Random(1).sample(a.claims, len(a.claims)))) for a in accounts]
    assert list(Graph.of(assemble(shuffled, sample.SETTING)).ntriples()) == list(graph.ntriples())


def test_a_base_of_one_s_own_takes_the_place_of_ours() -> None:
    moved = sample.sample_graph("https://example.org/kg/")
    assert not [line for line in moved.ntriples() if b"<" + ID.encode() in line]
    assert moved.base == Graph(moved.store).base == "https://example.org/kg/"
    assert len(moved) == len(sample.sample_graph())


def test_there_are_no_blank_nodes(graph: Graph) -> None:
    assert not [q for q in graph.store if isinstance(q.object, ox.BlankNode) or isinstance(q.subject, ox.BlankNode)]


def test_what_is_left_out_goes_with_all_that_nothing_else_needs(graph: Graph) -> None:
    (claim,) = [c for c in graph.claims() if c.object == iri("kg:Commitment")]
    accounts = [sample.account_a(), sample.account_b()]
    rest = Graph.of(assemble(accounts, sample.SETTING, leave_out={claim.iri: "why"}))
    apart = Graph.of(assemble(accounts, sample.SETTING, only={claim.iri: "why"}))
    assert not rest.query("ASK { ?c a kg:Commitment }").truth
    assert len(list(rest.claims())) == len(list(graph.claims())) - 1
    assert [c.reason for c in apart.claims()] == ["why"]
    assert apart.query("ASK { ?c a kg:Commitment ; kg:agent ?a . ?a rdfs:label 'Lanzhou' }").truth
    assert set(rest.store) | {q for q in apart.store if "reason" not in q.predicate.value} == set(graph.store)


def test_the_ledger_counts_claims_and_entities() -> None:
    ledger = Ledger()
    made = Graph.of(assemble([sample.account_a()], sample.SETTING, ledger=ledger))
    assert sum(ledger.claims.values()) == len(list(made.claims()))
    assert ledger.claims[iri("kg:cooperatesWith"), Modality.PLANNED] == 1
    assert len(ledger.entities) == len(sample.ENTITIES)


def test_labels_are_one_line() -> None:
    node = Node(iri("schema:Event"), ((LABEL, " the big\n day "),), scope="x")
    assert rows(built(sample.node_claim(DOC, node, WORDS)), "?e rdfs:label ?l ; a schema:Event", "?l") == [
        ("the big day",)
    ]


def test_a_claim_of_a_class_names_the_entity_s_class() -> None:
    person = sample.ENTITIES["Wen Yi"]
    made = sample.account(DOC, [sample.mention(DOC, "Wen Yi")], [], sample.entity_of)
    (claim,) = Graph.of(assemble([made], sample.SETTING)).claims()
    assert (claim.subject, claim.predicate, claim.object) == (person.iri, TYPE, Iri(person.type))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(
    TEXT, TEXT, TEXT, st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
)
def test_any_words_and_numbers_are_a_fixed_point_of_store_and_dump(
    title: str, said: str, name: str, value: Decimal
) -> None:
    text = f"{title} {said}"
    doc = Document(name, text, title=title, url=said)
    city = Entity(Iri(ID + "city/x"), sample.CITY, "x", (name,))
    node = Node(OBSERVATION, ((ABOUT, city), (VALUE, value), (iri("kg:unit"), said), (iri("kg:scope"), title)))
    claim = Claim(node, TYPE, OBSERVATION, (Evidence.of(doc, Span(0, len(text))),), rule=said, extractor=title)
    made = Graph.of(assemble([sample.account(doc, [], [claim], sample.entity_of)], sample.SETTING))
    again = Graph.of(line.decode() for line in made.ntriples())
    assert list(again.ntriples()) == list(made.ntriples())
    (exact,) = made.query("SELECT DISTINCT ?e { ?x oa:exact ?e }")
    assert exact["e"] == text


def test_what_is_doubtful_is_kept_out_whole_and_with_the_doubt() -> None:
    firm, other = sample.account_a(), sample.account_a()
    lines = assemble([replace(firm, claims=())], sample.SETTING, only={}, doubtful=[other], doubt="too unsure")
    apart = Graph.of(lines)
    assert {claim.reason for claim in apart.claims()} == {"too unsure"}
    assert len(list(apart.claims())) == len(list(Graph.of(assemble([other], sample.SETTING)).claims()))
