"""Fit a softmax over the candidates of each passage, where several of them may be right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

ENOUGH: Final = 1e-7  # a step that mends the cost by less of itself is the last


@dataclass(frozen=True, slots=True)
class Choice:
    """One lesson: of the rows `start:end` of a matrix, those in `right` are meant, it is not known which."""

    start: int
    end: int
    right: tuple[int, ...]


def fit(
    rows: csr_matrix,
    choices: list[Choice],
    offsets: NDArray[np.float32] | None,
    *,
    shrink: float,
    steps: int,
) -> NDArray[np.float32]:
    """Return the weights that make the right rows likely, starting from `offsets` (a score a row); L2-regularised."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    lengths = np.array([c.end - c.start for c in choices])
    bounds = np.concatenate([[0], np.cumsum(lengths)])
    taken = np.concatenate([np.arange(c.start, c.end) for c in choices])
    part = rows[taken]
    columns = np.nonzero(np.bincount(part.indices, minlength=rows.shape[1]))[0]
    place = np.zeros(rows.shape[1], dtype=np.int32)
    place[columns] = np.arange(len(columns), dtype=np.int32)
    data = part.data.astype(np.float64)  # of one type with the weights, or it would be copied at every step
    part = csr_matrix((data, place[part.indices], part.indptr), shape=(part.shape[0], len(columns)))
    turned = part.T.tocsr()
    group = np.repeat(np.arange(len(choices)), lengths)
    right = np.zeros(len(taken), dtype=bool)
    for number, choice in enumerate(choices):
        right[bounds[number] + np.array(choice.right) - choice.start] = True
    start = offsets[taken] if offsets is not None else 0.0

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = part @ weights + start
        powers = np.exp(scores - np.maximum.reduceat(scores, bounds[:-1])[group])
        whole = np.add.reduceat(powers, bounds[:-1])
        good = powers * right
        chosen = np.add.reduceat(good, bounds[:-1]) + 1e-30
        slope = turned @ (powers / whole[group] - good / chosen[group])
        cost = (np.log(whole) - np.log(chosen)).sum() + 0.5 * shrink * weights @ weights
        return float(cost), slope + shrink * weights

    how = {"maxiter": steps, "maxfun": 2 * steps, "ftol": ENOUGH}
    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options=how)
    weights = np.zeros(rows.shape[1], dtype=np.float32)
    weights[columns] = found.x
    return weights
