import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from bench import query
from bench.query import FEWEST, QUESTIONS, Asked, agreed, measure
from bench.synthetic import label, lines, thing
from kg.errors import BackendError
from kg.graph import Graph
from kg.validate import validate
from kg.vocab import CITY, CLAIM, CONTAINED_IN, COUNTRY, EVIDENCE, OBSERVATION, PERSON, POST, iri

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def made() -> Graph:
    return Graph.of(lines(FEWEST))


def test_the_graph_has_so_many_triples_and_the_same_ones_every_time(made: Graph) -> None:
    assert len(made) == FEWEST
    assert list(lines(FEWEST)) == list(lines(FEWEST))
    assert set(lines(FEWEST, seed=1)) != set(lines(FEWEST))
    assert len(set(islice(lines(100_000), 50_000))) == 50_000


def test_it_has_the_shape_of_graphs_that_are_built(made: Graph) -> None:
    counts = {row["c"]: row["n"] for row in made.query("SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c")}
    assert counts[CLAIM] > 400
    assert {CLAIM, EVIDENCE, OBSERVATION, POST, PERSON, CITY, COUNTRY, iri("schema:NewsArticle")} <= set(counts)


def test_it_conforms_to_the_shapes_but_for_where_it_is_cut(made: Graph) -> None:
    last = list(lines(FEWEST))[-1].split()[0].strip("<>")
    assert {finding.focus for finding in validate(made, engine="fast").findings} <= {last}


def test_the_path_leads_to_all_places_of_a_country(made: Graph) -> None:
    inside = {str(row[0]): str(row[1]) for row in made.query(f"SELECT ?a ?b {{ ?a <{CONTAINED_IN}> ?b }}")}
    country = thing("country", 0)

    def within(place: str) -> bool:
        return place in inside and (inside[place] == country or within(inside[place]))

    found = {row[0] for row in made.query(QUESTIONS["path +"])}
    assert found == {place for place in inside if within(place)}
    assert found


def test_the_label_that_is_looked_up_is_that_of_one_thing(made: Graph) -> None:
    assert label("city", 1) != label("city", 2)
    assert [row[0] for row in made.query(QUESTIONS["label lookup"])] == [thing("city", 1)]


def test_kg_and_rdflib_give_the_same_answers_to_all_six() -> None:
    ours = bytearray(b"x" * 400_000_000)  # what this process holds is not counted as theirs
    outcome = measure(FEWEST, rounds=1)
    assert len(QUESTIONS) == 6
    assert outcome.rows.keys() == QUESTIONS.keys()
    assert all(outcome.rows.values())
    for engine in outcome.engines.values():
        assert engine.answers.keys() == QUESTIONS.keys()
        assert min(engine.load, engine.megabytes, *engine.answers.values()) > 0
        assert engine.megabytes < len(ours) / 1_000_000


def test_answers_that_differ_or_are_empty_end_the_run() -> None:
    one, other, none = Asked(0.1, 2, "a"), Asked(0.1, 2, "b"), Asked(0.1, 0, "c")
    assert agreed("x", {"kg": one, "rdflib": Asked(0.5, 2, "a")}) == 2
    with pytest.raises(BackendError, match="x: the answers differ"):
        agreed("x", {"kg": one, "rdflib": other})
    with pytest.raises(BackendError, match="nothing was found"):
        agreed("x", {"kg": none, "rdflib": none})


def test_rows_are_alike_whatever_their_order_and_only_when_they_say_the_same() -> None:
    from decimal import Decimal

    rows = [("a", Decimal("0.50"), None), ("b", 100, "x")]
    assert query._hash(rows) == query._hash([("b", Decimal("1E+2"), "x"), ("a", Decimal("0.5"), None)])
    assert query._hash(rows) != query._hash([("a", Decimal("0.51"), None), ("b", 100, "x")])


def test_the_report_has_a_line_for_each_question(capsys: pytest.CaptureFixture[str]) -> None:
    measured = query.Measured(1.5, dict.fromkeys(QUESTIONS, 0.002), 100)
    slower = query.Measured(3, dict.fromkeys(QUESTIONS, 0.01), 150)
    query._report(query.Outcome(FEWEST, dict.fromkeys(QUESTIONS, 7), {"kg": measured, "rdflib": slower}))
    told = capsys.readouterr().out
    assert "load, s                             1.50        3.00     2.0" in told
    assert "regex, ms                  7        2.00       10.00     5.0" in told
    assert "peak memory, MB                   100.00      150.00     1.5" in told


def test_too_few_triples_are_refused() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bench.query", "--triples", "10"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "--triples is 10,000 or more" in run.stderr
