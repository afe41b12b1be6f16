"""The regression gate: our own test split scores no lower than `seeds/floors.json` says.

Only totals are told, so that nobody learns from a failure what the test articles say. One test, since the split is
built for it.
"""

from __future__ import annotations

import json
from pathlib import Path

from kg.evaluate import evaluate, open_source, read_gold

SEEDS = Path(__file__).parent.parent.parent / "seeds"


def test_the_test_split_scores_no_lower_than_its_floors() -> None:
    floors = json.loads((SEEDS / "floors.json").read_text(encoding="utf-8"))
    assert set(floors) <= {"f1", "precision", "recall"}
    reached, faults = figures()
    low = {name: round(reached[name], 3) for name in floors if reached[name] < floors[name]}
    assert (low, faults) == ({}, dict.fromkeys(faults, 0)), f"the floors of seeds/floors.json are {floors}"


def figures() -> tuple[dict[str, float], dict[str, int]]:
    """What the split scores, and counts that must be 0."""
    gold = read_gold(SEEDS / "gold.jsonl", split="test")
    measured = open_source(SEEDS / "articles.jsonl", gold)
    found = evaluate(measured.graph, gold, measured.articles.texts)
    total, offsets = found.total(), found.offsets
    assert offsets is not None
    reached = {"f1": total.f1 or 0.0, "precision": total.precision or 0.0, "recall": total.recall or 0.0}
    return reached, {
        "must_not broken": len(found.violations),
        "hedged facts told as plain ones": found.modality().told_plain,
        "articles without a graph": len(found.absent),
        "words that do not stand where they are said to": offsets.count - offsets.right,
    }
