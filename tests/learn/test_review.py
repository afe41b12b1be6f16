"""Claims that a person accepted or rejected are examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import InputError, KgError
from kg.export import export
from kg.extract.learned.schema import Relation, Schema
from kg.graph import Graph
from kg.learn.examples import Example, Triple
from kg.learn.review import reviewed
from kg.vocab import ACCEPTED, COOPERATES_WITH, DECISION, FOUNDING_DATE, MEMBER_OF, REJECTED, TYPE

SCHEMA = Schema((Relation(COOPERATES_WITH, "cooperates with"), Relation(FOUNDING_DATE, "founded", literal=True)))


def decided(graph_file: Path, decisions: dict[str, str]) -> Path:
    """Write down decisions about all claims with some predicates."""
    claims = [claim for claim in Graph.read(graph_file).claims() if claim.predicate in decisions]
    assert claims
    lines = [f"<{claim.iri}> <{DECISION}> <{decisions[claim.predicate]}> ." for claim in claims]
    graph_file.write_text("\n".join([graph_file.read_text(encoding="utf-8"), *lines, ""]), encoding="utf-8")
    return graph_file


def only(graph_file: Path, predicate: str) -> tuple[str, str]:
    """Return where the only claim with a predicate rests, and on which words."""
    (claim,) = (claim for claim in Graph.read(graph_file).claims() if claim.predicate == predicate)
    (evidence,) = claim.evidence
    return f"{evidence.document}:{evidence.span.start}", evidence.exact


def test_an_accepted_claim_is_a_triple_of_the_words_it_rests_on(graph_file: Path) -> None:
    (example,) = reviewed(decided(graph_file, {COOPERATES_WITH: ACCEPTED}), SCHEMA)
    where, words = only(graph_file, COOPERATES_WITH)
    triple = Triple("Lanzhou", COOPERATES_WITH, "WIPO")
    assert example == Example(where, words, (triple,), frozenset({COOPERATES_WITH}))
    assert triple.subject in words
    assert triple.object in words


def test_a_rejected_claim_is_a_text_that_does_not_state_it(graph_file: Path) -> None:
    (example,) = reviewed(decided(graph_file, {COOPERATES_WITH: REJECTED}), SCHEMA)
    assert example.triples == ()
    assert example.looked_for == {COOPERATES_WITH}
    assert example.text == only(graph_file, COOPERATES_WITH)[1]


def test_each_text_was_looked_at_for_what_was_decided_on(graph_file: Path) -> None:
    path = decided(graph_file, {COOPERATES_WITH: REJECTED, FOUNDING_DATE: ACCEPTED, TYPE: ACCEPTED})
    examples = reviewed(path, SCHEMA)
    assert [example.looked_for for example in sorted(examples, key=lambda e: "2016" in e.text)] == [
        {COOPERATES_WITH},
        {FOUNDING_DATE},
    ]
    (triple,) = (triple for example in examples for triple in example.triples)
    assert (triple.relation, triple.object) == (FOUNDING_DATE, "2016")


@pytest.mark.parametrize("suffix", [".trig", ".nq"])
def test_what_stands_in_quarantine_can_be_accepted(graph_file: Path, tmp_path: Path, suffix: str) -> None:
    held = Graph()
    held.quarantine = Graph.read(decided(graph_file, {COOPERATES_WITH: ACCEPTED}))
    (example,) = reviewed(export(held, tmp_path / f"held{suffix}"), SCHEMA)
    assert example.triples == (Triple("Lanzhou", COOPERATES_WITH, "WIPO"),)


@pytest.mark.parametrize("decisions", [{}, {TYPE: ACCEPTED}, {FOUNDING_DATE: ACCEPTED}])
def test_a_graph_without_decisions_about_its_relations_is_refused(graph_file: Path, decisions: dict[str, str]) -> None:
    path = decided(graph_file, decisions) if decisions else graph_file
    schema = Schema((Relation(MEMBER_OF, "member of"),))
    with pytest.raises(InputError, match=r"graph\.ttl: no claim about a relation of the ontology bears a kg:decision"):
        reviewed(path, schema)


def test_a_graph_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"none\.ttl"):
        reviewed(tmp_path / "none.ttl", SCHEMA)


def test_a_few_decisions_are_too_few(graph_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("lightgbm")
    turtle = tmp_path / "mine.ttl"
    turtle.write_text(f"<{COOPERATES_WITH}> a <http://www.w3.org/2002/07/owl#ObjectProperty> .", encoding="utf-8")
    path = decided(graph_file, {COOPERATES_WITH: ACCEPTED})
    given = ["learn", "--ontology", str(turtle), "--from-review", str(path), "-o", str(tmp_path / "m")]
    assert main(given) == 3
    assert capsys.readouterr().err == f"kg: {path}: has 1 examples to learn from; give 10 or more\n"
    assert main(given[:3] + given[5:]) == 2
    assert "give --examples FILE, or --from-review GRAPH" in capsys.readouterr().err
