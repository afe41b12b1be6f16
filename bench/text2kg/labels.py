"""The benchmark's way of writing labels: what words of a sentence become as a subject or object of its triples.

Learned from the train split: a memory of words seen, else the way of writing that most different words were seen with.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal

from bench.text2kg.data import Row, key, spaced
from kg.extract.learned.passages import folded, whole
from kg.language import load
from kg.learn.alignment import Places
from kg.model import Document
from kg.values import find_periods, find_quantities

SUBJECT = "subject"
Date = tuple[int, int, int]
Way = tuple[str, ...]
_NUMBER = re.compile(r'^("?)([-+]?\d[\d,]*(?:\.\d+)?)(.*)$')
_LEAST = 2  # different words that a prefix or suffix must have been seen with

_DATES: dict[str, Callable[[Date], str]] = {
    "day month year": lambda d: f"{max(d[2], 1):02d} {calendar.month_name[max(d[1], 1)]} {d[0]}",
    "iso": lambda d: f"{d[0]}-{max(d[1], 1):02d}-{max(d[2], 1):02d}",
    "year": lambda d: f"{d[0]}",
    "00 year": lambda d: f"00  {d[0]}",
    "month year": lambda d: f"{calendar.month_name[max(d[1], 1)]} {d[0]}",
    "00 month year": lambda d: f"00 {calendar.month_name[max(d[1], 1)]} {d[0]}",
}


def squeezed(text: str) -> str:
    """Return a label as the benchmark compares it: without white space and underscores, in lower case."""
    return re.sub(r"[_\s]+", "", text).lower()


class Writer:
    """Writes labels."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._seen_anywhere: dict[str, Counter[str]] = defaultdict(Counter)
        words: dict[tuple[str, str, Way], set[str]] = defaultdict(set)
        for place, text, label in _aligned(rows):
            self._seen[place, folded(text)][label] += 1
            self._seen_anywhere[folded(text)][label] += 1
            way = _way(text, label)
            if way:
                words[place, _kind(text), way].add(folded(text))
                words[_role(place), _kind(text), way].add(folded(text))
        self._ways: dict[tuple[str, str], list[tuple[Way, int]]] = defaultdict(list)
        for (place, kind, way), those in words.items():
            self._ways[place, kind].append((way, len(those)))
        for ways in self._ways.values():
            ways.sort(key=lambda told: (-told[1], told[0]))

    def subject(self, text: str) -> str:
        """Write a subject."""
        return self._written(SUBJECT, text)

    def object(self, relation: str, text: str) -> str:
        """Write an object of a relation."""
        return self._written(relation, text)

    def _written(self, place: str, text: str) -> str:
        kind, letters = _kind(text), folded(text)
        if kind == "words" and (place, letters) in self._seen:
            return _commonest(self._seen[place, letters])
        for where in (place, _role(place)):
            for way, count in self._ways.get((where, kind), ()):
                if way[0] in ("prefix", "suffix") and (count < _LEAST or where != place):
                    continue
                label = _by(way, text)
                if label is not None:
                    known = self._seen_anywhere.get(letters) if kind == "words" and way == ("same", "") else None
                    return _commonest(known) if known else label
        return text


def _role(place: str) -> str:
    return SUBJECT if place == SUBJECT else "any object"


def _commonest(counts: Counter[str]) -> str:
    return min(counts, key=lambda label: (-counts[label], label))


def _aligned(rows: Iterable[Row]) -> Iterable[tuple[str, str, str]]:
    """Yield where a label stands in a triple, the words of the sentence that it is for, and the label."""
    kept = list(rows)
    documents = [Document(id=str(at), text=spaced(row.sentence)) for at, row in enumerate(kept)]
    for row, analysed in zip(kept, load("none").analyse_many(documents), strict=True):
        passage = whole(analysed)
        if passage is None:
            continue
        places = Places(passage)
        subjects = dict.fromkeys(s for s, _, _ in row.triples)
        told = [*((SUBJECT, s) for s in subjects), *((key(r), o) for _, r, o in row.triples)]
        for place, label in told:
            for first, last in places.find(spaced(label).strip('"'))[:1]:
                yield place, passage.text(first, last), label


def _kind(text: str) -> str:
    if _date(text):
        return "date"
    return "number" if _number(text) is not None else "words"


def _date(text: str) -> Date | None:
    for period in find_periods(text.strip('" '), None):
        if period.start and period.start == period.end and period.text.strip() == text.strip('" '):
            parts = [int(part) for part in period.start.split("-")]
            year, month, day = [*parts, 0, 0][:3]
            return year, month, day
    return None


def _number(text: str) -> Decimal | None:
    found = find_quantities(text.strip('" '))
    whole_text = len(found) == 1 and len(found[0].number or found[0].span) == len(text.strip('" '))
    return found[0].value if whole_text else None


def _way(text: str, label: str) -> Way | None:
    """Tell how some words became a label, None where nothing regular does it."""
    quote = '"' if len(label) > 2 and label[0] == label[-1] == '"' else ""
    core = label[1:-1] if quote else label
    date, number = _date(text), _number(text)
    if date:
        return next(
            (("date", name, quote) for name, write in _DATES.items() if squeezed(write(date)) == squeezed(core)), None
        )
    if number is not None:
        return _way_of_number(number, text, label)
    words, letters = squeezed(text), squeezed(spaced(core))
    if words == letters:
        return ("same", quote)
    if letters.startswith(words) and len(words) > 1:
        return ("suffix", core[_place(core, len(words)) :], quote)
    if letters.endswith(words) and len(words) > 1:
        return ("prefix", core[: _place(core, len(letters) - len(words))], quote)
    if words.startswith("the") and letters == words[3:]:
        return ("without the", quote)
    if words.endswith("s") and letters == words[:-1]:
        return ("singular", quote)
    return None


def _place(text: str, letters: int) -> int:
    """Return the offset behind so many characters other than white space and underscores."""
    count = 0
    for at, character in enumerate(text):
        if count == letters:
            return at
        count += not (character == "_" or character.isspace())
    return len(text)


def _way_of_number(number: Decimal, text: str, label: str) -> Way | None:
    found = _NUMBER.match(label)
    if not found or Decimal(found[2].replace(",", "")) != number:
        return None
    styles = {"whole": _whole(number), "real": _real(number), "as written": text}
    style = next((name for name, written in styles.items() if written == found[2]), None)
    return ("number", style, found[1], found[3]) if style else None


def _whole(number: Decimal) -> str | None:
    return str(int(number)) if number == int(number) else None


def _real(number: Decimal) -> str:
    return repr(float(number))


def _by(way: Way, text: str) -> str | None:
    """Write words in some way, None where it does not fit them."""
    match way:
        case ("date", name, quote):
            date = _date(text)
            return f"{quote}{_DATES[name](date)}{quote}" if date else None
        case ("number", style, before, behind):
            number = _number(text)
            if number is None:
                return None
            written = text if style == "as written" else _whole(number) if style == "whole" else _real(number)
            return None if written is None else f"{before}{written}{behind}"
        case ("suffix", suffix, quote):
            return f"{quote}{text}{suffix}{quote}"
        case ("prefix", prefix, quote):
            return f"{quote}{prefix}{text}{quote}"
        case ("without the", quote):
            return f"{quote}{re.sub('(?i)^the ', '', text)}{quote}"
        case ("singular", quote):
            return f"{quote}{text[:-1]}{quote}"
        case (_, quote):
            return f"{quote}{text}{quote}"
    return None
