"""Numbers as English news writes them: digits with separators and scales, and numbers in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# Space inside an expression: some blanks and at most one line end, so that nothing reaches into the next paragraph.
# Every repetition here and in the patterns built on it is bounded, which keeps the search linear on hostile text.
GAP: Final = r"(?:[^\S\n]{1,4}(?:\n[^\S\n]{0,4})?|\n[^\S\n]{0,4})"


def words(listed: str) -> tuple[str, ...]:
    """List words: a table of them reads best as a line of text."""
    return tuple(listed.split())


_SMALL = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
UNITS: Final = {word: value for value, word in enumerate(_SMALL)}
TENS: Final = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
SCALES: Final = {
    "hundred": 10**2,
    "thousand": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
DOZEN: Final = "dozen"
SHORT_SCALES: Final = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12, "trn": 10**12}
VULGAR: Final = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.33", "⅔": "0.67"}
CARDINALS: Final = {**UNITS, **TENS}


def _ordinals() -> dict[str, int]:
    """Spell the ordinals below a hundred: "ninth", "twenty-first", "ninetieth"."""
    irregular = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
    irregular |= {"nine": "ninth", "twelve": "twelfth"}
    plain = {irregular.get(word, word + "th"): value for word, value in UNITS.items() if value}
    tens = {word[:-1] + "ieth": value for word, value in TENS.items()}
    ones = [(word, value) for word, value in plain.items() if value < 10]
    compound = {f"{ten}-{word}": TENS[ten] + value for ten in TENS for word, value in ones}
    return {**plain, **tens, **compound, "hundredth": 100}


ORDINALS: Final = _ordinals()

# "1,4%", "R21,4 billion": a comma is a decimal point where one or two digits and then a share or a scale follow
_SHARE = r"[%٪]|per[^\S\n]?cent|(?:m|b|tr)(?:illion|n)\b|(?:of[^\S\n]a[^\S\n])?percentage"
_COMMA = rf"(?<![0-9]{{4}}),[0-9]{{1,2}}(?=[^\S\n]?(?:{_SHARE}))"
_DIGITS = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9])"  # 91,600
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,5},[0-9]{3}(?![0-9])"  # 1,00,000
    r"|[1-9][0-9]{0,2}(?:[ \u00a0\u202f\u2009][0-9]{3}){1,6}(?![0-9,.]?[0-9])"  # 82 800
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,6}(?![0-9])"  # 1.700.000
    r"|[0-9]{1,15}(?![0-9]))"
    r"(?P<fraction>\.[0-9]{1,12}(?![0-9])|" + _COMMA + r")?(?P<vulgar>[½¼¾⅓⅔])?"
)
_SCALE_WORD = re.compile(rf"(?:{GAP}|-)({'|'.join(SCALES)}|dozen)(?!\w)", re.I)
_SHORT_SCALE = re.compile(r"[^\S\n]?(trn|tn|bn|mn)(?!\w)|([kmb])(?!\w)", re.I)
_WORD = re.compile(rf"(?:{GAP}|-)?([a-z]{{2,10}})(?![\w])", re.I)
_AND_A_HALF = re.compile(rf"{GAP}and{GAP}a{GAP}(half|quarter)(?!\w)", re.I)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number with where it starts and ends, its scale ("million") included.

    `short` is a letter right after the digits that may be a scale ("1.2bn"), `factor` the scale taken in.
    """

    value: Decimal
    start: int
    end: int
    spelled: bool = False
    factor: int = 1
    short: str = ""
    plain: bool = False  # digits alone, without separator, fraction or scale: what a year or a label looks like


def tidy(value: Decimal) -> Decimal:
    """Drop a zero fraction that a scale has made: 3.9 million is 3900000, not 3900000.0."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value and abs(whole) < 10**27 else value


def read_numeral(text: str, start: int) -> Numeral | None:
    """Read the number that begins at a position, in digits or words, with its scale."""
    digits = _DIGITS.match(text, start)
    if digits:
        return _with_scale(text, digits)
    return read_words(text, start)


def _with_scale(text: str, digits: re.Match[str]) -> Numeral:
    raw = digits[0]
    whole = raw[: len(raw) - len(digits["fraction"] or "") - len(digits["vulgar"] or "")]
    plain = whole == raw and whole.isdigit()
    if whole.count(".") > 1 or "." not in whole:
        whole = re.sub(r"[^0-9]", "", whole)
    value = Decimal(whole + (digits["fraction"] or "").replace(",", ".")) + Decimal(
        VULGAR.get(digits["vulgar"] or "", "0")
    )
    end, factor = digits.end(), 1
    for _ in range(2):  # "2 hundred million"
        word = _SCALE_WORD.match(text, end)
        if not word:
            break
        factor, end = factor * SCALES.get(word[1].lower(), 12), word.end()
    if factor == 1 and (letter := _SHORT_SCALE.match(text, end)):
        return Numeral(value, digits.start(), end, short=letter[0], plain=plain)
    return Numeral(tidy(value * factor), digits.start(), end, factor=factor, plain=plain and factor == 1)


def scale_by_letter(numeral: Numeral) -> Numeral:
    """Take the letter after the digits for a scale: "1.2bn", "10k"."""
    factor = SHORT_SCALES[numeral.short.strip().lower()]
    end = numeral.end + len(numeral.short)
    return Numeral(tidy(numeral.value * factor), numeral.start, end, factor=factor)


def read_words(text: str, start: int) -> Numeral | None:
    """Read a number in words: "seven", "twenty-five", "two hundred and six", "four million", "two dozen"."""
    reader = _Words()
    end, joined = start, start
    for _ in range(32):  # the longest number below a quadrillion
        word = _WORD.match(text, joined)
        if not word or (joined == start and word.start(1) != start):
            break
        lower = word[1].lower()
        if lower == "and" and reader.may_join:
            joined = word.end()
            reader.joined = True
            continue
        if not reader.take(lower):
            break
        end = joined = word.end()
    if end == start:
        return None
    value, factor = Decimal(reader.value), reader.factor
    half = _AND_A_HALF.match(text, end)
    if half and factor == 1:
        value, end = value + Decimal("0.5" if half[1].lower() == "half" else "0.25"), half.end()
        if scale := _SCALE_WORD.match(text, end):
            factor, end = SCALES.get(scale[1].lower(), 12), scale.end()
            value *= factor
    return Numeral(tidy(value), start, end, spelled=True, factor=factor)


class _Words:
    """Adds number words up, and refuses the first that does not continue the number."""

    __slots__ = ("current", "factor", "joined", "largest", "last", "total")

    def __init__(self) -> None:
        self.total = 0
        self.current = 0
        self.last = ""  # "unit", "ten" or "scale"
        self.largest = 10**15
        self.factor = 1  # the last scale, what "three" shares in "three to five million"
        self.joined = False

    @property
    def value(self) -> int:
        return self.total + self.current

    @property
    def may_join(self) -> bool:
        return self.last == "scale" and not self.joined

    def take(self, word: str) -> bool:
        if word in UNITS:
            if self.last == "unit" or (self.last == "ten" and not 0 < UNITS[word] < 10):
                return False
            self.current += UNITS[word]
            self.last = "unit"
        elif word in TENS:
            if self.last in {"unit", "ten"}:
                return False
            self.current += TENS[word]
            self.last = "ten"
        elif word == DOZEN and self.last and self.factor == 1:
            self.current *= 12
            self.last, self.factor = "scale", 12
        elif word in SCALES and self.last:
            return self._scale(SCALES[word])
        else:
            return False
        self.joined = False
        return True

    def _scale(self, factor: int) -> bool:
        if self.joined or not self.current or factor >= self.largest:
            return False
        if factor == 100:
            if self.current >= 100:
                return False
            self.current *= factor
            self.last, self.factor = "scale", factor
            return True
        self.total += self.current * factor
        self.current, self.largest = 0, factor
        self.last, self.factor = "scale", factor
        return True
