"""ISO dates at their own granularity: a year, a month or a day."""

from __future__ import annotations

import datetime
import re

from kg.errors import UsageError

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DAY_OF_TIMESTAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}", re.ASCII)


def iso_date(text: str) -> str:
    """Check that a text is a date (YYYY, YYYY-MM or YYYY-MM-DD) of the calendar, and return it trimmed.

    >>> iso_date("2021-04")
    '2021-04'
    """
    date = text.strip()
    parts = _ISO.fullmatch(date)
    if parts is None:
        raise UsageError(f"date {text!r} is not of the form YYYY, YYYY-MM or YYYY-MM-DD; write for example 2021-04-27")
    year, month, day = (int(part) if part else 1 for part in parts.groups())
    try:
        datetime.date(year, month, day)
    except ValueError as error:
        raise UsageError(f"date {text!r} is not in the calendar ({error}); write for example 2021-04-27") from None
    return date


def day_of(text: str) -> str:
    """Check a date like `iso_date`, and take the day of a timestamp (2021-04-27T10:00:00Z) as well."""
    stamp = _DAY_OF_TIMESTAMP.match(text.strip())
    return iso_date(stamp[1] if stamp else text)
