"""The folder of a build under way: what each step gave, kept as Parquet so that no step is done again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from kg.errors import OutputError, UsageError
from kg.scale.spark.storage import Storage
from kg.scale.spark.table import Row, Table

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

MANIFEST: Final = "manifest.json"
_DONE: Final = "_SUCCESS"
_KEEPS_TASKS: Final = ("mapreduce.fileoutputcommitter.algorithm.version", "2")


class Stages:
    """The steps of a build, beside the folder in which its result will stand.

    When a build is begun anew with the same words, steps that take long go on where they were.
    """

    def __init__(self, spark: SparkSession, out: str, words: str) -> None:
        self._spark = spark
        self.storage = Storage(spark)
        self.target = self.storage.whole(out).rstrip("/")
        folder, _, name = self.target.rpartition("/")
        self._old = f"{folder}/.{name}.old"
        self.part = f"{folder}/.{name}.part"
        self._work = f"{self.part}/work"
        self._begin(words)

    def _begin(self, words: str) -> None:
        if self.storage.exists(self.target) and not self.storage.exists(f"{self.target}/{MANIFEST}"):
            raise UsageError(
                f"{self.target}: is there already, and no build on Spark has made it; choose another folder"
            )
        mark = f"{self._work}/recipe"
        if not (self.storage.exists(mark) and self.storage.read(mark) == words):
            self.storage.delete(self.part)
            self.storage.write(mark, words)

    def keep(self, name: str, frame: DataFrame) -> DataFrame:
        """Do a step, and return what it gave as it was written down."""
        path = f"{self._work}/{name}"
        frame.write.mode("overwrite").parquet(path)
        return self._spark.read.schema(frame.schema).parquet(path)

    def add(self, name: str, frame: DataFrame) -> DataFrame:
        """Do more of a step; each task that ends is kept, also when the build is killed after it."""
        path = f"{self._work}/{name}"
        frame.write.mode("append").option(*_KEEPS_TASKS).parquet(path)
        return self._spark.read.schema(frame.schema).parquet(path)

    def fill(self, name: str, table: Table, chunks: Iterable[list[Row]]) -> DataFrame:
        """Write rows of this machine's down, chunk by chunk."""
        import pyarrow as pa

        path = f"{self._work}/{name}"
        for chunk in chunks:
            batches = pa.Table.from_batches(table.batches(chunk, len(chunk)))
            self._spark.createDataFrame(batches, table.ddl).write.mode("append").parquet(path)
        return self._spark.read.schema(table.ddl).parquet(path)

    def kept(self, name: str, ddl: str) -> DataFrame | None:
        """Return what an earlier build did of a step."""
        path = f"{self._work}/{name}"
        if not (self.storage.exists(path) and self.storage.inside(path)):
            return None
        return self._spark.read.schema(ddl).parquet(path)

    def drop(self, name: str) -> None:
        """Forget a step."""
        self.storage.delete(f"{self._work}/{name}")

    def finish(self, manifest: str) -> None:
        """Put the result in its place, and the mark that it is whole into it."""
        self.storage.delete(self._work)
        self.storage.write(f"{self.part}/{MANIFEST}", manifest)
        self.storage.delete(self._old)
        if self.storage.exists(self.target):
            self._move(self.target, self._old)
        self._move(self.part, self.target)
        self.storage.write(f"{self.target}/{_DONE}", "")
        self.storage.delete(self._old)

    def _move(self, path: str, other: str) -> None:
        if not self.storage.rename(path, other):
            raise OutputError(f"{other}: cannot be written; check its permissions, the result stands in {path}")
