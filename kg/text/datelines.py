"""Place, date and agency: a line of their own, or before the first words of the body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.text.furniture import Line, words_of
from kg.text.timestamps import without_dates

_LOOK = 140  # characters within which a dateline ends
_AGENCY = re.compile(r"\([^()]{2,60}\)|/[^/]{2,40}/")
_DASHES = ("--", "–", "—", " -")
_BREAK = re.compile(r"\s*(?:--+|[–—])\s*|\s-\s+|\s?:\s+|\.\s+")
_OPENING = re.compile(r"[“\"‘'(\[]*\w")
_BOXED = re.compile(r"\[([^\[\]]{2,60})\]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Place:
    """The words before a break, read as place, date and agency."""

    capitals: bool
    names: int
    has_date: bool
    has_agency: bool


def _place(text: str) -> _Place | None:
    rest, agencies = _AGENCY.subn(" ", text)
    rest, dates = without_dates(rest)
    words = [word.strip(".,;&–—-") for word in re.split(r"[\s,/]+", rest)]
    words = [word for word in words if word]
    days, particles = words_of("dates", "words"), words_of("byline", "particles")
    names = [word for word in words if word != "\x00" and not days.at((word.casefold(),))]
    if not names and dates:
        return _Place(capitals=False, names=0, has_date=True, has_agency=agencies > 0)
    small = [word for word in names if not word[0].isupper() and not particles.at((word,)) and word != "and"]
    if not names or _is_no_place(names[0].casefold().rstrip(":")):
        return None
    if small or len(names) > 6 or words[0] == "\x00" or not names[0][0].isupper():
        return None
    capitals = names[0].isupper() and len(names[0]) > 1
    return _Place(capitals, len(names), dates > 0, agencies > 0)


def _is_no_place(word: str) -> bool:
    lists = (("dateline", "not_places"), ("byline", "labels"), ("byline", "agencies"))
    return any(words_of(*names).at((word,)) for names in lists)


def is_dateline(line: Line) -> bool:
    """Say whether a line of its own gives a place, and a date or an agency after it."""
    if not 1 < line.count <= 12 or line.text.endswith((":", "?", "!")):
        return False
    if line.text.endswith(_DASHES):
        return dateline_end(line.text + " X") > len(line.text)
    head, dash, agency = re.sub(r"\s+(?:--+|[–—-])\s+", "\x01", line.text, count=1).partition("\x01")
    place = _place(head)
    if place is None or not place.names:
        return False
    if not dash:
        return place.has_date and place.names <= 4 and "," in head and "|" not in head
    after = agency.split()
    return (place.capitals or place.has_date) and len(after) <= 4 and _is_title_case(after)


def _is_title_case(words: list[str]) -> bool:
    return bool(words) and all(word[0].isupper() or word[0].isdigit() for word in words)


def dateline_end(text: str) -> int:
    """Return where the dateline that a paragraph begins with ends, 0 where it begins with none."""
    head = text[:_LOOK]
    if (boxed := _BOXED.match(head)) and (place := _place(boxed[1])) is not None and place.capitals:
        return boxed.end()
    for found in _BREAK.finditer(head):
        rest = text[found.end() : found.end() + 200]
        place = _place(head[: found.start()])
        if place is not None and _OPENING.match(rest) and _is_break(place, found[0], rest):
            return found.end()
    return 0


def _is_break(place: _Place, sign: str, rest: str) -> bool:
    dated = place.has_date or place.has_agency
    if "." in sign:
        return place.has_date and 0 < place.names <= 4
    begins = rest.lstrip("“\"‘'([")[:1]
    if not place.names:
        return "." not in sign and ":" not in sign and begins.isupper()
    if ":" in sign:
        return dated or (place.capitals and begins.isupper())
    if place.capitals or dated:
        return dated or begins.isupper() or begins.isdigit()  # else an acronym with an aside
    return sign != sign.strip() and place.names <= 3 and begins.isupper() and sign.strip() not in rest
