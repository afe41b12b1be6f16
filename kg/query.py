"""Answers to SPARQL as text: a table, JSON, XML, CSV or TSV for rows, Turtle for triples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from kg.errors import UsageError
from kg.export.rdf import turtle
from kg.export.results import RESULTS, ResultFormat
from kg.graph import Answer, Graph


def query(graph: Graph, sparql: str) -> Answer:
    """Answer a SPARQL query; see `Graph.query`."""
    return graph.query(sparql)


def render(answer: Answer, format: str, graph: Graph) -> str:
    """Write an answer in a format of `FORMATS`; raises UsageError when rows are asked of triples or the reverse."""
    if format not in FORMATS:
        raise UsageError(f"format {format!r} is unknown for an answer; there are {', '.join(FORMATS)}")
    if answer.triples is not None:
        return _triples(answer.triples, graph) if format in ("table", "turtle") else _no(format, "triples", "turtle")
    if format == "turtle":
        return _no(format, "rows", "table, json, xml, csv or tsv")
    return FORMATS[format](answer, graph)


def table(answer: Answer, graph: Graph) -> str:
    """Write rows as columns of words; IRIs are shortened, a truth value is a word."""
    if answer.truth is not None:
        return "yes\n" if answer.truth else "no\n"
    rows = [[_cell(term, graph) for term in row] for row in answer.terms]
    widths = [max([len(name), *(len(row[i]) for row in rows)]) for i, name in enumerate(answer.columns)]
    lines = [list(answer.columns), ["-" * width for width in widths], *rows]
    padded = (zip(line, widths, strict=True) for line in lines)
    return "".join("  ".join(f"{cell:<{width}}" for cell, width in line).rstrip() + "\n" for line in padded)


def _triples(triples: tuple[Any, ...], graph: Graph) -> str:
    """Write triples as Turtle; each is its own N-Triples line."""
    found = Graph.of((f"{triple} .\n" for triple in triples), base=graph.base)
    return b"".join(turtle.write(found)).decode()


def _results(form: ResultFormat) -> Callable[[Answer, Graph], str]:
    def write(answer: Answer, graph: Graph) -> str:
        if answer.truth is not None:
            return form.truth(answer.truth)
        return "".join(form.rows(answer.columns, answer.terms))

    return write


FORMATS: Final[dict[str, Callable[[Answer, Graph], str]]] = {
    "table": table,
    **{form.name: _results(form) for form in RESULTS},
    "turtle": table,
}


def _no(format: str, what: str, instead: str) -> str:
    raise UsageError(f"this query answers with {what}, which {format} does not hold; ask for --format {instead}")


def _cell(term: Any, graph: Graph) -> str:
    if term is None:
        return ""
    import pyoxigraph as ox

    text = str(term.value)
    return _short(text, graph) if isinstance(term, ox.NamedNode) else " ".join(text.split())


def _short(iri: str, graph: Graph) -> str:
    if iri.startswith(graph.base):
        return iri.removeprefix(graph.base)
    for prefix, space in graph.prefixes.items():
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri
