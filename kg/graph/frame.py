"""An answer as a pandas frame."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UsageError
from kg.graph.sparql import Answer, value

if TYPE_CHECKING:
    import pandas

_INT64: Final = range(-(2**63), 2**63)


def frame(answer: Answer) -> pandas.DataFrame:
    """Return an answer as a pandas frame; see `Answer.to_pandas`."""
    if answer.truth is not None:
        raise UsageError("this query answers yes or no, which no frame holds; `truth` has it")
    try:
        import pandas
    except ImportError:
        raise UsageError("a frame needs pandas, which is not installed; pip install 'kg[notebook]'") from None
    names, rows = _rows(answer)
    columns = [_column([row[at] for row in rows]) for at in range(len(names))]
    made = {at: pandas.Series(values, dtype=dtype) for at, (values, dtype) in enumerate(columns)}
    return pandas.DataFrame(made, index=range(len(rows))).set_axis(list(names), axis="columns")


def _rows(answer: Answer) -> tuple[tuple[str, ...], Sequence[Sequence[Any]]]:
    if answer.triples is None:
        return answer.columns, [row.values for row in answer.rows]
    return ("subject", "predicate", "object"), [tuple(map(value, triple)) for triple in answer.triples]


def _column(values: list[Any]) -> tuple[list[Any], str | None]:
    """Return the values of a column with the type that pandas shall hold them in; None lets pandas choose."""
    kinds = frozenset(type(v) for v in values if v is not None)
    made = _COLUMNS.get(kinds)
    return made(values) if made else (values, "object")


def _whole(values: list[Any]) -> tuple[list[Any], str]:
    if any(v is not None and v not in _INT64 for v in values):
        return values, "object"
    return values, "Int64" if None in values else "int64"


def _truths(values: list[Any]) -> tuple[list[Any], str]:
    return values, "boolean" if None in values else "bool"


def _numbers(values: list[Any]) -> tuple[list[Any], str]:
    try:
        return [None if v is None else _float(v) for v in values], "float64"
    except OverflowError:
        return values, "object"


def _float(number: int | Decimal | float) -> float:
    found = float(number)
    if math.isinf(found) and not isinstance(number, float):
        raise OverflowError
    return found


def _days(values: list[Any]) -> tuple[list[Any], str]:
    return values, "datetime64[s]"  # which holds every year from 1 to 9999, where nanoseconds begin in 1677


def _words(values: list[Any]) -> tuple[list[Any], None]:
    return values, None


_COLUMNS: Final[dict[frozenset[type], Callable[[list[Any]], tuple[list[Any], str | None]]]] = {
    frozenset({int}): _whole,
    frozenset({bool}): _truths,
    frozenset({date}): _days,
    frozenset({str}): _words,
    **{frozenset(kinds): _numbers for kinds in ({Decimal}, {float}, {int, Decimal}, {int, float}, {Decimal, float})},
    frozenset({int, Decimal, float}): _numbers,
}
