"""`kg build`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.cluster import build_on_spark, checked_engine
from kg.cli.options import Domain, Quiet, Verbose, note
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.build import Recipe
    from kg.export import Format
    from kg.graph import Graph


def build(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders, globs, .jsonl files, or - for standard input."),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where to write; the suffix tells the format. [default: stdout]"
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="The format, when no suffix tells it. [default: turtle]"),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="Date of documents that have none: YYYY[-MM[-DD]]."),
    ] = None,
    domain: Domain = None,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="NAME", help="Language model: default, none, or an installed spaCy pipeline."),
    ] = None,
    extractors: Annotated[
        list[str] | None,
        typer.Option(
            "--extractor", "-x", metavar="NAME", help="An extractor to run; repeat for several. [default: rules]"
        ),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            "--threshold",
            metavar="P",
            min=0.0,
            max=1.0,
            help="Claims less likely right than this go to quarantine. [default: 0.55]",
        ),
    ] = None,
    base: Annotated[
        str | None, typer.Option("--base", metavar="IRI", help="Namespace of the graph's own things.")
    ] = None,
    keep_text: Annotated[
        bool, typer.Option("--keep-text", help="Put the whole text of each document into the graph, to be read there.")
    ] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Read only what is new or changed, into the folder that -o names.")
    ] = False,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, help="Processes that read; the result is the same.")
    ] = 1,
    engine: Annotated[
        str | None, typer.Option("--engine", metavar="NAME", help="Where to build: here, or on a cluster with spark.")
    ] = None,
    master: Annotated[
        str | None,
        typer.Option("--master", metavar="URL", help="Spark's cluster. [default: as Spark is configured, or local]"),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Build a graph from documents.

    Claims that break a shape or are too unsure go to NAME.quarantine.ttl beside the graph. Ends with an account on
    stderr, and with 1 when some document was not read. A name that ends in .kg is a folder: a store on disk, which
    --update brings up to date, and in which a build that was stopped goes on. With --engine spark, rows of JSONL or
    Parquet become a folder of sorted part files, ntriples or parquet.

    \b
    Example:
      kg build articles/ -o graph.ttl
      kg build article.txt --date 2021-04-27 -o graph.graphml
      kg build articles/ -o graph.kg --workers 2
      kg build today/ -o graph.kg --update
      kg build articles.parquet -o graph --engine spark --master spark://head:7077
    """
    from kg.build import THRESHOLD, Recipe, construct
    from kg.export import by_name, by_path, writable
    from kg.graph.naming import ID

    told = Recipe(
        domain=domain,
        model=model or "default",
        extractors=tuple(extractors or ("rules",)),
        threshold=THRESHOLD if threshold is None else threshold,
        base=base or ID,
        keep_text=keep_text,
    )
    if engine is not None or master is not None:
        checked_engine(engine, update=update, workers=workers)
        return build_on_spark(paths, output, told, date, format, master, quiet, verbose)
    if output and _names_folder(output, format):
        own = update and told == Recipe()
        return _build_folder(paths, output, None if own else told, date, update, workers, quiet, verbose)
    if update:
        raise UsageError("--update works on a store: name its folder with -o NAME.kg")
    chosen = by_name(format) if format else by_path(output) if output else by_name("turtle")
    chosen.check(to_file=output is not None)
    if output:
        writable(output)
    with _status(shown=not quiet) as say:
        built = construct(
            paths,
            date=date,
            domain=told.domain,
            model=told.model,
            extractors=told.extractors,
            threshold=told.threshold,
            base=told.base,
            keep_text=told.keep_text,
            workers=workers,
            progress=_counted(say),
        )
    if output:
        _save(built.graph, Path(output), chosen)
    else:
        for chunk in chosen.chunks(built.graph):
            sys.stdout.buffer.write(chunk)
    if not quiet:
        note(built.ledger.lines(verbose=verbose))
        note(_written(built.graph, output, chosen))
    return 1 if built.ledger.unread else 0


def remove(
    graph: Annotated[str, typer.Argument(metavar="GRAPH", help="The folder of a store that kg has built.")],
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT", help="Ids of documents, as in documents.jsonl.")
    ],
    domain: Domain = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Take documents out of a store, and with them what no other document supports.

    The graph is then the same as if they had never been read.

    \b
    Example:
      kg remove graph.kg 2021-04-27-shanghai
    """
    from kg.build import remove as removed

    ledger = removed(graph, documents, domain=domain)
    if not quiet:
        note(ledger.lines(verbose=verbose))
    return 0


def _names_folder(output: str, format: str | None) -> bool:
    from kg.graph.folder import SUFFIX, is_store

    return format is None and (Path(output).suffix.lower() == SUFFIX or is_store(Path(output)))


def _build_folder(
    paths: list[str],
    output: str,
    recipe: Recipe | None,
    date: str | None,
    update: bool,
    workers: int,
    quiet: bool,
    verbose: bool,
) -> int:
    from kg.build import build_folder

    with _status(shown=not quiet) as say:
        ledger = build_folder(
            paths,
            output,
            date=date,
            recipe=recipe,
            update=update,
            workers=workers,
            progress=_counted(say),
            stage=say and (lambda what: say(f"{what} …")),
        )
    if not quiet:
        note([*ledger.lines(verbose=verbose), f"wrote       {output}"])
    return 1 if ledger.unread else 0


def quarantine_path(output: Path) -> Path:
    """Return where the quarantine of a graph goes."""
    return output.with_name(f"{output.stem}.quarantine.ttl")


def _save(graph: Graph, output: Path, format: Format) -> None:
    """Write graph and quarantine; a quarantine of an earlier build goes, so that it accuses nobody."""
    from kg.export import export

    kept_out = quarantine_path(output)
    export(graph, output, format=format.name)  # first, since some formats refuse what is too large for them
    if graph.quarantine is not None and not format.holds_quarantine:
        export(graph.quarantine, kept_out)
    else:
        kept_out.unlink(missing_ok=True)


def _written(graph: Graph, output: str | None, format: Format) -> Iterator[str]:
    if output:
        yield f"wrote       {' '.join(map(str, format.paths(output)))}"
    if graph.quarantine is not None and not format.holds_quarantine:
        where = quarantine_path(Path(output)) if output else "not kept: name a file with -o to keep it"
        yield f"quarantine  {where}"


Say = Callable[[str], object]


@contextlib.contextmanager
def _status(*, shown: bool) -> Iterator[Say | None]:
    """Say on stderr what is being done, while it is a terminal."""
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading …") as status:
        yield status.update


def _counted(say: Say | None) -> Callable[[int], object] | None:
    return say and (lambda done: say(f"{done:,} documents read"))


COMMANDS = (build, remove)
