"""What figures are counted for: "per 10,000 residents", "for every 100 people", "per capita", "a year"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.model import Span
from kg.values.numerals import GAP, SCALES, read_numeral

_OPENING: Final = re.compile(
    rf"(?<!\w)(?:per(?!{GAP}?cent|-cent|{GAP}se\b)(?:{GAP}|-)"
    rf"|(?:(?:for|in|out{GAP}of){GAP})?every{GAP}(?=[0-9]|hundred|thousand|million)"
    rf"|(?:for|in){GAP}each{GAP}(?=[0-9])"
    rf"|(?:an?|each|every){GAP}(?=(?:year|month|week|day|hour|head|piece)(?![\w-])))",
    re.I,
)
_WORDS: Final = (
    "per",
    "every",
    "each",
    "year",
    "month",
    "week",
    "day",
    "hour",
    "head",
    "piece",
)  # one in every opening
_NOT_A_RATE: Final = re.compile(
    rf"{GAP}(?:ago|earlier|later|before|after|old|of|and{GAP}a|long|on|when|that|which|in{GAP}which|for{GAP}the)\b",
    re.I,
)
_AMOUNT: Final = re.compile(
    r"(?:[0-9%]|million|billion|thousand|percent|cent|s|people|yuan|yen|won|once|twice|times)\Z", re.I
)
_BARE_SCALE: Final = re.compile(rf"(?:{'|'.join(SCALES)})(?={GAP})", re.I)
_GAP: Final = re.compile(GAP)
_WORD: Final = re.compile(rf"([^\W\d_]+(?:-[^\W\d_]+)?)(?:{GAP})?")
_HEAD: Final = {"capita": "head", "head": "head", "annum": "year", "piece": "piece"}
_PLURAL: Final = re.compile(r"(?:[a-z]{2,}s|people|population|children|women|men|staff)\Z")
_TWO_WORDS: Final = frozenset({"square", "cubic", "live", "working", "calendar"})


@dataclass(frozen=True, slots=True)
class Rate:
    """A phrase that says what is counted for: `per` is "10,000 residents", "head", "year"."""

    span: Span
    per: str


def find_rates(text: str, offset: int = 0) -> tuple[Rate, ...]:
    """Find rate phrases; `offset` is added to every span.

    >>> [(r.per, r.span) for r in find_rates("patents per 10,000 residents")]
    [('10,000 residents', Span(start=8, end=28))]
    """
    lower = text.lower()
    if not any(word in lower for word in _WORDS):
        return ()
    found = (_rate(text, opening, offset) for opening in _OPENING.finditer(text))
    return tuple(rate for rate in found if rate)


def _rate(text: str, opening: re.Match[str], offset: int) -> Rate | None:
    numeral = None if opening[0].lower().startswith("a") else read_numeral(text, opening.end())
    start = opening.end()
    if numeral:
        end, per = _counted(text, start, numeral.end)
    elif scale := _BARE_SCALE.match(text, start):
        end, per = _counted(text, start, scale.end())
    else:
        end, per = _single(text, start)
    if not per or (opening[0][0] in "aeAE" and not _is_rate(text, opening, end)):
        return None
    return Rate(Span(opening.start() + offset, end + offset), per)


def _is_rate(text: str, opening: re.Match[str], end: int) -> bool:
    """ "31,000 a year" is a rate; "for a year", "a year later" and "each day of" are not."""
    before = text[max(0, opening.start() - 12) : opening.start()].rstrip()
    return _NOT_A_RATE.match(text, end) is None and _AMOUNT.search(before) is not None


def _counted(text: str, start: int, end: int) -> tuple[int, str]:
    """Take up to three words after a number, until one is a plural: "10,000 residents", "1,000 live births"."""
    gap = _GAP.match(text, end)
    place = gap.end() if gap else end
    stop, first = None, None
    for _ in range(3):
        word = _WORD.match(text, place)
        if not word:
            break
        first = first or word.end(1)
        if _PLURAL.search(word[1].lower()):
            stop = word.end(1)
            break
        place = word.end()
        if word.end() == word.end(1):
            break
    last = stop or first
    return (last, " ".join(text[start:last].split())) if last else (end, "")


def _single(text: str, start: int) -> tuple[int, str]:
    """Take one word, or two after "square": "head", "person", "square kilometre"."""
    word = _WORD.match(text, start)
    if not word:
        return start, ""
    end = word.end(1)
    if word[1].lower() in _TWO_WORDS and (second := _WORD.match(text, word.end())):
        end = second.end(1)
    per = " ".join(text[start:end].split())
    return end, _HEAD.get(per.lower(), per)
