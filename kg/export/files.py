"""The writing of files: beside the old one first, then in its place."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from kg.errors import OutputError


def save(path: str | Path, chunks: Iterable[bytes]) -> None:
    """Write a file beside its place and rename it; what stood there stays until then."""
    save_together({Path(path): chunks})


def save_together(files: Mapping[Path, Iterable[bytes]]) -> None:
    """Write several files beside their places, and rename them when all are whole."""
    with contextlib.ExitStack() as stack:
        writers = [(stack.enter_context(replacing(path)), chunks) for path, chunks in files.items()]
        for path, (write, chunks) in zip(files, writers, strict=True):
            try:
                for chunk in chunks:
                    write(chunk)
            except OSError as error:
                raise _unwritten(path, error) from None


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[Callable[[bytes], object]]:
    """Give a function that writes to a file which takes the path's place at the end, and vanishes on any error."""
    target = Path(path)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            yield file.write
        temporary.chmod(_mode(target))
        temporary.replace(target)
        temporary = None
    except OSError as error:
        raise _unwritten(target, error) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def writable(path: str | Path) -> None:
    """Raise OutputError when a file could not be put there, before any work is done."""
    target = Path(path)
    if target.is_dir():
        raise OutputError(f"{target}: is a folder; name a file in it")
    if not target.parent.is_dir():
        raise OutputError(f"{target}: there is no folder {target.parent}; make it first")
    if not os.access(target.parent, os.W_OK):
        raise OutputError(f"{target}: cannot be written: no permission in {target.parent}; choose another place")


def _unwritten(target: Path, error: OSError) -> OutputError:
    if isinstance(error, OutputError):
        return error
    return OutputError(f"{target}: cannot be written: {error.strerror or error}; choose another place")


def _mode(target: Path) -> int:
    """Keep an old file's permissions; give a new one what the umask leaves."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
