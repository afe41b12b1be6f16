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
from kg.extract.learned.schema import Schema
from kg.learn.judging import customs, right_pairs, teach_fitting, teach_presence, teach_stating
from kg.learn.lessons import Lessons
from kg.learn.measuring import Trial, calibrated, chosen_limits
from kg.learn.ranking import Table, teach_ranker

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
    """The pairs of some lessons of one scope, found by parts that had not seen them."""

    scope: Scope
    laid: Batch
    lessons: tuple[int, ...]
    pairs: Pairs
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Taught:
    """A reader, and how its cross-validated twins did on each lesson."""

    reader: Reader
    trials: tuple[Trial, ...]


def teach(lessons: Lessons, schema: Schema, progress: Progress = lambda what: None) -> Taught:
    """Learn from lessons; examples about one thing always are in one fold."""
    everyone = tuple(range(len(lessons.examples)))
    folds = [zlib.crc32(group.encode("utf-8", "surrogatepass")) % FOLDS for group in lessons.groups]
    table = Table(lessons, everyone)
    told = grams(lessons.laid.passages)
    sheets: list[list[Sheet]] = []
    for fold in range(FOLDS):
        progress(f"fold {fold + 1} of {FOLDS}")
        seen = [at for at in everyone if folds[at] != fold]
        parts = _parts(table, told, lessons, schema, seen)
        sheets.append(list(_sheets(parts, table, told, lessons, schema, [at for at in everyone if folds[at] == fold])))
    progress("judging")
    trials = [trial for fold in range(FOLDS) for trial in _trials(sheets, fold, lessons, schema)]
    limits = chosen_limits(trials)
    every = [sheet for those in sheets for sheet in those]
    fitting, stating = _judges(every, schema)
    progress("last fit")
    parts = _parts(table, told, lessons, schema, list(everyone))
    reader = Reader(schema, parts, fitting, stating, calibrated(trials), limits, lessons.sentences)
    return Taught(reader, tuple(trials))


def _parts(table: Table, told: Grams, lessons: Lessons, schema: Schema, chosen: Sequence[int]) -> Parts:
    return Parts(
        teach_ranker(table, lessons, schema.relations, chosen),
        teach_presence(told, lessons, schema.relations, chosen),
        customs(lessons, schema.relations, chosen),
    )


def _scopes(lessons: Lessons, schema: Schema, chosen: Sequence[int]) -> list[Scope]:
    by_places: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for at in chosen:
        by_places[schema.places(lessons.examples[at].looked_for)].append(at)
    return [Scope(places, tuple(those)) for places, those in sorted(by_places.items())]


def _sheets(
    parts: Parts, table: Table, told: Grams, lessons: Lessons, schema: Schema, chosen: Sequence[int]
) -> list[Sheet]:
    """Find the pairs of lessons, with features that count only what other examples tell of a name."""
    import numpy as np

    made: list[Sheet] = []
    for scope in _scopes(lessons, schema, chosen):
        relations = tuple(schema.relations[at] for at in scope.places)
        laid = batch([lessons.laid.passages[at] for at in scope.lessons])
        bounds = lessons.laid.bounds
        rows = np.concatenate([np.arange(bounds[at], bounds[at + 1]) for at in scope.lessons])
        raw = np.asarray(table.matrix[rows] @ parts.ranker.joined(relations)[:-1], dtype=np.float32)
        scores = parts.ranker.scored(laid, raw, near_words(laid, relations))
        present = parts.presence.probabilities(_taken(told, scope.lessons), relations)
        places = np.array(scope.places, dtype=np.int64)
        found = find_pairs(laid, scores, present, relations, parts.ranker, parts.customs.of(places))
        moved = replace(found, object=rows[found.object], subject=rows[found.subject])
        right = right_pairs(moved, lessons, relations, scope.lessons)
        made.append(Sheet(scope, laid, scope.lessons, found, right))
    return made


def _taken(told: Grams, lessons: Sequence[int]) -> Grams:
    import numpy as np

    spans = [(told.bounds[at], told.bounds[at + 1]) for at in lessons]
    rows = np.concatenate([np.arange(a, b) for a, b in spans]) if spans else np.zeros(0, dtype=np.int64)
    return Grams(np.cumsum([0, *(b - a for a, b in spans)]), told.columns[rows], told.values[rows])


def _judges(sheets: Sequence[Sheet], schema: Schema) -> tuple[Forest, Forest]:
    tables = [(sheet.pairs, sheet.right) for sheet in sheets]
    fitting = teach_fitting(tables, len(schema.relations))
    return fitting, teach_stating(tables, fitting, len(schema.relations))


def _trials(sheets: Sequence[Sequence[Sheet]], fold: int, lessons: Lessons, schema: Schema) -> list[Trial]:
    """Judge one fold by forests that learned from the others."""
    others = [sheet for number, those in enumerate(sheets) if number != fold for sheet in those]
    if not others or not sheets[fold]:
        return []
    fitting, stating = _judges(others, schema)
    return [
        Trial(sheet.laid, judged(sheet.pairs, fitting, stating, len(schema.relations)), sheet.right,
              tuple(schema.relations[at] for at in sheet.scope.places),
              tuple(lessons.gold[at] for at in sheet.lessons))
        for sheet in sheets[fold]
    ]  # fmt: skip
