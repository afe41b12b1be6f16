"""Teach what judges pairs: how likely a relation is stated, what its values are like, and two boosted forests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from kg.extract.learned.forest import LEAVES, Forest
from kg.extract.learned.pairs import Customs, Pairs, stated
from kg.extract.learned.passages import KINDS
from kg.extract.learned.presence import UNKNOWN, WIDTH, Grams, Presence
from kg.extract.learned.ranker import Sparse
from kg.extract.learned.schema import Relation
from kg.learn.lessons import Lessons

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STRENGTH = 8.0  # the inverse of the shrinkage of presence
_LEAST = 0.01  # a weight nearer to 0 is none
_ALL = (1 << LEAVES) - 1
ROUNDS: Final = 50
SEEDS: Final = (1, 2, 3)  # forests that are averaged: one alone hangs on chance
_BOOSTING: Final[dict[str, Any]] = {
    "objective": "binary",
    "num_leaves": 16,
    "learning_rate": 0.12,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.8,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 2.0,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


def teach_presence(told: Grams, lessons: Lessons, relations: Sequence[Relation], chosen: Sequence[int]) -> Presence:
    """Fit P(relation | passage) for each relation, on examples whose annotator looked for it."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    matrix = csr_matrix((told.values, told.columns, told.bounds), shape=(len(told.bounds) - 1, WIDTH))
    intercepts: dict[str, float] = {}
    weights: dict[str, Sparse] = {}
    scopes = _scopes(lessons, relations, chosen)
    for relation in relations:
        rows = scopes[relation.iri]
        there = np.array([any(g.relation == relation.iri for g in lessons.gold[at]) for at in rows])
        if not len(rows) or there.all() or not there.any():
            share = float(np.clip(there.mean(), UNKNOWN, 1 - UNKNOWN)) if len(rows) else UNKNOWN
            intercepts[relation.iri] = float(np.log(share / (1 - share)))
            continue
        found = LogisticRegression(C=_STRENGTH, solver="liblinear").fit(matrix[rows], there)
        intercepts[relation.iri] = float(found.intercept_[0])
        weights[relation.iri] = Sparse.of(found.coef_[0], _LEAST)
    return Presence(intercepts, weights)


def _scopes(lessons: Lessons, relations: Sequence[Relation], chosen: Sequence[int]) -> dict[str, list[int]]:
    scopes: dict[str, list[int]] = defaultdict(list)
    everything = [relation.iri for relation in relations]
    for at in chosen:
        looked_for = lessons.examples[at].looked_for
        for iri in everything if looked_for is None else sorted(looked_for):
            scopes[iri].append(at)
    return scopes


def customs(lessons: Lessons, relations: Sequence[Relation], chosen: Iterable[int]) -> Customs:
    """Count kinds of values, examples, and triples of a relation in a text."""
    import numpy as np

    kinds: dict[str, Counter[int]] = defaultdict(Counter)
    texts: Counter[str] = Counter()
    triples: Counter[str] = Counter()
    for at in chosen:
        for gold in lessons.gold[at]:
            triples[gold.relation] += 1
            for row in sorted(gold.objects)[:1]:
                kinds[gold.relation][int(lessons.laid.kind[row])] += 1
        texts.update({gold.relation for gold in lessons.gold[at]})
    counts = np.array([[kinds[r.iri][kind] for kind in range(len(KINDS))] for r in relations], dtype=np.float64)
    share = (counts + 0.5) / (counts.sum(axis=1, keepdims=True) + 0.5 * len(KINDS))
    often = np.array([texts[r.iri] for r in relations], dtype=np.float64)
    total = np.array([triples[r.iri] for r in relations], dtype=np.float64)
    many = np.where(often > 0, total / np.maximum(often, 1), 1.0)
    return Customs(np.log(share).astype(np.float32), np.log1p(often).astype(np.float32), many.astype(np.float32))


def right_pairs(
    found: Pairs, lessons: Lessons, relations: Sequence[Relation], passages: Sequence[int]
) -> NDArray[np.bool_]:
    """Say of each pair whether the example states it; `passages` are the lessons that the pairs' passages are."""
    import numpy as np

    meant: set[tuple[int, int, int, int]] = set()
    places = {relation.iri: place for place, relation in enumerate(relations)}
    for number, at in enumerate(passages):
        for gold in lessons.gold[at]:
            if gold.relation in places:
                meant |= {(number, places[gold.relation], s, o) for s in gold.subjects for o in gold.objects}
    told = zip(
        found.passage.tolist(), found.relation.tolist(), found.subject.tolist(), found.object.tolist(), strict=True
    )
    return np.fromiter((pair in meant for pair in told), dtype=bool, count=len(found))


def teach_fitting(tables: Sequence[tuple[Pairs, NDArray[np.bool_]]], relations: int) -> Forest:
    """Fit how well a pair fits, on the pairs of relations that are stated."""
    import numpy as np

    rows: list[NDArray[np.float32]] = []
    right: list[NDArray[np.bool_]] = []
    for found, good in tables:
        key = found.passage * relations + found.relation
        stated_too = np.isin(key, np.unique(key[good]))
        rows.append(found.features[stated_too])
        right.append(good[stated_too])
    return boosted(np.concatenate(rows), np.concatenate(right))


def teach_stating(tables: Sequence[tuple[Pairs, NDArray[np.bool_]]], fitting: Forest, relations: int) -> Forest:
    """Fit whether a relation's best pair is stated."""
    import numpy as np

    rows: list[NDArray[np.float32]] = []
    right: list[NDArray[np.bool_]] = []
    for found, good in tables:
        top, told = stated(found, fitting.probabilities(found.features), relations)
        rows.append(told)
        right.append(good[top])
    return boosted(np.concatenate(rows), np.concatenate(right))


def boosted(rows: NDArray[np.float32], right: NDArray[np.bool_]) -> Forest:
    """Fit boosted trees with LightGBM, several times by chance, and return their average as arrays."""
    import lightgbm

    if right.all() or not right.any() or len(right) < 4 * _BOOSTING["min_data_in_leaf"]:
        return _constant(float((right.sum() + 0.5) / (len(right) + 1)))
    data = lightgbm.Dataset(rows, right, free_raw_data=False)
    models = [lightgbm.train({**_BOOSTING, "seed": seed}, data, ROUNDS) for seed in SEEDS]
    trees = [tree["tree_structure"] for model in models for tree in model.dump_model()["tree_info"]]
    return _arrays(trees, 1 / len(models))


def _constant(share: float) -> Forest:
    """Make a forest of one tree that says the same of every row."""
    import numpy as np

    values = np.full((1, LEAVES), np.log(share / (1 - share)), dtype=np.float32)
    node = np.zeros(1, dtype=np.int32)
    return Forest(node, node, np.full(1, np.inf, np.float32), np.full(1, -1, np.int32).view(np.uint32), values)


def _arrays(trees: Sequence[dict[str, Any]], share: float) -> Forest:
    import numpy as np

    begins: list[int] = []
    nodes: list[tuple[int, float, int]] = []
    values = np.zeros((len(trees), LEAVES), dtype=np.float32)
    for number, tree in enumerate(trees):
        begins.append(len(nodes))
        worth: list[float] = []
        nodes.extend(_walked(tree, worth) or [(0, float("inf"), _ALL)])
        values[number, : len(worth)] = [share * one for one in worth]
    feature, threshold, leaves = zip(*nodes, strict=True)
    exact = np.array(threshold)
    near = exact.astype(np.float32)
    return Forest(
        np.array(begins, dtype=np.int32),
        np.array(feature, dtype=np.int32),
        np.where(near > exact, np.nextafter(near, np.float32(-np.inf)), near),  # rounded down: no row changes sides
        np.array(leaves, dtype=np.uint32),
        values,
    )


def _walked(node: dict[str, Any], worth: list[float]) -> list[tuple[int, float, int]]:
    """Number the leaves from the left into `worth`; return the inner nodes with the leaves that they leave possible."""
    if "split_feature" not in node:
        worth.append(float(node["leaf_value"]))
        return []
    first = len(worth)
    left = _walked(node["left_child"], worth)
    ruled_out = (1 << len(worth)) - (1 << first)
    right = _walked(node["right_child"], worth)
    return [(int(node["split_feature"]), float(node["threshold"]), _ALL ^ ruled_out), *left, *right]
