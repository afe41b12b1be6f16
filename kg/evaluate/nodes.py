"""What a node with parts says, in the fields of the gold's facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from kg.evaluate.terms import COMPARATORS
from kg.evaluate.things import Things, is_node
from kg.graph.terms import local
from kg.model import Comparator, Iri
from kg.vocab import (
    ABOUT,
    ACTION,
    AGENT,
    AT,
    CHANGE_COMPARATOR,
    CHANGE_PERCENT,
    COMPARATOR,
    COUNT,
    END,
    HOLDER,
    LOCATION,
    MEASURE_OF,
    ORGANIZER,
    PART_OF_INDEX,
    PARTICIPATION_OF,
    PER,
    PERIOD,
    PREVIOUS_RANK,
    RANK,
    RANKING_OF,
    SCOPE,
    SPEAKER,
    START,
    STATUS,
    TEXT,
    TITLE,
    UNIT,
    VALUE,
    VERBATIM,
    WHO,
)

_GOLD_COMPARATORS: Final[Mapping[str, str]] = {c.value: name for name, c in COMPARATORS.items()}


def _post(things: Things, node: str) -> dict[str, Any]:
    titles = tuple(things.called(title)[0] for title in things.values(node, TITLE))
    status = things.value(node, STATUS)
    held = local(Iri(status)).lower() if status else "current"
    return {"person": things.of(node, HOLDER), "title": titles, "of": things.of(node, AT), "status": held}


def _stat(things: Things, node: str) -> dict[str, Any]:
    measure = things.value(node, MEASURE_OF)
    return {
        "subject": things.of(node, ABOUT),
        "measure": tuple(things.called(measure)) if measure else (),
        "value": things.value(node, VALUE),
        "unit": things.words(node, UNIT),
        "comparator": _comparator(things, node, VALUE, COMPARATOR),
        "change_pct": things.value(node, CHANGE_PERCENT),
        "change_comparator": _comparator(things, node, CHANGE_PERCENT, CHANGE_COMPARATOR),
        "period": _period(things, node),
        "per": things.words(node, PER),
    }


def _comparator(things: Things, node: str, number: Iri, prop: Iri) -> str | None:
    """Return the gold's word for how a number compares; one without a comparator is exact."""
    if things.value(node, number) is None:
        return None
    said = local(Iri(things.value(node, prop) or Comparator.EXACTLY.value))
    return _GOLD_COMPARATORS.get(said, said)


def _rank(things: Things, node: str) -> dict[str, Any]:
    index = things.value(things.value(node, RANKING_OF, MEASURE_OF), PART_OF_INDEX) or things.value(node, PART_OF_INDEX)
    listed = (*things.values(node, RANKING_OF), *things.values(node, MEASURE_OF), *([index] if index else []))
    return {
        "subject": things.of(node, ABOUT),
        "rank": things.value(node, RANK),
        "previous": things.value(node, PREVIOUS_RANK),
        "ranking": tuple(label for term in listed for label in things.called(term)),
        "in": things.named(index) if index else None,
        "scope": things.words(node, SCOPE),
        "period": _period(things, node),
    }


def _statement(things: Things, node: str) -> dict[str, Any]:
    return {
        "speaker": things.named(*things.values(node, SPEAKER)),
        "quoted": things.value(node, VERBATIM) in ("true", "1"),
        "text": things.value(node, TEXT) or "",
    }


def _commitment(things: Things, node: str) -> dict[str, Any]:
    return {"agent": things.named(*things.values(node, AGENT)), "action": things.words(node, ACTION) or ""}


def _event(things: Things, node: str) -> dict[str, Any]:
    parts = [(things.of(part, WHO), things.value(part, COUNT)) for part in things.values(node, PARTICIPATION_OF)]
    parts += [(things.named(organizer), None) for organizer in things.values(node, ORGANIZER)]
    return {
        "class": things.event_classes(node),
        "name": tuple(things.called(node)),
        "date": _period(things, node),
        "place": things.of(node, LOCATION),
        "participants": tuple((who, count) for who, count in parts if who is not None),
    }


def _period(things: Things, node: str) -> str | None:
    """Return a node's period as the gold writes it."""
    period = things.value(node, PERIOD)
    if period is None or not is_node(period):
        return period
    ends = [end for end in (things.value(period, START), things.value(period, END)) if end is not None]
    return "/".join(ends) or None


FIELDS: Final[Mapping[str, Callable[[Things, str], dict[str, Any]]]] = {
    "post": _post,
    "stat": _stat,
    "rank": _rank,
    "statement": _statement,
    "commitment": _commitment,
    "event": _event,
}
"""How the fields of each type of fact are read off a node."""
