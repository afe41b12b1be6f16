"""How a build keeps house with its machine: one thread for algebra, and a seldom search for reference cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SELDOM: Final = 500_000  # new objects between two searches


@contextmanager
def thrifty() -> Iterator[None]:
    """Use one core, and search for cycles seldom.

    The matrices of a language model are small: a second thread saves no time on them and takes a core from another
    process. What a build makes has no cycles, yet every search for some walks over all that was made so far.
    """
    import numpy  # noqa: F401  # whose library of algebra must be there to be told
    from threadpoolctl import threadpool_limits

    before = gc.get_threshold()
    with threadpool_limits(1):
        if before[0]:  # else somebody has switched it off
            gc.set_threshold(max(before[0], SELDOM), *before[1:])
        try:
            yield
        finally:
            gc.set_threshold(*before)
