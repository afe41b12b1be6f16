"""Find quantities in English text: numbers, shares, money, durations, positions, with how they are approximated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kg.model import Comparator, Period, Quantity, Span
from kg.values.comparators import comparator_after, comparator_before
from kg.values.fractions import read_share
from kg.values.labels import CLOCK, blind_spots, inside_code, is_label
from kg.values.numerals import CARDINALS, GAP, ORDINALS, SCALES, Numeral, read_numeral, scale_by_letter, tidy, words
from kg.values.ordinals import read_number_sign, read_position
from kg.values.periods import find_periods
from kg.values.phrases import COUNTED
from kg.values.rates import Rate, find_rates
from kg.values.units import Unit, currency_before, unit_after

_WORD: Final = re.compile(r"[^\W\d_]+|[0-9]+|[½¼¾⅓⅔№]")
_FOLD: Final = {f"{word}fold": value for word, value in CARDINALS.items() if 1 < value <= 20}
_TRIGGERS: Final = frozenset({*CARDINALS, *ORDINALS, *_FOLD, "a", "an", "half", "no", "nos", "number"})
_ARTICLE: Final = re.compile(
    rf"(half{GAP})?an?{GAP}(?:({'|'.join(SCALES)}|dozen)|(year|month|week|day|hour|minute|decade|century)"
    rf"(?:{GAP}and{GAP}a{GAP}(half|quarter))?)(?!\w|-|['’])",
    re.I,
)
_LASTS: Final = re.compile(
    rf"(?<!\w)(?:for|within|after|nearly|almost|about|over|under|than|least|around|in|lasted|took|takes|half|to){GAP}\Z",
    re.I,
)
_NO_LENGTH: Final = re.compile(rf"{GAP}(?:ago|earlier|later|before|from|on{GAP}(?:year|month))\b", re.I)
_RANGE: Final = re.compile(rf"{GAP}(?:to|and){GAP}|[^\S\n]?[-–—][^\S\n]?")
_BETWEEN: Final = re.compile(rf"(?<!\w)(between|from){GAP}\Z", re.I)
_DURING: Final = re.compile(
    rf"(?<!\w)(?:for|after|in|lasted|took|takes|of|with|just|well|slightly){GAP}over{GAP}\Z", re.I
)
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
_MEMBERS: Final = re.compile(r"-(?:member|strong|person|nation|country|seat|odd|plus)(?!\w)")
_BINDS: Final = re.compile(rf"(?:{GAP}[a-z][a-z-]{{1,20}}){{0,3}}{GAP}?", re.I)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A number read with its unit, before approximations are looked up."""

    value: Decimal
    unit: str | None
    kind: str
    start: int
    end: int
    number: tuple[int, int]
    numeral: Numeral | None = None


def find_quantities(text: str, offset: int = 0, *, periods: Sequence[Period] | None = None) -> tuple[Quantity, ...]:
    """Find quantities in order; `offset` is added to every span.

    Numbers inside dates and rates ("per 10,000 residents") are none. `periods` are those of this text, found with the
    same offset, if they are known already. A range gives its ends ("10 to 15": more than 10, less than 15), unless it
    is a change ("from 10 to 15": both as they stand). Shares in words are percent, to two decimals (a third: 33.33).

    >>> [(q.value, q.comparator.value, q.unit) for q in find_quantities("over 4.3 million items, up 6.48 percent")]
    [(Decimal('4300000'), 'MoreThan', None), (Decimal('6.48'), 'Exactly', 'percent')]
    """
    if periods is None:
        periods = find_periods(text, None, offset)
    rates = find_rates(text)
    masked = [(p.span.start - offset, p.span.end - offset) for p in periods if p.span]
    masked += [(rate.span.start, rate.span.end) for rate in rates]
    masked = sorted(masked + blind_spots(text))
    return tuple(_with_rates(text, _quantities(text, masked), rates, offset))


def _with_rates(text: str, found: Iterator[Quantity], rates: Sequence[Rate], offset: int) -> Iterator[Quantity]:
    """Give a quantity the rate that follows it or its noun: "848 applications per million inhabitants"."""
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
        if start < done or not (token[0] in "0123456789½¼¾⅓⅔№" or token.lower() in _TRIGGERS):
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
        if reading := _read_article(text, start):
            yield _quantity(text, reading), reading.end
    elif factor := _FOLD.get(token.lower()):
        end = start + len(token)
        yield _quantity(text, _Reading(Decimal(factor), "times", "number", start, end, (start, end))), end
    elif token[0] in "0123456789":
        yield from _read_digits(text, start, previous)
    elif token.lower() in CARDINALS and (numeral := read_numeral(text, start)) and not _is_word(text, numeral):
        yield from _read_range(text, _reading(text, numeral), previous)


def _shared(value: Decimal, start: int, end: int, found: tuple[Comparator, int, str]) -> Quantity:
    return Quantity(value, found[0], "percent", "fraction", Span(found[1], end), number=Span(start, end))


def _read_article(text: str, start: int) -> _Reading | None:
    """ "A dozen", "half a million", "nearly a year", "half an hour", "a year and a half"."""
    match = _ARTICLE.match(text, start)
    if not match:
        return None
    value = Decimal("0.5") if match[1] else Decimal(1)
    if match[2]:
        return _Reading(
            tidy(value * SCALES.get(match[2].lower(), 12)), None, "number", start, match.end(), match.span()
        )
    if _NO_LENGTH.match(text, match.end()) or not (
        match[1] or match[4] or _LASTS.search(text[max(0, start - 14) : start])
    ):
        return None
    value += {"half": Decimal("0.5"), "quarter": Decimal("0.25")}.get((match[4] or "").lower(), Decimal(0))
    unit = "centuries" if match[3].lower() == "century" else match[3].lower() + "s"
    return _Reading(value, unit, "duration", start, match.end(), (start, match.end()))


def _read_digits(text: str, start: int, previous: Quantity | None) -> Iterator[tuple[Quantity | None, int]]:
    begin = (
        start - 1 if text[start - 1 : start] == "." and text[max(0, start - 2) : start - 1] in {"", " ", "$"} else start
    )
    if begin == start and inside_code(text, start) and not currency_before(text, start):
        yield None, start + 1
        return
    clock, numeral = CLOCK.match(text, start), read_numeral(text, start)
    if clock or numeral is None:
        yield None, clock.end() if clock else start + 1
        return
    if begin < start:  # ".5 percent"
        numeral = replace(numeral, start=begin, value=Decimal(f"0.{text[start : numeral.end]}"), plain=False)
    reading = _reading(text, numeral)
    bare = reading.unit is None and numeral.plain
    if (bare and is_label(text, numeral)) or text[reading.end : reading.end + 1].isalpha():
        yield None, numeral.end
        return
    yield from _read_range(text, reading, previous)


def _reading(text: str, numeral: Numeral, currency: str | None = None) -> _Reading:
    """Add the unit: a currency before the number, or what follows it."""
    before = currency_before(text, numeral.start)
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
    if unit is None:
        return _Reading(numeral.value, None, "number", start, end, number, numeral)
    return _Reading(numeral.value, unit.name, unit.kind, start, max(end, unit.end), number, numeral)


def _letter_is_scale(text: str, numeral: Numeral, money: bool) -> bool:
    letter, end = numeral.short.strip(), numeral.end + len(numeral.short)
    if money or len(letter) > 1 or letter == "k":
        return True
    if letter == "K":
        return numeral.value >= 10
    follows = unit_after(text, end)
    return letter in "mM" and (bool(_COUNTED.match(text, end)) or bool(follows and follows.kind == "money"))


def _is_age(text: str, numeral: Numeral) -> bool:
    """ "John Lee, 57, said"."""
    name = _NAME_COMMA.search(text[max(0, numeral.start - 24) : numeral.start])
    return bool(name) and numeral.plain and 5 <= numeral.value <= 110 and text[numeral.end : numeral.end + 2] == ", "


def _is_word(text: str, numeral: Numeral) -> bool:
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


def _read_range(text: str, low: _Reading, previous: Quantity | None) -> Iterator[tuple[Quantity | None, int]]:
    """Read one number, or the two ends of a range, which share what only the second says."""
    link = _RANGE.match(text, low.end)
    high = _second(text, low, link) if link else None
    if link is None or high is None:
        yield _quantity(text, _as_age(text, low, previous)), low.end
        return
    low = _sharing(low, high)
    opening = _BETWEEN.search(text[max(0, low.start - 12) : low.start])
    dash = not link[0].strip().isalpha()
    if dash and not (low.value < high.value and (high.unit or high.value >= 10 or _COUNTED.match(text, high.end))):
        yield None, high.end  # "2-1", "555-1234"
        return
    if low.value >= high.value or (opening and opening[1].lower() == "from") or low.kind == "age":
        yield _quantity(text, low), low.end
        yield _quantity(text, high), high.end
        return
    yield replace(_quantity(text, low), comparator=Comparator.MORE_THAN), low.end
    yield replace(_quantity(text, high), comparator=Comparator.LESS_THAN), high.end


def _second(text: str, low: _Reading, link: re.Match[str]) -> _Reading | None:
    """Read the upper end of a range; "and" joins two only after "between"."""
    if "and" in link[0] and not re.search(rf"(?<!\w)between{GAP}\Z", text[max(0, low.start - 12) : low.start], re.I):
        return None
    place = re.compile(r"(?:[A-Z]{0,3}[$€£¥₹])?").match(text, link.end())
    numeral = read_numeral(text, place.end() if place else link.end())
    if numeral is None or (numeral.spelled and not low.numeral):
        return None
    money = low.unit if low.kind == "money" and not currency_before(text, numeral.start) else None
    high = _reading(text, numeral)
    if money and high.unit is None:
        high = _reading(text, numeral, money)
    if text[high.end : high.end + 1].isalpha() or CLOCK.match(text, numeral.start):
        return None
    return high if low.unit in {None, high.unit} or high.unit is None else None


def _sharing(low: _Reading, high: _Reading) -> _Reading:
    """Give the lower end the unit and the scale of the upper: "10 to 15 million yuan"."""
    if low.unit is None and high.kind != "number" and high.unit:
        low = replace(low, unit=high.unit, kind=high.kind)
    factor = high.numeral.factor if high.numeral else 1
    if low.numeral and low.numeral.factor == 1 and factor > 1 and low.value < 1000:
        low = replace(low, value=tidy(low.value * factor))
    return low


def _as_age(text: str, reading: _Reading, previous: Quantity | None) -> _Reading:
    """ "Aged 55 and 56": the second is an age as well."""
    if previous and previous.kind == "age" and reading.unit is None and reading.start - previous.span.end < 6:
        between = text[previous.span.end : reading.start].strip()
        if between in {"and", ",", "to", "or", "-", "–"}:
            return replace(reading, unit="years", kind="age")
    return reading


def _quantity(text: str, reading: _Reading) -> Quantity:
    """Look up the approximation around a reading."""
    comparator, start, words = comparator_before(text, reading.start)
    if reading.kind == "age" or (reading.kind == "duration" and words == "over" and not _lasts(text, reading.start)):
        comparator, start = Comparator.EXACTLY, reading.start
    end = reading.end
    if comparator is Comparator.EXACTLY and (after := comparator_after(text, end)):
        comparator, end = after
    number = Span(*reading.number)
    return Quantity(reading.value, comparator, reading.unit, reading.kind, Span(start, end), number=number)


def _lasts(text: str, start: int) -> bool:
    """ "Over five years" is "during" unless it stands after "for", "after", "just"."""
    return _DURING.search(text[max(0, start - 24) : start]) is not None
