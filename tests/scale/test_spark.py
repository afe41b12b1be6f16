"""A build on Spark gives the graph, the quarantine and the account of one machine, however its input is cut."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from spark_articles import articles, jsonl, lines, quarantined

from kg.build import Recipe, construct
from kg.cli import main
from kg.errors import BackendError, InputError, InputMissing, UsageError
from kg.scale.spark import build

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROOT = Path(__file__).parent.parent.parent
NO_POSTS = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/kg-builder/core#> .
kg:NoPosts a sh:NodeShape ; sh:targetClass kg:Post ; sh:property kg:NoPosts-title .
kg:NoPosts-title a sh:PropertyShape ; sh:path kg:title ; sh:maxCount 0 ; sh:message "Nobody has a title here." .
"""
BROKEN = {"id": "broken", "text": "Break here. Lyon is a city."}


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    """A domain pack in which no post may have a title."""
    for room in ("ontology", "shapes"):
        shutil.copytree(ROOT / room, tmp_path / "strict" / room)
    (tmp_path / "strict" / "shapes" / "strict.ttl").write_text(NO_POSTS)
    return tmp_path / "strict"


def test_files_of_lines_give_what_they_give_on_one_machine(spark: SparkSession, tmp_path: Path) -> None:
    rows = [*articles(), BROKEN]
    random.Random(7).shuffle(rows)
    folder = tmp_path / "in put"  # a name that is written otherwise in an address
    folder.mkdir()
    (folder / "a.jsonl").write_text(jsonl(rows[:5]) + "\n  \nno row\n" + jsonl(rows[5:8]))
    (folder / "b.jsonl").write_text("\n\n")
    (folder / "c.ndjson").write_text(jsonl([rows[0], {**rows[1], "text": "Another text."}, *rows[8:]]))
    recipe = Recipe(model="none", extractors=("rules", f"breaker:{tmp_path}"))

    ledger = build(spark, folder, tmp_path / "out", recipe=recipe, date="2020-02-02")
    one = construct([str(folder)], model="none", extractors=recipe.extractors, date="2020-02-02")

    assert lines(tmp_path / "out" / "graph") == list(one.graph.ntriples())
    assert lines(tmp_path / "out" / "quarantine") == quarantined(one.graph) != []
    assert ledger == one.ledger
    first = f"{folder}/a.jsonl"
    reasons = sorted(item.reason for item in ledger.unread)
    told = ["has the id", "is empty", f"is the same document as {first}:1", "made an extractor fail", "not JSON"]
    assert all(reason.startswith(start) for reason, start in zip(reasons, told, strict=True))
    assert (tmp_path / "out" / "_SUCCESS").exists()
    assert not list(tmp_path.glob(".out*"))


def test_a_data_frame_in_any_order_and_a_pack_that_breaks_much(
    spark: SparkSession, tmp_path: Path, strict: Path
) -> None:
    rows = articles()
    frame = spark.createDataFrame(rows).repartition(5)
    recipe = Recipe(model="none", domain=strict, base="https://example.org/kg#", threshold=0.7, keep_text=True)

    ledger = build(spark, frame, tmp_path / "out", recipe=recipe, format="parquet")
    path = tmp_path / "one.jsonl"
    path.write_text(jsonl(rows))
    options = {name: getattr(recipe, name) for name in ("model", "domain", "base", "threshold", "keep_text")}
    one = construct([str(path)], **options)

    assert ledger == one.ledger
    assert any("Nobody has a title" in reason for reason in ledger.reasons)
    for name, graph in (("graph", one.graph), ("quarantine", one.graph.quarantine)):
        table = pq.read_table(tmp_path / "out" / name)
        assert table.column_names == ["subject", "predicate", "object", "datatype", "language"]
        assert [tuple(row.values()) for row in table.to_pylist()] == [columns(quad) for quad in ordered(graph)]
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["triples"] == len(one.graph)


def ordered(graph):
    return sorted((quad.triple for quad in graph.match()), key=str)


def columns(triple) -> tuple[str | None, ...]:
    datatype = getattr(triple.object, "datatype", None)
    return (
        triple.subject.value,
        triple.predicate.value,
        triple.object.value,
        datatype.value if datatype else None,
        getattr(triple.object, "language", None),
    )


def test_a_build_whose_process_was_killed_goes_on(
    spark: SparkSession, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = articles(2)
    table = pa.Table.from_pylist([{**row, "date": row.get("date")} for row in rows])
    pq.write_table(table, tmp_path / "rows.parquet", row_group_size=3)
    recipe = Recipe(model="none", extractors=("rules", f"breaker:{tmp_path}"))
    (tmp_path / "deadly").touch()
    with pytest.raises(BackendError, match="Spark gave up"):
        build(spark, tmp_path / "rows.parquet", tmp_path / "out", recipe=recipe)
    assert not (tmp_path / "out").exists()
    kept = pq.read_table(tmp_path / ".out.part" / "work" / "drafts", columns=["id"])["id"].to_pylist()
    assert 0 < len(kept) < len(rows)
    (tmp_path / "deadly").unlink()
    (tmp_path / "seen").unlink()

    extractors = [part for name in recipe.extractors for part in ("-x", name)]
    command = ["build", tmp_path / "rows.parquet", "-o", tmp_path / "out", "--engine", "spark", "--model", "none"]
    assert main([*map(str, command), *extractors]) == 0
    seen = (tmp_path / "seen").read_text().split()
    assert sorted([*seen, *kept]) == sorted(row["id"] for row in rows)
    path = tmp_path / "one.jsonl"
    path.write_text(jsonl(rows))
    one = construct([str(path)], model="none", extractors=recipe.extractors)
    assert capsys.readouterr().err.splitlines() == [*one.ledger.lines(), f"wrote       {tmp_path / 'out'}"]
    assert lines(tmp_path / "out" / "graph") == list(one.graph.ntriples())
    assert lines(tmp_path / "out" / "quarantine") == quarantined(one.graph)


def test_what_cannot_be_read_or_written_is_said(spark: SparkSession, tmp_path: Path) -> None:
    recipe = Recipe(model="none")
    with pytest.raises(InputMissing, match="no such file"):
        build(spark, tmp_path / "none.jsonl", tmp_path / "out", recipe=recipe)
    (tmp_path / "page.html").write_text("<p>Words")
    with pytest.raises(InputError, match=r"page\.html: is neither"):
        build(spark, [tmp_path / "page.html"], tmp_path / "out", recipe=recipe)
    with pytest.raises(UsageError, match="has no column 'text'"):
        build(spark, spark.createDataFrame([("a",)], "id string"), tmp_path / "out", recipe=recipe)
    with pytest.raises(UsageError, match="format 'turtle'"):
        build(spark, tmp_path / "none.jsonl", tmp_path / "out", recipe=recipe, format="turtle")
    (tmp_path / "rows.jsonl").write_text("[]\n")
    with pytest.raises(InputError, match=r"rows\.jsonl:1: not an object"):
        build(spark, tmp_path / "rows.jsonl", tmp_path / "out", recipe=recipe)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear")
    with pytest.raises(UsageError, match="choose another folder"):
        build(spark, tmp_path / "rows.jsonl", tmp_path / "mine", recipe=recipe)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "Dear"
