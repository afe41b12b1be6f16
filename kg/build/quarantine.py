"""From what is wrong with a graph to the claims that brought it in."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.graph import Account, ClaimRecord, Graph
from kg.graph.labels import Labels, composed_of
from kg.graph.naming import named_by_content
from kg.graph.terms import local
from kg.model import Claim, Entity, Finding, Iri, Report
from kg.vocab import AT, CLAIM, DERIVED_FROM, EVIDENCE, HOLDER, HOLDS_POST_AT, POST, PREFIXES, TYPE, curie

ROUNDS: Final = 5  # one finding may hide another; more than two rounds were never seen
_SUBJECTS_OF: Final = PREFIXES["sh"] + "targetSubjectsOf"
_OBJECTS_OF: Final = PREFIXES["sh"] + "targetObjectsOf"


@dataclass(frozen=True, slots=True)
class Targets:
    """The properties by which shapes choose what they look at: shape → properties of its subjects, of its objects."""

    subjects_of: Mapping[str, frozenset[str]]
    objects_of: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, files: Iterable[Path]) -> Targets:
        """Read the targets from files of shapes that validation has already accepted."""
        import pyoxigraph as ox

        found: dict[str, dict[str, set[str]]] = {_SUBJECTS_OF: {}, _OBJECTS_OF: {}}
        for file in files:
            for triple in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
                if triple.predicate.value in found and isinstance(triple.subject, ox.NamedNode):
                    of_shape = found[triple.predicate.value].setdefault(triple.subject.value, set())
                    of_shape.add(triple.object.value)
        return cls(*({shape: frozenset(props) for shape, props in found[kind].items()} for kind in found))


def condemned(graph: Graph, report: Report, targets: Targets) -> dict[str, str]:
    """Name the claims to take out, each with every reason; findings that no claim explains name none."""
    reasons: dict[str, dict[str, None]] = {}
    for finding in report.findings:
        if finding.severity == "Violation":
            for claim in blame(graph, finding, targets).claims:
                reasons.setdefault(claim.iri, {})[reason(finding)] = None
    return {claim: "; ".join(sorted(found)) for claim, found in sorted(reasons.items())}


def parted(accounts: Iterable[Account], threshold: float) -> tuple[list[Account], list[Account]]:
    """Part what is believed from what is believed less than a threshold; that an entity is named is never in doubt."""
    firm, doubtful = [], []
    for account in accounts:
        sure = [c.confidence >= threshold or _names(c) for c in account.claims]
        firm.append(replace(account, claims=tuple(itertools.compress(account.claims, sure))))
        if not all(sure):
            unsure = itertools.compress(account.claims, (not s for s in sure))
            doubtful.append(replace(account, claims=tuple(unsure), unresolved=()))
    return firm, doubtful


def _names(claim: Claim) -> bool:
    return claim.predicate == TYPE and isinstance(claim.subject, Entity)


def reason(finding: Finding) -> str:
    """Say in a few words what a finding says."""
    return f"{finding.message.rstrip('.')} ({local(Iri(finding.shape))})" if finding.shape else finding.message


@dataclass(frozen=True, slots=True)
class Blame:
    """The claims without which a finding would not be there, and what they were found by.

    `asked` are things, each with what was asked about it: the claims of one predicate (`claims_of`), all claims
    (CLAIMS), or what it is a part of (PARTS). As long as the answers are the same, so is the blame.
    """

    claims: tuple[ClaimRecord, ...]
    asked: tuple[tuple[str, str], ...] = ()


CLAIMS: Final = "claims"
PARTS: Final = "parts"


def claims_of(predicate: str) -> str:
    """Name the claims of one predicate, or of a path as findings write it, among what may be asked about a thing."""
    return f"{CLAIMS} {predicate}"


def blame(graph: Graph, finding: Finding, targets: Targets) -> Blame:
    """Find the claims without which a finding would not be there."""
    found = _blame(graph, Iri(finding.focus), finding, targets)
    posts = [claim for claim in found.claims if claim.predicate == TYPE and claim.object == POST]
    return replace(found, claims=(*found.claims, *(other for claim in posts for other in _shortcuts(graph, claim))))


def _blame(graph: Graph, focus: Iri, finding: Finding, targets: Targets) -> Blame:
    types = graph.types(focus)
    if CLAIM in types:
        return Blame(tuple(claim for claim in [graph.claim(focus)] if claim))
    if EVIDENCE in types:
        return Blame(tuple(graph.claims_on(focus)))
    wanted = targets.subjects_of.get(finding.shape, frozenset()) | targets.objects_of.get(finding.shape, frozenset())
    about = graph.claims(about=focus, saying=lambda predicate: _on_path(predicate, finding) or predicate in wanted)
    stated = [c for c in about if _states(c, focus, finding) or _targeted(c, focus, finding, targets)]
    if stated:
        asked = sorted({*wanted, *([finding.path] if finding.path else [])})
        return Blame(tuple(stated), tuple((focus, claims_of(one)) for one in asked))
    nodes = composed_of(graph, focus)
    held = [c for node in sorted(nodes) for c in graph.claims(about=node)]
    also = () if named_by_content(focus) else (focus,)
    chosen = tuple(c for c in held if c.subject in nodes or c.object in also or c.attributed_to in also)
    return Blame(chosen, tuple((node, what) for node in sorted(nodes) for what in (CLAIMS, PARTS)))


def _on_path(predicate: Iri, finding: Finding) -> bool:
    return finding.path in (predicate, f"^{curie(predicate)}")


def _states(claim: ClaimRecord, focus: Iri, finding: Finding) -> bool:
    """Tell whether a claim is of the very triple that a finding is about; an inverse path has its focus as object."""
    if claim.predicate == TYPE:
        return False
    forward, backward = finding.path == claim.predicate, finding.path == f"^{curie(claim.predicate)}"
    here, there = (claim.subject, claim.object) if forward else (claim.object, claim.subject)
    return (forward or backward) and here == focus and finding.value in (None, "", _plain(there))


def _targeted(claim: ClaimRecord, focus: Iri, finding: Finding, targets: Targets) -> bool:
    """Tell whether a claim is why a shape looked at a thing at all, when the thing itself is what is wrong."""
    if finding.path:
        return False
    as_subject = claim.subject == focus and claim.predicate in targets.subjects_of.get(finding.shape, ())
    as_object = claim.object == focus and claim.predicate in targets.objects_of.get(finding.shape, ())
    return as_subject or as_object


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shortcuts(graph: Graph, claim: ClaimRecord) -> Iterator[ClaimRecord]:
    """Yield the `kg:holdsPostAt` that a post has brought with it: it goes where the post goes."""
    values = Labels(graph).values(claim.subject)
    holders, places = values.get(HOLDER, ()), values.get(AT, ())
    # Claims of the same words share all their evidence, so that any of it leads to them.
    for evidence in sorted({getattr(q.object, "value", "") for q in graph.match(claim.iri, DERIVED_FROM)})[:1]:
        for other in graph.claims_on(evidence):
            same_words = other.predicate == HOLDS_POST_AT and other.evidence == claim.evidence
            if same_words and other.subject in holders and other.object in places:
                yield other
