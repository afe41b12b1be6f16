"""A thing of a graph as it is drawn: its values, the things that it refers to, and the claims that stand behind it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.export.rdf.layout import Pair
from kg.export.rdf.literals import Literal, literal
from kg.graph.naming import named_by_content
from kg.graph.terms import local
from kg.graph.wording import NameOf, label, words
from kg.model import Iri
from kg.vocab import INTERVAL, LABEL, MODALITY, PREF_LABEL, SHA256, TYPE, iri

Term = str | Literal
Values = Mapping[Iri, list[Term]]

ASSERTED: Final = iri("kg:Asserted")
_NAMES: Final = (LABEL, PREF_LABEL, SHA256)  # what has one of these is a thing of its own


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
    asserted: dict[Pair, Support] = field(default_factory=dict)
    hedged: dict[Pair, Support] = field(default_factory=dict)

    def of(self, predicate: str, object_: str) -> Support:
        """Return what stands behind a triple: its own claims, else those of the whole thing."""
        return self.asserted.get((predicate, object_)) or self.itself


NO_BACKING: Final = Backing()


@dataclass(frozen=True, slots=True)
class End:
    """A thing that another refers to, as far as that one must know it.

    `interval` has the values of a stretch of time that is nothing more.
    """

    nameless: bool = False
    label: str = ""
    interval: Values | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with all that it is drawn by.

    `ends` are the things it refers to; `referrers`, of what may fold alone, those that refer to it, each with the
    property and whether it is nameless itself; `whole_backings` is what stands behind the things that it is a part of.
    """

    name: str
    kind: int
    values: Values
    ends: Mapping[str, End]
    referrers: tuple[tuple[str, str, bool], ...]
    backing: Backing
    whole_backings: Mapping[str, Backing]

    def types(self) -> tuple[str, ...]:
        """Return its classes."""
        return plain(self.values.get(TYPE, ()))

    def targets(self) -> list[Pair]:
        """Return the things that it refers to, each after the property."""
        return [(p, v) for p, found in self.values.items() for v in found if isinstance(v, str) and v in self.ends]

    def label(self) -> str:
        """Return its label."""
        return labelled(self.name, self.values, self._name_of)

    def modality(self) -> str | None:
        """Return how firmly it is said to be, when it says so itself."""
        own = plain(self.values.get(MODALITY, ()))
        return local(Iri(own[0])) if own else None

    def _name_of(self, other: str) -> str:
        end = self.ends.get(other)
        return end.label if end else in_words(other)


def labelled(name: str, values: Values, name_of: NameOf) -> str:
    """Return a label for a thing by its values; `name_of` gives the label of another thing."""
    return label({prop: plain(found) for prop, found in values.items()}, name_of) or in_words(name)


def in_words(name: str) -> str:
    """Return words for what is no thing of the graph: words as they are, a term of a vocabulary split."""
    return words(local(Iri(name))) if "://" in name else name


def nameless(name: str, values: Iterable[str]) -> bool:
    """Tell whether a thing with such properties is named by what it holds, and has no name of its own."""
    return named_by_content(name) and not any(p in values for p in _NAMES)


def as_interval(values: Values) -> Values | None:
    """Return the values of a stretch of time that other things lie in, and nothing more; None for all else."""
    if INTERVAL not in values.get(TYPE, ()):
        return None
    rest = {prop: found for prop, found in values.items() if prop != TYPE}
    return rest if all(isinstance(v, Literal) for found in rest.values() for v in found) else None


def values_of(pairs: Iterable[Pair]) -> dict[Iri, list[Term]]:
    """Read predicates and objects in N-Triples."""
    found: dict[Iri, list[Term]] = {}
    for predicate, term in pairs:
        value = term[1:-1] if term[0] == "<" else literal(term) or term
        known = found.get(prop := Iri(predicate[1:-1]))
        if known is None:
            found[prop] = [value]
        else:
            known.append(value)
    return found


def plain(values: Iterable[Term]) -> tuple[str, ...]:
    """Return values as words and IRIs."""
    return tuple(v.text if isinstance(v, Literal) else v for v in values)


def confidence(text: str) -> float:
    """Read a confidence; one that is no number of use is taken for full, as a missing one is."""
    try:
        number = float(text)
    except ValueError:
        return 1.0
    return number if math.isfinite(number) else 1.0
