"""ISO dates at their own granularity: YYYY, YYYY-MM, YYYY-MM-DD."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from kg.model import Period

_ISO: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

Ends = tuple[str, str]


@lru_cache(maxsize=4096)
def parse_iso(text: str) -> tuple[date, date]:
    """Return the first and the last day of an ISO year, month or day; raises ValueError for anything else.

    >>> parse_iso("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    match = _ISO.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or month is None:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def bounds(period: Period) -> tuple[date, date] | None:
    """Return the first and the last day of a period; None where it is not placed in time."""
    if period.start is None or period.end is None:
        return None
    return parse_iso(period.start)[0], parse_iso(period.end)[1]


def year_of(period: Period) -> int | None:
    """Return the year that a period lies in; None where it spans several or is not placed in time."""
    days = bounds(period)
    return days[0].year if days and days[0].year == days[1].year else None


def contains(outer: Period, inner: Period) -> bool:
    """Say whether one period lies wholly inside another; False where either is not placed in time."""
    out, within = bounds(outer), bounds(inner)
    return bool(out and within and out[0] <= within[0] and within[1] <= out[1])


def shift(period: Period, *, years: int = 0, months: int = 0) -> Period:
    """Move a period and keep its granularity, words and span: "a year earlier" is `shift(p, years=-1)`.

    The 29th of February moves to the 28th where it must. Whole years move by whole years only: shifted by months that
    are no multiple of twelve, a period of years comes back unplaced, as does one that leaves the calendar.
    """
    ends = (period.start, period.end)
    moved = tuple(_moved(end, years * 12 + months) if end else None for end in ends)
    if None in moved:
        return replace(period, start=None, end=None)
    return replace(period, start=moved[0], end=moved[1])


def _moved(text: str, months: int) -> str | None:
    first = parse_iso(text)[0]
    if len(text) == 4:
        return year_iso(first.year + months // 12) if months % 12 == 0 else None
    total = first.year * 12 + first.month - 1 + months
    year, month = total // 12, total % 12 + 1
    if len(text) == 7:
        return month_iso(year, month)
    if not 1 <= year <= 9999:
        return None
    return day_iso(year, month, min(first.day, calendar.monthrange(year, month)[1]))


def year_iso(year: int) -> str | None:
    """Write a year; None outside the calendar."""
    return f"{year:04d}" if 1 <= year <= 9999 else None


def month_iso(year: int, month: int) -> str | None:
    """Write a month; None outside the calendar."""
    return f"{year:04d}-{month:02d}" if 1 <= year <= 9999 and 1 <= month <= 12 else None


def day_iso(year: int, month: int, day: int) -> str | None:
    """Write a day; None where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def month_before(day: date, months: int) -> tuple[int, int]:
    """Return (year, month) a number of months before a day's month; negative numbers look ahead."""
    total = day.year * 12 + day.month - 1 - months
    return total // 12, total % 12 + 1


def days_from(day: date, days: int) -> date | None:
    """Return the day that many days later; None outside the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def ends(start: str | None, end: str | None) -> Ends | None:
    """Pair two ends; None where either is missing or they are in the wrong order."""
    if start is None or end is None or parse_iso(start)[0] > parse_iso(end)[1]:
        return None
    return start, end
