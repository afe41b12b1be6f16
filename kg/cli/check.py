"""`kg validate`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Domain, Graph, Quiet, Verbose, chosen, note, write

if TYPE_CHECKING:
    from kg.model import Finding, Report


def validate(
    graph: Graph,
    shapes: Annotated[
        list[str] | None, typer.Option("--shapes", metavar="FILE", help="Further shapes (Turtle); repeat for several.")
    ] = None,
    domain: Domain = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="fast, or pyshacl, the reference: the same answers later.")
    ] = "fast",
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, jsonl or ttl.")] = "table",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Check a graph against the shapes of a domain.

    Each finding names the shape, the node and the words it came from. Ends with 1 when something breaks a shape.

    \b
    Example:
      kg validate graph.ttl
      kg validate graph.ttl --shapes mine.ttl --format jsonl
    """
    from kg.graph import Graph as Read
    from kg.validate import validate as validated

    chosen(format, ("table", "jsonl", "ttl"))
    read = Read.read(graph)
    report = validated(read, domain, shapes=tuple(shapes or ()), engine=engine)
    shown = [f for f in report.findings if verbose or f.severity != "Info"]
    if format == "ttl":
        write(_turtle(report))
    else:
        write("".join(_text(f) if format == "table" else _json(f) for f in shown))
    if not quiet:
        note([f"{len(read):,} triples, {_count(report)}"])
    return 0 if report.conforms else 1


def _count(report: Report) -> str:
    if not report.findings:
        return "no findings: the graph conforms"
    found = [f.severity for f in report.findings]
    counts = ", ".join(f"{found.count(s):,} × {s}" for s in ("Violation", "Warning", "Info") if s in found)
    return f"{counts}{': the graph conforms' if report.conforms else ''}"


def _text(finding: Finding) -> str:
    """Show a finding: what is wrong, where, by which shape, and the words it came from."""
    from kg.vocab import curie

    lines = [f"{finding.severity}: {finding.message}", f"    node   {finding.focus}"]
    if finding.path:
        value = f" = {finding.value}" if finding.value is not None else ""
        lines.append(f"    path   {curie(finding.path)}{value}")
    lines.append(f"    shape  {curie(finding.shape)}")
    lines += [f"    words  “{e.exact}” ({e.document}:{e.span.start}-{e.span.end})" for e in finding.evidence]
    return "\n".join(lines) + "\n"


def _json(finding: Finding) -> str:
    words = [
        {"document": e.document, "start": e.span.start, "end": e.span.end, "exact": e.exact} for e in finding.evidence
    ]
    names = ("severity", "focus", "path", "value", "message", "shape")
    row = {name: getattr(finding, name) for name in names} | {"evidence": words}
    return json.dumps(row, ensure_ascii=False) + "\n"


def _turtle(report: Report) -> str:
    """Write the report as a SHACL validation report, its results named by their position."""
    from kg.export import turtle_of

    return turtle_of(_report_lines(report))


def _report_lines(report: Report) -> Iterator[str]:
    from kg.graph.terms import boolean, looks_like_iri, ref, string
    from kg.vocab import PREFIXES, TYPE, iri

    sh = {name: ref(PREFIXES["sh"] + name) for name in _TERMS}
    named = "<urn:kg:report>"
    yield f"{named} <{TYPE}> {sh['ValidationReport']} .\n"
    yield f"{named} {sh['conforms']} {boolean(report.conforms)} .\n"
    for number, finding in enumerate(report.findings, 1):
        result = f"<urn:kg:report:{number:06}>"
        yield f"{named} {sh['result']} {result} .\n"
        yield f"{result} <{TYPE}> {sh['ValidationResult']} .\n"
        yield f"{result} {sh['resultSeverity']} {ref(iri('sh:' + finding.severity))} .\n"
        yield f"{result} {sh['resultMessage']} {string(finding.message)} .\n"
        for term, value in (("focusNode", finding.focus), ("resultPath", finding.path), ("sourceShape", finding.shape)):
            if value and looks_like_iri(value):
                yield f"{result} {sh[term]} {ref(value)} .\n"
        if finding.value is not None:
            shown = ref(finding.value) if looks_like_iri(finding.value) else string(finding.value)
            yield f"{result} {sh['value']} {shown} .\n"


_TERMS = (
    "ValidationReport",
    "ValidationResult",
    "conforms",
    "focusNode",
    "result",
    "resultMessage",
    "resultPath",
    "resultSeverity",
    "sourceShape",
    "value",
)

COMMANDS = (validate,)
