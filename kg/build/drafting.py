"""From what extractors found in a document to its draft: which mentions mean one thing, and what is claimed of it."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.build.reading import failed, sentences
from kg.graph import Draft, draft
from kg.graph.draft_json import dumps, loads
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


@dataclass(frozen=True, slots=True)
class Packed:
    """The same for keeping, or for another process: the draft as compressed JSON, the things as JSON."""

    id: str
    given: str
    draft: bytes
    things: str
    used: int
    unused: int
    unresolved: tuple[str, ...]

    def drafted(self) -> Drafted:
        """Unpack it."""
        from kg.resolve import Summary

        things = tuple(Summary.from_json(thing) for thing in json.loads(self.things))
        made = loads(zlib.decompress(self.draft).decode())
        return Drafted(made, self.given, things, self.used, self.unused)


def pack(one: Drafted) -> Packed:
    """Pack what was drafted."""
    things = json.dumps([thing.to_json() for thing in one.things], ensure_ascii=False, separators=(",", ":"))
    draft = zlib.compress(dumps(one.draft).encode(), 1)
    return Packed(one.draft.document.id, one.given, draft, things, one.used, one.unused, one.draft.unresolved)


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
