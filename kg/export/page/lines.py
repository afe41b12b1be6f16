"""Facts as lines: what each claim says, from which things to which, with nodes that have parts folded away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.export.page.cast import Cast
from kg.facts import ENTITY, RELATION, worded
from kg.graph import ClaimRecord
from kg.graph.labels import Labels
from kg.graph.terms import local
from kg.graph.wording import Values, words
from kg.vocab import (
    ABOUT,
    AGENT,
    CHANGE_BASIS,
    CHANGE_PERCENT,
    END,
    HOLDER,
    HOLDS_POST_AT,
    PER,
    PERIOD,
    PREVIOUS_RANK,
    RANK,
    SCOPE,
    SPEAKER,
    START,
    TYPE,
    UNIT,
    VALUE,
)

if TYPE_CHECKING:
    from kg.graph import Graph

NAMED_IN: Final = "named in"
_FIRST: Final = (HOLDER, ABOUT, AGENT, SPEAKER)  # the property whose values a part starts from
_CHANGE: Final = "change in percent"
_SERIES: Final = {
    RANK: ((), (SCOPE,)),
    VALUE: ((), (UNIT, PER, SCOPE)),
    CHANGE_PERCENT: ((_CHANGE,), (CHANGE_BASIS, SCOPE)),
}

Key = tuple[str, str, str]  # subject, predicate and object of what is claimed


@dataclass(frozen=True, slots=True)
class Line:
    """A fact, drawn from each of its `starts` to each of its `ends`; with no end, to the documents that tell it.

    `number` and `series` are for a chart: a count or a rank, and of what. `time` is an ISO date or interval.
    """

    key: Key
    kind: str
    relation: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    said: tuple[str, str, str, str]  # subject, what, value, period
    claims: tuple[ClaimRecord, ...]
    time: str = ""
    number: float | None = None
    series: str = ""


def lines(graph: Graph, drawn: Cast, labels: Labels) -> Iterator[Line]:
    """Yield the facts about the things drawn, in the order of what is claimed."""
    claims = _claims(graph, drawn, labels)
    rows = [_claimed(key, found, drawn, labels) for key, found in claims.items()]
    rows += _covered(drawn, claims, labels)
    posts = {(start, end) for row in rows if row.kind == "post" for start in row.starts for end in row.ends}
    shown = frozenset(drawn.things) | drawn.documents
    for row in sorted(rows, key=lambda row: row.key):
        subject, predicate, object_ = row.key
        if predicate == HOLDS_POST_AT and (subject, object_) in posts:
            continue  # a shortcut over a post that is drawn
        starts, ends = (tuple(end for end in side if end in shown) for side in (row.starts, row.ends))
        if starts and (ends or not row.ends):
            yield replace(row, starts=starts, ends=ends)


def _claims(graph: Graph, drawn: Cast, labels: Labels) -> dict[Key, list[ClaimRecord]]:
    """Gather the claims that touch a thing drawn, by what they say."""
    things = frozenset(drawn.things)
    found: dict[Key, list[ClaimRecord]] = {}
    for claim in graph.claims():
        touched = {str(claim.subject), str(claim.object)}
        if claim.subject in drawn.parts:
            touched.update(value for values in labels.values(claim.subject).values() for value in values)
        if touched & things:
            found.setdefault((claim.subject, claim.predicate, str(claim.object)), []).append(claim)
    return found


def _claimed(key: Key, claims: list[ClaimRecord], drawn: Cast, labels: Labels) -> Line:
    subject, predicate, object_ = key
    fact = worded(claims[0], labels)
    said = (fact.subject, fact.what, fact.value, fact.period)
    if predicate != TYPE:
        ends = (object_,) if object_ in drawn.all | drawn.documents else ()
        return Line(key, fact.kind, fact.what, (subject,), ends, said, tuple(claims))
    values = labels.values(subject)
    time = _time(values, labels)
    if subject not in drawn.parts:
        relation = NAMED_IN if fact.kind == ENTITY else fact.kind
        return Line(key, fact.kind, relation, (subject,), (), said, tuple(claims), time)
    first = next((prop for prop in _FIRST if values.get(prop)), None)
    starts = tuple(values[first]) if first else ()
    rest = _things({prop: found for prop, found in values.items() if prop != first}, drawn)
    number, series = _counted(values, fact.what)
    for before in values.get(PREVIOUS_RANK, ()):
        said = (fact.subject, fact.what, f"{fact.value} (was {before})", fact.period)
    return Line(key, fact.kind, fact.kind, starts, rest, said, tuple(claims), time, number, series)


def _covered(drawn: Cast, claims: dict[Key, list[ClaimRecord]], labels: Labels) -> Iterator[Line]:
    """Yield what a thing's own claim covers without a further one: an event's place, and who takes part in it."""
    own: dict[str, list[ClaimRecord]] = {}
    for (subject, predicate, _), found in claims.items():
        if predicate == TYPE:
            own.setdefault(subject, []).extend(found)
    for thing in drawn.things:
        held = ((prop, value) for prop, values in labels.values(thing).items() for value in values if prop != PERIOD)
        for predicate, value in held:
            key = (thing, str(predicate), value)
            if predicate != TYPE and key not in claims and (value in drawn.all or value in drawn.parts):
                ends = _things(labels.values(value), drawn) if value in drawn.parts else (value,)
                name = words(local(predicate))
                said = (labels.of(thing), name, labels.of(value), labels.period(thing))
                yield Line(key, RELATION, name, (thing,), ends, said, tuple(own.get(thing, ())))


def _things(values: Values, drawn: Cast) -> tuple[str, ...]:
    """Return the things among some values."""
    return tuple(dict.fromkeys(value for _, found in sorted(values.items()) for value in found if value in drawn.all))


def _counted(values: Values, what: str) -> tuple[float | None, str]:
    """Return what a chart shows of a part, a rank, else a value, else a change; and what that counts."""
    for prop, (named, told) in _SERIES.items():
        if values.get(prop):
            try:
                number = float(values[prop][0])
            except ValueError:
                continue
            return number, ", ".join([what, *named, *(value for p in told for value in values.get(p, ()))])
    return None, ""


def _time(values: Values, labels: Labels) -> str:
    """Return the time of a thing as an ISO date, or two with a slash between; empty where none is given."""
    for period in values.get(PERIOD, ()):
        if "://" not in period:
            return period
        ends = [labels.values(period)[prop][0] for prop in (START, END) if labels.values(period).get(prop)]
        return "/".join(ends)
    return ""
