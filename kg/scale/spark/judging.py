"""The graph held against the shapes, node by node: each is shown what they may look at from there, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from kg.scale.spark.table import NARROW, Batches, Row, Table, rows

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from kg.build.recipe import Tools
    from kg.model import Finding
    from kg.scale.spark.tools import Order
    from kg.validate.views import View

_FINDINGS: Final = Table.of(
    focus="string", path="string", value="string", message="string", shape="string", severity="string"
)
_AT_ONCE: Final = 50_000  # triples that are checked together, but for nodes with more around them


def findings(triples: DataFrame, view: View, order: Order) -> list[Finding]:
    """Return the violations of a graph."""
    from kg.model import Finding

    if view.depth is None or view.closed:  # shapes that see without end are shown everything at once
        shown = triples.selectExpr("s AS x", "s", "p", "o").repartition(1)
        checked = shown.mapInArrow(partial(_checked, order, None), _FINDINGS.ddl)
    else:
        shown = _shown(triples, view).repartition("x").sortWithinPartitions("x")
        checked = shown.mapInArrow(partial(_checked, order, _AT_ONCE), _FINDINGS.ddl)
    return [Finding(evidence=(), **row.asDict()) for row in checked.collect()]


def _shown(triples: DataFrame, view: View) -> DataFrame:
    """Return, for each node `x`, the triples that the shapes may look at from there.

    These are its own, those along which they walk to it backwards, one for each property that makes them look at it,
    and as far as they see what they look at in the nodes nearby.
    """
    own = triples.selectExpr("s AS x", "s", "p", "o")
    backwards = triples.where(_one_of("p", view.inverse)).selectExpr("o AS x", "s", "p", "o")
    targeting = triples.where(_one_of("p", view.targets)).groupBy("p", "o").agg({"s": "min"})
    targeted = targeting.selectExpr("o AS x", "`min(s)` AS s", "p", "o")
    shown = own.unionByName(backwards).unionByName(targeted)
    seen = triples.where(_one_of("p", view.deep)).selectExpr("s AS y", "s", "p", "o")
    seen = seen.unionByName(triples.where(_one_of("p", view.beyond)).selectExpr("o AS y", "s", "p", "o"))
    near = _edges(triples, view.onward, view.inverse).selectExpr("a AS x", "b AS y")
    further = _edges(triples, view.onward & view.deep, view.beyond)
    for level in range(view.depth or 0):
        near = near.distinct()
        shown = shown.unionByName(near.join(seen, "y").select("x", "s", "p", "o"))
        if level + 1 < (view.depth or 0):
            near = near.join(further, near.y == further.a).selectExpr("x", "b AS y")
    return shown


def _edges(triples: DataFrame, forwards: Iterable[str], backwards: Iterable[str]) -> DataFrame:
    """Return the steps that shapes take, from `a` to `b`."""
    ahead = triples.where(_one_of("p", forwards)).where("o LIKE '<%'").selectExpr("s AS a", "o AS b")
    return ahead.unionByName(triples.where(_one_of("p", backwards)).selectExpr("o AS a", "s AS b"))


def _one_of(column: str, iris: Iterable[str]) -> Any:
    from pyspark.sql import functions as f

    return f.col(column).isin([f"<{iri}>" for iri in sorted(iris)])


# -- in the processes of the cluster -----------------------------------------------------------------------------------
def _checked(order: Order, size: int | None, batches: Batches) -> Iterator[pa.RecordBatch]:
    return _FINDINGS.batches(_violations(order, size, batches), NARROW)


def _violations(order: Order, size: int | None, batches: Batches) -> Iterator[Row]:
    """Check the nodes of a task, several at once; all that is shown of one stands together."""
    tools = order.writing()
    nodes: set[str] = set()
    lines: set[str] = set()
    last = ""
    for node, *triple in rows(batches):
        if size is not None and node != last and len(lines) >= size:
            yield from _found(tools, nodes, lines, whole=False)
            nodes, lines = set(), set()
        nodes.add(node)
        lines.add(f"{' '.join(triple)} .\n")
        last = node
    yield from _found(tools, nodes, lines, whole=size is None)


def _found(tools: Tools, nodes: set[str], lines: set[str], *, whole: bool) -> Iterator[Row]:
    from kg.graph import Graph
    from kg.validate import validate
    from kg.validate.terms import text

    if not lines:
        return
    names = {text(node) for node in nodes}
    report = validate(Graph.of(sorted(lines), base=tools.recipe.base), tools.world, engine="fast")
    for found in report.findings:
        if found.severity == "Violation" and (whole or found.focus in names):
            yield found.focus, found.path, found.value, found.message, found.shape, found.severity
