"""`kg eval`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Domain, Quiet, Verbose, chosen, note, write

if TYPE_CHECKING:
    from kg.evaluate import Articles, Evaluation

Table = Callable[["Evaluation"], Iterator[str]]


def eval(
    source: Annotated[
        str,
        typer.Argument(metavar="GRAPH|FOLDER", help="A file of RDF; or a folder or .jsonl of documents, built first."),
    ],
    gold: Annotated[str, typer.Option("--gold", metavar="FILE", help="The gold facts (JSONL).")],
    split: Annotated[
        str | None, typer.Option("--split", metavar="NAME", help="Only the gold of one split: test, dev, train.")
    ] = None,
    docs: Annotated[
        str | None,
        typer.Option("--docs", metavar="PATH", help="The documents of GRAPH, for sentences and offsets."),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="WHAT", help="A table by type, kind, document or rule; repeat for several."),
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List the facts missed, with their sentences.")] = False,
    extras: Annotated[bool, typer.Option("--extras", help="List the wrong answers, with their sentences.")] = False,
    fail_under: Annotated[
        float | None,
        typer.Option("--fail-under", metavar="F1", min=0, max=1, help="End with 1 when F1 in all is below (0-1)."),
    ] = None,
    json_output: Annotated[
        str | None,
        typer.Option("--json", metavar="FILE", help="Write all figures as JSON besides; - for stdout alone."),
    ] = None,
    domain: Domain = None,
    model: Annotated[
        str, typer.Option("--model", metavar="NAME", help="Language model to build with: see `kg build`.")
    ] = "default",
    extractors: Annotated[
        list[str] | None,
        typer.Option("--extractor", "-x", metavar="NAME", help="An extractor to build with. [default: rules]"),
    ] = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Measure a graph against gold facts.

    Precision, recall and F1 with 95 % intervals, modality, calibration and offsets. Documents that the gold lacks are
    left out; facts of documents that the graph lacks are missed.

    \b
    Example:
      kg eval seeds/articles.jsonl --gold seeds/gold.jsonl --split dev
      kg eval graph.ttl --gold gold.jsonl --docs articles/ --by rule --extras --fail-under 0.7
    """
    from kg.evaluate import evaluate, open_source, read_gold
    from kg.evaluate.report import as_data
    from kg.export import save, writable

    chosen(format, ("text", "json"))
    tables = _tables(by or ["type"])
    if json_output not in (None, "-"):
        writable(str(json_output))
    facts = read_gold(gold, split=split)
    used = tuple(extractors or ("rules",))
    measured = open_source(source, facts, docs=docs, domain=domain, model=model, extractors=used)
    found = evaluate(measured.graph, facts, measured.articles.texts, domain=domain)
    data = (json.dumps(as_data(found), ensure_ascii=False, indent=1) + "\n").encode()
    if format == "json" or json_output == "-":
        write(data.decode())
    else:
        write(_text(found, measured.articles.texts, tables, misses=misses, extras=extras))
    if json_output not in (None, "-"):
        save(str(json_output), [data])
    if not quiet:
        note(_aside(measured.articles, found, verbose=verbose))
    return _verdict(found, fail_under, quiet=quiet)


def _tables(names: Iterable[str]) -> list[Table]:
    from kg.errors import UsageError
    from kg.evaluate.report import TABLES

    unknown = [name for name in names if name not in TABLES]
    if unknown:
        raise UsageError(f"--by {unknown[0]!r} is unknown; there are {', '.join(TABLES)}")
    return [TABLES[name] for name in names]


def _text(found: Evaluation, texts: Mapping[str, str], tables: Iterable[Table], *, misses: bool, extras: bool) -> str:
    from kg.evaluate import report
    from kg.evaluate.sentences import Sentences

    sentences = Sentences(texts)
    parts = [report.summary(found), *(table(found) for table in tables)]
    parts += [report.misses(found, sentences)] if misses else []
    parts += [report.extras(found, sentences)] if extras else []
    return "\n".join("".join(f"{line.rstrip()}\n" for line in part) for part in parts)


def _aside(articles: Articles, found: Evaluation, *, verbose: bool) -> Iterator[str]:
    """Say which documents have no part in the figures, or only misses."""
    if articles.left_out:
        yield f"left out    {_documents(articles.left_out)} that the gold does not know"
    yield from (f"not read    {item.source}: {item.reason}" for item in articles.unread)
    for what, ids in (("not in the graph, so all is missed", found.absent), ("not in the gold", found.unknown)):
        if ids:
            yield f"{_documents(len(ids))} {what}{': ' + ', '.join(ids) if verbose else ''}"


def _documents(count: int) -> str:
    return f"{count:,} document{'' if count == 1 else 's'}"


def _verdict(found: Evaluation, fail_under: float | None, *, quiet: bool) -> int:
    f1 = found.total().f1 or 0.0
    if fail_under is None or f1 >= fail_under:
        return 0
    if not quiet:
        note([f"F1 {f1:.3f} is under {fail_under:g}"])
    return 1


COMMANDS = (eval,)
