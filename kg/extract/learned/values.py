"""Values of literals: what words say, in the datatype that the ontology asks for."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kg.model import Period, Term
from kg.values import find_periods, find_quantities
from kg.vocab import XSD

_WHOLE: Final = frozenset(
    XSD + name
    for name in (
        "integer", "int", "long", "short", "byte",
        "nonNegativeInteger", "positiveInteger", "unsignedInt", "unsignedLong",
    )
)  # fmt: skip
_DECIMAL: Final = frozenset(XSD + name for name in ("decimal", "double", "float"))
_LENGTHS: Final = {  # how many characters of an ISO date each kind of date has at least, and at most
    XSD + "date": (10, 10),
    XSD + "dateTime": (10, 10),
    XSD + "gYear": (4, 10),
    XSD + "gYearMonth": (7, 10),
}
_TRUTHS: Final = {"true": True, "yes": True, "false": False, "no": False}


def value_of(text: str, datatype: str, date: str | None) -> Term | None:
    """Return what some words say in a datatype, None where they do not; `date` is when they were written."""
    if datatype in _WHOLE or datatype in _DECIMAL:
        return _number(text, whole=datatype in _WHOLE)
    if datatype in _LENGTHS:
        return _date(text, datatype, date)
    if datatype == XSD + "boolean":
        return _TRUTHS.get(text.strip().lower())
    return " ".join(text.split())


def _number(text: str, *, whole: bool) -> int | Decimal | None:
    found = find_quantities(text)
    if len(found) != 1:
        return None
    value = found[0].value
    if whole:
        return int(value) if value == int(value) else None
    return value


def _date(text: str, datatype: str, date: str | None) -> Period | None:
    least, most = _LENGTHS[datatype]
    for period in find_periods(text, date):
        if period.start and period.start == period.end and len(period.start) >= least:
            cut = period.start if datatype != XSD + "gYear" and datatype != XSD + "gYearMonth" else period.start[:least]
            return Period(cut[:most], cut[:most], period.text)
    return None
