"""Page furniture: lines that belong to the page and not to the article, told by their words and their form."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LOOK = 1200  # characters of a line that are looked at; a longer line is a paragraph
_PHRASE_WORDS = 60
_SENTENCE_WORDS = 30
_EDGES = ".,;:!?…\"'“”‘’«»‹›()[]{}<>|/\\*_~•·▪►▸▶→←↑↓–—-=#"
_FULL_STOPS = frozenset({".", "!", "?", "。", "！", "？"})
_ENDS = _FULL_STOPS | frozenset({"…", ":", "："})
_CLOSERS = "\"'”’»)]*_ "

_URL = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.[^\s@]+", re.I)
_CRUMBS = re.compile(r"[>»›→]+|\s[|/\\·•]\s|\|")
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s*\d{4}|copyright\W{1,5}(?:\d{4}|by\b|\(c\)))", re.I)
_INNER_STOP = re.compile(r"(?<=[^\W\d_]{4})[.!?][\"”’)\]]?\s+[“\"‘(\[]?[A-Z]")
_GAP = re.compile(r"\s{3,}")
_COUNT = re.compile(r"[\d.,]+[km+]?", re.I)
_PAGE = re.compile(r"page \d+( of \d+)?|\d+ of \d+", re.I)


class Phrases:
    """Phrases that are looked up word by word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted({split(phrase) for phrase in phrases}, key=lambda words: (-len(words), words)):
            self._by_first.setdefault(words[0], []).append(words)

    def at(self, words: Sequence[str], start: int = 0) -> int:
        """Return how many words the longest phrase that begins here has, 0 where none does."""
        if start >= len(words) or words[start] not in self._by_first:
            return 0
        candidates = self._by_first[words[start]]
        return next((len(c) for c in candidates if tuple(words[start : start + len(c)]) == c), 0)

    def within(self, words: Sequence[str]) -> bool:
        """Say whether a phrase begins anywhere."""
        if self._by_first.keys().isdisjoint(words):
            return False
        return any(self.at(words, start) for start, word in enumerate(words) if word in self._by_first)

    def whole(self, words: Sequence[str]) -> bool:
        """Say whether the words are one phrase."""
        return bool(words) and self.at(words) == len(words)


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph as it is judged: its words in lower case without punctuation."""

    text: str
    words: tuple[str, ...]
    count: int
    ending: str  # its last sign if that ends a sentence, else empty

    @property
    def is_full(self) -> bool:
        """Say whether it ends like a sentence and has the words of one, or is too long to be anything else."""
        return (self.ending != "" and self.count >= 6) or self.count >= 25

    @property
    def is_sentence(self) -> bool:
        """Say whether it ends like a sentence, or holds the end of one, or is too long to be anything else."""
        if self.is_full or self.ending in _FULL_STOPS or (self.ending == ":" and self.count >= 4):
            return True
        return self.count >= 12 and _INNER_STOP.search(self.text, 0, _LOOK) is not None


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("kg.text").joinpath("furniture.toml").read_text(encoding="utf-8"))


def listed(section: str, name: str) -> tuple[str, ...]:
    """Return a list of the data file."""
    return tuple(_data()[section][name])


@cache
def words_of(section: str, name: str) -> Phrases:
    """Return a list of the data file, ready to be looked up."""
    return Phrases(listed(section, name))


def split(text: str) -> tuple[str, ...]:
    """Split into words, in lower case, without punctuation at the ends."""
    return tuple([word for part in text.casefold().replace("’", "'").split() if (word := part.strip(_EDGES))])


def judge(text: str) -> Line:
    """Look at a line; long gaps in it are cut, for some patterns' time grows with their square."""
    if len(text) <= _LOOK:
        text = _GAP.sub("  ", text)
    words = split(text[:_LOOK])
    count = len(words) if len(text) <= _LOOK else len(text) // 6
    if not text.isascii():
        count = max(count, len(text[:_LOOK].encode("utf-8", "replace")) // 24)  # scripts without spaces between words
    ending = text[-20:].rstrip(_CLOSERS)[-1:]
    return Line(text, words, count, ending if ending in _ENDS else "")


def is_debris(line: Line) -> bool:
    """Say whether a line is page furniture."""
    if line.count > _PHRASE_WORDS:
        return False
    return (
        not any(char.isalpha() for char in line.text)
        or (line.ending != "." and words_of("debris", "lines").whole(line.words))
        or _has_form(line)
        or words_of("debris", "phrases").within(line.words)
        or (line.count <= _SENTENCE_WORDS and _begins_so(line))
    )


def heads_links(line: Line) -> bool:
    """Say whether a list of links to other articles begins here."""
    return words_of("debris", "links").whole(line.words)


def heads_comments(line: Line) -> bool:
    """Say whether what readers wrote begins here."""
    return words_of("debris", "comments").whole(line.words)


def heads_more_text(line: Line) -> bool:
    """Say whether a short line heads a part of the article that stands below its end."""
    return words_of("headings", "kept").whole(line.words)


def _begins_so(line: Line) -> bool:
    if _is_labelled(line, "pointers") or words_of("debris", "sentences").at(line.words):
        return True
    return not line.is_sentence and (_is_labelled(line, "labels") or bool(words_of("debris", "starts").at(line.words)))


def _is_labelled(line: Line, labels: str) -> bool:
    """Say whether a label and a colon stand at the beginning."""
    length = words_of("debris", labels).at(line.words)
    head, colon, _ = line.text[:_LOOK].partition(":") if length else ("", "", "")
    return bool(colon) and len(split(head)) == length


def _has_form(line: Line) -> bool:
    """Say whether the form alone tells: an address, hashtags, crumbs of navigation, a count, a copyright line."""
    text, words = line.text.strip("()[] "), line.text.split()
    if line.count > _SENTENCE_WORDS:
        return False
    return (
        all(_URL.fullmatch(word.strip("<>()[],;")) for word in words)
        or (len(words) > 1 and all(word.startswith("#") for word in words))
        or bool(_COPYRIGHT.match(line.text.lstrip(" [")))
        or bool(_PAGE.fullmatch(text))
        or _is_count(line)
        or _is_navigation(line)
    )


def _is_count(line: Line) -> bool:
    if not 2 <= len(line.words) <= 4:
        return False
    counted = words_of("debris", "counted")
    first, last = line.words[0], line.words[-1]
    return bool(
        (_COUNT.fullmatch(first) and counted.whole(line.words[1:]))
        or (_COUNT.fullmatch(last) and counted.whole(line.words[:-1]))
    )


def _is_navigation(line: Line) -> bool:
    """Say whether a line is a path, a bar of links or a row of a table."""
    text = line.text.strip()
    if text.startswith("|") and text.count("|") > 1:
        return True
    parts = [part for part in _CRUMBS.split(text) if part.strip(_EDGES + " ")]
    if len(parts) < 2 or line.is_sentence:
        return False
    if " / " in text and not words_of("debris", "lines").whole(split(parts[0])):
        return False  # alternatives, as in a list
    limit = 6 if any(sign in text for sign in ">»›→") and not text.endswith((">", "»", "›", "→")) else 3
    return all(len(part.split()) <= limit for part in parts[:-1]) and len(parts[-1].split()) <= 2 * limit
