"""Periods as the gold writes them, compared: equal, or one a plain year, month or day that holds the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from kg.values.iso import parse_iso

_PART: Final = re.compile(r"([0-9]{4})-([HQ])([1-4])")
_MONTHS: Final = {"H": 6, "Q": 3}
_TIME: Final = re.compile(r"(T.*|Z|[+-]\d\d:\d\d)$")
_YEAR: Final = 366  # days; the gold gives no period to totals over more than a year


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day; `plain` is true of a year, a month or a day, which may be a prefix of another."""

    first: date
    last: date
    plain: bool

    def contains(self, other: Days) -> bool:
        """Say whether another lies wholly inside."""
        return self.first <= other.first and other.last <= self.last


@lru_cache(maxsize=4096)
def parse(text: str) -> Days:
    """Read YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Hn, YYYY-Qn or START/END; raises ValueError for anything else.

    >>> parse("2018-H2").first, parse("2018-01/2018-03").last
    (datetime.date(2018, 7, 1), datetime.date(2018, 3, 31))
    """
    parts = [_TIME.sub("", part.strip()) for part in text.upper().split("/")]
    days = [_ends(part) for part in parts]
    if len(days) > 2 or days[0][0] > days[-1][1]:
        raise ValueError(f"{text!r} is no period: write START/END, the earlier first")
    return Days(days[0][0], days[-1][1], len(days) == 1 and _PART.fullmatch(parts[0]) is None)


def _ends(text: str) -> tuple[date, date]:
    part = _PART.fullmatch(text)
    if part is None:
        try:
            return parse_iso(text)
        except ValueError as error:
            raise ValueError(f"{text!r} is no period: {error}") from None
    year, kind, count = part.groups()
    length, last = _MONTHS[kind], _MONTHS[kind] * int(count)
    if last > 12:
        raise ValueError(f"{text!r} is no period: a year has two halves")
    return date(int(year), last - length + 1, 1), parse_iso(f"{year}-{last:02}")[1]


def same(gold: str | None, answer: str | None) -> bool:
    """Say whether an answer's period will do for the gold's; none matches none, and spans of over a year.

    >>> same("2018-H1", "2018"), same("2018-H1", "2018-03"), same(None, "2016/2020")
    (True, False, True)
    """
    a, b = _read(gold), _read(answer)
    if gold is None and b is not None:
        return (b.last - b.first).days > _YEAR
    if a is None or b is None:
        return gold is None and answer is None
    if (a.first, a.last) == (b.first, b.last):
        return True
    return (a.plain and a.contains(b)) or (b.plain and b.contains(a))


def _read(text: str | None) -> Days | None:
    try:
        return None if text is None else parse(text)
    except ValueError:
        return None
