"""Which media type to answer with: the Accept header of RFC 9110, with its wildcards and weights."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.errors import KgError

_PART: Final = re.compile(r'\s*([^\s;,/]+)/([^\s;,/]+)\s*((?:;\s*[^\s;,=]+\s*(?:=\s*(?:"[^"]*"|[^\s;,"]*))?\s*)*)')
_WEIGHT: Final = re.compile(r";\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*(?:;|$)", re.IGNORECASE)
_CODING: Final = re.compile(r"\s*([^\s;,]+)\s*(?:;\s*q\s*=\s*([0-9.]+))?\s*", re.IGNORECASE)

GRAPHS: Final = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
)


class NotAcceptable(KgError):
    """None of what there is was asked for; says what there is."""


@dataclass(frozen=True, slots=True)
class Range:
    """A media range: a type, or `*` for its parts, with a weight."""

    type: str
    subtype: str
    weight: float

    def fits(self, media_type: str) -> int:
        """Say how exactly it names a media type: 0 not, 1 by `*/*`, 2 by `text/*`, 3 by name."""
        kind, _, subtype = media_type.partition("/")
        if (self.type, self.subtype) == (kind, subtype):
            return 3
        if (self.type, self.subtype) == (kind, "*"):
            return 2
        return int((self.type, self.subtype) == ("*", "*"))


def ranges(accept: str) -> tuple[Range, ...]:
    """Read an Accept header; what is no media range in it is passed over.

    >>> ranges("text/csv;q=0.5, */*;q=0.1")
    (Range(type='text', subtype='csv', weight=0.5), Range(type='*', subtype='*', weight=0.1))
    """
    found = []
    for part in _PART.finditer(accept):
        weight = _WEIGHT.search(part[3])
        found.append(Range(part[1].lower(), part[2].lower(), float(weight[1]) if weight else 1.0))
    return tuple(found)


def choose(accept: str | None, offered: Iterable[str]) -> str:
    """Return the media type that is wanted most; the first offered among equals, and when nothing is asked.

    Raises NotAcceptable when all are unwanted.
    """
    there = tuple(offered)
    wanted = ranges(accept) if accept else (Range("*", "*", 1.0),)
    weights = {media_type: _weight(media_type, wanted) for media_type in there}
    best = max(there, key=lambda media_type: weights[media_type])
    if weights[best] <= 0:
        raise NotAcceptable(f"nothing acceptable; there are {', '.join(there)}")
    return best


def takes_gzip(accept_encoding: str | None) -> bool:
    """Say whether a client takes gzip."""
    for part in _CODING.finditer(accept_encoding or ""):
        if part[1].lower() in ("gzip", "x-gzip", "*"):
            return part[2] is None or float(part[2].rstrip(".") or 0) > 0
    return False


def content_type(media_type: str) -> str:
    """Return a media type as a header says it: text tells its charset."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _weight(media_type: str, wanted: tuple[Range, ...]) -> float:
    fitting = [(known.fits(media_type), known.weight) for known in wanted]
    return max((pair for pair in fitting if pair[0]), default=(0, 0.0))[1]
