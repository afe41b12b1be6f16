"""The file that a child writes its answer to: counted, and packed when that was asked."""

from __future__ import annotations

import gzip
import io
from types import TracebackType
from typing import Final

from kg.errors import KgError

_BUFFER: Final = 1 << 18
_LEVEL: Final = 5


class TooMuch(KgError):
    """An answer is larger than its limit; `what` is rows or bytes."""

    def __init__(self, what: str) -> None:
        super().__init__(f"too many {what}")
        self.what = what


class Spool(io.RawIOBase):
    """Writes to a file descriptor; raises TooMuch past a number of bytes, before they are packed."""

    def __init__(self, descriptor: int, limit: int, *, packed: bool) -> None:
        file = open(descriptor, "wb", buffering=_BUFFER, closefd=False)  # noqa: SIM115 - closed with this
        self._file = file
        self._out = gzip.GzipFile(fileobj=file, mode="wb", compresslevel=_LEVEL, mtime=0) if packed else file
        self._left = limit

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._left -= len(data)
        if self._left < 0:
            raise TooMuch("bytes")
        self._out.write(data)
        return len(data)

    def finish(self) -> None:
        """Write what is still held back."""
        if self._out is not self._file:
            self._out.close()
        self._file.flush()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.finish()
