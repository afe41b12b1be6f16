"""Positions: "11th", "ninth", "second-highest", "No. 3", "number one"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.values.numerals import GAP, ORDINALS, TENS, UNITS

_DIGITS: Final = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})?|[0-9]{1,6})(?:st|nd|rd|th)(?!\w)", re.I)
_ONES = "|".join(word for word, value in ORDINALS.items() if value < 10)
_WORDS: Final = re.compile(
    rf"(?:(?:{'|'.join(TENS)})-(?:{_ONES})|{'|'.join(sorted(ORDINALS, key=len, reverse=True))})(?!\w)", re.I
)
_NUMBER: Final = re.compile(
    rf"(?:No|Nos)\.?{GAP}?([0-9]{{1,4}})(?![\w/]|[.,-][0-9])|№{GAP}?([0-9]{{1,4}})(?!\w)|number{GAP}({'|'.join(UNITS)}|[0-9]{{1,3}})(?![\w/]|[.,-][0-9])"
)
_NUMBERED: Final = re.compile(
    rf"(?:flight|case|phone|telephone|serial|registration|patent|application|reference|account|order|a|total|large){GAP}\Z",
    re.I,
)
_GRADE: Final = re.compile(r"-(?:[a-z]{3,15}est|most|best|worst|placed|ranked|ranking|place)(?!\w)")
_FIXED_AFTER: Final = re.compile(
    rf"-(?:hand|class|rate|come|guess|party|person|time|timers?|aid|world|tier|ever|generation|degree)(?!\w)"
    rf"|{GAP}(?:lady|ladies|aid|name|names|and{GAP}foremost|of{GAP}all|thing|things|part(?:y|ies)|estate|column|world)(?!\w)"
    r"|s(?!\w)",
    re.I,
)
_FIXED_BEFORE: Final = re.compile(rf"(?:^|\W)(?:at|per|every|split)(?:{GAP}|-)\Z", re.I)
_ADVERB: Final = re.compile(rf"{GAP}[a-z]{{2,20}}(?:ed|t|gan|me|ught)(?!\w)")  # "they first concluded", "it first came"
_NOMINAL: Final = re.compile(rf"(?:^|\W)(?:the|its|their|his|her|a|our|my|['’]s|for|in|to){GAP}\Z", re.I)
_CAPITAL: Final = re.compile(rf"{GAP}[A-Z]")
_SENTENCE: Final = re.compile(r"(?:^|[.!?:\n“\"])[\s“\"‘(]*\Z")


_COUNTS: Final = re.compile(r"[a-z]s\s\Z")  # "its tenants number 74"


@dataclass(frozen=True, slots=True)
class Position:
    """An ordinal with where its words start and end and where the number itself stands."""

    value: int
    start: int
    end: int
    number: tuple[int, int]


def read_position(text: str, start: int) -> Position | None:
    """Read the ordinal that begins at a position."""
    if digits := _DIGITS.match(text, start):
        value = int(digits[1].replace(",", ""))
        return _position(text, value, start, digits.end())
    word = _WORDS.match(text, start)
    if not word or _fixed(text, word):
        return None
    return _position(text, ORDINALS[word[0].lower()], start, word.end())


def read_number_sign(text: str, start: int) -> Position | None:
    """Read "No. 3" and "number one"; a document's number ("Law No. 5", "No. 2 Middle School") is no position."""
    match = _NUMBER.match(text, start)
    if not match:
        return None
    if _NUMBERED.search(text[max(0, start - 16) : start]):
        return None
    if re.search(r"[A-Z]\w*[\s,]{1,2}\Z", text[max(0, start - 24) : start]) and not _starts(text, start):
        return None
    if _CAPITAL.match(text, match.end()) or (match[0][0] == "n" and _COUNTS.search(text[max(0, start - 16) : start])):
        return None
    group = match.lastindex or 1
    value = int(match[group]) if match[group].isdigit() else UNITS[match[group].lower()]
    return Position(value, start, match.end(), match.span(group))


def _position(text: str, value: int, start: int, end: int) -> Position:
    grade = _GRADE.match(text, end)
    return Position(value, start, grade.end() if grade else end, (start, end))


def _fixed(text: str, word: re.Match[str]) -> bool:
    """Set phrases and names: "at first", "second-hand", "First Minister", "First, …"."""
    before, lower = text[max(0, word.start() - 16) : word.start()], word[0].lower()
    if _FIXED_AFTER.match(text, word.end()) or (lower in {"first", "second"} and _FIXED_BEFORE.search(before)):
        return True
    if lower == "first" and _ADVERB.match(text, word.end()) and not _NOMINAL.search(before):
        return True
    starts = _starts(text, word.start())
    if word[0][0].isupper() and not starts:
        return _CAPITAL.match(text, word.end()) is not None
    return starts and text[word.end() : word.end() + 1] == ","


def _starts(text: str, start: int) -> bool:
    """Say whether a sentence starts here."""
    return _SENTENCE.search(text[max(0, start - 8) : start]) is not None
