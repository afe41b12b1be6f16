"""`kg serve`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from kg.cli.options import Quiet, Verbose, note


def serve(
    graph: Annotated[
        str, typer.Argument(metavar="GRAPH", help="A file of RDF, or a folder that is an Oxigraph store.")
    ],
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", "-p", metavar="N", min=0, max=65535, help="0 takes a free one.")
    ] = 8080,
    writable: Annotated[bool, typer.Option("--writable", help="Take updates from whoever bears the token.")] = False,
    token: Annotated[
        str | None, typer.Option("--token", metavar="TOKEN", help="For --writable; better in the variable KG_TOKEN.")
    ] = None,
    allowed_host: Annotated[
        list[str] | None, typer.Option("--allowed-host", metavar="NAME", help="Another name in the Host header.")
    ] = None,
    cors: Annotated[
        list[str] | None, typer.Option("--cors", metavar="ORIGIN", help="Pages from there may read answers; * for all.")
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", metavar="S", min=0.1, help="Seconds for a query.")] = 30.0,
    memory: Annotated[int, typer.Option("--memory", metavar="MB", min=16, help="Megabytes for a query.")] = 1024,
    max_rows: Annotated[int, typer.Option("--max-rows", metavar="N", min=1, help="Rows in an answer.")] = 1_000_000,
    max_bytes: Annotated[int, typer.Option("--max-bytes", metavar="MB", min=1, help="Megabytes of an answer.")] = 200,
    max_query: Annotated[int, typer.Option("--max-query", metavar="MB", min=1, help="Megabytes of a request.")] = 2,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", metavar="N", min=1, help="Queries at once. [default: the cores]")
    ] = None,
    queue: Annotated[int, typer.Option("--queue", metavar="N", min=0, help="Queries that may wait.")] = 64,
    receiving: Annotated[
        float, typer.Option("--receiving", metavar="S", min=0.1, help="Seconds that a request may take to come.")
    ] = 20.0,
    stall: Annotated[
        float, typer.Option("--stall", metavar="S", min=0.1, help="Seconds that a reader may take nothing.")
    ] = 30.0,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Serve a graph over HTTP, to programs in SPARQL and to people as pages.

    At /sparql is the SPARQL 1.1 Protocol, at /store the Graph Store Protocol for reading, at /query a page to ask
    from. A query runs in a process of its own and is ended when it goes beyond what it may use.

    \b
    Example:
      kg serve graph.ttl --port 8080
      KG_TOKEN=secret kg serve graph.ttl --writable
    """
    from kg.errors import UsageError
    from kg.serve import Limits, Settings
    from kg.serve import serve as served
    from kg.serve.limits import cores

    token = token or os.environ.get("KG_TOKEN") or None
    if writable and token is None:
        raise UsageError("--writable needs a token: set KG_TOKEN, or say --token")
    limits = Limits(
        timeout=timeout,
        memory=memory,
        max_rows=max_rows,
        max_bytes=max_bytes,
        max_query=max_query,
        jobs=jobs or cores(),
        queue=queue,
        receiving=receiving,
        stall=stall,
    )
    settings = Settings(
        graph,
        host,
        port,
        token if writable else None,
        tuple(allowed_host or ()),
        tuple(cors or ()),
        limits,
        access_log=verbose,
    )

    def ready(address: str, triples: int) -> None:
        if settings.open_to_others:
            note([f"warning: {host} can be reached from other machines; whoever reaches it may ask"])
        if writable:
            note(
                [
                    f"updates live in the server alone: {graph} itself is not changed; "
                    "GET /store?default fetches the graph as it is"
                ]
            )
        if not quiet:
            note([f"serving {os.path.basename(graph.rstrip('/'))} ({triples:,} triples) at {address}"])

    served(settings, ready)
    return 0


COMMANDS = (serve,)
