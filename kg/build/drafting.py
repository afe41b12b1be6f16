"""From what extractors found in a document to its draft: which mentions mean one thing, and what is claimed of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.build.reading import failed, sentences
from kg.graph import Draft, draft
from kg.graph.naming import digest
from kg.model import Document, Unread

if TYPE_CHECKING:
    from kg.domain import Domain
    from kg.extract import Reading
    from kg.resolve import Summary


@dataclass(frozen=True, slots=True)
class Drafted:
    """A document's draft, the hash of what was given of it, what identity needs to know of its things, and how many
    sentences with claims and without it has."""

    draft: Draft
    given: str
    things: tuple[Summary, ...]
    used: int
    unused: int


def drafted(reading: Reading, world: Domain) -> Drafted | Unread:
    """Draft a document; one that makes coreference fail is told and leaves the others be."""
    from kg.resolve import inside, summaries

    document = reading.analysed.document
    try:
        found = inside(reading.analysed, reading.mentions, world)
        things = summaries(reading, found, world)
    except Exception as error:
        return failed(document, "made coreference fail", error)
    spans = (sentence.span for sentence in reading.analysed)
    made = draft(document, reading.mentions, reading.claims, found.position, spans)
    return Drafted(made, given(document), things, *sentences(reading.analysed, reading.claims))


def given(document: Document) -> str:
    """Hash all that is given of a document, so that a change of any of it shows."""
    told = ("id", "text", "title", "date", "authors", "url", "publisher", "language")
    return digest([json.dumps([getattr(document, name) for name in told], ensure_ascii=False)])
