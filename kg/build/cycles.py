"""Python's search for reference cycles, held back while a build runs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SELDOM: Final = 500_000  # new objects between two searches


@contextmanager
def seldom_sought() -> Iterator[None]:
    """Search for cycles seldom: what a build makes has none, yet every search walks over all that was made so far."""
    before = gc.get_threshold()
    if before[0]:  # else somebody has switched it off
        gc.set_threshold(max(before[0], SELDOM), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
