"""Terms as N-Triples writes them: cheap to keep, to compare and to take apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final

from kg.errors import BackendError
from kg.vocab import PREFIXES, XSD_STRING

_XSD: Final = PREFIXES["xsd"]
_LANG_STRING: Final = PREFIXES["rdf"] + "langString"
_LITERAL: Final = re.compile(
    r'"(?P<text>(?:[^"\\]|\\.)*)"(?:\^\^<(?P<type>[^>]*)>|@(?P<language>[A-Za-z0-9-]+))?', re.S
)
_ESCAPE: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.S)
_CONTROL: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ZONE: Final = r"(Z|[+-]\d\d:\d\d)?"
_ZONED: Final = re.compile(r"(Z|[+-]\d\d:\d\d)$")
_INTEGERS: Final = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_FORMS: Final = {
    "boolean": re.compile(r"true|false|0|1"),
    "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    "double": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN"),
    "float": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN"),
    "gYear": re.compile(r"-?\d{4,}" + _ZONE),
    "gYearMonth": re.compile(r"-?\d{4,}-(0[1-9]|1[0-2])" + _ZONE),
    "date": re.compile(r"\d{4}-\d\d-\d\d" + _ZONE),
    "dateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?" + _ZONE),
}


class Unsupported(BackendError):
    """The fast checker has no answer to this; pyshacl may."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal taken apart; `language` is "" for all but language-tagged strings."""

    text: str
    datatype: str
    language: str = ""


def is_iri(term: str) -> bool:
    return term[0] == "<"


def is_blank(term: str) -> bool:
    return term[0] == "_"


def is_literal(term: str) -> bool:
    return term[0] == '"'


@lru_cache(maxsize=65536)
def literal(term: str) -> Literal:
    """Take a literal apart."""
    found = _LITERAL.fullmatch(term)
    if found is None:
        raise ValueError(f"{term} is no literal")
    text = found["text"]
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    if found["language"]:
        return Literal(text, _LANG_STRING, found["language"])
    return Literal(text, found["type"] or XSD_STRING)


def datatype(term: str) -> str:
    """Return the datatype of a literal without taking it apart."""
    if term[-1] == '"':
        return XSD_STRING
    return term[term.rindex('"') + 4 : -1] if term[-1] == ">" else _LANG_STRING


def length(term: str) -> int:
    """Count the characters of what a term says."""
    return len(text(term)) if "\\" in term or not is_literal(term) else term.rindex('"') - 1


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1]
    return chr(int(code[1:], 16)) if code[0] in "uU" and len(code) > 1 else _CONTROL.get(code, code)


def text(term: str) -> str:
    """Return what a term says: an IRI without its brackets, a literal's text.

    >>> text("<https://schema.org/City>"), text('"vice mayor"')
    ('https://schema.org/City', 'vice mayor')
    """
    return literal(term).text if is_literal(term) else term[1:-1] if is_iri(term) else term


@lru_cache(maxsize=65536)
def well_formed(term: str) -> bool:
    """Say whether a literal's text is one that its datatype allows; unknown datatypes allow any."""
    value = literal(term)
    kind = value.datatype.removeprefix(_XSD)
    if kind in _INTEGERS:
        low, high = _INTEGERS[kind]
        number = int(value.text) if re.fullmatch(r"[+-]?[0-9]+", value.text) else None
        return number is not None and (low is None or number >= low) and (high is None or number <= high)
    form = _FORMS.get(kind)
    if form is None:
        return True
    return form.fullmatch(value.text) is not None and (kind not in ("date", "dateTime") or _moment(value) is not None)


def _moment(value: Literal) -> date | datetime | None:
    try:
        if value.datatype == _XSD + "dateTime":
            return datetime.fromisoformat(value.text)
        return date.fromisoformat(value.text[:10])
    except ValueError:
        return None


Comparable = tuple[str, Decimal | str | date | datetime]


@lru_cache(maxsize=65536)
def comparable(term: str) -> Comparable | None:
    """Return a value that SPARQL's < can order, with the kind of values it may be compared to; None for no value.

    Raises Unsupported for literals whose order the reference leaves open.
    """
    if not is_literal(term) or not well_formed(term):
        return None
    value = literal(term)
    kind = value.datatype.removeprefix(_XSD)
    if kind in _INTEGERS or kind in ("decimal", "double", "float"):
        number = Decimal(value.text)
        if number.is_nan():
            raise Unsupported(f"{term} has no place among the numbers; check with pyshacl instead")
        return "number", number
    if kind == "string":
        return "string", value.text
    moment = _moment(value) if kind in ("date", "dateTime") else None
    if moment is None or _ZONED.search(value.text):
        raise Unsupported(f"the order of {term} is not decided here; check with pyshacl instead")
    return kind, moment


def less(one: str, other: str, *, or_equal: bool = False) -> bool:
    """Say whether a literal comes before another (or is equal); what cannot be compared does not."""
    if not (is_literal(one) and is_literal(other)):
        raise Unsupported(f"the order of {one} and {other} is not decided here; check with pyshacl instead")
    left, right = comparable(one), comparable(other)
    if left is None or right is None or left[0] != right[0]:
        return False
    return left[1] < right[1] or (or_equal and left[1] == right[1])  # type: ignore[operator]  # same kind, same type
