"""`kg learn`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.options import Quiet, Verbose, chosen, note

_SHOWN = 10  # problems


def learn(
    ontology: Annotated[
        str,
        typer.Option("--ontology", metavar="FILE", help="OWL or RDFS: classes, properties, domains, ranges."),
    ],
    output: Annotated[str, typer.Option("--output", "-o", metavar="MODEL", help="The folder to write.")],
    examples: Annotated[
        str | None,
        typer.Option("--examples", metavar="FILE", help="JSON lines of text and triples; - for standard input."),
    ] = None,
    review: Annotated[
        str | None,
        typer.Option("--from-review", metavar="GRAPH", help="A graph whose claims bear kg:decision: examples too."),
    ] = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Teach an extractor an ontology by examples.

    A line of examples is {"id", "text", "triples": [{"sub", "rel", "obj"}]}: the labels of subject and object as the
    text has them, the relation by label or IRI; [] where a text states nothing. Prints precision, recall and F1 by
    relation, cross-validated over what the examples are about. Use the model with `kg build -x learned:MODEL`.

    \b
    Example:
      kg learn --ontology finds.ttl --examples finds.jsonl -o finds.model
    """
    from kg.errors import UsageError
    from kg.extract.learned.model import writable
    from kg.learn import learn as teach

    chosen(format, ("text", "json"))
    if examples is None and review is None:
        raise UsageError("nothing to learn from: give --examples FILE, or --from-review GRAPH, or both")
    writable(Path(output))
    progress = (lambda what: note([what])) if verbose and not quiet else None
    taught = teach(ontology, examples or (), review=review, progress=progress)
    taught.save(Path(output))
    if not quiet:
        note(_problems([str(problem) for problem in taught.problems], len(taught.problems) if verbose else _SHOWN))
    if format == "json":
        typer.echo(json.dumps(taught.report, ensure_ascii=False, indent=1))
    else:
        for line in _table(taught.report):
            typer.echo(line)
    if not quiet:
        note([f"wrote       {output}"])
    return 0


def _problems(problems: list[str], most: int) -> Iterator[str]:
    yield from (f"left out    {problem}" for problem in problems[:most])
    if len(problems) > most:
        yield f"            and {len(problems) - most} more"


def _table(report: Mapping[str, Any]) -> Iterator[str]:
    width = max([len("all"), *(len(row["label"]) for row in report["relations"])])
    yield f"{'relation':<{max(width, 8)}}  examples  precision  recall     F1"
    for row in (*report["relations"], {"label": "all", **report}):
        figures = f"{row['precision']:9.3f}  {row['recall']:6.3f}  {row['f1']:5.3f}"
        yield f"{row['label']:<{max(width, 8)}}  {row['examples']:8}  {figures}"
    error = report["expected_calibration_error"]
    yield f"F1 of texts {report['f1_of_texts']:.3f}, expected calibration error {error:.3f}"


COMMANDS = (learn,)
