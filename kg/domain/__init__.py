"""The world that texts are read against: a domain pack's classes, properties, measures and names, read and checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.domain import pack as packs
from kg.domain.lexicon import Entry, Lexicon
from kg.errors import DomainError
from kg.model import Iri
from kg.vocab import (
    ALT_LABEL,
    AMBIGUOUS,
    CAPITAL_OF,
    CLASS,
    CONCEPT,
    CONTAINED_IN,
    DATATYPE_PROPERTY,
    DEMONYM,
    DOMAIN,
    DOMAIN_INCLUDES,
    EVENT,
    HEADQUARTERED_IN,
    LABEL,
    MEASURE,
    NOTATION,
    OBJECT_PROPERTY,
    PARENT_ORGANIZATION,
    POPULATION,
    PREF_LABEL,
    PREFIXES,
    PROPERTY,
    PUBLISHER,
    RANGE,
    RANGE_INCLUDES,
    SAME_AS,
    SUBCLASS_OF,
    SUBPROPERTY_OF,
    TYPE,
    curie,
)

__all__ = ["Domain", "Entry", "Lexicon", "Measure", "Property", "load"]

_PROPERTY_KINDS = frozenset({DATATYPE_PROPERTY, OBJECT_PROPERTY, PROPERTY})


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the ontology; an empty domain or range means anything."""

    iri: Iri
    label: str
    domain: tuple[Iri, ...]
    range: tuple[Iri, ...]
    parent: Iri | None


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that figures count, under its preferred name."""

    iri: Iri
    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain pack. `classes` maps each class to all its ancestors and itself, `measures` each normalised name."""

    classes: Mapping[Iri, frozenset[Iri]]
    properties: Mapping[Iri, Property]
    labels: Mapping[Iri, str]
    measures: Mapping[str, Measure]
    event_classes: frozenset[Iri]
    lexicon: Lexicon
    ontology: tuple[Path, ...]
    shapes: tuple[Path, ...]
    rules: Path
    version: str
    prefixes: Mapping[str, str] = field(default_factory=lambda: dict(PREFIXES))

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Say whether a class is another, or below it."""
        return cls == ancestor or ancestor in self.classes.get(Iri(cls), ())

    def most_special(self, classes: Iterable[Iri]) -> Iri:
        """Return the class that is below most of the others; the first by IRI when several are."""
        given = sorted(set(classes))
        if not given:
            raise ValueError("no class given")
        return max(given, key=lambda cls: len(self.classes.get(cls, frozenset({cls}))))

    def measure(self, words: str) -> Measure | None:
        """Return the measure that bears this name, whatever its case and spacing."""
        return self.measures.get(normalised(words))


def normalised(name: str) -> str:
    """Fold case and spacing.

    >>> normalised("Patent  Applications")
    'patent applications'
    """
    return " ".join(name.casefold().split())


def load(folder: Path | str | None = None) -> Domain:
    """Read the domain pack in a folder (one that holds ontology/ and shapes/), or the default one; once per path.

    Raises DomainError, which names the file and the reason.
    """
    return _load(Path(folder).resolve() if folder is not None else packs.default_folder())


@lru_cache(maxsize=8)
def _load(folder: Path) -> Domain:
    found = packs.find(folder)
    about: dict[Iri, _Terms] = {}
    files: dict[Iri, Path] = {}
    for path in found.ontology:
        for subject, predicate, value in packs.triples(path):
            if subject not in about:
                about[subject] = defaultdict(list)
                files[subject] = path
            about[subject][predicate].append(value)
    classes = _classes(about, files)
    return Domain(
        classes=classes,
        properties={p.iri: p for p in _properties(about)},
        labels={term: terms[LABEL][0] for term, terms in sorted(about.items()) if LABEL in terms},
        measures=_measures(about, files),
        event_classes=frozenset(cls for cls, above in classes.items() if EVENT in above),
        lexicon=Lexicon(_entries(about, files, classes)),
        ontology=found.ontology,
        shapes=found.shapes,
        rules=found.rules,
        version=packs.version(found),
    )


_Terms = defaultdict[Iri, list[str]]


def _classes(about: Mapping[Iri, _Terms], files: Mapping[Iri, Path]) -> dict[Iri, frozenset[Iri]]:
    parents = {term: terms.get(SUBCLASS_OF, []) for term, terms in about.items() if CLASS in terms.get(TYPE, ())}
    done: dict[Iri, frozenset[Iri]] = {}

    def above(cls: Iri, below: tuple[Iri, ...]) -> frozenset[Iri]:
        if cls in below:
            raise DomainError(f"{files[cls]}: {curie(cls)} is a subclass of itself: {' < '.join(map(curie, below))}")
        if cls not in done:
            found = (above(Iri(parent), (*below, cls)) for parent in parents.get(cls, ()))
            done[cls] = frozenset({cls}).union(*found)
        return done[cls]

    for cls in sorted(parents):
        above(cls, ())
    return dict(sorted(done.items()))


def _properties(about: Mapping[Iri, _Terms]) -> Iterable[Property]:
    for term, terms in sorted(about.items()):
        if _PROPERTY_KINDS.isdisjoint(terms.get(TYPE, ())):
            continue
        yield Property(
            iri=term,
            label=terms[LABEL][0] if LABEL in terms else curie(term),
            domain=_iris(terms, DOMAIN, DOMAIN_INCLUDES),
            range=_iris(terms, RANGE, RANGE_INCLUDES),
            parent=_first(terms, SUBPROPERTY_OF),
        )


def _measures(about: Mapping[Iri, _Terms], files: Mapping[Iri, Path]) -> dict[str, Measure]:
    named: dict[str, Measure] = {}
    for term, terms in sorted(about.items()):
        if MEASURE not in terms.get(TYPE, ()):
            continue
        if len(terms.get(PREF_LABEL, ())) != 1:
            raise DomainError(f"{files[term]}: the measure {curie(term)} needs exactly one skos:prefLabel")
        measure = Measure(term, terms[PREF_LABEL][0], tuple(sorted(terms.get(ALT_LABEL, ()))))
        for name in (measure.label, *measure.names):
            other = named.setdefault(normalised(name), measure)
            if other is not measure:
                raise DomainError(f'{files[term]}: {curie(other.iri)} and {curie(term)} are both called "{name}"')
    return named


def _entries(
    about: Mapping[Iri, _Terms], files: Mapping[Iri, Path], classes: Mapping[Iri, frozenset[Iri]]
) -> Iterable[Entry]:
    kinds = {cls for cls, above in classes.items() if CONCEPT not in above}
    for term, terms in about.items():
        if types := [cls for cls in terms.get(TYPE, ()) if cls in kinds]:
            yield _entry(term, terms, types, files[term])


def _entry(term: Iri, terms: _Terms, types: list[str], file: Path) -> Entry:
    if len(types) != 1 or len(terms.get(LABEL, ())) != 1:
        raise DomainError(f"{file}: the entry {term} needs exactly one class and one rdfs:label")
    details = {_DETAILS[p][0]: _DETAILS[p][1](values) for p, values in terms.items() if p in _DETAILS}
    if details.get("population", 0) is None:
        raise DomainError(f"{file}: the entry {term} has a kg:population that is no number: {terms[POPULATION][0]}")
    return Entry(term, Iri(types[0]), terms[LABEL][0], **details)


def _all(values: list[str]) -> tuple[str, ...]:
    return tuple(sorted(values)) if len(values) > 1 else tuple(values)


def _number(values: list[str]) -> int | None:
    return int(values[0]) if values[0].isdecimal() else None


# What an entry's properties become: a field, and how its values are read.
_DETAILS: Mapping[Iri, tuple[str, Callable[[list[str]], Any]]] = {
    ALT_LABEL: ("names", _all),
    AMBIGUOUS: ("ambiguous", lambda values: values == ["true"]),
    CAPITAL_OF: ("capital_of", min),
    CONTAINED_IN: ("within", min),
    DEMONYM: ("demonyms", _all),
    HEADQUARTERED_IN: ("headquarters", min),
    NOTATION: ("notation", min),
    PARENT_ORGANIZATION: ("parent", min),
    POPULATION: ("population", _number),
    PUBLISHER: ("publisher", min),
    SAME_AS: ("same_as", _all),
}


def _first(terms: Mapping[Iri, list[str]], predicate: Iri) -> Iri | None:
    values = terms.get(predicate)
    return Iri(min(values)) if values else None


def _iris(terms: Mapping[Iri, list[str]], *predicates: Iri) -> tuple[Iri, ...]:
    return tuple(sorted({Iri(value) for predicate in predicates for value in terms.get(predicate, ())}))
