"""Whether confidence means something: do eight of ten answers told with .8 hold?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: lowest and highest, how many, their mean confidence, and the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Confidence against being right; `error` is the expected calibration error, None without answers."""

    bins: tuple[Bin, ...] = ()

    @property
    def count(self) -> int:
        """How many answers there were."""
        return sum(bin.count for bin in self.bins)

    @property
    def error(self) -> float | None:
        """The gap between confidence and share right, weighted by the bins' counts (Naeini et al. 2015)."""
        if not self.bins:
            return None
        return sum(bin.count * abs(bin.confidence - bin.right) for bin in self.bins) / self.count


def calibration(pairs: Iterable[tuple[float, bool]], *, bins: int = BINS) -> Calibration:
    """Compare the confidence of answers with their being right, in bins of equal count.

    Answers of one confidence stay in one bin, that of their middle rank, so that the result does not depend on their
    order; few different confidences make fewer and uneven bins.

    >>> found = calibration([(0.9, True), (0.9, True), (0.5, False), (0.5, True)])
    >>> [(bin.confidence, bin.right) for bin in found.bins], round(found.error, 3)
    ([(0.5, 0.5), (0.9, 1.0)], 0.05)
    """
    counted: dict[float, Counter[bool]] = defaultdict(Counter)
    for confidence, right in pairs:
        counted[confidence][bool(right)] += 1
    total = sum(counts.total() for counts in counted.values())
    made: dict[int, list[_Tie]] = defaultdict(list)
    before = 0
    for confidence, counts in sorted(counted.items()):
        made[(2 * before + counts.total()) * bins // (2 * total)].append((confidence, counts.total(), counts[True]))
        before += counts.total()
    return Calibration(tuple(map(_bin, made.values())))


_Tie = tuple[float, int, int]  # a confidence, how many answers have it, and how many of these are right


def _bin(ties: Sequence[_Tie]) -> Bin:
    count = sum(n for _, n, _ in ties)
    mean = sum(confidence * n for confidence, n, _ in ties) / count
    return Bin(ties[0][0], ties[-1][0], count, mean, sum(right for _, _, right in ties) / count)
