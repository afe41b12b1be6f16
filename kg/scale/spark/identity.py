"""Identity by key: variants are counted wherever they stand, settled in one place, and led back to the documents."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from kg.scale.spark.table import NARROW, Batches, Row, Table, rows

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from kg.domain import Domain
    from kg.resolve import Census, Summary
    from kg.scale.spark.stages import Stages

ACCOUNTS: Final = Table.of(id="string", draft="binary", entities="array<string>")
_NAMED: Final = Table.of(variant="binary", mentions="long", summary="string")
_TOGETHER: Final = Table.of(one="string", other="string")
_THINGS: Final = Table.of(id="string", position="int", variant="binary")
_ENTITIES: Final = Table.of(variant="binary", entity="string")
_AT_ONCE: Final = 100_000  # entities that are written together
Owners = Mapping[str, frozenset[str]]


def settle(drafts: DataFrame, stages: Stages, world: Domain) -> DataFrame:
    """Find the entities behind the things of all documents; return each draft with those of its things, in order.

    What is kept on the machine that gives the work is one row per variant, in a file that goes away.
    """
    from kg.resolve import Census

    things = drafts.select("id", "things")
    with TemporaryDirectory(prefix="kg-") as folder, closing(sqlite3.connect(Path(folder, "census"))) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        census = Census(connection, world)
        _count(census, things, stages)
        _note(census, things)
        census.settle()
        entities = _written(census, stages)
    return stages.keep("accounts", _joined(drafts, entities))


def _count(census: Census, things: DataFrame, stages: Stages) -> None:
    from pyspark.sql import functions as f

    named = things.select("things").mapInArrow(_named, _NAMED.ddl)
    counted = named.groupBy("variant").agg(
        f.count("*").alias("things"), f.sum("mentions").alias("mentions"), f.first("summary").alias("summary")
    )
    for row in stages.keep("variants", counted).toLocalIterator(prefetchPartitions=True):
        census.count(_summary(json.loads(row.summary)), row.things, row.mentions)


def _note(census: Census, things: DataFrame) -> None:
    """Note which documents name a body and an owner of its: one document for each pair of variants will do."""
    owners = census.owners()
    if not owners:
        return
    found = things.select("things").mapInArrow(partial(_together, owners), _TOGETHER.ddl).distinct()
    for row in found.toLocalIterator():
        census.note([_summary(json.loads(text)) for text in row])


def _written(census: Census, stages: Stages) -> DataFrame:
    found = ((variant, json.dumps(entity, ensure_ascii=False)) for variant, entity in _described(census))
    stages.drop("entities")
    return stages.fill("entities", _ENTITIES, iter(lambda: list(islice(found, _AT_ONCE)), []))


def _described(census: Census) -> Iterator[tuple[bytes, list[Any]]]:
    for variant, entity in census.variants():
        yield variant, [entity.iri, entity.type, entity.label, entity.names, entity.same_as]


def _joined(drafts: DataFrame, entities: DataFrame) -> DataFrame:
    from pyspark.sql import functions as f

    places = drafts.select("id", "things").mapInArrow(_placed, _THINGS.ddl)
    known = places.join(entities, "variant").groupBy("id")
    gathered = known.agg(f.array_sort(f.collect_list(f.struct("position", "entity"))).alias("found"))
    return drafts.join(gathered, "id", "left").selectExpr(
        "id", "draft", "transform(coalesce(found, array()), x -> x.entity) AS entities"
    )


# -- in the processes of the cluster -----------------------------------------------------------------------------------
def _named(batches: Batches) -> Iterator[pa.RecordBatch]:
    from kg.resolve.census import variant_hash

    found = (thing for (things,) in rows(batches) for thing in _summaries(things))
    return _NAMED.batches(((variant_hash(t), t.mentions, _json(t)) for t in found), NARROW)


def _together(owners: Owners, batches: Batches) -> Iterator[pa.RecordBatch]:
    from kg.resolve.joining import speaking_of_owner

    pairs = (pair for (things,) in rows(batches) for pair in speaking_of_owner(_summaries(things), owners))
    return _TOGETHER.batches(((_json(one), _json(other)) for one, other in pairs), NARROW)


def _placed(batches: Batches) -> Iterator[pa.RecordBatch]:
    from kg.resolve.census import variant_hash

    def found() -> Iterator[Row]:
        for id_, things in rows(batches):
            for position, thing in enumerate(_summaries(things)):
                yield id_, position, variant_hash(thing)

    return _THINGS.batches(found(), NARROW)


def _summaries(things: str) -> list[Summary]:
    return [_summary(value) for value in json.loads(things)]


def _summary(value: list[Any]) -> Summary:
    from kg.resolve import Summary

    return Summary.from_json(value)


def _json(thing: Summary) -> str:
    """Write a variant: all of a summary but how often the thing is mentioned."""
    which, name, names, type_, _, *more = thing.to_json()
    return json.dumps([which, name, names, type_, 0, *more], ensure_ascii=False, separators=(",", ":"))
