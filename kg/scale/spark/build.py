"""The whole way on a cluster: read, settle identity, write, judge, and put the files in their place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import errors
from kg.build.ledger import Ledger
from kg.build.quarantine import ROUNDS, Targets
from kg.build.recipe import Recipe, Tools
from kg.errors import BackendError, KgError, UsageError
from kg.scale.spark import blame, identity, judging, output, reading, source, writing
from kg.scale.spark.session import check_installed, quiet, said
from kg.scale.spark.stages import Stages
from kg.scale.spark.table import Row
from kg.scale.spark.tools import Order

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from kg.scale.spark.writing import Written

_SETTINGS: Final = {"spark.sql.execution.arrow.maxRecordsPerBatch": "1000", "spark.sql.session.timeZone": "UTC"}
_INHERITED: Final = ("spark.sql.shuffle.partitions",)


def build(
    spark: SparkSession,
    documents: str | Path | Sequence[str | Path] | DataFrame,
    out: str | Path,
    *,
    recipe: Recipe | None = None,
    date: str | None = None,
    format: str = "ntriples",
) -> Ledger:
    """Build the graph of JSON Lines, Parquet or a data frame in a folder that all machines reach.

    A data frame has the columns `id` and `text`, and may have `title`, `date`, `authors`, `url`, `publisher` and
    `language`. The folder holds `graph/` and, where something was kept out, `quarantine/`, as "ntriples" or "parquet".
    A build that was killed goes on where it was. Raises InputError when no document could be read, BackendError when
    Spark gives up.
    """
    from kg.text import iso_date

    check_installed()
    if format not in output.FORMATS:
        raise UsageError(f"format {format!r} is none that a cluster writes; there are {', '.join(output.FORMATS)}")
    day = iso_date(date) if date else None
    tools = (recipe or Recipe()).tools()
    with quiet(), _told():
        own = _session(spark)
        return _built(own, source.read(own, documents), str(out), tools, day, format)


def _session(spark: SparkSession) -> SparkSession:
    """Return a session with settings of its own on the same cluster."""
    if not hasattr(spark, "_jvm"):
        raise UsageError("a build needs a session on the cluster itself, and this is one of Spark Connect")
    own = spark.newSession()
    for name, value in {**_SETTINGS, **{name: spark.conf.get(name) for name in _INHERITED}}.items():
        own.conf.set(name, str(value))
    return own


@contextmanager
def _told() -> Iterator[None]:
    """Put what Spark says of an error in one sentence; an error of ours on another machine is ours again."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        name, _, words = said(error).removeprefix("kg.errors.").partition(": ")
        kind = getattr(errors, name, None)
        if words and isinstance(kind, type) and issubclass(kind, KgError):
            raise kind(words) from None
        hint = "; set PYSPARK_PYTHON to a Python that has kg" if name == "ModuleNotFoundError" else ""
        raise BackendError(f"Spark gave up: {said(error)}{hint}") from None


def _built(spark: SparkSession, given: source.Rows, out: str, tools: Tools, date: str | None, format: str) -> Ledger:
    order = Order.of(tools)
    stages = Stages(spark, out, f"{tools.words}; date {date}")
    read = reading.read(given, stages, order, date)
    accounts = identity.settle(read.drafts, stages, tools.world)
    known = spark.sparkContext.broadcast(writing.events(accounts, order))
    condemned: list[Row] = []
    for left in range(ROUNDS, -1, -1):
        written = writing.write(accounts, stages, order, known, _frame(spark, condemned))
        graph = written.triples(writing.GRAPH)
        found = _found(graph, tools, order, {claim for claim, *_ in condemned}) if left else []
        if not found:
            break
        condemned += found
    count = output.save(graph, stages, "graph", format)
    output.save(written.triples(writing.QUARANTINE), stages, "quarantine", format)
    ledger = _ledger(read.ledger, written, tools, condemned, count)
    stages.finish(_manifest(tools, ledger, format))
    return ledger


def _found(triples: DataFrame, tools: Tools, order: Order, known: set[str]) -> list[Row]:
    """Find the claims behind what is wrong with the graph, beyond those known."""
    from kg.validate.shapes import read
    from kg.validate.views import everything

    findings = judging.findings(triples, everything(read(tools.world.shapes)), order)
    if not findings:
        return []
    charged = blame.blamed(triples, findings, Targets.read(tools.world.shapes), tools.recipe.base)
    return [row for row in charged if row[0] not in known]


def _frame(spark: SparkSession, condemned: Sequence[Row]) -> DataFrame:
    return spark.createDataFrame(list(condemned), writing.CONDEMNED.ddl)


def _ledger(read: Ledger, written: Written, tools: Tools, condemned: Sequence[Row], triples: int) -> Ledger:
    apart = written.claims(writing.QUARANTINE)
    reasons = Counter(reason for *_, reason in condemned)
    doubts = Counter({f"Confidence is under {tools.recipe.threshold:g}": sum(apart.values()) - len(condemned)})
    return replace(
        read,
        kept=written.claims(writing.GRAPH),
        quarantined=apart,
        reasons=reasons + doubts,
        entities=written.entities(),
        triples=triples,
    )


def _manifest(tools: Tools, ledger: Ledger, format: str) -> str:
    from kg import __version__

    known = {
        "kg": __version__,
        "recipe": tools.words,
        "domain": tools.world.version,
        "base": tools.recipe.base,
        "format": format,
        "documents": ledger.documents,
        "triples": ledger.triples,
    }
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"
