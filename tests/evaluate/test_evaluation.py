"""The gold as a graph scores 1; what is changed in it shows where it should and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import harbour
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendered import graph_of

from kg.evaluate import Evaluation, GoldDocument, evaluate, read_gold
from kg.evaluate.report import TABLES, as_data, extras, misses, summary
from kg.evaluate.sentences import Sentences
from kg.evaluate.terms import TYPES
from kg.graph import Graph
from kg.model import Modality

ROOT = Path(__file__).parent.parent.parent
GOLD = harbour.gold()
COUNT = len(GOLD.facts)
subsets = st.sets(st.integers(0, COUNT - 1))


def scored(told: GoldDocument, gold: GoldDocument = GOLD) -> Evaluation:
    """What a graph scores that tells some facts, measured against gold."""
    return evaluate(graph_of([told]), [gold], {gold.id: harbour.TEXT})


def without(*numbers: int) -> GoldDocument:
    return replace(GOLD, facts=tuple(fact for i, fact in enumerate(GOLD.facts) if i not in numbers))


def with_row(type_: str, **changes: object) -> GoldDocument:
    """The gold with the first fact of a type changed."""
    row = harbour.row()
    next(fact for fact in row["facts"] if fact["type"] == type_).update(changes)
    return harbour.gold(facts=row["facts"])


def test_the_gold_as_a_graph_has_no_fault() -> None:
    found = scored(GOLD)
    assert found.total().f1 == 1.0
    assert (found.misses, found.extras, found.violations) == ((), (), ())
    assert (found.offsets.right, found.offsets.count) == (len({f.evidence for f in GOLD.facts}),) * 2
    assert [found.total(type_).found for type_ in TYPES] == [5, 1, 3, 1, 1, 1, 1, 1]
    assert set(dict(found.judged()).values()) <= {(1.0, n) for n in range(COUNT)}


@pytest.mark.parametrize("split", ["train", "dev"])
def test_our_own_gold_as_a_graph_has_no_fault(split: str) -> None:
    articles = (ROOT / "seeds" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {row["id"]: row["text"] for row in map(json.loads, articles)}
    gold = [replace(d, text=texts[d.id]) for d in read_gold(ROOT / "seeds" / "gold.jsonl", split=split)]
    found = evaluate(graph_of(gold), gold, texts)
    assert found.total().f1 == 1.0
    assert found.misses == found.extras == found.violations == ()
    assert found.total().optional == sum(not fact.required for document in gold for fact in document.facts)
    assert found.modality().right == found.modality().count
    assert found.modality().hedged_right == found.modality().hedged > 0


@settings(deadline=None, max_examples=25)
@given(subsets)
def test_what_is_not_told_is_missed_and_nothing_else(gone: set[int]) -> None:
    entities = {i for i, fact in enumerate(GOLD.facts) if fact.type == "entity"}  # a fact names them all the same
    found = scored(without(*gone - entities))
    assert {id(miss.fact) for miss in found.misses} == {
        id(GOLD.facts[i]) for i in gone - entities if GOLD.facts[i].required
    }
    assert found.total().precision == 1.0


@settings(deadline=None, max_examples=15)
@given(subsets, st.randoms(use_true_random=False))
def test_the_order_of_documents_and_facts_does_not_matter(gone: set[int], chance: Random) -> None:
    documents = [replace(GOLD, id=f"d{i}") for i in range(4)]
    graph = graph_of([documents[0], replace(without(*gone), id="d1"), documents[3]])

    def shuffled(documents: Sequence[GoldDocument]) -> list[GoldDocument]:
        mixed = [replace(d, facts=tuple(chance.sample(d.facts, len(d.facts)))) for d in documents]
        return chance.sample(mixed, len(mixed))

    def figures(gold: Sequence[GoldDocument]) -> object:
        found = evaluate(graph, gold, {d.id: harbour.TEXT for d in documents})
        return found.score(), found.by_document(), found.by_kind(), found.by_rule(), found.calibration(), found.absent

    assert figures(documents) == figures(shuffled(documents))


@pytest.mark.parametrize(
    ("type_", "changes", "field"),
    [
        ("post", {"person": "Tove Lindqvist"}, "person"),
        ("post", {"title": "clerk"}, "title"),
        ("post", {"of": "Norland"}, "of"),
        ("relation", {"o": "Norland"}, "o"),
        ("relation", {"modality": "planned"}, "modality"),
        ("rank", {"rank": 4}, "rank"),
        ("rank", {"previous": 6}, "previous"),
        ("stat", {"value": 413}, "number"),
        ("stat", {"unit": "yuan"}, "unit"),
        ("stat", {"comparator": "over"}, "comparator"),
        ("stat", {"period": "2022"}, "period"),
        ("stat", {"per": "10,000 residents"}, "per"),
        ("statement", {"quoted": False}, "quoted"),
        ("commitment", {"agent": "Ida Moe"}, "agent"),
        ("event", {"class": "Award"}, "class"),
    ],
)
def test_a_wrong_field_makes_a_miss_an_extra_and_a_word_on_which(type_: str, changes: dict, field: str) -> None:
    found = scored(with_row(type_, **changes))
    (miss,) = found.misses
    assert (miss.fact.type, miss.differs) == (type_, (field,))
    (extra,) = found.extras
    assert (extra.answer.type, extra.differs, extra.near) == (type_, (field,), miss.fact)
    assert found.total(type_).wrong == 1


@pytest.mark.parametrize(
    ("type_", "changes"),
    [
        ("post", {"title": "leader"}),
        ("post", {"title": "Head of the harbour works"}),
        ("relation", {"p": "located_in"}),
        ("rank", {"scope": "ports"}),
        ("rank", {"period": "2023"}),
        ("stat", {"measure": "number of trademark grants"}),
        ("stat", {"unit": "trademarks"}),
        ("commitment", {"action": "open a desk for filing"}),
        ("commitment", {"modality": "planned"}),
        ("event", {"date": "2024"}),
    ],
)
def test_what_says_the_same_in_other_words_is_found(type_: str, changes: dict) -> None:
    found = scored(with_row(type_, **changes))
    assert (found.misses, found.extras) == ((), ())


def test_a_hedge_told_as_a_fact_counts_as_that() -> None:
    row = harbour.row()
    row["facts"][8].pop("modality")
    found = scored(harbour.gold(facts=row["facts"]))
    assert found.modality().told_plain == 1
    assert found.modality().hedged == 2
    assert [miss.differs for miss in found.misses] == [("modality",)]
    assert found.extras[0].answer.modality is Modality.ASSERTED


def test_what_the_gold_forbids_is_named() -> None:
    row = harbour.row()
    row["facts"][-1].pop("modality")
    found = scored(harbour.gold(facts=row["facts"]))
    (violation,) = found.violations
    assert violation.pattern.why == "she did not"
    assert "Ida Moe" in "\n".join(summary(found))


def test_a_pattern_speaks_of_the_person_that_it_names() -> None:
    rule = [{"type": "post", "person": "Tove Lindqvist", "title": "head", "why": "she writes"}]
    told = with_row("post", person="Tove Lindqvist")
    assert len(scored(told, harbour.gold(must_not=rule)).violations) == 1
    told = with_row("post", person="Norland")
    assert scored(told, harbour.gold(must_not=rule)).violations == ()


def test_a_trap_counts_its_errors_alone() -> None:
    facts = [{**fact, "domain": False} for fact in harbour.row()["facts"]]
    gold = harbour.gold(kind="trap", facts=facts)
    assert scored(GOLD, gold).hallucinations == {"harbour": {}}
    found = scored(with_row("stat", value=99), gold)
    assert found.hallucinations == {"harbour": {"stat": 1}}
    assert found.total().required == 0


def test_answers_with_an_excuse_are_no_errors() -> None:
    extra = [
        {"type": "entity", "name": "Vessel AB", "class": "Company", "aliases": [], "evidence": "Vessel AB"},
        {
            "type": "relation",
            "s": "Ida Moe",
            "p": "works_for",
            "o": "Brimhaven Port Council",
            "evidence": "port council, led by Ida Moe",
        },
    ]
    found = scored(harbour.gold(facts=[*harbour.row()["facts"], *extra]))
    assert found.extras == ()
    assert {excused.why for excused in found.excused} >= {"named in the gold", "implied by a post"}


def test_documents_that_only_one_side_has_are_named() -> None:
    other = replace(GOLD, id="other")
    found = evaluate(graph_of([GOLD]), [other])
    assert (found.absent, found.unknown) == (("other",), ("harbour",))
    assert found.total().recall == 0.0
    found = evaluate(graph_of([GOLD]), [other], {"other": harbour.TEXT})
    assert found.total().recall == 1.0  # the same text under another id: told by its hash


def test_without_texts_evidence_is_compared_by_words() -> None:
    found = evaluate(graph_of([GOLD]), [replace(GOLD, text=None)])
    assert found.total().f1 == 1.0
    assert found.offsets is None


def test_a_wrong_offset_costs_the_offset_and_not_the_match() -> None:
    graph = graph_of([GOLD])
    found = evaluate(graph, [GOLD], {"harbour": f"\n{harbour.TEXT}"})
    assert found.offsets.right == 0
    assert found.total().f1 == 1.0


def test_rules_kinds_and_confidence_come_from_the_claims() -> None:
    told = graph_of([with_row("stat", value=99)], rule="guess", confidence=0.75)
    found = evaluate(told, [GOLD], {"harbour": harbour.TEXT})
    rules = found.by_rule()
    assert set(rules) == {"guess"}
    assert (rules["guess"].extras, rules["guess"].hits) == (1, COUNT - 1)
    kinds = found.by_kind()
    assert (kinds["stat"].hits, kinds["stat"].extras, kinds["stat"].misses) == (0, 1, 1)
    assert kinds["relation headquartered_in"].hits == kinds["event Seizure"].hits == kinds["entity City"].hits == 1
    assert {hit.answer.extractors for hit in found.hits} == {("gold",)}
    (bin,) = found.calibration().bins
    assert (bin.confidence, bin.right) == (0.75, (COUNT - 1) / COUNT)


def test_an_asserted_relation_needs_its_triple() -> None:
    graph = graph_of([GOLD])
    lines = [line.decode() for line in graph.ntriples()]
    kept = [line for line in lines if "headquarteredIn> <" not in line or "predicate" in line]
    assert len(kept) == len(lines) - 1
    found = evaluate(Graph.of(kept), [GOLD], {"harbour": harbour.TEXT})
    assert [miss.fact["p"] for miss in found.misses] == ["headquartered_in"]


def test_the_report_has_sentences_and_the_data_all_figures() -> None:
    found = scored(with_row("stat", value=99))
    sentences = Sentences({"harbour": harbour.TEXT})
    sentence = "Brimhaven's port council, led by Ida Moe, granted 412 trademarks in 2023, up 8 percent."
    assert f"“{sentence}”" in "\n".join(misses(found, sentences))
    listed = "\n".join(extras(found, sentences))
    assert f"“{sentence}”" in listed
    assert "near, but for number: stat: subject Brimhaven Port Council" in listed
    assert "granted 412 trademarks" in "\n".join(misses(found, Sentences({})))
    data = json.loads(json.dumps(as_data(found)))
    assert data["all"]["wrong"] == 1
    assert data["misses"][0]["differs"] == ["number"]
    assert data["types"]["stat"]["f1"] == 0.0
    for table in TABLES.values():
        assert len(list(table(found))) > 1
