"""Find quantities in English text: numbers, shares, money, durations, positions, with how they are approximated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from kg.model import Comparator, Period, Quantity, Span
from kg.values.comparators import comparator_after, comparator_before
from kg.values.fractions import PARTS, read_share
from kg.values.labels import CLOCK, blind_spots, inside_code, is_label
from kg.values.numerals import CARDINALS, DOZEN, GAP, ORDINALS, SCALES, read_numeral, tidy
from kg.values.ordinals import read_number_sign, read_position
from kg.values.periods import find_periods
from kg.values.phrases import COUNTED
from kg.values.rates import Rate, find_rates
from kg.values.readings import LETTERS, TIMES, Reading, is_word, read_article, read_unit
from kg.values.units import currency_before

_WORD: Final = re.compile(r"[^\W\d_]+|[0-9]+|[½¼¾⅓⅔№]")
_FOLD: Final = {f"{word}fold": value for word, value in CARDINALS.items() if 1 < value <= 20}
_ARTICLES: Final = frozenset({"a", "an", "A", "An"})
_TRIGGERS: Final = frozenset({*CARDINALS, *ORDINALS, *_FOLD, *_ARTICLES, "half", "no", "nos", "number"})
_OF_ARTICLE: Final = re.compile(
    rf"an?(?:-|{GAP})(?:{'|'.join((*PARTS, 'halve', *SCALES, DOZEN, *TIMES))})", re.I
)  # what "a" may say as a number: a share, a scale, a length of time
_RANGE: Final = re.compile(rf"{GAP}(?:to|and){GAP}|[^\S\n]?[-–—][^\S\n]?")
_MOVES: Final = re.compile(
    rf"(?<!\w)(?:from|by|up|down|rose|fell|grew|climbed|dropped|increased|decreased|jumped|dipped|gained|lost){GAP}\Z",
    re.I,
)
_DURING: Final = re.compile(
    rf"(?<!\w)(?:for|after|in|lasted|took|takes|of|with|just|well|slightly){GAP}over{GAP}\Z", re.I
)
_COUNTED: Final = re.compile(COUNTED)
_BINDS: Final = re.compile(rf"(?:{GAP}[a-z][a-z-]{{1,20}}){{0,3}}{GAP}?", re.I)


def find_quantities(text: str, offset: int = 0, *, periods: Sequence[Period] | None = None) -> tuple[Quantity, ...]:
    """Find quantities in order; `offset` is added to every span.

    Numbers inside dates and rates ("per 10,000 residents") are none. `periods` are those of this text, found with the
    same offset, if they are known already. A range gives its ends ("10 to 15": more than 10, less than 15), unless it
    is a change ("from 10 to 15": both as they stand). Shares in words are percent, to two decimals (a third: 33.33).

    >>> [(q.value, q.comparator.value, q.unit) for q in find_quantities("over 3.9 million items, up 7.31 percent")]
    [(Decimal('3900000'), 'MoreThan', None), (Decimal('7.31'), 'Exactly', 'percent')]
    """
    if periods is None:
        periods = find_periods(text, None, offset)
    rates = find_rates(text)
    masked = [(p.span.start - offset, p.span.end - offset) for p in periods if p.span]
    masked += [(rate.span.start, rate.span.end) for rate in rates]
    masked = sorted(masked + blind_spots(text))
    return tuple(_with_rates(text, _quantities(text, masked), rates, offset))


def _with_rates(text: str, found: Iterator[Quantity], rates: Sequence[Rate], offset: int) -> Iterator[Quantity]:
    """Give a quantity the rate that follows it or its noun: "731 applications per million inhabitants"."""
    waiting = list(rates)
    for quantity in found:
        while waiting and waiting[0].span.start < quantity.span.end:
            waiting.pop(0)
        rate = waiting[0] if waiting else None
        near = rate and rate.span.start - quantity.span.end < 60
        if rate and near and _BINDS.fullmatch(text, quantity.span.end, rate.span.start):
            quantity = replace(quantity, per=rate.per)
        number = quantity.number and Span(quantity.number.start + offset, quantity.number.end + offset)
        span = Span(quantity.span.start + offset, quantity.span.end + offset)
        yield replace(quantity, span=span, number=number)


def _quantities(text: str, masked: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
    done, mask = 0, 0
    previous: Quantity | None = None
    for word in _WORD.finditer(text):
        start, token = word.start(), word[0]
        if start < done or not _may_begin(token):
            continue
        if token in _ARTICLES and not _OF_ARTICLE.match(text, start):
            continue
        while mask < len(masked) and masked[mask][1] <= start:
            mask += 1
        if mask < len(masked) and masked[mask][0] <= start:
            continue
        for quantity, end in _read(text, start, token, previous):
            done = max(done, end)
            if quantity:
                previous = quantity
                yield quantity


@lru_cache(maxsize=16384)
def _may_begin(token: str) -> bool:
    return token[0] in "0123456789½¼¾⅓⅔№" or token.lower() in _TRIGGERS


def _read(text: str, start: int, token: str, previous: Quantity | None) -> Iterator[tuple[Quantity | None, int]]:
    """Read what begins at a trigger: quantities, and up to where the text is dealt with."""
    comparator = comparator_before(text, start)
    if share := read_share(text, start, approximated=comparator[0] is not Comparator.EXACTLY):
        yield _shared(share.value, start, share.end, comparator), share.end
    elif position := read_number_sign(text, start) or read_position(text, start):
        span, number = Span(position.start, position.end), Span(*position.number)
        value = Decimal(position.value)
        yield Quantity(value, Comparator.EXACTLY, None, "ordinal", span, number=number), position.end
    elif token.lower() in {"a", "an", "half"}:
        if reading := read_article(text, start):
            yield _quantity(text, reading), reading.end
    elif factor := _FOLD.get(token.lower()):
        end = start + len(token)
        yield _quantity(text, Reading(Decimal(factor), "times", "number", start, end, (start, end))), end
    elif token[0] in "0123456789":
        yield from _read_digits(text, start, previous)
    elif token.lower() in CARDINALS and (numeral := read_numeral(text, start)) and not is_word(text, numeral):
        yield from _read_range(text, read_unit(text, numeral), previous)


def _shared(value: Decimal, start: int, end: int, found: tuple[Comparator, int, str]) -> Quantity:
    return Quantity(value, found[0], "percent", "fraction", Span(found[1], end), number=Span(start, end))


def _read_digits(text: str, start: int, previous: Quantity | None) -> Iterator[tuple[Quantity | None, int]]:
    begin = (
        start - 1 if text[start - 1 : start] == "." and text[max(0, start - 2) : start - 1] in {"", " ", "$"} else start
    )
    if begin == start and inside_code(text, start) and not _is_sum(text, start):
        yield None, start + 1
        return
    clock, numeral = CLOCK.match(text, start), read_numeral(text, start)
    if clock or numeral is None:
        yield None, clock.end() if clock else start + 1
        return
    if begin < start:  # ".5 percent"
        numeral = replace(numeral, start=begin, value=Decimal(f"0.{text[start : numeral.end]}"), plain=False)
    reading = read_unit(text, numeral)
    bare = reading.unit is None and numeral.plain
    if (bare and is_label(text, numeral)) or text[reading.end : reading.end + 1].isalpha():
        yield None, numeral.end
        return
    yield from _read_range(text, reading, previous)


def _is_sum(text: str, start: int) -> bool:
    """Say whether the letters right before digits are a currency: "Sh1.2 million" is a sum, "N95" a code."""
    currency, numeral = currency_before(text, start), read_numeral(text, start)
    if currency is None or numeral is None:
        return False
    return currency[0] not in LETTERS or not numeral.plain or bool(numeral.short)


def _read_range(text: str, low: Reading, previous: Quantity | None) -> Iterator[tuple[Quantity | None, int]]:
    """Read one number, or the two ends of a range, which share what only the second says."""
    link = _RANGE.match(text, low.end)
    high = _second(text, low, link) if link else None
    if link is None or high is None:
        yield _quantity(text, _as_age(text, low, previous)), low.end
        return
    low = _sharing(low, high)
    dash = not link[0].strip().isalpha()
    if dash and not (low.value < high.value and (high.unit or high.value >= 10 or _COUNTED.match(text, high.end))):
        yield None, high.end  # "2-1", "555-1234"
        return
    if low.value >= high.value or low.kind == "age" or (not dash and _is_change(text, low, high)):
        yield _quantity(text, low), low.end
        yield _quantity(text, high), high.end
        return
    yield replace(_quantity(text, low), comparator=Comparator.MORE_THAN), low.end
    yield replace(_quantity(text, high), comparator=Comparator.LESS_THAN), high.end


def _is_change(text: str, low: Reading, high: Reading) -> bool:
    """Tell a change from a range: "from 3 to 5 percent", "rose 12.1% to 56,267", "fell by 17 to 349"."""
    if high.value > 20 * low.value or (low.unit and high.unit is None):
        return True
    return _MOVES.search(text[max(0, low.start - 20) : low.start]) is not None


def _second(text: str, low: Reading, link: re.Match[str]) -> Reading | None:
    """Read the upper end of a range; "and" joins two only after "between"."""
    if "and" in link[0] and not re.search(rf"(?<!\w)between{GAP}\Z", text[max(0, low.start - 12) : low.start], re.I):
        return None
    place = re.compile(r"(?:[A-Z]{0,3}[$€£¥₹])?").match(text, link.end())
    numeral = read_numeral(text, place.end() if place else link.end())
    if numeral is None or (numeral.spelled and not low.numeral):
        return None
    money = low.unit if low.kind == "money" and not currency_before(text, numeral.start) else None
    high = read_unit(text, numeral)
    if money and high.unit is None:
        high = read_unit(text, numeral, money)
    if text[high.end : high.end + 1].isalpha() or CLOCK.match(text, numeral.start):
        return None
    return high if low.unit in {None, high.unit} or high.unit is None else None


def _sharing(low: Reading, high: Reading) -> Reading:
    """Give the lower end the unit and the scale of the upper: "10 to 15 million yuan"."""
    if low.unit is None and high.kind != "number" and high.unit:
        low = replace(low, unit=high.unit, kind=high.kind)
    factor = high.numeral.factor if high.numeral else 1
    if low.numeral and low.numeral.factor == 1 and factor > 1 and low.value < 1000:
        low = replace(low, value=tidy(low.value * factor))
    return low


def _as_age(text: str, reading: Reading, previous: Quantity | None) -> Reading:
    """Take the second number of "aged 55 and 56" for an age as well."""
    if previous and previous.kind == "age" and reading.unit is None and reading.start - previous.span.end < 6:
        between = text[previous.span.end : reading.start].strip()
        if between in {"and", ",", "to", "or", "-", "–"}:
            return replace(reading, unit="years", kind="age")
    return reading


def _quantity(text: str, reading: Reading) -> Quantity:
    """Look up the approximation around a reading."""
    comparator, start, words = comparator_before(text, reading.start)
    if words == "within" and reading.kind != "duration":
        comparator, start = Comparator.EXACTLY, reading.start
    if reading.kind == "age" or (reading.kind == "duration" and words == "over" and not _lasts(text, reading.start)):
        comparator, start = Comparator.EXACTLY, reading.start
    end = reading.end
    if comparator is Comparator.EXACTLY and (after := comparator_after(text, end)):
        comparator, end = after
    number = Span(*reading.number)
    return Quantity(reading.value, comparator, reading.unit, reading.kind, Span(start, end), number=number)


def _lasts(text: str, start: int) -> bool:
    """Say whether "over" means "more than" before a duration: only after "for", "after", "just"."""
    return _DURING.search(text[max(0, start - 24) : start]) is not None
