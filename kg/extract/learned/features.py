"""Features of candidates, as hashes: what stands in, before and behind a stretch of words, and how it is built in.

All are computed for many passages at once. A feature is a template and a value, hashed to SPACE; the templates are
those of Zhang et al.'s and Mintz et al.'s relation extractors (ACL 2006, ACL 2009) where they fit spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.extract.learned.candidates import candidates
from kg.extract.learned.passages import SHAPES, Passage, Piece, word_hash

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SPACE: Final = 1 << 22
_EDGE = 8  # empty places between two passages, so that a look past the end finds nothing
_WALKED_OVER = frozenset([",", "and", "&", "or", ";", "(", ")", "-", '"', "'", ".", "of", "s"])
_FACTOR = 0x9E3779B97F4A7C15
_SECOND = 0xC2B2AE3D27D4EB4F
_BASE = 1_000_003  # of the rolling hash over folded letters
_MASK = 0xFFFFFFFFFFFFFFFF
_LONG = 8
_LONGEST_RUN = 64  # words that a hash of words between is asked for
_NAME, _FIGURE = 1, 2  # what stands for a name or a figure where it is blotted out


@dataclass(frozen=True, slots=True)
class Batch:
    """Many passages in a row: an array for each thing told of a piece, and where each passage's part begins.

    `first` and `last` are the bounds of every candidate, counted through all pieces; `bounds` has one entry more than
    there are passages: the candidates of passage k are bounds[k]:bounds[k + 1]. `offsets` and `ends` are where its
    pieces begin and end.
    """

    passages: tuple[Passage, ...]
    offsets: NDArray[np.int64]
    ends: NDArray[np.int64]
    bounds: NDArray[np.int64]
    passage_of: NDArray[np.int64]  # of every candidate
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    surface: NDArray[np.uint64]  # of every candidate, a hash of its folded letters
    kind: NDArray[np.int64]  # of every candidate, index in KINDS
    columns: dict[str, NDArray[np.int64]]

    def __len__(self) -> int:
        return len(self.passages)


def batch(passages: Sequence[Passage]) -> Batch:
    """Lay passages out in a row and find their candidates."""
    import numpy as np

    offsets: list[int] = []
    found: list[NDArray[np.int32]] = []
    pieces: list[Piece | None] = [None] * _EDGE
    for passage in passages:
        offsets.append(len(pieces))
        found.append(candidates(passage))
        pieces.extend(passage.pieces)
        pieces.extend([None] * _EDGE)
    bounds = np.concatenate([[0], np.cumsum([len(f) for f in found])]).astype(np.int64)
    rows = np.concatenate([f.astype(np.int64) + at for f, at in zip(found, offsets, strict=True)]) if found else None
    rows = np.zeros((0, 2), dtype=np.int64) if rows is None else rows
    kinds = [p.values.get((int(a), int(b)), 0) for p, f in zip(passages, found, strict=True) for a, b in f]
    columns = _columns(pieces)
    return Batch(
        tuple(passages),
        np.array(offsets, dtype=np.int64),
        np.array([at + len(p.pieces) for at, p in zip(offsets, passages, strict=True)], dtype=np.int64),
        bounds,
        np.repeat(np.arange(len(passages)), np.diff(bounds)),
        rows[:, 0],
        rows[:, 1],
        _surfaces(pieces, rows),
        np.array(kinds, dtype=np.int64),
        columns,
    )


def surface_hash(folded: str) -> int:
    """Hash folded letters as `Batch.surface` does."""
    value = 0
    for letter in folded:
        value = (value * _BASE + ord(letter)) & _MASK
    return value


def _surfaces(pieces: Sequence[Piece | None], rows: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Hash every candidate's folded letters by a rolling hash over them all."""
    import numpy as np

    rolled = np.zeros(len(pieces) + 1, dtype=np.uint64)
    letters = np.zeros(len(pieces) + 1, dtype=np.int64)
    value, count = 0, 0
    for at, piece in enumerate(pieces):
        for letter in piece.form.folded if piece else "":
            value = (value * _BASE + ord(letter)) & _MASK
            count += 1
        rolled[at + 1], letters[at + 1] = value, count
    first, last = rows[:, 0], rows[:, 1]
    lengths = letters[last] - letters[first]
    powers = np.full(int(lengths.max(initial=0)) + 1, _BASE, dtype=np.uint64)
    powers[0] = 1
    found: NDArray[np.uint64] = rolled[last] - rolled[first] * np.multiply.accumulate(powers)[lengths]
    return found


def _columns(pieces: Sequence[Piece | None]) -> dict[str, NDArray[np.int64]]:
    import numpy as np

    columns = {name: np.zeros(len(pieces) + 1, dtype=np.int64) for name in _PIECE_COLUMNS}
    for at, piece in enumerate(pieces):
        if piece is None:
            continue
        form = piece.form
        values = (
            form.low, form.stem, form.root, form.ending, form.shape, form.capital,
            form.capital or piece.text.lower() in _WALKED_OVER, piece.sentence + 1,
            piece.text in "([{", piece.text in ")]}", piece.text in '"“”', SHAPES[form.shape] == "x",
        )  # fmt: skip
        for name, value in zip(_PIECE_COLUMNS, values, strict=True):
            columns[name][at] = value
    return columns | _looked_for(columns)


_PIECE_COLUMNS = (
    "low", "stem", "root", "ending", "shape", "capital", "passed", "sentence", "opens", "closes", "quotes", "small",
)  # fmt: skip


def _looked_for(columns: dict[str, NDArray[np.int64]]) -> dict[str, NDArray[np.int64]]:
    """Find, before and behind each place, the next word past names, commas and "and"; and the depth of brackets."""
    import numpy as np

    size = len(columns["low"])
    places = np.arange(size)
    told = columns["passed"] == 0
    before = np.maximum.accumulate(np.where(told, places, 0))
    behind = np.minimum.accumulate(np.where(told, places, size - 1)[::-1])[::-1]
    return {
        "before": np.concatenate([[0], before[:-1]]),
        "behind": behind,
        "depth": np.cumsum(columns["opens"]) - np.cumsum(columns["closes"]),
        "quoted": np.cumsum(columns["quotes"]) & 1,
        "smalls": np.concatenate([[0], np.cumsum(columns["small"])]),
        "capitals": np.concatenate([[0], np.cumsum(columns["capital"])]),
        **_masked(columns),
    }


def _masked(columns: dict[str, NDArray[np.int64]]) -> dict[str, NDArray[np.int64]]:
    """Blot out names and figures; and hash the words up to each place, so that those between two places have a hash."""
    import numpy as np

    figure = columns["shape"] >= SHAPES.index("D")
    blotted = np.where(columns["capital"] > 0, np.where(figure, _FIGURE, _NAME), columns["low"])
    rolled = np.zeros(len(blotted) + 1, dtype=np.uint64)
    value = 0
    for at, word in enumerate(blotted.tolist()):
        value = (value * _BASE + word) & _MASK
        rolled[at + 1] = value
    powers = np.full(_LONGEST_RUN, _BASE, dtype=np.uint64)
    powers[0] = 1
    begins = (columns["capital"] > 0) & np.concatenate([[True], columns["capital"][:-1] == 0])
    return {
        "masked": blotted,
        "rolled": rolled.astype(np.int64),
        "powers": np.multiply.accumulate(powers).astype(np.int64),
        "names": np.concatenate([[0], np.cumsum(begins)]),
    }


def features(batch: Batch) -> NDArray[np.int32]:
    """Return the features of all candidates: shape (candidates, templates), each below SPACE."""
    import numpy as np

    made = [mixed(name, value) for name, value in _templates(batch)]
    return np.stack(made, axis=1) if made else np.zeros((0, 0), dtype=np.int32)


def _templates(batch: Batch) -> list[tuple[str, NDArray[np.int64]]]:
    import numpy as np

    c, i, j = batch.columns, batch.first, batch.last
    low, stem, shape = c["low"], c["stem"], c["shape"]
    length = np.minimum(j - i, _LONG)
    start = batch.offsets[batch.passage_of]
    size = batch.ends[batch.passage_of] - start
    left, right = c["before"][i], c["behind"][j]
    signature = _signature(c, i, j)
    before = blended(low[i - 2], low[i - 1])
    inner_small = c["smalls"][j] - c["smalls"][i]
    inner_capital = c["capitals"][j] - c["capitals"][i]
    depth = c["depth"][i] - c["depth"][start - 1]  # what another passage left open is none of this one's
    quoted = c["quoted"][i] ^ c["quoted"][start - 1]
    return [
        ("all", np.zeros_like(i)),
        ("p1", low[i - 1]), ("p2", before), ("p3", blended(low[i - 3], before)),
        ("n1", low[j]), ("n2", blended(low[j], low[j + 1])), ("p1n1", blended(low[i - 1], low[j])),
        ("shape", signature), ("length", length), ("kind", batch.kind),
        ("pshape", blended(shape[i - 1], shape[i])), ("nshape", blended(shape[j - 1], shape[j])),
        ("first", low[i]), ("last", low[j - 1]), ("ending", c["ending"][j - 1]), ("fshape", shape[i]),
        ("surface", batch.surface.astype(np.int64)),
        ("cutend", c["capital"][j - 1] * c["capital"][j]), ("cutstart", c["capital"][i] * c["capital"][i - 1]),
        ("depth", blended(depth > 0, quoted)),
        ("capitals", (inner_capital == j - i).astype(np.int64)), ("smalls", np.minimum(inner_small, 3)),
        ("begins", np.minimum(i - start, 2)), ("place", 5 * (i - start) // np.maximum(size, 1)),
        ("sentence", np.minimum(c["sentence"][i], 3)),
        ("left", low[left]), ("left2", blended(low[left - 1], low[left])), ("leftfar", np.minimum(i - left, 7)),
        ("right", low[right]), ("right2", blended(low[right], low[right + 1])),
        ("leftright", blended(low[left], low[right])),
        ("bracketed", blended(c["opens"][i - 1], c["closes"][j])), ("quoted", c["quotes"][i - 1] * c["quotes"][j]),
        *(("~before", stem[np.maximum(i - k, start - 1)]) for k in range(1, 7)),
        *(("~behind", stem[np.minimum(j + k, start + size)]) for k in range(5)),
        *(("~in", np.where(i + k < j, stem[i + k], 0)) for k in range(4)),
    ]  # fmt: skip


def _signature(c: dict[str, NDArray[np.int64]], i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the shapes of a candidate's first five pieces, like ones next to each other told once."""
    import numpy as np

    told = c["shape"][i]
    for k in range(1, 5):
        at = np.minimum(i + k, j - 1)
        new = (i + k < j) & (c["shape"][at] != c["shape"][at - 1])
        told = np.where(new, told * len(SHAPES) + c["shape"][at], told)
    return told


def blended(one: NDArray[np.generic], other: NDArray[np.generic]) -> NDArray[np.int64]:
    """Make one value of two; their order counts."""
    import numpy as np

    mixed = one.astype(np.uint64) * np.uint64(_SECOND) + other.astype(np.uint64)
    mixed ^= mixed >> np.uint64(29)
    return mixed.astype(np.int64)


def feature(name: str, value: str) -> int:
    """Return a feature of a kind that no template makes."""
    import numpy as np

    return int(mixed(name, np.array([word_hash(value)]))[0])


def mixed(name: str, value: NDArray[np.generic]) -> NDArray[np.int32]:
    """Hash the values of a template to features below SPACE."""
    import numpy as np

    mixed = (value.astype(np.uint64) + np.uint64(word_hash(name) << 17)) * np.uint64(_FACTOR)
    mixed ^= mixed >> np.uint64(32)
    return ((mixed * np.uint64(_SECOND)) >> np.uint64(42)).astype(np.int32)
