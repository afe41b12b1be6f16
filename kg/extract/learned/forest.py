"""Boosted trees as arrays, evaluated for many rows at once without a branch.

After QuickScorer (Lucchese et al., SIGIR 2015): every node that sends a row to the right rules out the leaves to its
left; the first leaf of a tree that nothing rules out is the row's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAVES: Final = 32  # at most, of a tree
_ROWS = 512  # at once, so that what is compared stays in the cache


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of a gradient-boosted logistic model.

    The inner nodes of all trees stand in a row, `begins` tells where each tree's begin. A node sends a row to the right
    whose `feature` is above its `threshold`; `leaves` has a bit for each leaf that stays possible then. `values` has
    shape (trees, LEAVES).
    """

    begins: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    leaves: NDArray[np.uint32]
    values: NDArray[np.float32]

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probability of each row (rows, features)."""
        import numpy as np

        parts = [self._summed(rows[at : at + _ROWS]) for at in range(0, len(rows), _ROWS)]
        total = np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)
        result: NDArray[np.float32] = (1 / (1 + np.exp(-total))).astype(np.float32)
        return result

    def _summed(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        import numpy as np

        right = np.take(rows, self.feature, axis=1) > self.threshold
        left = np.bitwise_or.reduceat(right * ~self.leaves, self.begins, axis=1)
        possible = ~left
        lowest = (possible & -possible).astype(np.float64)
        leaf = np.frexp(lowest)[1] - 1
        total: NDArray[np.float32] = self.values[np.arange(len(self.values)), leaf].sum(axis=1, dtype=np.float32)
        return total
