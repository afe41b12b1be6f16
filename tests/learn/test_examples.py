"""Examples are read line by line; what is wrong is told, with its line, and left out."""

from __future__ import annotations

import json

import pytest

from kg.errors import InputError
from kg.extract.learned.schema import Relation, Schema
from kg.learn.examples import Example, Problem, Triple, read_examples

SCHEMA = Schema(
    (
        Relation("https://x.org/a#foundIn", "found in"),
        Relation("https://x.org/a#maker", "made by"),
        Relation("https://x.org/b/size", "size"),
        Relation("https://x.org/c/size", "size"),
    )
)
GOOD = {"id": "g", "text": "The cup was found in Orsby.", "triples": []}


def line(relation: str) -> str:
    return json.dumps({**GOOD, "triples": [{"sub": "cup", "rel": relation, "obj": "Orsby"}]})


@pytest.mark.parametrize("name", ["https://x.org/a#foundIn", "found in", "foundIn"])
def test_a_relation_is_named_by_iri_label_or_last_part(name: str) -> None:
    examples, problems = read_examples([line(name)], SCHEMA, "a.jsonl")
    assert problems == []
    assert examples == [
        Example("g", GOOD["text"], (Triple("cup", "https://x.org/a#foundIn", "Orsby"),), line=1, source="a.jsonl")
    ]


@pytest.mark.parametrize("name", ["size", "nowhere", "", "FOUND IN"])
def test_a_name_of_none_or_of_two_relations_is_told(name: str) -> None:
    examples, problems = read_examples([json.dumps(GOOD), line(name)], SCHEMA, "a.jsonl")
    assert [example.triples for example in examples] == [(), ()]
    assert [str(problem) for problem in problems] == [f"a.jsonl, line 2: the ontology has no relation {name!r}"]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ('{"text": ', "is no JSON"),
        ("[]", "is no object"),
        ('"text"', "is no object"),
        ("{}", 'has no "text" to read'),
        ('{"text": " ", "triples": []}', 'has no "text" to read'),
        ('{"text": 7, "triples": []}', 'has no "text" to read'),
        ('{"text": "a"}', 'has no list of "triples"'),
        ('{"text": "a", "triples": {}}', 'has no list of "triples"'),
        ('{"text": "a", "triples": ["b"]}', "has a triple without"),
        ('{"text": "a", "triples": [{"sub": "a", "rel": "size"}]}', "has a triple without"),
        ('{"text": "a", "triples": [{"sub": "a", "rel": "size", "obj": 7}]}', "has a triple without"),
    ],
)
def test_a_broken_line_is_told_and_the_rest_read(bad: str, said: str) -> None:
    examples, (problem,) = read_examples(["", bad, json.dumps(GOOD)], SCHEMA, "a.jsonl")
    assert [(example.id, example.line) for example in examples] == [("g", 3)]
    assert (problem.source, problem.line) == ("a.jsonl", 2)
    assert said in problem.what
    assert len(str(problem).splitlines()) == 1


@pytest.mark.parametrize("lines", [[], ["", " "], ["no"]])
def test_a_file_without_examples_is_refused(lines: list[str]) -> None:
    with pytest.raises(InputError, match=r"a\.jsonl: no line holds an example") as caught:
        read_examples(lines, SCHEMA, "a.jsonl")
    assert ("the first problem: a.jsonl, line 1: is no JSON" in str(caught.value)) is (lines == ["no"])


def test_lines_without_ids_are_called_by_their_number() -> None:
    examples, _ = read_examples(
        ["", '{"text": "a", "triples": []}', '{"id": 7, "text": "b", "triples": []}'], SCHEMA, "a"
    )
    assert [example.id for example in examples] == ["2", "7"]


def test_an_example_is_about_its_commonest_subject() -> None:
    told = [Triple("cup", "r", "a"), Triple("bell", "r", "a"), Triple("bell", "r", "b")]
    assert Example("1", "text", tuple(told)).group == "bell"
    assert Example("1", "text", tuple(told[:2])).group == Example("1", "text", tuple(told[1::-1])).group
    assert Example("1", "text", ()).group == "text"


def test_problems_are_in_order_of_their_lines() -> None:
    assert sorted([Problem("a", 10, "x"), Problem("a", 9, "y")])[0].line == 9
