"""From results to findings that name the sentences they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from kg.graph import ClaimRecord, Graph
from kg.model import Evidence, Finding, Report
from kg.validate.results import Result
from kg.validate.terms import is_iri, text
from kg.vocab import TYPE

_SEVERITIES = ("Violation", "Warning", "Info")
_MOST_WORDS = 5  # a person named in a thousand documents is still shown by a handful
_MOST_WHOLES = 100  # every claim is a whole of the run that wrote it
Claims = Callable[[str], list[ClaimRecord]]


def report(graph: Graph, results: Iterable[Result]) -> Report:
    """Turn results into a report, the worst first, each finding with the words behind it."""
    ordered = sorted(set(results), key=_order)
    claims: Claims = lru_cache(maxsize=64)(lambda focus: list(graph.claims(about=focus)))  # one focus, many findings
    return Report(tuple(finding(result, _evidence(graph, claims, result)) for result in ordered))


def _order(result: Result) -> tuple[int, Result]:
    severity = _SEVERITIES.index(result.severity) if result.severity in _SEVERITIES else len(_SEVERITIES)
    return severity, result


def finding(result: Result, evidence: tuple[Evidence, ...] = ()) -> Finding:
    """Say what a result says, with the words behind it."""
    return Finding(
        severity=result.severity,
        focus=text(result.focus),
        path=result.path or None,
        value=text(result.value) if result.value and result.value != result.focus else None,
        message=result.message,
        shape=text(result.shape),
        evidence=evidence,
    )


def _evidence(graph: Graph, claims_about: Claims, result: Result) -> tuple[Evidence, ...]:
    """Find the words behind a finding: those of the very triple, else of the focus node, else of what it is part of."""
    if not is_iri(result.focus):
        return ()
    focus, value = text(result.focus), text(result.value) if result.value else None
    claims = claims_about(focus)
    of_triple = [c for c in claims if value is not None and {focus, value} <= {c.subject, str(c.object)}]
    on_path = [c for c in claims if c.subject == focus and c.predicate == result.path and c.predicate != TYPE]
    told = [c for c in claims if c.subject == focus and c.predicate == TYPE]
    for chosen in (of_triple, on_path, told, claims):
        if found := {evidence for claim in chosen for evidence in claim.evidence}:
            return _few(found)
    return _few(graph.evidence(focus)) or _few(e for whole in _wholes(graph, focus) for e in graph.evidence(whole))


def _few(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(set(evidence), key=lambda e: (e.document, e.span))[:_MOST_WORDS])


def _wholes(graph: Graph, part: str) -> list[str]:
    """Return the things that this one is a part of, the first of them where they are many."""
    import pyoxigraph as ox

    quads = graph.match(None, None, part)
    return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)})[:_MOST_WHOLES]
