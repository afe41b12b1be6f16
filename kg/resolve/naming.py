"""What tells two names apart and what does not: articles, honorifics, case, acronyms; and names as parts of IRIs."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Final


def words(listed: str) -> frozenset[str]:
    """List words: a set of them reads best as a line of text."""
    return frozenset(listed.split())


_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+(?=\S)", re.I)
_HONORIFIC: Final = re.compile(
    r"^(?:mr|mrs|ms|mx|miss|dr|prof|professor|sir|dame|lord|lady|madam|madame|hon|rev|judge|justice)\.?\s+(?=\S)", re.I
)
_POSSESSIVE: Final = re.compile(r"(?:'s|(?<=s)')$", re.I)
_QUOTES: Final = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})
_SPLIT: Final = re.compile(r"[^\w&]+")
_ACRONYM: Final = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z0-9&.-]{1,11}(?:\([A-Z]{1,4}\))?")
_SMALL: Final = words(
    "of for and the in on at de du des la le del della di da do dos das y e et und für a an to with &"
)
# Letters that Unicode does not take apart into a base and a mark.
_FOLDED: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ŋ": "n"}
)
_FOLDED_CAPITALS: Final = str.maketrans(
    {"Ł": "L", "Ø": "O", "Đ": "D", "İ": "I", "Æ": "Ae", "Œ": "Oe", "Þ": "Th", "Ð": "D"}
)
_LONGEST: Final = 80
NAMES: Final = 1 << 16  # names whose folded forms are kept: the same ones come back sentence after sentence


@lru_cache(maxsize=NAMES)
def plain(name: str) -> str:
    """Return a name without article, possessive, line breaks and typographic quotes.

    >>> plain("the World\\u00a0Bank’s")
    'World Bank'
    """
    words = " ".join(name.translate(_QUOTES).split()).strip(" ,;:\"'")
    return _ARTICLE.sub("", _POSSESSIVE.sub("", words)) or words


def unhonoured(name: str) -> str:
    """Return a person's name without what one calls them by.

    >>> unhonoured("Prof. Sir Tan")
    'Tan'
    """
    words = plain(name)
    while (shorter := _HONORIFIC.sub("", words)) != words:
        words = shorter
    return words


@lru_cache(maxsize=NAMES)
def key(name: str) -> str:
    """Fold what does not tell two names apart: case, articles, hyphens, full stops, "&"; accents stay.

    >>> key("The Johnson & Johnson Co."), key("U.S.")
    ('johnson and johnson co', 'us')
    """
    words = plain(name).casefold().replace("&", " and ").replace(".", "")
    return " ".join(_SPLIT.sub(" ", words).split()) or words


def unaccented(name: str) -> str:
    """Return a key without accents: "António" and "Antonio" are one person's two spellings."""
    return "".join(
        c for c in unicodedata.normalize("NFKD", key(name)).translate(_FOLDED) if not unicodedata.combining(c)
    )


@lru_cache(maxsize=NAMES)
def without_accents(name: str) -> str:
    """Return a name as plain letters, case kept: "Wrocław" is "Wroclaw"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.translate(_FOLDED).translate(_FOLDED_CAPITALS)


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name's key."""
    return tuple(key(name).split())


def looks_like_acronym(name: str) -> bool:
    """Say whether a name is written as an acronym: "WIPO", "HKUST(GZ)", "MoU", not "Samsung" nor "U".

    >>> [looks_like_acronym(n) for n in ("WIPO", "HKUST(GZ)", "MoU", "Samsung", "McKay")]
    [True, True, True, False, False]
    """
    words = plain(name)
    letters = [c for c in words if c.isalpha()]
    return _ACRONYM.fullmatch(words) is not None and 2 * sum(c.isupper() for c in letters) > len(letters)


def is_acronym_of(short: str, full: str) -> bool:
    """Say whether the letters of an acronym are those that a name's words begin with.

    Every word but small ones gives its first letter or more ("UK" in "UKIPO"); small words may give theirs.

    >>> is_acronym_of("UKIPO", "UK Intellectual Property Office"), is_acronym_of("EPO", "European Patent Organisation")
    (True, True)
    """
    letters = [c for c in plain(short).casefold() if c.isalnum()]
    words = [w for w in re.findall(r"[^\W_]+", full.translate(_QUOTES)) if w]
    return 1 < len(letters) <= 12 and len(words) > 1 and _spells(letters, words)


def _spells(letters: list[str], words: list[str]) -> bool:
    """Consume the letters word by word; a word that is itself capitals may give all of them."""
    states = {0}
    for word in words:
        folded, reached = word.casefold(), set()
        for at in states:
            if folded in _SMALL or not word[0].isupper():
                reached.add(at)
            most = len(word) if word.isupper() else 2
            for taken in range(1, most + 1):
                if letters[at : at + taken] == list(folded[:taken]) and at + taken <= len(letters):
                    reached.add(at + taken)
        states = reached
        if not states:
            return False
    return len(letters) in states


def digest(*parts: str) -> str:
    """Hash words to eight hexadecimal digits."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def slug(name: str) -> str:
    """Turn a name into the last part of an IRI: ASCII, lower case, hyphens; a hash where no Latin letter is left.

    >>> slug("Łódź & Ørsted’s (GZ)"), slug("Hürriyet")
    ('lodz-and-orsteds-gz', 'hurriyet')
    """
    folded = unicodedata.normalize("NFKD", plain(name).casefold().replace("&", " and ")).translate(_FOLDED)
    ascii_only = folded.replace("'", "").encode("ascii", "ignore").decode()
    short = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    letters = [c for c in folded if c.isalpha()]
    if not short or sum(c.isascii() for c in letters) < len(letters) / 2:
        return f"{short}-{digest(name)}".strip("-")
    return short if len(short) <= _LONGEST else f"{short[:_LONGEST].rstrip('-')}-{digest(name)}"
