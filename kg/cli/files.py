"""`kg export`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import Graph, Quiet, Verbose, note


def export(
    graph: Graph,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where to write; the suffix tells the format. [default: stdout]"
        ),
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="The format, when no suffix tells it.")
    ] = None,
    view: Annotated[
        str, typer.Option("--view", metavar="VIEW", help="full; or entities: posts, figures and the like as edges.")
    ] = "full",
    flavour: Annotated[
        str | None, typer.Option("--flavour", metavar="TOOL", help="GraphML made for one tool: yed.")
    ] = None,
    all_claims: Annotated[
        bool, typer.Option("--all-claims", help="Draw planned, possible and denied relations too.")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Write a graph in another format.

    A CSV pair (NAME.nodes.csv, NAME.relationships.csv) is named by -o NAME.csv, Parquet likewise. The options below
    are for formats that draw a graph as nodes and edges.

    \b
    Example:
      kg export graph.ttl -o graph.graphml
      kg export graph.ttl -o people.gexf --view entities
      kg export graph.ttl --format jsonld > graph.jsonld
    """
    from kg.errors import UsageError
    from kg.export import Options, by_name, by_path, writable
    from kg.export import export as save
    from kg.graph import Graph as Read

    if output is None and format is None:
        raise UsageError("say where to write with -o FILE, or in which format with --format")
    chosen = by_name(format) if format else by_path(output or "")
    options = Options(view, all_claims, flavour)
    chosen.check(options, to_file=output is not None)
    if output is None:
        for chunk in chosen.chunks(Read.read(graph), options):
            sys.stdout.buffer.write(chunk)
        return 0
    writable(output)
    save(Read.read(graph), output, format=chosen.name, view=view, all_claims=all_claims, flavour=flavour)
    if not quiet:
        note([f"wrote       {' '.join(map(str, chosen.paths(output)))}"])
        if chosen.lacks and verbose:
            note([f"lacks       {chosen.lacks}"])
    return 0


COMMANDS = (export,)
