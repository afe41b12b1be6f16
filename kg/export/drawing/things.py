"""A graph's things as plain values, each with what refers to it and with the claims that stand behind it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.export.rdf.layout import Subject, by_kind
from kg.export.rdf.literals import Literal, literal
from kg.graph.terms import local
from kg.graph.wording import label, words
from kg.model import Iri
from kg.vocab import (
    CLAIM,
    CONFIDENCE,
    DERIVED_FROM,
    EVIDENCE,
    EXACT,
    HAS_SOURCE,
    IDENTIFIER,
    MODALITY,
    OBJECT,
    PREDICATE,
    RULE,
    RUN,
    SUBJECT,
    TYPE,
    iri,
)

if TYPE_CHECKING:
    from kg.graph import Graph

Term = str | Literal
Values = Mapping[Iri, tuple[Term, ...]]

ASSERTED: Final = iri("kg:Asserted")
_MACHINERY: Final = frozenset({CLAIM, EVIDENCE, RUN})


@dataclass(slots=True)
class Support:
    """What stands behind a triple or a thing: filled claim by claim."""

    highest: float = 0.0
    modalities: set[str] = field(default_factory=set)
    evidence: dict[str, None] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    claims: int = 0

    @property
    def confidence(self) -> float:
        """How sure the surest claim is; what stands without any is taken for sure."""
        return self.highest if self.claims else 1.0

    @property
    def modality(self) -> str:
        """How firmly it is said: asserted, as soon as one claim asserts it."""
        asserted = not self.modalities or local(ASSERTED) in self.modalities
        return local(ASSERTED) if asserted else "|".join(sorted(self.modalities))


@dataclass(slots=True)
class Backing:
    """The claims about one thing: those of what it is, and of its triples by predicate and object."""

    itself: Support = field(default_factory=Support)
    asserted: dict[tuple[str, str], Support] = field(default_factory=dict)
    hedged: dict[tuple[str, str], Support] = field(default_factory=dict)

    def of(self, predicate: str, object_: str) -> Support:
        """Return what stands behind a triple: its own claims, else those of the whole thing."""
        return self.asserted.get((predicate, object_)) or self.itself


class Things:
    """Everything in a graph but claims, evidence and runs."""

    def __init__(self, graph: Graph) -> None:
        self.base = graph.base
        subjects = {s.name[1:-1]: _values(s) for kind in by_kind(graph) for s in kind if s.name.startswith("<")}
        self._machinery = {name: v for name, v in subjects.items() if _MACHINERY & {*plain(v.get(TYPE, ()))}}
        self._things = {name: v for name, v in subjects.items() if name not in self._machinery}
        self._plain = {name: {p: plain(found) for p, found in v.items()} for name, v in self._things.items()}
        self._backings: dict[str, Backing] = {}
        self._referrers: dict[str, list[tuple[str, str]]] = {}
        for name, values in self._things.items():
            for prop, targets in values.items():
                for target in targets:
                    if isinstance(target, str) and target in self._things:
                        self._referrers.setdefault(target, []).append((name, prop))
        for values in self._machinery.values():
            if CLAIM in plain(values.get(TYPE, ())):
                self._count(values)

    def __iter__(self) -> Iterator[str]:
        """Yield the things' IRIs, documents first, then what has a name, then the rest."""
        return iter(self._things)

    def __contains__(self, name: object) -> bool:
        return name in self._things

    def properties(self) -> frozenset[str]:
        """Return all properties that things have."""
        return frozenset(prop for values in self._things.values() for prop in values)

    def values(self, name: str) -> Values:
        """Return a thing's properties; nothing for what is no thing of the graph."""
        return self._things.get(name, {})

    def plain(self, name: str) -> Mapping[Iri, tuple[str, ...]]:
        """Return a thing's properties as words and IRIs."""
        return self._plain.get(name, {})

    def referrers(self, name: str) -> Iterable[tuple[str, str]]:
        """Return the things that refer to one, each with the property by which it does."""
        return self._referrers.get(name, ())

    def backing(self, name: str) -> Backing:
        """Return the claims about a thing."""
        return self._backings.get(name) or Backing()

    def label(self, name: str) -> str:
        """Return a thing's label; words stay as they are, and a term of a vocabulary is split into words."""
        found = label(self._plain[name], self.label) if name in self._plain else ""
        return found or (words(local(Iri(name))) if "://" in name else name)

    def modality(self, name: str) -> str | None:
        """Return how firmly a thing with parts is said to be, when it says so itself."""
        own = self.plain(name).get(MODALITY)
        return local(Iri(own[0])) if own else None

    def _count(self, claim: Values) -> None:
        found = {prop: plain(values) for prop, values in claim.items()}
        subject, predicate, object_ = (found.get(p, ("",))[0] for p in (SUBJECT, PREDICATE, OBJECT))
        backing = self._backings.get(subject)
        if backing is None:
            backing = self._backings[subject] = Backing()
        asserted = found.get(MODALITY, (ASSERTED,))[0] == ASSERTED
        kept = backing.asserted if asserted else backing.hedged
        supports = [kept.setdefault((predicate, object_), Support())]
        if predicate == TYPE:
            supports.append(backing.itself)
        for support in supports:
            self._add(support, found)

    def _add(self, support: Support, claim: Mapping[Iri, tuple[str, ...]]) -> None:
        support.claims += 1
        support.highest = max(support.highest, _number(claim.get(CONFIDENCE, ("1",))[0]))
        support.modalities.update(local(Iri(m)) for m in claim.get(MODALITY, ()))
        support.rules.update(claim.get(RULE, ()))
        for name in claim.get(DERIVED_FROM, ()):
            evidence = self._machinery.get(name, {})
            support.evidence.update(dict.fromkeys(plain(evidence.get(EXACT, ()))))
            for source in plain(evidence.get(HAS_SOURCE, ())):
                support.sources.add(source)
                support.documents.update(self.plain(source).get(IDENTIFIER, (local(Iri(source)),)))


def plain(values: Iterable[Term]) -> tuple[str, ...]:
    """Return values as words and IRIs."""
    return tuple(v.text if isinstance(v, Literal) else v for v in values)


def _values(subject: Subject) -> dict[Iri, tuple[Term, ...]]:
    found: dict[Iri, tuple[Term, ...]] = {}
    for predicate, term in subject.pairs:
        prop = Iri(predicate[1:-1])
        found[prop] = (*found.get(prop, ()), literal(term) or term.removeprefix("<").removesuffix(">"))
    return found


def _number(text: str) -> float:
    """Read a confidence; one that is no number of use is taken for full, as a missing one is."""
    try:
        number = float(text)
    except ValueError:
        return 1.0
    return number if math.isfinite(number) else 1.0
