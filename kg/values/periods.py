"""Find times in English text and place them, at their own granularity, on the day the text was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from kg.model import Period, Span
from kg.values import dates, relative, years
from kg.values.iso import Ends, parse_iso
from kg.values.numerals import CARDINALS
from kg.values.phrases import MONTHS, SHORT_WEEKDAYS, WEEKDAYS, Now, Rule, Scene

_WORD: Final = re.compile(r"\w+")
_LIST: Final = re.compile(r"\s{0,3}(?:,|,?\s{1,3}(?:and|or))\s{1,3}|\s?[/&]\s?")


def _triggers() -> dict[str, tuple[Rule, ...]]:
    """Name the rules to try at each word that can begin a time; digits have rules of their own."""
    table: dict[str, tuple[Rule, ...]] = {}

    def at(words: str, *groups: tuple[Rule, ...]) -> None:
        for word in words.split():
            table[word] = (*table.get(word, ()), *(rule for group in groups for rule in group))

    at(" ".join(MONTHS), dates.AT_MONTH)
    at(" ".join(WEEKDAYS), dates.AT_WEEKDAY, relative.AT_WEEKDAY)
    at(" ".join(SHORT_WEEKDAYS), dates.AT_WEEKDAY)
    at("between", dates.AT_BETWEEN, years.AT_BETWEEN)
    at("end beginning start middle close", dates.AT_END, years.AT_END, relative.AT_END)
    at("first second third fourth final last", years.AT_ORDER)
    at("last past this next coming current previous preceding following prior", relative.AT_WHICH)
    at("same corresponding comparable year ensuing subsequent recent", relative.AT_WHICH)
    at("h1 h2", years.AT_HALF)
    at("q1 q2 q3 q4", years.AT_QUARTER)
    at("fiscal financial academic school tax fy", years.AT_FISCAL)
    at(" ".join(f"fy{year}" for year in range(1990, 2051)), years.AT_FISCAL)
    at(" ".join(f"fy{year:02d}" for year in range(100)), years.AT_FISCAL)
    at("spring summer autumn fall winter", years.AT_SEASON)
    at("year", years.AT_YEAR)
    at("year month week day quarter years months weeks days decades centuries", relative.AT_UNIT)
    at(" ".join(CARDINALS), years.AT_NUMBER_WORD, relative.AT_NUMBER)
    at("that", relative.AT_THAT)
    at("a an", relative.AT_ARTICLE)
    at("few several some many couple", relative.AT_VAGUE)
    at("yesterday today tonight tomorrow", relative.AT_DAY_WORD)
    return table


_AT_WORD: Final = _triggers()
_AT_YEAR: Final = (*dates.AT_YEAR, *years.AT_YEAR_NUMBER)
_AT_DAY: Final = (*dates.AT_DAY, *years.AT_DAY_NUMBER, *relative.AT_NUMBER)
_DIGITS: Final = frozenset("0123456789")


@lru_cache(maxsize=16384)
def _rules_at(token: str) -> tuple[Rule, ...]:
    if token[0] not in _DIGITS:
        return _AT_WORD.get(token.lower(), ())
    if token[:4].isdigit() and len(token) >= 4:
        return _AT_YEAR
    return _AT_DAY if len(token) < 5 else ()


def find_periods(text: str, anchor: str | None, offset: int = 0) -> tuple[Period, ...]:
    """Find dates, months, years, their parts and ranges, and words for times that count from the day of writing.

    `anchor` is that day (YYYY, YYYY-MM or YYYY-MM-DD; ValueError for anything else) and `offset` what is added to
    every span. Which words are found does not depend on the anchor; without one, or where it is too coarse, relative
    times keep their words and have neither start nor end. A period starts with its own words: prepositions ("since",
    "by") and articles lie outside, so an open period ("since April 2021") is the time that it names.

    >>> [(p.text, p.start, p.end) for p in find_periods("It grew in the first half after a dip in 2016.", "2018-08-16")]
    [('first half', '2018-01', '2018-06'), ('2016', '2016', '2016')]
    """
    days = parse_iso(anchor) if anchor is not None else None
    return tuple(_periods(text, days, offset))


def _periods(text: str, days: tuple[date, date] | None, offset: int) -> Iterator[Period]:
    done, after_year = 0, False
    for word in _WORD.finditer(text):
        rules = _rules_at(word[0])
        if not rules or word.start() < done:
            continue
        listed = after_year and word.start() - done < 12 and _LIST.fullmatch(text, done, word.start()) is not None
        found = _first_hit(rules, text, word.start(), listed)
        if found is None:
            continue
        rule, match = found
        done, after_year = match.end(), match[0][-4:].isdigit()
        ends = _placed(rule, match, days)
        start, end = ends or (None, None)
        yield Period(start, end, match[0], Span(match.start() + offset, match.end() + offset))


def _first_hit(rules: tuple[Rule, ...], text: str, start: int, listed: bool) -> tuple[Rule, re.Match[str]] | None:
    if start and text[start] in _DIGITS and _inside_figure(text, start):
        return None
    for rule in rules:
        match = rule.pattern.match(text, start)
        if match and (rule.fits is None or rule.fits(Scene(text, match, listed))):
            return rule, match
    return None


def _inside_figure(text: str, start: int) -> bool:
    """Say whether digits continue a number, a sum or a code, so that no date begins here."""
    before = text[start - 1]
    if before in "$€£¥₹#@_+=%":
        return True
    return before in ".,:-/" and start > 1 and text[start - 2] in _DIGITS


def _placed(rule: Rule, match: re.Match[str], days: tuple[date, date] | None) -> Ends | None:
    """Place a match; on a coarse anchor only where its first and last day agree, so that nothing is guessed."""
    text, start, end = match.string, match.start(), match.end()
    if days is None:
        return rule.place(match, None)
    first = rule.place(match, Now(days[0], text, start, end))
    if days[0] == days[1] or first is None:
        return first
    return first if rule.place(match, Now(days[1], text, start, end)) == first else None
