"""Input: JSON Lines, Parquet or a data frame to rows, each with its place, in one table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from kg.errors import InputError, InputMissing, UsageError
from kg.scale.spark.storage import Listed, Storage

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_KNOWN: Final = ("id", "text", "title", "date", "authors", "url", "publisher", "language")
_PARQUET: Final = "parquet"
_KINDS: Final = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": _PARQUET}
_NEEDED: Final = ("id", "text")


class Rows:
    """The rows of an input.

    `frame` has the file of each, where in it a block of lines begins, the row's position where it is known, and the
    row itself as JSON; `files` are the files, which may hold no row.
    """

    def __init__(self, frame: DataFrame, files: Sequence[str] = (), names: Sequence[tuple[str, str]] = ()) -> None:
        self.frame = frame
        self.files = files
        self._names = names

    def name(self, file: str) -> str:
        """Return a file as it was named in the call."""
        path = _plain(unquote(file))
        for whole, given in self._names:
            if path == whole or path.startswith(f"{whole}/"):
                return given + path[len(whole) :]
        return path


def read(spark: SparkSession, source: str | Path | Sequence[str | Path] | DataFrame) -> Rows:
    """Read paths or a data frame with the columns that rows of JSONL have.

    A path names a file or folder of JSONL or Parquet, or is a pattern. Raises InputMissing, InputError for what is
    neither, UsageError for missing columns.
    """
    if isinstance(source, str | Path):
        return _files(spark, [str(source)])
    if isinstance(source, Sequence):
        return _files(spark, [str(path) for path in source])
    return Rows(_frame(source, "a data frame", "''", "CAST(NULL AS BIGINT)"))


def _files(spark: SparkSession, paths: Sequence[str]) -> Rows:
    storage = Storage(spark)
    lines: list[str] = []
    tables: list[str] = []
    names: list[tuple[str, str]] = []
    for path in paths:
        matching = storage.matching(path)
        if not matching:
            raise InputMissing(f"{path}: no such file or folder; check the path")
        if len(matching) == 1 and "*" not in path:
            names.append((_plain(matching[0].path), path.rstrip("/")))
        for listed in matching:
            (tables if _kind(storage, listed) == _PARQUET else lines).append(listed.path)
    frames = [_lines(spark, lines)] if lines else []
    frames += [_table(spark, table) for table in tables]
    files = [file for frame in frames for file in frame.inputFiles()]
    whole = frames[0].select("*")
    for frame in frames[1:]:
        whole = whole.unionByName(frame)
    return Rows(whole, files, names)


def _kind(storage: Storage, listed: Listed) -> str:
    """Say whether a path holds JSONL or Parquet."""
    if (own := _suffix(listed.path)) in _KINDS:
        return _KINDS[own]
    inside = storage.inside(listed.path) if listed.is_folder else []
    kinds = {_KINDS[suffix] for suffix in map(_suffix, (one.path for one in inside)) if suffix in _KINDS}
    if len(kinds) == 1:
        return kinds.pop()
    what = "holds both .jsonl and .parquet; name the files" if kinds else "is neither .jsonl nor .parquet"
    raise InputError(f"{_plain(listed.path)}: {what}; a cluster reads rows of documents")


def _suffix(path: str) -> str:
    return path[path.rfind(".") :].lower()


def _plain(path: str) -> str:
    """Write a path of this machine's own without its scheme, which has one slash here and three there."""
    return "/" + path.removeprefix("file:").lstrip("/") if path.startswith("file:") else path


def _lines(spark: SparkSession, paths: Sequence[str]) -> DataFrame:
    frame = spark.read.option("lineSep", "\n").option("pathGlobFilter", "*.{jsonl,ndjson}").text(list(paths))
    return frame.selectExpr(
        "_metadata.file_path AS file",
        "_metadata.file_block_start AS block",
        "CAST(NULL AS BIGINT) AS position",
        "CAST(value AS BINARY) AS row",
    )


def _table(spark: SparkSession, path: str) -> DataFrame:
    frame = spark.read.parquet(path)
    return _frame(frame, path, "_metadata.file_path", "_metadata.row_index")


def _frame(frame: DataFrame, name: str, file: str, position: str) -> DataFrame:
    """Write the known columns of a frame as JSON, as the reader of rows takes them."""
    missing = [column for column in _NEEDED if column not in frame.columns]
    if missing:
        raise UsageError(f"{name}: has no column {missing[0]!r}; there are {', '.join(frame.columns) or 'none'}")
    known = ", ".join(f"`{column}`" for column in _KNOWN if column in frame.columns)
    json = f"to_json(struct({known}), map('timeZone', 'UTC'))"
    return frame.selectExpr(
        f"{file} AS file", "CAST(0 AS BIGINT) AS block", f"{position} AS position", f"encode({json}, 'UTF-8') AS row"
    )
