"""A file to write to whose lines are handed on, so that a dump is read while it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable


class Lines:
    """Takes bytes in pieces, and hands on the lines in them."""

    def __init__(self, read: Callable[[Iterable[str]], None]) -> None:
        self._read = read
        self._rest = b""

    def write(self, piece: bytes) -> int:
        """Take a piece; whole lines of it go on."""
        cut = piece.rfind(b"\n") + 1
        if cut:
            self._read((self._rest + piece[:cut]).decode().split("\n")[:-1])
            self._rest = piece[cut:]
        else:
            self._rest += piece
        return len(piece)

    def flush(self) -> None:
        """Do nothing: a line that has not ended is none yet."""
