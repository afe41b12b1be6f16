"""What a claim looks like from outside, by which a judge says how far to believe it: its rule and its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.rules.choice import Judge
from kg.model import Claim, Iri, Mention, Node, Period, Term
from kg.vocab import COMMITMENT, OBSERVATION, POST, QUOTATION, RANK_OBSERVATION, curie

NODES = (COMMITMENT, OBSERVATION, POST, QUOTATION, RANK_OBSERVATION)


def believed(judge: Judge, claim: Claim) -> Claim:
    """Return a claim with the judge's confidence; a figure has been judged where it was put together."""
    asked = decision(claim)
    if asked == "Observation":
        return claim
    of = claim.evidence[0].span
    return replace(claim, confidence=judge.belief(asked, features(claim), of, claim.confidence))


def decision(claim: Claim) -> str:
    """Return under which name weights are held for a claim of this kind: that of its class; all events are one."""
    if not isinstance(claim.subject, Node):
        return "relation"
    kind = claim.subject.type
    return curie(kind).partition(":")[2] if kind in NODES else "Event"


def features(claim: Claim) -> frozenset[str]:
    """Return what is seen of a claim: rule, firmness, and of which sort its parts are."""
    return frozenset(_features(claim))


def _features(claim: Claim) -> Iterator[str]:
    yield from ("", f"rule={claim.rule}", f"modality={claim.modality.value}")
    words = len(claim.evidence[0].exact.split())
    yield f"words={'few' if words < 6 else 'some' if words < 20 else 'many'}"
    if isinstance(claim.subject, Node):
        yield f"class={curie(claim.subject.type)}"
        for name, term in claim.subject.parts:
            yield from (f"{curie(name)}={sort}" for sort in _sorts(term))
            if isinstance(term, Mention) and not any(e.span.contains(term.span) for e in claim.evidence):
                yield f"{curie(name)} from elsewhere"
    else:
        yield f"predicate={curie(claim.predicate)}"
        yield from (f"subject={sort}" for sort in _sorts(claim.subject))
        yield from (f"object={sort}" for sort in _sorts(claim.object))


def _sorts(term: Term) -> Iterator[str]:
    if isinstance(term, Mention):
        yield from (term.kind, curie(term.type))
    elif isinstance(term, Period):
        yield "time"
    elif isinstance(term, str):
        yield curie(Iri(term)) if term.startswith("http") else "words"
    else:
        yield "node" if isinstance(term, Node) else "number"
