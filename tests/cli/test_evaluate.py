"""`kg eval` as a person runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import main
from kg.export import export
from kg.graph import Graph

GOLD = {
    "doc": "a",
    "date": "2021-04-27",
    "split": "dev",
    "facts": [
        {
            "type": "post",
            "person": "Wen Yi",
            "title": "vice mayor",
            "of": "Lanzhou",
            "evidence": "Wen Yi, Lanzhou vice mayor",
        },
        {"type": "relation", "s": "Wen Yi", "p": "founded_by", "o": "Lanzhou", "evidence": "Wen Yi"},
        {"type": "entity", "name": "Lanzhou", "class": "City", "aliases": [], "evidence": "Lanzhou"},
        {"type": "entity", "name": "Wen Yi", "class": "Person", "aliases": [], "evidence": "Wen Yi"},
    ],
}


def kg(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    import sample

    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_bytes(sample.TEXT_A.encode())
    (folder / "z.txt").write_text("A town elsewhere.", encoding="utf-8")
    return folder


def test_a_graph_is_scored_with_tables_misses_and_extras(graph_file: Path, gold: Path, docs: Path) -> None:
    done = kg(
        "eval", graph_file, "--gold", gold, "--docs", docs, "--by", "rule", "--by", "kind", "--misses", "--extras"
    )
    assert done.returncode == 0, done.stderr
    assert "evidence offsets right" in done.stdout
    assert "by-hand" in done.stdout
    assert "relation founded_by" in done.stdout
    assert "a  MISS  relation: s Wen Yi, p founded_by, o Lanzhou" in done.stdout
    assert "a  EXTRA  stat: subject Lanzhou" in done.stdout
    assert "“Wen Yi, Lanzhou vice mayor, said the city had 60.21 patents per 10,000 residents in 2020.”" in done.stdout
    assert "left out    1 document that the gold does not know" in done.stderr
    assert "1 document not in the gold" in done.stderr


def test_json_on_stdout_and_in_a_file(graph_file: Path, gold: Path, tmp_path: Path) -> None:
    alone = kg("eval", graph_file, "--gold", gold, "--json", "-", "--quiet")
    data = json.loads(alone.stdout)
    assert (data["types"]["post"]["found"], data["types"]["relation"]["found"]) == (1, 0)
    assert data["misses"][0]["fact"]["told"] == "relation: s Wen Yi, p founded_by, o Lanzhou"
    assert kg("eval", graph_file, "--gold", gold, "--format", "json", "--quiet").stdout == alone.stdout
    both = kg("eval", graph_file, "--gold", gold, "--json", tmp_path / "out.json", "--quiet")
    assert both.stdout.splitlines()[1].startswith("all")
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == alone.stdout
    assert (alone.stderr, both.stderr) == ("", "")


def test_a_floor_decides_the_exit_code(graph_file: Path, gold: Path) -> None:
    f1 = json.loads(kg("eval", graph_file, "--gold", gold, "--json", "-").stdout)["all"]["f1"]
    assert 0.1 < f1 < 0.9
    assert kg("eval", graph_file, "--gold", gold, "--fail-under", f1).returncode == 0
    low = kg("eval", graph_file, "--gold", gold, "--fail-under", f1 + 0.01)
    assert low.returncode == 1
    assert f"F1 {f1:.3f} is under" in low.stderr


def test_documents_are_built_first(gold: Path, docs: Path) -> None:
    done = kg("eval", docs, "--gold", gold, "--model", "none", "--split", "dev", "--json", "-")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert (data["absent"], data["unknown"]) == ([], [])
    assert data["evidence offsets"]["right"] == data["evidence offsets"]["of"] > 0


def test_wrong_use_and_wrong_input_are_one_sentence(
    graph_file: Path, gold: Path, docs: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.jsonl").write_text('{"doc": "a", "facts": [{"type": "wish"}]}\n', encoding="utf-8")
    cases = [
        (2, "missing option '--gold'", graph_file),
        (2, "has no split 'test'; there are dev", graph_file, "--gold", gold, "--split", "test"),
        (2, "--by 'colour' is unknown", graph_file, "--gold", gold, "--by", "colour"),
        (2, "--format 'xml' is unknown", graph_file, "--gold", gold, "--format", "xml"),
        (2, "fail-under", graph_file, "--gold", gold, "--fail-under", "2"),
        (2, "leave it out", docs, "--gold", gold, "--docs", docs),
        (3, "no such file of gold facts", graph_file, "--gold", tmp_path / "none.jsonl"),
        (3, "bad.jsonl, line 1: fact 1: type 'wish' is unknown", graph_file, "--gold", tmp_path / "bad.jsonl"),
        (3, "none.ttl: there is no such file", tmp_path / "none.ttl", "--gold", gold),
        (3, "there is no folder", graph_file, "--gold", gold, "--json", tmp_path / "none" / "out.json"),
    ]
    for code, said, *arguments in cases:
        assert main(["eval", *map(str, arguments)]) == code, arguments
        told = capfd.readouterr()
        assert said in told.err, arguments
        assert (len(told.err.splitlines()), told.out) == (1, "")


def test_a_graph_without_facts_scores_nothing(tmp_path: Path, gold: Path) -> None:
    empty = export(Graph.of([]), tmp_path / "empty.nt")
    done = kg("eval", empty, "--gold", gold, "--fail-under", "0.1")
    assert done.returncode == 1
    assert "1 document not in the graph, so all is missed" in done.stderr
