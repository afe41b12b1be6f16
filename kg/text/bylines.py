"""Lines that say who wrote or edited a text, and when it was published."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.text.furniture import Line, judge, split, words_of
from kg.text.timestamps import without_dates

_WORDS = 40
_SMALL_WORDS = 10  # in lower case
_TOKEN = re.compile(r"@?\w[\w.'’&+-]*|[:：|•·—–/;\x00]|--")
_BAR = re.compile(r"[|•·—–/\t]|\s-\s|  (?!\x00)|[^\s,]\s\x00")
_SETTERS = re.compile(r"\s[/|–—-]\s|,\s|\sand\s")
_CONTACT = re.compile(r"[(\[]?([^:]{4,40}):\s+([^,;:(|–—-]+)")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’-])*\.?")


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
    if not 0 < line.count <= _WORDS or sum(word[0].islower() for word in line.text.split()) > _SMALL_WORDS:
        return False
    if words_of("byline", "agencies").whole(line.words) or _is_contact(line):
        return True
    text, dates = without_dates(line.text.strip("()[] "))
    parts = _parts(text, dates)
    if parts.strange:
        return False
    if parts.verbs or parts.labels:
        return parts.names <= 12 if parts.verbs else parts.names <= 8
    if not dates:
        return False
    return not parts.names or bool(parts.agencies) or (parts.names <= (6 if "|" in text else 4) and _is_barred(text))


def _is_contact(line: Line) -> bool:
    """Say whether a line names whom to ask, or who answers for the page: "Press contact: Ada Berg, +47 …"."""
    found = _CONTACT.match(line.text)
    return found is not None and words_of("byline", "contacts").whole(split(found[1])) and is_name(judge(found[2]))


def is_only_date(line: Line) -> bool:
    """Say whether a line gives a time and names nobody."""
    text, dates = without_dates(line.text)
    parts = _parts(text, dates)
    return dates > 0 and not (parts.strange or parts.names or parts.agencies)


def _is_barred(text: str) -> bool:
    return _BAR.search(text) is not None or text.startswith("The ")


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
    if _is_small(word):
        return 1, "small"
    return 1, "date" if token.isdigit() and dates else None


def is_signature(line: Line) -> bool:
    """Say whether a name stands before a place, a paper or a trade: "Ada Berg, Eastport"."""
    parts = _SETTERS.split(line.text)
    if not 2 <= len(parts) <= 3 or not is_name(judge(parts[0])):
        return False
    words = [word for part in parts[1:] for word in part.split()]
    return 0 < len(words) <= 6 and all(word.lstrip("(")[:1].isupper() or _is_small(word.casefold()) for word in words)


def has_trade(line: Line) -> bool:
    """Say whether a short line ends with what its writer does: "Higher education reporter"."""
    return 1 < line.count <= 5 and "," not in line.text and words_of("byline", "jobs").whole(line.words[-1:])


def _is_small(word: str) -> bool:
    return any(words_of("byline", name).at((word,)) for name in ("trades", "particles", "jobs"))


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
