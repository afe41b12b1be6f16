"""Dates and times of day as bylines and datelines write them."""

from __future__ import annotations

import re
from functools import cache

from kg.text.furniture import listed


@cache
def _date() -> re.Pattern[str]:
    """Build the pattern of a day, a month of a year or a time of day; every repetition is bounded."""
    month = "(?:" + "|".join(sorted(map(re.escape, listed("dates", "months")), key=lambda m: (-len(m), m))) + r")\b\.?"
    day, year = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:1[89]|20)\d\d"
    forms = (
        rf"{year}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?",
        r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)",
        rf"{day}\s{{0,2}}[-/.,]?\s{{0,2}}(?:of )?{month}(?:\s{{0,2}}[-/.,]?\s{{0,2}}{year})?",
        rf"{month}\s{{0,2}}[-/]?{day}(?:\s{{0,2}},?\s{{0,2}}{year})?",
        rf"{month}\s{{0,2}},?\s{{0,2}}{year}",
        r"\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?m\b\.?)?",
        r"\d{1,2}\s?[ap]\.?m\b\.?",
        r"\d{1,2}h\d\d",
    )
    return re.compile(r"(?<![\w.,])(?:" + "|".join(forms) + r")(?![\w%])", re.I)


def without_dates(text: str) -> tuple[str, int]:
    """Put a mark for each date and time; say how many there were."""
    return _date().subn(" \x00 ", text)
