"""Examples laid out for learning: passages, candidates, and which of them the labels of triples stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.learned.features import Batch, batch
from kg.extract.learned.passages import Passage, whole
from kg.language import Analyzer
from kg.learn.alignment import Places
from kg.learn.examples import Example, Problem
from kg.model import Document

if TYPE_CHECKING:
    pass


_MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Gold:
    """A triple of an example as candidates of its passage: those that its subject and its object may stand for."""

    relation: str
    subjects: frozenset[int]
    objects: frozenset[int]
    in_text: tuple[bool, bool]  # whether the labels of subject and object were found at all


@dataclass(frozen=True, slots=True)
class Lessons:
    """All examples: `laid` holds a passage for each that has one, `gold` its triples, `groups` what it is about."""

    examples: tuple[Example, ...]
    laid: Batch
    gold: tuple[tuple[Gold, ...], ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """What each example is about."""
        return tuple(example.group for example in self.examples)

    @property
    def sentences(self) -> int:
        """How many sentences all but one in twenty of the examples have at most; no more than three."""
        counts = sorted(passage.pieces[-1].sentence + 1 for passage in self.laid.passages)
        return min(counts[len(counts) * 19 // 20], _MOST_SENTENCES)


def lessons(examples: Sequence[Example], analyzer: Analyzer) -> Lessons:
    """Analyse examples and find their labels; examples without two candidates are left out."""
    documents = [Document(id=str(number), text=example.text) for number, example in enumerate(examples)]
    read: list[tuple[Example, Passage]] = []
    for example, analysed in zip(examples, analyzer.analyse_many(documents), strict=True):
        passage = whole(analysed)
        if passage:
            read.append((example, passage))
    laid = batch([passage for _, passage in read])
    enough = [at for at in range(len(read)) if laid.bounds[at + 1] - laid.bounds[at] > 1]
    if len(enough) < len(read):
        read = [read[at] for at in enough]
        laid = batch([passage for _, passage in read])
    gold = tuple(_gold(example, passage, laid, at) for at, (example, passage) in enumerate(read))
    return Lessons(tuple(example for example, _ in read), laid, gold)


def _gold(example: Example, passage: Passage, laid: Batch, at: int) -> tuple[Gold, ...]:
    begin, end, offset = int(laid.bounds[at]), int(laid.bounds[at + 1]), int(laid.offsets[at])
    rows = {
        (int(first) - offset, int(last) - offset): row
        for row, (first, last) in enumerate(zip(laid.first[begin:end], laid.last[begin:end], strict=True), start=begin)
    }
    places = Places(passage)
    found: list[Gold] = []
    for triple in example.triples:
        subjects, objects = places.find(triple.subject), places.find(triple.object)
        found.append(
            Gold(
                triple.relation,
                frozenset(rows[s] for s in subjects if s in rows),
                frozenset(rows[o] for o in objects if o in rows),
                (bool(subjects), bool(objects)),
            )
        )
    return tuple(found)


def unfound(given: Lessons, source: str) -> Iterator[Problem]:
    """Yield a problem for each label that its text does not hold."""
    for example, golds in zip(given.examples, given.gold, strict=True):
        labels = [
            label
            for triple, gold in zip(example.triples, golds, strict=True)
            for label, there in zip((triple.subject, triple.object), gold.in_text, strict=True)
            if not there
        ]
        yield from (
            Problem(example.source or source, example.line, f"the text does not hold {label!r}")
            for label in dict.fromkeys(labels)
        )
