"""Teach the ranker: weights of what all relations share first, then of a class, then of a relation, each added on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.extract.learned.features import SPACE, features, surface_hash
from kg.extract.learned.passages import folded
from kg.extract.learned.ranker import (
    OBJECT,
    ROLES,
    SUBJECT,
    WORDS,
    Names,
    Ranker,
    Sparse,
    column,
    name_features,
    near_words,
    of_class,
)
from kg.extract.learned.schema import Relation
from kg.learn.lessons import Lessons
from kg.learn.softmax import Choice, fit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_SHARED, _CLASS, _OWN, _WORDS = (1.0, 60), (1.0, 20), (0.5, 30), (0.1, 50)  # shrinkage and steps
_MOST_SHARED, _MOST_OF_CLASS = 5000, 600  # lessons taken, evenly
_LEAST = 0.01  # a weight nearer to 0 is none
_GROUPS = 2  # a feature counts that stands in examples about so many different things
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_FIGURE = re.compile(r"[\d.,:/-]+")


class Known:
    """Names of the examples, with what they were, and in examples about what."""

    def __init__(self, lessons: Lessons) -> None:
        self._groups: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for example in lessons.examples:
            for triple in example.triples:
                name = _BRACKETS.sub("", triple.object).strip('"')
                if not _FIGURE.match(name):
                    self._groups[_key(name)][column(OBJECT, triple.relation)].add(example.group)
                self._groups[_key(_BRACKETS.sub("", triple.subject))][SUBJECT].add(example.group)

    def names(self) -> Names:
        """Return the names with the features that they bring."""
        import numpy as np

        hashes = sorted(self._groups)
        told = [
            [f for place, groups in sorted(self._groups[h].items()) for f in name_features(place, len(groups))]
            for h in hashes
        ]
        bounds = np.cumsum([0, *map(len, told)])
        flat = np.array([f for fs in told for f in fs], dtype=np.int32)
        return Names(np.array(hashes, dtype=np.uint64), bounds, flat)

    def of_others(self, lessons: Lessons) -> tuple[list[int], list[int]]:
        """Return pairs of candidate and feature, counting only examples about something else."""
        rows: list[int] = []
        told: list[int] = []
        groups = lessons.groups
        for row, (key, at) in enumerate(
            zip(lessons.laid.surface.tolist(), lessons.laid.passage_of.tolist(), strict=True)
        ):
            for place, about in sorted(self._groups.get(key, {}).items()):
                found = name_features(place, len(about) - (groups[at] in about))
                rows.extend([row] * len(found))
                told.extend(found)
        return rows, told


def _key(name: str) -> int:
    return surface_hash(folded(name))


class Table:
    """All candidates of the lessons and their features: a sparse matrix over the features that count."""

    def __init__(self, lessons: Lessons) -> None:
        import numpy as np
        from scipy.sparse import csr_matrix

        known = Known(lessons)
        self.names = known.names()
        made = features(lessons.laid)
        rows, told = known.of_others(lessons)
        count, width = made.shape
        row = np.concatenate([np.repeat(np.arange(count), width), np.array(rows, dtype=np.int64)])
        told_of = np.concatenate([made.ravel(), np.array(told, dtype=np.int32)])
        self.kept = _counting(lessons, row, told_of)
        places = np.full(SPACE, -1, dtype=np.int32)
        places[self.kept] = np.arange(len(self.kept), dtype=np.int32)
        place = places[told_of]
        good = place >= 0
        ones = np.ones(int(good.sum()), dtype=np.float32)
        self.matrix: csr_matrix = csr_matrix((ones, (row[good], place[good])), shape=(count, len(self.kept)))
        self._laid = lessons.laid
        self._near: dict[Relation, csr_matrix] = {}

    def near(self, relation: Relation) -> csr_matrix:
        """Return where the words of a relation's label stand about each candidate: (candidates, WORDS)."""
        from scipy.sparse import csr_matrix

        if relation not in self._near:
            self._near[relation] = csr_matrix(near_words(self._laid, (relation,))[:, 0])
        return self._near[relation]


def _counting(lessons: Lessons, row: NDArray[np.int64], told: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the features that stand in examples about enough different things."""
    import numpy as np

    numbers = {group: number for number, group in enumerate(sorted(set(lessons.groups)))}
    about = np.array([numbers[group] for group in lessons.groups], dtype=np.int64)
    both = np.unique(told.astype(np.int64) * len(numbers) + about[lessons.laid.passage_of[row]])
    counts = np.bincount(both // len(numbers), minlength=SPACE)
    return np.nonzero(counts >= _GROUPS)[0].astype(np.int32)


def teach_ranker(table: Table, lessons: Lessons, relations: tuple[Relation, ...], chosen: Iterable[int]) -> Ranker:
    """Fit all columns on some of the lessons."""
    import numpy as np

    choices = _choices(lessons, chosen)
    weights: dict[str, Sparse] = {}
    words: dict[str, NDArray[np.float32]] = {}
    for role in ROLES:
        taught = [relation for relation in relations if column(role, relation.iri) in choices]
        words[role] = np.zeros(WORDS, dtype=np.float32)
        if taught:
            columns = _Columns(table, role, choices)
            words[role] = columns.fit(taught)
            weights |= {name: Sparse.of(found, _LEAST) for name, found in columns.weights.items()}
    return Ranker(table.kept, weights, words, table.names)


class _Columns:
    """The columns of one role, each fitted on top of the one above it."""

    def __init__(self, table: Table, role: str, choices: dict[str, list[Choice]]) -> None:
        self.weights: dict[str, NDArray[np.float32]] = {}
        self._table, self._role, self._choices = table, role, choices

    def fit(self, taught: list[Relation]) -> NDArray[np.float32]:
        """Fit all; return the weights of the words of labels."""
        shared = self._added(self._role, _evenly(self._all(taught), _MOST_SHARED), None, _SHARED)
        by_class: dict[str, list[Relation]] = defaultdict(list)
        for relation in taught:
            by_class[of_class(self._role, relation)].append(relation)
        starts = {
            name: self._added(name, _evenly(self._own(those), _MOST_OF_CLASS), shared, _CLASS)
            for name, those in sorted(by_class.items())
        }
        words = self._words([(relation, starts[of_class(self._role, relation)]) for relation in taught])
        for relation in taught:
            start = starts[of_class(self._role, relation)] + self._table.near(relation) @ words
            self._added(column(self._role, relation.iri), self._own([relation]), start, _OWN)
        return words

    def _all(self, taught: list[Relation]) -> list[Choice]:
        """Return the lessons for any relation: each object, but a subject once, whatever is said of it."""
        return self._choices[SUBJECT] if self._role == SUBJECT else self._own(taught)

    def _own(self, relations: list[Relation]) -> list[Choice]:
        return [choice for relation in relations for choice in self._choices[column(self._role, relation.iri)]]

    def _added(
        self, name: str, choices: list[Choice], start: NDArray[np.float32] | None, how: tuple[float, int]
    ) -> NDArray[np.float32]:
        """Fit a column; return the scores of all candidates with it."""
        found = fit(self._table.matrix, choices, start, shrink=how[0], steps=how[1])
        self.weights[name] = found
        scores: NDArray[np.float32] = self._table.matrix @ found
        return scores if start is None else start + scores

    def _words(self, taught: list[tuple[Relation, NDArray[np.float32]]]) -> NDArray[np.float32]:
        """Fit what the words of a relation's label count, over the lessons of all relations."""
        import numpy as np
        from scipy.sparse import vstack

        rows: list[csr_matrix] = []
        starts: list[NDArray[np.float32]] = []
        moved: list[Choice] = []
        at = 0
        for relation, start in taught:
            near = self._table.near(relation)
            for choice in self._own([relation]):
                told = near[choice.start : choice.end]
                if told.nnz:
                    rows.append(told)
                    starts.append(start[choice.start : choice.end])
                    right = tuple(at + row - choice.start for row in choice.right)
                    moved.append(Choice(at, at + told.shape[0], right))
                    at += told.shape[0]
        if not rows:
            return np.zeros(WORDS, dtype=np.float32)
        return fit(vstack(rows).tocsr(), moved, np.concatenate(starts), shrink=_WORDS[0], steps=_WORDS[1])


def _choices(lessons: Lessons, chosen: Iterable[int]) -> dict[str, list[Choice]]:
    """Return the lessons of every column: a passage, and the candidates of which one is meant."""
    found: dict[str, list[Choice]] = defaultdict(list)
    bounds = lessons.laid.bounds
    for at in chosen:
        begin, end = int(bounds[at]), int(bounds[at + 1])
        subjects: set[frozenset[int]] = set()
        for gold in lessons.gold[at]:
            if gold.objects:
                found[column(OBJECT, gold.relation)].append(Choice(begin, end, tuple(sorted(gold.objects))))
            if gold.subjects:
                found[column(SUBJECT, gold.relation)].append(Choice(begin, end, tuple(sorted(gold.subjects))))
                subjects.add(gold.subjects)
        found[SUBJECT].extend(Choice(begin, end, tuple(sorted(rows))) for rows in sorted(subjects, key=sorted))
    return dict(found)


def _evenly(choices: list[Choice], most: int) -> list[Choice]:
    if len(choices) <= most:
        return choices
    return [choices[at * len(choices) // most] for at in range(most)]
