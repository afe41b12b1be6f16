"""From documents to what extractors found in each; a document that breaks one is told and leaves the others be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.graph.terms import looks_like_iri
from kg.model import AnalysedDocument, Claim, Document, Entity, Mention, Node, Period, Role, Unread

if TYPE_CHECKING:
    from kg.build.drafting import Drafted, Packed
    from kg.build.recipe import Tools
    from kg.extract import Pipeline, Reading
    from kg.language import Analyzer

_BATCH: Final = 16
_READ: Final = frozenset({Role.TITLE, Role.LEAD, Role.BODY, Role.HEADING, Role.CAPTION})


def readings(items: Iterable[Document | Unread], analyzer: Analyzer, pipeline: Pipeline) -> Iterator[Reading | Unread]:
    """Analyse documents and run the extractors over each."""
    stream = iter(items)
    while batch := list(islice(stream, _BATCH)):
        yield from (item for item in batch if isinstance(item, Unread))
        for analysed in _analysed([item for item in batch if isinstance(item, Document)], analyzer):
            yield analysed if isinstance(analysed, Unread) else _read(analysed, pipeline)


def drafts(items: Iterable[Document | Unread], tools: Tools) -> Iterator[Drafted | Unread]:
    """Read documents and draft what each says."""
    from kg.build.drafting import drafted

    assert tools.reader is not None, "these tools only write"
    pipeline, analyzer = tools.reader
    for reading in readings(items, analyzer, pipeline):
        yield reading if isinstance(reading, Unread) else drafted(reading, tools.world)


def packed(items: Iterable[Document | Unread], tools: Tools, workers: int = 1) -> Iterator[Packed | Unread]:
    """Read documents and pack the draft of each; `workers` processes do so, in the order in which documents come."""
    from kg.build.drafting import pack

    if workers > 1:
        from kg.build.workers import read_by

        return read_by(workers, items, tools.recipe)
    return (one if isinstance(one, Unread) else pack(one) for one in drafts(items, tools))


def sentences(analysed: AnalysedDocument, claims: Iterable[Claim]) -> tuple[int, int]:
    """Count the sentences of a document that some claim rests on, and those that none does."""
    spans = [evidence.span for claim in claims for evidence in claim.evidence]
    read = [sentence for sentence in analysed if sentence.role in _READ]
    used = sum(any(sentence.span.overlaps(span) for span in spans) for sentence in read)
    return used, len(read) - used


def _analysed(documents: Sequence[Document], analyzer: Analyzer) -> Iterator[AnalysedDocument | Unread]:
    """Analyse a batch; when that fails, each document by itself, so that only the culprit is lost."""
    try:
        yield from list(analyzer.analyse_many(documents))
    except Exception:
        for document in documents:
            try:
                yield analyzer.analyse(document)
            except Exception as error:
                yield failed(document, "made language analysis fail", error)


def _read(analysed: AnalysedDocument, pipeline: Pipeline) -> Reading | Unread:
    if not any(sentence.role in _READ for sentence in analysed):
        source = analysed.document.source or analysed.document.id
        return Unread(source, "holds no sentence to read")
    try:
        reading = pipeline.read(analysed)
        for claim in reading.claims:
            _check(claim, analysed.document)
    except Exception as error:
        return failed(analysed.document, "made an extractor fail", error)
    return reading


def _check(claim: Claim, document: Document) -> None:
    """Raise ValueError for a claim that no graph could hold, or whose words do not stand where it says."""
    by = f"{claim.extractor or 'an extractor'}, rule {claim.rule or 'unnamed'}"
    for evidence in claim.evidence:
        if evidence.document != document.id or document.slice(evidence.span) != evidence.exact:
            raise ValueError(f"{by}: {evidence.exact!r} does not stand at {evidence.span.start} in {document.id}")
    if not looks_like_iri(claim.predicate):
        raise ValueError(f"{by}: the predicate {claim.predicate!r} is no IRI")
    for term in (claim.subject, claim.object):
        _check_term(term, by)


def _check_term(term: object, by: str) -> None:
    if isinstance(term, Node):
        for prop, part in term.parts:
            if not looks_like_iri(prop):
                raise ValueError(f"{by}: the property {prop!r} is no IRI")
            _check_term(part, by)
    elif not isinstance(term, _TERMS):
        raise ValueError(f"{by}: {term!r} is nothing that a claim can hold")


_TERMS: Final = (Mention, Entity, Period, str, int, Decimal)


def failed(document: Document, what: str, error: Exception) -> Unread:
    """Tell of a document that made a step fail."""
    said = " ".join(str(error).split()) or "no reason given"
    return Unread(document.source or document.id, f"{what}: {type(error).__name__}: {said}")
