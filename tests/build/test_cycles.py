"""The search for cycles is held back for a build, and as it was behind it."""

from __future__ import annotations

import contextlib
import gc

from kg.build.cycles import SELDOM, seldom_sought


def test_what_was_set_is_set_again_whatever_happens() -> None:
    before = gc.get_threshold()
    with contextlib.suppress(KeyError), seldom_sought():
        assert gc.get_threshold() == (SELDOM, *before[1:])
        raise KeyError
    assert gc.get_threshold() == before


def test_a_search_that_was_switched_off_stays_so() -> None:
    before = gc.get_threshold()
    gc.set_threshold(0)
    try:
        with seldom_sought():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)
