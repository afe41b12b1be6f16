"""How good a reader is, by cross-validation: limits that serve it best, calibration, and figures by relation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from kg.extract.learned.features import Batch
from kg.extract.learned.reader import Judged, Limits, Reader, decode
from kg.extract.learned.schema import Relation
from kg.learn.lessons import Gold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STATED = (0.1, 0.12, 0.15, 0.18, 0.22, 0.26, 0.3, 0.35, 0.4, 0.5)
_SUREST = (0.02, 0.05, 0.1, 1.0)
_FURTHER = (0.35, 0.5, 0.7)
_BINS = 10


@dataclass(frozen=True, slots=True)
class Trial:
    """What a reader said of lessons that it had not seen; `right` says of every pair whether it is stated."""

    laid: Batch
    judged: Judged
    right: NDArray[np.bool_]
    relations: tuple[Relation, ...]
    gold: tuple[tuple[Gold, ...], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of triples: stated and told, told wrongly, stated and not told."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


@dataclass(frozen=True, slots=True)
class Told:
    """A triple told of a lesson in a trial: which relation, with what chance, whether rightly."""

    lesson: tuple[int, int]  # the trial and its passage
    relation: Relation
    chance: float
    right: bool


def told(trials: Sequence[Trial], limits: Limits) -> Iterator[Told]:
    """Yield all that would be told under some limits."""
    for number, trial in enumerate(trials):
        for passage, rows in enumerate(decode(trial.laid, trial.judged, limits, trial.relations)):
            for row, chance in rows:
                relation = trial.relations[int(trial.judged.pairs.relation[row])]
                yield Told((number, passage), relation, chance, bool(trial.right[row]))


def by_relation(trials: Sequence[Trial], limits: Limits) -> dict[Relation, Score]:
    """Count by relation; a triple whose label its text does not hold counts as missed."""
    right: Counter[Relation] = Counter()
    wrong: Counter[Relation] = Counter()
    for one in told(trials, limits):
        (right if one.right else wrong)[one.relation] += 1
    stated: Counter[Relation] = Counter()
    for trial in trials:
        known = {relation.iri: relation for relation in trial.relations}
        stated.update(known[gold.relation] for golds in trial.gold for gold in golds if gold.relation in known)
    everything = sorted({*right, *wrong, *stated})
    return {r: Score(right[r], wrong[r], max(0, stated[r] - right[r])) for r in everything}


def whole(scores: Iterable[Score]) -> Score:
    """Sum counts."""
    kept = list(scores)
    return Score(sum(s.right for s in kept), sum(s.wrong for s in kept), sum(s.missed for s in kept))


@dataclass(frozen=True, slots=True)
class Sums:
    """All relations of all texts under one limit for further pairs: text, chance, triples right and wrong.

    `used` says whether the text's annotator used the relation, `stated` counts each text's triples.
    """

    text: NDArray[np.int64]
    chance: NDArray[np.float64]
    right: NDArray[np.int64]
    wrong: NDArray[np.int64]
    used: NDArray[np.bool_]
    stated: NDArray[np.int64]

    def f1(self, stated: float, surest: float, *, lenient: bool = False) -> float:
        """Average F1 over texts; where a text states nothing, silence counts 1.

        `lenient` leaves out what is told of relations that the annotator did not use: annotation is seldom complete.
        """
        import numpy as np

        best = np.zeros(len(self.stated))
        np.maximum.at(best, self.text, self.chance)
        told = (self.chance >= stated) | ((self.chance >= surest) & (self.chance == best[self.text]))
        told &= self.used if lenient else True
        right = np.bincount(self.text[told], self.right[told], minlength=len(self.stated))
        wrong = np.bincount(self.text[told], self.wrong[told], minlength=len(self.stated))
        whole = self.stated + right + wrong
        return float(np.where(whole > 0, 2 * right / np.maximum(whole, 1), 1.0).mean()) if len(whole) else 0.0


def summed(trials: Sequence[Trial], further: float, *, one_class: bool) -> Sums:
    """Count what would be told of every relation of every text."""
    import numpy as np

    all_of = Limits(0, further, 0, one_class)
    counts: dict[tuple[int, str], list[float]] = {}
    stated: list[int] = []
    used: list[frozenset[str]] = []
    for trial in trials:
        for golds, rows in zip(trial.gold, decode(trial.laid, trial.judged, all_of, trial.relations), strict=True):
            text = len(stated)
            stated.append(len(golds))
            used.append(frozenset(gold.relation for gold in golds))
            for row, chance in rows:
                iri = trial.relations[int(trial.judged.pairs.relation[row])].iri
                told = counts.setdefault((text, iri), [chance, 0, 0])
                told[0] = max(told[0], chance)
                told[1 if trial.right[row] else 2] += 1
    keys = list(counts)
    found = np.array([counts[key] for key in keys]).reshape(-1, 3)
    return Sums(
        np.array([text for text, _ in keys], dtype=np.int64),
        found[:, 0],
        found[:, 1].astype(np.int64),
        found[:, 2].astype(np.int64),
        np.array([iri in used[text] for text, iri in keys], dtype=bool),
        np.array(stated, dtype=np.int64),
    )


def text_f1(trials: Sequence[Trial], limits: Limits, *, lenient: bool = False) -> float:
    """Average F1 over texts under some limits; see `Sums.f1`."""
    return summed(trials, limits.further, one_class=limits.one_class).f1(limits.stated, limits.surest, lenient=lenient)


def chosen_limits(trials: Sequence[Trial]) -> Limits:
    """Return the limits with the best F1 of texts, two fifths of it lenient: the truth lies between the two."""
    options: dict[Limits, float] = {}
    for further, one_class in product(_FURTHER, (False, True)):
        sums = summed(trials, further, one_class=one_class)
        for stated, surest in product(_STATED, _SUREST):
            limits = Limits(stated, further, min(surest, stated), one_class)
            strict, lenient = (sums.f1(stated, limits.surest, lenient=kind) for kind in (False, True))
            options[limits] = 3 * strict + 2 * lenient
    return max(options, key=options.__getitem__)


def calibrated(trials: Sequence[Trial]) -> tuple[tuple[float, float], ...]:
    """Return the knots of the rising line that fits how often a chance is right (isotonic regression)."""
    import numpy as np
    from sklearn.isotonic import IsotonicRegression

    if not any(len(trial.judged.chance) for trial in trials):
        return ((0.0, 0.0), (1.0, 1.0))
    chance = np.concatenate([trial.judged.chance for trial in trials])
    right = np.concatenate([trial.right[trial.judged.top] for trial in trials])
    fitted = IsotonicRegression(y_min=0.001, y_max=0.999, out_of_bounds="clip").fit(chance, right)
    knots = zip(fitted.X_thresholds_.tolist(), fitted.y_thresholds_.tolist(), strict=True)
    return tuple((round(at, 6), round(known, 6)) for at, known in knots)


def expected_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error over ten equal bins (Guo et al., ICML 2017)."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for confidence, right in pairs:
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    gaps = (abs(sum(c for c, _ in some) - sum(r for _, r in some)) for some in bins)
    return sum(gaps) / len(pairs) if pairs else 0.0


def as_report(trials: Sequence[Trial], reader: Reader) -> dict[str, object]:
    """Tell how good a reader is, as plain data."""
    scores = by_relation(trials, reader.limits)
    texts: Counter[str] = Counter()
    for trial in trials:
        for golds in trial.gold:
            texts.update({gold.relation for gold in golds})
    pairs = [(reader.confidence(one.chance), one.right) for one in told(trials, reader.limits)]
    every = whole(scores.values())
    return {
        "examples": sum(len(trial.gold) for trial in trials),
        "triples": sum(len(golds) for trial in trials for golds in trial.gold),
        "f1_of_texts": round(text_f1(trials, reader.limits), 4),
        "expected_calibration_error": round(expected_error(pairs), 4),
        **_figures(every),
        "relations": [
            {"relation": r.iri, "label": r.label, "examples": texts[r.iri], **_figures(score)}
            for r, score in scores.items()
        ],
    }


def _figures(score: Score) -> dict[str, float]:
    figures = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    return {name: round(value, 4) for name, value in figures.items()}
