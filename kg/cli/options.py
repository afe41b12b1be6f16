"""Options that commands share, and where they print."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Annotated

import typer

Graph = Annotated[str, typer.Argument(metavar="GRAPH", help="A file of RDF that kg has built.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more.")]
Domain = Annotated[
    str | None,
    typer.Option("--domain", metavar="DIR", help="A domain pack: a folder with ontology/ and shapes/. [default: ip]"),
]


def note(lines: Iterable[str]) -> None:
    """Print lines for the person, on stderr."""
    for line in lines:
        print(line, file=sys.stderr)


def write(text: str) -> None:
    """Print an answer, on stdout, in UTF-8 whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())


def chosen(format: str, known: Iterable[str]) -> str:
    """Return a format's name; raises UsageError that lists those known."""
    from kg.errors import UsageError

    names = tuple(known)
    if format not in names:
        raise UsageError(f"--format {format!r} is unknown; there are {', '.join(names)}")
    return format
