"""A graph measured against gold facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.evaluate.answers import Answer, Reader
from kg.evaluate.calibration import Calibration, calibration
from kg.evaluate.gold import GoldDocument, GoldFact, read_gold
from kg.evaluate.pairing import DocumentScore, Excused, Extra, Hit, Miss, Violation, score_document
from kg.evaluate.scores import Counts, Score, score, total
from kg.evaluate.sources import key
from kg.evaluate.terms import HEDGEABLE, TYPES
from kg.model import Modality

if TYPE_CHECKING:
    from kg.domain import Domain
    from kg.graph import Graph


@dataclass(frozen=True, slots=True)
class ModalityFigures:
    """How firmly facts are told, over those that match apart from it; `told_plain` are hedged facts told as facts."""

    right: int
    count: int
    hedged_right: int
    hedged: int
    told_plain: int


@dataclass(frozen=True, slots=True)
class Offsets:
    """Pieces of evidence whose words stand where they say, of those of documents whose texts are known."""

    right: int
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Hits, wrong answers and required facts missed of one kind; of a rule, nobody knows what it missed."""

    hits: int = 0
    extras: int = 0
    misses: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hits + other.hits, self.extras + other.extras, self.misses + other.misses)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a graph scored, document by document in the order of their ids.

    `offsets` is None where no text is known; `unknown` are documents of the graph that the gold lacks.
    """

    documents: tuple[DocumentScore, ...] = field(repr=False)
    offsets: Offsets | None = None
    unknown: tuple[str, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Gold facts with the answers that state them, optional ones too."""
        return tuple(hit for document in self.documents for hit in document.hits)

    @property
    def misses(self) -> tuple[Miss, ...]:
        """Required gold facts that no answer states."""
        return tuple(miss for document in self.documents for miss in document.misses if miss.fact.required)

    @property
    def extras(self) -> tuple[Extra, ...]:
        """Answers that are errors."""
        return tuple(extra for document in self.documents for extra in document.extras)

    @property
    def excused(self) -> tuple[Excused, ...]:
        """Answers that state no gold fact and are no errors."""
        return tuple(excused for document in self.documents for excused in document.excused)

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Answers that the gold forbids."""
        return tuple(violation for document in self.documents for violation in document.violations)

    @property
    def absent(self) -> tuple[str, ...]:
        """Gold documents that the graph does not know: all their facts are missed."""
        return tuple(document.gold.id for document in self.documents if not document.found)

    @property
    def hallucinations(self) -> Mapping[str, Mapping[str, int]]:
        """Errors in documents outside the domain, by type."""
        traps = (document for document in self.documents if document.gold.trap)
        return {trap.gold.id: Counter(extra.answer.type for extra in trap.extras) for trap in traps}

    def counts(self, types: Iterable[str] = TYPES) -> tuple[Counts, ...]:
        """Return the counts of each document over some types of fact."""
        wanted = frozenset(types)
        return tuple(_counts(document, wanted) for document in self.documents)

    def score(self, *types: str) -> Score:
        """Return the score of some types of fact, or of all, with its intervals."""
        return score(self.counts(types or TYPES))

    def total(self, *types: str) -> Counts:
        """Return the counts of some types of fact, or of all."""
        return total(self.counts(types or TYPES))

    def by_document(self) -> Mapping[str, Counts]:
        """Return the counts of each document."""
        ids = (document.gold.id for document in self.documents)
        return dict(zip(ids, self.counts(), strict=True))

    def by_kind(self) -> Mapping[str, Tally]:
        """Return a tally for each type of fact, and for each relation, class of entity and class of event."""
        tallied: dict[str, Tally] = defaultdict(Tally)
        for kinds, one in self._tallied():
            for kind in kinds:
                tallied[kind] += one
        return dict(sorted(tallied.items()))

    def _tallied(self) -> Iterator[tuple[tuple[str, ...], Tally]]:
        yield from ((kinds(hit.fact), Tally(hits=1)) for hit in self.hits)
        yield from ((kinds(extra.answer), Tally(extras=1)) for extra in self.extras)
        yield from ((kinds(miss.fact), Tally(misses=1)) for miss in self.misses)

    def by_rule(self) -> Mapping[str, Tally]:
        """Return hits and extras of each rule; an answer that several rules found counts for each."""
        tallied: dict[str, Tally] = defaultdict(Tally)
        found = [(hit.answer, Tally(hits=1)) for hit in self.hits]
        found += [(extra.answer, Tally(extras=1)) for extra in self.extras]
        for answer, one in found:
            for rule in answer.rules or (_NO_RULE,):
                tallied[rule] += one
        return dict(sorted(tallied.items()))

    def judged(self) -> Mapping[tuple[str, str], tuple[float, int]]:
        """Return for (type, field) how far matched facts agree in what no match needs, and over how many."""
        values: dict[tuple[str, str], list[float]] = defaultdict(list)
        for hit in self.hits:
            for name, value in hit.judged.items():
                if value is not None:
                    values[hit.fact.type, name].append(float(value))
        return {at: (sum(found) / len(found), len(found)) for at, found in sorted(values.items())}

    def modality(self) -> ModalityFigures:
        """Return how firmly facts are told; facts that differ in modality alone count here, too."""
        met = [(h.fact, h.answer, bool(h.judged.get("modality", True))) for h in self.hits if h.fact.type in HEDGEABLE]
        met += [(m.fact, m.near, False) for document in self.documents for m in document.misjudged if m.near]
        hedged = [one for one in met if one[0].modality is not Modality.ASSERTED]
        plain = [a for _, a, right in hedged if not right and a.modality is Modality.ASSERTED]
        return ModalityFigures(
            right=sum(right for _, _, right in met),
            count=len(met),
            hedged_right=sum(right for _, _, right in hedged),
            hedged=len(hedged),
            told_plain=len(plain),
        )

    def calibration(self, *types: str) -> Calibration:
        """Return how confidence and being right agree, over hits and extras of some types of fact, or of all."""
        wanted = frozenset(types or TYPES)
        pairs = [(hit.answer.confidence, True) for hit in self.hits if hit.fact.type in wanted]
        pairs += [(extra.answer.confidence, False) for extra in self.extras if extra.answer.type in wanted]
        return calibration(pairs)


_NO_RULE = "(no rule)"


def evaluate(
    graph: Graph,
    gold: str | Path | Iterable[GoldDocument],
    texts: Mapping[str, str] | None = None,
    *,
    domain: Domain | str | Path | None = None,
) -> Evaluation:
    """Score a graph against gold facts.

    `gold` is a file or what `read_gold` gives; `texts` maps ids of documents to their texts: with them evidence is
    compared by place, without them by words. `domain` is the pack that the graph was built with.
    """
    from kg.domain import Domain, load

    world = domain if isinstance(domain, Domain) else load(domain)
    documents = read_gold(gold) if isinstance(gold, str | Path) else tuple(gold)
    known = {key(id): text for id, text in (texts or {}).items()}
    reader = Reader(graph, world)
    ids = _found(documents, reader, known)
    scored = [
        score_document(replace(document, text=known.get(key(document.id))), answers, found=document.id in ids)
        for document in sorted(documents, key=lambda document: document.id)
        for answers in [reader.answers(ids[document.id]) if document.id in ids else []]
    ]
    return Evaluation(
        documents=tuple(scored),
        offsets=_offsets(reader, {ids[id]: known[key(id)] for id in ids if key(id) in known}),
        unknown=tuple(sorted(reader.documents - set(ids.values()))),
    )


def _found(documents: Iterable[GoldDocument], reader: Reader, texts: Mapping[str, str]) -> dict[str, str]:
    """Find the graph's name for each gold document: by its identifier, else by the hash of its text."""
    by_key = {key(id): id for id in sorted(reader.documents)}
    found = {d.id: by_key.get(key(d.id)) or reader.hashes.get(_hash(texts.get(key(d.id)))) for d in documents}
    return {id: known for id, known in found.items() if known}


def _hash(text: str | None) -> str:
    from kg.model import Document

    return Document("", text).sha256 if text is not None else ""


def _offsets(reader: Reader, texts: Mapping[str, str]) -> Offsets | None:
    checked = [(texts[id], e) for node, e in reader.evidence if (id := reader.document(node) or "") in texts]
    right = sum(e is not None and text[e.span.start : e.span.end] == e.exact for text, e in checked)
    return Offsets(right, len(checked)) if texts else None


def _counts(document: DocumentScore, types: frozenset[str]) -> Counts:
    hits = [hit.fact.required for hit in document.hits if hit.fact.type in types]
    return Counts(
        required=sum(fact.required for fact in document.gold.facts if fact.type in types),
        found=sum(hits),
        optional=len(hits) - sum(hits),
        wrong=sum(extra.answer.type in types for extra in document.extras),
    )


def kinds(thing: GoldFact | Answer) -> tuple[str, ...]:
    """Return the type of a fact or an answer and, where it has one, its relation or class.

    An answer of two classes is of both.
    """
    said = thing["p"] if thing.type == "relation" else thing["class"]
    narrow = sorted([said] if isinstance(said, str) else said or ())
    return (thing.type, *(f"{thing.type} {one}" for one in narrow))
