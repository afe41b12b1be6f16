"""Teach the wording of pairs: a logistic regression over all pairs that were tried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kg.extract.learned.features import SPACE
from kg.extract.learned.ranker import Sparse
from kg.extract.learned.wording import Wording
from kg.learn.softmax import ENOUGH

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHRINK: Final = 3.0
_STEPS: Final = 40
_LEAST = 0.01  # a weight nearer to 0 is none
_TWICE = 2  # a feature counts that stands with so many pairs that are right, or tried in vain


def teach_wording(told: Sequence[NDArray[np.int32]], right: Sequence[NDArray[np.bool_]]) -> Wording:
    """Fit the weights of features; `told` are those of `wording`, `right` says which pairs are stated."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    features, good = np.concatenate(told), np.concatenate(right)
    counts = np.bincount(features.ravel(), minlength=SPACE)
    kept = np.nonzero(counts >= _TWICE)[0].astype(np.int32)
    place = np.full(SPACE, len(kept), dtype=np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    columns = place[features]
    bounds = np.arange(0, columns.size + 1, columns.shape[1])
    shape = (len(columns), len(kept) + 1)
    rows = csr_matrix((np.ones(columns.size), columns.ravel(), bounds), shape=shape)[:, : len(kept)]
    turned = rows.T.tocsr()
    share = (good.sum() + 0.5) / (len(good) + 1)
    intercept = float(np.log(share / (1 - share)))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = rows @ weights + intercept
        chance = 1 / (1 + np.exp(-scores))
        cost = np.logaddexp(0, scores).sum() - scores[good].sum() + 0.5 * _SHRINK * weights @ weights
        return float(cost), turned @ (chance - good) + _SHRINK * weights

    found = minimize(
        loss, np.zeros(len(kept)), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS, "ftol": ENOUGH}
    )
    strong = np.abs(found.x) >= _LEAST
    return Wording(Sparse(kept[strong], found.x[strong].astype(np.float32)), intercept)
