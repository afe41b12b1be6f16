import pytest
import sample

from kg.errors import UsageError
from kg.facts import COLUMNS, Fact, facts
from kg.graph import Graph


def said(rows: list[Fact]) -> list[tuple[str, str, str, str]]:
    return [(f.kind, f.subject, f.what, f.value) for f in rows]


def test_claims_are_told_in_plain_words_by_document_and_place(graph: Graph) -> None:
    assert said(list(facts(graph))) == [
        ("post", "Wen Yi", "vice mayor", "Lanzhou"),
        ("observation", "Lanzhou", "patents", "60.21 per 10,000 residents"),
        ("statement", "Wen Yi", "says", "We act early,"),
        ("relation", "Lanzhou", "cooperates with", "World IP Organization"),
        ("commitment", "Lanzhou", "will", "work with WIPO"),
        ("event", "a batch graduated", "event", "178 postgraduates"),
        ("event", "spring", "event", ""),
        ("relation", "Lanzhou IP College", "founding date", "2016"),
        ("post", "Ha Li", "director (former)", "Lanzhou"),
        ("relation", "Operation Heron", "period", "2021-05"),
    ]


def test_each_has_its_words_place_time_and_doubt(graph: Graph) -> None:
    rows = list(facts(graph))
    by_subject = {(f.kind, f.subject): f for f in rows}
    planned = by_subject["relation", "Lanzhou"]
    assert (planned.modality, planned.document, planned.evidence) == ("planned", "a", "Lanzhou will work with WIPO")
    assert sample.TEXT_A[planned.start : planned.end] == planned.evidence
    assert by_subject["observation", "Lanzhou"].period == "2020"
    assert by_subject["observation", "Lanzhou"].attributed_to == "Wen Yi"
    assert by_subject["event", "a batch graduated"].period == "2018-01 – 2018-06"
    assert by_subject["event", "spring"].period == "“last spring”"
    assert {f.rule for f in rows} == {"by-hand"}


def test_mere_mentions_are_told_when_asked_for(graph: Graph) -> None:
    assert ("entity", "Wen Yi", "is a", "person") in said(list(facts(graph, type="entity")))
    assert {f.kind for f in facts(graph, type="post")} == {"post"}


def test_an_unknown_kind_lists_those_there_are(graph: Graph) -> None:
    with pytest.raises(UsageError, match="commitment, entity, event"):
        list(facts(graph, type="wedding"))


@pytest.mark.parametrize("name", ["Wen Yi", "wen yi", "person/wen-yi", "id:person/wen-yi", sample.ID + "person/wen-yi"])
def test_facts_about_one_thing_by_any_of_its_names(graph: Graph, name: str) -> None:
    assert {f.kind for f in facts(graph, about=name)} == {"post", "statement", "observation"}


def test_an_unknown_name_is_told(graph: Graph) -> None:
    with pytest.raises(UsageError, match="nothing in the graph is called 'Nobody'"):
        list(facts(graph, about="Nobody"))


def test_columns_are_those_of_a_fact(graph: Graph) -> None:
    assert COLUMNS[:4] == ("kind", "subject", "what", "value")
    assert all(hasattr(next(facts(graph)), name) for name in COLUMNS)
