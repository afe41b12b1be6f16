"""`kg facts`, `kg explain`, `kg query`, `kg extractors`: what is in a graph, and what can be put in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.guarded import guarded
from kg.cli.options import Graph, Quiet, Verbose, chosen, note, write

if TYPE_CHECKING:
    from kg.facts import Fact


def facts(
    graph: Graph,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, jsonl, tsv or csv.")] = "table",
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=0, help="At most so many.")] = None,
    type: Annotated[
        str | None,
        typer.Option("--type", metavar="KIND", help="One kind: post, observation, rank, event, relation, entity, …"),
    ] = None,
    about: Annotated[str | None, typer.Option("--about", metavar="THING", help="About one thing: IRI or name.")] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """List what a graph says as plain facts.

    Each has its document and words. What documents merely name is listed by --type entity.

    \b
    Example:
      kg facts graph.ttl --about Shanghai
      kg facts graph.ttl --type post --format tsv > posts.tsv
    """
    from kg.facts import COLUMNS
    from kg.facts import facts as listed
    from kg.graph import Graph as Read

    chosen(format, ("table", "jsonl", "tsv", "csv"))
    found = list(listed(Read.read(graph), type=type, about=about))
    rows = list(islice(found, limit))
    if format == "table":
        _table(rows, ("kind", "subject", "what", "value", "period", "modality", "document", "evidence"))
    else:
        write("".join(_lines(rows, format, COLUMNS)))
    if not quiet and len(rows) < len(found):
        note([f"{len(rows):,} of {len(found):,} facts; raise --limit to see more"])
    return 0


def explain(
    graph: Graph,
    thing: Annotated[str, typer.Argument(metavar="THING", help="An IRI, a name in the file (city/shanghai), a label.")],
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or jsonl.")] = "text",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Show every claim about a thing, with its exact words.

    With them go the document, the offsets, the rule, the confidence and who says so.

    \b
    Example:
      kg explain graph.ttl "Chen Qun"
      kg explain graph.ttl city/shanghai --format jsonl
    """
    from kg.explain import explain as explained
    from kg.facts import COLUMNS
    from kg.graph import Graph as Read

    chosen(format, ("text", "jsonl"))
    found = explained(Read.read(graph), thing)
    if format == "text":
        write(f"{found}\n")
    else:
        write("".join(_lines([reason.fact for reason in found.reasons], format, COLUMNS)))
    return 0


def query(
    graph: Graph,
    sparql: Annotated[
        str, typer.Argument(metavar="QUERY", help="SPARQL, a file that holds it, or - for standard input.")
    ],
    format: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="table, json, xml, csv, tsv; turtle for triples.")
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Ask a graph in SPARQL.

    The usual prefixes are known, and names may be relative to the base, as in the file: <city/shanghai>.

    \b
    Example:
      kg query graph.ttl "SELECT ?who ?title { ?post kg:holder ?who ; kg:title ?title }"
      kg query graph.ttl question.rq --format csv
    """
    from kg.graph import Graph as Read
    from kg.query import FORMATS, render

    if format is not None:
        chosen(format, FORMATS)

    def asked() -> int:
        read = Read.read(graph)
        answer = read.query(_query_text(sparql))
        write(render(answer, format or "table", read))
        if verbose and not quiet:
            note([f"{len(answer):,} rows"])
        return 0

    return guarded(asked, "it cannot put values of different kinds in order: leave out ORDER BY, or order by STR(…)")


def extractors(
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table or jsonl.")] = "table",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """List the extractors that are installed.

    \b
    Example:
      kg extractors
    """
    import json

    from kg.extract import available

    chosen(format, ("table", "jsonl"))
    for name, home in available().items():
        write(f"{name:<12}{home}\n" if format == "table" else json.dumps({"name": name, "code": home}) + "\n")
    return 0


def _query_text(given: str) -> str:
    """Take a query as it is, from a file of that name, or from standard input."""
    from kg.errors import InputError, InputMissing

    if given == "-":
        return sys.stdin.read()
    path = Path(given)
    try:
        if "\n" not in given and len(given) < 1000 and path.is_file():
            return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{given}: cannot be read as a query: {error}") from None
    if path.suffix in (".rq", ".sparql") and " " not in given:
        raise InputMissing(f"{given}: there is no such file of SPARQL")
    return given


def _lines(rows: Iterable[Fact], format: str, columns: tuple[str, ...]) -> Iterator[str]:
    import csv
    import io
    import json

    if format == "jsonl":
        for row in rows:
            values = {name: getattr(row, name) for name in columns}
            yield json.dumps(values | {"confidence": float(row.confidence)}, ensure_ascii=False) + "\n"
        return
    for cells in (columns, *([str(getattr(row, name)) for name in columns] for row in rows)):
        if format == "tsv":
            yield "\t".join(" ".join(cell.split()) for cell in cells) + "\n"
        else:
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerow(cells)
            yield out.getvalue()


def _table(rows: Iterable[Any], columns: tuple[str, ...]) -> None:
    """Print rows as a table, as wide as the terminal; 160 columns where there is none."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, header_style="bold", pad_edge=False)
    for name in columns:
        made.add_column(name, overflow="fold", ratio=_WIDTHS.get(name, 1))
    for row in rows:
        made.add_row(*(Text(" ".join(str(getattr(row, name)).split())) for name in columns))
    Console(width=None if sys.stdout.isatty() else 160, highlight=False).print(made)


_WIDTHS = {"subject": 2, "what": 2, "value": 3, "evidence": 5}

COMMANDS = (facts, explain, query, extractors)
