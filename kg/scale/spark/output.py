"""The result as files: sorted, each triple once, so that one part after the other is the whole in order."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kg.scale.spark.table import NARROW, Batches, Row, Table, rows

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from kg.scale.spark.stages import Stages

_A_FILE: Final = 1_000_000  # triples, of which some may be repeats
_LINES: Final = Table.of(line="string")
_COLUMNS: Final = Table.of(subject="string", predicate="string", object="string", datatype="string", language="string")


def save(triples: DataFrame, stages: Stages, name: str, format: str) -> int:
    """Write triples as the files of a folder; return how many there are, and leave no folder where there is none."""
    count = triples.count()
    if not count:
        return 0
    lines = triples.selectExpr("concat(s, ' ', p, ' ', o, ' .') AS line")
    files = max(1, math.ceil(count / _A_FILE))
    ordered = lines.repartitionByRange(files, "line").sortWithinPartitions("line").mapInArrow(_once, _LINES.ddl)
    return FORMATS[format](ordered, stages, name)


def _ntriples(ordered: DataFrame, stages: Stages, name: str) -> int:
    path = f"{stages.part}/{name}"
    ordered.write.mode("overwrite").option("lineSep", "\n").text(path)
    _number(stages, path, "nt")
    return ordered.sparkSession.read.option("lineSep", "\n").text(path).count()


def _parquet(ordered: DataFrame, stages: Stages, name: str) -> int:
    path = f"{stages.part}/{name}"
    ordered.mapInArrow(_split, _COLUMNS.ddl).write.mode("overwrite").parquet(path)
    _number(stages, path, "parquet")
    return ordered.sparkSession.read.parquet(path).count()


FORMATS: Final[Mapping[str, Callable[[DataFrame, Stages, str], int]]] = {"ntriples": _ntriples, "parquet": _parquet}


def _number(stages: Stages, path: str, suffix: str) -> None:
    """Give the files of a folder short names, in their order."""
    for number, listed in enumerate(stages.storage.inside(path)):
        stages.storage.rename(listed.path, f"{path}/part-{number:05d}.{suffix}")


# -- in the processes of the cluster -----------------------------------------------------------------------------------
def _once(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Let the first of several equal lines pass."""

    def fresh() -> Iterator[Row]:
        last = None
        for row in rows(batches):
            if row != last:
                yield row
            last = row

    return _LINES.batches(fresh(), NARROW)


def _split(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Part lines into columns; what is named by an IRI has no datatype."""
    return _COLUMNS.batches((row for batch in batches for row in _terms(batch)), NARROW)


def _terms(batch: pa.RecordBatch) -> Iterator[Row]:
    import pyoxigraph as ox

    text = "\n".join(line for (line,) in rows([batch]))
    for quad in ox.parse(input=text.encode(), format=ox.RdfFormat.N_TRIPLES):
        literal = isinstance(quad.object, ox.Literal)
        datatype, language = (quad.object.datatype.value, quad.object.language) if literal else (None, None)
        yield quad.subject.value, quad.predicate.value, quad.object.value, datatype, language
