"""Passages: what a learned extractor reads at once, cut finely into words, with all that is told of each word."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.language.plain import guess_pos
from kg.model import AnalysedDocument, Document, Role, Sentence, Span
from kg.values import find_periods, find_quantities

SHAPES: Final = ("", "x", "Xx", "X", "XX", "D", "d1", "d2", "d3", "d4", "d5", "other")
KINDS: Final = ("words", "number", "year", "month", "day")  # what value a stretch of text is
_PIECE = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+|[^\w\s]|_")
_READ = frozenset([Role.TITLE, Role.LEAD, Role.BODY, Role.HEADING, Role.CAPTION])
_CLOSED = frozenset(["DET", "ADP", "CCONJ", "SCONJ", "AUX", "PRON", "PART", "PUNCT"])
_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "ı": "i", "œ": "oe", "þ": "th", "ð": "d"}
_ROOT = 5
_ENDINGS = ("ing", "ed", "es", "er", "or", "s", "ion")


@dataclass(frozen=True, slots=True)
class Form:
    """What a word is by its letters alone."""

    low: int  # a hash of the word in lower case
    stem: int  # a hash of its stem, 0 for what is no word
    root: int  # a hash of the stem's first letters, to find "composed" beside "composer"
    ending: int
    shape: int  # index in SHAPES
    closed: bool  # it only binds others: no name begins or ends with it, unless written large
    folded: str  # letters and digits without case and accents

    @property
    def capital(self) -> bool:
        """Say whether it begins large or is a figure, as words of names do."""
        return SHAPES[self.shape] not in ("", "x", "other")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a passage, or a part of one, or a mark."""

    start: int
    end: int
    text: str
    form: Form
    sentence: int  # counted through the passage


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences; `values` tells of a stretch of pieces (first, behind the last) what value it is."""

    document: Document
    span: Span
    pieces: tuple[Piece, ...]
    values: dict[tuple[int, int], int]

    def text(self, first: int, last: int) -> str:
        """Return the words from one piece up to, not including, another."""
        return self.document.text[self.pieces[first].start : self.pieces[last - 1].end]

    def stretch(self, first: int, last: int) -> Span:
        """Return where these words stand in the document."""
        return Span(self.pieces[first].start, self.pieces[last - 1].end)


def passages(document: AnalysedDocument, sentences: int) -> Iterator[Passage]:
    """Yield every run of 1, 2, … up to so many sentences of one paragraph, the shorter runs first."""
    read = [sentence for sentence in document if sentence.role in _READ and sentence.tokens]
    for size in range(1, sentences + 1):
        for at in range(len(read) - size + 1):
            run = read[at : at + size]
            if run[0].block == run[-1].block:
                yield passage(document.document, run)


def whole(document: AnalysedDocument) -> Passage | None:
    """Make one passage of a short document, None of an empty one."""
    sentences = [sentence for sentence in document if sentence.tokens]
    return passage(document.document, sentences) if sentences else None


def passage(document: Document, sentences: Sequence[Sentence]) -> Passage:
    """Make one passage of some sentences of a document."""
    pieces = [piece for number, sentence in enumerate(sentences) for piece in _pieces(sentence, number)]
    span = Span(sentences[0].span.start, sentences[-1].span.end)
    return Passage(document, span, tuple(pieces), _values(document.slice(span), span.start, pieces))


def _pieces(sentence: Sentence, number: int) -> Iterator[Piece]:
    for token in sentence.tokens:
        for part in _PIECE.finditer(token.text):
            text = part.group()
            yield Piece(token.start + part.start(), token.start + part.end(), text, form(text), number)


def _values(text: str, offset: int, pieces: Sequence[Piece]) -> dict[tuple[int, int], int]:
    starts = {piece.start: at for at, piece in enumerate(pieces)}
    ends = {piece.end: at + 1 for at, piece in enumerate(pieces)}
    found: dict[tuple[int, int], int] = {}
    periods = find_periods(text, None, offset)
    for quantity in find_quantities(text, offset, periods=periods):
        number = quantity.number or quantity.span
        if number.start in starts and number.end in ends:
            found[starts[number.start], ends[number.end]] = KINDS.index("number")
    for period in periods:
        if period.span and period.start and period.span.start in starts and period.span.end in ends:
            kind = {4: "year", 7: "month"}.get(len(period.start), "day")
            found[starts[period.span.start], ends[period.span.end]] = KINDS.index(kind)
    return found


@lru_cache(maxsize=1 << 16)
def form(text: str) -> Form:
    """Read a word by its letters."""
    low = text.lower()
    word = low.isalpha()
    shape = _shape(text)
    closed = guess_pos(text, first=True) in _CLOSED
    return Form(
        low=word_hash(low),
        stem=word_hash(stem(low)) if word else 0,
        root=root(low) if word else 0,
        ending=word_hash(low[-3:]),
        shape=shape,
        closed=closed,
        folded=folded(text),
    )


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Return the letters and digits of a text, without case and accents.

    >>> folded("Ångström & Søn, Ltd.")
    'angstromsonltd'
    """
    letters = (c for c in unicodedata.normalize("NFKD", text).lower() if not unicodedata.combining(c))
    return "".join(_LETTERS.get(c, c) for c in letters if c.isalnum())


def stem(word: str) -> str:
    """Strip a common ending; two forms of a word mostly have one stem."""
    for ending in _ENDINGS:
        if len(word) > len(ending) + 3 and word.endswith(ending):
            return word[: -len(ending)]
    return word


def root(word: str) -> int:
    """Hash the first letters of a word's stem.

    >>> root("composed") == root("composer"), root("part") == root("port")
    (True, False)
    """
    return word_hash(stem(word.lower())[:_ROOT])


def _shape(text: str) -> int:
    if text.isdigit():
        return SHAPES.index(f"d{min(len(text), 5)}")
    if text[0].isdigit():
        return SHAPES.index("D")
    if text.isupper():
        return SHAPES.index("X" if len(text) == 1 else "XX")
    if text[0].isupper():
        return SHAPES.index("Xx")
    return SHAPES.index("x" if text.isalpha() else "other")


def word_hash(text: str) -> int:
    """Hash a word, the same in every run."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))
