"""The same input, configuration and version give the same bytes."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.export import FORMATS

SEEDS = Path(__file__).parent.parent.parent / "seeds" / "articles.jsonl"


def rows() -> list[dict[str, object]]:
    return [json.loads(line) for line in SEEDS.read_text(encoding="utf-8").splitlines()][:6]


def build(paths: list[Path], out: Path, seed: str) -> bytes:
    command = [sys.executable, "-m", "kg", "build", *map(str, paths), "-o", str(out), "--model", "none", "--quiet"]
    subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    return out.read_bytes()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("seeds")
    paths = []
    for row in rows():
        path = folder / f"{row['id']}.jsonl"
        path.write_text(json.dumps(row), encoding="utf-8")
        paths.append(path)
    return paths


def test_twice_with_another_hash_seed_and_the_files_in_another_order(files: list[Path], tmp_path: Path) -> None:
    first = build(files, tmp_path / "one.ttl", "0")
    shuffled = random.Random(5).sample(files, len(files))
    assert build(shuffled, tmp_path / "two.ttl", "4242") == first
    assert b"kg:Claim" in first


@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.name)
def test_the_order_of_rows_does_not_matter_in_any_format(format) -> None:
    documents = [kg.Document(str(r["id"]), str(r["text"]), date=str(r["date"])) for r in rows()[:3]]
    graphs = [kg.build(given, model="none") for given in (documents, documents[::-1])]
    one, other = ([b"".join(chunks) for chunks in format.files(graph, "g").values()] for graph in graphs)
    assert one == other


def test_a_document_keeps_its_claims_whatever_stands_beside_it() -> None:
    documents = [kg.Document(str(r["id"]), str(r["text"]), date=str(r["date"])) for r in rows()[:3]]
    alone = {c.iri for c in kg.build(documents[:1], model="none").claims()}
    together = {c.iri for c in kg.build(documents, model="none").claims()}
    assert len(alone - together) <= len(alone) // 10  # a fuller name elsewhere may rename a thing
