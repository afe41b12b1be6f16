"""A number with its unit, and the words that look like numbers and are none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.values.numerals import GAP, SCALES, Numeral, scale_by_letter, tidy, words
from kg.values.phrases import COUNTED
from kg.values.units import Unit, currency_before, unit_after

TIMES: Final = ("year", "month", "week", "day", "hour", "minute", "decade", "century")
_ARTICLE: Final = re.compile(
    rf"(half{GAP})?an?{GAP}(?:({'|'.join(SCALES)}|dozen)|({'|'.join(TIMES)})"
    rf"(?:{GAP}and{GAP}a{GAP}(half|quarter))?)(?!\w|-|['’])",
    re.I,
)
_LASTS: Final = re.compile(
    rf"(?<!\w)(?:for|within|after|nearly|almost|about|over|under|than|least|around|in|lasted|took|takes|half|to|spent){GAP}\Z",
    re.I,
)
_NO_LENGTH: Final = re.compile(rf"{GAP}(?:ago|earlier|later|before|from|on{GAP}(?:year|month))\b", re.I)
_AGED: Final = re.compile(rf"(?<!\w)(?:aged?|ages|under-|over-){GAP}?(?:between{GAP}|from{GAP})?\Z", re.I)
_NAME_COMMA: Final = re.compile(r"[A-Z][^\W\d_]+,[^\S\n]\Z")
_COUNTED: Final = re.compile(COUNTED)
_LOWER_NEXT: Final = re.compile(rf"{GAP}([a-z][a-z-]*)")
_ONE_IS_NO_NUMBER: Final = words(
    "of another or day thing by is was has who that which can must may will would could and in for to from at "
    "with as more morning evening night side hand the than on but its his her their our had were are also time "
    "such might should"
)
_ONE_BELONGS: Final = re.compile(
    rf"(?<!\w)(?:no|any|every|some|each|this|that|the|which|another|square|as|at|day|day-|this-){GAP}\Z", re.I
)
LETTERS: Final = frozenset("NRPK")  # currencies that are sums only with a scale or separators: "N1.3 billion"
_MEMBERS: Final = re.compile(r"-(?:member|strong|person|nation|country|seat|odd|plus)(?!\w)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number read with its unit, before approximations are looked up."""

    value: Decimal
    unit: str | None
    kind: str
    start: int
    end: int
    number: tuple[int, int]
    numeral: Numeral | None = None


def read_article(text: str, start: int) -> Reading | None:
    """Read "a dozen", "half a million", "nearly a year", "half an hour", "a year and a half"."""
    match = _ARTICLE.match(text, start)
    if not match:
        return None
    value = Decimal("0.5") if match[1] else Decimal(1)
    if match[2]:
        return Reading(tidy(value * SCALES.get(match[2].lower(), 12)), None, "number", start, match.end(), match.span())
    if _NO_LENGTH.match(text, match.end()) or not (
        match[1] or match[4] or _LASTS.search(text[max(0, start - 14) : start])
    ):
        return None
    value += {"half": Decimal("0.5"), "quarter": Decimal("0.25")}.get((match[4] or "").lower(), Decimal(0))
    years = {"decade": 10, "century": 100}.get(match[3].lower())
    unit = "years" if years else match[3].lower() + "s"
    return Reading(tidy(value * (years or 1)), unit, "duration", start, match.end(), (start, match.end()))


def read_unit(text: str, numeral: Numeral, currency: str | None = None) -> Reading:
    """Add the unit: a currency before the number, or what follows it."""
    before = currency_before(text, numeral.start)
    if before and before[0] in LETTERS and numeral.plain and not numeral.short:  # "N95" is no sum, "N1.3 billion" is
        before = None
    if numeral.short and _letter_is_scale(text, numeral, bool(before or currency)):
        numeral = scale_by_letter(numeral)
    start, end, number = numeral.start, numeral.end, (numeral.start, numeral.end)
    unit: Unit | None = None
    if before:
        start, unit = before[1], Unit(before[0], "money", end)
    elif currency:
        unit = Unit(currency, "money", end)
    else:
        unit = unit_after(text, end)
    if unit is None and (match := _MEMBERS.match(text, end)) and match[0] not in {"-odd", "-plus"}:
        end = match.end()
    if unit is None and (_AGED.search(text[max(0, start - 16) : start]) or _is_age(text, numeral)):
        unit = Unit("years", "age", end)
    if unit and unit.name == "decades":
        return Reading(tidy(numeral.value * 10), "years", unit.kind, start, unit.end, number, numeral)
    if unit is None:
        return Reading(numeral.value, None, "number", start, end, number, numeral)
    return Reading(numeral.value, unit.name, unit.kind, start, max(end, unit.end), number, numeral)


def _letter_is_scale(text: str, numeral: Numeral, money: bool) -> bool:
    letter, end = numeral.short.strip(), numeral.end + len(numeral.short)
    if money or len(letter) > 1 or letter == "k":
        return True
    if letter == "K":
        return numeral.value >= 10
    follows = unit_after(text, end)
    return letter in "mM" and (bool(_COUNTED.match(text, end)) or bool(follows and follows.kind == "money"))


def _is_age(text: str, numeral: Numeral) -> bool:
    """Tell the age in "John Lee, 57, said"."""
    name = _NAME_COMMA.search(text[max(0, numeral.start - 24) : numeral.start])
    return bool(name) and numeral.plain and 5 <= numeral.value <= 110 and text[numeral.end : numeral.end + 2] == ", "


def is_word(text: str, numeral: Numeral) -> bool:
    """Tell numbers in words from pronouns, names and compounds: "one of", "Group of Seven", "two-way", "net zero"."""
    start, end = numeral.start, numeral.end
    before = text[max(0, start - 16) : start]
    if unit := unit_after(text, end):
        return unit.name == "days" and text[start:end].lower() == "one" and not _LASTS.search(before)
    if text[end : end + 1] == "-" and not _MEMBERS.match(text, end):
        return True
    if before.endswith("-") or (
        numeral.value == 0 and re.search(r"(?:net|ground|patient|absolute)[\s-]\Z", before, re.I)
    ):
        return True
    if text[start:end].lower() == "one":
        follows = _LOWER_NEXT.match(text, end)
        return not follows or follows[1] in _ONE_IS_NO_NUMBER or _ONE_BELONGS.search(before) is not None
    if text[start].isupper() and re.search(r"[^\s.!?:“\"(][^\S\n]\Z", before):
        return re.search(r"(?:\b[A-Z][\w.]*|of)[^\S\n]\Z", before) is not None or text[end : end + 2].strip().istitle()
    return False
