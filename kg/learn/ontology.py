"""Read an ontology in OWL or RDFS: which relations there are, between what, and what all of it is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kg.errors import InputError, InputMissing
from kg.extract.learned.schema import ANY, Relation, Schema
from kg.graph.terms import local
from kg.model import Iri
from kg.vocab import (
    CLASS,
    DATATYPE_PROPERTY,
    DOMAIN,
    DOMAIN_INCLUDES,
    LABEL,
    OBJECT_PROPERTY,
    PREF_LABEL,
    PROPERTY,
    RANGE,
    RANGE_INCLUDES,
    RDFS_CLASS,
    RDFS_LITERAL,
    SUBPROPERTY_OF,
    TYPE,
    XSD,
)

_CLASSES: Final = frozenset({CLASS, RDFS_CLASS})
_PROPERTIES: Final = frozenset({DATATYPE_PROPERTY, OBJECT_PROPERTY, PROPERTY})
Terms = dict[str, list[tuple[str, str | None]]]  # property -> values, each with its language


def read_ontology(path: Path) -> Schema:
    """Read the classes and properties of a file of Turtle, N-Triples, RDF/XML, TriG or N3.

    A property's domain and range are its first ones that are IRIs, or its nearest ancestor's where it has none. Raises
    InputMissing where there is no such file, InputError where it cannot be read or has no property.
    """
    about = _triples(path)
    relations = tuple(sorted(_relations(about)))
    if not relations:
        raise InputError(f"{path}: has no property; declare them as owl:ObjectProperty or owl:DatatypeProperty")
    classes = {cls for cls, terms in about.items() if _CLASSES & _values(terms, TYPE)}
    return Schema(relations, tuple(sorted((cls, _label(cls, about[cls])) for cls in classes)))


def _triples(path: Path) -> dict[str, Terms]:
    import pyoxigraph as ox

    about: dict[str, Terms] = defaultdict(lambda: defaultdict(list))
    try:
        format = ox.RdfFormat.from_extension(path.suffix[1:]) or ox.RdfFormat.TURTLE
        for triple in ox.parse(path=str(path), format=format):
            subject, value = triple.subject, triple.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                language = value.language if isinstance(value, ox.Literal) else None
                about[subject.value][triple.predicate.value].append((value.value, language))
    except SyntaxError as error:
        raise InputError(f"{path}, line {error.lineno}: {error.msg}") from error
    except FileNotFoundError as error:
        raise InputMissing(f"{path}: there is no such file") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    return about


def _relations(about: dict[str, Terms]) -> Iterable[Relation]:
    for iri, terms in about.items():
        kinds = _PROPERTIES & _values(terms, TYPE)
        if not kinds:
            continue
        domain = _inherited(about, iri, (DOMAIN, DOMAIN_INCLUDES))
        range_ = _inherited(about, iri, (RANGE, RANGE_INCLUDES))
        literal = DATATYPE_PROPERTY in kinds or range_.startswith(XSD) or range_ == RDFS_LITERAL
        yield Relation(iri, _label(iri, terms), domain, range_, literal)


def _inherited(about: dict[str, Terms], iri: str, properties: tuple[str, ...]) -> str:
    """Return a property's first domain or range, or that of the nearest property above it."""
    seen: set[str] = set()
    waiting = [iri]
    while waiting:
        one = waiting.pop(0)
        if one in seen:
            continue
        seen.add(one)
        terms = about.get(one, {})
        for name in properties:
            if terms.get(name):
                return terms[name][0][0]
        waiting.extend(sorted(value for value, _ in terms.get(SUBPROPERTY_OF, ())))
    return ANY


def _label(iri: str, terms: Terms) -> str:
    """Return the English label, one without a language, or the last part of the IRI."""
    labels = [*terms.get(LABEL, ()), *terms.get(PREF_LABEL, ())]
    ranked = sorted(labels, key=lambda told: (told[1] not in ("en", None), told[1] is None, told))
    return ranked[0][0] if ranked else local(Iri(iri))


def _values(terms: Terms, name: str) -> frozenset[str]:
    return frozenset(value for value, _ in terms.get(name, ()))
