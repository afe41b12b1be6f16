"""Our own figures are those of the reference scorer on the same graph."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.build import build
from kg.evaluate import Counts, evaluate, read_articles, read_gold
from kg.evaluate.report import as_data
from kg.export import export

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "tools" / "score" / "score_graph.py"
DEV = SHARED / "corpus" / "dev"
ONTOLOGY = [ROOT / "ontology" / name for name in ("core.ttl", "ip.ttl")]


def counts(row: dict[str, Any]) -> Counts:
    return Counts(row["required"], row["found"], row["found optional"], row["wrong"])


@pytest.mark.parametrize("hindered", [False, True])
def test_both_count_alike(hindered: bool, tmp_path: Path) -> None:
    """Once as built, once with ids and dates that make much go wrong."""
    if not SCORER.exists() or not (DEV / "gold.jsonl").exists():
        pytest.skip("the reference scorer and its articles are not here: put the shared folder beside the checkout")
    gold = read_gold(DEV / "gold.jsonl")
    articles = read_articles([DEV], gold)
    documents = [replace(d, date="1999") for d in articles.documents[1:]] if hindered else articles.documents
    graph = build(documents, model="none" if hindered else "default")
    theirs = reference(export(graph, tmp_path / "graph.ttl"), tmp_path / "scores.json")
    ours = evaluate(graph, gold, articles.texts)
    data = as_data(ours)
    for type_, row in theirs["types"].items():
        assert counts(data["types"][type_]) == counts(row), type_
    assert counts(data["all"]) == counts(theirs["micro"])
    assert counts(data["all but entities"]) == counts(theirs["micro without entities"])
    assert {id: counts(row) for id, row in data["documents"].items()} == {
        id: counts(row) for id, row in theirs["documents"].items()
    }
    assert data["modality"] == dict(zip(data["modality"], theirs["modality"].values(), strict=True))
    assert (data["evidence offsets"]["right"], data["evidence offsets"]["of"]) == (
        theirs["evidence"]["right"],
        theirs["evidence"]["of"],
    )
    assert len(data["must_not"]) == len(theirs["must_not violations"])
    measure, reference_measure = data["judged"].get("stat measure"), theirs["judged"]["stat measure"]
    assert measure is None or measure == pytest.approx(reference_measure)
    assert len(ours.excused) == sum(theirs["excused"].values())
    assert bool(ours.absent) is hindered


def reference(graph: Path, out: Path) -> dict[str, Any]:
    command = [sys.executable, SCORER, graph, DEV / "gold.jsonl", "--docs", DEV, "--ontology", *ONTOLOGY, "--json", out]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, env={"PYTHONDONTWRITEBYTECODE": "1"})
    return json.loads(out.read_text(encoding="utf-8"))
