"""What rules for periods are made of: patterns, the scene that a match stands in, the day it is read on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kg.values.iso import Ends, day_iso, ends, month_iso
from kg.values.numerals import CARDINALS, GAP, TENS, UNITS, words
from kg.values.tense import Lean, lean_of

_NAMES = words("january february march april may june july august september october november december")
MONTHS: Final = {
    **{name: number for number, name in enumerate(_NAMES, 1)},
    **{name[:3]: number for number, name in enumerate(_NAMES, 1)},
    "sept": 9,
}
_DAYS = words("monday tuesday wednesday thursday friday saturday sunday")
WEEKDAYS: Final = {name: number for number, name in enumerate(_DAYS)}
SHORT_WEEKDAYS: Final = frozenset({*(name[:3] for name in _DAYS), "tues", "weds", "thur", "thurs"})

END = r"(?!\w)"
MONTH = rf"(?:(?:{'|'.join(_NAMES)}){END}|(?:sept|{'|'.join(name[:3] for name in _NAMES)}){END}\.?)"
WEEKDAY = rf"(?:{'|'.join(_DAYS)}){END}"
WEEKDAY_FIRST = rf"(?:(?:{'|'.join(_DAYS)}|{'|'.join(sorted(SHORT_WEEKDAYS))}){END}\.?,?{GAP})?"
_FIGURE = rf"(?!{GAP}?(?:%|per{GAP}?cent|percentage|pct|million|billion|points|yuan|dollars|euros))"
DAY = rf"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?!\w|[.,:][0-9]){_FIGURE}"
COUNTED = (  # a plural noun follows: what stands before it is a count
    rf"{GAP}(?!(?:as|was|is|has|its|this|his|plus|across|versus|unless|towards|besides|perhaps|sees|yes|thus|less|us)"
    rf"{END})[a-z]{{2,20}}(?:s|people|children|women|men|staff){END}"
)
YEAR = r"(?:1[5-9][0-9]{2}|20[0-9]{2}|2100)"
YEAR_END = r"(?!\w|[.,][0-9])"
TO = rf"(?:{GAP}?[-–—]{GAP}?|{GAP}(?:to|until|till|through|thru){GAP})"
AND = rf"{GAP}and{GAP}"
NUMBER = rf"(?:[0-9]{{1,3}}(?![0-9])|(?:{'|'.join(TENS)})(?:-(?:{'|'.join(UNITS)}))?|{'|'.join(reversed(UNITS))})"


def year_group(number: str = "") -> str:
    """Match an optional year after a month or day: ", 2018", "of 2018", "last year"; groups `year` and `rel`."""
    round_count = rf"(?!(?:1[5-9]|20)00{COUNTED})"
    return (
        rf"(?:(?:,?{GAP}(?:of{GAP})?|-){round_count}(?P<year{number}>{YEAR}){YEAR_END}"
        rf"|,?{GAP}(?:of{GAP})?(?P<rel{number}>last|this|next|that|the{GAP}same|the{GAP}following|the{GAP}previous)"
        rf"{GAP}year{END})?"
    )


_LAST_WORD: Final = re.compile(rf"([^\W\d_]+(?:['’]s)?)(?:{GAP}|-)\Z")


@dataclass(frozen=True, slots=True)
class Now:
    """The day on which a text is read, and the place in it whose direction of time matters."""

    day: date
    text: str
    start: int
    end: int

    @property
    def lean(self) -> Lean:
        return lean_of(self.text, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Scene:
    """A match in its text; `after_year` when a year stands just before it in the same list ("2018, 2019 and …")."""

    text: str
    match: re.Match[str]
    after_year: bool

    @property
    def before(self) -> str:
        return self.text[max(0, self.match.start() - 32) : self.match.start()]

    @property
    def after(self) -> str:
        return self.text[self.match.end() : self.match.end() + 32]

    @property
    def last_word(self) -> str:
        """The word before, in lower case; "" at the start of a sentence or after other punctuation than a hyphen."""
        word = _LAST_WORD.search(self.before)
        return word[1].lower() if word else ""


Place = Callable[[re.Match[str], Now | None], Ends | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """Words for a time: their pattern, where they lie in time (None: words only), and in what scene they mean it."""

    pattern: re.Pattern[str]
    place: Place
    fits: Callable[[Scene], bool] | None = None


def rule(pattern: str, place: Place, fits: Callable[[Scene], bool] | None = None) -> Rule:
    """Compile a rule; case is ignored, scenes that care look at the match."""
    return Rule(re.compile(pattern, re.I), place, fits)


def unplaced(match: re.Match[str], now: Now | None) -> None:
    """Keep the words and place them nowhere."""


def said(match: re.Match[str], group: str) -> str | None:
    """Return what a group matched; None also where the rule's pattern has no such group."""
    return match[group] if group in match.re.groupindex else None


def count_of(words: str) -> int:
    """Read a number that NUMBER matched; "a" and "an" are one."""
    if words.isdigit():
        return int(words)
    return sum(CARDINALS.get(part, 1) for part in words.lower().split("-"))


def month_number(name: str) -> int:
    """Read a month's name or abbreviation."""
    return MONTHS[name.lower().rstrip(".")]


def relative_year(words: str, now: Now | None) -> int | None:
    """Read "last year", "this", "next"; None for "that year" and without a day to count from."""
    delta = {"last": -1, "this": 0, "next": 1}.get(words.lower().split()[0])
    return now.day.year + delta if now and delta is not None else None


def year_of_day(month: int, day: int, now: Now) -> int | None:
    """Choose the year of a day that is given without one: see `_chosen`."""
    days = [d for year in range(now.day.year - 4, now.day.year + 5) if (d := _day(year, month, day))]
    past = [d for d in days if d <= now.day + timedelta(1)]  # a day's grace for time zones
    ahead = [d for d in days if d >= now.day]
    return _chosen(past[-1] if past else None, ahead[0] if ahead else None, now)


def year_of_month(month: int, now: Now, *, nearer: bool = True) -> int | None:
    """Choose the year of a month that is given without one: see `_chosen`."""
    this = now.day.replace(day=1)
    months = [date(year, month, 1) for year in range(max(1, this.year - 1), min(9999, this.year + 1) + 1)]
    past, ahead = [m for m in months if m <= this], [m for m in months if m >= this]
    return _chosen(past[-1] if past else None, ahead[0] if ahead else None, now, nearer)


def _day(year: int, month: int, day: int) -> date | None:
    return date.fromisoformat(iso) if 1 <= year <= 9999 and (iso := day_iso(year, month, day)) else None


def _chosen(past: date | None, ahead: date | None, now: Now, nearer: bool = True) -> int | None:
    """The latest that is over, or the next one where the clause looks ahead.

    Without a verb to go by, news means the nearer: whoever writes of ten months ago gives the year.
    """
    if past is None or ahead is None:
        return None
    lean = now.lean
    if lean is Lean.FUTURE or (nearer and lean is Lean.UNKNOWN and (now.day - past).days > 200):
        return ahead.year
    return past.year


def one_day(year: int | None, month: int, day: int) -> Ends | None:
    """Place a single day."""
    iso = day_iso(year, month, day) if year is not None else None
    return ends(iso, iso)


def one_month(year: int | None, month: int) -> Ends | None:
    """Place a single month."""
    iso = month_iso(year, month) if year is not None else None
    return ends(iso, iso)
