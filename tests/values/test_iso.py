"""ISO dates at their own granularity."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Period
from kg.values import bounds, contains, parse_iso, shift, year_of


def _period(start: str | None, end: str | None = None) -> Period:
    return Period(start, end or start, "words")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_first_and_last_day(text: str, first: date, last: date) -> None:
    assert parse_iso(text) == (first, last)


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2024-02-30", "2024-2", "2024-02-29T10:00", "0000", "next year"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_iso(text)


@pytest.mark.parametrize(
    ("period", "years", "months", "expected"),
    [
        (_period("2018"), -1, 0, ("2017", "2017")),
        (_period("2018-01", "2018-06"), -1, 0, ("2017-01", "2017-06")),
        (_period("2020-02-29"), -1, 0, ("2019-02-28", "2019-02-28")),
        (_period("2020-01"), 0, -1, ("2019-12", "2019-12")),
        (_period("2020"), 0, -1, (None, None)),
        (_period("0001"), -1, 0, (None, None)),
        (_period(None), -1, 0, (None, None)),
    ],
)
def test_a_period_moves_at_its_own_granularity(
    period: Period, years: int, months: int, expected: tuple[str | None, str | None]
) -> None:
    moved = shift(period, years=years, months=months)
    assert (moved.start, moved.end) == expected


def test_what_contains_what() -> None:
    half, june = _period("2018-01", "2018-06"), _period("2018-06")
    assert contains(half, june)
    assert not contains(june, half)
    assert not contains(half, _period(None))


def test_the_year_of_a_period_is_told_only_when_there_is_one() -> None:
    assert year_of(_period("2018-01", "2018-06")) == 2018
    assert year_of(_period("2018", "2019")) is None
    assert year_of(_period(None)) is None
    assert bounds(_period(None)) is None


@given(st.dates(date(1000, 1, 1)), st.integers(-500, 500))
def test_a_month_moved_there_and_back_is_itself(day: date, months: int) -> None:
    period = _period(day.isoformat()[:7])
    there = shift(period, months=months)
    assert there.start is None or shift(there, months=-months) == period
