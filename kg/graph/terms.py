"""Values as N-Triples terms, in the forms that every store keeps as they are."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from kg.model import Iri
from kg.vocab import XSD_ANY_URI, XSD_BOOLEAN, XSD_DATE, XSD_DECIMAL, XSD_INTEGER, XSD_YEAR, XSD_YEAR_MONTH

_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_NO_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_IRI: Final = re.compile(r"[a-z][a-z0-9+.-]*:(//)?[^\x00-\x20<>\"{}|^`\\]+")
_DATE_TYPES: Final = {4: XSD_YEAR, 7: XSD_YEAR_MONTH, 10: XSD_DATE}


def ref(iri: str) -> str:
    """Write an IRI; raises ValueError when a character of it may stand in none.

    >>> ref("https://schema.org/City")
    '<https://schema.org/City>'
    """
    if _NO_IRI.search(iri):
        raise ValueError(f"{iri!r} is no IRI")
    return f"<{iri}>"


def looks_like_iri(text: str) -> bool:
    """Tell an IRI from words: it has a scheme, and no space or bracket."""
    return _IRI.fullmatch(text) is not None


def string(text: str) -> str:
    r"""Write a plain string.

    >>> print(string('say "no"'))
    "say \"no\""
    """
    return f'"{text.translate(_ESCAPES)}"'


def integer(number: int) -> str:
    """Write an xsd:integer."""
    return f'"{number}"^^<{XSD_INTEGER}>'


def boolean(truth: bool) -> str:
    """Write an xsd:boolean."""
    return f'"{"true" if truth else "false"}"^^<{XSD_BOOLEAN}>'


def decimal(number: Decimal) -> str:
    """Write an xsd:decimal as Oxigraph keeps it: no exponent, no trailing zeros, no bare point.

    >>> decimal(Decimal("0.9500")).split("^^")[0], decimal(Decimal("1.0")).split("^^")[0]
    ('"0.95"', '"1"')
    """
    return f'"{plain(number)}"^^<{XSD_DECIMAL}>'


def number(value: Decimal) -> str:
    """Write a whole number as xsd:integer, any other as xsd:decimal."""
    return integer(int(value)) if value == value.to_integral_value() else decimal(value)


def plain(number: Decimal) -> str:
    """Write a number in digits alone."""
    if not number.is_finite():
        raise ValueError(f"{number} is no number that a graph can hold")
    digits = format(number, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in ("-0", "") else digits


def date(iso: str) -> str:
    """Write an ISO year, month or day with its type; other words stay a plain string for the shapes to refuse."""
    kind = _DATE_TYPES.get(len(iso))
    return f'"{iso}"^^<{kind}>' if kind and iso.replace("-", "").isdigit() else string(iso)


def uri(address: str) -> str:
    """Write a web address as xsd:anyURI."""
    return f"{string(address)}^^<{XSD_ANY_URI}>"


def local(iri: Iri) -> str:
    """Return the part of an IRI after the last # or /."""
    return re.split(r"[#/]", iri)[-1]
