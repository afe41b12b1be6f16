"""Pairs of a likely subject and a likely object for each relation of a passage, and what tells of each pair."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.extract.learned.features import Batch
from kg.extract.learned.ranker import Ranker, Scores
from kg.extract.learned.schema import Relation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OBJECTS: Final = 6  # the likeliest candidates of a relation that are tried
SUBJECTS: Final = 4  # and besides, the passage's likeliest subject of all
RELATIONS: Final = 15  # the likeliest of a passage that are tried
LEAST: Final = 0.01  # a relation that is less likely is not tried
TRIED: Final = 10  # pairs of a relation
_WORDED = 0.05  # what a word of a relation's label beside a candidate counts as
_GOOD, _GOOD_SUBJECTS = -4.0, 6
_WORST = -60.0  # log-probabilities below are all alike


@dataclass(frozen=True, slots=True)
class Customs:
    """What examples show of each relation (arrays over relations).

    `kinds` is log P(kind of value | relation) (relations, KINDS), `often` the log of the number of examples, `many` how
    many triples of it a text holds that holds one.
    """

    kinds: NDArray[np.float32]
    often: NDArray[np.float32]
    many: NDArray[np.float32]

    def of(self, places: NDArray[np.int64]) -> Customs:
        """Choose some relations."""
        return Customs(self.kinds[places], self.often[places], self.many[places])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs, sorted by passage and relation (a place among those asked for); subjects and objects are candidates."""

    passage: NDArray[np.int64]
    relation: NDArray[np.int64]
    object: NDArray[np.int64]
    subject: NDArray[np.int64]
    features: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.passage)

    def with_score(self, score: NDArray[np.float32]) -> Pairs:
        """Add one more feature."""
        import numpy as np

        return replace(self, features=np.concatenate([self.features, score[:, None]], axis=1))


PRESENCE: Final = 27  # which feature is P(relation | passage)


def pairs(
    batch: Batch,
    scores: Scores,
    presence: NDArray[np.float32],
    relations: tuple[Relation, ...],
    ranker: Ranker,
    customs: Customs,
) -> Pairs:
    """Pair the likeliest subjects and objects of each relation that may be stated."""
    import numpy as np

    objects = _likeliest(batch, scores.objects, OBJECTS)
    subjects = _likeliest(batch, scores.subjects, SUBJECTS)
    order = np.lexsort((-scores.subject, batch.passage_of))
    top = order[batch.bounds[:-1]]
    repeated = np.repeat(top[:, None], len(relations), axis=1)[:, :, None]
    extra = np.where((subjects == repeated).any(axis=2, keepdims=True), -1, repeated)
    subjects = np.concatenate([subjects, extra], axis=2)
    worded = np.maximum.reduceat(scores.near[:, :, :2].max(axis=2), batch.bounds[:-1], axis=0)
    o, s = objects[:, :, :, None], subjects[:, :, None, :]
    likely = presence + _WORDED * worded
    tried = _most(likely, RELATIONS) & (likely >= LEAST)
    fits = (o >= 0) & (s >= 0) & tried[:, :, None, None]
    fits &= (batch.first[s] >= batch.last[o]) | (batch.first[o] >= batch.last[s])
    every = np.arange(len(relations))[:, None, None]
    joint = np.where(fits, scores.objects[o, every] + scores.subjects[s, every], -np.inf)
    fits &= _most(joint.reshape(*joint.shape[:2], -1), TRIED).reshape(joint.shape)
    passage, relation, at_o, at_s = np.nonzero(fits)
    chosen = Pairs(
        passage,
        relation,
        objects[passage, relation, at_o],
        subjects[passage, relation, at_s],
        np.zeros((0, 0), np.float32),
    )
    told = _told(batch, scores, chosen, order)
    told += [at_o, at_s, customs.often[relation], customs.many[relation], presence[passage, relation]]
    told += [customs.kinds[relation, batch.kind[chosen.object]]]
    told += [*scores.near[chosen.object, relation].T, worded[passage, relation]]
    told += [np.array([ranker.taught(r) for r in relations], dtype=np.float32)[relation]]
    rows = np.stack([np.asarray(column, dtype=np.float32) for column in told], axis=1)
    return Pairs(passage, relation, chosen.object, chosen.subject, rows)


def _most(values: NDArray[np.floating], most: int) -> NDArray[np.bool_]:
    """Say which values are among the greatest of their row (the last axis)."""
    import numpy as np

    if values.shape[-1] <= most:
        return np.ones(values.shape, dtype=bool)
    least = np.partition(values, -most, axis=-1)[..., -most, None]
    chosen: NDArray[np.bool_] = values >= least
    return chosen


def _likeliest(batch: Batch, logs: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    """Return the best candidates, one of each surface: shape (passages, relations, most), -1 where there are fewer."""
    import numpy as np

    order = np.lexsort((batch.surface, batch.passage_of))
    surface, passage = batch.surface[order], batch.passage_of[order]
    new = np.concatenate([[True], (surface[1:] != surface[:-1]) | (passage[1:] != passage[:-1])])
    best = np.maximum.reduceat(logs[order], np.nonzero(new)[0], axis=0)
    group = np.empty(len(order), dtype=np.int64)
    group[order] = np.cumsum(new) - 1
    single = np.where(logs >= best[group], np.maximum(logs, _WORST), 2 * _WORST)
    keys = batch.passage_of[:, None] * 1024.0 - single.astype(np.float64)
    ranked = np.argsort(keys, axis=0, kind="stable")
    places = batch.bounds[:-1, None] + np.arange(most)
    valid = places < batch.bounds[1:, None]
    taken = ranked[np.minimum(places, len(ranked) - 1)]  # passages, most, relations
    chosen = np.where(valid[:, :, None], taken, -1)
    chosen = np.where(single[np.maximum(chosen, 0), np.arange(logs.shape[1])] > 2 * _WORST, chosen, -1)
    return chosen.transpose(0, 2, 1)


def _told(batch: Batch, scores: Scores, pairs: Pairs, order: NDArray[np.int64]) -> list[NDArray[np.generic]]:
    """Tell how likely both parts are by themselves, against their rivals and for other relations, and how they lie.

    `order` are the candidates by passage, those likeliest to be some subject first.
    """
    import numpy as np

    o, s, r, k = pairs.object, pairs.subject, pairs.relation, pairs.passage
    logs_o, logs_s = scores.objects, scores.subjects
    best_o = np.maximum.reduceat(logs_o, batch.bounds[:-1], axis=0)
    best_s = np.maximum.reduceat(logs_s, batch.bounds[:-1], axis=0)
    ranked = np.sort(logs_o, axis=1)
    first = ranked[:, -1]
    second = ranked[:, -2] if logs_o.shape[1] > 1 else np.full(len(ranked), -9.0, dtype=np.float32)
    rival = np.where(logs_o.argmax(axis=1)[o] == r, second[o], first[o])
    top = order[batch.bounds[:-1]]
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - batch.bounds[batch.passage_of[order]]
    i, j, u, v = batch.first[o], batch.last[o], batch.first[s], batch.last[s]
    left, right = np.minimum(j, v), np.maximum(i, u)
    c = batch.columns
    return [
        logs_o[o, r], scores.margin[o, r], logs_o[o, r] - best_o[k, r], scores.object[o], logs_o[o, r] - rival,
        logs_s[s, r], scores.subject[s], logs_s[s, r] - best_s[k, r], rank[s], s == top[k],
        right - left, v <= i, np.abs(c["sentence"][i] - c["sentence"][u]), first[s], scores.subject[o], batch.kind[o],
        j - i, v - u, c["capital"][j - 1], c["smalls"][j] > c["smalls"][i], u - batch.offsets[k] <= 1,
        _between(batch, scores, order, pairs, left, right), np.abs(u - batch.first[top[k]]),
    ]  # fmt: skip


def _between(
    batch: Batch,
    scores: Scores,
    order: NDArray[np.int64],
    pairs: Pairs,
    left: NDArray[np.int64],
    right: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Count the likely subjects that stand between the two parts."""
    import numpy as np

    places = batch.bounds[:-1, None] + np.arange(_GOOD_SUBJECTS)
    good = order[np.minimum(places, len(order) - 1)]
    sure = (places < batch.bounds[1:, None]) & (scores.subject[good] > _GOOD)
    near = good[pairs.passage]
    inside = (batch.first[near] >= left[:, None]) & (batch.last[near] <= right[:, None])
    other = near != pairs.subject[:, None]
    count: NDArray[np.int64] = (inside & other & sure[pairs.passage]).sum(axis=1)
    return count


def stated(pairs: Pairs, fit: NDArray[np.float32], relations: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """For each passage and relation tried, return its best pair, and features that tell whether it is stated at all.

    `fit` is how well each pair fits, given that its relation is stated; the features are those of the pair, and how it
    compares with other pairs of the relation, and with other relations that want the same object.
    """
    import numpy as np

    key = pairs.passage * relations + pairs.relation
    order = np.lexsort((-fit, key))
    begins = np.nonzero(np.concatenate([[True], key[order][1:] != key[order][:-1]]))[0] if len(order) else order
    top = order[begins]
    sizes = np.diff(np.concatenate([begins, [len(order)]]))
    second = np.where(sizes > 1, fit[order[np.minimum(begins + 1, len(order) - 1)]], 0) if len(order) else fit[top]
    total = np.add.reduceat(fit[order], begins) if len(order) else fit[top]
    presence = pairs.features[top, PRESENCE] if len(top) else fit[top]
    passage = pairs.passage[top]
    ranked = np.lexsort((-presence, passage))
    place = np.empty(len(top), dtype=np.int64)
    starts = np.searchsorted(passage, passage)
    place[ranked] = np.arange(len(top))
    place -= starts
    most = presence[ranked[starts]] if len(top) else presence
    tried = np.searchsorted(passage, passage, side="right") - starts
    sums = np.concatenate([[0.0], np.cumsum(presence, dtype=np.float64)])
    added = [
        fit[top], second, total, _rivals(pairs, top, fit[top]), _rivals(pairs, top, presence),
        presence - most, place, tried, sums[starts + tried] - sums[starts],
    ]  # fmt: skip
    rows = np.stack([np.asarray(column, dtype=np.float32) for column in added], axis=1)
    return top, np.concatenate([pairs.features[top], rows], axis=1)


def _rivals(pairs: Pairs, top: NDArray[np.int64], value: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the greatest value of another relation whose best pair has the same object, 0 where none has."""
    import numpy as np

    if not len(top):
        return value
    wanted = pairs.object[top]  # candidates are counted through all passages
    order = np.lexsort((-value, wanted))
    begins = np.concatenate([[True], wanted[order][1:] != wanted[order][:-1]])
    group = np.cumsum(begins) - 1
    first = np.nonzero(begins)[0]
    sizes = np.diff(np.concatenate([first, [len(order)]]))
    best = value[order[first]]
    second = np.where(sizes > 1, value[order[np.minimum(first + 1, len(order) - 1)]], 0)
    found = np.empty(len(top), dtype=np.float32)
    found[order] = np.where(begins, second[group], best[group])
    return found
