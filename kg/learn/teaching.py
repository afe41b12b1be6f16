"""Teach a reader from examples: cross-fitted parts, judges over them, thresholds and calibration, all measured."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.extract.learned.features import Batch, batch
from kg.extract.learned.forest import Forest
from kg.extract.learned.pairs import Pairs
from kg.extract.learned.pairs import pairs as find_pairs
from kg.extract.learned.presence import Grams, grams
from kg.extract.learned.ranker import near_words
from kg.extract.learned.reader import Parts, Reader, judged
from kg.extract.learned.schema import Relation, Schema
from kg.extract.learned.wording import untaught, wording
from kg.learn.judging import customs, right_pairs, teach_fitting, teach_presence, teach_stating
from kg.learn.lessons import Lessons
from kg.learn.measuring import Trial, calibrated, chosen_limits
from kg.learn.ranking import Table, teach_ranker
from kg.learn.wording import teach_wording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDS: Final = 3
Progress = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Scope:
    """Lessons whose annotators looked for the same relations (`places` in the schema)."""

    places: tuple[int, ...]
    lessons: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pairs of some lessons of one scope, found by parts that had not seen them; `told` is their wording."""

    scope: Scope
    laid: Batch
    pairs: Pairs
    right: NDArray[np.bool_]
    told: NDArray[np.int32]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Taught:
    """A reader, and how its cross-validated twins did on each lesson."""

    reader: Reader
    trials: tuple[Trial, ...]


def teach(lessons: Lessons, schema: Schema, progress: Progress = lambda what: None) -> Taught:
    """Learn from lessons; examples about one thing always are in one fold."""
    course = _Course(lessons, schema)
    folds = _folds(lessons)
    sheets: list[list[Sheet]] = []
    for number, fold in enumerate(folds, start=1):
        progress(f"fold {number} of {FOLDS}")
        parts = course.parts([at for other in folds if other is not fold for at in other])
        sheets.append([course.sheet(parts, scope) for scope in course.scopes(fold)])
    progress("judging")
    words = teach_wording([s.told for some in sheets for s in some], [s.right for some in sheets for s in some])
    worded = [_worded(some, _others(sheets, fold)) for fold, some in enumerate(sheets)]
    trials = [trial for fold, some in enumerate(worded) for trial in course.trials(some, _others(worded, fold))]
    fitting, stating = course.judges([sheet for some in worded for sheet in some])
    progress("last fit")
    parts = replace(course.parts([at for fold in folds for at in fold]), wording=words)
    limits = chosen_limits(trials)
    reader = Reader(schema, parts, fitting, stating, calibrated(trials), limits, lessons.sentences)
    return Taught(reader, tuple(trials))


def _folds(lessons: Lessons) -> list[list[int]]:
    """Part the lessons, evenly and by what they are about."""
    groups = sorted(set(lessons.groups), key=lambda group: zlib.crc32(group.encode("utf-8", "surrogatepass")))
    fold_of = {group: number % FOLDS for number, group in enumerate(groups)}
    folds: list[list[int]] = [[] for _ in range(FOLDS)]
    for at, group in enumerate(lessons.groups):
        folds[fold_of[group]].append(at)
    return folds


def _others(sheets: Sequence[Sequence[Sheet]], fold: int) -> list[Sheet]:
    return [sheet for number, some in enumerate(sheets) if number != fold for sheet in some]


def _worded(sheets: Sequence[Sheet], others: Sequence[Sheet]) -> list[Sheet]:
    """Add to each pair what the words between say, by a model that learned from other lessons."""
    words = teach_wording([sheet.told for sheet in others], [sheet.right for sheet in others])
    return [replace(s, pairs=s.pairs.with_score(words.scores(s.laid, s.pairs, s.relations))) for s in sheets]


class _Course:
    """What all fits share: the lessons, the features of their candidates, and their n-grams."""

    def __init__(self, lessons: Lessons, schema: Schema) -> None:
        self._lessons, self._schema = lessons, schema
        self._table = Table(lessons)
        self._grams = grams(lessons.laid.passages)

    def parts(self, chosen: Sequence[int]) -> Parts:
        """Fit what comes before the judges on some of the lessons; their wording is still to be taught."""
        lessons, relations = self._lessons, self._schema.relations
        return Parts(
            teach_ranker(self._table, lessons, relations, chosen),
            teach_presence(self._grams, lessons, relations, chosen),
            customs(lessons, relations, chosen),
            untaught(),
        )

    def scopes(self, chosen: Sequence[int]) -> list[Scope]:
        """Part lessons by what their annotators looked for."""
        by_places: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for at in chosen:
            by_places[self._schema.places(self._lessons.examples[at].looked_for)].append(at)
        return [Scope(places, tuple(those)) for places, those in sorted(by_places.items())]

    def sheet(self, parts: Parts, scope: Scope) -> Sheet:
        """Find the pairs of some lessons, by features that count only what other examples tell of a name."""
        import numpy as np

        lessons = self._lessons
        relations = tuple(self._schema.relations[at] for at in scope.places)
        laid = batch([lessons.laid.passages[at] for at in scope.lessons])
        bounds = lessons.laid.bounds
        rows = np.concatenate([np.arange(bounds[at], bounds[at + 1]) for at in scope.lessons])
        raw = np.asarray(self._table.matrix[rows] @ parts.ranker.joined(relations)[:-1], dtype=np.float32)
        scores = parts.ranker.scored(laid, raw, near_words(laid, relations))
        present = parts.presence.probabilities(_taken(self._grams, scope.lessons), relations)
        known = parts.customs.of(np.array(scope.places, dtype=np.int64))
        found = find_pairs(laid, scores, present, relations, parts.ranker, known)
        moved = replace(found, object=rows[found.object], subject=rows[found.subject])
        right = right_pairs(moved, lessons, relations, scope.lessons)
        return Sheet(scope, laid, found, right, wording(laid, found, relations), relations)

    def judges(self, sheets: Sequence[Sheet]) -> tuple[Forest, Forest]:
        """Fit the two forests."""
        tables = [(sheet.pairs, sheet.right) for sheet in sheets]
        fitting = teach_fitting(tables, len(self._schema.relations))
        return fitting, teach_stating(tables, fitting, len(self._schema.relations))

    def trials(self, sheets: Sequence[Sheet], others: Sequence[Sheet]) -> list[Trial]:
        """Judge some lessons by forests that learned from others."""
        fitting, stating = self.judges(others)
        size = len(self._schema.relations)
        return [
            Trial(
                sheet.laid,
                judged(sheet.pairs, fitting, stating, size),
                sheet.right,
                sheet.relations,
                tuple(self._lessons.gold[at] for at in sheet.scope.lessons),
            )
            for sheet in sheets
        ]


def _taken(told: Grams, lessons: Sequence[int]) -> Grams:
    import numpy as np

    spans = [(told.bounds[at], told.bounds[at + 1]) for at in lessons]
    rows = np.concatenate([np.arange(a, b) for a, b in spans])
    return Grams(np.cumsum([0, *(b - a for a, b in spans)]), told.columns[rows], told.values[rows])
