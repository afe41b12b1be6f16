"""Shares in words: "half", "nearly a third of", "two-thirds", "one in five". They count as percent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.values.numerals import GAP, UNITS, tidy
from kg.values.phrases import COUNTED

PARTS: Final = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
}
_PART = "|".join(PARTS)
_SMALL = "|".join(word for word, value in UNITS.items() if 0 < value <= 12)
_MANY = "|".join(word for word, value in UNITS.items() if 2 < value <= 12)
_SHARE: Final = re.compile(rf"({_SMALL}|an?)(-|{GAP})({_PART}|halve)(s?)(?!\w)", re.I)
_HALF: Final = re.compile(r"half(?!\w|-)", re.I)
_ONE_IN: Final = re.compile(
    rf"({_SMALL}|[0-9]{{1,2}})(?:{GAP}|-)(?:in|(?:out{GAP})?of(?={GAP}every)|out{GAP}of)(?:{GAP}|-)(?:every{GAP})?({_SMALL}|[0-9]{{1,3}})(?![\w%]|[.,:][0-9]|{GAP}(?:years?|months?|weeks?|days?|hours?|million|billion)\b)",
    re.I,
)
_ONE_NOUN_IN: Final = re.compile(  # "one case in 25"
    rf"one{GAP}[a-z]{{2,20}}{GAP}(?:in|out{GAP}of){GAP}(?:every{GAP})?({_MANY}|[0-9]{{1,3}})(?![\w%]|[.,:][0-9])", re.I
)
_COUNTED: Final = re.compile(COUNTED)
_OF: Final = re.compile(rf"{GAP}of(?!\w)|{GAP}(?:the|its|their|his|her|our|all|that|those|these|as)(?!\w)", re.I)
_MOVES: Final = re.compile(
    rf"(?:^|[\s(])(?:by|to|up|down|rose|fell|grew|in|a|an|than|of|only|just|about|over|nearly|almost|(?:increas|dropp|declin|"
    rf"jump|climb|shrank|surg)[a-z]{{0,4}}){GAP}\Z",
    re.I,
)
_CLAUSE_END: Final = re.compile(
    r"\s{0,3}(?:[.,;:)!?”\"]|$|\n)|" + GAP + r"(?:were|are|was|is|on|from|in|to|compared|since|year|over)\b"
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent with where its words start and end."""

    value: Decimal
    start: int
    end: int


def percent_of(numerator: int, denominator: int) -> Decimal:
    """Turn a share into percent, to two decimals: a third is 33.33.

    >>> percent_of(2, 3)
    Decimal('66.67')
    """
    return tidy((Decimal(100 * numerator) / denominator).quantize(Decimal("0.01")))


def read_share(text: str, start: int, *, approximated: bool) -> Share | None:
    """Read a share that begins at a position; `approximated` when a comparator stands before it ("nearly a third")."""
    if match := _ONE_IN.match(text, start):
        count, whole = _small(match[1]), _small(match[2])
        if 0 < count < whole and not text[start - 1 : start].isdigit():
            return Share(percent_of(count, whole), start, match.end())
        return None
    if (match := _ONE_NOUN_IN.match(text, start)) and not _COUNTED.match(text, match.end()):
        return Share(percent_of(1, _small(match[1])), start, match.end())
    if match := _SHARE.match(text, start):
        return _share(text, match, approximated)
    if (match := _HALF.match(text, start)) and (approximated or _speaks_of_share(text, start, match.end())):
        return Share(Decimal(50), start, match.end()) if _half_of_all(text, match.end()) else None
    return None


def _share(text: str, match: re.Match[str], approximated: bool) -> Share | None:
    """A third, two-thirds, three quarters; but "a third office" and "two quarters" of a year are none."""
    count = 1 if match[1].lower() in {"a", "an"} else _small(match[1])
    plural, hyphen = match[4] == "s" or match[3].lower() == "halve", match[2] == "-"
    if plural != (count > 1):
        return None
    sure = approximated or hyphen or (plural and match[3].lower() != "quarter")
    if not sure and not _speaks_of_share(text, match.start(), match.end()):
        return None
    if re.match(
        rf"{GAP}(?:ago|earlier|later|straight|consecutive|time|year|of{GAP}a{GAP}(?:million|century|mile))\b",
        text[match.end() : match.end() + 20],
    ):
        return None
    parts = PARTS["half" if match[3].lower() == "halve" else match[3].lower()]
    return Share(percent_of(count, parts), match.start(), match.end())


def _speaks_of_share(text: str, start: int, end: int) -> bool:
    """Tell shares ("a third of", "up a third.") from other words ("a third office", "half time")."""
    if _OF.match(text, end):
        return True
    moves = _MOVES.search(text[max(0, start - 16) : start]) is not None
    return moves and _CLAUSE_END.match(text, end) is not None


def _half_of_all(text: str, end: int) -> bool:
    """Refuse "half a million", which is a number, and "half an hour", a duration."""
    return re.match(rf"{GAP}an?(?!\w)", text[end : end + 8]) is None


def _small(word: str) -> int:
    return int(word) if word.isdigit() else UNITS[word.lower()]
