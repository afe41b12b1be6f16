"""Answers to SPARQL as text: a table, JSON, CSV or TSV for rows, Turtle for triples."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UsageError
from kg.export.rdf import turtle
from kg.graph import Answer, Graph
from kg.vocab import XSD_STRING

if TYPE_CHECKING:
    import pyoxigraph


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
        return _no(format, "rows", "table, json, csv or tsv")
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


def results_json(answer: Answer, graph: Graph) -> str:
    """Write the SPARQL 1.1 Query Results JSON Format."""
    if answer.truth is not None:
        return json.dumps({"head": {}, "boolean": answer.truth}) + "\n"
    rows = [{n: _json(t) for n, t in zip(answer.columns, row, strict=True) if t is not None} for row in answer.terms]
    head = {"vars": list(answer.columns)}
    return json.dumps({"head": head, "results": {"bindings": rows}}, ensure_ascii=False, indent=1) + "\n"


def results_csv(answer: Answer, graph: Graph) -> str:
    """Write the SPARQL 1.1 Query Results CSV Format."""
    if answer.truth is not None:
        return f"{str(answer.truth).lower()}\n"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([[_plain(term) for term in row] for row in answer.terms])
    return out.getvalue()


def results_tsv(answer: Answer, graph: Graph) -> str:
    """Write the SPARQL 1.1 Query Results TSV Format: terms as in Turtle."""
    if answer.truth is not None:
        return f"{str(answer.truth).lower()}\n"
    lines = ["\t".join(f"?{name}" for name in answer.columns)]
    lines += ["\t".join(_turtle(term) for term in row) for row in answer.terms]
    return "".join(f"{line}\n" for line in lines)


def _triples(triples: tuple[Any, ...], graph: Graph) -> str:
    """Write triples as Turtle; each is its own N-Triples line."""
    found = Graph.of((f"{triple} .\n" for triple in triples), base=graph.base)
    return b"".join(turtle.write(found)).decode()


FORMATS: Final[dict[str, Callable[[Answer, Graph], str]]] = {
    "table": table,
    "json": results_json,
    "csv": results_csv,
    "tsv": results_tsv,
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


def _json(term: pyoxigraph.NamedNode | pyoxigraph.Literal | pyoxigraph.BlankNode) -> dict[str, str]:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    typed = {} if term.datatype.value == XSD_STRING else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **typed}


def _plain(term: Any) -> str:
    return "" if term is None else str(getattr(term, "value", term))


def _turtle(term: Any) -> str:
    return "" if term is None else str(term).replace("\t", "\\t")
