"""How likely a passage states each relation at all, by its words with the names blotted out."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.extract.learned.passages import SHAPES, Passage
from kg.extract.learned.ranker import Sparse
from kg.extract.learned.schema import Relation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WIDTH: Final = 1 << 16
UNKNOWN: Final = 0.002  # of a relation without examples
_LONGEST = 3  # words of an n-gram
_NAME, _FIGURE = "\x01", "\x02"


@dataclass(frozen=True, slots=True)
class Grams:
    """The n-grams of passages: their hashes below WIDTH and weights (each passage's have length 1), as in Batch."""

    bounds: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: NDArray[np.float32]


def grams(passages: Sequence[Passage]) -> Grams:
    """Count the 1- to 3-grams of each passage, a run of names or of figures as one word."""
    import numpy as np

    bounds = [0]
    columns: list[int] = []
    values: list[float] = []
    for passage in passages:
        counts = _counted(_masked(passage))
        length = sum(n * n for n in counts.values()) ** 0.5 or 1.0
        columns.extend(counts)
        values.extend(n / length for n in counts.values())
        bounds.append(len(columns))
    return Grams(np.array(bounds), np.array(columns, dtype=np.int64), np.array(values, dtype=np.float32))


def _masked(passage: Passage) -> list[str]:
    words: list[str] = []
    for piece in passage.pieces:
        shape = SHAPES[piece.form.shape]
        word = piece.text if shape in ("x", "other") else _NAME if shape in ("Xx", "X", "XX") else _FIGURE
        if word not in (_NAME, _FIGURE) or not words or words[-1] != word:
            words.append(word)
    return words


def _counted(words: list[str]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for size in range(1, _LONGEST + 1):
        for at in range(len(words) - size + 1):
            gram = zlib.crc32(" ".join(words[at : at + size]).encode("utf-8", "surrogatepass")) % WIDTH
            counts[gram] = counts.get(gram, 0) + 1
    return counts


@dataclass(frozen=True, slots=True)
class Presence:
    """A logistic regression a relation: its intercept and weights (WIDTH)."""

    intercepts: dict[str, float]
    weights: dict[str, Sparse]
    _joined: dict[tuple[Relation, ...], tuple[NDArray[np.float32], NDArray[np.float32]]] = field(default_factory=dict)

    def probabilities(self, found: Grams, relations: tuple[Relation, ...]) -> NDArray[np.float32]:
        """Return P(relation | passage): shape (passages, relations)."""
        import numpy as np

        intercepts, weights = self._of(relations)
        parts = weights[found.columns] * found.values[:, None]
        running = np.concatenate([np.zeros((1, len(relations))), np.cumsum(parts, axis=0, dtype=np.float64)])
        summed = running[found.bounds[1:]] - running[found.bounds[:-1]]
        result: NDArray[np.float32] = (1 / (1 + np.exp(-(summed + intercepts)))).astype(np.float32)
        return result

    def _of(self, relations: tuple[Relation, ...]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        import numpy as np

        if relations not in self._joined:
            unknown = float(np.log(UNKNOWN / (1 - UNKNOWN)))
            intercepts = np.array([self.intercepts.get(r.iri, unknown) for r in relations], dtype=np.float32)
            weights = np.zeros((len(relations), WIDTH), dtype=np.float32)
            for number, relation in enumerate(relations):
                if relation.iri in self.weights:
                    self.weights[relation.iri].add_to(weights[number])
            weights = np.ascontiguousarray(weights.T)
            self._joined[relations] = intercepts, weights
        return self._joined[relations]
