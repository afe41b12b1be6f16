"""A build keeps to one thread and seldom searches for cycles; all is behind it as it was."""

from __future__ import annotations

import contextlib
import gc

import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

from kg.build.thrift import SELDOM, thrifty


def test_what_was_set_is_set_again_whatever_happens() -> None:
    before = gc.get_threshold()
    with contextlib.suppress(KeyError), thrifty():
        assert gc.get_threshold() == (SELDOM, *before[1:])
        raise KeyError
    assert gc.get_threshold() == before


def test_a_search_that_was_switched_off_stays_so() -> None:
    before = gc.get_threshold()
    gc.set_threshold(0)
    try:
        with thrifty():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)


def test_algebra_keeps_to_one_thread() -> None:
    assert np.ones(1) @ np.ones(1) == 1  # so that there is a library of algebra
    with threadpool_limits(2):
        before = _threads()
        with thrifty():
            assert set(_threads()) == {1}
        assert _threads() == before


def _threads() -> list[int]:
    return [library["num_threads"] for library in threadpool_info()]
