"""How the words between a subject and an object, and beside them, speak for a relation.

A logistic regression over hashed features of the pair (after Mintz et al., ACL 2009, without syntax), each once for any
relation and once for this one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.learned.features import SPACE, Batch, blended, mixed
from kg.extract.learned.passages import word_hash
from kg.extract.learned.ranker import Sparse
from kg.extract.learned.schema import Relation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kg.extract.learned.pairs import Pairs

_BETWEEN = 6  # words told one by one
_FAR = 24  # words between that are told at all


@dataclass(frozen=True, slots=True)
class Wording:
    """Weights of hashed features, and what every pair begins with."""

    weights: Sparse
    intercept: float
    _dense: list[NDArray[np.float32]] = field(default_factory=list)

    def scores(self, batch: Batch, pairs: Pairs, relations: tuple[Relation, ...]) -> NDArray[np.float32]:
        """Return the log-odds of each pair."""
        import numpy as np

        if not self._dense:
            dense = np.zeros(SPACE, dtype=np.float32)
            self.weights.add_to(dense)
            self._dense.append(dense)
        total = np.full(len(pairs), self.intercept, dtype=np.float32)
        for told in wording(batch, pairs, relations).T:
            total += self._dense[0][told]
        return total


def wording(batch: Batch, pairs: Pairs, relations: tuple[Relation, ...]) -> NDArray[np.int32]:
    """Return the features of pairs: shape (pairs, features), each below SPACE."""
    import numpy as np

    names = np.array([word_hash(relation.iri) for relation in relations], dtype=np.int64)
    own = names[pairs.relation] if len(pairs) else np.zeros(0, dtype=np.int64)
    told: list[NDArray[np.int32]] = []
    for name, value in _templates(batch, pairs):
        told.append(mixed(f"pair {name}", value))
        told.append(mixed(f"pair of relation {name}", blended(value, own)))
    told.append(mixed("relation", own))
    return np.stack(told, axis=1)


def _templates(batch: Batch, pairs: Pairs) -> list[tuple[str, NDArray[np.int64]]]:
    import numpy as np

    c = batch.columns
    i, j = batch.first[pairs.object], batch.last[pairs.object]
    u, v = batch.first[pairs.subject], batch.last[pairs.subject]
    order = (v <= i).astype(np.int64)
    left, right = np.minimum(j, v), np.maximum(i, u)
    low, stem, masked = c["low"], c["stem"], c["masked"]
    before, behind = np.minimum(i, u) - 1, np.maximum(j, v)
    distance = np.minimum(right - left, _FAR)
    sequence = c["rolled"][right] - c["rolled"][left] * c["powers"][distance]
    whole = np.where(right - left < _FAR, sequence, 0)
    kind = batch.kind[pairs.object]
    names = np.minimum(c["names"][right] - c["names"][left], 4)
    told = [
        ("order", order), ("kind", kind), ("whole", whole), ("first", masked[left]), ("last", masked[right - 1]),
        ("first two", blended(masked[left], masked[left + 1])),
        ("last two", blended(masked[right - 2], masked[right - 1])),
        ("before", low[before]), ("behind", low[behind]), ("names", names),
        ("distance", np.minimum(distance, 10)), ("trigger", low[c["before"][i]]),
        ("triggers", blended(low[c["before"][i]], low[c["before"][u]])),
        *(("word", np.where(left + k < right, stem[left + k], 0)) for k in range(_BETWEEN)),
        *(("word", np.where(right - 1 - k >= left + _BETWEEN, stem[right - 1 - k], 0)) for k in range(_BETWEEN)),
    ]  # fmt: skip
    return [(name, blended(value, order)) for name, value in told]


def untaught() -> Wording:
    """Return a wording that says the same of every pair."""
    import numpy as np

    return Wording(Sparse(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)), 0.0)
