"""Candidates: the stretches of a passage that may be a subject or an object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.extract.learned.passages import Passage, Piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST: Final = 11  # pieces
_QUOTES = frozenset('"“”')
_APOSTROPHES = frozenset("'’")
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
_NO_END = frozenset(",;:-–/“«")
_NO_START = frozenset(",;:.!?'”»-–/’")


def candidates(passage: Passage) -> NDArray[np.int32]:
    """Return all stretches with balanced brackets and quotes that no mark and no small binding word bounds.

    An array of rows (first piece, behind the last piece); empty ones have shape (0, 2).
    """
    import numpy as np

    pieces = passage.pieces
    found = [
        (first, last) for first in range(len(pieces)) if _may_start(pieces, first) for last in _ends(pieces, first)
    ]
    return np.array(found, dtype=np.int32).reshape(-1, 2)


def _may_start(pieces: tuple[Piece, ...], at: int) -> bool:
    piece = pieces[at]
    before = pieces[at - 1] if at and pieces[at - 1].sentence == piece.sentence else None
    if piece.text in _NO_START or piece.text in _CLOSE or piece.text in _QUOTES:
        return False
    if before is not None and before.text in _APOSTROPHES and before.end == piece.start and not piece.form.capital:
        return False  # the s of "ship's"
    if not piece.form.closed:
        return True
    if before is not None or not piece.form.capital:
        return piece.form.capital
    return at + 1 < len(pieces) and pieces[at + 1].form.capital  # "The Hague", but not "The bronze cup"


def _ends(pieces: tuple[Piece, ...], first: int) -> list[int]:
    found: list[int] = []
    depth, quotes = 0, 0
    sentence = pieces[first].sentence
    for at in range(first, min(len(pieces), first + LONGEST)):
        piece = pieces[at]
        if piece.sentence != sentence:
            break
        depth += (piece.text in _OPEN) - (piece.text in _CLOSE)
        quotes ^= piece.text in _QUOTES
        if depth < 0:
            break
        if not (depth or quotes) and _may_end(pieces, at):
            found.append(at + 1)
    return found


def _may_end(pieces: tuple[Piece, ...], at: int) -> bool:
    piece = pieces[at]
    if piece.text == ".":
        return at + 1 < len(pieces) and pieces[at + 1].sentence == piece.sentence
    if piece.text in _CLOSE or piece.text in _QUOTES:
        return True
    return piece.text not in _NO_END and not (piece.form.closed and not (piece.form.capital and at))
