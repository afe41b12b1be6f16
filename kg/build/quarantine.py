"""From what is wrong with a graph to the claims that brought it in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.graph import ClaimRecord, Graph
from kg.graph.labels import composed_of
from kg.graph.naming import named_by_content
from kg.graph.terms import local
from kg.model import Finding, Iri, Report
from kg.vocab import AT, CLAIM, EVIDENCE, HOLDER, HOLDS_POST_AT, POST, TYPE


def condemned(graph: Graph, report: Report) -> dict[str, str]:
    """Name the claims to take out, each with every reason; findings that no claim explains name none."""
    reasons: dict[str, dict[str, None]] = {}
    for finding in report.findings:
        if finding.severity == "Violation":
            for claim in _behind(graph, finding):
                reasons.setdefault(claim.iri, {})[reason(finding)] = None
    return {claim: "; ".join(sorted(found)) for claim, found in sorted(reasons.items())}


def reason(finding: Finding) -> str:
    """Say in a few words what a finding says."""
    return f"{finding.message.rstrip('.')} ({local(Iri(finding.shape))})" if finding.shape else finding.message


def _behind(graph: Graph, finding: Finding) -> Iterator[ClaimRecord]:
    """Yield the claims without which a finding would not be there."""
    claims = list(_claims(graph, Iri(finding.focus), finding))
    yield from claims
    for claim in claims:
        if claim.predicate == TYPE and claim.object == POST:
            yield from _shortcuts(graph, claim)


def _claims(graph: Graph, focus: Iri, finding: Finding) -> Iterable[ClaimRecord]:
    types = graph.types(focus)
    if CLAIM in types:
        return [claim for claim in [graph.claim(focus)] if claim]
    if EVIDENCE in types:
        return graph.claims_on(focus)
    about = [c for c in graph.claims(about=focus) if c.subject == focus]
    stated = [c for c in about if c.predicate == finding.path and finding.value in (None, "", _plain(c.object))]
    if stated and finding.path != TYPE:
        return stated
    nodes = composed_of(graph, focus)
    held = [c for node in sorted(nodes) for c in graph.claims(about=node) if c.subject in nodes or c.object == focus]
    if named_by_content(focus):
        return [c for c in held if c.subject in nodes]
    return held


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shortcuts(graph: Graph, claim: ClaimRecord) -> Iterator[ClaimRecord]:
    """Yield the `kg:holdsPostAt` that a post has brought with it: it goes where the post goes."""
    from kg.graph.labels import Labels

    values = Labels(graph).values(claim.subject)
    for holder in values.get(HOLDER, ()):
        for other in graph.claims(about=holder):
            if (
                other.predicate == HOLDS_POST_AT
                and other.object in values.get(AT, ())
                and other.evidence == claim.evidence
            ):
                yield other
