"""A census of some documents, asked what their mentions stand for: what tests of identity look at."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from kg.domain import Domain
from kg.extract import Reading
from kg.model import Entity, Iri, Mention, Span
from kg.resolve.census import Census
from kg.resolve.coreference import Coreference
from kg.resolve.summary import summaries


@dataclass(frozen=True, slots=True)
class Identity:
    """The entities of a set of documents, in the order of their IRIs."""

    entities: tuple[Entity, ...]
    _at: Mapping[tuple[str, Span], Entity] = field(repr=False)
    _reasons: Mapping[Iri, tuple[str, ...]] = field(repr=False)

    def get(self, mention: Mention) -> Entity | None:
        """Return what a mention stands for; None where that is not sure, or several things."""
        return self._at.get((mention.document, mention.span))

    def reasons(self, iri: Iri) -> tuple[str, ...]:
        """Return why the mentions of an entity are one, in each document and across them."""
        return self._reasons.get(iri, ())


def link(documents: Iterable[tuple[Reading, Coreference]], domain: Domain) -> Identity:
    """Give everything in a set of documents one entity; the order of the documents does not matter."""
    with closing(sqlite3.connect(":memory:")) as connection:
        census = Census(connection, domain)
        read = []
        for reading, coreference in documents:
            census.put(coreference.document.id, summaries(reading, coreference, domain))
            read.append(coreference)
        census.settle()
        entities = {entity.iri: entity for entity in census}
        at: dict[tuple[str, Span], Entity] = {}
        reasons: dict[Iri, list[str]] = defaultdict(list)
        for coreference in sorted(read, key=lambda c: c.document.id):
            found = [entities[entity.iri] for entity in census.entities(coreference.document.id)]
            for entity, thing in zip(found, coreference.entities, strict=True):
                reasons[entity.iri] += thing.reasons
            at |= {
                (coreference.document.id, span): found[where[0]]
                for span, where in coreference.spans()
                if len(where) == 1
            }
        why = {iri: tuple(dict.fromkeys([*reasons[iri], *census.reasons(iri)])) for iri in entities}
    return Identity(tuple(entities.values()), at, why)
