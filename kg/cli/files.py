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
    all_claims: Annotated[
        bool,
        typer.Option("--all-claims", help="In GraphML, draw planned, possible and denied relations too."),
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Write a graph in another format.

    \b
    Example:
      kg export graph.ttl -o graph.graphml
      kg export graph.ttl --format jsonld > graph.jsonld
    """
    from kg.errors import UsageError
    from kg.export import by_name, by_path, writable
    from kg.export import export as save
    from kg.graph import Graph as Read

    if output is None and format is None:
        raise UsageError("say where to write with -o FILE, or in which format with --format")
    chosen = by_name(format) if format else by_path(output or "")
    if output is None:
        for chunk in chosen.chunks(Read.read(graph), all_claims=all_claims):
            sys.stdout.buffer.write(chunk)
        return 0
    writable(output)
    save(Read.read(graph), output, format=chosen.name, all_claims=all_claims)
    if not quiet:
        note([f"wrote       {output}"])
        if chosen.lacks and verbose:
            note([f"lacks       {chosen.lacks}"])
    return 0


COMMANDS = (export,)
