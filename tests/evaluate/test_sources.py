"""What is measured: graphs and documents, and only what the gold knows."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import harbour
import pytest
from rendered import graph_of

from kg.errors import InputError, InputMissing, UsageError
from kg.evaluate import evaluate, open_source, read_articles
from kg.export import export

GOLD = harbour.gold(text=None)


def test_a_folder_gives_the_documents_of_the_gold_with_their_dates(tmp_path: Path) -> None:
    (tmp_path / "Harbour.txt").write_text(harbour.TEXT, encoding="utf-8")
    (tmp_path / "other.txt").write_text("Nothing of note happened in Aalholm.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    found = read_articles([tmp_path], [GOLD])
    (document,) = found.documents
    assert (document.text, document.date) == (harbour.TEXT, "2024-03-06")
    assert (found.left_out, [Path(item.source).name for item in found.unread]) == (1, ["empty.txt"])


def test_a_date_of_its_own_stays(tmp_path: Path) -> None:
    row = {"id": "harbour", "text": harbour.TEXT, "date": "2020-01-02"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert read_articles([tmp_path / "a.jsonl"], [GOLD]).documents[0].date == "2020-01-02"


def test_documents_are_built_and_measured(tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text(harbour.TEXT, encoding="utf-8")
    (tmp_path / "other.txt").write_text("Nothing of note happened in Aalholm.", encoding="utf-8")
    measured = open_source(tmp_path, [GOLD], model="none")
    assert [document.id for document in measured.graph.documents()] == ["harbour"]
    found = evaluate(measured.graph, [GOLD], measured.articles.texts)
    assert found.absent == ()
    assert found.offsets is not None
    assert found.offsets.right == found.offsets.count > 0


def test_a_graph_is_read_with_or_without_its_documents(tmp_path: Path) -> None:
    path = export(graph_of([replace(GOLD, text=harbour.TEXT)]), tmp_path / "g.nt")
    (tmp_path / "harbour.txt").write_text(harbour.TEXT, encoding="utf-8")
    assert open_source(path, [GOLD]).articles.texts == {}
    assert open_source(path, [GOLD], docs=tmp_path).articles.texts == {"harbour": harbour.TEXT}


def test_what_cannot_be_measured_is_said(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Nothing of note happened.", encoding="utf-8")
    with pytest.raises(InputError, match="none of 1 documents is in the gold; their ids are the gold's doc"):
        open_source(tmp_path, [GOLD])
    with pytest.raises(InputMissing):
        open_source(tmp_path / "none", [GOLD])
    with pytest.raises(InputMissing):
        open_source(tmp_path / "none.ttl", [GOLD])
    with pytest.raises(UsageError, match="leave it out"):
        open_source(tmp_path, [GOLD], docs=tmp_path)
