"""Lines that say who made a text or picture, where and when: bylines, datelines, captions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.text.furniture import Line, split, words_of

_BYLINE_WORDS = 40
_SMALL_WORDS = 10  # in lower case
_DATELINE_LOOK = 140  # characters within which a dateline ends
_TOKEN = re.compile(r"@?\w[\w.'’&+-]*|[:：|•·—–/;\x00]|--")
_AGENCY = re.compile(r"\([^()]{2,60}\)|/[^/]{2,40}/")
_DASHES = ("--", "–", "—", " -")
_BREAK = re.compile(r"\s*(?:--+|[–—])\s*|\s-\s+|\s?:\s+|\.\s+")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’-])*\.?")
_OPENING = re.compile(r"[“\"‘'(\[]*\w")
_BOXED = re.compile(r"\[([^\[\]]{2,60})\]\s+(?=\S)")
_PHOTO = re.compile(
    r"\b(?:photo|photograph|picture|image|pic|illustration)s?(?: credit)?\s?[:：]\s?[^.:]{2,50}\W*$", re.I
)


@cache
def _date() -> re.Pattern[str]:
    """Build the pattern of a day, a month of a year or a time of day; every repetition is bounded."""
    from kg.text.furniture import listed

    month = "(?:" + "|".join(sorted(map(re.escape, listed("dates", "months")), key=lambda m: (-len(m), m))) + r")\b\.?"
    day, year = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:1[89]|20)\d\d"
    forms = (
        rf"{year}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?",
        r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)",
        rf"{day}\s{{0,2}}[-/.,]?\s{{0,2}}(?:of )?{month}(?:\s{{0,2}}[-/.,]?\s{{0,2}}{year})?",
        rf"{month}\s{{0,2}}[-/]?{day}(?:\s{{0,2}},?\s{{0,2}}{year})?",
        rf"{month}\s{{0,2}},?\s{{0,2}}{year}",
        r"\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?m\b\.?)?",
        r"\d{1,2}\s?[ap]\.?m\b\.?",
    )
    return re.compile(r"(?<![\w.,])(?:" + "|".join(forms) + r")(?![\w%])", re.I)


def without_dates(text: str) -> tuple[str, int]:
    """Put a mark for each date and time; say how many there were."""
    return _date().subn(" \x00 ", text)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the words of a line are: counts of each kind, and whether something else is among them."""

    names: int = 0
    labels: int = 0
    verbs: int = 0
    agencies: int = 0
    strange: bool = False


def is_byline(line: Line) -> bool:
    """Say whether a line names writers, editors, a source or a time of publication, and nothing else."""
    if not 0 < line.count <= _BYLINE_WORDS or sum(word[0].islower() for word in line.text.split()) > _SMALL_WORDS:
        return False
    if words_of("byline", "agencies").whole(line.words):
        return True
    text, dates = without_dates(line.text.strip("()[] "))
    parts = _parts(text, dates)
    if parts.strange:
        return False
    if parts.verbs or parts.labels:
        return parts.names <= 12 if parts.verbs else parts.names <= 8
    return dates > 0 and (not parts.names or bool(parts.agencies) or (parts.names <= 4 and _is_barred(text)))


def is_only_date(line: Line) -> bool:
    """Say whether a line gives a time and names nobody."""
    text, dates = without_dates(line.text)
    parts = _parts(text, dates)
    return dates > 0 and not (parts.strange or parts.names or parts.agencies)


def _is_barred(text: str) -> bool:
    return re.search(r"[|•·—–/\t]|\s-\s|  (?!\x00)|[^\s,]\s\x00", text) is not None


def _parts(text: str, dates: int) -> _Parts:
    tokens = _TOKEN.findall(text)
    words = [token.casefold().replace("’", "'").strip(".") for token in tokens]
    names = labels = verbs = agencies = 0
    at = 0
    while at < len(words):
        length, kind = _part_at(words, tokens, at, dates)
        labels += kind == "label"
        verbs += kind == "verb"
        agencies += kind == "agency"
        names += kind == "name"
        if kind is None or (kind == "small" and not (labels or verbs or agencies or names)):
            return _Parts(strange=True)
        at += length
    return _Parts(names, labels, verbs, agencies)


def _part_at(words: list[str], tokens: list[str], at: int, dates: int) -> tuple[int, str | None]:
    word, token = words[at], tokens[at]
    if not token[0].isalnum() and token[0] != "@":
        return 1, "sign"
    label = words_of("byline", "labels").at(words, at)
    if label and (words[at + label : at + label + 1] in ([":"], ["："]) or (dates and at == 0)):
        return label, "label"
    is_first = at == 0 or not words[at - 1][0].isalnum()
    if (verb := words_of("byline", "verbs").at(words, at)) and (is_first or verb > 1):
        return verb, "verb"
    if agency := words_of("byline", "agencies").at(words, at):
        return agency, "agency"
    if words_of("dates", "words").at(words, at) and (dates or word[0].isdigit()):
        return 1, "date"
    if token[0] == "@" or token[0].isupper():
        return 1, "name"
    if words_of("byline", "trades").at(words, at) or words_of("byline", "particles").at(words, at):
        return 1, "small"
    return 1, "date" if token.isdigit() and dates else None


def is_name(line: Line) -> bool:
    """Say whether a line looks like one or more names of persons: two to four words with capitals, nothing else."""
    tokens = line.text.split()
    if not 2 <= len(tokens) <= 4 or line.ending:
        return False
    capitals = sum(token[0].isupper() for token in tokens)
    particles = words_of("byline", "particles")
    return capitals >= 2 and all(
        _NAME.fullmatch(token) and (token[0].isupper() or particles.at((token,))) for token in tokens
    )


def is_caption(line: Line) -> bool:
    """Say whether a line describes or credits a picture."""
    if not line.words or line.count > 80:
        return False
    if words_of("caption", "by").at(line.words) and (line.count <= 12 or line.text.startswith(("[", "("))):
        return True
    start = words_of("caption", "starts").at(line.words)
    if start and _breaks_after(line.text, start):
        return True
    return line.count >= 2 and (_PHOTO.search(line.text[-80:]) is not None or _ends_in_credit(line))


def _breaks_after(text: str, words: int) -> bool:
    """Say whether a colon, a full stop or a bar follows the first words."""
    return re.match(rf"[\[(\s*_]*(?:\S+\s+){{{words - 1}}}[^\s:.|–—]+\s?[:.|–—]", text) is not None


def _ends_in_credit(line: Line) -> bool:
    """Say whether a slash, a bracket or "via" sets off an agency at the end, on either side of the photographer."""
    credits = words_of("caption", "credits")
    foot = line.text.rstrip(" )].")[-60:]
    before, sign, last = foot.rpartition("/")
    if sign and not before.endswith(("/", ":")):
        left = split(before)[-1:]
        return len(last.split()) <= 3 and (credits.whole(split(last)) or credits.whole(left))
    tail = re.search(r"(?:\bvia|\bphotos?(?: by)?:?|\||[(\[])\s([^(\[|]{2,40})$|[(\[]([^(\[|]{2,40})$", foot, re.I)
    return tail is not None and credits.whole(split(tail[1] or tail[2])) and line.text.rstrip().endswith((")", "]"))


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
    if not names or words_of("dateline", "not_places").at((names[0].casefold(),)):
        return None
    if small or len(names) > 6 or words[0] == "\x00" or not names[0][0].isupper():
        return None
    capitals = names[0].isupper() and len(names[0]) > 1
    return _Place(capitals, len(names), dates > 0, agencies > 0)


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
    head = text[:_DATELINE_LOOK]
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
        return True
    return sign != sign.strip() and place.names <= 3 and begins.isupper() and sign.strip() not in rest
