import pytest
import sample

from kg.errors import UsageError
from kg.explain import explain
from kg.graph import Graph, assemble


def test_all_claims_about_a_thing_with_words_place_rule_and_confidence(graph: Graph) -> None:
    found = explain(graph, "Lan-chou")
    assert (found.label, found.types, found.names) == ("Lanzhou", ("city",), ("Lan-chou",))
    sentences = [reason.sentence for reason in found.reasons]
    assert "Wen Yi: vice mayor, Lanzhou" in sentences
    assert "Lanzhou: patents, 60.21 per 10,000 residents (2020)" in sentences
    assert "Lanzhou cooperates with World IP Organization [planned]" in sentences
    text = str(found)
    assert "“Wen Yi, Lanzhou vice mayor”\n    a:0-26\n    confidence 0.95; rule by-hand" in text
    assert "says Wen Yi" in text


def test_every_quoted_word_stands_in_its_document(graph: Graph) -> None:
    texts = {"a": sample.TEXT_A, "b": sample.TEXT_B}
    evidence = [e for reason in explain(graph, "city/lanzhou").reasons for e in reason.claim.evidence]
    assert evidence
    assert all(texts[e.document][e.span.start : e.span.end] == e.exact for e in evidence)


def test_a_claim_and_its_evidence_explain_themselves(graph: Graph) -> None:
    claim = next(c for c in graph.claims() if c.predicate.endswith("holdsPostAt"))
    assert [r.claim.iri for r in explain(graph, claim.iri).reasons] == [claim.iri]
    (row,) = graph.query(f"SELECT ?e {{ <{claim.iri}> prov:wasDerivedFrom ?e }}")
    assert claim.iri in [r.claim.iri for r in explain(graph, str(row["e"])).reasons]


def test_a_name_of_two_things_asks_which() -> None:
    other = sample.Entity(sample.Iri(sample.ID + "person/lanzhou"), sample.PERSON, "Lanzhou")
    doc = sample.document("b", sample.TEXT_B)
    named = sample.account(doc, [sample.mention(doc, "Lanzhou")], [], lambda mention: other)
    both = Graph.of(assemble([sample.account_a(), named], sample.SETTING))
    with pytest.raises(UsageError, match=r"2 things: city/lanzhou \(city\), person/lanzhou \(person\)"):
        explain(both, "Lanzhou")
