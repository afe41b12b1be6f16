"""What a learned extractor may say: relations of an ontology, with their words, their domains and ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.extract.learned.passages import root

ANY: Final = ""  # the domain or range of a property that has none
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_EMPTY = frozenset(
    ["of", "by", "is", "the", "to", "its", "in", "for", "has", "a", "and", "name", "number", "type", "part"]
)
_SHORT = 3


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """A property: its IRI and label, the class of its subjects, and the class or datatype of its objects."""

    iri: str
    label: str
    domain: str = ANY
    range: str = ANY
    literal: bool = False

    def roots(self) -> frozenset[int]:
        """Hash the stems of the label's own words, so that "composer" is found in "composed by"."""
        words = (word.lower() for word in _WORD.findall(re.sub(r"[_/]", " ", self.label)))
        return frozenset(root(word) for word in words if len(word) >= _SHORT and word not in _EMPTY)


@dataclass(frozen=True, slots=True)
class Schema:
    """The relations that a model was taught, in the order of its columns, and the labels of classes."""

    relations: tuple[Relation, ...]
    classes: tuple[tuple[str, str], ...] = ()  # IRI and label

    def places(self, iris: frozenset[str] | None = None) -> tuple[int, ...]:
        """Return the columns of some relations, of all where none are named."""
        return tuple(at for at, r in enumerate(self.relations) if iris is None or r.iri in iris)
