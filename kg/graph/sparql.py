"""SPARQL over a graph: refused where a query would leave it, answered in typed rows."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kg.errors import KgError, UsageError
from kg.graph.leaving import refuse_leaving
from kg.model import Iri
from kg.vocab import PREFIXES, XSD_BOOLEAN, XSD_DATE, XSD_DECIMAL, XSD_INTEGER, XSD_STRING

if TYPE_CHECKING:
    import pandas
    import pyoxigraph

Value = Iri | str | int | float | Decimal | bool | date | None

_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One solution; a value by position, or by the name of its variable."""

    columns: tuple[str, ...]
    values: tuple[Value, ...]

    def __getitem__(self, key: int | str) -> Value:
        return self.values[self.columns.index(key) if isinstance(key, str) else key]

    def __iter__(self) -> Iterator[Value]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def asdict(self) -> dict[str, Value]:
        """Return the row by the names of its variables."""
        return dict(zip(self.columns, self.values, strict=True))

    def _repr_html_(self) -> str:
        """Show the row as a table in a notebook."""
        from kg import display

        return display.table(self.columns, [tuple(map(display.text, self.values))])


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found: rows for SELECT, `truth` for ASK, `triples` for CONSTRUCT and DESCRIBE.

    `terms` are the rows as pyoxigraph terms, for writers that must tell an IRI from a string.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    triples: tuple[Any, ...] | None = None
    terms: tuple[tuple[Any, ...], ...] = ()

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.truth if self.truth is not None else self.rows or self.triples)

    def __repr__(self) -> str:
        """Say how much was found, for an answer may hold a million rows."""
        if self.truth is not None:
            return f"<kg.Answer: {'yes' if self.truth else 'no'}>"
        if self.triples is not None:
            return f"<kg.Answer of {len(self.triples):,} triples>"
        return f"<kg.Answer of {len(self.rows):,} rows: {', '.join(self.columns)}>"

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a pandas frame; of triples, a column each for subject, predicate and object.

        Whole numbers become int64 (Int64 where some are missing, objects where one is too large), truth values
        bool (boolean), decimals and columns of both kinds of number float64: `rows` has them exact. Days become
        datetime64[s]; years, months, IRIs and words stay strings. A column of several kinds stays as it is, and a
        missing value is what pandas takes for one. Raises UsageError for ASK and where pandas is not installed.
        """
        from kg.graph.frame import frame

        return frame(self)

    def _repr_html_(self) -> str:
        """Show the first rows as a table in a notebook."""
        from kg.graph.html import answer

        return answer(self)


def ask(
    store: pyoxigraph.Store,
    query: str,
    prefixes: dict[str, str],
    base: str,
    graph: pyoxigraph.NamedNode | pyoxigraph.DefaultGraph | None = None,
) -> Answer:
    """Answer a query; the usual prefixes need no declaration, and names may be relative to the base.

    Raises UsageError for a syntax error, with its line and column, and for a query that would leave the graph.
    """
    import pyoxigraph as ox

    refuse_leaving(query)
    with told():
        result = store.query(query, base_iri=base, prefixes={**PREFIXES, **prefixes}, default_graph=graph)
    if isinstance(result, ox.QueryBoolean):
        return Answer(truth=bool(result))
    if isinstance(result, ox.QueryTriples):
        return Answer(triples=tuple(sorted(set(result), key=str)))
    columns = tuple(v.value for v in result.variables)
    terms = tuple(tuple(solution[c] for c in columns) for solution in result)
    return Answer(columns, tuple(Row(columns, tuple(map(value, row))) for row in terms), terms=terms)


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Turn what pyoxigraph raises over a query or update into a UsageError that tells line and column."""
    try:
        yield
    except KgError:
        raise
    except SyntaxError as error:
        raise UsageError(_explained(str(error))) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(f"the query cannot be answered: {error}") from None


def value(term: Any) -> Value:
    """Turn a pyoxigraph term into a Python value: IRIs, numbers, truth values, days; years and months stay strings."""
    import pyoxigraph as ox

    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    read = _READERS.get(term.datatype.value)
    try:
        return read(term.value) if read else term.value
    except (ValueError, ArithmeticError):
        return term.value  # an ill-typed literal keeps its words


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(f"{text} is no xsd:decimal")
    return number


_READERS: Final[dict[str, Any]] = {
    XSD_INTEGER: int,
    XSD_DECIMAL: _decimal,
    XSD_BOOLEAN: lambda text: text in ("true", "1"),
    XSD_DATE: date.fromisoformat,
    XSD_STRING: str,
    PREFIXES["xsd"] + "double": float,
    PREFIXES["xsd"] + "float": float,
}


def _explained(message: str) -> str:
    found = _POSITION.search(message)
    if not found:
        return f"the query is no SPARQL: {message}"
    expected = found[3].removeprefix("expected ").removeprefix("one of ").split(", ")
    usable = [token for token in expected if token not in ("SERVICE", "LATERAL", "[_]")]
    said = f": expected {_short(usable)}" if usable else ""
    return f"the query is no SPARQL: line {found[1]}, column {found[2]}{said}"


def _short(expected: Sequence[str]) -> str:
    return ", ".join(expected[:6]) + (" …" if len(expected) > 6 else "")
