"""What is told before it can be written: kept in memory while it is little, in a file that nobody sees beyond that."""

from __future__ import annotations

import marshal
import tempfile
from collections.abc import Iterator
from typing import Any, Final

_IN_MEMORY: Final = 1 << 18
_BATCH: Final = 128  # rows that are read and written together
_CHUNK: Final = 1 << 16


class Text:
    """Bytes that are read back once."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY, prefix="kg-spool-")  # noqa: SIM115 - it goes with this
        self.write = self._file.write

    def flush(self) -> None:
        """Do nothing: what was written can be read at once."""

    def chunks(self) -> Iterator[bytes]:
        """Yield what was written."""
        self._file.seek(0)
        while chunk := self._file.read(_CHUNK):
            yield chunk


class Rows:
    """Rows of plain values (tuples, strings, numbers, dictionaries), read back as often as wanted."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY, prefix="kg-spool-")  # noqa: SIM115 - it goes with this
        self._batch: list[Any] = []
        self._count = 0
        self._end = 0

    def append(self, row: Any) -> None:
        """Keep a row."""
        self._batch.append(row)
        self._count += 1
        if len(self._batch) >= _BATCH:
            data = marshal.dumps(self._batch)  # for this process alone, so that its format may change as it likes
            self._file.seek(self._end)
            self._file.write(len(data).to_bytes(8) + data)
            self._end += len(data) + 8
            self._batch.clear()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Any]:
        """Yield the rows in the order in which they came."""
        position = 0
        while position < self._end:
            self._file.seek(position)
            size = int.from_bytes(self._file.read(8))
            position += size + 8
            yield from marshal.loads(self._file.read(size))
        yield from self._batch
