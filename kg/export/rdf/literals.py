"""N-Triples terms taken apart again, for formats that are no RDF text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.vocab import XSD_STRING

_LITERAL: Final = re.compile(r'"(.*)"(?:\^\^<([^>]*)>|@([A-Za-z0-9-]+))?', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal's characters, datatype and language."""

    text: str
    datatype: str
    language: str | None = None


def literal(term: str) -> Literal | None:
    r"""Read an N-Triples literal; None for an IRI or a blank node.

    >>> literal('"a\\n"@en')
    Literal(text='a\n', datatype='http://www.w3.org/2001/XMLSchema#string', language='en')
    """
    found = _LITERAL.fullmatch(term)
    if not found:
        return None
    text = _ESCAPE.sub(_unescaped, found[1]) if "\\" in found[1] else found[1]
    return Literal(text, found[2] or XSD_STRING, found[3])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _SHORT.get(match[3], match[3])
