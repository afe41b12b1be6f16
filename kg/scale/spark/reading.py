"""Rows to documents, and documents to packed drafts: the long part of a build, of which no task is done twice."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from kg.build.ledger import Ledger
from kg.build.source import none_read
from kg.model import Document, Unread
from kg.scale.spark.table import Batches, Row, Table, rows

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from kg.scale.spark.source import Rows
    from kg.scale.spark.stages import Stages
    from kg.scale.spark.tools import Order

DOCUMENTS: Final = Table.of(
    file="string",
    block="long",
    position="long",
    id="string",
    given="string",
    text="string",
    row="binary",
    reason="string",
)
DRAFTS: Final = Table.of(
    id="string",
    given="string",
    draft="binary",
    things="string",
    used="long",
    unused="long",
    unresolved="array<string>",
    reason="string",
)
_A_TASK: Final = 256  # documents that are read together, and kept together once they are
_AT_ONCE: Final = 64  # drafts that wait to be written
_DRAFTS: Final = "drafts"
_PLACE: Final = ("file", "block", "position")


@dataclass(frozen=True, slots=True)
class Read:
    """The drafts of all documents that could be read, and the account of the reading."""

    drafts: DataFrame
    ledger: Ledger


def read(given: Rows, stages: Stages, order: Order, date: str | None) -> Read:
    """Draft all documents but those that an earlier try has drafted; raises InputError when none can be read."""
    parsed = stages.keep("documents", given.frame.mapInArrow(partial(_parsed, date), DOCUMENTS.ddl))
    places = _Places(given, parsed)
    first, repeated = _first_of_each(parsed)
    unread = [Unread(places.of(row), row.reason) for row in parsed.where("reason IS NOT NULL").collect()]
    unread += _repeats(repeated, first, places)
    unread += places.empty()
    drafts = _drafts(first, stages, order, date)
    failed = drafts.where("reason IS NOT NULL").join(first.drop("reason"), ["id", "given"])
    unread += [Unread(places.of(row), row.reason) for row in failed.select(*_PLACE, "id", "reason").collect()]
    drafted = drafts.where("reason IS NULL")
    ledger = _ledger(drafted, sorted(unread, key=lambda one: (one.source, one.reason)))
    if not ledger.documents:
        raise none_read(ledger.unread)
    return Read(drafted, ledger)


def _drafts(first: DataFrame, stages: Stages, order: Order, date: str | None) -> DataFrame:
    earlier = stages.kept(_DRAFTS, DRAFTS.ddl)
    todo = first if earlier is None else first.join(earlier.select("id", "given"), ["id", "given"], "left_anti")
    count = todo.count()
    if earlier is None or count:
        session = first.sparkSession
        tasks = max(1, min(count, max(math.ceil(count / _A_TASK), 2 * session.sparkContext.defaultParallelism)))
        work = todo.select("id", "given", "row").repartition(tasks, "id")
        earlier = stages.add(_DRAFTS, work.mapInArrow(partial(_drafted, order, date), DRAFTS.ddl))
    return earlier.join(first.select("id", "given"), ["id", "given"], "left_semi")


def _first_of_each(parsed: DataFrame) -> tuple[DataFrame, DataFrame]:
    """Part the first document of an id from those that repeat it."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    order = Window.partitionBy("id").orderBy(*_PLACE, "given")
    ranked = parsed.where("id IS NOT NULL").withColumn("rank", f.row_number().over(order))
    return ranked.where("rank = 1").drop("rank"), ranked.where("rank > 1").drop("rank", "row")


def _repeats(repeated: DataFrame, first: DataFrame, places: _Places) -> Iterator[Unread]:
    from kg.text.reading import repeated as told

    later = repeated.select(*_PLACE, "id", "text").collect()
    if later:
        ids = repeated.select("id").distinct()
        earlier = {row.id: row for row in first.join(ids, "id", "left_semi").select(*_PLACE, "id", "text").collect()}
        for row in later:
            before = earlier[row.id]
            yield told(row.id, places.of(row), places.of(before), alike=row.text == before.text)


class _Places:
    """Where rows stand: the file as it was named and the number of the line, as a person counts."""

    def __init__(self, given: Rows, parsed: DataFrame) -> None:
        self._given = given
        counts = parsed.groupBy("file", "block").agg({"position": "max", "id": "count", "reason": "count"}).collect()
        self._before: dict[tuple[str, int], int] = {}
        self._filled = {given.name(row.file) for row in counts if row["count(id)"] or row["count(reason)"]}
        lines: dict[str, int] = {}
        for row in sorted(counts, key=lambda row: (row.file, row.block)):
            self._before[row.file, row.block] = lines.get(row.file, 0)
            lines[row.file] = lines.get(row.file, 0) + (row["max(position)"] or 0) + 1

    def of(self, row: Any) -> str:
        if not row.file:
            return row.id or "a row of the data frame"
        return f"{self._given.name(row.file)}:{self._before[row.file, row.block] + row.position + 1}"

    def empty(self) -> Iterator[Unread]:
        """Tell of files in which no line holds anything."""
        from kg.text.jsonl import NO_ROWS

        names = map(self._given.name, self._given.files)
        return (Unread(name, NO_ROWS) for name in names if name not in self._filled)


def _ledger(drafted: DataFrame, unread: Sequence[Unread]) -> Ledger:
    counts = drafted.selectExpr("COUNT(*) AS n", "SUM(used) AS used", "SUM(unused) AS unused").first()
    assert counts is not None
    words = drafted.where("size(unresolved) > 0").orderBy("id").select("id", "unresolved").collect()
    return Ledger(
        documents=counts.n,
        unread=tuple(unread),
        sentences_with_claims=counts.used or 0,
        sentences_without_claims=counts.unused or 0,
        unresolved=tuple((row.id, word) for row in words for word in row.unresolved),
    )


# -- in the processes of the cluster -----------------------------------------------------------------------------------
def _parsed(date: str | None, batches: Batches) -> Iterator[pa.RecordBatch]:
    return DOCUMENTS.batches(_documents(date, batches))


def _documents(date: str | None, batches: Batches) -> Iterator[Row]:
    from kg.build.drafting import given

    at, count = None, 0
    for file, block, position, row in rows(batches):
        if file and position is None:  # the lines of a block come one after the other
            at, count = (file, block), count + 1 if at == (file, block) else 0
            position = count
        found = _document(row, date)
        if isinstance(found, Document):
            yield file, block, position, found.id, given(found), found.sha256, row, None
        else:
            yield file, block, position, None, None, None, None, found.reason if found else None


def _document(row: bytes, date: str | None) -> Document | Unread | None:
    from kg.text.jsonl import read_row

    found = read_row(row, "")
    if not isinstance(found, Document):
        return found
    return replace(found, source=None, date=found.date or date)


def _drafted(order: Order, date: str | None, batches: Batches) -> Iterator[pa.RecordBatch]:
    return DRAFTS.batches(_drafts_of(order, date, batches), _AT_ONCE)


def _drafts_of(order: Order, date: str | None, batches: Batches) -> Iterator[Row]:
    from kg.build.reading import packed
    from kg.build.source import documents
    from kg.build.thrift import thrifty

    tools = order.reading()
    hashes: dict[str, str] = {}

    def items() -> Iterator[Document]:
        for id_, hash_, row in rows(batches):
            hashes[id_] = hash_
            document = _document(row, date)
            assert isinstance(document, Document)
            yield document

    with thrifty():
        for one in packed(documents(items()), tools):
            if isinstance(one, Unread):  # it has no source of its own, so that it is told by its id
                yield one.source, hashes[one.source], None, None, 0, 0, [], one.reason
            else:
                yield one.id, hashes[one.id], one.draft, one.things, one.used, one.unused, list(one.unresolved), None
