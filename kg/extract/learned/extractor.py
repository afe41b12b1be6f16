"""The `learned` extractor: what a taught model says of a document, as mentions and claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.domain import Domain
from kg.errors import DomainError, UsageError
from kg.extract.learned.firmness import Firmness
from kg.extract.learned.model import fingerprint, read_model
from kg.extract.learned.passages import Passage, passages
from kg.extract.learned.reader import Reader, Statement
from kg.extract.learned.values import value_of
from kg.extract.protocol import Found
from kg.model import AnalysedDocument, Claim, Evidence, Iri, Mention, Period, Span, Term
from kg.vocab import THING

NAME = "learned"


class LearnedExtractor:
    """Reads documents by a model that `kg learn` made; `-x learned:MODEL`."""

    name = NAME
    needs: frozenset[str] = frozenset()
    gives = frozenset({"mentions", "claims"})

    def __init__(self, domain: Domain, model: str = "") -> None:
        if not model:
            raise UsageError("the extractor learned needs a model: -x learned:MODEL, made by `kg learn`")
        self.reader: Reader = read_model(Path(model))
        self.label = f"{NAME} {fingerprint(Path(model))}"
        self._domain = domain
        self._firmness = Firmness()
        self._check(model)

    def _check(self, model: str) -> None:
        """Refuse a model that speaks of what the domain does not have."""
        unknown = [r.iri for r in self.reader.schema.relations if Iri(r.iri) not in self._domain.properties]
        if unknown:
            raise DomainError(
                f"{model}: was taught {unknown[0]}, which the domain's ontology lacks: give that ontology by --domain"
            )

    def extract(self, document: AnalysedDocument, found: Found) -> Iterator[Mention | Claim]:
        """Yield a claim for each triple that the model is sure enough of, and the mentions that it joins."""
        known = {mention.span: mention for mention in found.mentions}
        agreed = _by_words(found.claims)
        for passage, statement in self._read(document):
            claim = self._claim(document, passage, statement, known)
            if claim is None:
                continue
            for term in (claim.subject, claim.object):
                if isinstance(term, Mention) and known.get(term.span) != term:
                    known[term.span] = term
                    yield term
            yield _with_agreement(claim, agreed)

    def _read(self, document: AnalysedDocument) -> list[tuple[Passage, Statement]]:
        """Read runs of sentences; of an object that several runs tell of, believe the one that is surest of it."""
        surest: dict[tuple[str, Span], tuple[float, int]] = {}
        told: list[tuple[int, Passage, Statement]] = []
        for number, (passage, statements) in enumerate(self.reader.read(passages(document, self.reader.sentences))):
            for statement in statements:
                told.append((number, passage, statement))
                key = statement.relation.iri, passage.stretch(*statement.object)
                surest[key] = max(surest.get(key, (0.0, 0)), (statement.confidence, -number))
        return [
            (passage, statement)
            for number, passage, statement in told
            if surest[statement.relation.iri, passage.stretch(*statement.object)][1] == -number
        ]

    def _claim(
        self, document: AnalysedDocument, passage: Passage, statement: Statement, known: dict[Span, Mention]
    ) -> Claim | None:
        relation = statement.relation
        subject_at, object_at = passage.stretch(*statement.subject), passage.stretch(*statement.object)
        subject = self._mention(document, subject_at, relation.domain, statement, known)
        object_ = self._object(document, object_at, statement, known)
        if subject is None or object_ is None or subject == object_:
            return None
        spans = dict.fromkeys((passage.span, subject_at, object_at))
        return Claim(
            subject,
            Iri(relation.iri),
            object_,
            tuple(Evidence.of(document.document, span) for span in spans),
            self._firmness.of(document, *_clauses(passage, statement)),
            statement.confidence,
            NAME,
            relation.label,
        )

    def _object(
        self, document: AnalysedDocument, span: Span, statement: Statement, known: dict[Span, Mention]
    ) -> Term | None:
        relation = statement.relation
        if relation.literal:
            return value_of(document.document.slice(span), relation.range, document.document.date)
        return self._mention(document, span, relation.range, statement, known)

    def _mention(
        self,
        document: AnalysedDocument,
        span: Span,
        cls: str,
        statement: Statement,
        known: dict[Span, Mention],
    ) -> Mention | None:
        """Return the mention of these words that is known, of a class that fits, or a new one; None where none fits."""
        asked = Iri(cls) if Iri(cls) in self._domain.classes else THING
        there = known.get(span)
        if there is not None:
            if asked == THING or self._domain.is_a(there.type, asked):
                return there
            if not self._domain.is_a(asked, there.type):
                return None
        return Mention(
            document.document.id,
            span,
            document.document.slice(span),
            asked,
            extractor=NAME,
            rule=statement.relation.label,
            confidence=statement.confidence,
        )


def _clauses(passage: Passage, statement: Statement) -> list[Span]:
    """Return the words whose clauses tell how firmly a triple is said; another sentence tells of its subject alone."""
    parts = (statement.object, statement.subject)
    first = passage.pieces[statement.object[0]].sentence
    return [passage.stretch(*part) for part in parts if passage.pieces[part[0]].sentence == first]


def _by_words(claims: Iterable[Claim]) -> dict[tuple[str, str, str], float]:
    """Map what earlier extractors claim to how sure they are."""
    found: dict[tuple[str, str, str], float] = {}
    for claim in claims:
        key = _key(claim)
        found[key] = max(found.get(key, 0.0), claim.confidence)
    return found


def _key(claim: Claim) -> tuple[str, str, str]:
    return _words(claim.subject), claim.predicate, _words(claim.object)


def _words(term: Term) -> str:
    if isinstance(term, Period):
        return f"{term.start} {term.end}"
    return term.text.casefold() if isinstance(term, Mention) else str(term)


def _with_agreement(claim: Claim, others: dict[tuple[str, str, str], float]) -> Claim:
    """Two that found the same independently are surer than each: they err together as often as both err."""
    other = others.get(_key(claim))
    if other is None:
        return claim
    return replace(claim, confidence=round(1 - (1 - claim.confidence) * (1 - other), 4))
