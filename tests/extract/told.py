"""Claims in plain words, as rules' examples and tests write them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import kg.domain
from kg.model import Claim, Comparator, Iri, Mention, Node, Period, Term
from kg.vocab import curie

DOMAIN = kg.domain.load()


def words(term: Term) -> str:
    """A term as an example writes it."""
    if isinstance(term, Mention):
        return term.full or term.text
    if isinstance(term, Node):
        return " ".join(words(value) for _, value in term.parts)
    if isinstance(term, Period):
        return term.start if term.start and term.start == term.end else f"{term.start}/{term.end}"
    if isinstance(term, bool):
        return str(term).lower()
    if isinstance(term, Decimal):
        return f"{term.normalize():f}"
    if isinstance(term, Comparator):
        return term.value
    text = str(term)
    measure = next((m.label for m in DOMAIN.measures.values() if m.iri == text), None)
    return measure or (curie(text).partition(":")[2] if text.startswith("http") else text)


def parts(claim: Claim) -> dict[str, list[str]]:
    """The parts of a claim by the local names of their properties."""
    if not isinstance(claim.subject, Node):
        return {"subject": [words(claim.subject)], "object": [words(claim.object)]}
    found: dict[str, list[str]] = {}
    for name, value in claim.subject.parts:
        found.setdefault(curie(name).partition(":")[2], []).append(words(value))
    return found


def kind(claim: Claim) -> str:
    """What a rule must emit to make this claim: the node's class, or the property."""
    return claim.subject.type if isinstance(claim.subject, Node) else claim.predicate


def of(claims: Iterable[Claim], emits: Iri) -> list[dict[str, str]]:
    """The claims of a class or property, each as its parts in words; several of a kind are joined by " + "."""
    return [
        {name: " + ".join(values) for name, values in parts(claim).items()} for claim in claims if kind(claim) == emits
    ]
