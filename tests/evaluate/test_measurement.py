"""Counts by kind and by rule add up, and figures are read back as they were written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import harbour
import pytest
from rendered import graph_of

from kg.errors import InputError, InputMissing
from kg.evaluate import Counts, Evaluation, evaluate
from kg.evaluate.measurement import ALL, Figures, Trust, counted, graded, read, written
from kg.evaluate.terms import TYPES

GOLD = harbour.gold()
FIGURES = Figures(
    pack="0123456789abcdef",
    learned=("Post", "relation"),
    kinds={"dev": {ALL: Counts(4, 3, 1, 2), "post": Counts()}, "test": {"event": Counts(wrong=1)}},
    rules={"name-title": (12, 0)},
    thresholds={"0.5": Counts(4, 3, 1, 2)},
    graph={ALL: Trust(6, 0.25), "event": Trust()},
    candidates={ALL: Trust(9, 0.125)},
)


def scored() -> Evaluation:
    """An evaluation with hits and misses, and errors too: the gold now lacks what the graph still tells."""
    told = replace(GOLD, facts=GOLD.facts[::2])
    gold = replace(GOLD, facts=GOLD.facts[3:])
    return evaluate(graph_of([told]), [gold], {GOLD.id: harbour.TEXT})


def test_counts_by_kind_are_those_of_the_evaluation() -> None:
    found, kinds = scored(), counted(scored())
    assert (found.hits, found.misses, found.extras) != ((), (), ())
    assert kinds[ALL] == found.total()
    for type_ in TYPES:
        assert kinds.get(type_, Counts()) == found.total(type_)


def test_counts_of_relations_add_up_to_those_of_all_relations() -> None:
    kinds = counted(scored())
    narrow = [one for kind, one in kinds.items() if kind.startswith("relation ")]
    assert sum(narrow, Counts()) == kinds["relation"]


def test_answers_of_rules_are_added_over_splits_and_a_rule_without_any_is_there() -> None:
    one = {rule: (tally.hits, tally.extras) for rule, tally in scored().by_rule().items()}
    twice = graded(["never-met"], (scored(), scored()))
    assert twice.pop("never-met") == (0, 0)
    assert twice == {rule: (2 * right, 2 * wrong) for rule, (right, wrong) in one.items()}


def test_figures_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    path.write_text(written(FIGURES), encoding="utf-8")
    assert read(path) == FIGURES


def test_what_is_missing_or_broken_is_told_with_the_command_that_makes_it(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    with pytest.raises(InputMissing, match=r"figures\.json: no such file: .*--measure"):
        read(path)
    for text in ("", "[]", '{"pack": "x"}', written(FIGURES).replace("required", "wanted")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="--measure"):
            read(path)
