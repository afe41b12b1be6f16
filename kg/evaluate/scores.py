"""Precision, recall and F1, with intervals from resampling documents."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Final

DRAWS: Final = 1000
SEED: Final = 0
_TAIL: Final = 0.025  # on either side of a 95 % interval


@dataclass(frozen=True, slots=True)
class Counts:
    """How facts and answers met.

    `optional` are facts found that were not required: right answers, and no part of recall. `wrong` are answers that
    state no gold fact and have no excuse.
    """

    required: int = 0
    found: int = 0
    optional: int = 0
    wrong: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.required + other.required,
            self.found + other.found,
            self.optional + other.optional,
            self.wrong + other.wrong,
        )

    @property
    def precision(self) -> float | None:
        """The share of answers that are right; None without answers."""
        right = self.found + self.optional
        return right / (right + self.wrong) if right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """The share of required facts that were found; None where nothing was required."""
        return self.found / self.required if self.required else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two; 0 where facts were required and none was answered."""
        precision, recall = self.precision, self.recall
        if precision is None or recall is None:
            return 0.0 if self.required else None
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure lies in 95 of 100 draws."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """Counts, and the intervals of what follows from them; an interval is None where no draw has the figure."""

    counts: Counts
    precision: Interval | None
    recall: Interval | None
    f1: Interval | None


def total(counts: Iterable[Counts]) -> Counts:
    """Add counts up."""
    return sum(counts, Counts())


def score(documents: Sequence[Counts], *, draws: int = DRAWS, seed: int = SEED) -> Score:
    """Sum the counts of documents, and resample the documents for the intervals (percentile bootstrap).

    The same documents in the same order give the same intervals.
    """
    chance = random.Random(seed)
    rows = [astuple(counts) for counts in documents]
    samples = (chance.choices(rows, k=len(rows)) for _ in range(draws if len(rows) > 1 else 0))
    drawn = [Counts(*map(sum, zip(*sample, strict=True))) for sample in samples]
    return Score(
        total(documents),
        precision=_interval(counts.precision for counts in drawn),
        recall=_interval(counts.recall for counts in drawn),
        f1=_interval(counts.f1 for counts in drawn),
    )


def _interval(values: Iterable[float | None]) -> Interval | None:
    found = sorted(value for value in values if value is not None)
    if not found:
        return None
    last = len(found) - 1
    return Interval(found[round(last * _TAIL)], found[round(last * (1 - _TAIL))])
