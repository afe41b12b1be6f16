"""Lines in order without holding them all: sorted in memory up to a size, beyond that in runs on disk, merged."""

from __future__ import annotations

import bisect
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    import pyoxigraph

BUDGET: Final = 4 << 20  # bytes of lines that are held in memory
_OVERHEAD: Final = 48  # what Python needs for a line besides its bytes
_MOST_RUNS: Final = 64  # files that are open at once
_BLOCK: Final = 1 << 15  # bytes that are read at once


class Sorter:
    """Takes lines that end in a line feed, and gives them back sorted, as often as wanted."""

    def __init__(self) -> None:
        self._budget = BUDGET
        self._held: list[bytes] = []
        self._size = 0
        self._runs: list[IO[bytes]] = []

    def add(self, line: bytes) -> None:
        """Take a line."""
        self._held.append(line)
        self._size += len(line) + _OVERHEAD
        if self._size > self._budget:
            self._spill()

    def extend(self, lines: list[bytes], size: int) -> None:
        """Take several lines, whose bytes together are so many."""
        self._held += lines
        self._size += size + _OVERHEAD * len(lines)
        if self._size > self._budget:
            self._spill()

    def __iter__(self) -> Iterator[bytes]:
        """Yield all lines taken so far, in the order of their bytes."""
        if not self._runs:
            self._held.sort()
            return iter(self._held)
        self._spill()  # so that nothing is held while others sort
        return _merged(self._runs)

    def _spill(self) -> None:
        if self._held:
            self._held.sort()
            self._runs.append(_written(self._held))
            self._held, self._size = [], 0
        if len(self._runs) >= _MOST_RUNS:
            self._runs = [_written(_merged(self._runs))]


def triples(store: pyoxigraph.Store, graph: pyoxigraph.NamedNode | pyoxigraph.DefaultGraph) -> Sorter:
    """Sort the triples of one of a store's graphs as N-Triples lines."""
    import pyoxigraph as ox

    sorter = Sorter()
    lines = cast("IO[bytes]", _Lines(sorter))
    store.dump(output=lines, format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
    return sorter


class _Lines:
    """A file to write to that hands whole lines on."""

    def __init__(self, sorter: Sorter) -> None:
        self._sorter = sorter
        self._rest = b""

    def write(self, data: bytes) -> int:
        text = self._rest + data
        lines = text.splitlines(keepends=True)
        self._rest = b"" if text.endswith(b"\n") or not lines else lines.pop()
        self._sorter.extend(lines, len(text) - len(self._rest))
        return len(data)

    def flush(self) -> None:
        """Do nothing: a dump ends in a whole line."""


def _written(lines: Iterable[bytes]) -> IO[bytes]:
    file = tempfile.TemporaryFile(prefix="kg-order-")  # noqa: SIM115 - it is read later, and goes with its sorter
    file.writelines(lines)
    return file


def _merged(runs: list[IO[bytes]]) -> Iterator[bytes]:
    """Merge sorted files block by block: what is under the first end of a block is sorted, which for Python is a merge.

    That takes a fifth of the time of `heapq.merge`, which compares line by line.
    """
    blocks = [block for block in map(_Block, runs) if block.lines]
    while blocks:
        bound = min(block.lines[-1] for block in blocks)
        ready: list[bytes] = []
        for block in blocks:
            ready += block.taken(bound)
        ready.sort()
        yield from ready
        blocks = [block for block in blocks if block.lines]


class _Block:
    """The next lines of a sorted file, read from a place of its own, since others may read the file meanwhile."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._position = 0
        self.lines: list[bytes] = []
        self._refill()

    def taken(self, bound: bytes) -> list[bytes]:
        """Take the lines up to a bound."""
        cut = bisect.bisect_right(self.lines, bound)
        found, self.lines = self.lines[:cut], self.lines[cut:]
        if not self.lines:
            self._refill()
        return found

    def _refill(self) -> None:
        self._file.seek(self._position)
        self.lines = self._file.readlines(_BLOCK)
        self._position = self._file.tell()
