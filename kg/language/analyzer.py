"""What analyses language: a protocol, and the choice between the shipped model, an installed spaCy model and none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from kg.model import AnalysedDocument, Block, Document

DEFAULT = "default"
NONE = "none"
SHIPPED_MODEL = Path(__file__).parent / "model" / "en_kg.zip"


class Analyzer(Protocol):
    """Finds the sentences of documents, their tokens and names."""

    name: str

    def analyse(self, document: Document, blocks: Sequence[Block] | None = None) -> AnalysedDocument:
        """Analyse one document, by `blocks` rather than its own where given."""
        ...

    def analyse_many(self, documents: Iterable[Document]) -> Iterator[AnalysedDocument]:
        """Analyse documents in batches, in order; the result does not depend on what else is in a batch."""
        ...


def load(model: str = DEFAULT) -> Analyzer:
    """Return the analyser for `default` (the shipped model), `none`, or the name or path of a spaCy pipeline."""
    if model == NONE:
        from kg.language.plain import PlainAnalyzer

        return PlainAnalyzer()
    from kg.language.pipeline import SpacyAnalyzer

    if model == DEFAULT:
        return SpacyAnalyzer.read(SHIPPED_MODEL)
    return SpacyAnalyzer.installed(model)
