"""Where claims stand, compactly: each sentence once, and of a document whose text was kept not even that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.graph import DocumentRecord
from kg.model import Evidence

Place = tuple[int, int, int]  # sentence, offset of the words in it, their length


@dataclass(slots=True)
class Sentences:
    """Numbers sentences as evidence names them.

    A row is a document, the place where the sentence starts in it, and its words; or, where the document's text was
    kept and holds them there, their number of characters.
    """

    documents: dict[str, int]
    texts: dict[str, str]
    rows: list[tuple[int, int, str | int]] = field(default_factory=list)
    _known: dict[tuple[str, int, str], int] = field(default_factory=dict)

    def place(self, evidence: Evidence) -> Place:
        """Return where some evidence stands."""
        start = evidence.span.start - len(evidence.prefix)
        key = (evidence.document, start, evidence.sentence)
        if key not in self._known:
            self._known[key] = len(self.rows)
            text = self.texts.get(evidence.document, "")
            kept = start >= 0 and text[start : start + len(key[2])] == key[2]
            self.rows.append((self.documents[evidence.document], start, len(key[2]) if kept else key[2]))
        return self._known[key], len(evidence.prefix), len(evidence.exact)


def texts(documents: Iterable[DocumentRecord], most: int) -> dict[str, str]:
    """Return the documents' texts by their ids, as many as so many characters hold, in order."""
    kept: dict[str, str] = {}
    size = 0
    for document in documents:
        if document.text and size + len(document.text) <= most:
            kept[document.id] = document.text
            size += len(document.text)
    return kept
