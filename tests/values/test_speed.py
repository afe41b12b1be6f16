"""The grammar stays linear, whatever it is fed: no pattern may backtrack its way to a halt."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from kg.values import find_periods, find_quantities, find_rates

HOSTILE = [
    *("1", "1,", "1,000,", "1.", "1-", "1/", "1\u00a0", "+1 ", "$", " ", "\u00a0", "in\n", "A ", "a.", "@a", "x"),
    *("one ", "a hundred and ", "half a ", "May ", "May 1 to ", "between ", "first ", "the year ", "last ", "per 1 a"),
    *("2016 ", "2016-", "from 1 to ", "over ", "Monday to ", "the six months to ", "twenty-", "No. ", "aged ", "two-"),
]
READERS: list[Callable[[str], object]] = [lambda text: find_periods(text, "2020-05-05"), find_quantities, find_rates]


def _seconds(read: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began


@pytest.mark.parametrize("piece", HOSTILE)
def test_ten_times_the_text_takes_about_ten_times_as_long(piece: str) -> None:
    short, long = piece * (1_500 // len(piece)), piece * (15_000 // len(piece))
    for read in READERS:
        allowed = 30 * min(_seconds(read, short) for _ in range(2)) + 0.3
        assert _seconds(read, long) < allowed


@pytest.mark.parametrize("piece", ["1,000,", "a hundred and ", "between ", " "])
def test_a_hundred_thousand_hostile_characters_are_read(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert sum(_seconds(read, text) for read in READERS) < 60
