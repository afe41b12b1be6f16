"""The benchmark's metrics: precision, recall and F1 of each sentence, averaged by ontology, then over all."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from bench.text2kg.data import Labels, Row, key, spaced
from bench.text2kg.labels import squeezed
from kg.extract.learned.passages import stem

_SAMPLES = 1000
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1, with the 95 % bootstrap interval of F1 over sentences."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """`official` leaves out triples of relations that the gold of the sentence has not, `strict` leaves out nothing.

    `conformance` is the share of triples whose relation the ontology has, `hallucination` the share of subjects and
    objects whose stems are not in the sentence.
    """

    official: Figures
    strict: Figures
    conformance: float
    hallucination: float


def measure(rows: Sequence[Row], told: Sequence[Sequence[Labels]], relations: dict[str, frozenset[str]]) -> Outcome:
    """Score what was told of each row."""
    both = list(zip(rows, told, strict=True))
    scores = [(_score(row, said, official=True), _score(row, said, official=False)) for row, said in both]
    groups: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        groups[row.ontology].append(at)
    every = [(row, triple) for row, said in both for triple in said]
    conform = [key(triple[1]) in relations[row.ontology] for row, triple in every]
    invented = [_invented(row, part) for row, triple in every for part in (triple[0], triple[2])]
    return Outcome(
        _figures([official for official, _ in scores], list(groups.values())),
        _figures([strict for _, strict in scores], list(groups.values())),
        sum(conform) / len(conform) if conform else 1.0,
        sum(invented) / len(invented) if invented else 0.0,
    )


def _score(row: Row, said: Iterable[Labels], *, official: bool) -> tuple[float, float, float]:
    used = {key(relation) for _, relation, _ in row.triples}
    found = {_joined(triple) for triple in said if not official or key(triple[1]) in used}
    gold = {_joined(triple) for triple in row.triples}
    right = len(found & gold)
    if not right:
        return 0.0, 0.0, 0.0
    precision, recall = right / len(found), right / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _joined(triple: Labels) -> str:
    return "".join(squeezed(part) for part in triple)


def _figures(scores: Sequence[tuple[float, float, float]], groups: Sequence[Sequence[int]]) -> Figures:
    precision, recall, f1 = (fmean(fmean(scores[at][part] for at in group) for group in groups) for part in range(3))
    chance = random.Random(0)
    samples = sorted(
        sum(sum(scores[at][2] for at in chance.choices(group, k=len(group))) / len(group) for group in groups)
        / len(groups)
        for _ in range(_SAMPLES)
    )
    return Figures(precision, recall, f1, samples[_SAMPLES // 40], samples[-_SAMPLES // 40])


def _invented(row: Row, label: str) -> bool:
    """Say whether some word of a label has its stem nowhere in the sentence."""
    sentence = "".join(stem(word.lower()) for word in _WORD.findall(spaced(row.sentence)))
    words = "".join(stem(word.lower()) for word in _WORD.findall(spaced(label)))
    return words not in sentence
