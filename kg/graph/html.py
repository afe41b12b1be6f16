"""A graph and an answer as a notebook shows them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from kg import display
from kg.display import Html
from kg.vocab import CLAIM, SHA256, TYPE, curie

if TYPE_CHECKING:
    from kg.graph.graph import Graph
    from kg.graph.sparql import Answer

_MOST_CLASSES: Final = 20
_MOST_DOCUMENTS: Final = 5
_CLASSES: Final = f"SELECT ?class (COUNT(?thing) AS ?things) {{ ?thing <{TYPE}> ?class }} GROUP BY ?class"
_DOCUMENTS: Final = f"SELECT (COUNT(DISTINCT ?document) AS ?documents) {{ ?document <{SHA256}> ?hash }}"


def graph(shown: Graph) -> Html:
    """Show how large a graph is, its commonest classes and its first documents."""
    head = Html(f"{display.bold('kg.Graph')} of {len(shown):,} triples")
    aside = shown.quarantine
    kept_out = _of_class(aside, CLAIM) if aside is not None else 0
    quarantine = display.text(f"{kept_out:,} more claims are in quarantine" if kept_out else None)
    return display.block(head, quarantine, _classes(shown), _documents(shown))


def answer(shown: Answer) -> Html:
    """Show what a query found: a truth value, or the first rows or triples and how many more there are."""
    if shown.truth is not None:
        return display.block(display.bold("yes" if shown.truth else "no"))
    found: tuple[Any, ...] = shown.terms if shown.triples is None else shown.triples
    columns = shown.columns if shown.triples is None else ("subject", "predicate", "object")
    rows = [tuple(map(_cell, row)) for row in found[: display.MOST_ROWS]]
    return display.block(display.table(columns, rows, left=len(found) - len(rows)))


def _cell(term: Any) -> Html:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return display.code(curie(term.value))
    return display.text(getattr(term, "value", term))


def _classes(shown: Graph) -> Html:
    counts = sorted((-row["things"], str(row["class"])) for row in shown.query(_CLASSES))  # type: ignore[operator]
    rows = [(display.code(curie(name)), display.text(f"{-count:,}")) for count, name in counts[:_MOST_CLASSES]]
    return display.table(("class", "things"), rows, left=len(counts) - len(rows))


def _documents(shown: Graph) -> Html:
    first = list(islice(shown.documents(), _MOST_DOCUMENTS))
    if not first:
        return display.text(None)
    rows = [(display.text(d.id), display.link(d.url, d.headline), display.text(d.date)) for d in first]
    (row,) = shown.query(_DOCUMENTS)
    return display.table(("document", "headline", "date"), rows, left=int(str(row[0])) - len(rows))


def _of_class(shown: Graph, class_: str) -> int:
    (row,) = shown.query(f"SELECT (COUNT(?thing) AS ?things) {{ ?thing <{TYPE}> <{class_}> }}")
    return int(str(row[0]))
