from collections.abc import Iterator

import pytest
from shown import HOSTILE, page

from kg.display import MOST_ROWS
from kg.explain import explain
from kg.facts import facts
from kg.graph import Answer, Graph, Row
from kg.graph.terms import string
from kg.vocab import DATE_PUBLISHED, HEADLINE, IDENTIFIER, LABEL, PERSON, SHA256, TYPE, URL

BASE = "https://example.org/kg/"


def hostile_lines(documents: int = 7) -> Iterator[str]:
    """The triples of documents, and of one person, all of whose words are hostile."""
    for number in range(documents):
        said = {IDENTIFIER: f"{number}{HOSTILE}", HEADLINE: HOSTILE, DATE_PUBLISHED: HOSTILE, SHA256: HOSTILE}
        addresses = {URL: f'https://a.example/"{HOSTILE}' if number else "javascript:alert(1)"}
        for prop, words in (said | addresses).items():
            yield f"<{BASE}document/{number}> <{prop}> {string(words)} .\n"
    yield f"<{BASE}person/a> <{TYPE}> <{PERSON}> .\n"
    yield f"<{BASE}person/a> <{LABEL}> {string(HOSTILE)} .\n"
    yield f"<{BASE}person/a> <{TYPE}> <http://a.example/'onclick=alert(1)&lt;b> .\n"


def test_a_graph_shows_its_classes_and_its_first_documents(graph: Graph) -> None:
    read = page(graph._repr_html_())
    assert f"kg.Graph of {len(graph):,} triples" in read.words
    (row,) = graph.query("SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim }")
    assert read.cells[:2] in (["kg:Claim", str(row["n"])], ["kg:Evidence", str(row["n"])])
    assert read.cells[-6:] == ["a", "Title a", "2021-04-27", "b", "Title b", "2021-04-27"]
    assert read.addresses == ["https://example.org/a?b=1&c=2"] * 2
    assert "quarantine" not in read.words


def test_a_graph_tells_what_it_holds_in_quarantine(graph: Graph) -> None:
    parted = Graph(graph.store)
    parted.quarantine = graph
    claims = len(list(graph.claims()))
    assert f"{claims:,} more claims are in quarantine" in page(parted._repr_html_()).words


def test_an_empty_graph_is_shown_too() -> None:
    assert page(Graph()._repr_html_()).words.startswith("\nkg.Graph of 0 triples")


def test_a_graph_of_hostile_words_is_escaped() -> None:
    read = page(Graph.of(hostile_lines())._repr_html_())
    assert read.cells[-3:] == [f"4{HOSTILE}", HOSTILE, HOSTILE]
    assert read.addresses == [f'https://a.example/"{HOSTILE}'] * 4
    assert read.words.rstrip().endswith("and 2 more")


def test_an_answer_shows_its_first_rows_and_how_many_more_there_are() -> None:
    found = Graph.of(hostile_lines()).query("SELECT ?s ?p ?o ?none { ?s ?p ?o } ORDER BY ?s ?p")
    read = page(found._repr_html_())
    assert len(found) == 38 <= MOST_ROWS
    assert read.cells[:4] == [f"{BASE}document/0", "schema:datePublished", HOSTILE, ""]
    many = Graph.of(hostile_lines(40)).query("SELECT * { ?s ?p ?o }")
    assert page(many._repr_html_()).words.rstrip().endswith(f"and {len(many) - MOST_ROWS} more")


def test_a_string_is_not_shortened_like_an_iri(graph: Graph) -> None:
    shown = graph.query("SELECT ?iri ?words { BIND(schema:City AS ?iri) BIND(STR(?iri) AS ?words) }")._repr_html_()
    assert page(shown).cells == ["schema:City", "https://schema.org/City"]


def test_a_truth_value_and_triples_are_shown(graph: Graph) -> None:
    assert page(graph.query("ASK { ?s a schema:City }")._repr_html_()).words.strip() == "yes"
    assert page(graph.query("ASK { ?s a schema:Country }")._repr_html_()).words.strip() == "no"
    drawn = Graph.of(hostile_lines()).query("CONSTRUCT { ?s rdfs:label ?o } { ?s rdfs:label ?o }")
    assert page(drawn._repr_html_()).cells == [f"{BASE}person/a", "rdfs:label", HOSTILE]


def test_a_row_is_shown() -> None:
    assert page(Row((HOSTILE, "b"), (HOSTILE, None))._repr_html_()).cells == [HOSTILE, ""]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(truth=False), "<kg.Answer: no>"),
        (Answer(triples=()), "<kg.Answer of 0 triples>"),
        (Answer(("a", "b"), (Row(("a", "b"), (1, 2)),) * 1000), "<kg.Answer of 1,000 rows: a, b>"),
    ],
)
def test_an_answer_calls_itself_by_what_it_holds(answer: Answer, said: str) -> None:
    assert repr(answer) == said


def test_an_explanation_shows_each_claim_with_its_words(graph: Graph) -> None:
    found = explain(graph, "Lan-chou")
    read = page(found._repr_html_())
    assert repr(found) == f"<kg.Explanation of Lanzhou: {len(found.reasons)} claims>"
    assert "Lanzhou (city, also Lan-chou)" in read.words
    assert read.cells[::6] == [reason.sentence for reason in found.reasons]
    assert any("& <others>" in cell for cell in read.cells)


def test_a_fact_shows_the_columns_that_are_filled(graph: Graph) -> None:
    fact = next(facts(graph, type="post"))
    cells = page(fact._repr_html_()).cells
    shown = dict(zip(cells[::2], cells[1::2], strict=True))
    assert shown["evidence"] == "Wen Yi, Lanzhou vice mayor"
    assert shown["start"] == "0"
    assert "" not in shown.values()
