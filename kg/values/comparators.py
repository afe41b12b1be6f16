"""Words that say how a figure relates to the number given: "over", "nearly", "some", "or more"."""

from __future__ import annotations

import re
from typing import Final

from kg.model import Comparator
from kg.values.numerals import GAP

MORE, LESS, ABOUT, EXACTLY = Comparator.MORE_THAN, Comparator.LESS_THAN, Comparator.ABOUT, Comparator.EXACTLY

# "At least" and "at most" are not told from "more than" and "less than": the model knows four comparators.
# "Nearly" and "close to" promise that the number is not reached, hence LESS_THAN rather than ABOUT.
_KINDS: Final = {
    LESS: "no more than|not more than|no greater than|less than|fewer than|lower than|smaller than|not quite|short of|"
    "up to|as high as|within|at most|at the most|as many as|as much as|a maximum of|nearly|almost|close to|approaching|"
    "nearing|under|below",
    MORE: "no fewer than|no less than|not less than|not fewer than|more than|greater than|higher than|larger than|over|"
    "above|beyond|at least|at the least|a minimum of|upwards of|upward of|in excess of|exceeding|exceeds|exceeded|"
    "exceed|surpassing|surpassed|surpasses|surpass|topping|topped|tops|north of|better than",
    ABOUT: "approximately|approx.|approx|about|around|roughly|some|an estimated|circa|ca.|c.|"
    "in the region of|in the order of|on the order of|something like",
}
_TABLE: Final = {words: kind for kind, listed in _KINDS.items() for words in listed.split("|")}
_SIGNS: Final = {">": MORE, "≥": MORE, "<": LESS, "≤": LESS, "~": ABOUT, "≈": ABOUT, "∼": ABOUT}
_LONGEST_FIRST = "|".join(re.escape(words).replace(r"\ ", GAP) for words in sorted(_TABLE, key=len, reverse=True))
_SOFTENER = (
    rf"(?:(?:just|well|slightly|far|much|a{GAP}little|a{GAP}bit|only|somewhat|significantly|considerably){GAP})?"
)
_FURTHER = rf"(?:(?:another|a{GAP}further|an{GAP}additional){GAP})?"
_BEFORE: Final = re.compile(rf"(?<![\w.])({_SOFTENER}({_LONGEST_FIRST})){GAP}{_FURTHER}\Z", re.I)
_SIGN: Final = re.compile(r"([>≥<≤~≈∼])[^\S\n]?\Z")
_AFTER: Final = (
    (re.compile(r"\+(?!\w)|-plus(?!\w)"), MORE),
    (re.compile(r"-odd(?!\w)"), ABOUT),
    (re.compile(rf"{GAP}or{GAP}(?:more|above|over|higher|greater)(?!\w)", re.I), MORE),
    (re.compile(rf"{GAP}or{GAP}(?:less|fewer|below|under|lower)(?!\w)", re.I), LESS),
    (re.compile(rf"{GAP}or{GAP}so(?!\w)", re.I), ABOUT),
)
_LAST_WORDS: Final = frozenset({words.rpartition(" ")[2] for words in _TABLE} | {"another", "further", "additional"})
_WINDOW = 56  # characters: the longest phrase above with its softener and "an additional"


def comparator_before(text: str, start: int) -> tuple[Comparator, int, str]:
    """Read the approximation before a number: (comparator, where it begins, its words in lower case)."""
    window = text[max(0, start - _WINDOW) : start]
    words = window.rsplit(None, 1)
    if words and words[-1].lower().lstrip("(\"“'‘—–,;:/-[") in _LAST_WORDS and (match := _BEFORE.search(window)):
        found = " ".join(match[2].lower().split())
        return _TABLE[found], start - len(window) + match.start(1), found
    if sign := _SIGN.search(window):
        return _SIGNS[sign[1]], start - len(window) + sign.start(), sign[1]
    return EXACTLY, start, ""


def comparator_after(text: str, end: int) -> tuple[Comparator, int] | None:
    """Read the approximation after a number or its unit: "50-plus", "100 or more"."""
    if text[end : end + 1] not in "+-" and text[end + 1 : end + 3].lower() != "or":
        return None
    for pattern, kind in _AFTER:
        if match := pattern.match(text, end):
            return kind, match.end()
    return None
