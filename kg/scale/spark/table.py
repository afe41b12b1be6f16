"""Rows between Python and Spark: columns with their types, and batches of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pyarrow as pa

Row = tuple[Any, ...]
Batches = Iterable["pa.RecordBatch"]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of what a step gives: their names, each with a type of Spark's."""

    columns: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, **columns: str) -> Table:
        """Name columns by their types: `Table.of(id="string", count="long")`."""
        return cls(tuple(columns.items()))

    @property
    def ddl(self) -> str:
        """The columns as Spark writes a schema."""
        return ", ".join(f"`{name}` {type_}" for name, type_ in self.columns)

    def batches(self, rows: Iterable[Row], size: int = 1000) -> Iterator[pa.RecordBatch]:
        """Yield rows in batches; what comes late is not waited for by what comes early."""
        import pyarrow as pa

        schema = pa.schema([(name, _types()[type_]) for name, type_ in self.columns])
        stream = iter(rows)
        while some := list(islice(stream, size)):
            columns = (
                pa.array(column, type_) for column, type_ in zip(zip(*some, strict=True), schema.types, strict=True)
            )
            yield pa.RecordBatch.from_arrays(list(columns), schema=schema)


def rows(batches: Batches) -> Iterator[Row]:
    """Yield the rows of batches, their columns in order."""
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _types() -> dict[str, Any]:
    import pyarrow as pa

    return {
        "string": pa.string(),
        "long": pa.int64(),
        "int": pa.int32(),
        "boolean": pa.bool_(),
        "binary": pa.binary(),
        "array<string>": pa.list_(pa.string()),
    }


NARROW: Final = 20_000  # rows of a batch whose columns are short
