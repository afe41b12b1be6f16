"""Rank candidates: how likely each is the subject, and the object, of each relation, if a passage states it.

A softmax over the candidates of a passage. A relation's weights are the sum of weights that all relations share, that
those of one domain or range share, and its own: what few examples can't teach is borrowed. The words of the relation's
label count wherever they stand near, so that a relation without examples can be found too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.extract.learned.features import SPACE, Batch, feature, features
from kg.extract.learned.schema import Relation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SUBJECT: Final = "S"
OBJECT: Final = "O"
ROLES: Final = (OBJECT, SUBJECT)
WORDS: Final = 7  # features of a relation's own words
_OFTEN = 2  # a name known from more examples than these is sure
_NEAR, _CLOSE, _FAR = 6, 3, 99
_BEHIND = 2


def column(role: str, name: str = "") -> str:
    """Name a column of weights: a role alone, a role and a class ("#…"), a role and a relation."""
    return f"{role}:{name}" if name else role


def of_class(role: str, relation: Relation) -> str:
    """Name the column that a relation shares with others of its domain (subjects) or range (objects)."""
    return column(role, f"#{relation.domain if role == SUBJECT else relation.range}")


@dataclass(frozen=True, slots=True)
class Names:
    """Names known from examples: a hash of each, and the features that it brings (`bounds` as in Batch)."""

    hashes: NDArray[np.uint64]
    bounds: NDArray[np.int64]
    features: NDArray[np.int32]

    def of(self, batch: Batch) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Return pairs of candidate and feature."""
        import numpy as np

        if not len(self.hashes):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32)
        at = np.minimum(np.searchsorted(self.hashes, batch.surface), len(self.hashes) - 1)
        rows = np.nonzero(self.hashes[at] == batch.surface)[0]
        begin, end = self.bounds[at[rows]], self.bounds[at[rows] + 1]
        sizes = end - begin
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return np.repeat(rows, sizes), self.features[np.repeat(begin, sizes) + within]


def name_features(column: str, examples: int) -> list[int]:
    """Return the features of a name that stands in a column in so many other examples."""
    found = [feature("known", column)] if examples > 0 else []
    return [*found, feature("wellknown", column)] if examples > _OFTEN else found


@dataclass(frozen=True, slots=True)
class Scores:
    """Log-probabilities of all candidates: shape (candidates, relations), and (candidates,) for any relation at all.

    `margin` holds for objects the raw scores; `near` the features of the relations' own words (candidates, relations,
    WORDS).
    """

    objects: NDArray[np.float32]
    subjects: NDArray[np.float32]
    object: NDArray[np.float32]
    subject: NDArray[np.float32]
    margin: NDArray[np.float32]
    near: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sparse:
    """A vector of which most is 0: the places of what is not, rising, and their values."""

    places: NDArray[np.int32]
    values: NDArray[np.float32]

    @classmethod
    def of(cls, dense: NDArray[np.float32], least: float) -> Sparse:
        """Keep what is at least so far from 0."""
        import numpy as np

        places = np.nonzero(np.abs(dense) >= least)[0].astype(np.int32)
        return cls(places, dense[places].astype(np.float32))

    def add_to(self, dense: NDArray[np.float32]) -> None:
        """Add the values where they belong."""
        dense[self.places] += self.values


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights by column; `kept` are the features that count, sorted, `words` the weights of a label's words by role."""

    kept: NDArray[np.int32]
    weights: dict[str, Sparse]
    words: dict[str, NDArray[np.float32]]
    names: Names
    _places: list[NDArray[np.int32]] = field(default_factory=list)
    _joined: dict[tuple[Relation, ...], NDArray[np.float32]] = field(default_factory=dict)

    def places(self) -> NDArray[np.int32]:
        """Return, for each feature below SPACE, its place in `kept`; len(kept) for those that do not count."""
        import numpy as np

        if not self._places:
            table = np.full(SPACE, len(self.kept), dtype=np.int32)
            table[self.kept] = np.arange(len(self.kept), dtype=np.int32)
            self._places.append(table)
        return self._places[0]

    def joined(self, relations: tuple[Relation, ...]) -> NDArray[np.float32]:
        """Sum the weights of the columns: any object, any subject, then objects and subjects of each relation."""
        import numpy as np

        if relations not in self._joined:
            columns = [self._sum(OBJECT), self._sum(SUBJECT)]
            for role in ROLES:
                columns.extend(self._sum(role, of_class(role, r), column(role, r.iri)) for r in relations)
            none = np.zeros((1, len(columns)), dtype=np.float32)
            self._joined[relations] = np.concatenate([np.stack(columns, axis=1), none])
        return self._joined[relations]

    def _sum(self, *names: str) -> NDArray[np.float32]:
        import numpy as np

        total = np.zeros(len(self.kept), dtype=np.float32)
        for name in names:
            if name in self.weights:
                self.weights[name].add_to(total)
        return total

    def taught(self, relation: Relation) -> bool:
        """Say whether examples of the relation were seen."""
        return column(OBJECT, relation.iri) in self.weights

    def score(self, batch: Batch, relations: tuple[Relation, ...]) -> Scores:
        """Score all candidates of a batch."""
        import numpy as np

        weights, places = self.joined(relations), self.places()
        raw = np.zeros((len(batch.first), weights.shape[1]), dtype=np.float32)
        for told in places[features(batch)].T:
            raw += weights[told]
        rows, known = self.names.of(batch)
        np.add.at(raw, rows, weights[places[known]])
        return self.scored(batch, raw, near_words(batch, relations))

    def scored(self, batch: Batch, raw: NDArray[np.float32], near: NDArray[np.float32]) -> Scores:
        """Turn raw sums into log-probabilities, with what the relations' own words add."""
        size = near.shape[1]
        raw[:, 2 : 2 + size] += near @ self.words[OBJECT]
        raw[:, 2 + size :] += near @ self.words[SUBJECT]
        logs = log_softmax(raw, batch.bounds)
        return Scores(logs[:, 2 : 2 + size], logs[:, 2 + size :], logs[:, 0], logs[:, 1], raw[:, 2 : 2 + size], near)


def log_softmax(raw: NDArray[np.float32], bounds: NDArray[np.int64]) -> NDArray[np.float32]:
    """Normalise each column over the candidates of each passage; every passage must have one."""
    import numpy as np

    group = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    shifted = raw - np.maximum.reduceat(raw, bounds[:-1], axis=0)[group]
    whole = np.log(np.add.reduceat(np.exp(shifted), bounds[:-1], axis=0))
    logs: NDArray[np.float32] = shifted - whole[group]
    return logs


def near_words(batch: Batch, relations: Sequence[Relation]) -> NDArray[np.float32]:
    """Tell where the words of each relation's label stand about each candidate: (candidates, relations, WORDS)."""
    import numpy as np

    roots = batch.columns["root"]
    of = batch.passage_of
    start, end = batch.offsets[of], batch.ends[of]
    i, j = batch.first, batch.last
    places = np.arange(len(roots))
    told = np.zeros((len(i), len(relations), WORDS), dtype=np.float32)
    for number, relation in enumerate(relations):
        own = relation.roots()
        hit = np.isin(roots, np.fromiter(own, dtype=np.int64, count=len(own)))
        if not hit.any():
            continue
        last = np.maximum.accumulate(np.where(hit, places, -1))
        following = np.minimum.accumulate(np.where(hit, places, len(roots) + _FAR)[::-1])[::-1]
        left = np.where(last[i - 1] >= start, i - last[i - 1], _FAR)
        right = np.where(following[j] < end, following[j] - j + 1, _FAR)
        told[:, number] = np.stack(
            [
                np.where(left < _FAR, 1 / left, 0),
                np.where(right < _FAR, 1 / right, 0),
                last[j - 1] >= i,
                left <= _CLOSE,
                right <= _BEHIND,
                np.minimum(left, right) <= _NEAR,
                hit[j - 1],
            ],
            axis=1,
        )
    return told
