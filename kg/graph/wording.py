"""Readable words for what a graph holds: a label for every thing, also for things with parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kg.graph.terms import local
from kg.model import Iri
from kg.vocab import (
    ACTION,
    AT,
    CHANGE_BASIS,
    CHANGE_COMPARATOR,
    CHANGE_PERCENT,
    COMMITMENT,
    COMPARATOR,
    COUNT,
    END,
    HEADLINE,
    IDENTIFIER,
    INTERVAL,
    LABEL,
    MEASURE_OF,
    OBSERVATION,
    PARTICIPATION,
    PER,
    POST,
    PREF_LABEL,
    QUOTATION,
    RANK,
    RANK_OBSERVATION,
    RANKING_OF,
    SCOPE,
    START,
    TEXT,
    TITLE,
    TYPE,
    UNIT,
    VALUE,
    WHO,
)

Values = Mapping[Iri, Sequence[str]]  # property → values: the words of a literal, the IRI of a thing
NameOf = Callable[[str], str]

_COMPARED: Final = {"MoreThan": "over ", "LessThan": "under ", "About": "about "}
_LONGEST: Final = 80


def words(name: str) -> str:
    """Split a term's local name into words.

    >>> words("holdsPostAt")
    'holds post at'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()


def label(values: Values, name_of: NameOf) -> str:
    """Return a label for a thing by what it holds; `name_of` gives the label of another thing."""
    for prop in (LABEL, PREF_LABEL, HEADLINE, IDENTIFIER):
        if values.get(prop):
            return values[prop][0]
    for type_ in values.get(TYPE, ()):
        wording = _WORDINGS.get(Iri(type_))
        said = wording(values, name_of) if wording else ""
        return said or words(local(Iri(type_)))
    return ""


def figure(values: Values, name_of: NameOf) -> str:
    """Word an observation's number: "over 5,000 boats, +3.2 percent on the year"."""
    number = _first(values, VALUE)
    amount = f"{_compared(values, COMPARATOR)}{_grouped(number)} {_first(values, UNIT)}".strip() if number else ""
    change = _first(values, CHANGE_PERCENT)
    signed = change if change.startswith("-") else f"+{change}"
    moved = f"{_compared(values, CHANGE_COMPARATOR)}{signed} percent {_first(values, CHANGE_BASIS)}" if change else ""
    per = f"per {_first(values, PER)}" if _first(values, PER) else ""
    return ", ".join(part.strip() for part in (f"{amount} {per}", moved) if part.strip())


def rank(values: Values) -> str:
    """Word a rank with its scope: "rank 9 among provinces"."""
    return f"rank {_first(values, RANK)} {_first(values, SCOPE)}".strip() if _first(values, RANK) else ""


def interval(values: Values) -> str:
    """Word an interval."""
    return f"{_first(values, START)} – {_first(values, END)}".strip()


def _observation(values: Values, name_of: NameOf) -> str:
    return ": ".join(part for part in (_named(values, name_of, MEASURE_OF), figure(values, name_of)) if part)


def _ranked(values: Values, name_of: NameOf) -> str:
    listed = _named(values, name_of, RANKING_OF) or _named(values, name_of, MEASURE_OF)
    return ": ".join(part for part in (listed, rank(values)) if part)


def _post(values: Values, name_of: NameOf) -> str:
    return ", ".join(part for part in (_first(values, TITLE), _named(values, name_of, AT)) if part)


def _participation(values: Values, name_of: NameOf) -> str:
    return f"{_grouped(_first(values, COUNT))} {_named(values, name_of, WHO)}".strip()


_WORDINGS: Final[dict[Iri, Callable[[Values, NameOf], str]]] = {
    POST: _post,
    OBSERVATION: _observation,
    RANK_OBSERVATION: _ranked,
    PARTICIPATION: _participation,
    QUOTATION: lambda values, _: _short(_first(values, TEXT)),
    COMMITMENT: lambda values, _: _short(_first(values, ACTION)),
    INTERVAL: lambda values, _: interval(values),
}


def _first(values: Values, prop: Iri) -> str:
    return values[prop][0] if values.get(prop) else ""


def _named(values: Values, name_of: NameOf, prop: Iri) -> str:
    return " and ".join(name_of(value) for value in values.get(prop, ()))


def _compared(values: Values, prop: Iri) -> str:
    return _COMPARED.get(local(Iri(_first(values, prop))), "")


def _grouped(number: str) -> str:
    return f"{int(number):,}" if number.lstrip("-").isdigit() else number


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1].rstrip()}…"
