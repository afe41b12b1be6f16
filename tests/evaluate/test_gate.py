"""The regression gate: our own test split scores no lower than `seeds/floors.json` says.

Only totals are told, so that nobody learns from a failure what the test articles say.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.evaluate import Counts, evaluate, open_source, read_gold

SEEDS = Path(__file__).parent.parent.parent / "seeds"


@dataclass(frozen=True)
class Totals:
    counts: Counts
    forbidden: int
    hedges_told_plain: int
    absent: int
    wrong_offsets: int


@pytest.fixture(scope="module")
def totals() -> Totals:
    gold = read_gold(SEEDS / "gold.jsonl", split="test")
    measured = open_source(SEEDS / "articles.jsonl", gold)
    found = evaluate(measured.graph, gold, measured.articles.texts)
    assert found.offsets is not None
    return Totals(
        counts=found.total(),
        forbidden=len(found.violations),
        hedges_told_plain=found.modality().told_plain,
        absent=len(found.absent),
        wrong_offsets=found.offsets.count - found.offsets.right,
    )


def test_the_test_split_scores_no_lower_than_its_floors(totals: Totals) -> None:
    floors = json.loads((SEEDS / "floors.json").read_text(encoding="utf-8"))
    reached = {name: getattr(totals.counts, name) for name in floors}
    low = {name: round(value, 3) for name, value in reached.items() if value < floors[name]}
    assert low == {}, f"under the floors of seeds/floors.json: {floors}"


def test_nothing_forbidden_is_told(totals: Totals) -> None:
    assert totals.forbidden == 0


def test_no_hedged_fact_is_told_as_a_plain_one(totals: Totals) -> None:
    assert totals.hedges_told_plain == 0


def test_every_article_is_in_the_graph_and_all_words_are_where_they_are_said_to_be(totals: Totals) -> None:
    assert (totals.absent, totals.wrong_offsets) == (0, 0)
