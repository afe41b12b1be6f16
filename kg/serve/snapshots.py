"""The generations of a store: readers keep the one they began with, an update makes the next."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path


class Snapshots:
    """Stores in folders of their own; one that is superseded is removed with its last reader."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        self._readers: dict[Path, int] = {}
        self._current: Path | None = None

    @property
    def current(self) -> Path | None:
        """The store that a reader would be given now."""
        return self._current

    @contextlib.contextmanager
    def reading(self) -> Iterator[Path]:
        """Give the store that is current now; it stays while it is read."""
        path = self._current
        if path is None:
            raise RuntimeError("there is no store yet")
        self._readers[path] += 1
        try:
            yield path
        finally:
            self._readers[path] -= 1
            self._remove_old(path)

    @contextlib.contextmanager
    def next(self) -> Iterator[Path]:
        """Give the path of a next store; it becomes current unless an error is raised, and then is removed."""
        self._number += 1
        path = self._folder / f"store-{self._number}"
        try:
            yield path
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise
        old, self._current = self._current, path
        self._readers[path] = 0
        if old is not None:
            self._remove_old(old)

    def _remove_old(self, path: Path) -> None:
        if path != self._current and self._readers.get(path) == 0:
            del self._readers[path]
            shutil.rmtree(path, ignore_errors=True)
