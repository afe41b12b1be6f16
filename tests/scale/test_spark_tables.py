"""Rows go to Spark's columns and back; files and folders are named as their paths are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.build.recipe import Recipe
from kg.errors import UsageError
from kg.scale.spark.session import said
from kg.scale.spark.storage import Storage
from kg.scale.spark.table import Table, rows
from kg.scale.spark.tools import Order

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

COLUMNS = Table.of(name="string", size="long", part="binary", words="array<string>", sure="boolean")


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(codec="utf-8")),
            st.integers(-(2**63), 2**63 - 1),
            st.binary(),
            st.lists(st.text(st.characters(codec="utf-8")), max_size=3),
            st.booleans(),
        ),
        max_size=9,
    ),
    st.integers(1, 4),
)
def test_rows_come_back_as_they_went(found: list[tuple[object, ...]], size: int) -> None:
    batches = list(COLUMNS.batches(found, size))
    assert [*rows(batches)] == found
    assert [len(batch) for batch in batches][:-1] == [size] * (len(batches) - 1)


def test_columns_are_written_as_spark_writes_them() -> None:
    assert COLUMNS.ddl == "`name` string, `size` long, `part` binary, `words` array<string>, `sure` boolean"


def test_files_are_found_written_renamed_and_deleted(spark: SparkSession, tmp_path: Path) -> None:
    storage = Storage(spark)
    storage.write(f"{tmp_path}/a b/one.txt", "Zürich\n")
    assert storage.read(f"{tmp_path}/a b/one.txt") == "Zürich\n"
    storage.write(f"{tmp_path}/a b/.hidden", "")
    assert [one.path.rpartition("/")[2] for one in storage.inside(f"{tmp_path}/a b")] == ["one.txt"]
    assert [(one.path, one.is_folder) for one in storage.matching(f"{tmp_path}/a*")] == [(f"file:{tmp_path}/a b", True)]
    assert storage.matching(f"{tmp_path}/none") == []
    assert storage.rename(f"{tmp_path}/a b", f"{tmp_path}/c")
    assert not storage.exists(f"{tmp_path}/a b")
    storage.delete(f"{tmp_path}/c")
    assert not (tmp_path / "c").exists()


def test_a_worker_that_would_build_otherwise_refuses() -> None:
    tools = Recipe(model="none").tools()
    order = Order.of(tools)
    assert order.writing().words == tools.words
    other = Order(order.recipe, tools.words + "; of another version", order.configuration)
    with pytest.raises(UsageError, match="a worker would build with"):
        other.writing()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Job aborted.\n  at a.b(C.scala)", "Job aborted."),
        ("It failed:\nTraceback (most recent call last):\n  File x\nNoModule: pyarrow\n", "NoModule: pyarrow"),
        ("It failed:\nTraceback (most recent)\nkg.errors.UsageError: no rule\nmore", "kg.errors.UsageError: no rule"),
        ("", "ValueError"),
    ],
)
def test_of_an_error_one_line_is_told(words: str, line: str) -> None:
    assert said(ValueError(words)) == line
