"""Parquet for data frames and warehouses: NAME.nodes.parquet and NAME.relationships.parquet, lists as lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from kg.export.drawing.columns import Attributes, Column, fitted
from kg.export.drawing.picture import Picture, picture
from kg.export.options import PLAIN, Options

if TYPE_CHECKING:
    from kg.graph import Graph

_ROWS: Final = 20_000  # in a group, which is what is held in memory


def write(graph: Graph, options: Options = PLAIN) -> tuple[Iterator[bytes], Iterator[bytes]]:
    """Return the files of nodes and of relationships."""
    drawn = picture(graph, options)
    return _nodes(drawn), _relationships(drawn)


def _nodes(drawn: Picture) -> Iterator[bytes]:
    columns = (Column("id", "string"), *drawn.node_columns)
    return _written(({"id": node.id} | node.attributes for node in drawn.nodes), columns)


def _relationships(drawn: Picture) -> Iterator[bytes]:
    """Yield the edges, with the ids of their ends."""
    columns = (*(Column(name, "string") for name in ("id", "source", "target")), *drawn.edge_columns)
    rows = ({"id": e.id, "source": e.source, "target": e.target} | e.attributes for e in drawn.edges)
    return _written(rows, columns)


class _Chunks:
    """A file that gives its bytes away as they come."""

    closed = False

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._held.append(bytes(data))
        return len(data)

    def flush(self) -> None: ...

    def taken(self) -> bytes:
        data = b"".join(self._held)
        self._held.clear()
        return data


def _written(rows: Iterator[Attributes], columns: tuple[Column, ...]) -> Iterator[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(pa, columns)
    out = _Chunks()
    with pq.ParquetWriter(pa.PythonFile(out, mode="w"), schema, compression="zstd") as writer:
        while group := [_row(row, columns) for row in islice(rows, _ROWS)]:
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
            yield out.taken()
    yield out.taken()


def _row(row: Attributes, columns: Iterable[Column]) -> dict[str, Any]:
    return {c.name: fitted(row[c.name], c.kind) for c in columns if c.name in row}


def _schema(pa: Any, columns: Iterable[Column]) -> Any:
    kinds = {
        "boolean": pa.bool_(),
        "long": pa.int64(),
        "double": pa.float64(),
        "string": pa.string(),
        "list": pa.list_(pa.string()),
    }
    return pa.schema([(c.name, kinds[c.kind]) for c in columns])
