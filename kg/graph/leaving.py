"""Where SPARQL would leave the graph: SERVICE, FROM and LOAD, found however they are spelt.

Oxigraph's parser is a PEG and knows no lexer: `<` may open an IRI or compare, a number may run into the keyword after
it, a name may turn out to be a keyword with a name behind it. So all readings are followed at once: a keyword counts
where what must come after it does, and where some reading of the text before it ends there. A text that holds no such
place cannot leave; one that does and is harmless all the same (`?s ?p 1service:a { … }`) is refused, which costs a dot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.errors import LeavesGraphError

_GAP: Final = r"(?:[ \t\r\n\f\v]|\#[^\r\n]*+)*+"
_IRI: Final = r"<[^<>\"{}|^`\\\x00-\x20]*+>"
_NAME: Final = r"(?:[^\s{}#\\:]|\\.)*+:(?:[^\s{};#\\]|\\.)*+"
_SILENT: Final = rf"{_GAP}(?:SILENT{_GAP})?"
_SHAPES: Final = {
    "SERVICE": rf"(?={_SILENT}(?:[?$][^\s{{}}#]*+|{_IRI}|{_NAME}){_GAP}\{{)",
    "FROM": rf"(?=[\s<#]{_GAP}(?:NAMED{_GAP})?(?:{_IRI}|{_NAME}))|FROM(?={_IRI})",
    "LOAD": rf"(?={_SILENT}(?:{_IRI}|{_NAME}){_GAP}(?:;|INTO|\Z))",
}
_LEAVES: Final = {
    word: re.compile(word + shape, re.IGNORECASE | re.ASCII | re.DOTALL) for word, shape in _SHAPES.items()
}
_SAID: Final = {
    "SERVICE": "SERVICE asks another machine; kg queries stay inside the graph",
    "FROM": "FROM names another graph; kg queries stay inside the graph",
    "LOAD": "LOAD reads from outside; kg queries only read the graph",
}
_CODE_POINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BARE_HOST: Final = re.compile(r"//[^/?#<>]*>")
_READINGS: Final = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"\#[^\r\n]*+",
        _IRI,
        r"\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*+\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3}",
        r"\"(?:[^\"\\\r\n]|\\.)*+\"|'(?:[^'\\\r\n]|\\.)*+'",
        r"[?$]\w+",
        r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
        r"[\w.-]*+:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*+",
        r"\w++(?!:)",
        r"true|false|ltr|rtl|[eE][+-]?[0-9]+|[0-9]+",
        r"[^\w\"'\#?$\\]|[?$](?!\w)",
    )
)
_NAMES: Final = _READINGS[6]


def refuse_leaving(query: str, *, keywords: tuple[str, ...] = ("SERVICE", "FROM", "LOAD")) -> None:
    """Raise LeavesGraphError when a query has SERVICE, FROM or LOAD as a keyword, however it is spelt.

    >>> refuse_leaving('SELECT * { ?service ?p "SERVICE" } # FROM')
    >>> refuse_leaving("SELECT * { S\\\\u0045RVICE <http://a/> {} }")
    Traceback (most recent call last):
    kg.errors.LeavesGraphError: SERVICE asks another machine; kg queries stay inside the graph
    """
    for text in sorted({query, _CODE_POINT.sub(_decoded, query)}):
        spots = {match.start(): word for word in keywords for match in _LEAVES[word].finditer(text)}
        if spots and (word := next((spots[p] for p in _starts(text, max(spots)) if p in spots), None)):
            raise LeavesGraphError(_SAID[word])


def _starts(text: str, last: int) -> Iterator[int]:
    """Yield where a token starts in some reading of a text, up to a place."""
    reached = bytearray(len(text) + 1)
    reached[0] = True
    bare = _BARE_HOST.search(text) is not None
    place = 0
    while 0 <= place <= last:
        yield place
        for reading in _READINGS:
            if found := reading.match(text, place):
                reached[found.end()] = True
                if reading is _NAMES:
                    for end in _name_ends(found, bare=bare):
                        reached[end] = True
        place = reached.find(True, place + 1)


def _name_ends(name: re.Match[str], *, bare: bool) -> Iterator[int]:
    """Yield where else a prefixed name may end: at a dot, or at its colon when the rest makes no IRI.

    `p:x` is no IRI where p is a host with a port and no path, or where x holds what IRIs may not.
    """
    text = name.group()
    yield from (name.start() + at for at, character in enumerate(text) if character == ".")
    local = text.partition(":")[2]
    if bare or "\\" in local or not local.isascii() or name.string[name.end() : name.end() + 1] > "\x7f":
        yield name.start() + text.index(":") + 1


def _decoded(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else match[0]
